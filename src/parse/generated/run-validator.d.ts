// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
import type { Validate } from '../schema/mistakes.ts';
export declare const validateRun: Validate;
import type { JsonObject } from '../../model/json.ts';
export declare const runSchema: () => JsonObject;
