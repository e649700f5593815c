/**
 * Compares the inputs of a manifest with those of a generation, which include defaults. A key that the manifest does
 * not have is unchanged if its value was a default; otherwise it was removed. Pure.
 */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import type { JsonPath } from '../yaml/document.ts';
import { appliedAt } from './shape.ts';

/** Is any key left out, so that the schema is needed? */
export function leavesOut(asked: Json, frozen: Json | undefined): boolean {
  if (isJsonObject(asked) && isJsonObject(frozen))
    return Object.entries(frozen).some(
      ([key, value]) => !Object.hasOwn(asked, key) || leavesOut(at(asked, key), value),
    );
  return Array.isArray(asked) && Array.isArray(frozen) && asked.some((entry, i) => leavesOut(entry, frozen[i]));
}

/** @param schema of the frozen inputs; null: not known, and every omitted key counts as a default. */
export function isAsFrozen(asked: Json, frozen: JsonObject, schema: JsonObject | null): boolean {
  return isSame(asked, { root: frozen, schema, value: frozen, path: [] });
}

interface Frozen {
  readonly root: JsonObject;
  readonly schema: JsonObject | null;
  readonly value: Json | undefined;
  readonly path: JsonPath;
}

function isSame(asked: Json, frozen: Frozen): boolean {
  const { value, path } = frozen;
  if (isJsonObject(asked)) {
    if (!isJsonObject(value)) return false;
    const inside = (key: string): Frozen => ({
      ...frozen,
      value: ownValue(value, key),
      path: [...path, key],
    });
    return (
      Object.keys(asked).every((key) => isSame(at(asked, key), inside(key))) &&
      Object.keys(value).every((key) => Object.hasOwn(asked, key) || isDefault(key, inside(key), path))
    );
  }
  if (Array.isArray(asked) && Array.isArray(value))
    return (
      asked.length === value.length &&
      asked.every((entry, i) => isSame(entry, { ...frozen, value: value[i], path: [...path, i] }))
    );
  return asked === value;
}

/** True also if the schema cannot be followed: uncertain edits are not reported. */
function isDefault(key: string, frozen: Frozen, parent: JsonPath): boolean {
  const { schema, root } = frozen;
  if (schema === null) return true;
  const applied = appliedAt(schema, root, parent).map((one) => one.schema);
  if (applied.length === 0 || applied.some((one) => 'dependentSchemas' in one)) return true;
  return applied.some(({ properties }) => {
    const named = isJsonObject(properties) ? ownValue(properties, key) : undefined;
    return isJsonObject(named) && named.default !== undefined && isSame(named.default, frozen);
  });
}

const at = (map: JsonObject, key: string): Json => map[key] ?? null;
