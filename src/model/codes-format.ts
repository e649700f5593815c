/** Codes of the format domain; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const formatCodes = {} as const satisfies Record<string, CodeEntry>;
