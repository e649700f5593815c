/** A model call as `run --record` stores it and as it answers a run with `replay`. Plain data. */
import type { UsdMicros } from './brand.ts';
import type { JsonObject } from './json.ts';
import type { Capability } from './provider.ts';

/** The part that is compared to find a recorded call. */
export interface CallQuestion {
  readonly capability: Capability;
  /** Type of the provider. */
  readonly type: string;
  readonly model: string;
  /** Keys as in YAML; files and schemas by their digest. */
  readonly request: JsonObject;
}

export interface RecordedCall extends CallQuestion {
  /** Address of the task that asked when it was recorded. */
  readonly stage: string;
  readonly call: string;
  /** Name of the provider that answered. */
  readonly provider: string;
  /** Keys as in YAML; bytes as the name of their file. */
  readonly answer: JsonObject;
  readonly usage: JsonObject;
  /** What it cost when it was recorded; null: unknown. */
  readonly usd: UsdMicros | null;
}
