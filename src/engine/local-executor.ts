/**
 * Carries out one attempt in this process: cache, staging, the stage's own work, checks, publication.
 *
 * F0. An attempt has no visible effect before it is announced; it is only prepared meanwhile.
 * F1. Nothing of an attempt is published unless it succeeded, its output fits its schema and its artifacts their rules.
 * F2. A timeout, an idle timeout, a cancellation and a shutdown all end the attempt by the same signal; work that
 *     ignores it is abandoned after twice the grace period.
 * F3. No text leaves an attempt with a secret in it: failures and reports are redacted here, files by the workspace.
 */
import { parseAddress } from '../model/address.ts';
import { type DurationMs, durationMs, InternalError, type RunId, type RunUid, type UsdMicros } from '../model/brand.ts';
import type { CallAsk } from '../model/command.ts';
import type { StageReport } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import type { CallRecord } from '../model/provider.ts';
import { LATE, TO_HEAR } from '../model/stopped-process.ts';
import type { Clock } from '../ports/clock.ts';
import type { AttemptEnd, AttemptOrder, Executor, StopReason } from '../ports/executor.ts';
import {
  type Grant,
  type GrantedCall,
  preparedBy,
  type StageCall,
  type StageKind,
  type StageOutcome,
} from '../ports/stage-kind.ts';
import type { AttemptFiles, AttemptPlace, Workspace } from '../ports/workspace.ts';
import type { SameWork } from './same-work.ts';

export interface ExecutorPorts {
  readonly clock: Clock;
  readonly workspace: Workspace;
  readonly kinds: ReadonlyMap<string, StageKind>;
  readonly secret: StageCall['secret'];
  /** Removes the values of secrets from a text. */
  readonly redact: (text: string) => string;
  /** Shared by all runs of the project that this process drives. */
  readonly same: SameWork;
}

/** What all attempts of one generation of a run share. */
export type ExecutorPlace = Pick<StageCall, 'run' | 'uid' | 'project' | 'definitions' | 'grace'>;

type Stop = StopReason | 'timeout' | 'idle';
type Worked =
  | { readonly type: 'outcome'; readonly outcome: StageOutcome }
  | { readonly type: 'stopped'; readonly why: Stop };

type Known =
  | { readonly type: 'cached'; readonly end: AttemptEnd }
  | { readonly type: 'unknown'; readonly making: Disposable };

export class LocalExecutor implements Executor {
  private readonly place: ExecutorPlace;
  private readonly ports: ExecutorPorts;

  constructor(place: ExecutorPlace, ports: ExecutorPorts) {
    this.place = place;
    this.ports = ports;
  }

  async execute(order: AttemptOrder, stop: AbortSignal): Promise<AttemptEnd> {
    const at = this.attemptPlace(order);
    const { workspace } = this.ports;
    const isCacheable = order.stage.cache && order.round === 1;
    // Cleaning up after an earlier attempt and publishing a cached result are visible effects.
    if (isCacheable || order.n > 1) await order.announced;
    const known = isCacheable ? await this.known(at, order, stop) : null;
    if (known?.type === 'cached') return known.end;
    using _making = known?.making;
    await using files = await workspace.begin(at);
    const worked = await this.work(order, files, stop);
    if (worked.type === 'stopped') return this.stopped(order, files, worked.why);
    if (worked.outcome.type === 'stopped') return { type: 'cancelled', reason: 'budget', log: files.log };
    if (worked.outcome.type === 'failure') return failed('failure', this.clean(worked.outcome.failure), files);
    const published = await workspace.publish(at, files, order.stage, worked.outcome.output);
    if (!published.ok) return failed('failure', this.clean(published.error), files);
    const unshared = order.stage.cache
      ? await workspace.remember(at, order.prepared.fingerprint, published.value)
      : null;
    if (unshared !== null) files.note(`not in the cache: ${unshared}`);
    return { type: 'success', ...published.value, cachedFrom: null, log: files.log };
  }

  /** A result that another run has made or is making; otherwise the claim to make it. */
  private async known(at: AttemptPlace, { prepared, report }: AttemptOrder, stop: AbortSignal): Promise<Known> {
    const { workspace, same } = this.ports;
    const { fingerprint } = prepared;
    for (;;) {
      const cached = await workspace.restore(at, fingerprint);
      if (cached) {
        const { output, artifacts, from } = cached;
        return { type: 'cached', end: { type: 'success', output, artifacts, cachedFrom: from, log: null } };
      }
      const other = stop.aborted ? null : same.other(fingerprint, at.uid, stop);
      if (other === null) return { type: 'unknown', making: same.begin(fingerprint, at.uid) };
      report({ type: 'progress', progress: { done: 0, total: null, label: 'another run makes the same' } });
      await other;
    }
  }

