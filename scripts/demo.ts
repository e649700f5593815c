/**
 * `npm start`, `npm run demo:video`, `npm run demo:storyboard`: executes a run of runs/ as far as it goes, and tells a
 * newcomer what comes next: at a gate, what to read and type; at the end, where the results are, how long they are,
 * what they cost, and what git shows of the run.
 *
 * D1. It does nothing to the run that `pipeline-runner run` does not do: every line that it prints can be typed
 *     instead.
 * D2. Whatever goes wrong with its own text, the exit code is that of the run.
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

/** In a separate process, so that drawing on the terminal and Ctrl-C work as usual. */
function carriedOut(): number {
  const program = path.join(root, 'bin/pipeline-runner.cjs');
  // The other process receives Ctrl-C itself; this one waits for it.
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
      // The result comes last: the window may be low.
      return checkpointDiff(root, run) + endWords(checkpoint, { root, run });
    default:
      return '';
  }
}
