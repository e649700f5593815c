/** `list`: which runs it shows, in which order, and that its shortcut never shows anything but the truth. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readSealed, sealedBytes } from '../../src/adapters/disk/sealed-file.ts';
import { runCli } from '../../src/cli/program.ts';
import { terminalOf } from '../../src/cli/terminal.ts';
import type { ListEntry, WaitingEntry } from '../../src/report/list.ts';
import { MANIFEST, project, type TestProject, TWO_STAGES } from './rig.ts';

const FILES = {
  'pipelines/two.yaml': TWO_STAGES,
  'runs/a.yaml': `${MANIFEST}labels: { show: kids, week: "47" }\n`,
  'runs/b.yaml': `${MANIFEST}labels: { show: news }\n`,
  'runs/sub/c.yaml': MANIFEST,
  'runs/bad.yaml': 'pipeline: [\n',
  ok: '',
};
const INDEX = '.pipeline-runner/index/runs.json';

const entries = async (p: TestProject, ...argv: string[]): Promise<readonly ListEntry[]> => {
  const { out, code } = await p.cli('list', '--json', ...argv);
  assert.equal(code, 0);
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
};
/** Runs that need not be read the next time. */
const indexed = (p: TestProject): readonly string[] => JSON.parse(p.read(INDEX).split('\n')[1] ?? '').runs;
const names = async (p: TestProject, ...argv: string[]): Promise<readonly string[]> =>
  (await entries(p, ...argv)).map(({ run }) => run);

test('all filters must match, one of several statuses is enough, and the limit counts matching runs', async () => {
  using p = project(FILES);
  await p.cli('run', 'a', '--quiet');
  await p.cli('run', 'b', '--quiet');
  assert.deepEqual(await names(p), ['bad', 'sub/c', 'b', 'a'], 'newest first, before them what has not started');
  assert.deepEqual(await names(p, '--status', 'completed'), ['b', 'a']);
  assert.deepEqual(await names(p, '--status', 'pending', '--status', 'invalid'), ['bad', 'sub/c']);
  assert.deepEqual(await names(p, '--pipeline', 'two', '--limit', '2'), ['sub/c', 'b']);
  assert.deepEqual(await names(p, '--label', 'show=kids'), ['a']);
  assert.deepEqual(await names(p, '--label', 'show=kids', '--label', 'week=46'), []);
  assert.deepEqual(await names(p, '--since', '1d'), ['b', 'a']);
  assert.deepEqual(await names(p, '--since', '2100-01-01'), []);
  assert.match((await p.cli('list', '--limit', '1')).out, /1 run: 1 invalid; 3 more\n$/);
  assert.match((await p.cli('list', '--status', 'failed', '--status', 'paused')).out, /No run is failed or paused/);
  assert.match((await p.cli('list', '--label', 'show=x')).out, /No run matches\./);
});

test('an invalid filter is a usage mistake that shows the right form', async () => {
  using p = project(FILES);
  for (const [argv, words] of [
    [['--since', 'yesterday'], /"yesterday" is not a time; write how long ago \(7d, 12h\)/],
    [['--since', '2026-99-99'], /is not a time/],
    [['--label', 'kids'], /"kids" is not a label; write name=value/],
    [['--limit', '0'], /"0" is not a whole number above 0/],
  ] as const) {
    const { code, err } = await p.cli('list', ...argv);
    assert.equal(code, 2);
    assert.match(err, words);
  }
});

test('unchanged runs at rest are not read again', async () => {
  using p = project(FILES);
  await p.cli('run', 'a', '--quiet');
  assert.equal((await entries(p, '--status', 'completed')).length, 1);
  // A lie under a good seal: only who believes the index tells it.
  const index = path.join(p.root, INDEX);
  const sealed = readSealed(index);
  assert.ok(sealed);
  const json = JSON.parse(JSON.stringify(sealed.json).replace('"completed"', '"cancelled"'));
  writeFileSync(index, sealedBytes({ json, bytes: sealed.bytes }));
  assert.deepEqual(await names(p, '--status', 'cancelled'), ['a']);
});

