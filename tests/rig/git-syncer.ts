/**
 * A program for tests to kill: works on two runs and syncs after each turn, forever.
 *
 * Its argument is the root of a clone. It writes `works` to stdout when it begins, and `turn` after each turn.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { publishFile } from '../../src/adapters/disk/durable-file.ts';
import type { GitSync } from '../../src/app/git-sync/types.ts';
import { Clone, point, syncOf } from './git.ts';

const RUNS = ['r1', 'r2'];

const checkpointIn = (sync: GitSync, run: string): string => path.join(sync.tree, `runs/${run}.checkpoint.json`);

export function turnOf(sync: GitSync, run: string): number {
  const file = checkpointIn(sync, run);
  return existsSync(file) ? Number(/"turn":(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) : 0;
}

/** Writes the output first, then the checkpoint that names it. */
function takeTurn(sync: GitSync, run: string): number {
  const turn = turnOf(sync, run) + 1;
  publishFile(path.join(sync.tree, `runs/${run}.run/outputs/${turn}.json`), `${turn}\n`);
  publishFile(checkpointIn(sync, run), `{"run":"${run}","turn":${turn}}\n`);
  return turn;
}

async function work(root: string): Promise<never> {
  process.stdout.write('works\n');
  const sync = await syncOf(new Clone(root));
  for (const run of await sync.unrecorded())
    await sync.sync([point(run, 'gate', `Run ${run}: turn ${turnOf(sync, run)}`)]);
  for (;;) {
    const points = RUNS.map((run) => point(run, 'gate', `Run ${run}: turn ${takeTurn(sync, run)}`));
    await sync.sync(points);
    process.stdout.write('turn\n');
  }
}

const [, program, root] = process.argv;
if (program === import.meta.filename && root !== undefined) await work(root);
