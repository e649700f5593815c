/** Which parts of a JSON Schema apply to one place of a value: its known keys, and the rule that was meant. Pure. */
import { isJsonObject, type Json, type JsonObject, jsonAt, pointerSteps } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import type { JsonPath } from '../yaml/document.ts';

export interface Applied {
  readonly schema: JsonObject;
  /** Last word of the `$ref` that led here: `duration`; empty if there was none. */
  readonly rule: string;
}

/** @returns every subschema for the value at `path`; all alternatives, if they cannot be distinguished. */
export function appliedAt(root: JsonObject, value: Json, path: JsonPath): readonly Applied[] {
  let here = value;
  let applied = expand(root, { root, value: here, rule: '', seen: new Set() });
  for (const step of path) {
    const next = jsonAt(here, [step]) ?? null;
    applied = applied.flatMap(({ schema }) =>
      below(schema, step).flatMap((part) => expand(part, { root, value: next, rule: '', seen: new Set() })),
    );
    here = next;
  }
  return applied;
}

/** Keys that the schema knows at a place, in its order. */
export function knownKeys(applied: readonly Applied[]): readonly string[] {
  const names = applied.flatMap(({ schema }) =>
    isJsonObject(schema.properties) ? Object.keys(schema.properties) : [],
  );
  return [...new Set(names)];
}

interface Expansion {
  readonly root: JsonObject;
  readonly value: Json;
  readonly rule: string;
  readonly seen: Set<JsonObject>;
}

function expand(schema: Json | undefined, at: Expansion): Applied[] {
  if (!isJsonObject(schema) || at.seen.has(schema)) return [];
  at.seen.add(schema);
  const reference = schema.$ref;
  const found: Applied[] = [{ schema, rule: at.rule }];
  if (typeof reference === 'string') {
    found.push(...expand(resolvePointer(at.root, reference), { ...at, rule: reference.split('/').at(-1) ?? '' }));
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const parts = schema[keyword];
    if (Array.isArray(parts)) for (const part of parts) found.push(...expand(part, at));
  }
  return [...found, ...conditional(schema, at)];
}

function conditional(schema: JsonObject, at: Expansion): Applied[] {
  const condition = schema.if;
  if (condition === undefined) return [];
  const holds = isJsonObject(condition) ? holdsFor(condition, at.value) : null;
  return [...(holds === false ? [] : expand(schema.then, at)), ...(holds === true ? [] : expand(schema.else, at))];
}

/** Decides `if` clauses that compare with constants, as in a discriminator; null: not decided. */
function holdsFor(condition: JsonObject, value: Json): boolean | null {
  const properties = condition.properties;
  if (!isJsonObject(properties) || !isJsonObject(value)) return null;
  for (const [name, part] of Object.entries(properties)) {
    if (isJsonObject(part) && 'const' in part && value[name] !== part.const) return false;
  }
  return true;
}

function below(schema: JsonObject, step: string | number): (Json | undefined)[] {
  if (typeof step === 'number') return [schema.items];
  const properties = schema.properties;
  const named = isJsonObject(properties) ? ownValue(properties, step) : undefined;
  return [named ?? schema.additionalProperties];
}

/** `#`, `#/$defs/name`; references to anchors and to other documents are not followed. */
export function resolvePointer(root: JsonObject, reference: string): Json | undefined {
  if (!/^#(\/|$)/.test(reference)) return undefined;
  return jsonAt(root, pointerSteps(reference));
}