test('an edited manifest, a new state and a removed run are noticed in spite of the index', async () => {
  using p = project(FILES);
  await p.cli('run', 'a', '--quiet');
  await entries(p);
  p.write('runs/a.yaml', `${MANIFEST}labels: { show: none }\nrerun: 2\n`);
  assert.deepEqual(
    (await entries(p, '--label', 'show=none')).map(({ generation }) => generation),
    [1],
  );
  await p.cli('run', 'a', '--quiet');
  assert.deepEqual(
    (await entries(p, '--label', 'show=none')).map(({ generation }) => generation),
    [2],
  );
  rmSync(path.join(p.root, 'runs/a.yaml'));
  assert.ok(!(await names(p)).includes('a'));
  assert.ok(!indexed(p).includes('a'), 'what is gone is forgotten');
});

test('a checkpoint that was replaced by an older version is not taken for the new one, with and without index', async () => {
  using p = project(FILES);
  rmSync(path.join(p.root, 'ok'));
  await p.cli('run', 'a', '--quiet');
  const file = path.join(p.root, 'runs/a.checkpoint.json');
  const old = readFileSync(file);
  p.write('ok', '');
  p.write('runs/a.yaml', `${MANIFEST}rerun: 2\n`);
  await p.cli('run', 'a', '--quiet');
  assert.equal((await entries(p, '--status', 'completed')).length, 1);
  writeFileSync(file, old);
  assert.deepEqual(await names(p, '--status', 'completed'), ['a'], 'this machine knows the newer state');
});

test('a newer checkpoint that came by git is noticed, with and without index', async () => {
  using p = project(FILES);
  rmSync(path.join(p.root, 'ok'));
  const files = ['runs/a.checkpoint.json', '.pipeline-runner/backup/a.json'].map((file) => path.join(p.root, file));
  await p.cli('run', 'a', '--quiet');
  const old = files.map((file) => readFileSync(file));
  p.write('ok', '');
  p.write('runs/a.yaml', `${MANIFEST}rerun: 2\n`);
  await p.cli('run', 'a', '--quiet');
  const newer = p.read('runs/a.checkpoint.json');
  for (const [i, file] of files.entries()) writeFileSync(file, old[i] ?? '');
  assert.deepEqual(await names(p, '--status', 'failed'), ['a'], 'as on a machine that does not know it');
  p.write('runs/a.checkpoint.json', newer);
  assert.deepEqual(await names(p, '--status', 'completed'), ['a']);
});

test('a terminal shows the newest fifty runs and counts the rest; a pipe, --json and --all show all', async () => {
  const many = Array.from({ length: 53 }, (_, i) => [`runs/r${String(i + 10)}.yaml`, MANIFEST] as const);
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, ...Object.fromEntries(many) });
  const rows = async (isTTY: boolean, ...argv: string[]): Promise<readonly [number, string]> => {
    let out = '';
    const write = (text: string): void => {
      out += text;
    };
    const stdout = { isTTY, write };
    const env = { NO_COLOR: '1' };
    await runCli(['list', ...argv], terminalOf({ cwd: () => p.root, env, stdout, stderr: { write: () => {} } }));
    return [out.split('\n').filter((line) => /^(?:r\d\d |\{)/.test(line)).length, out.split('\n').at(-2) ?? ''];
  };
  const [shown, last] = await rows(true);
  assert.equal(shown, 50);
  assert.match(last, /; 3 more \(--all/);
  assert.deepEqual((await rows(true, '--limit', '52'))[0], 52);
  for (const argv of [['--all'], ['--json']]) assert.equal((await rows(true, ...argv))[0], 53);
  assert.equal((await rows(false))[0], 53);
});

