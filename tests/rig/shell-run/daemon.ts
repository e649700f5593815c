/**
 * Daemons that take over from each other while somebody types commands.
 *
 * D1. When nobody does anything more, everything comes to rest: nothing is left that `run` would do.
 * D2. A second daemon is refused while the first one lives, and no lock outlives a killed one.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { Plan } from '../../../src/report/plan-text.ts';
import type { Luck } from '../luck.ts';
import { PROGRAM } from '../program.ts';
import type { Shop } from './shop.ts';

const MOST_MS = 120_000;

class Daemon {
  err = '';
  readonly ended: Promise<number | null>;
  /** Until then, a signal ends it as it ends any process. */
  readonly watches: Promise<void>;
  readonly #child: ChildProcess;

  constructor(shop: Shop) {
    const env = { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NO_COLOR: '1' };
    this.#child = spawn(process.execPath, [PROGRAM, 'watch', '--json'], {
      cwd: shop.root,
      stdio: ['ignore', 'ignore', 'pipe'],
      env,
    });
    shop.children.add(this.#child);
    this.watches = new Promise((resolve) => {
      this.#child.stderr?.on('data', (chunk: Buffer) => {
        this.err += chunk.toString();
        if (/^watching /m.test(this.err)) resolve();
      });
    });
    this.ended = new Promise((resolve) => this.#child.once('close', (code) => resolve(code)));
  }

  kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }
}

/** Kills daemons in the midst and starts others, until all runs rest. */
export async function daemons(
  shop: Shop,
  luck: Luck,
  { runs, type }: { runs: readonly string[]; type: () => Promise<void> },
) {
  shop.put('slow', '');
  let daemon = new Daemon(shop);
  for (let n = luck.int(0, 3); n > 0; n--) {
    const turns = luck.int(1, 6);
    for (let turn = 0; turn < turns; turn++) await changed(shop, 400);
    if (luck.chance(0.5)) await type();
    if (luck.chance(0.6)) {
      await daemon.kill(luck.pick(['SIGKILL', 'SIGKILL', 'SIGTERM']));
      daemon = new Daemon(shop);
    } else if (luck.chance(0.2)) {
      const code = await new Daemon(shop).ended;
      assert.equal(code, 2, 'D2: a second daemon');
    }
  }
  shop.remove('slow');
  const since = Date.now();
  while (!(await allRest(shop, runs))) {
    assert.ok(
      Date.now() - since < MOST_MS,
      `D1: it never comes to rest: ${JSON.stringify(await unrest(shop, runs))} ${daemon.err}`,
    );
    await changed(shop, 300);
  }
  await daemon.watches;
  const code = await daemon.kill('SIGTERM');
  assert.equal(code, 0, `D2: a daemon that is stopped: ${daemon.err}`);
}

const allRest = async (shop: Shop, runs: readonly string[]): Promise<boolean> =>
  (await unrest(shop, runs)).length === 0;

async function unrest(shop: Shop, runs: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const run of runs) {
    const { out } = await shop.cli('status', run, '--json');
    const { checkpoint, driven } = JSON.parse(out) as { checkpoint: Checkpoint | null; driven: boolean };
    const planned = await shop.cli('plan', run, '--json');
    if (planned.code !== 0) {
      if (driven) found.push(`${run} is driven`);
      continue;
    }
    const plan = JSON.parse(planned.out) as Plan;
    const left = plan.tasks.filter(({ action }) => action === 'run').map(({ address }) => address);
    const rests = plan.begins === 'rests' || plan.held !== null;
    if (driven || checkpoint === null || (!rests && (left.length > 0 || checkpoint.status !== 'awaiting_approval')))
      found.push(`${run} ${checkpoint?.status} driven ${driven}, ${plan.begins}, left ${left.join(' ')}`);
  }
  return found;
}

/** The next change of a file, or so long. */
function changed(shop: Shop, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(shop.root, { recursive: false });
    const over = (): void => {
      clearTimeout(timer);
      watcher.close();
      resolve();
    };
    const timer = setTimeout(over, ms);
    watcher.on('change', over);
  });
}
