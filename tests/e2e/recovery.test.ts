/** Checkpoints that something happened to: noticed, kept aside, recovered; nothing that was done is done again. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { seal } from '../../src/adapters/checkpoint/text.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import { Luck } from '../rig/luck.ts';
import { stage, stageIn, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };
const FILE = 'runs/r.checkpoint.json';
const STATE = '.pipeline-runner';
const SEED = 20261121;

/** A run that is paused after its first stage; each test works on a copy of it. */
let model: TestProject;
let older = '';
before(async () => {
  model = await TestProject.make({
    pipeline: { stages: { one: stage(), two: stage({ needs: ['one'] }), three: stage({ needs: ['two'] }) } },
    script: { one: [{ hold: true }] },
  });
  const driven = model.drive({
    onEvent: ({ type }) => {
      if (type === 'attempt-started') model.change({ manifest: { paused: true } });
      if (type === 'manifest-read') void model.control.next('one').then((held) => held.end({ output: 'done' }));
    },
  });
  assert.equal((await driven).checkpoint.status, 'paused');
  older = model.text(FILE);
  model.forgetExecutions();
  // One more period of work, which has something to report, so that there is an older and a newer version.
  model.change({ manifest: { paused: true, inputs: { late: true } } });
  assert.equal((await model.drive()).checkpoint.status, 'paused');
  assert.notEqual(model.text(FILE), older);
});
after(() => model[Symbol.asyncDispose]());

async function copy(): Promise<TestProject> {
  const project = await TestProject.make();
  const keep = (source: string): boolean => !source.endsWith('control.sock');
  cpSync(model.root, project.root, { recursive: true, force: true, filter: keep });
  project.change({ manifest: {}, script: {} });
  return project;
}

const edited = (change: (checkpoint: Checkpoint) => object): string => {
  const { digest: _, ...checkpoint } = JSON.parse(model.text(FILE)) as Checkpoint & { digest: string };
  return seal(change(checkpoint) as Checkpoint).bytes.toString();
};

interface Damage {
  readonly name: string;
  /** What stands in the file instead; null: it is gone. */
  readonly text: () => string | Uint8Array | null;
  readonly code: string;
  /** The damaged file is kept. */
  readonly isKept?: boolean;
}

const luck = new Luck(SEED);
const cut = (share: number): Damage => ({
  name: `truncated at ${Math.round(share * 100)} %`,
  text: () => model.text(FILE).slice(0, Math.floor(model.text(FILE).length * share)),
  code: 'checkpoint/damaged',
  isKept: true,
});
const flipped = (share: number): Damage => ({
  name: `with a flipped bit at ${Math.round(share * 100)} %`,
  text: () => {
    const bytes = model.bytes(FILE);
    const at = Math.floor(bytes.length * share);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes;
  },
  code: 'checkpoint/damaged',
  isKept: true,
});

const DAMAGES: readonly Damage[] = [
  ...[0, 0.001, 0.5, 0.9, 0.9999].map(cut),
  ...Array.from({ length: 5 }, () => flipped(luck.draw())),
  {
    name: 'with an impossible version',
    text: () => edited((c) => ({ ...c, version: 0 })),
    code: 'checkpoint/damaged',
  },
  {
    name: 'edited by hand',
    text: () => model.text(FILE).replace('"status": "paused"', '"status": "completed"'),
    code: 'checkpoint/damaged',
    isKept: true,
  },
  { name: 'deleted', text: () => null, code: 'checkpoint/missing' },
  { name: 'replaced by an older one', text: () => older, code: 'checkpoint/older' },
  {
    name: 'with conflict markers',
    text: () => `<<<<<<< HEAD\n${older}=======\n${model.text(FILE)}>>>>>>> other\n`,
    code: 'checkpoint/conflict',
  },
];

for (const { name, text, code, isKept } of DAMAGES) {
  test(`a checkpoint ${name} is detected and recovered, and the run continues (seed ${SEED})`, LIMIT, async () => {
    await using project = await copy();
    const content = text();
    if (content === null) project.remove(FILE);
    else project.put(FILE, content);
    const { checkpoint, notices } = await project.drive();
    assert.deepEqual(
      notices.map((notice) => notice.code),
      [code],
    );
    assert.equal(checkpoint.status, 'completed');
    assert.deepEqual(project.started(), ['two', 'three']);
    assert.equal(stageIn(await project.checkpoint(), 'one').status, 'completed');
    const kept = project.files(`${STATE}/damaged`).map((file) => project.bytes(file));
    if (isKept && content !== null) assert.ok(kept.some((bytes) => bytes.equals(Buffer.from(content))));
  });
}

test('a run whose checkpoint and state are deleted starts anew', LIMIT, async () => {
  await using project = await copy();
  for (const file of [STATE, FILE, 'runs/r.run']) project.remove(file);
  const { checkpoint, notices } = await project.drive();
  assert.deepEqual([checkpoint.status, notices], ['completed', []]);
  assert.deepEqual(project.started(), ['one', 'two', 'three']);
  assert.notEqual(checkpoint.uid, JSON.parse(older).uid);
});

test('on another machine a run continues from its checkpoint alone', LIMIT, async () => {
  await using project = await copy();
  project.remove(STATE);
  assert.deepEqual((await project.drive()).notices, []);
  assert.deepEqual(project.started(), ['two', 'three']);
});

