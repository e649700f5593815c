/** Mends an answer that did not fit, perhaps of another provider: keeps what fits, and replaces the rest. Pure. */
import { isJsonObject, type Json, type JsonObject, parsedJson } from '../../../model/json.ts';
import { ownValue } from '../../../model/own-value.ts';
import { Filler } from './fill.ts';
import type { FillPlan } from './place.ts';
import { asSchema, flat } from './schema.ts';
import { fits, schemasFor } from './schema-check.ts';

export function mended(answer: string, plan: FillPlan): Json {
  const { schema } = plan;
  const fresh = new Filler(plan).whole();
  const before = parsed(answer);
  if (before === undefined) return fresh;
  const mixed = kept(before, fresh, { schema, root: schema, depth: 0 });
  return fits(mixed, schema, schema) ? mixed : fresh;
}

/** The JSON of an answer, possibly inside a fence or between words. */
function parsed(answer: string): Json | undefined {
  const from = answer.search(/[[{]/);
  const to = Math.max(answer.lastIndexOf('}'), answer.lastIndexOf(']'));
  if (from < 0 || to < from) return undefined;
  return parsedJson(answer.slice(from, to + 1));
}

interface Spot {
  readonly schema: Json | undefined;
  readonly root: JsonObject;
  readonly depth: number;
}

/** The old value if it fits, else the new one; objects are mended property by property. */
function kept(before: Json, fresh: Json, { schema, root, depth }: Spot): Json {
  const own = flat(asSchema(schema), root);
  if (!isJsonObject(before) || !isJsonObject(fresh) || depth >= 20) return fits(before, own, root) ? before : fresh;
  const entries = Object.entries(fresh).map(([name, made]): [string, Json] => {
    const old = ownValue(before, name);
    const [part] = schemasFor(name, own);
    return [name, old === undefined ? made : kept(old, made, { schema: part, root, depth: depth + 1 })];
  });
  return Object.fromEntries(entries);
}