  /** F2. */
  private async work(order: AttemptOrder, files: AttemptFiles, stop: AbortSignal): Promise<Worked> {
    const kind = this.ports.kinds.get(order.stage.uses);
    if (!kind) throw new InternalError(`no stage kind is called ${order.stage.uses}`);
    using watch = new Watch(order, { clock: this.ports.clock, grace: this.place.grace, stop });
    const call = this.call(order, files, watch);
    const work = await preparedBy(kind, call);
    await order.announced;
    watch.begin();
    const outcome = work(watch.signal).then((value): Worked => ({ type: 'outcome', outcome: value }));
    const worked = await Promise.race([outcome, watch.leftBehind]);
    if (worked.type === 'stopped') files.abandon();
    const why = watch.why();
    return why === null ? worked : { type: 'stopped', why };
  }

  private call(order: AttemptOrder, files: AttemptFiles, watch: Watch): StageCall {
    const report = (told: StageReport): void => order.report(this.cleanReport(told));
    const { secret, redact } = this.ports;
    return new Call(order, { place: this.place, files, watch, report, secret, redact });
  }

  /** F3. */
  private clean(failure: Failure): Failure {
    const { redact } = this.ports;
    const hint = failure.hint === undefined ? {} : { hint: redact(failure.hint) };
    return { ...failure, message: redact(failure.message), ...hint };
  }

  private cleanReport(report: StageReport): StageReport {
    const { redact } = this.ports;
    if (report.type === 'external') return { ...report, externalId: redact(report.externalId) };
    if (report.type !== 'progress' || report.progress.label === null) return report;
    return { ...report, progress: { ...report.progress, label: redact(report.progress.label) } };
  }

  private stopped(order: AttemptOrder, files: AttemptFiles, why: Stop): AttemptEnd {
    const { timeout, idleTimeout } = order.stage;
    switch (why) {
      case 'timeout':
        return failed(
          'timeout',
          timedOut(`timed out after ${Number(timeout) / 1000} s`, 'raise `timeout` or give it less to do'),
          files,
        );
      case 'idle':
        return failed(
          'timeout',
          timedOut(
            `no output or progress for ${Number(idleTimeout) / 1000} s`,
            'raise `idle_timeout` or report progress',
          ),
          files,
        );
      default:
        return { type: 'cancelled', reason: why, log: files.log };
    }
  }

  private attemptPlace({ task, n }: AttemptOrder): AttemptPlace {
    const { run, uid, definitions } = this.place;
    return { run, uid, task, attempt: n, definitions };
  }
}

interface CallParts {
  readonly place: ExecutorPlace;
  readonly files: AttemptFiles;
  readonly watch: Watch;
  /** Passes a report on to the run, redacted. */
  readonly report: (report: StageReport) => void;
  readonly secret: StageCall['secret'];
  readonly redact: StageCall['redact'];
}

/** A class, since creating an object literal with getters takes five times as long and four times the memory. */
class Call implements StageCall {
  readonly run: RunId;
  readonly uid: RunUid;
  readonly task: string;
  readonly stage: string;
  readonly itemKey: string | null;
  readonly attempt: number;
  readonly isLast: boolean;
  readonly effectKey: string;
  readonly with: StageCall['with'];
  readonly input: StageCall['input'];
  readonly item: StageCall['item'];
  readonly project: string;
  readonly definitions: string;
  readonly grace: DurationMs;
  readonly secret: CallParts['secret'];
  readonly redact: CallParts['redact'];
  readonly #files: AttemptFiles;
  readonly #watch: Watch;
  readonly #order: AttemptOrder;
  readonly #report: CallParts['report'];

  constructor(order: AttemptOrder, { place, files, watch, report, secret, redact }: CallParts) {
    const step = parseAddress(order.task)?.steps.at(-1);
    if (!step) throw new InternalError(`${order.task} is no address`);
    this.run = place.run;
    this.uid = place.uid;
    this.task = order.task;
    this.stage = step.stage;
    this.itemKey = step.item;
    this.attempt = order.n;
    this.isLast = order.isLast;
    this.effectKey = order.effectKey;
    this.with = order.prepared.with;
    this.input = order.prepared.input;
    this.item = order.prepared.item;
    this.project = place.project;
    this.definitions = place.definitions;
    this.grace = place.grace;
    this.secret = secret;
    this.redact = redact;
    this.#files = files;
    this.#watch = watch;
    this.#order = order;
    this.#report = report;
  }

  get staging(): string {
    return this.#files.staging;
  }

