// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
export interface ValidationError {
  /** JSON Pointer into the data: `/stages/outline/retry`. */
  readonly instancePath: string;
  /** JSON Pointer into the schema: `#/$defs/duration/pattern`. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The key that `propertyNames` refuses. */
  readonly propertyName?: string;
}
export interface Validate {
  (data: unknown): boolean;
  /** Of the last call; null when it returned true. */
  readonly errors?: readonly ValidationError[] | null;
}
export declare const validateCall: Validate;
import type { JsonObject } from '../../model/json.ts';
export declare const callSchema: () => JsonObject;
