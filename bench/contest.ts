/**
 * Every competitor does every workload, in rotation.
 *
 * C1. In every round each competitor does each workload once, one at a time, so that disturbances of the machine affect
 *     all alike.
 * C2. Before the first round each does each workload once, untimed: this loads files into memory, measures peak memory,
 *     and verifies that every stage is executed exactly once.
 * C3. The order of competitors rotates by one per round, so that none always follows the same other.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Competitor } from './competitors.ts';
import type { Job } from './job.ts';
import { BenchError, executions, forgetExecutions, killAfter, peakMemory, timed } from './processes.ts';
import type { GraphWorkload, Workload } from './workloads.ts';

const CONCURRENCY = 2;

export interface Measured {
  readonly workload: Workload;
  readonly competitor: string;
  /** One per round. */
  readonly wallMs: readonly number[];
  readonly memoryMb: number | null;
  /** Executions of stages in the untimed run, or in the last round of a resumed one; null: it executes nothing. */
  readonly executed: number | null;
  /** Stages that had finished when their run was killed, but were executed again; total of all rounds. */
  readonly redone: number;
}

export interface Contest {
  readonly workloads: readonly Workload[];
  readonly competitors: readonly Competitor[];
  readonly rounds: number;
  /** An empty one, on the disk that is to be measured. */
  readonly folder: string;
  /** Called with the next step. */
  readonly says: (line: string) => void;
}

/** One competitor at one workload. */
interface Entry {
  readonly workload: Workload;
  readonly competitor: Competitor;
  readonly args: readonly string[];
  readonly folder: string;
  readonly wallMs: number[];
  memoryMb: number | null;
  executed: number | null;
  redone: number;
}

export async function hold(contest: Contest): Promise<readonly Measured[]> {
  const entries = contest.workloads.map((workload, i) =>
    contest.competitors.flatMap((competitor, j) => enter(workload, competitor, path.join(contest.folder, `${i}-${j}`))),
  );
  for (const entry of entries.flat()) {
    contest.says(`trial: ${entry.workload.id}, ${entry.competitor.name}`);
    await prepare(entry);
  }
  for (let round = 0; round < contest.rounds; round++) {
    contest.says(`round ${round + 1} of ${contest.rounds}`);
    for (const group of entries) {
      const first = round % group.length;
      for (const entry of [...group.slice(first), ...group.slice(0, first)]) entry.wallMs.push(await sample(entry));
    }
  }
  return entries.flat().map(({ competitor, ...measured }) => ({ ...measured, competitor: competitor.name }));
}

function enter(workload: Workload, competitor: Competitor, folder: string): Entry[] {
  const args = competitor.argumentsFor(workload);
  if (args === null) return [];
  mkdirSync(folder);
  return [{ workload, competitor, args, folder, wallMs: [], memoryMb: null, executed: null, redone: 0 }];
}

async function prepare(entry: Entry): Promise<void> {
  const { workload, competitor, args, folder } = entry;
  if (workload.kind === 'validate') competitor.write(workload.text, folder);
  else if (competitor.does === 'stages') return prepareGraph(entry, workload);
  entry.memoryMb = await peakMemory(args, folder);
}

async function prepareGraph(entry: Entry, { kind, graph, step }: GraphWorkload): Promise<void> {
  const { competitor, args, folder } = entry;
  const job = (body: Job['body']): Job => ({ graph, step, body, concurrency: CONCURRENCY });
  competitor.write(job('counted'), folder);
  if (kind === 'rerun') await timed(args, folder);
  entry.memoryMb = await peakMemory(args, folder);
  entry.executed = executions(folder).length;
  mustBeOnce(
    entry,
    graph.map(({ id }) => id),
  );
  if (kind === 'run') competitor.write(job('bare'), folder);
}

/** @throws BenchError unless each stage was executed exactly once. */
function mustBeOnce({ competitor, workload, folder }: Entry, ids: readonly string[]): void {
  const executed = executions(folder);
  const missing = new Set(ids).difference(new Set(executed)).size;
  if (executed.length !== ids.length || missing > 0) {
    const said = `${executed.length} executions of ${ids.length} stages, ${missing} of them never`;
    throw new BenchError(`${competitor.name}, ${workload.id}: ${said}`);
  }
}

/** @returns milliseconds. */
async function sample(entry: Entry): Promise<number> {
  const { workload, competitor, args, folder } = entry;
  if (workload.kind === 'resume') return sampleResume(entry, workload);
  if (workload.kind === 'run') competitor.forget(folder);
  const wallMs = await timed(args, folder);
  if (workload.kind === 'rerun')
    mustBeOnce(
      entry,
      workload.graph.map(({ id }) => id),
    );
  return wallMs;
}

/**
 * Kills the run when the stage after the first half begins: it can only begin after the half was recorded as finished.
 */
async function sampleResume(entry: Entry, { graph }: GraphWorkload): Promise<number> {
  const { competitor, args, folder } = entry;
  const half = Math.floor(graph.length / 2);
  competitor.forget(folder);
  forgetExecutions(folder);
  await killAfter(half + 1, args, folder);
  const before = executions(folder);
  const wallMs = await timed(args, folder);
  const all = executions(folder);
  const finished = new Set(before.slice(0, half));
  entry.redone += all.slice(before.length).filter((id) => finished.has(id)).length;
  entry.executed = all.length;
  const missing = graph.filter(({ id }) => !all.includes(id));
  if (missing.length > 0) throw new BenchError(`${competitor.name}: ${missing.length} stages were lost in the crash`);
  return wallMs;
}
