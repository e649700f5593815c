/** `gc`: what goes, what never goes, and that a dry run tells what would go and touches nothing. */
import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { seal } from '../../src/adapters/checkpoint/text.ts';
import { sha256Of } from '../../src/adapters/disk/digests.ts';
import { takeLock } from '../../src/adapters/disk/lock.ts';
import { formatLine } from '../../src/adapters/journal/lines.ts';
import { scratchLock } from '../../src/adapters/state-folder.ts';
import { runId, runUid } from '../../src/model/brand.ts';
import type { GcReport } from '../../src/report/gc-text.ts';
import { project, type TestProject } from './rig.ts';

const CACHED = `name: cached
inputs: { type: object, properties: { topic: { type: string } } }
stages:
  make: { uses: write, cache: true, with: { text: "about {{ t }}", vars: { t: "\${{ inputs.topic }}" }, to: a.md } }
`;
const manifest = (topic: string, more = ''): string => `pipeline: cached\ninputs: { topic: ${topic} }\n${more}`;
const DAYS = 86_400_000;
/** A pid that no process has: it is beyond what systems give out. */
const DEAD = 2 ** 22 + 1;

async function twoRuns(): Promise<TestProject> {
  const p = project({
    'pipelines/cached.yaml': CACHED,
    'runs/a.yaml': manifest('one'),
    'runs/b.yaml': manifest('two'),
  });
  for (const run of ['a', 'b']) assert.equal((await p.cli('run', run, '--quiet')).code, 0);
  return p;
}

const at = (p: TestProject, ...names: readonly string[]): string => path.join(p.root, ...names);
const state = (p: TestProject, ...names: readonly string[]): string => at(p, '.pipeline-runner', ...names);

function age(file: string, days: number): void {
  const then = new Date(Date.now() - days * DAYS);
  if (lstatSync(file).isDirectory()) for (const name of readdirSync(file)) age(path.join(file, name), days);
  utimesSync(file, then, then);
}

/** Every file with what is in it. */
function everything(p: TestProject): ReadonlyMap<string, string> {
  const files = readdirSync(p.root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name)).toSorted();
  return new Map(paths.map((file) => [path.relative(p.root, file), readFileSync(file, 'utf8')]));
}

/** Counts by the first words of what goes. */
async function gc(p: TestProject, ...argv: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const dry = await p.cli('gc', '--json', '--dry-run', ...argv);
  assert.equal(dry.code, 0, dry.err);
  const said: GcReport = JSON.parse(dry.out);
  const done: GcReport = JSON.parse((await p.cli('gc', '--json', ...argv)).out);
  assert.deepEqual(done.removed, said.removed, 'a dry run says what a real one does');
  assert.deepEqual(done.refused, []);
  const some = done.removed.filter(({ count }) => count > 0);
  return Object.fromEntries(some.map(({ what, count }) => [what.split(' ').slice(0, 2).join(' '), count]));
}

test('with nothing to do `gc` changes nothing, and creates no state in a project without runs', async () => {
  using p = await twoRuns();
  const before = everything(p);
  assert.deepEqual(await gc(p), {});
  assert.deepEqual(await gc(p, '--artifacts', '--pinned'), {});
  assert.deepEqual(everything(p), before);
  assert.match((await p.cli('gc', '--dry-run')).out, /^Nothing to remove\.\n$/);
  using empty = project();
  assert.deepEqual(await gc(empty, '--artifacts'), {});
  assert.deepEqual(readdirSync(empty.root), []);
});

test('cached results that no run has used for long are removed with their files; using one makes it recent', async () => {
  using p = await twoRuns();
  age(state(p, 'cache'), 40);
  p.write('runs/c.yaml', manifest('one'));
  assert.equal((await p.cli('run', 'c', '--quiet')).code, 0);
  assert.match(p.read('runs/c.checkpoint.json'), /"origin": "cached"/);
  assert.deepEqual(await gc(p), { 'cached results': 1, 'cached files': 1 });
  assert.equal(readdirSync(state(p, 'cache/results')).length, 1);
  p.write('runs/d.yaml', manifest('one'));
  assert.equal((await p.cli('run', 'd', '--quiet')).code, 0);
  assert.match(p.read('runs/d.checkpoint.json'), /"origin": "cached"/, 'the other is whole');
  assert.deepEqual(await gc(p, '--keep-cache', '0s'), { 'cached results': 1, 'cached files': 1 });
});

