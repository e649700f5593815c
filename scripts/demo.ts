/**
 * `npm start`, `npm run demo:video`, `npm run demo:storyboard`: carries out a run of runs/ as far as it goes, and says
 * what a newcomer asks next: what to read and type at a gate; at the end where the work is, how long it is, what it
 * cost, and what git shows of it.
 *
 * D1. It does nothing to the run that `pipeline-runner run` does not do: every line that it tells can be typed instead.
 * D2. Whatever its own words meet with, the exit code is that of the run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Checkpoint } from '../src/model/checkpoint.ts';
import { checkpointDiff, keepForDiff } from './demo/checkpoint-diff.ts';
import { endWords, gateWords } from './demo/words.ts';

const root = path.join(import.meta.dirname, '..');
const [run = 'podcast', command = 'npm start'] = process.argv.slice(2);

process.exitCode = carriedOut();
if (process.exitCode === 0) process.stdout.write(words());

/** By a process of its own, so that it draws on the terminal and hears Ctrl-C as always. */
function carriedOut(): number {
  const program = path.join(root, 'bin/pipeline-runner.cjs');
  // Ctrl-C reaches it by itself; this program only waits for what it says to that.
  process.on('SIGINT', () => {});
  const { status, error } = spawnSync(process.execPath, [program, 'run', `runs/${run}.yaml`, '--waiting-ok'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (error) throw error;
  return status ?? 1;
}

function words(): string {
  const file = path.join(root, `runs/${run}.checkpoint.json`);
  if (!existsSync(file)) return '';
  const checkpoint: Checkpoint = JSON.parse(readFileSync(file, 'utf8'));
  switch (checkpoint.status) {
    case 'awaiting_approval':
      keepForDiff(root, run);
      return gateWords(checkpoint, { root, run, command });
    case 'completed':
      // Last what one wants to hear or see: the window may be low.
      return checkpointDiff(root, run) + endWords(checkpoint, { root, run });
    default:
      return '';
  }
}
