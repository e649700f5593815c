/** Codes of answers to gates and of other steering by the manifest; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const answerCodes = {} as const satisfies Record<string, CodeEntry>;