test('a file in the cache that no result names yet is kept for an hour', async () => {
  using p = await twoRuns();
  for (const name of readdirSync(state(p, 'cache/results'))) rmSync(state(p, 'cache/results', name));
  assert.deepEqual(await gc(p), {});
  age(state(p, 'cache/blobs'), 1);
  assert.deepEqual(await gc(p), { 'cached files': 2 });
});

const uidOf = (p: TestProject, run: string): string =>
  /"uid": "([^"]+)"/.exec(p.read(`runs/${run}.checkpoint.json`))?.[1] ?? '';

/** The folder of a run as a process leaves it that is killed between two attempts. */
const leaveStaging = (p: TestProject, run: string): void =>
  void mkdirSync(state(p, 'staging', uidOf(p, run)), { recursive: true });

test('a file of ours that is too large to read does not stop `gc`', async () => {
  using p = await twoRuns();
  const left = state(p, 'journal', 'left', 'a.ndjson');
  mkdirSync(path.dirname(left), { recursive: true });
  const shard = state(p, 'index', 'artifacts', '00.ndjson');
  const result = state(p, 'cache', 'results', `${'0'.repeat(64)}.json`);
  for (const file of [left, shard, result]) {
    writeFileSync(file, '');
    truncateSync(file, 3 * 2 ** 30);
  }
  assert.deepEqual(await gc(p), { 'cached results': 1, 'file origins': 1 });
  assert.deepEqual([left, shard, result].map(existsSync), [true, false, false]);
});

test('the backup of a run is removed when manifest and checkpoint have been gone for long, and not before', async () => {
  using p = await twoRuns();
  leaveStaging(p, 'b');
  for (const file of ['runs/b.yaml', 'runs/b.checkpoint.json']) rmSync(at(p, file));
  const others = [...everything(p)].filter(([file]) => !/(^|\/)b\.|artifacts/.test(file));
  const before = await gc(p);
  assert.equal(before['state of'], undefined, 'a branch may bring it back');
  age(state(p, 'backup'), 40);
  age(state(p, 'locks'), 40);
  assert.deepEqual(await gc(p), { 'state of': 1, 'locks of': 1 });
  assert.deepEqual(await gc(p), { 'staging folders': 1, 'file origins': 1 }, 'nothing speaks of its uid any more');
  assert.deepEqual(readdirSync(state(p, 'backup')), ['a.json']);
  assert.deepEqual(readdirSync(state(p, 'locks')), ['a.lock']);
  for (const [file, text] of others) assert.equal(everything(p).get(file), text, file);
  assert.ok(existsSync(at(p, 'runs/b.run/make/a.md')), "its files are its owner's to delete");
});

test('the backup of a run stays while manifest or checkpoint exists, because it can restore the other', async () => {
  for (const gone of ['runs/b.yaml', 'runs/b.checkpoint.json']) {
    using p = await twoRuns();
    rmSync(at(p, gone));
    for (const folder of ['backup', 'locks']) age(state(p, folder), 40);
    await gc(p);
    assert.deepEqual(readdirSync(state(p, 'backup')).toSorted(), ['a.json', 'b.json'], `without ${gone}`);
    assert.deepEqual(readdirSync(state(p, 'locks')).toSorted(), ['a.lock', 'b.lock'], `without ${gone}`);
  }
});

