/** A call of a model as `run --record` keeps it, and as a run with `replay` is answered by it. Plain data. */
import type { UsdMicros } from './brand.ts';
import type { JsonObject } from './json.ts';
import type { Capability } from './provider.ts';

/** What is compared: the same question, whoever asks. */
export interface CallQuestion {
  readonly capability: Capability;
  /** Of the provider that is to be asked. */
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
  /** What it cost when it was recorded; null: nobody knows. */
  readonly usd: UsdMicros | null;
}
