/**
 * The folder of a random project, in which its run is driven. A kill is simulated: the folder is copied at that moment,
 * what the runner still does in the old one is discarded, and the run continues in the copy.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openProject } from '../../../src/app/project.ts';
import { driveRun } from '../../../src/app/run-session.ts';
import type { Project, RunOutcome } from '../../../src/app/types.ts';
import { epochMs, type Result, runId, runUid } from '../../../src/model/brand.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import type { Event } from '../../../src/model/event.ts';
import type { Json } from '../../../src/model/json.ts';
import type { Observed } from '../../../src/ports/observer.ts';
import type { TestService } from './test-service.ts';

export const RUN = runId('r');

/** How an execution is interrupted: `turns` turns of the event loop after its `nth` event. */
export interface Cut {
  readonly how: 'kill' | 'stop' | 'none';
  readonly nth: number;
  readonly turns: number;
  /** An edit of the files at another event of the same execution. */
  readonly meanwhile?: { readonly nth: number; readonly act: () => void };
}

export type Driven =
  | { readonly type: 'ended'; readonly outcome: Result<RunOutcome, readonly Diagnostic[]> }
  | { readonly type: 'killed' };

export type Saw = (event: Event, context: Observed) => void;

export class ProjectFolder implements Disposable {
  root: string;
  /** By how much the clock of the runner is ahead, milliseconds. */
  ahead = 60_000;
  /** Called at the moment of a kill. */
  atKill: () => void = () => {};
  readonly #service: TestService;

  constructor(service: TestService) {
    this.#service = service;
    this.root = mkdtempSync(path.join(tmpdir(), 'whole-'));
  }

  at = (file: string): string => path.join(this.root, file);
  has = (file: string): boolean => existsSync(this.at(file));
  read = (file: string): string => readFileSync(this.at(file), 'utf8');

  put(file: string, content: string | Json): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }

  remove(file: string): void {
    rmSync(this.at(file), { recursive: true, force: true });
  }

  async open(): Promise<Project> {
    const project = await openProject(this.root);
    if (!project.ok) throw new Error(JSON.stringify(project.error));
    const { clock, ...rest } = project.value;
    const ids = { uid: () => runUid('0123456789abcdefghij') };
    return {
      ...rest,
      ids,
      clock: { now: () => epochMs(clock.now() + this.ahead), after: (d, t) => clock.after(d, t) },
    };
  }

  async drive(saw: Saw, cut: Cut, stages: readonly string[] = []): Promise<Driven> {
    const [stop, hurry] = [new AbortController(), new AbortController()];
    let seen = 0;
    let copy: string | null = null;
    let hasEnded = false;
    const act = (): void => {
      if (hasEnded) return;
      if (cut.how === 'stop') stop.abort();
      if (cut.how !== 'kill' || copy !== null) return;
      this.atKill();
      copy = mkdtempSync(path.join(tmpdir(), 'whole-'));
      cpSync(this.root, copy, { recursive: true, filter: (file) => !file.endsWith('.sock') });
      this.#service.isDead = true;
      this.#service.dropConnections();
      stop.abort();
      hurry.abort();
    };
    const later = (turns: number): void => {
      // Not at once: observers are told together about events that were saved together.
      if (turns <= 0) queueMicrotask(act);
      else setImmediate(() => later(turns - 1));
    };
    const observer = (event: Event, context: Observed): void => {
      try {
        if (copy === null) saw(event, context);
      } catch (error) {
        this.#service.error ??= error;
        stop.abort();
      }
      seen += 1;
      if (seen === cut.nth) later(cut.turns);
      if (seen === cut.meanwhile?.nth && copy === null)
        setImmediate(() => hasEnded || copy !== null || cut.meanwhile?.act());
    };
    const project = await this.open();
    const options = { observers: [{ saw: observer }], stop: stop.signal, hurry: hurry.signal, stages };
    const outcome = await withTimeout(
      driveRun(project, RUN, options),
      () => `${this.root}: the run did not come to rest`,
    );
    hasEnded = true;
    if (this.#service.error) throw this.#service.error;
    if (copy === null) return { type: 'ended', outcome };
    rmSync(this.root, { recursive: true, force: true });
    this.root = copy;
    this.#service.isDead = false;
    return { type: 'killed' };
  }

  [Symbol.dispose](): void {
    if (process.env.KEEP) process.stderr.write(`${this.root}\n`);
    else rmSync(this.root, { recursive: true, force: true });
  }
}

const TIMEOUT_MS = 20_000;

async function withTimeout<T>(work: Promise<T>, what: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(what())), TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
