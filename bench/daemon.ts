/**
 * The cost of the daemon: many runs dropped at once, the latency from a manifest to its first stage, and the effect of
 * thousands of old runs at the start, in a list, and when idle. No yardstick does the same, so these are absolute
 * times.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { copyRun } from './old-runs.ts';
import { BenchError, type Started, start, timed } from './processes.ts';
import { median } from './statistics.ts';

export const DAEMON_WORKLOADS = ['drop', 'latency', 'old'] as const;
export type DaemonWorkload = (typeof DAEMON_WORKLOADS)[number];

export interface DaemonSizes {
  /** Manifests written at once. */
  readonly dropped: number;
  /** Manifests written one after the other. */
  readonly single: number;
  readonly old: number;
  /** Time for the daemon to finish what it does once after its start. */
  readonly settleMs: number;
  /** How long the idle daemon is watched: it lists the folder once per minute. */
  readonly idleMs: number;
}

export const FULL_DAEMON: DaemonSizes = { dropped: 500, single: 20, old: 20_000, settleMs: 30_000, idleMs: 60_000 };

export interface DaemonFigure {
  readonly workload: DaemonWorkload;
  readonly what: string;
  readonly unit: 'ms' | 'MB';
  readonly value: number;
  /** The target at most; null: none. */
  readonly limit: number | null;
}

export interface DaemonBench {
  /** The built `cli.js`. */
  readonly program: string;
  /** An empty one. */
  readonly folder: string;
  readonly sizes: DaemonSizes;
  readonly says: (line: string) => void;
}

const MANIFEST = 'pipeline: bench\n';
const READY = /^watching /m;

function project(folder: string): string {
  for (const part of ['pipelines', 'runs', 'aside']) mkdirSync(path.join(folder, part), { recursive: true });
  writeFileSync(path.join(folder, 'pipeline-runner.config.yaml'), 'concurrency: 2\n');
  writeFileSync(
    path.join(folder, 'pipelines/bench.yaml'),
    'stages: { one: { uses: command, with: { argv: ["true"] } } }\n',
  );
  return folder;
}

/** As programs should: written elsewhere, and renamed into place. */
function drop(folder: string, run: string): void {
  writeFileSync(path.join(folder, 'aside', run), MANIFEST);
  renameSync(path.join(folder, 'aside', run), path.join(folder, 'runs', `${run}.yaml`));
}

interface Heard {
  readonly type: string;
}

class Daemon {
  private readonly process: Started;
  private readonly ready = Promise.withResolvers<void>();
  private readonly counts = new Map<string, number>();
  private heard: () => void = () => {};

  constructor(program: string, folder: string) {
    const out = (line: string): void => this.count(JSON.parse(line));
    const err = (text: string): void => {
      if (READY.test(text)) this.ready.resolve();
    };
    this.process = start([program, 'watch', '--json'], folder, { out, err });
  }

  /** Resolves when the daemon has completed its first scan. @throws BenchError */
  async isReady(): Promise<void> {
    await this.orEnd(this.ready.promise);
  }

  private count({ type }: Heard): void {
    this.counts.set(type, (this.counts.get(type) ?? 0) + 1);
    this.heard();
  }

  /** Waits until there were `count` events of a type since the start. @throws BenchError */
  async events(type: string, count: number): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.heard = () => {
      if ((this.counts.get(type) ?? 0) >= count) done.resolve();
    };
    this.heard();
    await this.orEnd(done.promise);
  }

  private async orEnd(event: Promise<void>): Promise<void> {
    const ended = this.process.exit.then(({ said }) => said);
    const said = await Promise.race([event, ended]);
    if (said !== undefined) throw new BenchError(`the daemon ended:\n${said}`);
  }

  /** Processor time used so far; null: this system does not report it. */
  cpuMs(): number | null {
    const file = `/proc/${this.process.pid}/stat`;
    if (!existsSync(file)) return null;
    const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10; // ticks of 10 ms
  }

  memoryMb(): number | null {
    const file = `/proc/${this.process.pid}/status`;
    const found = existsSync(file) ? /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8')) : null;
    return found ? Number(found[1]) / 1024 : null;
  }

  /** @throws BenchError if it does not end successfully. */
  async stop(): Promise<void> {
    process.kill(this.process.pid, 'SIGTERM');
    const { code, said } = await this.process.exit;
    if (code !== 0) throw new BenchError(`the daemon ended with ${code ?? 'a signal'}:\n${said}`);
  }
}

