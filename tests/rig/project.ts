/**
 * A project in a temporary folder, with real files, driven in this process or by the command line as a child.
 *
 * Tests wait for events and for stages that connect to the control socket; nothing waits for time to pass.
 */
import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { after } from 'node:test';
import { stringify } from 'yaml';
import { loadCheckpointCheck } from '../../src/adapters/checkpoint/schema.ts';
import { verifyText } from '../../src/adapters/checkpoint/text.ts';
import { openProject } from '../../src/app/project.ts';
import { driveRun } from '../../src/app/run-session.ts';
import type { Project, RunOutcome } from '../../src/app/types.ts';
import { epochMs, InternalError, type Result, type RunId, runId } from '../../src/model/brand.ts';
import {
  type Checkpoint,
  type CheckpointTask,
  isItemsFile,
  type SealedCheckpoint,
} from '../../src/model/checkpoint.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Event } from '../../src/model/event.ts';
import type { Json } from '../../src/model/json.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { ManifestSource } from '../../src/ports/manifest-source.ts';
import { shellScript } from './act-script.ts';
import { ControlSocket, type Outcome } from './control-socket.ts';
import { PROGRAM } from './program.ts';

/** `with:` of a command stage that follows `script.json`. */
export const act = (...args: readonly string[]) => ({ argv: ['sh', 'tools/act.sh', ...args] });
/** A whole such stage. */
export const stage = (more: Readonly<Record<string, Json>> = {}) => ({ uses: 'command', with: act(), ...more });

type ScriptedOutcome = Outcome & {
  readonly hold?: boolean;
  readonly orphan?: boolean;
  readonly stubborn?: boolean;
};
export type Script = Readonly<Record<string, readonly ScriptedOutcome[]>>;
type Tree = Readonly<Record<string, unknown>>;

export interface Parts {
  readonly pipeline?: Tree;
  readonly manifest?: Tree;
  readonly script?: Script;
  readonly config?: Tree;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** Events during a drive; `manifest-read`: the runner has applied or refused an edit. */
export type DriveEvent = Event | { readonly type: 'manifest-read' };
export interface DriveOptions {
  readonly run?: string;
  readonly onEvent?: (event: DriveEvent) => void;
  readonly signal?: AbortSignal;
  readonly hurry?: AbortSignal;
}

/** Projects whose tests have not ended: a test that timed out must not keep the others from being reported. */
const open = new Set<TestProject>();
after(async () => {
  for (const project of open) await project[Symbol.asyncDispose]();
});

const NEVER = new AbortController().signal;
/** The user's git config is ignored: what git knows of a person is in the repository of the project. */
process.env.GIT_CONFIG_GLOBAL = devNull;
process.env.GIT_CONFIG_SYSTEM = devNull;

export class TestProject implements AsyncDisposable {
  readonly root: string;
  readonly control: ControlSocket;
  /** Milliseconds by which their clock is ahead of the machine's when runs are driven in this process. */
  ahead = 0;
  readonly #children = new Set<RunnerChild>();

  private constructor(root: string, control: ControlSocket) {
    this.root = root;
    this.control = control;
  }

