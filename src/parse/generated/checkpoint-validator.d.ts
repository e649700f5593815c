// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
import type { Validate } from '../schema/mistakes.ts';
export declare const validateCheckpoint: Validate;