test('the backup is kept under the id that the checkpoint of a run names', async () => {
  using p = await twoRuns();
  const checkpoint = p.read('runs/b.checkpoint.json');
  for (const file of ['runs/b.yaml', 'runs/b.checkpoint.json']) rmSync(at(p, file));
  p.write('runs/renamed.yaml', manifest('two'));
  p.write('runs/renamed.checkpoint.json', checkpoint);
  age(state(p), 40);
  await gc(p, '--keep-cache', '99d');
  assert.ok(existsSync(state(p, 'backup/b.json')));
  assert.match((await p.cli('run', 'renamed')).err, /run\/renamed/);
});

test('the lock of a removed run stays while somebody holds it', async () => {
  using p = await twoRuns();
  for (const file of ['runs/b.yaml', 'runs/b.checkpoint.json']) rmSync(at(p, file));
  age(state(p), 40);
  const held = takeLock(state(p, 'locks/b.lock'), { pid: process.pid, host: 'h', since: 'now', command: 'x' });
  assert.ok(held.ok);
  age(state(p), 40);
  await gc(p);
  assert.ok(existsSync(state(p, 'locks/b.lock')));
  assert.ok(existsSync(state(p, 'locks/b.lock.json')));
  held.value[Symbol.dispose]();
  await gc(p);
  assert.ok(!existsSync(state(p, 'locks/b.lock')));
});

test('old temporary files of dead processes are removed; those of others stay', async () => {
  using p = await twoRuns();
  const temps = [
    `runs/.a.checkpoint.json.${DEAD}.tmp`,
    `runs/a.run/pinned/1/pipelines/.cached.yaml.${DEAD}.tmp`,
    `.pipeline-runner/backup/.a.json.${DEAD}.tmp`,
    `.pipeline-runner/cache/.x.${DEAD}.tmp`,
  ];
  const kept = [
    `runs/.a.checkpoint.json.${process.pid}.tmp`,
    `runs/.notes.md.${DEAD}.tmp`,
    `runs/a.run/make/.x.${DEAD}.tmp`,
  ];
  for (const file of [...temps, ...kept]) p.write(file, 'half');
  assert.deepEqual(await gc(p), {}, 'they are young');
  for (const file of [...temps, ...kept]) age(at(p, file), 1);
  assert.deepEqual(await gc(p), { 'temporary files': temps.length });
  for (const file of kept) assert.ok(existsSync(at(p, file)), file);
});

test('a staging folder is removed with its run; that of an existing run is left to its next start', async () => {
  using p = await twoRuns();
  const uid = uidOf(p, 'a');
  leaveStaging(p, 'b');
  p.write(`.pipeline-runner/staging/${uid}/make/3/replaced/a.md`, 'to be put back');
  p.write('.pipeline-runner/staging/0000000000000000gone/make/1/artifacts/b.md', 'nobody');
  symlinkSync(at(p, 'pipelines'), state(p, 'staging/0000000000000000gone/link'));
  assert.deepEqual(await gc(p), { 'staging folders': 1 });
  assert.ok(existsSync(state(p, `staging/${uid}/make/3/replaced/a.md`)));
  assert.ok(existsSync(at(p, 'pipelines/cached.yaml')), 'a link is removed, not followed');
  const left = readdirSync(state(p, 'staging'));
  assert.equal(left.length, 2, 'the empty folder of the other run is young');
  for (const name of left) age(state(p, 'staging', name), 1);
  assert.deepEqual(await gc(p), { 'staging folders': 1 });
  assert.deepEqual(readdirSync(state(p, 'staging')), [uid]);
});

test('a trial is removed when it ended an hour ago; a recent one and the run itself stay', async () => {
  using p = await twoRuns();
  for (const _ of ['old', 'young']) assert.equal((await p.cli('run', 'a', '--only', 'make', '--quiet')).code, 0);
  assert.deepEqual(await gc(p), {});
  age(state(p, 'scratch/a.make.1'), 1);
  const others = [...everything(p)].filter(([file]) => !file.includes('scratch/a.make.1'));
  assert.deepEqual(await gc(p), { 'finished trials': 1 });
  assert.deepEqual(readdirSync(state(p, 'scratch')), ['a.make.2']);
  assert.deepEqual([...everything(p)], others);
});

