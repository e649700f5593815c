/**
 * `logs --follow`: prints what attempts write while another process drives the run, until the run is at rest.
 *
 * 1. Files are polled every LOOK_MS and read only if they changed, so nothing is missed if the file system reports no
 *    events.
 * 2. A log is read to its end after its attempt has ended, and only then closed.
 * 3. It ends when no process works on the run, for whatever reason.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type AttemptLog, attemptLogs, type Look, lookAgain } from '../app/run-logs.ts';
import type { Project, RunView } from '../app/types.ts';
import { ok, type RunId } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Diagnosed } from '../model/diagnostic.ts';
import { statusText } from '../report/paint.ts';
import { LogText, logSize } from './log-text.ts';
import type { Terminal } from './terminal.ts';

export interface Following {
  readonly terminal: Terminal;
  readonly project: Project;
  readonly run: RunId;
  /** undefined: all stages; each line is then prefixed with its stage. */
  readonly stage: string | undefined;
  /** undefined: the newest attempt and all later ones. */
  readonly n: number | undefined;
  /** Aborts when the reader of the output went away. */
  readonly gone: AbortSignal;
}

const LOOK_MS = 250;
/** Bytes shown from the end of each existing log, when all logs of a run are followed. */
const END_BYTES = 4096;

/** @returns the run as it was when it ended; null: the reader went away. */
export async function followLogs(following: Following): Promise<Diagnosed<RunView | null>> {
  const { project, run, gone } = following;
  const look: Look = lookAgain(project, run);
  const logs = new FollowedLogs(following);
  while (!gone.aborted) {
    const view = await look();
    if (!view.ok) return view;
    const { checkpoint, driven } = view.value;
    if (checkpoint) await logs.follow(checkpoint, driven ? 'goes on' : 'over');
    if (!driven) return view;
    await delay(LOOK_MS, undefined, { signal: gone }).catch(ignoreAbort);
  }
  return ok(null);
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}

class FollowedLogs {
  readonly #following: Following;
  /** The newest attempt seen of each task. */
  readonly #seen = new Map<string, number>();
  readonly #open = new Map<string, { readonly log: AttemptLog; readonly text: LogText }>();
  #isFirst = true;
  /** The task whose text was printed last. */
  #speaker = '';

  constructor(following: Following) {
    this.#following = following;
  }

  async follow(checkpoint: Checkpoint, run: 'goes on' | 'over'): Promise<void> {
    const { project, stage, n } = this.#following;
    const all = attemptLogs(project, checkpoint, stage);
    const newest = new Map(all.map(({ task, attempt }) => [task, attempt.n]));
    const ended = new Set<string>();
    for (const log of all) {
      const { task, attempt } = log;
      const isOld = this.#isFirst ? attempt.n !== newest.get(task) : attempt.n <= (this.#seen.get(task) ?? 0);
      const isWanted = n === undefined ? !isOld : attempt.n === n && !this.#seen.has(task);
      if (isWanted) await this.#add(log);
      if (attempt.outcome !== 'running') ended.add(nameOf(log));
    }
    this.#isFirst = false;
    for (const [name, { log, text }] of this.#open) {
      for await (const lines of text.news()) this.#print(log, lines);
      if (run === 'goes on' && !ended.has(name)) continue;
      this.#print(log, text.end());
      this.#open.delete(name);
    }
  }

  async #add(log: AttemptLog): Promise<void> {
    const size = (await logSize(log.file)) ?? 0;
    const isEndOnly = this.#isFirst && this.#following.stage === undefined;
    const text = new LogText(log.file, isEndOnly ? Math.max(0, size - END_BYTES) : 0);
    this.#seen.set(log.task, log.attempt.n);
    this.#open.set(nameOf(log), { log, text });
  }

  /** With several tasks, each line is prefixed with its task; with one, each attempt gets a heading. */
  #print(log: AttemptLog, lines: string): void {
    if (lines === '') return;
    const { terminal, stage } = this.#following;
    const { out } = terminal.paint;
    if (log.task !== stage) {
      const name = out('dim', `${log.attempt.n > 1 ? `${log.task}#${log.attempt.n}` : log.task} | `);
      terminal.out(
        lines
          .split(/(?<=\n)/)
          .map((line) => name + line)
          .join(''),
      );
      return;
    }
    const { n, outcome } = log.attempt;
    if (this.#speaker !== nameOf(log)) {
      terminal.out(`${out('bold', `==> ${log.task}, attempt ${n}`)} (${statusText(outcome, out)})\n`);
    }
    this.#speaker = nameOf(log);
    terminal.out(lines);
  }
}

const nameOf = ({ task, attempt }: AttemptLog): string => `${task} ${attempt.n}`;
