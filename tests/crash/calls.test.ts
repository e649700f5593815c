/**
 * SIGKILL of our own runner while it calls models: at every named point of a call's life, while a request is with the
 * server, and at random instants. The run always completes, and nothing is paid twice that need not be: see
 * paid-run.ts for what is asserted (W1 to W4). The server is another process than the runner, and keeps a ledger.
 *
 * `KILLS=1000 node --test tests/crash/calls.test.ts` for a longer look; `SEED` for another one; `POINT='job: id noted'`
 * for one point only.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { setTimeout as instant } from 'node:timers/promises';
import { Luck } from '../rig/luck.ts';
import { sideBySide } from '../rig/side-by-side.ts';
import { builtCalls, type Program } from './bundle.ts';
import { CALL_POINT_NAMES, type CallPointName, callWhens } from './call-points.ts';
import { inMemory } from './graph.ts';
import { CALLS, type Keys, PaidRun } from './paid-run.ts';
import type { When } from './points.ts';

const KILLS = Number(process.env.KILLS ?? 8);
const SEED = Number(process.env.SEED ?? 20261121);
const LIMIT = { timeout: 240_000 + KILLS * 5_000 };
/** Projects at a time. */
const WIDTH = 2;
const BOTH: readonly Keys[] = ['honoured', 'ignored'];
inMemory();

let program: Program;
before(async () => {
  program = await builtCalls();
});
after(() => program[Symbol.dispose]());

interface Driven {
  readonly signal: NodeJS.Signals | null;
  readonly status: string | null;
  readonly passed: Readonly<Partial<Record<CallPointName, number>>>;
}

class Driver {
  readonly ended: Promise<Driven>;
  readonly #child: ReturnType<typeof spawn>;

  constructor({ project }: PaidRun, ...args: readonly string[]) {
    const child = spawn(process.execPath, [program.file, project.root, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    this.ended = once(child, 'close').then(([code, signal]): Driven => {
      if (signal !== null) return { signal, status: null, passed: {} };
      assert.equal(code, 0, err);
      return { signal, ...(JSON.parse(out) as Pick<Driven, 'status' | 'passed'>) };
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

interface Kill {
  readonly point: CallPointName;
  readonly nth: number;
  readonly when: When;
  readonly keys: Keys;
}

async function killAt({ point, nth, when, keys }: Kill): Promise<void> {
  const where = `${when} "${point}", time ${nth}, keys ${keys}, SEED=${SEED}`;
  await using run = await PaidRun.of(keys);
  const first = await new Driver(run, point, String(nth), when).ended;
  // A run does not come by everything equally often; the first time there is always.
  if (first.signal === null) assert.ok(nth > 1, `it never came to ${where}`);
  run.note();
  assert.equal(await run.resumed(), 'completed', where);
  await run.verify(where);
}

test(
  `a runner that kills itself at each of ${CALL_POINT_NAMES.length} points of a call repeats no stored call and accounts for all costs (seed ${SEED})`,
  LIMIT,
  async (t) => {
    const luck = new Luck(SEED);
    await using scout = await PaidRun.of('honoured');
    const { passed } = await new Driver(scout).ended;
    await scout.verify('without a kill');
    const kills: Kill[] = [];
    for (const point of CALL_POINT_NAMES.filter((name) => name === (process.env.POINT ?? name))) {
      const times = passed[point] ?? 0;
      assert.ok(times > 0, `a run does not come by "${point}"`);
      for (const when of callWhens(point)) kills.push({ point, when, nth: 1, keys: luck.pick(BOTH) });
      if (times > 1)
        kills.push({ point, when: luck.pick(callWhens(point)), nth: luck.int(2, times), keys: luck.pick(BOTH) });
    }
    t.diagnostic(`${kills.length} kills`);
    await sideBySide(WIDTH, kills, killAt);
  },
);

/** The work is done and paid for, and nothing of it has reached the runner. */
async function killWhileServed({ nth, keys }: Pick<Kill, 'nth' | 'keys'>): Promise<void> {
  const where = `while request ${nth} is served, keys ${keys}`;
  await using run = await PaidRun.of(keys);
  const killed = Promise.withResolvers<void>();
  const answer = { type: 'answer', polls: 1 } as const;
  const plain = Array.from({ length: nth - 1 }, () => answer);
  // biome-ignore lint/suspicious/noThenProperty: a step of the server; nobody awaits it
  run.server.next(...plain, { type: 'hold', until: killed.promise, then: answer });
  const driver = new Driver(run);
  await Promise.race([run.server.arrived(nth), driver.ended]);
  driver.kill();
  await driver.ended;
  killed.resolve();
  run.note();
  assert.equal(await run.resumed(), 'completed', where);
  await run.verify(where);
}

test(
  'a runner that is killed while the server answers a request repeats no stored call and accounts for all costs',
  LIMIT,
  async () => {
    // Each request once; with a server of the other kind for a longer look.
    const isLong = KILLS > CALLS * BOTH.length;
    const kills = BOTH.flatMap((keys, kind) =>
      Array.from({ length: CALLS }, (_, index) => ({ nth: index + 1, keys })).filter(
        ({ nth }) => isLong || nth % BOTH.length === kind,
      ),
    );
    await sideBySide(WIDTH, kills, killWhileServed);
  },
);

/** Kills runs of new projects until there were `kills`; each is resumed until it completes. */
async function killAtRandom(kills: number, { seed, keys }: { readonly seed: number; readonly keys: Keys }) {
  const luck = new Luck(seed);
  for (let killed = 0; killed < kills; ) {
    await using run = await PaidRun.of(keys);
    let isOver = false;
    while (!isOver) {
      const where = `SEED=${SEED}, seed ${seed}, keys ${keys}, after ${killed} kills`;
      const driver = new Driver(run);
      // Most of them some milliseconds after a request has arrived, the others anywhere, also while it starts.
      const next = run.server.arrived(run.server.ledger.length + luck.int(1, 3));
      if (luck.chance(0.7)) await Promise.race([next.then(() => instant(luck.int(0, 30))), driver.ended]);
      else await Promise.race([instant(luck.int(0, 1_500)), driver.ended]);
      if (killed < kills) driver.kill();
      const { signal, status } = await driver.ended;
      run.note();
      isOver = signal === null;
      if (!isOver) killed += 1;
      else assert.equal(status, 'completed', where);
      if (isOver) await run.verify(where);
    }
  }
}

test(
  `a runner that is killed ${KILLS} times at random moments repeats no stored call and accounts for all costs (seed ${SEED})`,
  LIMIT,
  async () => {
    const share = Math.ceil(KILLS / BOTH.length);
    const lanes = BOTH.map((keys, index) => ({ seed: SEED + index, keys }));
    await sideBySide(WIDTH, lanes, (lane) => killAtRandom(share, lane));
  },
);
