/** Steering: one edit of the manifest, made once, and only to the file that was read. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { takeLock } from '../../src/adapters/disk/lock.ts';
import { daemonLock } from '../../src/adapters/state-folder.ts';
import { openProject } from '../../src/app/project.ts';
import { cancelRun } from '../../src/app/steer/settings.ts';
import { runId } from '../../src/model/brand.ts';
import { git, repository } from './gate-rig.ts';
import { MANIFEST, project, TWO_STAGES } from './rig.ts';

const FILES = { 'pipelines/two.yaml': TWO_STAGES, 'runs/ep1.yaml': MANIFEST };
const FINALLY = `finally:
  note: { uses: command, with: { argv: [echo, hi] } }
`;

test('a manifest that changes while it is edited is left unchanged', async () => {
  using p = project(FILES);
  const opened = await openProject(p.root);
  assert.ok(opened.ok);
  const file = path.join(p.root, 'runs/ep1.yaml');
  let reads = 0;
  const changing: typeof opened.value = {
    ...opened.value,
    read: (name) => {
      // readRun, readManifest, the text to edit, the text before it is replaced
      if (++reads === 4) writeFileSync(file, '# somebody else\npipeline: two\ninputs: { topic: x }\n');
      return opened.value.read(name);
    },
  };
  const steered = await cancelRun(changing, runId('ep1'));
  assert.deepEqual(!steered.ok && steered.error.map(({ code }) => code), ['edit/changed-meanwhile']);
  assert.match(readFileSync(file, 'utf8'), /^# somebody else/);
});

test('editing a manifest keeps the mode of the file', async () => {
  using p = project(FILES);
  const file = path.join(p.root, 'runs/ep1.yaml');
  chmodSync(file, 0o640);
  assert.equal((await p.cli('cancel', 'ep1')).code, 0);
  assert.equal(statSync(file).mode & 0o777, 0o640);
});

test('a manifest that is a link is not replaced by a file', { skip: process.platform === 'win32' }, async () => {
  using p = project(FILES);
  renameSync(path.join(p.root, 'runs/ep1.yaml'), path.join(p.root, 'real.yaml'));
  symlinkSync('../real.yaml', path.join(p.root, 'runs/ep1.yaml'));
  const { code, err } = await p.cli('cancel', 'ep1');
  assert.equal(code, 2);
  assert.match(err, /file\/unreadable[\s\S]*symbolic link/);
});

test('a run that never started cannot be retried, but can be cancelled', async () => {
  using p = project(FILES);
  const retried = await p.cli('retry', 'ep1');
  assert.equal(retried.code, 2);
  assert.match(retried.err, /cli\/not-started[\s\S]*pipeline-runner run ep1/);
  assert.match((await p.cli('cancel', 'ep1')).out, /\+ cancelled: true\nNo process is working on the run/);
  assert.match((await p.cli('cancel', 'ep1')).out, /the manifest already says `cancelled: true`/);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 1);
});

test('a finished run cannot be cancelled, and its manifest stays unchanged', async () => {
  using p = project({ ...FILES, ok: '' });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  assert.match((await p.cli('cancel', 'ep1')).out, /ep1: nothing to change: it is already completed/);
  assert.equal(p.read('runs/ep1.yaml'), MANIFEST);
});

test('a run that finished a rerun cannot be cancelled, but one with a requested rerun can', async () => {
  using p = project({ ...FILES, ok: '' });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  writeFileSync(path.join(p.root, 'runs/ep1.yaml'), `${MANIFEST}rerun: 2\n`);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  assert.match((await p.cli('cancel', 'ep1')).out, /nothing to change: it is already completed/);
  writeFileSync(path.join(p.root, 'runs/ep1.yaml'), `${MANIFEST}rerun: 3\n`);
  assert.match((await p.cli('cancel', 'ep1')).out, /\+ cancelled: true/);
});

test('stages to go back to are added to those that are already requested', async () => {
  using p = project({ ...FILES, ok: '' });
  await p.cli('run', 'ep1', '--quiet');
  await p.cli('retry', 'ep1');
  await p.cli('retry', 'ep1', '--from', 'music');
  await p.cli('retry', 'ep1', '--from', 'join');
  assert.match(p.read('runs/ep1.yaml'), /^rerun: \{ n: 2, from: \[music, join\] \}$/m);
  assert.match((await p.cli('retry', 'ep1', '--from', 'join')).out, /already requested/);
});

test('going back to a stage of finally is refused, and the manifest stays unchanged', async () => {
  using p = project({ ...FILES, 'pipelines/two.yaml': `${TWO_STAGES}${FINALLY}`, ok: '' });
  await p.cli('run', 'ep1', '--quiet');
  for (const command of ['retry', 'plan', 'run']) {
    const { code, err } = await p.cli(command, 'ep1', '--from', 'finally:note');
    assert.equal(code, 2, command);
    assert.match(err, /cli\/unknown-stage[\s\S]*end of every generation/);
  }
  assert.equal(p.read('runs/ep1.yaml'), MANIFEST);
});

const manifestOf = (root: string): string => readFileSync(path.join(root, 'runs/ep1.yaml'), 'utf8');

test('`pause` and `unpause` change one word in the manifest', async () => {
  using p = project({ ...FILES, ok: '' });
  const paused = await p.cli('pause', 'ep1');
  assert.match(paused.out, /\+ paused: true\nTo resume: pipeline-runner unpause ep1\n$/);
  assert.match((await p.cli('pause', 'ep1')).out, /already says `paused: true`/);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  const unpaused = await p.cli('unpause', 'ep1');
  assert.match(unpaused.out, /- paused: true\n\+ paused: false\nNext: pipeline-runner run ep1\n$/);
  assert.match((await p.cli('unpause', 'ep1')).out, /the manifest does not pause it/);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  assert.match((await p.cli('pause', 'ep1')).out, /it is already completed/);
  assert.equal(manifestOf(p.root), `${MANIFEST}paused: false\n`);
});

test('`retry` of a paused run says that it is paused', async () => {
  using p = project({ ...FILES, ok: '' });
  await p.cli('run', 'ep1', '--quiet');
  p.write('runs/ep1.yaml', `${MANIFEST}paused: true\n`);
  assert.match((await p.cli('retry', 'ep1')).out, /pipeline-runner unpause ep1/);
});

test('`reset` goes back to stages, and requires at least one', async () => {
  using p = project({ ...FILES, ok: '' });
  await p.cli('run', 'ep1', '--quiet');
  assert.equal((await p.cli('reset', 'ep1')).code, 2);
  assert.match((await p.cli('reset', 'ep1', '--to', 'musik')).err, /cli\/unknown-stage[\s\S]*did you mean "music"/);
  assert.equal((await p.cli('reset', 'ep1', '--to', 'music', '--to', 'join')).code, 0);
  assert.equal(manifestOf(p.root), `${MANIFEST}rerun: { n: 2, from: [music, join] }\n`);
});

test('a budget is set beside the limits of stages and calls, which stay', async () => {
  using p = project(FILES);
  const limits = 'budget:\n  # no more for this one\n  stages: { music: 0.5 }\n  max_cost: 0.1\n';
  p.write('runs/ep1.yaml', MANIFEST + limits);
  assert.equal((await p.cli('budget', 'ep1', '5')).code, 0);
  assert.equal(manifestOf(p.root), `${MANIFEST}${limits}  usd: 5\n`);
});

test('a budget is changed in place, keeping its comments', async () => {
  using p = project(FILES);
  assert.equal((await p.cli('budget', 'ep1', '12.50')).code, 0);
  assert.equal(manifestOf(p.root), `${MANIFEST}budget: { usd: 12.5 }\n`);
  p.write('runs/ep1.yaml', `${MANIFEST}budget:\n  usd: 3 # enough\n`);
  assert.equal((await p.cli('budget', 'ep1', '4')).code, 0);
  assert.equal(manifestOf(p.root), `${MANIFEST}budget:\n  usd: 4 # enough\n`);
  assert.match((await p.cli('budget', 'ep1', '4.00')).out, /its budget is already \$4/);
  for (const amount of ['lots', '-1', '1e9', '$5'])
    assert.equal((await p.cli('budget', 'ep1', amount)).code, 2, amount);
});

const PAID = `budget: { usd: 1 }
stages:
  one: { uses: command, max_cost: 1.3, with: { argv: [echo, ok] } }
`;

test('a budget that is still too small, or comes too late, is reported as such', async () => {
  using p = project({ 'pipelines/two.yaml': PAID, 'runs/ep1.yaml': 'pipeline: two\n' });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.match(
    (await p.cli('budget', 'ep1', '1.2')).out,
    /not enough: the run stays paused until its budget is \$1\.30 or/,
  );
  assert.match((await p.cli('budget', 'ep1', '1.3')).out, /Next: pipeline-runner run ep1/);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  assert.match(
    (await p.cli('budget', 'ep1', '2')).out,
    /The run is already completed: the budget applies when it is retried/,
  );
});

for (const [where, follows, sentence] of [
  ['of this folder', undefined, /The daemon will pick it up\.\n/],
  [
    'that follows a branch',
    'main',
    /Next: commit runs\/ep1\.yaml and push it; the daemon acts on what is on the branch\.\n/,
  ],
] as const)
  test(`beside a daemon ${where} no message says to type \`run\``, async () => {
    using p = project({ ...FILES, ok: '' });
    await p.cli('run', 'ep1', '--quiet');
    const holder = { pid: process.pid, host: 'h', since: 'now', command: 'watch', ...(follows ? { follows } : {}) };
    const lock = takeLock(daemonLock(p.root), holder);
    assert.ok(lock.ok);
    using _lock = lock.value;
    assert.match((await p.cli('retry', 'ep1')).out, sentence);
  });

test('in a clone of a run that a daemon elsewhere drives, no message says to do its work again', async () => {
  using p = project({ ...FILES, ok: '', '.gitignore': '.pipeline-runner/\n' });
  await p.cli('run', 'ep1', '--quiet');
  repository(p);
  git(p, 'add', '.');
  git(p, 'commit', '--quiet', '-m', 'Run ep1: completed\n\nPipeline-Run: ep1\nPipeline-Daemon: 4bc1f537360d');
  const byHand =
    /Next: commit runs\/ep1\.yaml and push it; a daemon elsewhere acts .* any more: pipeline-runner run ep1\n/;
  assert.match((await p.cli('retry', 'ep1')).out, byHand);
  assert.match((await p.cli('retry', 'ep1', '--commit')).out, /Next: push it; a daemon elsewhere acts/);
  await p.cli('run', 'ep1', '--quiet');
  assert.match((await p.cli('retry', 'ep1')).out, /Next: pipeline-runner run ep1\n/, 'it is carried out here by now');
});

const SKIPPABLE = TWO_STAGES.replace('  music:\n', '  music:\n    skippable: true\n    otherwise: none\n');

test('stages are skipped one line at a time, and only skippable ones', async () => {
  using p = project({ ...FILES, 'pipelines/two.yaml': SKIPPABLE });
  assert.match((await p.cli('skip', 'ep1', 'join')).err, /run\/not-skippable[\s\S]*music/);
  assert.match((await p.cli('skip', 'ep1', 'musik')).err, /run\/unknown-stage[\s\S]*did you mean "music"/);
  assert.equal(manifestOf(p.root), MANIFEST);
  p.write('runs/ep1.yaml', `${MANIFEST}skip:\n- other # gone\n# end\n`);
  assert.equal((await p.cli('skip', 'ep1', 'music')).code, 0);
  assert.equal(manifestOf(p.root), `${MANIFEST}skip:\n- other # gone\n- music\n# end\n`);
  assert.match((await p.cli('skip', 'ep1', 'music')).out, /already skips music/);
});

test('a finished stage cannot be skipped, and a gate never', async () => {
  const gated = `${SKIPPABLE.replace(/outputs:.*/, '')}  review: { uses: approval, with: { subject: join } }\n`;
  using p = project({ ...FILES, 'pipelines/two.yaml': gated, ok: '' });
  assert.match((await p.cli('skip', 'ep1', 'review')).err, /answer\/skips-gate/);
  await p.cli('run', 'ep1', '--quiet');
  assert.match((await p.cli('skip', 'ep1', 'music')).out, /music is already completed/);
  assert.equal(manifestOf(p.root), MANIFEST);
});

test('the stages of a paused run are shown as waiting for it to continue', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/ep1.yaml': `${MANIFEST}paused: true\n` });
  assert.equal((await p.cli('run', 'ep1')).code, 3);
  const { out } = await p.cli('explain', 'ep1');
  assert.match(out, /^music {2}pending: the run is paused: the manifest says `?paused: true/m);
});

test('a `rerun` from an item that does not exist is a mistake of the manifest', async () => {
  const made =
    "stages:\n  say: { foreach: '${{ [\"a\", \"b\"] }}', key: '${{ item }}', uses: command, with: { argv: [echo, '${{ item }}'] } }\n";
  using p = project({ 'pipelines/two.yaml': made, 'runs/r.yaml': 'pipeline: two\n' });
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  for (const [from, place] of [
    ['"say[c]"', '2:22'],
    ['[say, "say[c]"]', '2:28'],
  ]) {
    p.write('runs/r.yaml', `pipeline: two\nrerun: { n: 2, from: ${from} }\n`);
    for (const command of ['plan', 'run']) {
      const { code, err } = await p.cli(command, 'r');
      assert.equal(code, 2);
      assert.ok(err.startsWith(`runs/r.yaml:${place} error[run/bad-rerun]: run r has no stage or item "say[c]"`), err);
    }
  }
  p.write('runs/r.yaml', 'pipeline: two\nrerun: { n: 2, from: "say[b]" }\n');
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
});
