/**
 * The first lines of `git diff` for a checkpoint at the end of a demo: the changes since the gate asked.
 *
 * G1. Only in a git repository, and if git is installed; otherwise nothing. Never a failure.
 * G2. A committed checkpoint is compared with the commit, any other with a copy made at the gate.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const SHOWN_LINES = 24;
const NOTHING = '/dev/null';

const checkpointOf = (run: string): string => `runs/${run}.checkpoint.json`;
const keptOf = (run: string): string => `.pipeline-runner/demo/${run}.checkpoint.json`;

/** G2: at a gate. */
export function keepForDiff(root: string, run: string): void {
  const kept = path.join(root, keptOf(run));
  try {
    mkdirSync(path.dirname(kept), { recursive: true });
    copyFileSync(path.join(root, checkpointOf(run)), kept);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error; // G1
  }
}

export function checkpointDiff(root: string, run: string): string {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  const file = checkpointOf(run);
  if (git('rev-parse', '--is-inside-work-tree').status !== 0) return '';
  const isCommitted = git('ls-files', '--error-unmatch', file).status === 0;
  const before = existsSync(path.join(root, keptOf(run))) ? keptOf(run) : NOTHING;
  const compared = isCommitted ? ['--', file] : ['--no-index', '--', before, file];
  const colour = process.stdout.isTTY && !process.env.NO_COLOR ? 'always' : 'never';
  const { stdout } = git('-c', 'core.pager=cat', 'diff', '-U1', `--color=${colour}`, '--no-ext-diff', ...compared);
  const lines = (stdout ?? '').trimEnd().split('\n');
  // Without the file names: one of them is that of the copy.
  const hunks = lines.slice(
    Math.max(
      0,
      lines.findIndex((line) => line.includes('@@ ')),
    ),
  );
  if (stdout === '' || hunks.length === 0) return '';
  const more = hunks.length > SHOWN_LINES ? [`… and ${hunks.length - SHOWN_LINES} lines more`] : [];
  const since = isCommitted ? 'since its commit' : before === NOTHING ? 'from the beginning' : 'since the run asked';
  const head = `What git shows of ${file}, ${since}`;
  return ['', `${head}:`, '', ...hunks.slice(0, SHOWN_LINES), ...more, ''].join('\n');
}
