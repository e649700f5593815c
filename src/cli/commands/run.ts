/** `run`: drives a run, shows its progress, and reports what was made and what to do next. */
import type { Holder } from '../../adapters/disk/lock.ts';
import type { Asked, Change, Committed } from '../../app/asked/asked-run.ts';
import { driveRun } from '../../app/run-session.ts';
import type { Project, RunOutcome } from '../../app/types.ts';
import { ok, type RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { anError, aWarning, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import type { Event } from '../../model/event.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { askedRun } from '../asked.ts';
import { hadDaemon } from '../daemon-here.ts';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.ts';
import type { RunFlags } from '../flags.ts';
import type { LiveView } from '../live-view.ts';
import { programName } from '../program-name.ts';
import { drawn, jsonLine, refused, showDiagnostics } from '../show.ts';
import { interrupts, leavingWords } from '../signals.ts';
import type { Terminal } from '../terminal.ts';

export async function runCommand(terminal: Terminal, flags: RunFlags, typed: string): Promise<ExitCode> {
  if (flags.dryRun) return (await import('./plan.ts')).planCommand(terminal, flags, typed);
  const tried = await triedOut(terminal, flags, typed);
  if (tried !== null) return tried;
  const named = await askedRun(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { project, asked } = named.value;
  const elsewhere = hadDaemon(project) ? await onBranch(project, asked.run) : null;
  if (elsewhere) return refused(terminal, [elsewhere]);
  const committed = await committedRun(project, asked);
  if (!committed.ok) return refused(terminal, committed.error);
  const { run, change } = committed.value;
  if (!flags.quiet && change) terminal.err(await changeText(terminal, run, change));
  return carriedOut(terminal, flags, { project, run, stages: asked.stages });
}

interface Carried {
  readonly project: Project;
  readonly run: RunId;
  /** The requested stages; empty: all. */
  readonly stages: Asked['stages'];
}

async function carriedOut(terminal: Terminal, flags: RunFlags, carried: Carried): Promise<ExitCode> {
  const mayWait = carried.stages.length === 0 && !flags.record && hadDaemon(carried.project);
  for (;;) {
    const waited = mayWait ? await besideDaemon(terminal, flags, carried) : null;
    const code = waited ?? (await drivenHere(terminal, flags, { ...carried, mayWait }));
    if (code !== null) return code;
  }
}

/** @returns null when the daemon started the run at the same time. */
async function drivenHere(
  terminal: Terminal,
  flags: RunFlags,
  { project, run, stages, mayWait }: Carried & { readonly mayWait: boolean },
): Promise<ExitCode | null> {
  const view = await viewOf(terminal, flags, project);
  const again = `${programName(terminal)} run ${run}`;
  using signals = interrupts((nth) => view.say(leavingWords(nth, project.config.grace, again)));
  try {
    const { stop, hurry } = signals;
    const forewarn = async (warnings: readonly Diagnostic[]): Promise<void> => {
      if (warnings.length > 0) view.say(await drawn(terminal, warnings));
    };
    const { observers } = view;
    const outcome = await driveRun(project, run, { observers, stop, hurry, stages, forewarn, record: flags.record });
    view.close();
    if (!outcome.ok) {
      const isTaken = mayWait && outcome.error.some(({ code }) => code === 'run/locked');
      return isTaken && (await daemonHere(project)) !== null ? null : refused(terminal, outcome.error);
    }
    const { notices, worked } = outcome.value;
    await showDiagnostics(terminal, [...notices, ...(flags.record && !worked ? [nothingRecorded(run)] : [])]);
    await closingWords(terminal, flags, { project, outcome: outcome.value });
    return codeOf(flags, outcome.value);
  } finally {
    view.close();
  }
}

const nothingRecorded = (run: RunId): Diagnostic =>
  aWarning('cli/usage', `nothing was recorded: there is nothing to do for run ${run}`, {
    hint: `name a stage to run again: pipeline-runner run ${run} --record --from <stage>`,
  });

const daemonHere = async ({ root }: Project): Promise<Holder | 'unknown' | null> =>
  (await import('../../app/daemon/board.ts')).daemonOf(root);

const onBranch = async ({ root }: Project, run: RunId): Promise<Diagnostic | null> =>
  (await import('../../app/daemon/pushed-instead.ts')).pushedInstead(root, run);

/** @returns null when this process has to drive the run: there is no daemon, it ended, or it ignores the run. */
async function besideDaemon(terminal: Terminal, flags: RunFlags, { project, run }: Carried): Promise<ExitCode | null> {
  const holder = await daemonHere(project);
  if (holder === null) return null;
  const { waitBeside } = await import('../../app/daemon/beside.ts');
  const who = holder === 'unknown' ? 'the daemon' : `the daemon (process ${holder.pid})`;
  const tell = flags.quiet || flags.json ? () => {} : terminal.err;
  using signals = interrupts(() => {});
  const saw = ({ status, progress: { completed, total } }: Checkpoint): void =>
    tell(`  ${status.replaceAll('_', ' ')}  ${completed}/${total}\n`);
  const begins = (): void => tell(`${who} is running it; Ctrl-C stops watching, not the run\n`);
  const outcome = await waitBeside(project, { run, stop: signals.stop, begins, saw });
  if (!outcome.ok) return refused(terminal, outcome.error);
  if (outcome.value === 'left-alone') tell(`${who} leaves it alone: running it here\n`);
  if (typeof outcome.value === 'string') return outcome.value === 'stopped' ? EXIT.interrupted : null;
  await showDiagnostics(terminal, outcome.value.notices);
  if (outcome.value.reason === 'shutdown')
    tell(
      `This command stopped watching; ${who} continues. To look at the run: ${programName(terminal)} status ${run}\n`,
    );
  else await closingWords(terminal, flags, { project, outcome: outcome.value });
  return codeOf(flags, outcome.value);
}

function codeOf(flags: RunFlags, { checkpoint, reason }: RunOutcome): ExitCode {
  const code = exitCodeOf(checkpoint, reason);
  const isWaiting = checkpoint.status === 'awaiting_approval' && code === EXIT.waiting;
  return isWaiting && flags.waitingOk ? EXIT.completed : code;
}

/** @returns null when the command is not a trial. */
async function triedOut(terminal: Terminal, flags: RunFlags, typed: string): Promise<ExitCode | null> {
  const isOnly = (flags.only ?? []).length > 0;
  if (flags.record && isOnly && !flags.keep) return refused(terminal, [recordAlone]);
  if (flags.keep) return isOnly ? null : refused(terminal, [keepAlone]);
  return isOnly ? (await import('./trial.ts')).trialCommand(terminal, flags, typed) : null;
}

const keepAlone: Diagnostic = anError('cli/usage', '--keep needs --only', {
  hint: 'leave it out: without --only everything is recorded in the run',
});

const recordAlone: Diagnostic = anError('cli/usage', 'a trial with --only records no calls', {
  hint: 'add --keep to run the stage as part of the run',
});

async function committedRun(project: Project, asked: Asked): Promise<Diagnosed<Committed>> {
  if (asked.change === null) return ok({ run: asked.run, change: null });
  const { commit } = await import('../../app/asked/asked-run.ts');
  return commit(project, asked);
}

async function changeText({ paint }: Terminal, run: RunId, change: Change): Promise<string> {
  if (change.type === 'new') return `created ${paint.err('bold', manifestPath(run))}\n`;
  const { before, after, file } = change.steered;
  if (before === after) return '';
  const { lineDiff } = await import('../../report/line-diff.ts');
  return `${paint.err('bold', file)}\n${lineDiff(before, after, paint.err)}`;
}

async function viewOf(terminal: Terminal, flags: RunFlags, project: Project): Promise<LiveView> {
  if (flags.json) return eventLines(terminal);
  if (flags.quiet) return { observers: [], say: terminal.err, close: () => {} };
  const { liveView } = await import('../live-view.ts');
  return liveView(terminal, project);
}

/** Writes events as lines of JSON, with one write per turn. */
function eventLines(terminal: Terminal): LiveView {
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length > 0) terminal.out(waiting.join(''));
    waiting = [];
  };
  const saw = (event: Event): void => {
    if (waiting.length === 0) queueMicrotask(flush);
    waiting.push(jsonLine(event));
  };
  return { observers: [{ saw }], say: terminal.err, close: flush };
}

async function closingWords(
  terminal: Terminal,
  flags: RunFlags,
  { project, outcome }: { readonly project: Project; readonly outcome: RunOutcome },
): Promise<void> {
  if (flags.json) return;
  const isFine = exitCodeOf(outcome.checkpoint, outcome.reason) === EXIT.completed;
  if (flags.quiet && isFine) {
    const { outputs = {} } = outcome.checkpoint;
    if (Object.keys(outputs).length > 0) terminal.out(jsonLine(outputs));
    return;
  }
  const { runSummary } = await import('../../report/run-summary.ts');
  // Files that were just made need not be checked.
  const isOld = !outcome.worked || outcome.checkpoint.executions.length > 1;
  const look = isOld ? (await import('../../app/gone-files.ts')).goneFiles : null;
  const gone = look?.(project, outcome.checkpoint, 'all');
  const end = { ...outcome, program: programName(terminal), now: Date.now(), columns: terminal.columns(), gone };
  if (flags.quiet) terminal.err(runSummary(end, terminal.paint.err));
  else terminal.out(runSummary(end, terminal.paint.out));
}
