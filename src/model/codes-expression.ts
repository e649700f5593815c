/** Codes of the expression domain; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const expressionCodes = {} as const satisfies Record<string, CodeEntry>;
