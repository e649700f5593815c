/**
 * Converts what a stage returned to JSON. Pure.
 *
 * 1. The result is a copy: the stage cannot change it afterwards.
 * 2. A value that JSON cannot represent is a failure with its place; only `undefined` in objects is dropped silently.
 * 3. Depth and size are limited, because later readers recurse and copy.
 * 4. A lone surrogate, as in a text that was cut inside an emoji, becomes U+FFFD: UTF-8 cannot represent it, and many
 *    programs reject JSON that escapes it.
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { Json } from '../model/json.ts';

/** Maximum size of the JSON text of one output. */
export const OUTPUT_LIMIT_BYTES = 16 * 1024 * 1024;
const DEPTH_LIMIT = 200;

export interface NotJson {
  /** Begins with the place in the value: `output.items[3].at`. */
  readonly message: string;
  readonly problem: 'type' | 'depth' | 'size';
}

interface Walk {
  /** Number of characters that are still allowed. */
  left: number;
}

/** @param name of the value in messages. */
export function asJson(value: unknown, name: string): Result<Json, NotJson> {
  return copy(value, { name, depth: 0, walk: { left: OUTPUT_LIMIT_BYTES } });
}

interface At {
  readonly name: string;
  readonly depth: number;
  readonly walk: Walk;
}

function copy(value: unknown, at: At): Result<Json, NotJson> {
  at.walk.left -= typeof value === 'string' ? value.length + 2 : 1;
  if (at.walk.left < 0) return refuse('size', `${at.name} makes the output larger than 16 MiB`);
  switch (typeof value) {
    case 'string':
      return ok(value.toWellFormed());
    case 'boolean':
      return ok(value);
    case 'number':
      return Number.isFinite(value) ? ok(value) : refuse('type', `${at.name} is ${value}`);
    case 'undefined':
      return ok(null);
    case 'object':
      return value === null ? ok(null) : copyObject(value, at);
    default:
      return refuse('type', `${at.name} is a ${typeof value}`);
  }
}

function copyObject(value: object, at: At): Result<Json, NotJson> {
  if (at.depth >= DEPTH_LIMIT) return refuse('depth', `the output is nested deeper than ${DEPTH_LIMIT} levels`);
  if (Array.isArray(value)) return copyList(value, at);
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return copy(value.toJSON(), { ...at, depth: at.depth + 1 });
  const tag = tagOf(value);
  // A Map, a Promise or an Error would become `{}`; instances of the user's own classes keep their fields.
  if (tag !== 'Object' && tag !== 'Module') return refuse('type', `${at.name} is a ${tag}`);
  const entries: [string, Json][] = [];
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    at.walk.left -= key.length + 3;
    const copied = copy(entry, { name: `${at.name}.${key}`, depth: at.depth + 1, walk: at.walk });
    if (!copied.ok) return copied;
    entries.push([key.toWellFormed(), copied.value]);
  }
  return ok(Object.fromEntries(entries));
}

/** `Object`, `Array`, `Map`, `Promise`. */
export const tagOf = (value: object): string => Object.prototype.toString.call(value).slice('[object '.length, -1);

function copyList(value: readonly unknown[], at: At): Result<Json, NotJson> {
  const list: Json[] = [];
  for (const [index, entry] of value.entries()) {
    const copied = copy(entry, { name: `${at.name}[${index}]`, depth: at.depth + 1, walk: at.walk });
    if (!copied.ok) return copied;
    list.push(copied.value);
  }
  return ok(list);
}

const refuse = (problem: NotJson['problem'], message: string): Result<never, NotJson> => err({ problem, message });
