/** Where one slip put a whole block in a wrong place: what is told of each of its lines is that slip again. Pure. */
import { isJsonObject, type Json, jsonAt } from '../../model/json.ts';
import { pipelineSchema } from '../generated/pipeline-validator.js';
import { listAt, mapAt } from '../json/fields.ts';
import type { Mistake } from '../schema/mistakes.ts';
import type { JsonPath } from '../yaml/document.ts';

export const isEcho = ({ path }: Mistake, file: Json): boolean =>
  isOfOneRule(path, file) || isOfMovedKey(path, file) || isOfNoKind(path, file);

/** What `with` holds is known when the kind is: a stage without one, or of one that there is not, is told of that. */
function isOfNoKind(path: JsonPath, file: Json): boolean {
  const stage = jsonAt(file, path.slice(0, 2));
  const isMissing = path.length === 3 && path[2] === 'with' && isJsonObject(stage) && !('with' in stage);
  return isMissing && !kinds().includes(stage.uses ?? null);
}

/** `artifacts: { path: a.txt, min_bytes: 5 }`: one rule, in place of a list or a map of them. Its `path` is told. */
const isOfOneRule = (path: JsonPath, file: Json): boolean =>
  path[2] === 'artifacts' &&
  typeof path[3] === 'string' &&
  typeof jsonAt(file, [...path.slice(0, 3), 'path']) === 'string' &&
  !(path.length === 4 && path[3] === 'path');

/** Keys of a stage, indented as its id is: the id is told where nothing else belongs to it, else where they stand. */
function isOfMovedKey([graph, key, inner]: JsonPath, file: Json): boolean {
  if ((graph !== 'stages' && graph !== 'finally') || key === undefined || !stageKeys().has(String(key))) return false;
  const stages = jsonAt(file, [graph]);
  if (!isJsonObject(stages) || 'uses' in mapAt(stages, String(key))) return false;
  return Object.values(stages).includes(null) || (isMovedStage(key) && inner !== undefined && inner !== 'uses');
}

/** No stage is called like what every stage has. */
export const isMovedStage = (id: JsonPath[number] | undefined): boolean => id === 'uses' || id === 'with';

const stageKeys = (): ReadonlySet<string> =>
  new Set(Object.keys(mapAt(mapAt(mapAt(pipelineSchema(), '$defs'), 'stage'), 'properties')));

const kinds = (): readonly Json[] =>
  listAt(mapAt(mapAt(mapAt(mapAt(pipelineSchema(), '$defs'), 'stage'), 'properties'), 'uses'), 'enum');
