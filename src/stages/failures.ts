/** Failures as stages report them: documented codes, and messages that are safe to show. Pure. */
import type { runtimeCodes } from '../model/codes-runtime.ts';
import type { Failure } from '../model/failure.ts';
import type { StageOutcome } from '../ports/stage-kind.ts';

export type FailureCode = keyof typeof runtimeCodes;
export type FailureDetails = Partial<Omit<Failure, 'code' | 'message'>>;

const MESSAGE_LIMIT = 2_000;

// C0 except tab and line feed, DEL, C1, and characters that change the direction of text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A failure that is not retried, unless `details` say otherwise. */
export function failure(code: FailureCode, message: string, details: FailureDetails = {}): Failure {
  return { retry: 'never', ...details, code, message: printable(message, MESSAGE_LIMIT) };
}

export type Failed = Extract<StageOutcome, { readonly type: 'failure' }>;
export const failed = (failure: Failure): Failed => ({ type: 'failure', failure });

/** The result of a stage after an abort; it is ignored. */
export const ABORTED: Failed = failed(failure('stage/aborted', 'the attempt was stopped from outside'));

/**
 * Untrusted text made safe for a terminal: control and direction characters are escaped, line breaks stay.
 *
 * @param limit in UTF-16 units; of longer text the end is kept, since programs report errors there.
 */
export function printable(text: string, limit: number): string {
  const safe = text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
  return safe.length <= limit ? safe : `…${safe.slice(safe.length - limit + 1)}`;
}
