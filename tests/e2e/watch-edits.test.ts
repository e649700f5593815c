/** `watch` and manifests that change, break and go while it works; its end, and `reconcile`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SealedCheckpoint } from '../../src/model/checkpoint.ts';
import { inMemory } from '../crash/graph.ts';
import { stage, stageIn } from '../rig/project.ts';
import { checkpointOf, codes, drop, hasStatus, of, projectWith, quick, stopped, watching } from './watch-project.ts';

const LIMIT = { timeout: 30_000 };
inMemory();

const GATED = {
  stages: {
    draft: stage(),
    review: { uses: 'approval', with: { subject: 'draft' } },
    publish: stage({ needs: ['review'], skippable: true }),
  },
};

test('edits of a manifest take effect: answers, pause, skip and rerun', LIMIT, async () => {
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

test('a paused run that is answered does not continue before it is unpaused', LIMIT, async () => {
  await using project = await projectWith({ pipeline: GATED });
  const daemon = await watching(project);
  drop(project, 'r', 'pipeline: main\npaused: false\n');
  await checkpointOf(project, 'r', hasStatus('awaiting_approval'));
  drop(project, 'r', 'pipeline: main\npaused: true\n');
  await checkpointOf(project, 'r', hasStatus('paused'));
  drop(project, 'r', 'pipeline: main\npaused: true\napproved: true\n');
  drop(project, 'other', 'pipeline: main\n');
  await checkpointOf(project, 'other', hasStatus('awaiting_approval'));
  drop(project, 'r', 'pipeline: main\napproved: true\n');
  const { executions } = await checkpointOf(project, 'r', hasStatus('completed'));
  await stopped(daemon);
  assert.equal(executions.length, 3);
});

test('a run that is cancelled while it works is ended at once', LIMIT, async () => {
  await using project = await projectWith({
    pipeline: { stages: { one: stage() } },
    script: { one: [{ hold: true }] },
  });
  const daemon = await watching(project);
  drop(project, 'r');
  const held = await project.control.next('one');
  drop(project, 'r', 'pipeline: main\ncancelled: true\n');
  await held.gone;
  await checkpointOf(project, 'r', hasStatus('cancelled'));
  await stopped(daemon);
});

test(
  'an invalid manifest is reported in its checkpoint, stops no other run, and runs once corrected',
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
  test(`a run whose mistake is ${what} runs once it is corrected, without an edit of its manifest`, LIMIT, async () => {
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

test('a broken edit of a waiting run is reported in its checkpoint and changes nothing else', LIMIT, async () => {
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
  'a waiting run whose manifest is deleted is parked, and continues when the manifest is restored',
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

test('a working run whose manifest is deleted is parked when its stage has ended', LIMIT, async () => {
  const stages = { one: stage(), two: stage({ needs: ['one'] }) };
  await using project = await projectWith({ pipeline: { stages }, script: { one: [{ hold: true }] } });
  const daemon = await watching(project);
  drop(project, 'r');
  const held = await project.control.next('one');
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
  'a daemon that is told to stop lets attempts end in time, starts nothing more, and exits with 0',
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
    const held = await project.control.next('one');
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

test('attempts that do not end in time are killed, and run again at the next start', LIMIT, async () => {
  await using project = await projectWith({
    pipeline: { stages: { one: stage() } },
    script: { one: [{ hold: true }, {}] },
  });
  const daemon = await watching(project);
  drop(project, 'r');
  const held = await project.control.next('one');
  await stopped(daemon);
  await held.gone;
  assert.deepEqual(project.processes(), []);
  assert.equal((await project.start('reconcile').ended).code, 0);
  assert.deepEqual(project.started(), ['one', 'one']);
});

test('a second daemon names the first one; a killed one is replaced at once', LIMIT, async () => {
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

test('`run` beside a daemon says why a run cannot start, and runs what the daemon leaves alone', LIMIT, async () => {
  await using project = await projectWith({ pipeline: { stages: { one: quick } } });
  drop(project, 'Twin');
  const daemon = await watching(project);
  drop(project, 'wrong', 'pipeline: mian\n');
  await daemon.said(/run\/unknown-pipeline/);
  const wrong = await project.start('run', 'wrong').ended;
  assert.deepEqual([wrong.code, /did you mean "main"/.test(wrong.err)], [2, true], wrong.err);
  assert.doesNotMatch(wrong.err, /carries it out/);
  drop(project, 'twin');
  await daemon.said(/id\/case-clash/);
  for (const command of ['list', 'status'])
    assert.match((await project.start(command).ended).err, /runs\/twin\.yaml error\[id\/case-clash\]/);
  const left = await project.start('run', 'twin').ended;
  assert.equal(left.code, 0, left.err);
  assert.match(left.err, /leaves it alone: running it here/);
  await stopped(daemon);
});

test('run that is stopped beside the daemon says that the daemon continues', LIMIT, async () => {
  await using project = await projectWith({
    pipeline: { stages: { one: stage() } },
    script: { one: [{ hold: true }] },
  });
  const daemon = await watching(project);
  drop(project, 'r');
  await project.control.next('one');
  const beside = project.start('run', 'r');
  await beside.said(/is running it/);
  beside.signal('SIGTERM');
  const { code, out, err } = await beside.ended;
  assert.equal(code, 130);
  assert.match(err, /the daemon .* continues/);
  assert.doesNotMatch(out, /interrupted/);
  await stopped(daemon);
});

test('`reconcile` does all possible work and exits with 0, 1 or 3', LIMIT, async () => {
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

test('an interrupted `reconcile` says so by its exit code', LIMIT, async () => {
  await using project = await projectWith({
    pipeline: { stages: { one: stage() } },
    script: { one: [{ hold: true }] },
  });
  drop(project, 'r');
  const child = project.start('reconcile');
  await project.control.next('one');
  child.signal('SIGTERM');
  assert.equal((await child.ended).code, 130);
});
