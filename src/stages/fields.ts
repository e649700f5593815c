/**
 * Reads the resolved `with` of a stage. Pure.
 *
 * The keys were checked at validation, but an expression may have evaluated to a value of another type: that is a
 * failure that names the key.
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { SECRET_KEY } from '../model/scope.ts';
import type { StageCall } from '../ports/stage-kind.ts';
import { failure } from './failures.ts';

export const wrongField = (message: string, hint?: string): Result<never, Failure> =>
  err(failure('stage/with', message, hint === undefined ? {} : { hint }));

/** Numbers and booleans become text; null and structures do not. */
export function textOf(value: Json | undefined, name: string): Result<string, Failure> {
  if (typeof value === 'string') return ok(value);
  if (typeof value === 'number' || typeof value === 'boolean') return ok(String(value));
  return wrongField(`${name} is ${kindOf(value)}, but must be text`, hintFor(value));
}

function hintFor(value: Json | undefined): string | undefined {
  if (value === null) return WITHOUT_NULL;
  return isJsonObject(value) && typeof value.path === 'string' ? WITH_PATH : undefined;
}

/** An artifact, most likely. */
const WITH_PATH = 'add .path to the expression: where a file is meant, its path is needed';

const WITHOUT_NULL = "say in the expression what to give instead: x != null ? x : ''";

/** As {@link textOf}; `otherwise` when the key is absent. */
export function optionalText<T>(value: Json | undefined, name: string, otherwise: T): Result<string | T, Failure> {
  return value === undefined ? ok(otherwise) : textOf(value, name);
}

export function objectOf(value: Json | undefined, name: string): Result<JsonObject, Failure> {
  if (value === undefined) return ok({});
  return isJsonObject(value) ? ok(value) : wrongField(`${name} is ${kindOf(value)}, but must be a map`);
}

export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return isJsonObject(value) ? 'a map' : `a ${typeof value}`;
}

/** Name of the secret that a value refers to; null: it is no reference. */
export function secretName(value: Json | undefined): string | null {
  if (!isJsonObject(value)) return null;
  const name = value[SECRET_KEY];
  return typeof name === 'string' && Object.keys(value).length === 1 ? name : null;
}

/** Names of all secrets in a value, at any depth. */
export function secretNames(value: Json | undefined): readonly string[] {
  const own = secretName(value);
  if (own !== null) return [own];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((entry: Json) => secretNames(entry));
}

/** Refuses a secret anywhere in `value`. */
export function withoutSecretRefs(value: Json | undefined, name: string): Result<null, Failure> {
  const [found] = secretNames(value);
  if (found === undefined) return ok(null);
  return err(failure('secret/misplaced', `${name} contains the secret ${found}, which is not allowed there`));
}

export function secretValue(name: string, lookUp: StageCall['secret']): Result<string, Failure> {
  const value = lookUp(name);
  if (value.ok) return value;
  const hint = 'fix it where pipeline-runner is started, or under "secrets:" in pipeline-runner.config.yaml';
  return err(failure('secret/not-set', `the secret ${name} has no value: ${value.error}`, { hint }));
}

type Values<T> = { readonly [K in keyof T]: T[K] extends Result<infer V, Failure> ? V : never };

/** All values by name, or the first failure. */
export function together<T extends Readonly<Record<string, Result<unknown, Failure>>>>(
  results: T,
): Result<Values<T>, Failure> {
  const values: Record<string, unknown> = {};
  for (const [name, result] of Object.entries(results)) {
    if (!result.ok) return result;
    values[name] = result.value;
  }
  return ok(values as Values<T>);
}

/** The first failure, or all values. */
export function allOf<T>(results: readonly Result<T, Failure>[]): Result<readonly T[], Failure> {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}

/**
 * A relative path, as people write it.
 *
 * @returns its segments; null when it is absolute, leads out of the folder, or contains unsafe characters.
 */
export function safeSegments(path: string): readonly string[] | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (path === '' || /[\\:\x00-\x1f\x7f]/.test(path) || path.startsWith('/')) return null;
  const segments = path.split('/').filter((segment) => segment !== '.' && segment !== '');
  return segments.length === 0 || segments.includes('..') ? null : segments;
}