/** @throws BenchError */
export async function measureDaemon(
  bench: DaemonBench,
  workloads: readonly DaemonWorkload[],
): Promise<readonly DaemonFigure[]> {
  const figures: DaemonFigure[] = [];
  for (const workload of workloads) {
    bench.says(`daemon: ${workload}`);
    const folder = project(path.join(bench.folder, workload));
    figures.push(...(await MEASURES[workload](bench, folder)));
  }
  return figures;
}

type Measure = (bench: DaemonBench, folder: string) => Promise<readonly DaemonFigure[]>;

const dropMany: Measure = async ({ program, sizes: { dropped } }, folder) => {
  const daemon = new Daemon(program, folder);
  await daemon.isReady();
  const ended = daemon.events('run-ended', dropped);
  const begun = performance.now();
  for (let n = 1; n <= dropped; n++) drop(folder, `run-${n}`);
  await ended;
  const wall = performance.now() - begun;
  await daemon.stop();
  const of = { workload: 'drop', unit: 'ms', limit: null } as const;
  return [
    { ...of, what: `${dropped} runs of one stage dropped at once`, value: wall },
    { ...of, what: 'each of them', value: wall / dropped },
  ];
};

/** Each manifest is written when the previous run has ended. */
const latencyOfEach: Measure = async ({ program, sizes: { single } }, folder) => {
  const daemon = new Daemon(program, folder);
  await daemon.isReady();
  const latencies: number[] = [];
  for (let n = 1; n <= single; n++) {
    const started = daemon.events('attempt-started', n);
    const begun = performance.now();
    drop(folder, `run-${n}`);
    await started;
    latencies.push(performance.now() - begun);
    await daemon.events('run-ended', n);
  }
  await daemon.stop();
  const of = { workload: 'latency', unit: 'ms' } as const;
  return [
    { ...of, what: 'from a rename into place to the first stage', value: median(latencies), limit: 150 },
    { ...of, what: `the longest of ${single}`, value: Math.max(...latencies), limit: null },
  ];
};

async function timeToReady(program: string, folder: string): Promise<number> {
  const begun = performance.now();
  const daemon = new Daemon(program, folder);
  await daemon.isReady();
  const wall = performance.now() - begun;
  await daemon.stop();
  return wall;
}

const ROUNDS = 3;
/** A list takes so little time that three samples would measure the machine. */
const LISTS = 11;

async function ofRounds(sample: () => Promise<number>, rounds = ROUNDS): Promise<number> {
  const samples: number[] = [];
  for (let n = 0; n < rounds; n++) samples.push(await sample());
  return median(samples);
}

const oldRuns: Measure = async ({ program, sizes, says }, folder) => {
  const { old } = sizes;
  drop(folder, 'model');
  await timed([program, 'reconcile'], folder);
  says(`daemon: ${old} old runs are made`);
  copyRun(folder, 'model', old);
  const of = { workload: 'old', unit: 'ms' } as const;
  const cold = await timeToReady(program, folder);
  const warm = await ofRounds(() => timeToReady(program, folder));
  await timed([program, 'list'], folder);
  const list = await ofRounds(() => timed([program, 'list'], folder), LISTS);
  const newest = await ofRounds(() => timed([program, 'list', '--limit', '50'], folder), LISTS);
  return [
    { ...of, what: `${old} old runs: to the first look, known of none`, value: cold, limit: null },
    { ...of, what: 'to the first look, known of all', value: warm, limit: 2_000 },
    { ...of, what: '`list` of the newest 50, as on a terminal', value: newest, limit: 300 },
    { ...of, what: '`list` into a pipe, all of them', value: list, limit: 300 },
    ...(await idle(new Daemon(program, folder), sizes)),
  ];
};

async function idle(daemon: Daemon, { settleMs, idleMs }: DaemonSizes): Promise<readonly DaemonFigure[]> {
  await daemon.isReady();
  // The watcher starts after the first scan, and looks at each file once; then V8 returns the memory for that.
  await passed(settleMs);
  const before = daemon.cpuMs();
  await passed(idleMs);
  const after = daemon.cpuMs();
  const memory = daemon.memoryMb();
  await daemon.stop();
  const of = { workload: 'old' } as const;
  const what = 'a second in which nothing happens, on the processor';
  const perSecond = before === null || after === null ? null : ((after - before) * 1_000) / idleMs;
  return [
    ...(perSecond === null ? [] : [{ ...of, what, unit: 'ms' as const, value: perSecond, limit: 10 }]),
    ...(memory === null ? [] : [{ ...of, what: 'memory', unit: 'MB' as const, value: memory, limit: 150 }]),
  ];
}

const MEASURES: Readonly<Record<DaemonWorkload, Measure>> = { drop: dropMany, latency: latencyOfEach, old: oldRuns };
