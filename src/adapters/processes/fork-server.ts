/**
 * Adapter: the fork server, a small process that starts commands for this one.
 *
 * Starting a command means to fork. A fork copies the page tables of the forking process and blocks it meanwhile:
 * 0.1 ms for each megabyte that it has written. A runner that has worked for a while has 50 MB and more, a fork server
 * nine; and its time is spent beside the runner.
 *
 * 1. It starts commands by the same code as the runner (fork-server-program.ts), so a command notices no difference.
 * 2. It ends with its channel to us, both at a normal end and by SIGKILL. Commands that remain are then found by their
 *    tags, like those that we started ourselves.
 * 3. If it dies, its commands are ended and count as killed; tasks that have attempts left are retried, and further
 *    commands are started here.
 * 4. It does not exist in a run of few commands, and ends when it was not used for a while. If many commands are
 *    expected, it starts before the first of them, which wait for it a moment. On a machine so busy that it takes
 *    longer, they are started here.
 *
 * Only on systems where starting is a fork: others have cheaper ways, which libuv uses.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CommandLine, Exit } from '../../ports/processes.ts';
import { type EndSignal, endTagged, type Leader } from './end.ts';
import type { Started, ToStart } from './start.ts';

export interface StartOrder {
  readonly type: 'start';
  readonly id: number;
  readonly command: ToStart;
}

/** A message to the fork server. */
export type Order = StartOrder | { readonly type: 'signal'; readonly id: number; readonly signal: EndSignal };

/** A message from the fork server. All output of a command comes before its end. */
export type News =
  | { readonly type: 'ready' }
  | { readonly type: 'started'; readonly id: number; readonly pid: number }
  | {
      readonly type: 'output';
      readonly id: number;
      readonly stream: 'stdout' | 'stderr';
      readonly chunk: Uint8Array;
    }
  /** `pid`: null if it was not started. */
  | { readonly type: 'ended'; readonly id: number; readonly pid: number | null; readonly exit: Exit };

interface Task {
  readonly command: CommandLine;
  readonly tag: string | null;
  readonly leader: PromiseWithResolvers<Leader | null>;
  readonly ended: PromiseWithResolvers<Exit>;
}

export interface ForkServerOptions {
  /** Its file; null: there is none here. Called when it is needed. */
  readonly program: () => string | null;
  /** The number of commands that are started without it. */
  readonly after: number;
  /** Milliseconds without a command after which it ends. */
  readonly idle: number;
  /** Milliseconds, from when it was first expected, for which commands wait for it. */
  readonly patience: number;
  /** Milliseconds after which a server that is not ready is given up. */
  readonly limit: number;
}

/** Its start takes 40 ms of a second processor, which ten commands save: a run of few is faster without it. */
const DEFAULTS = { after: 6, idle: 30_000, patience: 100, limit: 20_000 };

export class ForkServer {
  readonly #options: ForkServerOptions;
  #child: ChildProcess | null = null;
  #state: 'none' | 'starting' | 'ready' | 'dead' = 'none';
  #started = 0;
  /** null: it is not expected, is ready, or takes too long. */
  #coming: Promise<void> | null = null;
  #nextId = 0;
  readonly #tasks = new Map<number, Task>();
  #rest: NodeJS.Timeout | null = null;

  constructor(options: Partial<ForkServerOptions> & Pick<ForkServerOptions, 'program'>) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /** null: the caller has to start the command. */
  start(command: CommandLine, tag: string | null): Started | null {
    if (this.#state !== 'ready') {
      this.#started += 1;
      if (this.#state === 'none' && this.#started > this.#options.after) this.open();
      return null;
    }
    const id = this.#nextId++;
    const task: Task = { command, tag, leader: Promise.withResolvers(), ended: Promise.withResolvers() };
    this.#tasks.set(id, task);
    this.#child?.channel?.ref();
    const { argv, cwd, env, stdin } = command;
    this.#order({ type: 'start', id, command: { argv, cwd, env, stdin } });
    return { leader: task.leader.promise, ended: task.ended.promise };
  }

  /** Announces a number of commands: the server starts while the runner prepares the first of them. */
  expect(commands: number): void {
    if (commands <= this.#options.after || this.#state !== 'none') return;
    this.#coming = Promise.race([this.open(), delay(this.#options.patience, undefined, { ref: false })]).then(() => {
      this.#coming = null;
      this.#child?.unref();
      this.#child?.channel?.unref();
    });
  }

