/**
 * A project with the three content pipelines as they are shipped, in a folder of its own, and the real program on it.
 *
 * 1. `quick` changes numbers only, of sizes, frame rates and waits: the graph, the prompts, the modules and the checks are
 *    the shipped ones. A number that is no longer there to be changed is an error.
 * 2. The program is a process of its own; what it says (`--json`) can be waited for, so that it can be killed in the
 *    middle of something.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Checkpoint, CheckpointStage, CheckpointTask } from '../../src/model/checkpoint.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { PROGRAM, sharedCode } from '../rig/program.ts';
import { cleanEnvironment } from './nodes.ts';

const root = path.join(import.meta.dirname, '../..');
const COPIED = ['pipelines', 'schemas', 'shows', 'templates', 'package.json', 'src/stages/define-stage.ts'];
const OFFLINE = { writer: 'offline', voice: 'offline', painter: 'offline', camera: 'offline' };

type Change = readonly [file: string, from: string, to: string];
const QUICK: readonly Change[] = [
  ['pipelines/podcast.yaml', 'min: 2s, max: 30s', 'min: 10ms, max: 50ms'],
  ['pipelines/short-video.yaml', 'min: 2s, max: 30s', 'min: 10ms, max: 50ms'],
  ['pipelines/short-video.yaml', 'attempts: 2, min: 1s', 'attempts: 2, min: 10ms'],
  ['pipelines/short-video.yaml', 'size: 1080x1920', 'size: 216x384'],
  ['pipelines/short-video.yaml', 'fps: 30', 'fps: 5'],
  ['pipelines/short-video.yaml', 'min_bytes: 50000', 'min_bytes: 2000'],
  ['pipelines/short-video-content.yaml', 'min: 2s, max: 30s', 'min: 10ms, max: 50ms'],
  ['pipelines/short-video-content.yaml', 'size: 1080x1920', 'size: 216x384'],
  ['pipelines/short-video/checks.ts', '1080', '216'],
  ['pipelines/short-video/checks.ts', '1920', '384'],
  ['pipelines/storyboard-video.yaml', 'min: 2s, max: 1m', 'min: 10ms, max: 50ms'],
  ['pipelines/storyboard-video.yaml', 'enum: [1280x720', 'enum: [160x90, 1280x720'],
  ['pipelines/storyboard-video.yaml', 'default: 1280x720', 'default: 160x90'],
  ['pipelines/storyboard-video.yaml', 'fps: 24', 'fps: 8'],
  ['pipelines/storyboard-video.yaml', 'min_bytes: 5000', 'min_bytes: 100'],
  ['pipelines/storyboard-video.yaml', 'min_bytes: 20000', 'min_bytes: 500'],
];

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  /** stdout and stderr as a terminal shows them. */
  readonly shown: string;
}

export interface Event extends JsonObject {
  readonly type: string;
}

/** The program while it works. */
interface Working {
  /** Resolves with the first so many events that are like that; rejects when it ends before. */
  until(isIt: (event: Event) => boolean, count?: number): Promise<void>;
  /** SIGKILL, and waits until it is gone. @returns all that it had said. */
  kill(): Promise<readonly Event[]>;
  readonly ended: Promise<Ran>;
}

interface ContentOptions {
  /** Entries of `providers:` beside and instead of the offline ones. */
  readonly providers?: Readonly<Record<string, JsonObject>>;
  readonly config?: JsonObject;
  readonly as?: 'shipped' | 'quick';
}

export class ContentProject implements AsyncDisposable {
  readonly folder = path.join(mkdtempSync(path.join(tmpdir(), 'content-')), 'project');
  readonly #working = new Set<ChildProcess>();
  readonly #code = sharedCode(path.dirname(this.folder));

