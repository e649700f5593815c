/**
 * The API for module stages. Public: exported by the package.
 *
 *   export default defineStage<{ depth: number }>(async ({ args, needs, progress, signal }) => {
 *     …
 *     return { output: groups };
 *   });
 */
import type { Json, JsonObject } from '../model/json.ts';

/** Artifacts by their names: `{ path, sha256, bytes, media_type }`. */
export type StageFiles = Readonly<Record<string, JsonObject>>;

/** The result of a stage that this stage needs. */
export interface StageNeed {
  /** Of a `foreach` stage: the list of its items' outputs. */
  readonly output: Json;
  /** Empty for a `foreach` stage. */
  readonly artifacts: StageFiles;
  /** Of a `foreach` stage, an entry for each item; else empty. */
  readonly itemArtifacts: readonly StageFiles[];
}

/** One answer that asked for changes. */
export interface StageFeedback {
  /** Id of the gate. */
  readonly gate: string;
  /** Which question of the gate it answered, from 1. */
  readonly iteration: number;
  readonly text: string;
  /** The content that the gate asked about, as edited if the person had edited it. */
  readonly output: Json;
  /** The person had edited it; absent: it is as generated. */
  readonly edited?: true;
}

export interface StageLog {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

export interface StageArtifacts {
  /** Absolute path of an empty folder. What is in it when the function succeeds is published. */
  readonly dir: string;
  /** Absolute path of an artifact; its folder is created. @throws TypeError if the name is not a safe file name. */
  path(name: string): string;
  write(name: string, data: string | Uint8Array): Promise<void>;
}

/**
 * Everything that the result of the stage should depend on. `process.env` is the runner's own environment: what a
 * module reads there is not part of the fingerprint, and is not redacted in logs and outputs as secrets are.
 */
export interface StageContext<TArgs = JsonObject, TItem = Json | undefined> {
  /** Inputs of the run, defaults applied. */
  readonly inputs: JsonObject;
  readonly context: JsonObject;
  /** The item; undefined in a stage without `foreach`. Its place in the list: `args: { index: "${{ index }}" }`. */
  readonly item: TItem;
  /** By stage id: the stages that it lists in `needs:` or reads in `with`. One read only in `foreach` or `when` is not here. */
  readonly needs: Readonly<Record<string, StageNeed>>;
  /** `with.args`, expressions resolved; {} when there are none. */
  readonly args: TArgs;
  readonly run: string;
  readonly stage: string;
  /** Absolute path of the project: paths of artifacts and files are relative to it. */
  readonly project: string;
  /** Feedback of the gates that sent the stage back, oldest first; empty in the first round. */
  readonly feedback: readonly StageFeedback[];
  /** From 1. */
  readonly attempt: number;
  /** The same for every attempt of the same logical work: an idempotency key. */
  readonly effectKey: string;
  /** Aborts on timeout, cancellation and shutdown: pass it on to everything that waits. */
  readonly signal: AbortSignal;
  progress(done: number, total?: number, label?: string): void;
  /** Adds to what the attempt has cost. Without `usd` the cost counts as unknown, not as zero. */
  cost(cost: { readonly usd?: number; readonly tokens?: number }): void;
  /** Records the id of an external job. */
  externalId(id: string): void;
  readonly log: StageLog;
  readonly artifacts: StageArtifacts;
  /**
   * Value of a secret that `with.args` refers to by `${{ secrets.NAME }}`.
   *
   * @throws Error if it does not, or there is no value.
   */
  secret(name: string): string;
}

/** `output` is any JSON; undefined counts as null. */
export interface StageReturn<TOutput> {
  readonly output?: TOutput;
}

export type StageFunction<TArgs = JsonObject, TItem = Json | undefined, TOutput = unknown> = (
  context: StageContext<TArgs, TItem>,
  // biome-ignore lint/suspicious/noConfusingVoidType: a function that is declared to return nothing is a stage, too
) => Promise<StageReturn<TOutput> | undefined | void> | StageReturn<TOutput> | undefined | void;

/**
 * Gives a stage function its types; does nothing else.
 *
 * `defineStage<Args, Item, Output>`: the type of `args`; of `item`, in a stage with `foreach`; of the output. Each may be
 * left out. They are not checked when the stage runs: `output.schema` checks what it returns.
 */
export function defineStage<TArgs = JsonObject, TItem = Json | undefined, TOutput = unknown>(
  stage: StageFunction<TArgs, TItem, TOutput>,
): StageFunction<TArgs, TItem, TOutput> {
  return stage;
}

/** A registered symbol, so that errors from another copy of this package are recognised. */
const RETRY = Symbol.for('pipeline-runner.retry');

/** Thrown by a stage function: another attempt would be useless. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly [RETRY] = { retry: 'never' } as const;
}

/** Thrown by a stage function: another attempt is useful, whatever `retry.on` says. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  readonly [RETRY]: { readonly retry: 'always'; readonly retryAfterMs: number | undefined };

  /** @param options `retryAfterMs`: the minimum wait before the next attempt. */
  constructor(message: string, options: ErrorOptions & { readonly retryAfterMs?: number } = {}) {
    super(message, options);
    this[RETRY] = { retry: 'always', retryAfterMs: options.retryAfterMs };
  }
}

/** Whether an error allows another attempt; other errors leave it to the policy of the stage. */
export function retryOf(error: unknown): { readonly retry: 'always' | 'never' | 'policy'; readonly afterMs?: number } {
  if (typeof error !== 'object' || error === null || !(RETRY in error)) return { retry: 'policy' };
  const mark = error[RETRY];
  if (typeof mark !== 'object' || mark === null || !('retry' in mark)) return { retry: 'policy' };
  if (mark.retry === 'never') return { retry: 'never' };
  const after = 'retryAfterMs' in mark ? mark.retryAfterMs : undefined;
  const isWait = typeof after === 'number' && Number.isFinite(after) && after >= 0;
  return { retry: 'always', ...(isWait ? { afterMs: after } : {}) };
}
