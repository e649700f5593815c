/** `watch` and `reconcile` as people use them: manifests come, change and go, and the daemon does the rest. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { placeInQueue } from '../../src/app/daemon/board.ts';
import { runId } from '../../src/model/brand.ts';
import type { SealedCheckpoint } from '../../src/model/checkpoint.ts';
import type { Event } from '../../src/model/event.ts';
import { validateEvent } from '../../src/parse/generated/record-validators.js';
import { inMemory } from '../crash/graph.ts';
import { type Parts, type RunnerChild, stage, stageIn, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 30_000 };
inMemory();

/** Writes a file and starts no process. */
const quick = { uses: 'write', with: { text: 'done', to: 'done.md' } };
/** Says when it begins and ends, and takes a moment. */
const logged = (more = {}) => ({
  uses: 'command',
  with: { argv: ['sh', '-c', 'echo start $PIPELINE_RUN >> seen.log; sleep 0.05; echo end $PIPELINE_RUN >> seen.log'] },
  ...more,
});

async function projectWith(parts: Parts): Promise<TestProject> {
  const project = await TestProject.make(parts);
  if (!parts.manifest) project.remove('runs/r.yaml');
  return project;
}

async function watching(project: TestProject, ...flags: readonly string[]): Promise<RunnerChild> {
  const daemon = project.start('watch', '--json', ...flags);
  await daemon.said(/^watching /m);
  return daemon;
}

const of =
  (run: string, type: Event['type'], task?: string) =>
  (event: Event): boolean =>
    event.type === type && 'run' in event && event.run === run && (!task || ('task' in event && event.task === task));

const drop = (project: TestProject, run: string, text = 'pipeline: main\n'): void =>
  project.replace(`runs/${run}.yaml`, text);

/** Resolves when the file of the checkpoint says so. */
async function checkpointOf(
  project: TestProject,
  run: string,
  isSo: (checkpoint: SealedCheckpoint) => boolean,
): Promise<SealedCheckpoint> {
  const file = `runs/${run}.checkpoint.json`;
  await project.until(() => project.has(file) && isSo(JSON.parse(project.text(file))));
  return project.checkpoint(run);
}

const hasStatus =
  (status: SealedCheckpoint['status']) =>
  (checkpoint: SealedCheckpoint): boolean =>
    checkpoint.status === status;

const codes = ({ diagnostics = [] }: SealedCheckpoint): readonly string[] => diagnostics.map(({ code }) => code);

async function stopped(daemon: RunnerChild): Promise<void> {
  daemon.signal('SIGTERM');
  const { code, err } = await daemon.ended;
  assert.equal(code, 0, err);
}

for (const flags of [[], ['--poll']])
  test(`manifests that are renamed or written into place are carried out ${flags.join()}`, LIMIT, async () => {
    await using project = await projectWith({ pipeline: { stages: { one: quick } } });
    drop(project, 'before');
    const daemon = await watching(project, ...flags);
    drop(project, 'renamed');
    project.put('runs/2026/11/written.yaml', 'pipeline: main\n');
    for (const run of ['before', 'renamed', '2026/11/written']) await daemon.event(of(run, 'run-ended'));
    await stopped(daemon);
  });

test('every line of --json is an event as the schema has it, and names its run', LIMIT, async () => {
  await using project = await projectWith({
    pipeline: { stages: { one: quick, bad: { uses: 'command', with: { argv: ['false'] } } } },
  });
  const daemon = await watching(project);
  drop(project, 'a');
  await daemon.event(of('a', 'run-ended'));
  daemon.signal('SIGTERM');
  const lines = (await daemon.ended).out.trimEnd().split('\n');
  assert.ok(lines.length > 5, lines.join());
  for (const line of lines) {
    const told: unknown = JSON.parse(line);
    assert.ok(validateEvent(told), `${line} ${JSON.stringify(validateEvent.errors)}`);
    assert.match(line, /"run":"a"/);
  }
});

test('a manifest that is written in halves is read when it is whole', LIMIT, async () => {
  await using project = await projectWith({ pipeline: { stages: { one: quick } } });
  const daemon = await watching(project);
  project.put('runs/halves.yaml', 'pipeline: ma');
  appendFileSync(project.at('runs/halves.yaml'), 'in\n');
  await daemon.event(of('halves', 'run-ended'));
  await stopped(daemon);
  const { diagnostics } = await project.checkpoint('halves');
  assert.equal(diagnostics, undefined);
});