  constructor({ providers = {}, config = {}, as = 'quick' }: ContentOptions = {}) {
    for (const name of COPIED) cpSync(path.join(root, name), this.path(name), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), this.path('node_modules'));
    for (const [file, from, to] of as === 'quick' ? QUICK : []) this.change(file, from, to);
    this.configure(providers, config);
  }

  /** Writes the config anew. */
  configure(providers: Readonly<Record<string, JsonObject>>, config: JsonObject = {}): void {
    const offline = Object.fromEntries(Object.entries(OFFLINE).map(([name, type]) => [name, { type }]));
    const machine_files = ['concepts_covered', 'episodes', 'themes'].map((name) => `shows/*/${name}.json`);
    this.write('pipeline-runner.config.yaml', { providers: { ...offline, ...providers }, machine_files, ...config });
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  text(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  json(name: string): JsonObject {
    return JSON.parse(this.text(name));
  }

  /** JSON is YAML too. */
  write(name: string, content: string | JsonObject): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  }

  change(file: string, from: string, to: string): void {
    const text = this.text(file);
    if (!text.includes(from)) throw new Error(`${file} has no "${from}" to be changed`);
    this.write(file, text.replaceAll(from, to));
  }

  start(...args: readonly string[]): Working {
    const program = [PROGRAM, ...args, '--root', this.folder];
    const parent = path.dirname(this.folder);
    const env = { ...cleanEnvironment(), ...this.#code, NO_COLOR: '1', GIT_CEILING_DIRECTORIES: parent };
    const child = spawn(process.execPath, program, {
      cwd: this.folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 100_000,
      killSignal: 'SIGKILL',
    });
    this.#working.add(child);
    return workingOf(child, () => this.#working.delete(child));
  }

  cli(...args: readonly string[]): Promise<Ran> {
    return this.start(...args).ended;
  }

  checkpoint(run: string): Checkpoint {
    return JSON.parse(this.text(`runs/${run}.checkpoint.json`));
  }

  /** Stages and items by their addresses: `lines`, `speech[01-01-mia]`, `content_generation/voice[scene-1]`. */
  tasks(run: string): Readonly<Record<string, CheckpointTask>> {
    return Object.fromEntries(tasksOf(this.checkpoint(run).stages, ''));
  }

  /** What was made, and when: the same of what was not touched since. */
  files(run: string): ReadonlyMap<string, string> {
    const artifacts = Object.values(this.tasks(run)).flatMap(({ result }) => Object.values(result?.artifacts ?? {}));
    return new Map(artifacts.map(({ path: name }) => [name, this.#stamp(name)]));
  }

  /** Files that were written, or are gone, since {@link files}. */
  changedSince(run: string, before: ReadonlyMap<string, string>): readonly string[] {
    const now = this.files(run);
    return [...before].flatMap(([file, stamp]) => (now.get(file) === stamp ? [] : [file]));
  }

  /** Of all that was made. */
  digests(run: string): Readonly<Record<string, string>> {
    const artifacts = Object.values(this.tasks(run)).flatMap(({ result }) => Object.values(result?.artifacts ?? {}));
    return Object.fromEntries(artifacts.map(({ path: name, sha256 }) => [name, sha256]));
  }

  #stamp(name: string): string {
    if (!existsSync(this.path(name))) return 'gone';
    const { ino, mtimeMs, size } = statSync(this.path(name));
    return `${ino} ${mtimeMs} ${size}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#working) child.kill('SIGKILL');
    rmSync(path.dirname(this.folder), { recursive: true, force: true, maxRetries: 5 });
  }
}

type Stages = Readonly<Record<string, CheckpointStage>>;

function tasksOf(stages: Stages, before: string): readonly (readonly [string, CheckpointTask])[] {
  return Object.entries(stages).flatMap(([id, stage]) => {
    const name = `${before}${id}`;
    if (stage.items) return Object.entries(stage.items).map(([key, item]) => [`${name}[${key}]`, item] as const);
    return stage.stages ? tasksOf(stage.stages, `${name}/`) : [[name, stage] as const];
  });
}

function workingOf(child: ChildProcess, onEnd: () => void): Working {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('the program has no output');
  const said = { stdout: '', shown: '' };
  const events: Event[] = [];
  const heard = new EventTarget();
  createInterface({ input: stdout }).on('line', (line) => {
    if (line.startsWith('{"type":')) events.push(JSON.parse(line));
    heard.dispatchEvent(new globalThis.Event('line'));
  });
  stdout.on('data', (chunk: Buffer) => {
    said.stdout += chunk.toString();
    said.shown += chunk.toString();
  });
  stderr.on('data', (chunk: Buffer) => {
    said.shown += chunk.toString();
  });
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      onEnd();
      resolve({ code, ...said });
    });
  });
  return {
    ended,
    until: (isIt, count = 1) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (events.filter(isIt).length >= count) resolve();
        };
        heard.addEventListener('line', look);
        void ended.then(({ shown }) => reject(new Error(`it ended before that: ${shown.slice(-3000)}`)));
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
      return events;
    },
  };
}
