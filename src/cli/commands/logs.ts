/** `logs`: what attempts wrote, with control characters escaped. Read piece by piece: a log can be large. */
import { constants, createReadStream } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { logFile } from '../../adapters/task-paths.ts';
import { readRun } from '../../app/read-run.ts';
import { notStarted, unknownStage } from '../../app/run-mistakes.ts';
import type { Project } from '../../app/types.ts';
import { err, ok, type Result, type RunId } from '../../model/brand.ts';
import type { Checkpoint, CheckpointAttempt } from '../../model/checkpoint.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import { statusText } from '../../report/paint.ts';
import { bytesText, harmless } from '../../report/words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { LogsFlags } from '../flags.ts';
import { runOf } from '../open.ts';
import { refused, showDiagnostics } from '../show.ts';
import type { Terminal } from '../terminal.ts';

/** Of each log, when all of a run are shown. */
const END_BYTES = 4096;

interface Log {
  readonly task: string;
  readonly attempt: CheckpointAttempt;
  /** Absolute. */
  readonly file: string;
}

export async function logsCommand(
  terminal: Terminal,
  flags: LogsFlags,
  { typed, stage }: { readonly typed: string; readonly stage: string | undefined },
): Promise<ExitCode> {
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { project, run } = named.value;
  const view = await readRun(project, run);
  if (!view.ok) return refused(terminal, view.error);
  const { checkpoint } = view.value;
  if (!checkpoint) return refused(terminal, [notStarted(run)]);
  const logs = logsOf(project, checkpoint, { stage, n: flags.attempt });
  if (!logs.ok) return refused(terminal, logs.error);
  let shown = 0;
  for (const log of logs.value) if (await print(terminal, log, stage === undefined ? END_BYTES : null)) shown++;
  if (shown > 0) return EXIT.completed;
  await showDiagnostics(terminal, [noLog(run, stage, 'the files are not here: logs stay where the stage ran')]);
  return EXIT.invalid;
}

interface Wish {
  readonly stage: string | undefined;
  readonly n: number | undefined;
}

/** The newest attempts, or those that are asked for; a stage stands for its items and inner stages too. */
function logsOf(
  project: Project,
  checkpoint: Checkpoint,
  { stage, n }: Wish,
): Result<readonly Log[], readonly Diagnostic[]> {
  const run = checkpoint.run as RunId;
  const entries = [...checkpointTasks(checkpoint)];
  const unknown = stage === undefined ? null : unknownStage(checkpoint, stage);
  if (unknown) return err([unknown]);
  const isMeant = (address: string): boolean =>
    stage === undefined || address === stage || address.startsWith(`${stage}[`) || address.startsWith(`${stage}/`);
  const logs = entries.flatMap(({ address, task: { attempts = [] } }) => {
    const attempt = n === undefined ? attempts.at(-1) : attempts.find((one) => one.n === n);
    if (!attempt || !isMeant(address)) return [];
    // The path is made from what was checked, not taken from the file: a checkpoint can come from anywhere.
    return [{ task: address, attempt, file: path.join(project.root, logFile(run, address, attempt.n)) }];
  });
  if (logs.length > 0) return ok(logs);
  const why = n === undefined ? 'nothing was executed' : `there is no attempt ${n}`;
  return err([noLog(run, stage, why)]);
}

/** @param most bytes of its end; null: all of it. @returns false when the file is not here. */
async function print(terminal: Terminal, { task, attempt, file }: Log, most: number | null): Promise<boolean> {
  const stat = await lstat(file).catch(() => null);
  if (!stat?.isFile()) return false;
  const { out } = terminal.paint;
  const cut = most !== null && stat.size > most ? `, the last ${bytesText(most)} of ${bytesText(stat.size)}` : '';
  terminal.out(`${out('bold', `==> ${task}, attempt ${attempt.n}`)} (${statusText(attempt.outcome, out)}${cut})\n`);
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  const start = cut === '' ? 0 : stat.size - (most ?? 0);
  await copy(terminal, createReadStream(file, { fd: handle, start }));
  return true;
}

/** Whole lines at a time, so that no escape sequence is cut in two; a line of more than 64 KB is cut all the same. */
async function copy(terminal: Terminal, from: AsyncIterable<Buffer>): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of from) {
    rest += decoder.write(chunk);
    const end = rest.lastIndexOf('\n') + 1 || (rest.length > 65_536 ? rest.length : 0);
    if (end > 0) terminal.out(harmless(rest.slice(0, end)));
    rest = rest.slice(end);
  }
  rest += decoder.end();
  if (rest !== '') terminal.out(`${harmless(rest)}\n`);
}

const noLog = (run: string, stage: string | undefined, why: string): Diagnostic => ({
  code: 'cli/no-log',
  severity: 'error',
  message: `there is no log of ${stage === undefined ? run : `${stage} of ${run}`}: ${why}`,
  at: null,
  hint: `\`pipeline-runner explain ${run}${stage === undefined ? '' : ` ${stage}`}\` tells what happened`,
});