  static async make(parts: Parts = {}): Promise<TestProject> {
    const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'runner-')));
    mkdirSync(path.join(root, 'tools'));
    mkdirSync(path.join(root, 'runs'));
    for (const name of ['act.sh', 'act.mjs'])
      cpSync(path.join(import.meta.dirname, name), path.join(root, 'tools', name));
    const project = new TestProject(root, await ControlSocket.open(path.join(root, 'control.sock')));
    open.add(project);
    project.change({ config: { grace: '300ms' }, manifest: {}, ...parts });
    return project;
  }

  /** Writes the given parts: `pipelines/main.yaml`, `runs/r.yaml` and so on. */
  change({ pipeline, manifest, script, config, files = {} }: Parts): void {
    if (pipeline) this.put('pipelines/main.yaml', stringify(pipeline));
    if (manifest) this.put('runs/r.yaml', stringify({ pipeline: 'main', ...manifest }));
    if (config) this.put('pipeline-runner.config.yaml', stringify({ grace: '300ms', ...config }));
    if (script) {
      this.put('script.json', JSON.stringify(script));
      this.put('script.sh', shellScript(script));
    }
    for (const [file, content] of Object.entries(files)) this.put(file, content);
  }

  at(...names: readonly string[]): string {
    return path.join(this.root, ...names);
  }

  put(file: string, content: string | Uint8Array): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), content);
  }

  /** Replaces a file atomically, like an editor that never leaves half a file. */
  replace(file: string, content: string): void {
    this.put(`${file}~`, content);
    renameSync(this.at(`${file}~`), this.at(file));
  }

  /** @throws when it fails. */
  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  text(file: string): string {
    return readFileSync(this.at(file), 'utf8');
  }

  bytes(file: string): Buffer {
    return readFileSync(this.at(file));
  }

  has(file: string): boolean {
    return existsSync(this.at(file));
  }

  remove(file: string): void {
    rmSync(this.at(file), { recursive: true, force: true });
  }

  /** Project paths of all files below a folder, sorted. */
  files(folder = '.'): readonly string[] {
    if (!this.has(folder)) return [];
    const entries = readdirSync(this.at(folder), { recursive: true, withFileTypes: true });
    const names = entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.join(entry.parentPath, entry.name));
    return names.map((name) => path.relative(this.root, name)).sort();
  }

  /** Lines that stages appended: `start <task> <attempt>`, `end <task> <attempt>`. */
  executions(): readonly string[] {
    return this.has('executions.log') ? this.text('executions.log').trimEnd().split('\n') : [];
  }

  /** Tasks in the order of execution, once per execution. */
  started(): readonly string[] {
    return this.executions()
      .filter((line) => line.startsWith('start '))
      .map((line) => line.split(' ')[1] ?? '');
  }

  /** Resolves at the first change of a file in the project after which `isSo` returns true. */
  async until(isSo: () => boolean): Promise<void> {
    const watcher = watch(this.root, { recursive: true });
    try {
      const changes = on(watcher, 'change');
      if (isSo()) return;
      for await (const _ of changes) if (isSo()) return;
    } finally {
      watcher.close();
    }
  }

  forgetExecutions(): void {
    this.remove('executions.log');
  }

  /** The checkpoint in the file. @throws if it does not verify. */
  async checkpoint(run = 'r'): Promise<SealedCheckpoint> {
    const file = `runs/${run}.checkpoint.json`;
    const verdict = verifyText(this.text(file), await loadCheckpointCheck());
    if (verdict.type !== 'good') throw new Error(`${file}: ${JSON.stringify(verdict)}`);
    return verdict.checkpoint;
  }

  async open(): Promise<Project> {
    const project = await openProject(this.root);
    if (!project.ok) throw new Error(JSON.stringify(project.error, null, 2));
    const { clock, ...rest } = project.value;
    return { ...rest, clock: this.#setClock(clock) };
  }

  #setClock(clock: Clock): Clock {
    return { now: () => epochMs(clock.now() + this.ahead), after: (delay, then) => clock.after(delay, then) };
  }

  /**
   * Drives the run in this process: starting the program takes ten times as long.
   *
   * @throws if it could not be started.
   */
  async drive(options: DriveOptions = {}): Promise<RunOutcome> {
    const outcome = await this.tryDrive(options);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.error, null, 2));
    return outcome.value;
  }

  async tryDrive({
    run = 'r',
    onEvent = () => {},
    signal = NEVER,
    hurry = NEVER,
  }: DriveOptions = {}): Promise<Result<RunOutcome, readonly Diagnostic[]>> {
    const project = observingManifest(await this.open(), () => onEvent({ type: 'manifest-read' }));
    return driveRun(project, runId(run), { observers: [{ saw: onEvent }], stop: signal, hurry });
  }

  /** Starts the command line as a child: `start('run', 'r')`. */
  start(...args: readonly string[]): RunnerChild {
    const child = new RunnerChild([PROGRAM, ...args], this.root);
    this.#children.add(child);
    return child;
  }

  /** Other processes whose working folder is the project's. Linux only: elsewhere none is found. */
  processes(): readonly number[] {
    if (!existsSync('/proc')) return [];
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
    return pids.filter((pid) => workingFolder(pid) === this.root).map(Number);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    open.delete(this);
    for (const child of this.#children) await child.kill();
    await this.control[Symbol.asyncDispose]();
    for (const pid of this.processes()) endProcess(pid);
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

function observingManifest(project: Project, onRead: () => void): Project {
  const manifestSource = (run: RunId, first: Parameters<Project['manifestSource']>[1]): ManifestSource => {
    const source = project.manifestSource(run, first);
    return {
      current: () => source.current(),
      onChange: (listener) =>
        source.onChange((change) => {
          listener(change);
          onRead();
        }),
      [Symbol.dispose]: () => source[Symbol.dispose](),
    };
  };
  return { ...project, manifestSource };
}

function workingFolder(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null; // it has ended, or belongs to another user
    throw error;
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** Killed at the end, since a test that timed out disposes of nothing. */
const alive = new Set<ChildProcessByStdio<null, Readable, Readable>>();
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** The command line as a child process, in the project's folder. */
export class RunnerChild {
  readonly pid: number;
  readonly ended: Promise<ChildEnd>;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #lines: string[] = [];
  #news = Promise.withResolvers<void>();
  #isOver = false;
  #err = '';

  constructor(args: readonly string[], cwd: string) {
    this.#child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
    if (this.#child.pid === undefined) throw new InternalError('the program was not started');
    this.pid = this.#child.pid;
    alive.add(this.#child);
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#err += chunk.toString();
      this.#tell();
    });
    createInterface(this.#child.stdout).on('line', (line) => this.#add(line));
    this.ended = once(this.#child, 'close').then(([code, signal]) => {
      this.#isOver = true;
      alive.delete(this.#child);
      this.#tell();
      return { code, signal, out: this.#lines.join('\n'), err: this.#err };
    });
  }

  /** The first matching event of `run --json`, past or future. @throws if the process ends without it. */
  async event(fits: (event: Event) => boolean): Promise<Event> {
    for (let at = 0; ; ) {
      for (; at < this.#lines.length; at++) {
        const event = JSON.parse(this.#lines[at] ?? '') as Event;
        if (fits(event)) return event;
      }
      if (this.#isOver) throw new Error(`it never came to that: ${JSON.stringify(await this.ended)}`);
      await this.#news.promise;
    }
  }

  /** Resolves when stderr matches. */
  async said(words: RegExp): Promise<void> {
    while (!words.test(this.#err)) {
      if (this.#isOver) throw new Error(`it never said ${words}: ${JSON.stringify(await this.ended)}`);
      await this.#news.promise;
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** SIGKILL; resolves when the process has ended. */
  async kill(): Promise<ChildEnd> {
    this.#child.kill('SIGKILL');
    return this.ended;
  }

  #add(line: string): void {
    this.#lines.push(line);
    this.#tell();
  }

  #tell(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}

/** Without the variables that the test runner and npm set for their children. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE_TEST|npm_)/.test(name)));

export const isEvent =
  <T extends Event['type']>(type: T, task?: string) =>
  (event: DriveEvent): event is Extract<Event, { type: T }> =>
    event.type === type && (task === undefined || ('task' in event && event.task === task));

/** A stage in a checkpoint. */
export function stageIn(checkpoint: Checkpoint, id: string): Checkpoint['stages'][string] {
  const found = checkpoint.stages[id];
  if (!found) throw new Error(`the checkpoint has no stage ${id}`);
  return found;
}

export function itemIn(checkpoint: Checkpoint, id: string, key: string): CheckpointTask {
  const { items } = stageIn(checkpoint, id);
  const found = items && !isItemsFile(items) ? items[key] : undefined;
  if (!found) throw new Error(`the checkpoint has no item ${id}[${key}]`);
  return found;
}