test('in a shortened list every checkpoint counts, but only the manifests of shown runs are read', async () => {
  using p = project(FILES);
  for (const run of ['a', 'b']) await p.cli('run', run, '--quiet');
  for (const run of ['bad', 'sub/c']) rmSync(path.join(p.root, `runs/${run}.yaml`));
  const newest = async (...argv: string[]): Promise<ListEntry | undefined> =>
    (await entries(p, '--limit', '1', ...argv))[0];
  assert.deepEqual((await newest())?.labels, { show: 'news' });
  p.write('runs/b.yaml', `${MANIFEST}labels: { show: none }\n`);
  assert.deepEqual((await newest())?.labels, { show: 'none' });
  assert.equal((await newest('--label', 'show=kids'))?.run, 'a');
  p.write('runs/a.yaml', `${MANIFEST}labels: { show: late }\n`);
  assert.equal((await newest('--label', 'show=late'))?.run, 'a', 'a label asks for every manifest');
  p.write('runs/b.yaml', 'pipeline: [\n');
  assert.match((await newest())?.problem ?? '', /its manifest cannot be read/);
  for (const file of ['runs/a.checkpoint.json', '.pipeline-runner/backup/a.json']) rmSync(path.join(p.root, file));
  assert.deepEqual(
    [(await newest())?.run, (await newest())?.status],
    ['a', 'pending'],
    'it begins anew, so it is first',
  );
  p.write('runs/a.yaml', 'pipeline: [\n');
  assert.equal((await newest('--status', 'invalid'))?.run, 'a', 'where nothing has started the manifest says all');
});

test('a list reports mistakes in the manifests of all but completed runs, and --json still has the labels of those', async () => {
  using p = project(FILES);
  for (const run of ['a', 'b']) await p.cli('run', run, '--quiet');
  assert.match((await p.cli('list')).out, /^a +completed/m);
  for (const run of ['a', 'bad']) p.write(`runs/${run}.yaml`, 'pipeline: [\n');
  const lines = (await p.cli('list')).out.split('\n');
  const below = (run: string): string => lines[lines.findIndex((line) => line.startsWith(`${run} `)) + 1] ?? '';
  assert.match(below('bad'), /^ {2}\S+/, 'it has not run');
  assert.doesNotMatch(below('a'), /^ {2}/);
  const told = (await entries(p)).find(({ run }) => run === 'a');
  assert.match(told?.problem ?? '', /its manifest cannot be read/);
});

test('the next list reports an edited manifest of a run that is not completed', async () => {
  using p = project({ ...FILES, 'pipelines/two.yaml': TWO_STAGES.replace('test -e ok', 'test -e never') });
  await p.cli('run', 'a', '--quiet');
  assert.match((await p.cli('list')).out, /^a +failed/m);
  p.write('runs/a.yaml', 'pipeline: [\n');
  assert.match((await p.cli('list')).out, /^a +failed.*\n {2}its manifest cannot be read/m);
  p.write('runs/a.yaml', MANIFEST);
  assert.doesNotMatch((await p.cli('list')).out, /cannot be read/);
});

test('a damaged, foreign or missing index is created again', async () => {
  using p = project(FILES);
  await p.cli('run', 'a', '--quiet');
  const before = await entries(p);
  const index = path.join(p.root, INDEX);
  const good = readFileSync(index, 'latin1');
  const lies = good.replace('"completed"', '"cancelled"');
  assert.notEqual(lies, good);
  for (const bad of ['', '{', lies, good.slice(0, 200), '\u0000\n', '[]\n[]\n']) {
    writeFileSync(index, bad, 'latin1');
    assert.deepEqual(await entries(p), before);
    assert.equal(readFileSync(index, 'latin1'), good);
  }
  rmSync(index);
  assert.deepEqual(await entries(p), before);
});

test('a run that a journal mentions is read, whatever the index says', async () => {
  using p = project(FILES);
  await p.cli('run', 'a', '--quiet');
  await entries(p);
  const file = path.join(p.root, 'runs/a.checkpoint.json');
  const { atime, mtime } = { atime: new Date(1), mtime: new Date(1) };
  utimesSync(file, atime, mtime);
  await entries(p);
  p.write('.pipeline-runner/journal/left/a.ndjson', '');
  await entries(p);
  assert.ok(!indexed(p).includes('a'));
});

const GATE =
  'stages:\n  a: { uses: command, with: { argv: [echo, x] } }\n  check: { uses: approval, with: { subject: a } }\n';

