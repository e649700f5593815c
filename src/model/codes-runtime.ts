/** Codes of the runtime domain; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const runtimeCodes = {} as const satisfies Record<string, CodeEntry>;
