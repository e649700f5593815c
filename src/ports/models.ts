/**
 * Model calls as a stage makes them: addressed to a provider by name, priced, limited, and never paid twice.
 *
 *   const outcome = await models.call('text', { provider: 'writer', request, name: 'draft', maxCost: null }, call, signal);
 *
 * M1. A call is granted before it is made ({@link StageCall.ask}) and settled afterwards, whatever its outcome.
 * M2. A call whose answer is known (by effect key, `name` and request) is not made again.
 * M3. Nothing is retried here; after a permanent failure the provider's `fallback` is called.
 */
import type { UsdMicros } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { Capability, ProviderIdentity, Usage } from '../model/provider.ts';
import type { Answers, Requests } from './provider.ts';
import type { StageCall } from './stage-kind.ts';

export interface ModelCall<C extends Capability> {
  /** Name of a provider in the config; the manifest may replace it by another. */
  readonly provider: string;
  readonly request: Requests[C];
  /** Distinguishes the calls of one attempt: `draft`, `repair-1`. */
  readonly name: string;
  /** The most that this call may cost. */
  readonly maxCost: UsdMicros | null;
}

export type ModelOutcome<T> =
  | {
      readonly type: 'answer';
      readonly value: T;
      /** Name of the provider that answered: after a fallback, not the one that was called first. */
      readonly provider: string;
      readonly model: string;
      readonly usage: Usage;
      /** Cost of the call; null: unknown. */
      readonly usd: UsdMicros | null;
      /** The provider's response, without binary parts. */
      readonly raw: Json;
    }
  | { readonly type: 'failure'; readonly failure: Failure }
  /** The budget does not cover it: the stage ends with `{ type: 'stopped' }`. */
  | { readonly type: 'stopped' };

export interface Models {
  call<C extends Capability>(
    capability: C,
    asked: ModelCall<C>,
    stage: StageCall,
    signal: AbortSignal,
  ): Promise<ModelOutcome<Answers[C]>>;
  /** The provider behind a name; null: there is none. */
  identity(provider: string): ProviderIdentity | null;
}
