/** `logs`: the logs of attempts, as they are or as they are written. */
import { startedView, unknownStage } from '../../app/project/run-mistakes.ts';
import { readRun } from '../../app/read-run.ts';
import { type AttemptLog, attemptLogs } from '../../app/run-logs.ts';
import type { Project, RunView } from '../../app/types.ts';
import { err, ok } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { checkpointTasks, type TaskEntry } from '../../report/checkpoint-tasks.ts';
import { openGates } from '../../report/gates.ts';
import { statusText } from '../../report/paint.ts';
import { bytesText, shellWord } from '../../report/words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { LogsFlags } from '../flags.ts';
import { LogText, logSize } from '../log-text.ts';
import { type NamedRun, runOf } from '../open.ts';
import { programName } from '../program-name.ts';
import { refused, showDiagnostics } from '../show.ts';
import type { Terminal } from '../terminal.ts';

/** Bytes shown from the end of each log, when all logs of a run are shown. */
const END_BYTES = 4096;

export async function logsCommand(
  terminal: Terminal,
  flags: LogsFlags,
  ...[typed, stage]: readonly [run: string, stage?: string]
): Promise<ExitCode> {
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { project, run } = named.value;
  const view = startedView(await readRun(project, run));
  if (!view.ok) return refused(terminal, view.error);
  const { checkpoint } = view.value;
  const unknown = stage === undefined ? null : unknownStage(checkpoint, stage);
  if (unknown) return refused(terminal, [unknown]);
  const wish = { stage, n: flags.attempt };
  if (flags.follow) return follow(terminal, named.value, wish);
  const logs = logsOf(project, checkpoint, wish);
  if (!logs.ok) return refused(terminal, logs.error);
  let shown = 0;
  for (const log of logs.value) if (await print(terminal, log, stage === undefined ? END_BYTES : null)) shown++;
  if (shown > 0) return EXIT.completed;
  await showDiagnostics(terminal, [
    noLog(run, stage, 'it wrote nothing, or its log is on another machine: logs stay where the stage ran'),
  ]);
  return EXIT.invalid;
}

interface Wish {
  readonly stage: string | undefined;
  readonly n: number | undefined;
}

/** The logs of the newest attempts, or of the requested ones. */
function logsOf(project: Project, checkpoint: Checkpoint, { stage, n }: Wish): Diagnosed<readonly AttemptLog[]> {
  const all = attemptLogs(project, checkpoint, stage);
  const newest = new Map(all.map(({ task, attempt }) => [task, attempt.n]));
  const logs = all.filter(({ task, attempt }) => attempt.n === (n ?? newest.get(task)));
  if (logs.length > 0) return ok(logs);
  const isGate = all.length === 0 && [...checkpointTasks(checkpoint)].some((entry) => isGateOf(entry, stage));
  const why = isGate
    ? 'it is a gate, which asks a person and writes nothing'
    : n === undefined
      ? 'nothing was executed'
      : `there is no attempt ${n}`;
  return err([noLog(checkpoint.run, stage, why)]);
}

const isGateOf = ({ address, task }: TaskEntry, stage: string | undefined): boolean =>
  address === stage && task.approval !== undefined;

/** @param most number of bytes from its end; null: all. @returns false when the file does not exist. */
async function print(terminal: Terminal, { task, attempt, file }: AttemptLog, most: number | null): Promise<boolean> {
  const size = await logSize(file);
  if (size === null) return false;
  const { out } = terminal.paint;
  const cut = most !== null && size > most ? `, the last ${bytesText(most)} of ${bytesText(size)}` : '';
  terminal.out(`${out('bold', `==> ${task}, attempt ${attempt.n}`)} (${statusText(attempt.outcome, out)}${cut})\n`);
  const text = new LogText(file, cut === '' ? 0 : size - (most ?? 0));
  for await (const lines of text.news()) terminal.out(lines);
  terminal.out(text.end());
  return true;
}

/** Ctrl-C is not handled: the system ends the process, as it ends `tail -f`. */
async function follow(terminal: Terminal, { project, run }: NamedRun, { stage, n }: Wish): Promise<ExitCode> {
  const { followLogs } = await import('../log-follow.ts');
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  process.stdout.on('error', leave);
  try {
    const end = await followLogs({ terminal, project, run, stage, n, gone: gone.signal });
    if (!end.ok) return refused(terminal, end.error);
    if (end.value) terminal.err(lastWords(end.value, programName(terminal)));
    return EXIT.completed;
  } finally {
    process.stdout.off('error', leave);
  }
}

function lastWords({ run, checkpoint }: RunView, program: string): string {
  if (!checkpoint) return `${run} has not started.\n`;
  const { status, executions } = checkpoint;
  const asking = openGates(checkpoint).map(({ gate }) => gate);
  if (status === 'awaiting_approval' && asking.length > 0)
    return `${run} waits for ${asking.join(', ')}. How to answer: ${program} status ${run}\n`;
  if (status !== 'running') return `${run} is at rest: ${status.replaceAll('_', ' ')}.\n`;
  const how = executions.at(-1)?.ended_at === undefined ? 'was killed' : 'was interrupted';
  return `No process is working on ${run}: the last one ${how}. To resume: ${program} run ${run}\n`;
}

const noLog = (run: string, stage: string | undefined, why: string): Diagnostic =>
  anError('cli/no-log', `there is no log for ${stage === undefined ? run : `${stage} of ${run}`}: ${why}`, {
    hint: `\`pipeline-runner explain ${run}${stage === undefined ? '' : ` ${shellWord(stage)}`}\` shows what happened`,
  });
