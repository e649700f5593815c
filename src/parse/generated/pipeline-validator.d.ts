// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
import type { Validate } from '../schema/mistakes.ts';
export declare const validatePipeline: Validate;
import type { JsonObject } from '../../model/json.ts';
export declare const pipelineSchema: () => JsonObject;
