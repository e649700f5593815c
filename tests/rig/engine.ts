/**
 * A runner in memory: real core and engine; the journal is an array, attempts call a function of the test, and time
 * passes only when everything waits for it.
 */
import { nameInRun } from '../../src/adapters/task-paths.ts';
import { Answers } from '../../src/engine/answer.ts';
import { Drive, type DriveEnd, type Wishes } from '../../src/engine/drive.ts';
import { Scopes } from '../../src/engine/scope.ts';
import { type SlotLimits, Slots } from '../../src/engine/slots.ts';
import { type Digest, type DurationMs, type EpochMs, epochMs, ok, runId, runUid } from '../../src/model/brand.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { Event, JournalRecord } from '../../src/model/event.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import type { RunState } from '../../src/model/state.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Evaluator } from '../../src/ports/evaluator.ts';
import type { AttemptEnd, AttemptOrder } from '../../src/ports/executor.ts';
import { FakeDesk } from './fake-desk.ts';

export type Work = (order: AttemptOrder, stop: AbortSignal) => Promise<AttemptEnd> | AttemptEnd;

export const success = (value: string | number = 'done'): AttemptEnd => ({
  type: 'success',
  output: { type: 'inline', value },
  artifacts: [],
  cachedFrom: null,
  log: null,
});
export const failure = (message = 'failed on purpose'): AttemptEnd => ({
  type: 'failure',
  outcome: 'failure',
  failure: { code: 'test/failed', message, retry: 'policy' },
  log: null,
});

/** A clock that jumps to the next timer when the event loop has nothing else to do. */
export class FakeClock implements Clock {
  /** The times to which it jumped. */
  readonly stops: number[] = [];
  private time = 1_000_000;
  private readonly timers: { at: number; then: () => void }[] = [];
  /** Turns of the event loop until it jumps; null: there is no timer. */
  private turnsLeft: number | null = null;

  now(): EpochMs {
    return epochMs(this.time);
  }

  after(delay: DurationMs, then: () => void): Disposable {
    const timer = { at: this.time + delay, then };
    this.timers.push(timer);
    if (this.turnsLeft === null) setImmediate(() => this.turn());
    this.turnsLeft = QUIET_TURNS;
    return {
      [Symbol.dispose]: () => void (this.timers.includes(timer) && this.timers.splice(this.timers.indexOf(timer), 1)),
    };
  }

  /** Time passes without any timer going off, as if the process was suspended or the clock was set. */
  skip(ms: number): void {
    this.time += ms;
  }

  passed(delay: DurationMs): Promise<void> {
    return new Promise((resolve) => void this.after(delay, resolve));
  }

  private turn(): void {
    this.turnsLeft = (this.turnsLeft ?? 0) - 1;
    if (this.turnsLeft < 0) this.jump();
    if (this.timers.length === 0) this.turnsLeft = null;
    else setImmediate(() => this.turn());
  }

  private jump(): void {
    this.turnsLeft = QUIET_TURNS;
    const next = this.timers.toSorted((a, b) => a.at - b.at)[0];
    if (!next) return;
    this.timers.splice(this.timers.indexOf(next), 1);
    this.time = Math.max(this.time, next.at);
    this.stops.push(this.time);
    next.then();
  }
}

/** A drive that starts attempts uses one turn of the event loop. */
const QUIET_TURNS = 2;

/** `foreach: "3"` makes three items; `when: "false"` skips; the fingerprint consists of stage, item and round. */
const plainEvaluator: Evaluator = {
  expand(_pipeline, stage) {
    if (stage.when === 'false') return ok({ type: 'skip', reason: 'when' });
    if (stage.foreach === null) return ok({ type: 'single' });
    const keys = Array.from({ length: Number(stage.foreach) }, (_, i) => `k${i}` as never);
    return ok({ type: 'items', keys });
  },
  prepare(_pipeline, stage, scope) {
    const fingerprint = `sha256:${stage.id}.${scope.item?.key ?? ''}.${scope.round}` as Digest;
    return ok({ fingerprint, depends: {}, with: stage.with, item: scope.item?.key, input: {} });
  },
  childInputs: (_child, given) => ok(given),
  outputs: () => ok({}),
  otherwise: () => ok(null),
  isRetryable: (_stage, { retry }) => retry !== 'never',
};

