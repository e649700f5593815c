/** What our own schema says of a stage: its keys, and the kinds that `uses` may name. Pure. */
import type { Json, JsonObject } from '../../model/json.ts';
import { pipelineSchema } from '../generated/pipeline-validator.js';
import { listAt, mapAt } from '../json/fields.ts';

export const stageKeys = (): readonly string[] => Object.keys(properties());

export const kinds = (): readonly Json[] => listAt(mapAt(properties(), 'uses'), 'enum');

const properties = (): JsonObject => mapAt(mapAt(mapAt(pipelineSchema(), '$defs'), 'stage'), 'properties');
