/** Gateway: one call to one provider, with everything that its steps need. */
import { InternalError, type Result } from '../../model/brand.ts';
import { type Json, withLeaves } from '../../model/json.ts';
import type { Capability, ProviderIdentity, ProviderSettings } from '../../model/provider.ts';
import type { CallKey } from '../../ports/call-ledger.ts';
import type {
  Answered,
  Answers,
  Jobs,
  Provider,
  ProviderContext,
  ProviderFault,
  Reply,
  Requests,
} from '../../ports/provider.ts';
import type { GrantedCall, StageCall } from '../../ports/stage-kind.ts';
import { kept, unkept } from './answers.ts';
import type { Tariff } from './prices.ts';
import type { CountTokens } from './tokens.ts';

export interface Order<C extends Capability> {
  readonly capability: C;
  /** As returned by {@link bounded}. */
  readonly request: Requests[C];
  readonly settings: ProviderSettings;
  readonly provider: Provider;
  readonly identity: ProviderIdentity;
  /** The value of its key; null: it needs none. */
  readonly apiKey: string | null;
  /** The current value of the key: a job may outlast a key. */
  readonly keyNow: () => Promise<string | null>;
  /** Removes the values of secrets from a text, including this key. */
  readonly clean: (text: string) => string;
  readonly key: CallKey;
  readonly tariff: Tariff;
  readonly count: CountTokens;
  readonly stage: StageCall;
}

/** Identifies a call in the ledger: another try of the same logical call has another attempt or number. */
export type CallRef = CallKey & GrantedCall;

export type Replied<C extends Capability> = Result<Answered<Answers[C]>, ProviderFault>;

type Asks = { readonly [C in Capability]?: (request: Requests[C], context: ProviderContext) => Reply<Answers[C]> };

/** undefined: the provider does it as a job, or not at all. */
export function askOf<C extends Capability>(provider: Provider, capability: C): Asks[C] {
  const asks: Asks = provider;
  return asks[capability];
}

type JobKits = { readonly [C in Capability]?: Jobs<C> };

/** undefined: the provider has no jobs for it. */
export function jobsOf<C extends Capability>({ videoJobs }: Provider, capability: C): JobKits[C] {
  const kits: JobKits = videoJobs === undefined ? {} : { video: videoJobs };
  return kits[capability];
}

/**
 * Providers quote keys in error messages, and models may repeat what they were shown: no text with a secret in it
 * leaves the gateway, neither to the stage nor to the ledger. Lone surrogates are replaced too. Bytes are not searched.
 */
export function withoutSecrets<C extends Capability>(
  capability: C,
  reply: Replied<C>,
  clean: (text: string) => string,
): Replied<C> {
  if (!reply.ok) {
    const { message, hint } = reply.error;
    return { ok: false, error: { ...reply.error, message: clean(message), hint: hint === null ? null : clean(hint) } };
  }
  const { value, bytes } = kept(capability, reply.value);
  const leaf = (part: Json): Json => (typeof part === 'string' ? clean(part.toWellFormed()) : part);
  const answer = unkept(capability, { value: withLeaves(value, leaf, clean), bytes });
  if (answer === null) throw new InternalError(`an answer for ${capability} that the ledger could not give back`);
  const { requestId } = reply.value;
  return { ok: true, value: { ...reply.value, ...answer, requestId: requestId === null ? null : clean(requestId) } };
}