  /** Settles when an expected server is ready. Keeps the process alive, unlike the server. null: do not wait. */
  get coming(): Promise<void> | null {
    if (this.#coming === null) return null;
    this.#child?.ref();
    this.#child?.channel?.ref();
    return this.#coming;
  }

  /** @returns resolves when it is ready, or when it is certain that it will not be. */
  open(): Promise<void> {
    if (this.#state !== 'none') return Promise.resolve();
    const program = this.#options.program();
    const child = program === null ? null : forked(program);
    this.#state = child === null ? 'dead' : 'starting';
    this.#child = child;
    if (child === null) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const spare = killedUnlessSpared(child, this.#options.limit);
    const known = (): void => {
      spare();
      resolve();
    };
    child.on('message', (news: News) => {
      if (news.type === 'ready') known();
      this.#hear(news);
    });
    const lost = (): void => {
      known();
      if (this.#child === child) this.#mourn();
    };
    child.once('error', lost).once('exit', lost).once('disconnect', lost);
    child.unref();
    child.channel?.unref();
    return promise;
  }

  #order(order: Order): void {
    // An event reports a broken channel too.
    this.#child?.send(order, () => {});
  }

  #hear(news: News): void {
    if (news.type === 'ready') {
      this.#state = 'ready';
      this.#restLater();
      return;
    }
    const task = this.#tasks.get(news.id);
    if (task === undefined) return;
    if (news.type === 'output') {
      task.command.onOutput(news.chunk, news.stream);
      return;
    }
    // Its pid is needed to end the tree even if it has ended: it may have left others behind.
    if (news.pid !== null) this.#lead(news.id, news.pid, task);
    if (news.type === 'ended') this.#end(news.id, task, news.exit);
  }

  #lead(id: number, pid: number, { leader, ended }: Task): void {
    leader.resolve({
      pid,
      // Its end is reported within a millisecond: pids are not reused as fast as that.
      isThere: () => this.#tasks.has(id),
      signalGroup: (signal) => this.#order({ type: 'signal', id, signal }),
      gone: ended.promise.then(nothing, nothing),
    });
  }

  #end(id: number, { leader, ended }: Task, exit: Exit): void {
    this.#tasks.delete(id);
    leader.resolve(null);
    ended.resolve(exit);
    if (this.#tasks.size > 0) return;
    this.#child?.channel?.unref();
    this.#restLater();
  }

  #restLater(): void {
    const before = this.#nextId;
    this.#rest ??= setTimeout(() => {
      this.#rest = null;
      if (this.#state !== 'ready' || this.#tasks.size > 0) return;
      if (this.#nextId === before) this.#dismiss();
      else this.#restLater();
    }, this.#options.idle).unref();
  }

  #dismiss(): void {
    const child = this.#child;
    this.#child = null;
    this.#state = 'none';
    this.#started = 0;
    child?.disconnect();
  }

  /** The server died: the commands that it has started have no parent now. */
  #mourn(): void {
    this.#state = 'dead';
    this.#child = null;
    for (const [id, task] of this.#tasks) void this.#lose(id, task);
  }

  async #lose(id: number, task: Task): Promise<void> {
    try {
      if (task.tag !== null) await endTagged(task.tag, task.command.grace);
    } catch (error) {
      // The command may still be alive: nobody must assume that it has ended.
      task.ended.reject(error);
    }
    this.#end(id, task, { type: 'signalled', signal: 'SIGKILL' });
  }
}

const nothing = (): void => {};

/** null: the system lacks resources. The next command will meet the same error itself. */
function forked(program: string): ChildProcess | null {
  try {
    return fork(program, [], {
      cwd: '/',
      env: {},
      execArgv: [],
      detached: true,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
  } catch {
    return null;
  }
}

/**
 * Node may hang forever as it starts, for example where the system gives it no threads. It then does not notice that we
 * end, and would be one more process where resources are short.
 *
 * @returns a function to call when it is ready or has ended.
 */
function killedUnlessSpared(child: ChildProcess, within: number): () => void {
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  const timer = setTimeout(kill, within).unref();
  process.once('exit', kill);
  return () => {
    clearTimeout(timer);
    process.off('exit', kill);
  };
}

/** Defined in a build. The name contains a digest, as another build may have replaced the file before it is started. */
declare const __forkServer: string | undefined;

/** In the sources, a file beside this one; in a build, one in a folder above. */
function programFile(): string | null {
  if (process.platform !== 'linux') return null;
  const here = import.meta.dirname;
  const places =
    typeof __forkServer === 'string'
      ? ['.', '..', '../..'].map((up) => path.join(here, up, __forkServer))
      : [path.join(here, 'fork-server-program.ts')];
  return places.find((place) => existsSync(place)) ?? null;
}

let ofThisProcess: ForkServer | null = null;

/** One for all runs of a daemon. */
export function forkServerOfThisProcess(): ForkServer {
  ofThisProcess ??= new ForkServer({ program: programFile });
  return ofThisProcess;
}
