/**
 * Drills of the offline provider: simulated failures, delays and costs, for exercises and tests.
 *
 *   options: { fail: [rate, ok], delay: 200ms, cost: 0.02, seed: 7 }
 *
 * D1. Each call of this process, of any capability, uses the next entry of `fail`; the last entry repeats.
 * D2. First the delay, then the failure, then the work: a failed call has no result.
 * D3. A delay that is longer than the provider's `timeout` ends with it, since the answer is no longer awaited.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type DurationMs, durationMs, err, ok, type Result, type UsdMicros, usdMicros } from '../../model/brand.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { FaultKind, ProviderFault } from '../../ports/provider.ts';
import { fault } from '../fault.ts';

export interface Drill {
  readonly fail: readonly (FaultKind | 'ok')[];
  readonly delay: DurationMs;
  /** Of each answered call. */
  readonly cost: UsdMicros;
  /** For requests without a seed. */
  readonly seed: number;
}

interface Told {
  readonly status: number | null;
  readonly charged: ProviderFault['charged'];
  readonly message: string;
}

const FAULTS: Readonly<Record<FaultKind, Told>> = {
  auth: { status: 401, charged: 'no', message: 'the key is not accepted' },
  quota: { status: 402, charged: 'no', message: 'the account has no credit left' },
  rate: { status: 429, charged: 'no', message: 'too many requests' },
  refused: { status: null, charged: 'yes', message: 'the content is refused' },
  invalid: { status: 400, charged: 'no', message: 'the request is not valid' },
  timeout: { status: 408, charged: 'maybe', message: 'no answer came in time' },
  overloaded: { status: 529, charged: 'no', message: 'the provider is overloaded' },
  network: { status: null, charged: 'maybe', message: 'the connection was cut' },
  'bad-output': { status: null, charged: 'yes', message: 'the answer cannot be used' },
  missing: { status: null, charged: 'no', message: 'a package is not installed' },
  unsupported: { status: null, charged: 'no', message: 'this is not offered' },
};
const OPTIONS = ['fail', 'delay', 'cost', 'seed'];

const isOutcome = (value: Json): value is FaultKind | 'ok' =>
  typeof value === 'string' && (value === 'ok' || Object.hasOwn(FAULTS, value));

/** Fault of a call whose signal has aborted. */
export const STOPPED = fault('timeout', 'the call was stopped');

export function readDrill(options: JsonObject): Result<Drill, ProviderFault> {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) return invalid(`has no option "${unknown}"`, `take one of ${OPTIONS.join(', ')}`);
  const { fail = [], delay = 0, cost = 0, seed = 0 } = options;
  const outcomes = Array.isArray(fail) ? fail : [fail];
  if (!outcomes.every(isOutcome))
    return invalid('cannot use its option "fail"', `write a list of ok, ${Object.keys(FAULTS).join(', ')}`);
  const wait = millisecondsOf(delay);
  if (wait === null) return invalid('cannot use its option "delay"', 'write a duration such as 200ms or 2s');
  if (typeof cost !== 'number' || !(cost >= 0 && cost <= 1e6))
    return invalid('cannot use its option "cost"', 'write US dollars a call, such as 0.02');
  if (typeof seed !== 'number' || !Number.isSafeInteger(seed))
    return invalid('cannot use its option "seed"', 'write a whole number');
  return ok({ fail: outcomes, delay: durationMs(wait), cost: usdMicros(Math.round(cost * 1e6)), seed });
}

const invalid = (what: string, hint: string): Result<Drill, ProviderFault> =>
  err(fault('invalid', `the type "offline" ${what}`, { hint }));

function millisecondsOf(delay: Json): number | null {
  if (typeof delay === 'number') return Number.isSafeInteger(delay) && delay >= 0 ? delay : null;
  const match = typeof delay === 'string' ? /^(?=\d)(?:(\d{1,5})m)?(?:(\d{1,7})s)?(?:(\d{1,9})ms)?$/.exec(delay) : null;
  if (!match) return null;
  return Number(match[1] ?? 0) * 60_000 + Number(match[2] ?? 0) * 1_000 + Number(match[3] ?? 0);
}

/** Counts the calls of one provider in this process: D1. */
export class DrillLog {
  readonly #drill: Drill;
  readonly #timeout: DurationMs | null;
  #calls = 0;

  constructor(drill: Drill, timeout: DurationMs | null) {
    this.#drill = drill;
    this.#timeout = timeout;
  }

  /** @returns the fault of this call; null: it is to be answered. */
  async next(signal: AbortSignal): Promise<ProviderFault | null> {
    const { fail, delay } = this.#drill;
    const limit = this.#timeout ?? delay;
    const told = fail[Math.min(this.#calls, fail.length - 1)] ?? 'ok';
    const kind = delay > limit ? 'timeout' : told;
    this.#calls += 1;
    if (!(await waited(delay > limit ? limit : delay, signal))) return STOPPED;
    if (kind === 'ok') return null;
    const { message, ...rest } = FAULTS[kind];
    return fault(kind, `drill: ${message}`, rest);
  }
}

/** @returns false if aborted. */
async function waited(delay: DurationMs, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  if (delay === 0) return true;
  return pause(delay, true, { signal }).catch((error: unknown) => {
    if (signal.aborted) return false;
    throw error;
  });
}