test('a renamed run continues under its new name', LIMIT, async () => {
  await using project = await copy();
  for (const end of ['yaml', 'checkpoint.json', 'run']) {
    cpSync(project.at(`runs/r.${end}`), project.at(`runs/new.${end}`), { recursive: true });
    project.remove(`runs/r.${end}`);
  }
  const { checkpoint, notices } = await project.drive({ run: 'new' });
  assert.deepEqual(
    notices.map(({ code }) => code),
    ['run/renamed'],
  );
  assert.deepEqual([checkpoint.status, checkpoint.run], ['completed', 'new']);
  assert.deepEqual(project.started(), ['two', 'three']);
});

test('missing pinned definitions are replaced by identical ones of the project', LIMIT, async () => {
  await using project = await copy();
  project.remove('runs/r.run/pinned/1/pipelines');
  assert.equal((await project.drive()).checkpoint.status, 'completed');
  assert.deepEqual(project.started(), ['two', 'three']);
});

test('missing pinned definitions that differ in the project stop the run until a rerun', LIMIT, async () => {
  await using project = await copy();
  project.remove('runs/r.run/pinned');
  project.change({ pipeline: { stages: { one: stage(), two: stage({ needs: ['one'] }), four: stage() } } });
  const outcome = await project.tryDrive();
  assert.deepEqual(outcome.ok ? [] : outcome.error.map(({ code }) => code), ['run/pinned-damaged']);
  project.change({ manifest: { rerun: 2 } });
  assert.equal((await project.drive()).checkpoint.status, 'completed');
  assert.deepEqual(project.started().toSorted(), ['four', 'two']);
});

test(
  'a rerun replaces missing pinned definitions of a run that was killed with an attempt in flight',
  LIMIT,
  async () => {
    await using project = await copy();
    project.change({ script: { two: [{ hold: true }, { output: 2 }] } });
    const child = project.start('run', 'r', '--json');
    const lost = await project.control.next('two');
    await child.kill();
    project.remove('runs/r.run/pinned');
    project.change({
      pipeline: { stages: { one: stage(), two: stage({ needs: ['one'] }), four: stage() } },
      manifest: { rerun: 2 },
    });
    const { checkpoint } = await project.drive();
    assert.equal(checkpoint.status, 'completed');
    await lost.gone;
    assert.deepEqual(project.started().toSorted(), ['four', 'two', 'two']);
  },
);

test(
  'records of a killed runner are kept while another run is driven, and used when their own run continues',
  LIMIT,
  async () => {
    await using project = await copy();
    project.change({
      script: { three: [{ hold: true }, { output: 3 }] },
      files: { 'runs/other.yaml': 'pipeline: main\n' },
    });
    const child = project.start('run', 'r', '--json');
    await project.control.next('three');
    await child.kill();
    project.change({ script: {} });
    assert.equal((await project.drive({ run: 'other' })).checkpoint.status, 'completed');
    project.forgetExecutions();
    const { checkpoint, notices } = await project.drive();
    assert.deepEqual([checkpoint.status, notices], ['completed', []]);
    assert.deepEqual(project.started(), ['three']);
    assert.deepEqual(project.files(`${STATE}/journal`), []);
  },
);

test('a runner that is killed during `finally` continues with it', LIMIT, async () => {
  await using project = await TestProject.make({
    pipeline: { stages: { one: stage() }, finally: { tell: stage() } },
    script: { 'finally:tell': [{ hold: true }, { output: 1 }] },
  });
  const child = project.start('run', 'r', '--json');
  const lost = await project.control.next('finally:tell');
  await child.kill();
  const { checkpoint } = await project.drive();
  assert.equal(checkpoint.finally?.tell?.status, 'completed');
  await lost.gone;
  assert.deepEqual(project.started(), ['one', 'finally:tell', 'finally:tell']);
  const [killed] = checkpoint.executions;
  const logged = project.text(`${STATE}/log.ndjson`).trimEnd().split('\n');
  const taken = logged.map((line) => JSON.parse(line)).filter(({ event }) => event === 'run-taken-over');
  assert.deepEqual(
    taken.map(({ run, from }) => [run, from]),
    [['r', { host: killed?.host, pid: killed?.pid, started_at: killed?.started_at }]],
  );
});

test(
  'records that a killed runner left are removed once the checkpoint of a run at rest contains them',
  LIMIT,
  async () => {
    await using project = await copy();
    project.change({ script: { two: [{ hold: true }] } });
    const child = project.start('run', 'r', '--json');
    await project.control.next('two');
    await child.kill();
    // What of it is left depends on how far the last checkpoint had come; the journal has it all.
    const journal = project.files(`${STATE}/journal`).find((file) => file.endsWith('.ndjson')) ?? '';
    const left = project.text(journal).replace(/[^\n]*$/, '');
    project.change({ script: {} });
    await project.drive();
    // As if it had been killed after its last checkpoint and before this file was removed.
    project.put(`${STATE}/journal/left/r.ndjson`, left);
    assert.equal((await project.drive()).worked, false);
    assert.deepEqual(project.files(`${STATE}/journal`), []);
  },
);
