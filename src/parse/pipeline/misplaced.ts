/** Finds errors that are consequences of one misplaced block, so that only the cause is reported. Pure. */
import { isJsonObject, type Json, jsonAt } from '../../model/json.ts';
import { mapAt } from '../json/fields.ts';
import type { Mistake } from '../schema/mistakes.ts';
import type { JsonPath } from '../yaml/document.ts';
import { kinds, stageKeys } from './stage-keys.ts';

export const isEcho = ({ path }: Mistake, file: Json): boolean =>
  isOfOneRule(path, file) || isOfMovedKey(path, file) || isOfNoKind(path, file);

/** Errors in `with` of a stage without a valid kind, which is reported itself. */
function isOfNoKind(path: JsonPath, file: Json): boolean {
  const stage = jsonAt(file, path.slice(0, 2));
  const isMissing = path.length === 3 && path[2] === 'with' && isJsonObject(stage) && !('with' in stage);
  return isMissing && !kinds().includes(stage.uses ?? null);
}

/** `artifacts: { path: a.txt, min_bytes: 5 }`: a rule instead of a list or map of rules. Its `path` is reported. */
const isOfOneRule = (path: JsonPath, file: Json): boolean =>
  path[2] === 'artifacts' &&
  typeof path[3] === 'string' &&
  typeof jsonAt(file, [...path.slice(0, 3), 'path']) === 'string' &&
  !(path.length === 4 && path[3] === 'path');

/** Keys of a stage at the indentation of its id: the id is reported if nothing else belongs to it, else the keys. */
function isOfMovedKey([graph, key, inner]: JsonPath, file: Json): boolean {
  if ((graph !== 'stages' && graph !== 'finally') || key === undefined || !stageKeys().includes(String(key)))
    return false;
  const stages = jsonAt(file, [graph]);
  if (!isJsonObject(stages) || 'uses' in mapAt(stages, String(key))) return false;
  return Object.values(stages).includes(null) || (isMovedStage(key) && inner !== undefined && inner !== 'uses');
}

/** Is it a key of a stage at the indentation of stage ids? */
export const isMovedStage = (id: JsonPath[number] | undefined): boolean => id === 'uses' || id === 'with';
