/** Gateway: what a provider's fault means for the attempt, for the breaker and for the fallbacks. Pure. */
import { type DurationMs, durationMs, type EpochMs } from '../../model/brand.ts';
import type { ModelCode } from '../../model/codes-model.ts';
import type { Failure } from '../../model/failure.ts';
import type { Capability, ProviderSettings } from '../../model/provider.ts';
import type { FaultKind, ProviderFault } from '../../ports/provider.ts';
import { fault } from '../fault.ts';

interface Meaning {
  readonly code: ModelCode;
  readonly retry: Failure['retry'];
  /** For the breaker. `alive`: the provider answered. `shut`: the next call would be refused in the same way. */
  readonly sign: 'alive' | 'trouble' | 'shut';
  readonly hint: string;
}

/**
 * A refused key or account opens the breaker at once: otherwise a hundred parallel items would be refused a hundred
 * times, and some providers lock an account for that. A new key has its own breaker. `rate` says that the provider is
 * alive, and has its own delay.
 */
const MEANINGS: Readonly<Record<FaultKind, Meaning>> = {
  auth: { code: 'model/auth', retry: 'never', sign: 'shut', hint: 'check `api_key` of the provider' },
  quota: { code: 'model/quota', retry: 'never', sign: 'shut', hint: 'check the account at the provider' },
  rate: {
    code: 'model/rate',
    retry: 'always',
    sign: 'alive',
    hint: 'set the limits of the provider with `requests_per_minute` and `tokens_per_minute`',
  },
  refused: { code: 'model/refused', retry: 'never', sign: 'alive', hint: 'change the prompt or the inputs' },
  invalid: { code: 'model/invalid', retry: 'never', sign: 'alive', hint: 'check the model and the prompt' },
  timeout: { code: 'model/timeout', retry: 'always', sign: 'trouble', hint: 'raise `timeout` of the provider' },
  overloaded: {
    code: 'model/overloaded',
    retry: 'always',
    sign: 'trouble',
    hint: 'name another provider in `fallback`',
  },
  network: { code: 'model/network', retry: 'always', sign: 'trouble', hint: 'check `base_url` and the connection' },
  'bad-output': {
    code: 'model/bad-output',
    retry: 'policy',
    sign: 'alive',
    hint: 'check that `base_url` points to an API of this `type`, or choose another model',
  },
  missing: { code: 'model/missing-package', retry: 'never', sign: 'alive', hint: 'install the package' },
  unsupported: { code: 'model/unsupported', retry: 'never', sign: 'alive', hint: 'name another provider' },
};

export const codeOf = (kind: FaultKind): ModelCode => MEANINGS[kind].code;
export const signOf = (kind: FaultKind): Meaning['sign'] => MEANINGS[kind].sign;

export const failed = (failure: Failure): { readonly type: 'failure'; readonly failure: Failure } => ({
  type: 'failure',
  failure,
});

export function failureOf(fault: ProviderFault, provider: string): Failure {
  const { code, retry, hint } = MEANINGS[fault.kind];
  return {
    code,
    // Most messages already name the provider.
    message: fault.message.includes(provider) ? fault.message : `${provider}: ${fault.message}`,
    retry,
    hint: fault.hint ?? hint,
    ...(fault.status === null ? {} : { status: fault.status }),
    ...(fault.retryAfterMs === null ? {} : { retryAfterMs: fault.retryAfterMs }),
  };
}

export interface OpenUntil {
  readonly until: EpochMs;
  readonly reason: string;
}

/** Can only a person fix the reason? */
export const isForPeople = (reason: string | null): boolean => reason === 'auth' || reason === 'quota';

/** Not retried if only a person can fix the reason: a probe would fail in the same way. */
export function breakerFailure(provider: string, { until, reason }: OpenUntil, now: EpochMs): Failure {
  const why = `its last calls failed (${reason})`;
  return {
    code: 'model/breaker-open',
    message: `the provider "${provider}" is not called until ${timeOf(until)}: ${why}`,
    retry: isForPeople(reason) ? 'never' : 'always',
    retryAfterMs: durationMs(Math.max(0, until - now)),
    hint: isForPeople(reason)
      ? 'check the key and the account of the provider, then retry'
      : 'name another provider in `fallback`',
  };
}

/** In UTC: `12:00:05`. */
export const timeOf = (at: EpochMs): string => `${new Date(at).toISOString().slice(11, 19)} UTC`;

export const unknownProvider = (name: string, known: readonly string[]): Failure => ({
  code: 'model/unknown-provider',
  message: `there is no provider "${name}"`,
  retry: 'never',
  hint: `name one of these: ${known.join(', ')}`,
});

export const aborted: Failure = {
  code: 'stage/aborted',
  message: 'the attempt was stopped during a model call',
  retry: 'policy',
};

/** One failure for all providers that were called: retried if one of them may answer then, after the shortest delay. */
export function joined(failures: readonly [Failure, ...Failure[]]): Failure {
  const [first] = failures;
  if (failures.length === 1) return first;
  const chief = failures.find(({ retry }) => retry === 'always') ?? failures.find((f) => f.retry === 'policy') ?? first;
  const waits = failures.flatMap(({ retry, retryAfterMs }) => (retry === 'always' ? [retryAfterMs ?? 0] : []));
  const { retryAfterMs: _, ...rest } = chief;
  const least: DurationMs | null = waits.length === 0 ? null : durationMs(Math.min(...waits));
  return {
    ...rest,
    message: failures.map(({ message }) => message).join('; '),
    ...(least === null || least === 0 ? {} : { retryAfterMs: least }),
  };
}

/** @param settings of a provider whose type lacks the capability. */
export const incapable = ({ name, type }: ProviderSettings, capability: Capability): ProviderFault =>
  fault('unsupported', `the provider "${name}" (${type}) has no ${capability}`, { hint: 'name another provider' });