test('a trial between two stages stays while its lock is held', async () => {
  using p = await twoRuns();
  assert.equal((await p.cli('run', 'a', '--only', 'make', '--quiet')).code, 0);
  const folder = state(p, 'scratch/a.make.1');
  const held = takeLock(scratchLock(folder), { pid: process.pid, host: 'h', since: 'now', command: 'x' });
  assert.ok(held.ok);
  age(folder, 1);
  assert.deepEqual(await gc(p), {});
  held.value[Symbol.dispose]();
  age(folder, 1);
  assert.deepEqual(await gc(p), { 'finished trials': 1 });
});

test('if a checkpoint does not say which run it belongs to, nothing is removed by uid', async () => {
  using p = await twoRuns();
  p.write('.pipeline-runner/staging/0000000000000000gone/make/1/artifacts/b.md', 'nobody');
  p.write('runs/b.checkpoint.json', '');
  assert.deepEqual(await gc(p), {});
});

test('files that no checkpoint names are reported, and removed only on request', async () => {
  using p = await twoRuns();
  p.write('runs/a.run/old_stage/x.md', 'superseded');
  p.write('runs/a.run/drafts/mine.yaml', 'a person wrote this');
  p.write('runs/a.run/logs/make.9.log', 'a log');
  p.write('runs/a.run/outputs/make.9.json', '"superseded, too"');
  const named = [...everything(p)].filter(([file]) => /^runs/.test(file) && !/old_stage|outputs/.test(file));
  const told = await p.cli('gc');
  assert.match(told.out, /^Nothing to remove\.\nKept, unless.*:\n {2}2 {2}files of runs .* 27 B {2}--artifacts\n$/);
  assert.ok(existsSync(at(p, 'runs/a.run/old_stage/x.md')));
  assert.deepEqual(await gc(p, '--artifacts'), { 'files of': 2 });
  for (const name of ['old_stage', 'outputs']) assert.ok(!existsSync(at(p, 'runs/a.run', name)));
  for (const [file, text] of named) assert.equal(everything(p).get(file), text, file);
});

test('nothing of a run is removed if its checkpoint is damaged, belongs to another run, or is not at rest', async () => {
  using p = await twoRuns();
  const good = p.read('runs/a.checkpoint.json');
  p.write('runs/a.run/old_stage/x.md', 'superseded');
  const sealed = (more: object): string => seal({ ...JSON.parse(good), ...more }).bytes.toString();
  const others = [sealed({ run: 'elsewhere' }), sealed({ status: 'running' })];
  for (const bad of ['', good.replace('"completed"', '"completes"'), '{}', ...others]) {
    p.write('runs/a.checkpoint.json', bad);
    await gc(p, '--artifacts', '--pinned');
    assert.ok(existsSync(at(p, 'runs/a.run/old_stage/x.md')));
    assert.ok(existsSync(at(p, 'runs/a.run/make/a.md')));
  }
});

test('nothing of a run is removed if a journal has more than its checkpoint', async () => {
  using p = await twoRuns();
  p.write('runs/a.run/old_stage/x.md', 'superseded');
  p.write('.pipeline-runner/journal/left/a.ndjson', '');
  assert.deepEqual(await gc(p, '--artifacts'), {});
  assert.ok(existsSync(at(p, 'runs/a.run/old_stage/x.md')));
  rmSync(state(p, 'journal/left/a.ndjson'));
  assert.deepEqual(await gc(p, '--artifacts'), { 'files of': 1 });
});

test('the journal of a killed process is merged and removed, even if its lock is gone', async () => {
  using p = await twoRuns();
  const record = { run: runId('a'), uid: runUid('0'.repeat(20)), serial: 99, events: [] };
  p.write('.pipeline-runner/journal/dead-1.1.ndjson', formatLine({ type: 'record', prev: 98, record }));
  assert.deepEqual(await gc(p), { 'journals of': 1 });
  assert.deepEqual(readdirSync(state(p, 'journal')), ['left']);
  assert.match(readFileSync(state(p, 'journal/left/a.ndjson'), 'utf8'), /"serial":99/);
});

