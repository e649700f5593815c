/** `watch` as people use it: manifests come in every way, many at once. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { placeInQueue } from '../../src/app/daemon/board.ts';
import { runId } from '../../src/model/brand.ts';
import { inMemory } from '../crash/graph.ts';
import { stage } from '../rig/project.ts';
import { checkpointOf, drop, hasStatus, logged, of, projectWith, quick, stopped, watching } from './watch-project.ts';

const LIMIT = { timeout: 30_000 };
inMemory();

for (const flags of [[], ['--poll']])
  test(`manifests that are renamed or written into place are run ${flags.join()}`, LIMIT, async () => {
    await using project = await projectWith({ pipeline: { stages: { one: quick } } });
    drop(project, 'before');
    const daemon = await watching(project, ...flags);
    drop(project, 'renamed');
    project.put('runs/2026/11/written.yaml', 'pipeline: main\n');
    for (const run of ['before', 'renamed', '2026/11/written']) await daemon.event(of(run, 'run-ended'));
    await stopped(daemon);
  });

test('every line of --json is an event that fits the schema, and names its run', LIMIT, async () => {
  await using project = await projectWith({
    pipeline: { stages: { one: quick, bad: { uses: 'command', with: { argv: ['false'] } } } },
  });
  const daemon = await watching(project);
  drop(project, 'a');
  await daemon.event(of('a', 'run-ended'));
  daemon.signal('SIGTERM');
  const schema = readFileSync(path.join(import.meta.dirname, '../../schemas/event.schema.json'), 'utf8');
  const isEvent = new Ajv2020({ strict: false }).compile(JSON.parse(schema));
  const lines = (await daemon.ended).out.trimEnd().split('\n');
  assert.ok(lines.length > 5, lines.join());
  for (const line of lines) {
    assert.ok(isEvent(JSON.parse(line)), `${line} ${JSON.stringify(isEvent.errors)}`);
    assert.match(line, /"run":"a"/);
  }
});

test('a manifest that is written in two parts is read when it is complete', LIMIT, async () => {
  await using project = await projectWith({ pipeline: { stages: { one: quick } } });
  const daemon = await watching(project);
  project.put('runs/halves.yaml', 'pipeline: ma');
  appendFileSync(project.at('runs/halves.yaml'), 'in\n');
  await daemon.event(of('halves', 'run-ended'));
  await stopped(daemon);
  const { diagnostics } = await project.checkpoint('halves');
  assert.equal(diagnostics, undefined);
});

test("editors' files and links out of the project are no manifests, and stop nothing else", LIMIT, async () => {
  await using project = await projectWith({ pipeline: { stages: { one: quick } } });
  await using outside = await projectWith({ manifest: {} });
  const daemon = await watching(project);
  for (const name of ['.a.yaml.swp', 'a.yaml~', '#a.yaml#', '.#a.yaml', 'a.yaml.tmp', '4913'])
    project.put(`runs/${name}`, 'pipeline: main\n');
  symlinkSync(outside.at('runs/r.yaml'), project.at('runs/out.yaml'));
  await daemon.said(/runs\/out\.yaml.*file\/outside/);
  drop(project, 'real');
  await daemon.event(of('real', 'run-ended'));
  await stopped(daemon);
  assert.deepEqual(
    project.files('runs').filter((file) => file.endsWith('.checkpoint.json')),
    ['runs/real.checkpoint.json'],
  );
});

test('manifests are still noticed after their folder was replaced or created again', LIMIT, async () => {
  await using project = await projectWith({ pipeline: { stages: { one: quick } } });
  const daemon = await watching(project);
  renameSync(project.at('runs'), project.at('old'));
  mkdirSync(project.at('runs'));
  drop(project, 'anew');
  await daemon.event(of('anew', 'run-ended'));
  // Its checkpoint follows the event: what the daemon writes later would make the folder anew.
  await checkpointOf(project, 'anew', hasStatus('completed'));
  renameSync(project.at('runs'), project.at('older'));
  mkdirSync(project.at('next'));
  writeFileSync(project.at('next/replaced.yaml'), 'pipeline: main\n');
  renameSync(project.at('next'), project.at('runs'));
  await daemon.event(of('replaced', 'run-ended'));
  drop(project, 'after');
  await daemon.event(of('after', 'run-ended'));
  await stopped(daemon);
});

test(
  'a missing folder of manifests is reported once, and so is its return; `list` and `status` report it too',
  LIMIT,
  async () => {
    await using project = await projectWith({ pipeline: { stages: { one: quick } } });
    drop(project, 'first');
    assert.equal((await project.start('reconcile').ended).code, 0);
    const daemon = await watching(project);
    renameSync(project.at('runs'), project.at('moved'));
    await daemon.said(/error\[runs\/missing\]/);
    for (const command of ['list', 'status']) {
      const { out, err: why } = await project.start(command).ended;
      assert.match(out + why, /^No runs can be seen\..*runs\/missing/s);
    }
    const { code, err: unseen } = await project.start('status', 'first').ended;
    assert.deepEqual([code, /the folder runs is gone/.test(unseen)], [2, true], unseen);
    renameSync(project.at('moved'), project.at('runs'));
    await daemon.said(/the folder runs is back/);
    drop(project, 'second');
    await daemon.event(of('second', 'run-ended'));
    daemon.signal('SIGTERM');
    const { err } = await daemon.ended;
    assert.deepEqual([err.match(/runs\/missing/g)?.length, err.match(/runs is back/g)?.length], [1, 1], err);
    renameSync(project.at('runs'), project.at('moved'));
    const once = await project.start('reconcile').ended;
    assert.deepEqual([once.code, /runs\/missing/.test(once.err)], [1, true], 'also who begins without it');
  },
);

test(
  'a file whose name is almost that of a manifest is reported once by the daemon, and by `list`',
  LIMIT,
  async () => {
    await using project = await projectWith({ pipeline: { stages: { one: quick } } });
    const daemon = await watching(project);
    writeFileSync(project.at('runs/a.yml'), 'pipeline: main\n');
    await daemon.said(/manifest\/misnamed/);
    drop(project, 'first');
    await daemon.event(of('first', 'run-ended'));
    writeFileSync(project.at('runs/b.yml'), 'pipeline: main\n');
    await daemon.said(/mv runs\/b.yml runs\/b.yaml/);
    daemon.signal('SIGTERM');
    const { err } = await daemon.ended;
    assert.equal(err.match(/mv runs\/a.yml runs\/a.yaml/g)?.length, 1, err);
    const list = await project.start('list').ended;
    assert.deepEqual([list.code, list.err.match(/manifest\/misnamed/g)?.length], [0, 2], list.err);
  },
);

test('hundreds of manifests that arrive at once are all run', LIMIT, async () => {
  await using project = await projectWith({ pipeline: { stages: { one: quick } } });
  const daemon = await watching(project);
  const runs = Array.from({ length: 200 }, (_, i) => `many-${i}`);
  for (const run of runs) project.put(`runs/${run}.yaml`, 'pipeline: main\n');
  for (const run of runs) await daemon.event(of(run, 'run-ended'));
  await stopped(daemon);
  for (const run of runs) assert.equal((await project.checkpoint(run)).status, 'completed', run);
});

/** The most that were between `start` and `end` at once. */
function mostAtOnce(lines: readonly string[]): number {
  let [now, most] = [0, 0];
  for (const line of lines) {
    now += line.startsWith('start') ? 1 : -1;
    most = Math.max(most, now);
  }
  return most;
}