test('--waiting lists gates instead of runs: the question, since when, and which file to read', async () => {
  using p = project({ ...FILES, 'pipelines/gate.yaml': GATE });
  const waiting = async (...argv: string[]): Promise<readonly WaitingEntry[]> => {
    const { out, code } = await p.cli('list', '--waiting', '--json', ...argv);
    assert.equal(code, 0);
    return out.split('\n').flatMap((line): WaitingEntry[] => (line === '' ? [] : [JSON.parse(line)]));
  };
  assert.match((await p.cli('list', '--waiting')).out, /^Nothing waits for a person\.\n$/);
  for (const run of ['g1', 'g2', 'a']) {
    if (run !== 'a') p.write(`runs/${run}.yaml`, 'pipeline: gate\n');
    await p.cli('run', run, '--quiet');
  }
  const [first, second, ...more] = await waiting();
  assert.deepEqual([first?.run, second?.run, more], ['g1', 'g2', []], 'the oldest question first');
  assert.deepEqual(
    [first?.gate, first?.iteration, first?.draft, existsSync(path.join(p.root, first?.read ?? ''))],
    ['check', 1, null, true],
  );
  const again = await waiting('--limit', '1');
  assert.deepEqual(
    again.map(({ run, asked_at }) => [run, asked_at]),
    [['g1', first?.asked_at]],
    'from the index too',
  );
  p.write('runs/g1.yaml', 'pipeline: gate\napproved: true\n');
  await p.cli('run', 'g1', '--quiet');
  assert.deepEqual(
    (await waiting()).map(({ run }) => run),
    ['g2'],
  );
});

test('a waiting run without manifest is listed with how to restore it; one that has ended is not', async () => {
  using p = project({ ...FILES, 'pipelines/gate.yaml': GATE, 'runs/sub/g.yaml': 'pipeline: gate\n' });
  await p.cli('run', 'sub/g', '--quiet');
  await p.cli('run', 'a', '--quiet');
  for (const file of ['a.yaml', 'sub/g.yaml']) rmSync(path.join(p.root, 'runs', file));
  for (const _ of ['read', 'from the index']) {
    const gone = (await entries(p)).filter(({ problem }) => problem?.includes('missing'));
    assert.deepEqual(
      gone.map(({ run, status }) => [run, status]),
      [['sub/g', 'awaiting_approval']],
    );
  }
  const where = /`pipeline-runner status sub\/g` shows how to restore it/;
  for (const argv of [['list'], ['list', '--waiting'], ['status']]) assert.match((await p.cli(...argv)).out, where);
  const { code, err } = await p.cli('run', 'sub/g');
  assert.equal(code, 2);
  assert.match(
    err,
    /error\[manifest\/missing\][\s\S]*nothing of the run was deleted[\s\S]*`pipeline-runner status sub\/g` shows how/,
  );
  p.write('runs/sub/g.yaml', 'pipeline: gate\napproved: true\n');
  assert.equal((await p.cli('run', 'sub/g', '--quiet')).code, 0);
});

test('listing a fresh clone leaves nothing behind', async () => {
  using p = project(FILES);
  await p.cli('list');
  assert.ok(!existsSync(path.join(p.root, '.pipeline-runner')));
});

test('garbage in the lock file of one run is reported for that run, and does not affect the others', async () => {
  using p = project(FILES);
  for (const run of ['a', 'b']) await p.cli('run', run, '--quiet');
  p.write('.pipeline-runner/locks/b.lock', 'garbage '.repeat(100));
  const all = await entries(p);
  assert.deepEqual(
    all.map(({ run, status }) => [run, status]),
    [
      ['bad', 'invalid'],
      ['sub/c', 'pending'],
      ['b', 'completed'],
      ['a', 'completed'],
    ],
  );
  assert.match(all[2]?.problem ?? '', /^lock\/damaged: the lock file contains something other than a lock/);
  for (const command of ['status', 'cost']) assert.equal((await p.cli(command)).code, 0, command);
  const one = await p.cli('status', 'b');
  assert.match(one.err, /locks\/b\.lock error\[lock\/damaged\].*\n.*then delete the file/);
  assert.match(one.out, /b {2}completed {2}2\/2/);
  const { out, err } = await p.cli('reconcile');
  assert.match(out + err, /b: .*error\[lock\/damaged\]/);
  assert.equal((await entries(p)).find(({ run }) => run === 'sub/c')?.status, 'completed');
});

test('a manifest whose name leaves no room for its checkpoint is reported, and the others are listed', async () => {
  using p = project(FILES);
  const long = 'm'.repeat(248);
  p.write(`runs/${long}.yaml`, MANIFEST);
  const all = await entries(p);
  assert.match(all.find(({ run }) => run === long)?.problem ?? '', /^id\/unsafe: .* is longer than 64 characters$/);
  assert.equal(all.length, 5);
  assert.equal((await p.cli('status')).code, 0);
  assert.equal((await entries(p)).length, 5, 'nor the next time');
});