test('definitions of earlier generations are removed only on request; those in use stay', async () => {
  using p = await twoRuns();
  p.write('runs/a.yaml', manifest('one', 'rerun: 2\n'));
  assert.equal((await p.cli('run', 'a', '--quiet')).code, 0);
  assert.deepEqual(await gc(p), {});
  const counts = await gc(p, '--pinned');
  assert.ok((counts['files of'] ?? 0) >= 3);
  assert.deepEqual(readdirSync(at(p, 'runs/a.run/pinned')), ['2']);
  assert.equal((await p.cli('run', 'a', '--quiet')).code, 0);
  assert.equal((await p.cli('explain', 'a')).code, 0);
});

test('old durations of a pipeline are removed if the pipeline is gone and no run names it', async () => {
  using p = await twoRuns();
  age(state(p, 'history'), 40);
  p.write('.pipeline-runner/history/other.json', '{}');
  assert.deepEqual(await gc(p), {});
  age(state(p, 'history/other.json'), 40);
  assert.deepEqual(await gc(p), { 'durations of': 1 });
  assert.deepEqual(readdirSync(state(p, 'history')), ['cached.json']);
});

test('nothing behind a link is removed', async () => {
  using p = await twoRuns();
  const precious = ['precious/1/file', 'precious/.a.1.tmp', 'precious/file'];
  for (const file of precious) {
    mkdirSync(path.dirname(at(p, file)), { recursive: true });
    writeFileSync(at(p, file), 'precious');
  }
  age(at(p, 'precious'), 100);
  p.write('runs/a.yaml', manifest('other', 'rerun: 2\n'));
  assert.equal((await p.cli('run', 'a', '--quiet')).code, 0);
  for (const folder of ['runs/a.run/pinned', 'runs/b.run/outputs']) {
    rmSync(at(p, folder), { recursive: true, force: true });
    symlinkSync(at(p, 'precious'), at(p, folder));
  }
  assert.equal((await p.cli('gc', '--pinned', '--artifacts')).code, 0);
  assert.deepEqual(
    precious.filter((file) => !existsSync(at(p, file))),
    [],
  );
});

for (const link of ['', '/staging']) {
  test(`a state folder${link === '' ? '' : ' with a folder in it'} that is a link is refused before anything is written or removed there`, async () => {
    using p = project({ 'pipelines/cached.yaml': CACHED, 'runs/a.yaml': manifest('one') });
    using elsewhere = project({ 'staging/theirs/file': 'x', 'theirs/file': 'x' });
    if (link !== '') mkdirSync(state(p));
    symlinkSync(elsewhere.root, state(p, link));
    const before = readdirSync(elsewhere.root, { recursive: true });
    for (const argv of [['run', 'a'], ['gc'], ['list']]) {
      const { code, err } = await p.cli(...argv);
      assert.equal(code, 1);
      assert.match(err, /error\[disk\/in-the-way\]/);
    }
    assert.deepEqual(readdirSync(elsewhere.root, { recursive: true }), before);
  });
}

test('an endlessly nested checkpoint does not prevent the removal of other runs', async () => {
  using p = await twoRuns();
  for (const run of ['a', 'b']) p.write(`runs/${run}.run/old_stage/x.md`, 'superseded');
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const text = p.read('runs/a.checkpoint.json').replace('"topic": "one"', `"topic": ${deep}`);
  const unsealed = text.replace(/,\n {2}"digest": ".*"\n\}\n$/, '\n}\n');
  p.write('runs/a.checkpoint.json', unsealed.replace(/\n\}\n$/, `,\n  "digest": "${sha256Of(unsealed)}"\n}\n`));
  assert.deepEqual(await gc(p, '--artifacts'), { 'files of': 2 });
});
