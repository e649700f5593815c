/**
 * Converts the value of an expression to JSON. Pure.
 *
 * V1. An unchanged JSON value is returned as the same object: digests are cached by identity.
 * V2. Only `${{ secrets.NAME }}` can give a value with the key `$secret`: data cannot refer to a secret.
 * V3. Size and depth are limited: `[x, x]` in a chain of macros doubles the tree at every step.
 */
import { err, ok, type Result } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import { SECRET_KEY } from '../../model/scope.ts';

const MAX_NODES = 5_000_000;
const MAX_DEPTH = 500;

export interface ValueProblem {
  readonly type: 'failed' | 'too-complex' | 'forged';
  readonly message: string;
}

/** Objects known to be plain JSON without references to secrets. */
const plain = new WeakSet<object>();

class Unfit extends Error {
  readonly problem: ValueProblem;
  constructor(type: ValueProblem['type'], message: string) {
    super(message);
    this.problem = { type, message };
  }
}

export function toJson(value: unknown): Result<Json, ValueProblem> {
  const budget = { nodes: MAX_NODES };
  try {
    const json = convert(value, budget, 0);
    if (typeof json === 'object' && json !== null) plain.add(json);
    return ok(json);
  } catch (error) {
    if (error instanceof Unfit) return err(error.problem);
    throw error;
  }
}

function convert(value: unknown, budget: { nodes: number }, depth: number): Json {
  if (--budget.nodes < 0) throw new Unfit('too-complex', `the value has more than ${MAX_NODES} parts`);
  if (depth > MAX_DEPTH) throw new Unfit('too-complex', `the value is nested deeper than ${MAX_DEPTH}`);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw new Unfit('failed', `the value is ${value}, which is not a JSON number`);
    case 'bigint':
      if (Number.isSafeInteger(Number(value))) return Number(value);
      throw new Unfit('failed', `${value} is too large for a JSON whole number`);
    case 'object':
      return value === null ? null : convertObject(value, budget, depth);
    default:
      throw new Unfit('failed', 'the value cannot be represented in JSON');
  }
}

function convertObject(value: object, budget: { nodes: number }, depth: number): Json {
  if (plain.has(value)) return value as Json;
  if (Array.isArray(value)) return convertList(value, budget, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return convertMap(value, budget, depth);
  if (value instanceof Date) return value.toISOString();
  return convertForeign(value);
}

function convertList(list: readonly unknown[], budget: { nodes: number }, depth: number): Json {
  let changed: Json[] | null = null;
  for (const [index, entry] of list.entries()) {
    const json = convert(entry, budget, depth + 1);
    if (json !== entry && !changed) changed = list.slice(0, index) as Json[];
    changed?.push(json);
  }
  return changed ?? (list as readonly Json[]);
}

function convertMap(map: object, budget: { nodes: number }, depth: number): Json {
  let isChanged = false;
  const entries: [string, Json][] = [];
  for (const [key, entry] of Object.entries(map)) {
    if (key === SECRET_KEY) throw new Unfit('forged', `the value contains a map with the key "${SECRET_KEY}"`);
    const json = convert(entry, budget, depth + 1);
    isChanged ||= json !== entry;
    entries.push([key, json]);
  }
  return isChanged ? Object.fromEntries(entries) : (map as Json);
}

/** Values of types that JSON does not have are converted to text if there is an obvious form. */
function convertForeign(value: object): Json {
  const name = value.constructor.name;
  if (name === 'Duration' || name === 'UnsignedInt') {
    const text = String(value);
    return name === 'Duration' ? text : convert(BigInt(text), { nodes: 1 }, 0);
  }
  if (value instanceof Uint8Array)
    throw new Unfit('failed', 'bytes cannot be represented in JSON: wrap them in string(…)');
  throw new Unfit('failed', `a value of type ${name.toLowerCase()} cannot be represented in JSON`);
}