test('what editors leave and links that lead out are no manifests, and keep nothing from its work', LIMIT, async () => {
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

test('a folder of manifests that was replaced or made anew goes on being seen', LIMIT, async () => {
  await using project = await projectWith({ pipeline: { stages: { one: quick } } });
  const daemon = await watching(project);
  renameSync(project.at('runs'), project.at('old'));
  mkdirSync(project.at('runs'));
  drop(project, 'anew');
  await daemon.event(of('anew', 'run-ended'));
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
  'a folder of manifests that is gone is told once, and once that it is back; `list` says so too',
  LIMIT,
  async () => {
    await using project = await projectWith({ pipeline: { stages: { one: quick } } });
    drop(project, 'first');
    assert.equal((await project.start('reconcile').ended).code, 0);
    const daemon = await watching(project);
    renameSync(project.at('runs'), project.at('moved'));
    await daemon.said(/error\[runs\/missing\]/);
    const list = await project.start('list').ended;
    assert.match(list.out + list.err, /^No run is seen\..*runs\/missing/s);
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

test('a file whose name is almost that of a manifest is told once by the daemon, and by `list`', LIMIT, async () => {
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
});

test('hundreds of manifests that come at once are all carried out', LIMIT, async () => {
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

test('places and pools are kept over all runs', LIMIT, async () => {
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

test('so many runs are worked on as the config says; the others know their place, by priority', LIMIT, async () => {
  await using project = await projectWith({
    config: { watch: { runs: 1 } },
    pipeline: { stages: { held: stage() } },
    files: { 'pipelines/quick.yaml': JSON.stringify({ stages: { one: quick } }) },
    script: { held: [{ hold: true }] },
  });
  const daemon = await watching(project);
  drop(project, 'first');
  const held = await project.door.next('held');
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
});

const ITEMS = `\${{ ${JSON.stringify(Array.from({ length: 200 }, (_, i) => `i${i}`))} }}`;

test('a run with many items does not starve one that comes later', LIMIT, async () => {
  await using project = await projectWith({
    config: { concurrency: 1 },
    pipeline: { stages: { item: stage({ foreach: ITEMS, key: '${{ item }}' }) } },
    files: { 'pipelines/late.yaml': JSON.stringify({ stages: { late: stage() } }) },
    script: { 'item[i0]': [{ hold: true }], 'item[i1]': [{ hold: true }], late: [{ hold: true }] },
  });
  const daemon = await watching(project);
  drop(project, 'large');
  const first = await project.door.next('item[i0]');
  drop(project, 'late', 'pipeline: late\n');
  await daemon.event(of('late', 'execution-started'));
  first.end();
  const next = await Promise.race([project.door.next('late'), project.door.next('item[i1]')]);
  assert.equal(next.hello.task, 'late');
});

const GATED = {
  stages: {
    draft: stage(),
    review: { uses: 'approval', with: { subject: 'draft' } },
    publish: stage({ needs: ['review'], skippable: true }),
  },
};

test('edits of a manifest act: answers, pause, skip and rerun', LIMIT, async () => {
  await using project = await projectWith({ pipeline: GATED, script: { publish: [{ exit: 64 }, {}] } });
  const daemon = await watching(project);
  drop(project, 'r');
  const { stages } = await checkpointOf(project, 'r', hasStatus('awaiting_approval'));
  const approved = `pipeline: main\napprovals: { review: { approved: true, of: ${stages.review?.approval?.subject} } }\n`;
  drop(project, 'r', `${approved}paused: true\n`);
  await checkpointOf(project, 'r', hasStatus('paused'));
  drop(project, 'r', approved);
  await checkpointOf(project, 'r', hasStatus('failed'));
  drop(project, 'r', `${approved}rerun: 2\n`);
  const again = await checkpointOf(project, 'r', hasStatus('completed'));
  assert.equal(again.generation, 2);
  drop(project, 'r', `${approved}rerun: 3\nskip: [publish]\n`);
  await checkpointOf(project, 'r', ({ generation, status }) => generation === 3 && status === 'completed');
  await stopped(daemon);
  assert.deepEqual(project.started(), ['draft', 'publish', 'publish']);
});

test('a run that is cancelled while it works is ended at once', LIMIT, async () => {
  await using project = await projectWith({
    pipeline: { stages: { one: stage() } },
    script: { one: [{ hold: true }] },
  });
  const daemon = await watching(project);
  drop(project, 'r');
  const held = await project.door.next('one');
  drop(project, 'r', 'pipeline: main\ncancelled: true\n');
  await held.gone;
  await checkpointOf(project, 'r', hasStatus('cancelled'));
  await stopped(daemon);
});

test(
  'a manifest with a mistake says so in its checkpoint, keeps no other back, and runs once mended',
  LIMIT,
  async () => {
    await using project = await projectWith({ pipeline: { stages: { one: quick } } });
    drop(project, 'bad', 'pipelin: main\n');
    const daemon = await watching(project);
    drop(project, 'good');
    await daemon.event(of('good', 'run-ended'));
    const invalid = await checkpointOf(project, 'bad', hasStatus('invalid'));
    assert.ok(codes(invalid).length > 0);
    drop(project, 'bad');
    const mended = await checkpointOf(project, 'bad', hasStatus('completed'));
    assert.deepEqual([codes(mended), mended.uid], [[], invalid.uid]);
    await stopped(daemon);
  },
);

for (const [what, file, broken, mended] of [
  ['in the pipeline', 'pipelines/p.yaml', 'stages: { one: { uses: nothing } }', null],
  ['a pipeline that is not there yet', 'pipelines/p.yaml', null, null],
  ['a template that is not there yet', 'templates/t.md', null, 'text'],
] as const)
  test(`a run whose mistake is ${what} runs once it is mended, with its manifest as it was`, LIMIT, async () => {
    const written = { uses: 'write', with: { template: 't.md', to: 'done.md' } };
    await using project = await projectWith({});
    const text = JSON.stringify({ stages: { one: mended === null ? quick : written } });
    if (mended !== null) project.put('pipelines/p.yaml', text);
    if (broken !== null) project.put(file, broken);
    const daemon = await watching(project);
    drop(project, 'r', 'pipeline: p\n');
    await checkpointOf(project, 'r', hasStatus('invalid'));
    project.put(file, mended ?? text);
    await checkpointOf(project, 'r', hasStatus('completed'));
    await stopped(daemon);
  });

test('a broken edit of a run that waits is told in its checkpoint, and changes nothing else', LIMIT, async () => {
  await using project = await projectWith({ pipeline: GATED });
  const daemon = await watching(project);
  drop(project, 'r');
  const before = await checkpointOf(project, 'r', hasStatus('awaiting_approval'));
  drop(project, 'r', 'pipeline: main\napprovals: [\n');
  const broken = await checkpointOf(project, 'r', (checkpoint) => codes(checkpoint).length > 0);
  assert.deepEqual([broken.status, broken.stages], ['awaiting_approval', before.stages]);
  drop(project, 'r', `pipeline: main\napprovals: { review: { approved: true, of: ${subjectOf(before)} } }\n`);
  await checkpointOf(project, 'r', hasStatus('completed'));
  await stopped(daemon);
});

const subjectOf = (checkpoint: SealedCheckpoint): string | undefined => stageIn(checkpoint, 'review').approval?.subject;

test(
  'a run that waits and whose manifest is deleted is parked, and goes on when it is brought back',
  LIMIT,
  async () => {
    await using project = await projectWith({ pipeline: GATED });
    const daemon = await watching(project);
    drop(project, 'r');
    const asked = await checkpointOf(project, 'r', hasStatus('awaiting_approval'));
    project.remove('runs/r.yaml');
    await daemon.said(/manifest\/missing/);
    const parked = await checkpointOf(project, 'r', hasStatus('paused'));
    assert.ok(codes(parked).includes('manifest/missing'));
    drop(project, 'r', `pipeline: main\napprovals: { review: { approved: true, of: ${subjectOf(asked)} } }\n`);
    await checkpointOf(project, 'r', hasStatus('completed'));
    await stopped(daemon);
    assert.deepEqual(project.started(), ['draft', 'publish']);
  },
);

test('a run that works and whose manifest is deleted is parked when its stage has ended', LIMIT, async () => {
  const stages = { one: stage(), two: stage({ needs: ['one'] }) };
  await using project = await projectWith({ pipeline: { stages }, script: { one: [{ hold: true }] } });
  const daemon = await watching(project);
  drop(project, 'r');
  const held = await project.door.next('one');
  project.remove('runs/r.yaml');
  await daemon.event((event) => event.type === 'notice');
  held.end();
  const parked = await checkpointOf(project, 'r', hasStatus('paused'));
  assert.deepEqual(codes(parked), ['manifest/missing']);
  drop(project, 'r');
  await checkpointOf(project, 'r', hasStatus('completed'));
  await stopped(daemon);
  assert.deepEqual(project.started(), ['one', 'two']);
});

test(
  'a daemon that is told to stop lets what runs end in time, starts nothing more, and exits with 0',
  LIMIT,
  async () => {
    const stages = { one: stage(), two: stage({ needs: ['one'] }) };
    await using project = await projectWith({
      config: { grace: '20s' },
      pipeline: { stages },
      script: { one: [{ hold: true }] },
    });
    const daemon = await watching(project);
    drop(project, 'r');
    const held = await project.door.next('one');
    daemon.signal('SIGTERM');
    await daemon.said(/Stopping/);
    held.end();
    assert.equal((await daemon.ended).code, 0);
    assert.equal(stageIn(await project.checkpoint('r'), 'one').status, 'completed');
    assert.deepEqual(project.started(), ['one']);
    assert.equal((await project.start('reconcile').ended).code, 0);
    assert.deepEqual(project.started(), ['one', 'two']);
  },
);

test('what does not end in time is ended, and runs again at the next start', LIMIT, async () => {
  await using project = await projectWith({
    pipeline: { stages: { one: stage() } },
    script: { one: [{ hold: true }, {}] },
  });
  const daemon = await watching(project);
  drop(project, 'r');
  const held = await project.door.next('one');
  await stopped(daemon);
  await held.gone;
  assert.deepEqual(project.processes(), []);
  assert.equal((await project.start('reconcile').ended).code, 0);
  assert.deepEqual(project.started(), ['one', 'one']);
});

test('a second daemon says who works; a killed one is out of the way at once', LIMIT, async () => {
  await using project = await projectWith({ pipeline: { stages: { one: quick } } });
  const daemon = await watching(project);
  for (const command of ['watch', 'reconcile']) {
    const { code, err } = await project.start(command).ended;
    assert.equal(code, 2, err);
    assert.match(err, new RegExp(`daemon/running.*process ${daemon.pid} `));
  }
  await daemon.kill();
  await stopped(await watching(project));
});

test('reconcile does what there is to do and exits with 0, 1 or 3', LIMIT, async () => {
  await using project = await projectWith({ pipeline: GATED, script: { draft: [{}, { exit: 64 }] } });
  const reconcile = async () => {
    const { code, err } = await project.start('reconcile').ended;
    assert.deepEqual(project.processes(), []);
    return { code, err };
  };
  assert.equal((await reconcile()).code, 0);
  project.put('runs/waits.yaml', 'pipeline: main\n');
  assert.equal((await reconcile()).code, 3);
  project.put('runs/fails.yaml', 'pipeline: main\n');
  assert.equal((await reconcile()).code, 1);
  project.put('runs/invalid.yaml', 'pipelin: main\n');
  assert.equal((await reconcile()).code, 1);
  project.remove('runs/invalid.yaml');
  const subject = subjectOf(await project.checkpoint('waits'));
  project.put('runs/waits.yaml', `pipeline: main\napprovals: { review: { approved: true, of: ${subject} } }\n`);
  assert.equal((await reconcile()).code, 0);
  assert.equal((await project.checkpoint('waits')).status, 'completed');
});

test('reconcile that is interrupted says so by its exit code', LIMIT, async () => {
  await using project = await projectWith({
    pipeline: { stages: { one: stage() } },
    script: { one: [{ hold: true }] },
  });
  drop(project, 'r');
  const child = project.start('reconcile');
  await project.door.next('one');
  child.signal('SIGTERM');
  assert.equal((await child.ended).code, 130);
});
