/**
 * Mends an answer that did not fit: what fits is kept, what does not is made anew, with what the errors ask for. Pure.
 *
 * B1. A message is read for the name of the place and for the bound it speaks of; the bound is added to the schema there.
 */
import { isJsonObject, type Json, type JsonObject, parsedJson } from '../../../model/json.ts';
import type { TextRequest } from '../../../ports/provider.ts';
import { Filler } from './fill.ts';
import { keyOf } from './names.ts';
import type { FillPlan } from './place.ts';
import { asSchema, flat } from './schema.ts';
import { fits, schemasFor } from './schema-check.ts';

type Bounds = ReadonlyMap<string, JsonObject>;

export function mended({ answer, errors }: NonNullable<TextRequest['repair']>, plan: FillPlan): Json {
  const bounds = boundsIn(errors);
  const schema = bounds.size === 0 ? plan.schema : withBounds(plan.schema, bounds);
  const fresh = new Filler({ ...plan, schema }).whole();
  const before = parsed(answer);
  if (before === undefined) return fresh;
  const mixed = kept(before, fresh, { schema: plan.schema, root: plan.schema, bounds, depth: 0 });
  return fits(mixed, schema, schema) ? mixed : fresh;
}

/** The JSON of an answer, also inside a fence or between words. */
function parsed(answer: string): Json | undefined {
  const from = answer.search(/[[{]/);
  const to = Math.max(answer.lastIndexOf('}'), answer.lastIndexOf(']'));
  if (from < 0 || to < from) return undefined;
  return parsedJson(answer.slice(from, to + 1));
}

interface Spot {
  readonly schema: Json | undefined;
  readonly root: JsonObject;
  readonly bounds: Bounds;
  readonly depth: number;
}

/** The old value where it fits, the new one where it does not; inside objects property by property. */
function kept(before: Json, fresh: Json, { schema, root, bounds, depth }: Spot): Json {
  const own = flat(asSchema(schema), root);
  if (isJsonObject(before) && isJsonObject(fresh) && depth < 20) {
    const names = Object.keys(fresh);
    return Object.fromEntries(
      names.map((name) => {
        const old = Object.hasOwn(before, name) ? before[name] : undefined;
        const made = fresh[name] ?? null;
        if (old === undefined || bounds.has(keyOf(name))) return [name, made];
        const parts = schemasFor(name, own);
        return [name, kept(old, made, { schema: parts[0], root, bounds, depth: depth + 1 })];
      }),
    );
  }
  if (Array.isArray(before) && Array.isArray(fresh) && fits(before, own, root) && bounds.size > 0) {
    return before.map((entry, i) =>
      kept(entry, fresh[i] ?? entry, { schema: own.items, root, bounds, depth: depth + 1 }),
    );
  }
  return fits(before, own, root) ? before : fresh;
}

const BOUNDS: readonly (readonly [RegExp, (n: number) => JsonObject])[] = [
  [/(?:at most|more than|longer than|no more than|maximum(?: of)?|<=)\s*(\d+)\s*char/i, (n) => ({ maxLength: n })],
  [/(?:at least|fewer than|shorter than|less than|minimum(?: of)?|>=)\s*(\d+)\s*char/i, (n) => ({ minLength: n })],
  [
    /(?:at most|more than|no more than|maximum(?: of)?|<=)\s*(\d+)\s*(?:item|entr|element|value)/i,
    (n) => ({ maxItems: n }),
  ],
  [
    /(?:at least|fewer than|less than|minimum(?: of)?|>=)\s*(\d+)\s*(?:item|entr|element|value)/i,
    (n) => ({ minItems: n }),
  ],
  [/(?:must be|be) (?:<=|at most) (-?\d+(?:\.\d+)?)$/i, (n) => ({ maximum: n })],
  [/(?:must be|be) (?:>=|at least) (-?\d+(?:\.\d+)?)$/i, (n) => ({ minimum: n })],
];

/** Name of a place -> what is asked of it. */
function boundsIn(errors: readonly string[]): Bounds {
  const found = new Map<string, JsonObject>();
  for (const error of errors.slice(0, 100)) {
    const text = error.slice(0, 1_000);
    const name = /^\W*([\p{L}][\p{L}\p{N}_.\-[\]/]*)/u.exec(text)?.[1] ?? '';
    const place =
      /["“`/.]([\p{L}_][\p{L}\p{N}_-]*)["”`]?(?:\s|:|$)/u.exec(text)?.[1] ??
      name
        .split(/[./[\]]+/)
        .filter((part) => !/^\d*$/.test(part))
        .at(-1);
    if (place === undefined || place === '') continue;
    const rule = BOUNDS.map(([pattern, bound]) => ({ match: pattern.exec(text), bound })).find(
      ({ match }) => match !== null,
    );
    const allowed = /(?:one of|allowed values?)[:\s]+(.{1,300})$/i.exec(text)?.[1]?.match(/[\w-]+/g);
    if (rule?.match) found.set(keyOf(place), rule.bound(Number(rule.match[1])));
    else if (allowed && allowed.length > 1) found.set(keyOf(place), { enum: allowed });
  }
  return found;
}

/** The schema with the bounds beside the properties that they speak of, wherever those stand. */
function withBounds(schema: JsonObject, bounds: Bounds): JsonObject {
  const walked = (value: Json, depth: number): Json => {
    if (Array.isArray(value)) return depth > 30 ? value : value.map((entry) => walked(entry, depth + 1));
    if (!isJsonObject(value) || depth > 30) return value;
    const entries = Object.entries(value).map(([key, inner]): [string, Json] => {
      if (key !== 'properties' || !isJsonObject(inner))
        return [key, key === 'const' || key === 'enum' ? inner : walked(inner, depth + 1)];
      const properties = Object.entries(inner).map(([name, part]): [string, Json] => {
        const bound = bounds.get(keyOf(name));
        return [name, bound ? { allOf: [walked(part, depth + 1), bound] } : walked(part, depth + 1)];
      });
      return [key, Object.fromEntries(properties)];
    });
    return Object.fromEntries(entries);
  };
  const whole = walked(schema, 0);
  return isJsonObject(whole) ? whole : schema;
}
