/**
 * A yardstick: the smallest program that runs the same graph as the runner with an equally durable record. It has no
 * YAML, no expressions, no retries, no logs. `node floor.js` in a folder with `job.json`.
 *
 * F1. The successors of a stage start after its completion is durable.
 * F2. Completions during a write share the next one.
 * F3. Stages that an earlier process has recorded are not run again.
 */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { open, rename } from 'node:fs/promises';
import type { FloorJob } from './job.ts';

interface Done {
  readonly status: 'done';
  readonly startedAt: number;
  readonly endedAt: number;
  readonly output: null;
}
interface State {
  status: 'running' | 'done';
  readonly stages: Record<string, Done | undefined>;
}

/** One write at a time, each for everything since the one before. */
function shared(write: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    next ??= last = last.then(() => {
      next = null;
      return write();
    });
    return next;
  };
}

/** null: the file does not exist, as at the first start. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const CHECKPOINT = 'state/run.json';
const JOURNAL = 'state/run.log';

const job: FloorJob = JSON.parse(readFileSync('job.json', 'utf8'));
mkdirSync('state', { recursive: true });
const folder = openSync('state', 'r');
const state: State = JSON.parse(textOf(CHECKPOINT) ?? '{ "status": "running", "stages": {} }');
for (const line of (textOf(JOURNAL) ?? '').split('\n').slice(0, -1)) Object.assign(state.stages, JSON.parse(line));

async function replaceCheckpoint(): Promise<void> {
  const file = await open(`${CHECKPOINT}.tmp`, 'w');
  await file.writeFile(JSON.stringify(state, null, 2));
  await file.sync();
  await file.close();
  await rename(`${CHECKPOINT}.tmp`, CHECKPOINT);
  fsyncSync(folder);
}

interface Keeper {
  /** Resolves when the completion is durable. */
  keep(id: string, done: Done): Promise<void>;
  end(): Promise<void>;
}

function checkpointKeeper(): Keeper {
  const replace = shared(replaceCheckpoint);
  return { keep: replace, end: replace };
}

function journalKeeper(): Keeper {
  const journal = openSync(JOURNAL, 'a');
  let lines = '';
  const append = shared(async () => {
    writeSync(journal, lines);
    lines = '';
    fdatasyncSync(journal);
  });
  return {
    keep: (id, done) => {
      lines += `${JSON.stringify({ [id]: done })}\n`;
      return append();
    },
    end: async () => {
      await replaceCheckpoint();
      closeSync(journal);
    },
  };
}

function execute(id: string): Promise<void> {
  if (job.step === 'module') {
    if (job.executions) appendFileSync(job.executions, `${id}\n`);
    return Promise.resolve();
  }
  const [program = '', ...args] = job.argv.map((text) => text.replace('<id>', id));
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore' });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${id} ended with ${code}`))));
  });
}

function runGraph(keeper: Keeper): Promise<void> {
  const missing = new Map(job.graph.map(({ id, needs }) => [id, needs.length]));
  const readers = new Map<string, string[]>(job.graph.map(({ id }) => [id, []]));
  for (const { id, needs } of job.graph) for (const need of needs) readers.get(need)?.push(id);
  const ready = job.graph.filter(({ needs }) => needs.length === 0).map(({ id }) => id);
  let left = job.graph.length;
  let active = 0;
  let head = 0;
  return new Promise((resolve, reject) => {
    const settle = (id: string) => {
      left--;
      for (const reader of readers.get(id) ?? []) {
        const rest = (missing.get(reader) ?? 0) - 1;
        missing.set(reader, rest);
        if (rest === 0) ready.push(reader);
      }
    };
    const carryOut = async (id: string) => {
      const startedAt = Date.now();
      await execute(id);
      active--;
      pump();
      const done: Done = { status: 'done', startedAt, endedAt: Date.now(), output: null };
      state.stages[id] = done;
      await keeper.keep(id, done);
      settle(id);
      pump();
    };
    const pump = () => {
      while (active < job.concurrency && head < ready.length) {
        const id = ready[head++] ?? '';
        if (state.stages[id]) settle(id);
        else {
          active++;
          carryOut(id).catch(reject);
        }
      }
      if (left === 0) resolve();
    };
    pump();
  });
}

if (state.status !== 'done') {
  const keeper = job.checkpoint === 'fsync' ? checkpointKeeper() : journalKeeper();
  await runGraph(keeper);
  state.status = 'done';
  await keeper.end();
}