test('a manifest whose path leaves no room for its checkpoint is reported, and the others are listed', async () => {
  using p = project(FILES);
  const file = path.join(p.root, 'runs');
  const room = 4_090 - file.length;
  const folders = Array.from({ length: Math.ceil(room / 61) - 2 }, () => 'd'.repeat(60)).join('/');
  const run = `${folders}/${'m'.repeat(room - folders.length - '//.yaml'.length)}`.replace(/(m{60})(?=m)/, '$1/');
  p.write(`runs/${run}.yaml`, MANIFEST);
  assert.equal((await entries(p)).length, 5);
});

test('an invalid run that never started is listed with its mistake', async () => {
  using p = project({ ...FILES, 'runs/lost.yaml': 'pipeline: nowhere\n' });
  await p.cli('reconcile');
  const problem = (await entries(p)).find(({ run }) => run === 'lost')?.problem ?? '';
  assert.match(problem, /^run\/unknown-pipeline: there is no pipeline "nowhere"/);
});

test('`reconcile` fails if a manifest could not be checked, and if there is no folder of runs', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/a b.yaml': MANIFEST });
  const unsafe = await p.cli('reconcile');
  assert.match(unsafe.out + unsafe.err, /error\[id\/unsafe\]/);
  assert.equal(unsafe.code, 1);
  rmSync(path.join(p.root, 'runs'), { recursive: true });
  const nothing = await p.cli('reconcile');
  assert.equal(nothing.code, 0, 'nobody has asked for a run yet');
  assert.match(nothing.out, /there is no folder runs\/ in /);
  p.write('runs', 'a file');
  const file = await p.cli('reconcile');
  assert.match(file.out + file.err, /runs error\[disk\/in-the-way\]: runs is not a folder/);
  assert.equal(file.code, 1);
});

test('a run whose checkpoint cannot be used is still found by its pipeline and labels', async () => {
  using p = project(FILES);
  await p.cli('run', 'a', '--quiet');
  for (const ending of ['yaml', 'checkpoint.json']) cpSync(fileIn(p, `a.${ending}`), fileIn(p, `copy.${ending}`));
  for (const filter of [
    ['--pipeline', 'two', '--status', 'invalid'],
    ['--label', 'show=kids', '--status', 'invalid'],
  ]) {
    const [copy, ...others] = await entries(p, ...filter);
    assert.deepEqual([copy?.run, copy?.pipeline, others], ['copy', 'two', []]);
    assert.match(copy?.problem ?? '', /^run\/duplicate-uid: /);
  }
});

const fileIn = ({ root }: TestProject, name: string): string => path.join(root, 'runs', name);

test('a problem that prevents both reading and writing a run is reported once', async () => {
  const gate = TWO_STAGES.replace('  join:', '  review: { uses: approval, with: { subject: music } }\n  join:').replace(
    '[music]',
    '[review]',
  );
  using p = project({ 'pipelines/two.yaml': gate, 'runs/a.yaml': MANIFEST, ok: '' });
  assert.equal((await p.cli('reconcile')).code, 3);
  rmSync(path.join(p.root, 'runs/a.run/pinned'), { recursive: true });
  const { out, err, code } = await p.cli('reconcile');
  assert.equal(code, 1);
  assert.equal((out + err).match(/error\[run\/pinned-damaged\]/g)?.length, 1);
});

test('a run that is not done says where it stands and why, again if it is known from the index', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/a.yaml': MANIFEST });
  await p.cli('run', 'a', '--quiet');
  const [entry] = await entries(p);
  assert.deepEqual(entry?.stands_at.map(Object.values), [
    ['music', 'failed', 'command/exit: "sh" ended with exit code 64: no \\x1b[31mtune\\x1b[2J', null],
  ]);
  assert.deepEqual([indexed(p), await entries(p)], [['a'], [entry]]);
  assert.match((await p.cli('list')).out, /\n {2}failed at music: command\/exit: /);
  p.write('ok', '');
  await p.cli('retry', 'a');
  await p.cli('run', 'a', '--quiet');
  assert.deepEqual((await entries(p))[0]?.stands_at, []);
});
