/**
 * Calls of models as a stage makes them: by the name of a provider, priced, limited, never paid twice.
 *
 *   const outcome = await models.call('text', { provider: 'writer', request, name: 'draft', maxCost: null }, call, signal);
 *
 * M1. Asked for and granted before it is made ({@link StageCall.ask}), settled after it, whatever became of it.
 * M2. A call whose answer is known (by effect key, `name` and request) is not made again.
 * M3. There is no retry in here; a provider's `fallback` is asked after a failure that will last.
 */
import type { UsdMicros } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { Capability, ProviderIdentity, Usage } from '../model/provider.ts';
import type { Answers, Requests } from './provider.ts';
import type { StageCall } from './stage-kind.ts';

export interface ModelCall<C extends Capability> {
  /** Name of a provider of the config, or one that the manifest switches. */
  readonly provider: string;
  readonly request: Requests[C];
  /** Tells the calls of one attempt apart: `draft`, `repair-1`. */
  readonly name: string;
  /** The most that this call may cost. */
  readonly maxCost: UsdMicros | null;
}

export type ModelOutcome<T> =
  | {
      readonly type: 'answer';
      readonly value: T;
      /** Name of the provider that answered; another than was asked after a fallback. */
      readonly provider: string;
      readonly model: string;
      readonly usage: Usage;
      /** What the call cost; null: nobody knows. */
      readonly usd: UsdMicros | null;
      /** What the provider said, without bytes. */
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
  /** Who answers for a name; null: there is no such provider. */
  identity(provider: string): ProviderIdentity | null;
}
