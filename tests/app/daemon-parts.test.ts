/** What the daemon knows of runs at rest, tries again, and takes for a mistake of the disk. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../../src/app/daemon/backoff.ts';
import { Rests, stampsOf } from '../../src/app/daemon/rests.ts';
import { epochMs, projectPath, runId } from '../../src/model/brand.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { full } from '../rig/full-disk.ts';
import { TestProject } from '../rig/project.ts';

const R = runId('r');

test('a run is certainly at rest if its files are the same as when it came to rest before', async () => {
  await using project = await TestProject.make();
  const rests = new Rests(project.root);
  const resting = { kind: 'waits', files: [projectPath('draft.md')], until: null } as const;
  assert.equal(rests.set(R, resting), 'unsure');
  project.put('draft.md', 'edited while it was looked at');
  assert.deepEqual(rests.changed(), [R]);
  assert.equal(rests.set(R, resting), 'unsure');
  assert.equal(rests.set(R, resting), 'sure');
  assert.deepEqual(rests.changed(), []);
});

test('a run is certainly at rest at once if its files have not changed since before they were read', async () => {
  await using project = await TestProject.make({ files: { 'draft.md': 'a draft' } });
  const rests = new Rests(project.root);
  const files = [projectPath('draft.md')];
  const seen = stampsOf(project.root, files);
  assert.equal(rests.set(R, { kind: 'waits', files, seen, until: null }), 'sure');
  project.put('draft.md', 'edited while it was looked at');
  assert.equal(rests.set(R, { kind: 'waits', files, seen, until: null }), 'unsure');
});

test('a run at rest becomes due at its time without a change of files', async () => {
  await using project = await TestProject.make();
  const rests = new Rests(project.root);
  rests.set(R, { kind: 'waits', files: [], until: epochMs(100) });
  assert.deepEqual([rests.due(epochMs(99)), rests.due(epochMs(100))], [[], [R]]);
  assert.equal(rests.next(epochMs(40)), 60);
});

test('a run that could not start is tried again after ever longer delays, and at once after a change', () => {
  let now = 0;
  const backoff = new Backoff(() => epochMs(now));
  const waits = [1, 2, 3, 20].map((n) => {
    for (let i = 0; i < n; i++) backoff.refused(R);
    return backoff.again(R) - now;
  });
  assert.deepEqual(waits, [2_000, 8_000, 64_000, 300_000]);
  assert.equal(backoff.mayTry(R), false);
  now = 300_000;
  assert.equal(backoff.mayTry(R), true);
  backoff.refused(R);
  backoff.forget(R);
  assert.equal(backoff.mayTry(R), true);
});

test('a disk error is reported as such, wherever in the run it occurred and whatever failed after it', () => {
  const backoff = new Backoff(() => epochMs(0));
  // As Node throws it to a stage that writes a file.
  const raw = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    ...{ code: 'ENOSPC', syscall: 'write', path: '/project/x' },
  });
  const closing = new SuppressedError(new Error('closing failed, too'), full(), 'closing');
  const said = [raw, closing, new Error('a bug')].map((error) => backoff.broken(R, error).diagnostics[0]);
  assert.deepEqual(
    said.map((one) => one?.code),
    ['daemon/disk', 'daemon/disk', 'daemon/bug'],
  );
  assert.equal(said[0]?.message, 'write of /project/x failed: the disk is full (ENOSPC)');
});

test('a mistake is checked again when its file or the folders of definitions change, not when the manifest does', () => {
  const backoff = new Backoff(() => epochMs(0));
  const mistake = (file: string): Diagnostic => ({
    code: 'run/unknown-pipeline',
    severity: 'error',
    message: 'no',
    at: { file },
  });
  backoff.refused(R, [mistake('runs/r.yaml'), mistake('shared/p.yaml')]);
  assert.deepEqual(backoff.filesOf(R), ['shared/p.yaml', 'pipelines', 'templates', 'schemas']);
  backoff.refused(R);
  assert.deepEqual(backoff.filesOf(R), []);
});