test('slots and pools are limited over all runs together', LIMIT, async () => {
  await using project = await projectWith({
    config: { concurrency: 2, pools: { narrow: 1 } },
    pipeline: { stages: { one: logged() } },
    files: { 'pipelines/narrow.yaml': JSON.stringify({ stages: { one: logged({ pool: 'narrow' }) } }) },
  });
  for (const n of [1, 2, 3, 4, 5]) {
    drop(project, `wide-${n}`);
    drop(project, `narrow-${n}`, 'pipeline: narrow\n');
  }
  const { code, err } = await project.start('reconcile').ended;
  assert.equal(code, 0, err);
  const lines = project.text('seen.log').trimEnd().split('\n');
  assert.equal(lines.length, 20);
  assert.ok(mostAtOnce(lines) <= 2, lines.join());
  assert.equal(mostAtOnce(lines.filter((line) => line.includes('narrow'))), 1, lines.join());
});

test(
  'as many runs work as the config permits; the others know their place in the queue, by priority',
  LIMIT,
  async () => {
    await using project = await projectWith({
      config: { watch: { runs: 1 } },
      pipeline: { stages: { held: stage() } },
      files: { 'pipelines/quick.yaml': JSON.stringify({ stages: { one: quick } }) },
      script: { held: [{ hold: true }] },
    });
    const daemon = await watching(project);
    drop(project, 'first');
    const held = await project.control.next('held');
    drop(project, 'low', 'pipeline: quick\n');
    drop(project, 'high', 'pipeline: quick\npriority: 5\n');
    const place = (run: string) => placeInQueue(project.root, runId(run));
    await project.until(() => place('low')?.position === 2 && place('high')?.position === 1);
    assert.deepEqual(place('low'), { position: 2, of: 2 });
    assert.equal(place('first'), null);
    const status = await project.start('status', 'low').ended;
    assert.match(status.out, /2 of 2/);
    held.end();
    await daemon.event(of('low', 'run-ended'));
    await stopped(daemon);
    const began = async (run: string) => (await project.checkpoint(run)).created_at;
    assert.ok((await began('high')) < (await began('low')));
    assert.equal(place('low'), null);
  },
);

const ITEMS = `\${{ ${JSON.stringify(Array.from({ length: 200 }, (_, i) => `i${i}`))} }}`;

test('a run with many items does not starve a later one', LIMIT, async () => {
  await using project = await projectWith({
    config: { concurrency: 1 },
    pipeline: { stages: { item: stage({ foreach: ITEMS, key: '${{ item }}' }) } },
    files: { 'pipelines/late.yaml': JSON.stringify({ stages: { late: stage() } }) },
    script: { 'item[i0]': [{ hold: true }], 'item[i1]': [{ hold: true }], late: [{ hold: true }] },
  });
  const daemon = await watching(project);
  drop(project, 'large');
  const first = await project.control.next('item[i0]');
  drop(project, 'late', 'pipeline: late\n');
  await daemon.event(of('late', 'execution-started'));
  first.end();
  const next = await Promise.race([project.control.next('late'), project.control.next('item[i1]')]);
  assert.equal(next.hello.task, 'late');
});

test('a config with which the daemon could not start again is reported at once, and once', LIMIT, async () => {
  await using project = await projectWith({ pipeline: { stages: { one: quick } } });
  const daemon = await watching(project);
  project.put('pipeline-runner.config.yaml', 'concurency: 3\n');
  await daemon.said(/error\[daemon\/old-config\].*error\[format\/unknown-key\]/s);
  drop(project, 'next');
  await daemon.event(of('next', 'run-ended'));
  daemon.signal('SIGTERM');
  const { code, err } = await daemon.ended;
  assert.deepEqual([code, err.match(/daemon\/old-config/g)?.length], [0, 1], err);
});
