/**
 * Branded ids and units, and the two ways to say that something went wrong.
 *
 * What a user can fix is a returned {@link Result}; what only we can fix is a thrown {@link InternalError}.
 * Pure; imports nothing.
 */
declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Position of a stage in its graph: dense, 0-based, topological. */
export type StageIndex = Brand<number, 'StageIndex'>;
export const stageIndex = (n: number): StageIndex => n as StageIndex;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = Brand<number, 'EpochMs'>;
export const epochMs = (n: number): EpochMs => n as EpochMs;

export type DurationMs = Brand<number, 'DurationMs'>;
export const durationMs = (n: number): DurationMs => n as DurationMs;

/** Whole millionths of a US dollar. */
export type UsdMicros = Brand<number, 'UsdMicros'>;
export const usdMicros = (n: number): UsdMicros => n as UsdMicros;

/** Path of a manifest below `runs/`, without `.yaml`: `2026/11/ep001`. */
export type RunId = Brand<string, 'RunId'>;
export const runId = (s: string): RunId => s as RunId;

/** Made at a run's first start; names the run in journals, locks and keys, whatever its file is called. */
export type RunUid = Brand<string, 'RunUid'>;
export const runUid = (s: string): RunUid => s as RunUid;

export type StageId = Brand<string, 'StageId'>;
export const stageId = (s: string): StageId => s as StageId;

/** Name of one item of a `foreach`: a safe path segment, unique in its stage. */
export type ItemKey = Brand<string, 'ItemKey'>;
export const itemKey = (s: string): ItemKey => s as ItemKey;

/** `sha256:` and 64 hex digits. */
export type Digest = Brand<string, 'Digest'>;
export const digest = (s: string): Digest => s as Digest;
export const isDigest = (text: string): text is Digest => /^sha256:[0-9a-f]{64}$/.test(text);
/** Its hex digits; with `most`, only the first ones. */
export const hexOf = (digest: string, most?: number): string => digest.replace('sha256:', '').slice(0, most);
/** A digest as it is shown to people: enough digits to be unique, few enough for a line. */
export const shortDigest = (digest: string, digits = 16): string => `sha256:${hexOf(digest, digits)}`;

/** A path relative to the project's root, with `/`. */
export type ProjectPath = Brand<string, 'ProjectPath'>;
export const projectPath = (s: string): ProjectPath => s as ProjectPath;

export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** A bug of ours. Only the outermost frame catches it, and asks for a report. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

/** Ends every switch over a union: a new variant is a type error here, a broken file an {@link InternalError}. */
export function unreachable(value: never): never {
  throw new InternalError(`unexpected variant: ${JSON.stringify(value)}`);
}
