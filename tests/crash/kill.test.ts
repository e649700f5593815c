/**
 * SIGKILL of our own runner, at random instants and at every named point: the run always completes, and
 *
 * K1. no task that was recorded as completed is executed again;
 * K2. every checkpoint that was ever seen parses and verifies;
 * K3. at the end there are no temporary files, no staging, no journals and no processes.
 *
 * `KILLS=1000 node --test tests/crash/kill.test.ts` for a longer look; `SEED` for another one.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as instant } from 'node:timers/promises';
import { Luck } from '../rig/luck.ts';
import { PROGRAM } from '../rig/program.ts';
import { isEvent, RunnerChild, TestProject } from '../rig/project.ts';
import { sideBySide } from '../rig/side-by-side.ts';
import { builtDrive, type Program } from './bundle.ts';
import { GRAPH, inMemory, SMALL_GRAPH } from './graph.ts';
import { type Life, POINT_NAMES, POINTS, type PointName, type When, whens } from './points.ts';
import { Witness } from './witness.ts';

const KILLS = Number(process.env.KILLS ?? 200);
const SEED = Number(process.env.SEED ?? 20261121);
const LIMIT = { timeout: 120_000 + KILLS * 5_000 };
/** So many of the points are tried at a later time too: the random kills fall there anyway. */
const LATER = 0.15;
/** Projects at a time. */
const WIDTH = 2;
inMemory();

let program: Program;
before(async () => {
  program = await builtDrive();
  // A killed program keeps none of the code that V8 generates: without a run that ends, every start generates it anew.
  await using project = await TestProject.make(GRAPH);
  assert.equal((await project.start('run', 'r').ended).code, 0);
});
after(() => program[Symbol.dispose]());

const failures = async (project: TestProject, run: string): Promise<string> =>
  project.has(`runs/${run}.checkpoint.json`) ? JSON.stringify((await project.checkpoint(run)).errors) : '';

/** Kills the runs of one project until there were `kills`, then lets the last of them end. */
async function killAtRandom(kills: number, seed: number): Promise<void> {
  const luck = new Luck(seed);
  await using project = await TestProject.make(GRAPH);
  using witness = await Witness.of(project);
  let [killed, runs] = [0, 1];
  const where = (): string => `SEED=${SEED}, project ${seed - SEED + 1}, run ${runs} after ${killed} kills`;
  const run = (): string => `r${runs}`;
  const begin = (): void => project.put(`runs/${run()}.yaml`, 'pipeline: main\n');
  const start = (): RunnerChild => new RunnerChild([PROGRAM, 'run', run(), '--json'], project.root);
  begin();
  while (killed < kills) {
    const child = start();
    // Half of them while the program starts and opens the run, half while it works.
    if (luck.chance(0.6)) await child.event(isEvent('execution-started')).catch(() => {});
    await Promise.race([instant(luck.int(0, 200)), child.ended]);
    const { signal, code, err } = await child.kill();
    await witness.record(run(), where());
    if (signal === 'SIGKILL') {
      killed++;
      continue;
    }
    assert.equal(code, 0, `${err} ${await failures(project, run())} (${where()})`);
    witness.verify(where());
    runs++;
    begin();
  }
  const last = await start().ended;
  assert.equal(last.code, 0, `${last.err} (${where()})`);
  await witness.record(run(), where());
  witness.verify(where());
  assert.ok(witness.seen > 0);
}

test(
  `a run whose runner is killed ${KILLS} times at random moments completes and repeats no finished stage (seed ${SEED})`,
  LIMIT,
  async () => {
    const share = Math.ceil(KILLS / WIDTH);
    await sideBySide(WIDTH, [SEED, SEED + 1], (seed) => killAtRandom(share, seed));
  },
);

interface Driven {
  readonly signal: NodeJS.Signals | null;
  readonly passed: Readonly<Partial<Record<PointName, number>>>;
}

async function driven(project: TestProject, ...args: readonly string[]): Promise<Driven> {
  const child = spawn(process.execPath, [program.file, project.root, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (signal !== null) return { signal, passed: {} };
  assert.equal(code, 0, err);
  return { signal, ...(JSON.parse(out) as Pick<Driven, 'passed'>) };
}

/** A project before each life of its run, to be copied. */
const models = new Map<Life, TestProject>();
after(async () => {
  for (const model of models.values()) await model[Symbol.asyncDispose]();
});

async function modelFor(life: Life): Promise<TestProject> {
  const model = await TestProject.make(SMALL_GRAPH);
  if (life === 'killed') await driven(model, 'journal: record synced', '4', 'after');
  if (life === 'rerun') {
    await driven(model);
    model.change({ manifest: { rerun: { n: 2, from: 'first' } } });
  }
  return model;
}

async function projectFor(life: Life): Promise<TestProject> {
  const [project, model] = [await TestProject.make(SMALL_GRAPH), models.get(life)];
  if (model === undefined) throw new Error(`there is no model for a ${life} run`);
  const filter = (source: string): boolean => !source.endsWith('control.sock');
  cpSync(model.root, project.root, { recursive: true, force: true, filter });
  return project;
}

interface Kill {
  readonly point: PointName;
  readonly nth: number;
  readonly when: When;
}

async function killAt({ point, nth, when }: Kill): Promise<void> {
  const { life } = POINTS[point];
  const generation = life === 'rerun' ? 2 : 1;
  const where = `${when} "${point}", time ${nth}, SEED=${SEED}`;
  await using project = await projectFor(life);
  using witness = await Witness.of(project);
  const first = await driven(project, point, String(nth), when);
  // A run does not come by everything equally often; the first time there is always.
  if (first.signal === null) assert.ok(nth > 1, `it never came to ${where}`);
  await witness.record('r', where);
  const { checkpoint } = await project.drive();
  assert.equal(checkpoint.status, 'completed', `${where} ${await failures(project, 'r')}`);
  await witness.record('r', where);
  witness.verify(where, generation);
  assert.equal(project.text('runs/r.run/parts/b/made.txt'), 'parts[b]', where);
}

test(
  `a run whose runner kills itself at each of ${POINT_NAMES.length} named points completes and repeats no finished stage (seed ${SEED})`,
  LIMIT,
  async (t) => {
    const luck = new Luck(SEED);
    const kills: Kill[] = [];
    for (const life of ['new', 'killed', 'rerun'] as const) {
      models.set(life, await modelFor(life));
      await using scout = await projectFor(life);
      const { passed } = await driven(scout);
      for (const point of POINT_NAMES.filter((name) => POINTS[name].life === life)) {
        const times = passed[point] ?? 0;
        assert.ok(times > 0, `a run does not come by "${point}"`);
        for (const when of whens(point)) kills.push({ point, when, nth: 1 });
        if (times > 1 && luck.chance(LATER))
          kills.push({ point, when: luck.pick(whens(point)), nth: luck.int(2, times) });
      }
    }
    t.diagnostic(`${kills.length} kills`);
    await sideBySide(WIDTH, kills, killAt);
  },
);
