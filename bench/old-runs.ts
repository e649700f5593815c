/**
 * Thousands of finished runs: copies of a real one, each with its own id, uid and digest. This is what a project looks
 * like after years.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seal } from '../src/adapters/checkpoint/text.ts';
import { runPaths } from '../src/adapters/state-folder.ts';
import { runId } from '../src/model/brand.ts';

/** The last letters of a uid, which differ between copies. */
const TAIL = 6;

/** @param model a finished run of the project. @param count of copies, named `old-00001` and so on. */
export function copyRun(root: string, model: string, count: number): void {
  const from = runPaths(root, runId(model));
  const manifest = readFileSync(path.join(root, 'runs', `${model}.yaml`));
  const checkpoint = JSON.parse(readFileSync(from.checkpoint, 'utf8'));
  for (let n = 1; n <= count; n++) {
    const run = runId(`old-${String(n).padStart(5, '0')}`);
    const to = runPaths(root, run);
    const uid = `${String(checkpoint.uid).slice(0, -TAIL)}${n.toString(36).padStart(TAIL, '0')}`;
    const { bytes } = seal({ ...checkpoint, run, uid, ...earlierBy(checkpoint, n) });
    writeFileSync(path.join(root, 'runs', `${run}.yaml`), manifest);
    for (const file of [to.checkpoint, to.backup]) writeFileSync(file, bytes);
    cpSync(from.folder, to.folder, { recursive: true });
  }
  // Old runs would be on disk already. Without this program, the disk is busy for a while.
  spawnSync('sync', { stdio: 'ignore' });
}

const MINUTE_MS = 60_000;

/** Old runs did not all happen at once: each copy is a little over a quarter of an hour older than the next. */
function earlierBy({ created_at, ended_at }: Readonly<Record<string, string>>, n: number): Record<string, string> {
  const earlier = (at: string): string => new Date(Date.parse(at) - n * (15 * MINUTE_MS + 7)).toISOString();
  return { created_at: earlier(String(created_at)), ended_at: earlier(String(ended_at)) };
}
