/** A run that a daemon found wrong before it ever began has a checkpoint, of `invalid`: to every command it never started. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { takeLock } from '../../src/adapters/disk/lock.ts';
import { daemonLock } from '../../src/adapters/state-folder.ts';
import { recordMistakes } from '../../src/app/daemon/record.ts';
import { openProject } from '../../src/app/project.ts';
import type { ProjectPath, RunId } from '../../src/model/brand.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { MANIFEST, project, type TestProject, TWO_STAGES } from './rig.ts';

const SKIPPABLE = `  fit: { uses: command, with: { argv: ["true"] }, skippable: true }\n`;

const at = { file: 'runs/r.yaml' as ProjectPath };
const WRONG: Diagnostic = { code: 'run/unknown-stage', message: 'was wrong', severity: 'error', at };

async function withInvalidRun(...diagnostics: readonly Diagnostic[]): Promise<TestProject> {
  const made = project({
    'pipelines/two.yaml': TWO_STAGES.replace('stages:\n', `stages:\n${SKIPPABLE}`),
    'runs/r.yaml': MANIFEST,
  });
  const opened = await openProject(made.root);
  assert.ok(opened.ok);
  await using store = await opened.value.openStore();
  const found = diagnostics.length === 0 ? [WRONG] : diagnostics;
  const recorded = await recordMistakes(opened.value, store, { run: 'r' as RunId, diagnostics: found });
  assert.ok(recorded.ok);
  return made;
}

for (const argv of [
  ['explain', 'r'],
  ['logs', 'r'],
  ['diff', 'r'],
  ['verify', 'r'],
  ['lineage', 'r'],
  ['fork', 'r', '--from', 'music', '--as', 's'],
]) {
  test(`${argv.join(' ')}: an invalid run counts as not started`, async () => {
    using made = await withInvalidRun();
    const said = await made.cli(...argv);
    assert.match(said.err, /\[cli\/not-started\]/, said.out + said.err);
  });
}

test('`graph` of an invalid run draws the pipeline of its manifest', async () => {
  using made = await withInvalidRun();
  const said = await made.cli('graph', 'r');
  assert.equal(said.code, 0, said.err);
  assert.match(said.out, /music/);
});

test('`retry` and `skip` of an invalid run are answered with what to correct', async () => {
  using made = await withInvalidRun();
  const text = (): string => readFileSync(path.join(made.root, 'runs/r.yaml'), 'utf8');
  const retry = await made.cli('retry', 'r');
  assert.equal(text(), MANIFEST, retry.out + retry.err);
  const skip = await made.cli('skip', 'r', 'fit');
  assert.equal(skip.code, 0, skip.err);
  assert.match(text(), /^skip: \[fit\]$/m);
});

test('the reason why a run is invalid is its mistake, not an earlier warning, and names the file to correct', async () => {
  const inPipeline = { file: 'pipelines/two.yaml' as ProjectPath };
  const warning: Diagnostic = {
    code: 'file/missing',
    message: 'is not there yet',
    severity: 'warning',
    at: inPipeline,
  };
  const mistake: Diagnostic = { ...WRONG, at: inPipeline };
  using made = await withInvalidRun(warning, mistake, mistake);
  assert.match((await made.cli('list')).out, /\n {2}run\/unknown-stage: was wrong\n/);
  assert.match((await made.cli('status', 'r')).out, /\nNext: fix pipelines\/two\.yaml, then pipeline-runner run r\.\n/);
});

test('a corrected run in the queue of a daemon is shown as waiting for its turn', async () => {
  using made = await withInvalidRun();
  const holder = { pid: 1, host: 'here', since: '2026-11-21T00:00:00.000Z', command: 'watch' };
  const lock = takeLock(daemonLock(made.root), holder);
  assert.ok(lock.ok);
  using _held = lock.value;
  assert.match((await made.cli('list')).out, /^r +invalid /m);
  made.write('.pipeline-runner/daemon.json', '{"active":[],"queue":["r"]}');
  for (const command of ['list', 'status']) {
    const { out } = await made.cli(command);
    assert.match(out, /^r +pending /m);
    assert.doesNotMatch(out, /was wrong/);
  }
  assert.equal((await made.cli('status', 'r')).out, 'r  pending\nQueued: position 1 of 1\n');
});