  get scratch(): string {
    return this.#files.scratch;
  }

  abandon(): void {
    this.#files.abandon();
  }

  log(chunk: string | Uint8Array): void {
    this.#watch.alive();
    this.#files.write(chunk);
  }

  report(report: StageReport): void {
    this.#watch.alive();
    this.#report(report);
  }

  ask(ask: CallAsk): Promise<Grant> {
    this.#watch.alive();
    return this.#order.calls.ask(ask, this.#watch.signal);
  }

  settle(granted: GrantedCall, record: CallRecord): void {
    this.#watch.alive();
    this.#order.calls.settle(granted, record);
  }

  overDay(granted: GrantedCall, needs: UsdMicros): void {
    this.#order.calls.overDay(granted, needs);
  }
}

/** Writes the reason at the end of the log, so that the log which the failure names exists and explains it. */
function failed(outcome: 'failure' | 'timeout', failure: Failure, files: AttemptFiles): AttemptEnd {
  const [what = ''] = failure.message.split('\n', 1);
  files.note(`${failure.code}: ${what.replace(/:$/, '')}`);
  return { type: 'failure', outcome, failure, log: files.log };
}

const timedOut = (message: string, hint: string): Failure => ({
  code: 'attempt/timeout',
  message,
  retry: 'always',
  hint,
});

interface WatchPorts {
  readonly clock: Clock;
  readonly grace: DurationMs;
  readonly stop: AbortSignal;
}

/** The signal that ends an attempt, and the reason for it. */
class Watch implements Disposable {
  readonly signal: AbortSignal;
  /** Resolves when work was told to end and did not do so within twice the grace period. */
  readonly leftBehind: Promise<Worked>;
  private readonly controller = new AbortController();
  private readonly ports: WatchPorts;
  private readonly timeout: DurationMs | null;
  private readonly idleTimeout: DurationMs | null;
  private readonly onStop: () => void;
  private readonly timers = new DisposableStack();
  private giveUp: () => void = () => {};
  private reason: Stop | null = null;
  private lastSign: number;

  constructor({ stage }: AttemptOrder, ports: WatchPorts) {
    this.ports = ports;
    this.signal = this.controller.signal;
    this.idleTimeout = stage.idleTimeout;
    this.lastSign = ports.clock.now();
    this.leftBehind = new Promise((resolve) => {
      this.giveUp = () => resolve({ type: 'stopped', why: this.reason ?? 'cancelled' });
    });
    this.onStop = () => this.end(ports.stop.reason as StopReason);
    ports.stop.addEventListener('abort', this.onStop, { once: true });
    if (ports.stop.aborted) this.onStop();
    this.timeout = stage.timeout;
  }

  /** Starts the timeouts. */
  begin(): void {
    const { timeout, idleTimeout } = this;
    if (timeout !== null) this.endsAfter(timeout, 'timeout', () => 0);
    this.alive();
    if (idleTimeout !== null) this.endsAfter(idleTimeout, 'idle', () => idleTimeout - this.silence());
  }

  alive(): void {
    if (this.idleTimeout !== null) this.lastSign = this.ports.clock.now();
  }

  /** Milliseconds. */
  private silence(): number {
    const now = this.ports.clock.now();
    // If the clock was set back, the silence counts from now.
    this.lastSign = Math.min(this.lastSign, now);
    return now - this.lastSign;
  }

  why(): Stop | null {
    return this.reason;
  }

  [Symbol.dispose](): void {
    this.ports.stop.removeEventListener('abort', this.onStop);
    this.timers.dispose();
  }

  /**
   * After a suspension of this process, the end or a sign of life may not have arrived yet: the attempt gets more time.
   * A silence begins anew: the work may have been suspended too, as when a laptop sleeps, or the clock was set ahead.
   *
   * @param more milliseconds left when the delay is over.
   */
  private endsAfter(delay: DurationMs, why: Stop, more: () => number): void {
    if (this.timers.disposed) return;
    const { clock } = this.ports;
    const due = clock.now() + delay;
    const timer = clock.after(delay, () => {
      if (this.reason !== null) return;
      const isLate = clock.now() - due > LATE;
      if (isLate) this.alive();
      const left = Math.max(more(), isLate ? TO_HEAR : 0);
      if (left > 0) this.endsAfter(durationMs(left), why, more);
      else this.end(why);
    });
    this.timers.use(timer);
  }

  private end(why: Stop): void {
    if (this.reason !== null) return;
    this.reason = why;
    this.controller.abort(why);
    if (!this.timers.disposed)
      this.timers.use(this.ports.clock.after(durationMs(2 * this.ports.grace + 1000), () => this.giveUp()));
  }
}
