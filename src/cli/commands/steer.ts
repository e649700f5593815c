/**
 * Commands that steer a run: they edit the manifest, show the edit as a diff, commit it if requested, and say what
 * happens next.
 */
import { budgetRun, cancelRun, pauseRun, skipStage, unpauseRun } from '../../app/steer/settings.ts';
import type { Outcome, Steered } from '../../app/steer.ts';
import { retryRun } from '../../app/steer.ts';
import type { Project } from '../../app/types.ts';
import { isRunEnd } from '../../core/run-end.ts';
import type { RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { microsOf, usdRoundedUp } from '../../model/money.ts';
import { lineDiff } from '../../report/line-diff.ts';
import { oneLine } from '../../report/words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { CommitFlags, ResetFlags, RetryFlags } from '../flags.ts';
import { runOf } from '../open.ts';
import { programName } from '../program-name.ts';
import { refused, showDiagnostics } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export interface Step {
  readonly act: (project: Project, run: RunId) => Promise<Outcome>;
  /** What happens next, in one or two sentences; may be empty. */
  readonly next: (steered: Done, program: string) => string;
}

export interface Done extends Steered {
  /** The edit was committed. */
  readonly isCommitted: boolean;
}

export async function steering(
  terminal: Terminal,
  flags: CommitFlags,
  typed: string,
  { act, next }: Step,
): Promise<ExitCode> {
  const misused = messageMistake(flags);
  if (misused) return refused(terminal, [misused]);
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { project, run } = named.value;
  const steered = await act(project, run);
  if (!steered.ok) return refused(terminal, steered.error);
  show(terminal, steered.value);
  const code = flags.commit ? await committed(terminal, { project, steered: steered.value, flags }) : EXIT.completed;
  const isCommitted = flags.commit === true && code === EXIT.completed;
  const then = next({ ...steered.value, isCommitted }, programName(terminal));
  if (then !== '') terminal.out(`${then}\n`);
  return code;
}

function messageMistake({ commit, message }: CommitFlags): Diagnostic | null {
  if (message === undefined || (commit && message.trim() !== '')) return null;
  const [text, hint] = commit
    ? ['the message of -m is empty', 'write a commit message, or leave out -m']
    : ['-m sets a commit message, but --commit is not given', 'add --commit'];
  return anError('cli/usage', text, { hint });
}

function show(terminal: Terminal, { run, file, before, after, unchanged, meaning }: Steered): void {
  if (unchanged !== null) terminal.out(`${run}: nothing to change: ${unchanged}.\n`);
  if (before !== after)
    terminal.out(`${terminal.paint.out('bold', file)}\n${lineDiff(before, after, terminal.paint.out)}`);
  if (meaning !== undefined) terminal.out(`${meaning}\n`);
}

interface ToCommit {
  readonly project: Project;
  readonly steered: Steered;
  readonly flags: CommitFlags;
}

/** Commits the edit. If the commit fails, the edit stays. */
async function committed(terminal: Terminal, { project, steered, flags }: ToCommit): Promise<ExitCode> {
  const { commitSteered } = await import('../../app/steer/commit-steered.ts');
  const done = await commitSteered(project, steered, { words: flags.message ?? null, env: terminal.env });
  if (!done.ok) {
    await showDiagnostics(terminal, done.error);
    return EXIT.failed;
  }
  terminal.out(
    done.value.type === 'committed'
      ? `Committed as ${done.value.commit}.\n`
      : `Nothing to commit: ${steered.file} is unchanged since the last commit.\n`,
  );
  return EXIT.completed;
}

/** What happens after an edit that lets the run continue. */
export function goesOn(done: Done, program: string): string {
  const { driven, daemon, run, paused } = done;
  if (driven) return 'A process is working on the run and will pick it up.';
  if (daemon === 'on-branch' || daemon === 'elsewhere') return toPush(done, program);
  const held = paused ? ` (the manifest says \`paused: true\`: \`${program} unpause ${run}\` first)` : '';
  return daemon === 'here' ? `The daemon will pick it up${held}.` : `Next: ${program} run ${run}${held}`;
}

/** How to push the answer, together with the draft that it is about: the draft in its commit counts. */
function toPush({ daemon, file, message, run, isCommitted }: Done, program: string): string {
  const files = [file, ...(message.with ?? [])];
  const what = isCommitted ? 'push it' : `commit ${files.join(' and ')} and push ${files.length === 1 ? 'it' : 'both'}`;
  if (daemon === 'on-branch') return `Next: ${what}; the daemon acts on what is on the branch.`;
  return `Next: ${what}; a daemon elsewhere acts on what is on the branch. If there is none any more: ${program} run ${run}`;
}

export const retryCommand = (terminal: Terminal, flags: RetryFlags, typed: string): Promise<ExitCode> =>
  goBack(terminal, flags, { typed, from: flags.from ?? [] });

export const resetCommand = (terminal: Terminal, flags: ResetFlags, typed: string): Promise<ExitCode> =>
  goBack(terminal, flags, { typed, from: flags.to });

const goBack = (
  terminal: Terminal,
  flags: CommitFlags,
  { typed, from }: { readonly typed: string; readonly from: readonly string[] },
): Promise<ExitCode> =>
  steering(terminal, flags, typed, {
    act: (project, run) => retryRun(project, run, from),
    next: (steered, program) =>
      steered.driven
        ? 'A process is working on the run and starts this when the current generation is at rest.'
        : goesOn(steered, program),
  });

export const cancelCommand = (terminal: Terminal, flags: CommitFlags, typed: string): Promise<ExitCode> =>
  steering(terminal, flags, typed, {
    act: cancelRun,
    next: (done, program) => {
      const { driven, daemon, unchanged, run } = done;
      if (driven) return 'The process working on the run will stop its stages and end it.';
      if (unchanged !== null) return '';
      if (daemon !== null) return daemon === 'here' ? 'The daemon will record the end.' : toPush(done, program);
      return `No process is working on the run. To record the end in its checkpoint: ${program} run ${run}`;
    },
  });

export const pauseCommand = (terminal: Terminal, flags: CommitFlags, typed: string): Promise<ExitCode> =>
  steering(terminal, flags, typed, {
    act: pauseRun,
    next: ({ driven, run, unchanged, paused }, program) => {
      if (unchanged !== null && !paused) return '';
      const how = `To resume: ${program} unpause ${run}`;
      return driven ? `A process is working on the run: running stages finish, nothing new starts. ${how}` : how;
    },
  });

/** After this edit nothing holds the run. */
export const unpauseCommand = (terminal: Terminal, flags: CommitFlags, typed: string): Promise<ExitCode> =>
  steering(terminal, flags, typed, {
    act: unpauseRun,
    next: (steered, program) => (steered.unchanged === null ? goesOn({ ...steered, paused: false }, program) : ''),
  });

export const budgetCommand = (
  terminal: Terminal,
  flags: CommitFlags,
  ...[typed, dollars]: readonly [run: string, dollars: number]
): Promise<ExitCode> =>
  steering(terminal, flags, typed, {
    act: (project, run) => budgetRun(project, run, dollars),
    next: (steered, program) => budgetActs(steered.checkpoint, dollars) ?? goesOn(steered, program),
  });

/** Why the new budget does not let the run continue; null: it does. */
function budgetActs(checkpoint: Checkpoint | null, dollars: number): string | null {
  if (checkpoint === null) return null;
  const { status, pause } = checkpoint;
  if (isRunEnd(status)) return `The run is already ${status}: the budget applies when it is retried.`;
  if (status !== 'budget_exceeded' || !pause) return null;
  if ((pause.scope ?? 'run') !== 'run') return `The run waits for another budget: ${oneLine(pause.message)}.`;
  const needed = pause.needs_usd_micros ?? 0;
  return needed <= microsOf(dollars)
    ? null
    : `That is not enough: the run stays paused until its budget is ${usdRoundedUp(needed)} or more.`;
}

export const skipCommand = (
  terminal: Terminal,
  flags: CommitFlags,
  ...[typed, stage]: readonly [run: string, stage: string]
): Promise<ExitCode> =>
  steering(terminal, flags, typed, {
    act: (project, run) => skipStage(project, run, stage),
    next: (steered, program) => (steered.unchanged === null ? goesOn(steered, program) : ''),
  });