export interface RigOptions {
  readonly work: Work;
  readonly limits?: SlotLimits;
  readonly wishes?: Partial<Wishes>;
  readonly state?: RunState;
  /** Events before the first decision; by default the start of a first generation, if there is no state. */
  readonly opening?: readonly Event[];
  readonly desk?: FakeDesk;
  readonly append?: (record: JournalRecord) => Promise<void>;
  /** How long attempts and publications take on the rig's clock; by default no time. */
  readonly takes?: { readonly attempt: DurationMs; readonly publication: DurationMs };
}

export interface Rig {
  readonly drive: Drive;
  readonly clock: FakeClock;
  readonly journal: JournalRecord[];
  readonly published: Checkpoint[];
  /** In order: starts, records and ends of attempts, and questions recorded and written. */
  readonly trace: string[];
  readonly wishes: { -readonly [K in keyof Wishes]: Wishes[K] };
}

export function rig(pipeline: Pipeline, options: RigOptions): Rig {
  const clock = new FakeClock();
  const journal: JournalRecord[] = [];
  const published: Checkpoint[] = [];
  const trace: string[] = [];
  const desk = options.desk ?? new FakeDesk();
  desk.onWrite = (file) => void trace.push(`wrote ${file}`);
  const wishes = { paused: false, cancelled: false, skip: new Set<string>(), budget: null, ...options.wishes };
  const read = (output: { type: string; value?: unknown }) => ok((output.value ?? null) as never);
  const scopes = new Scopes({
    evaluator: plainEvaluator,
    read,
    changeOf: () => null,
    nameIn: nameInRun,
    context: {},
    vars: {},
    secrets: [],
  });
  const sha256 = (text: string) => `sha256:${Buffer.from(text).toString('hex')}` as Digest;
  const answers = new Answers(pipeline, {
    evaluator: plainEvaluator,
    scopes,
    childContext: () => ok({}),
    keep: (_run, _task, value) => ({ type: 'inline', value }),
    otherNow: () => null,
    sha256,
    desk,
    summary: () => ({}),
  });
  const opening: Event[] = [...(options.opening ?? (options.state ? [] : [firstGeneration(clock.now())]))];
  opening.push({ type: 'execution-started', at: clock.now(), host: 'test', pid: 1, version: '0' });
  const drive = new Drive(
    { pipeline, state: options.state ?? null, opening, wishes: () => wishes },
    {
      clock,
      slots: new Slots(options.limits ?? { concurrency: 2, pools: {} }).seat({ priority: () => 0, wake: () => {} }),
      evaluator: plainEvaluator,
      answers,
      desk,
      scopes,
      observers: [],
      executor: {
        async execute(order, stop) {
          trace.push(`ready ${order.task}#${order.n}`);
          await order.announced;
          trace.push(`begin ${order.task}#${order.n}`);
          if (options.takes) await clock.passed(options.takes.attempt);
          const end = await options.work(order, stop);
          trace.push(`end ${order.task}#${order.n}`);
          return end;
        },
      },
      record: {
        async append(record) {
          await options.append?.(record);
          journal.push(record);
          for (const event of record.events) {
            if (event.type === 'attempt-started') trace.push(`saved ${event.task}#${event.n}`);
            if (event.type === 'gate-asked') trace.push(`recorded ${event.task}.${event.iteration}`);
          }
        },
        publish: async (checkpoint) => {
          if (options.takes) await clock.passed(options.takes.publication);
          published.push(checkpoint);
        },
      },
    },
  );
  return { drive, clock, journal, published, trace, wishes };
}

export const firstGeneration = (at: EpochMs): Event => ({
  type: 'generation-started',
  at,
  run: runId('test'),
  uid: runUid('uid'),
  generation: 1,
  pipeline: { name: 'test', digest: 'sha256:0' as Digest },
  inputs: {},
  from: [],
});

export const finish = (made: Rig): Promise<DriveEnd> => made.drive.run();
