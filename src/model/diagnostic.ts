/**
 * A mistake that the user can fix: what is wrong, where, and what to do.
 *
 * Codes are stable and documented in docs/errors.md, which is generated from `codes.ts`.
 */
import type { Result } from './brand.ts';
import type { DiagnosticCode } from './codes.ts';

/** A stretch of one line of a file. Lines and columns count from 1; columns and lengths are UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** At least 1; ends at the line's end at the latest. */
  readonly length: number;
  /** The line, or of a long line the part around the place, so that a squiggle can be drawn without the file. */
  readonly excerpt: string;
  /** Number of UTF-16 units of the line before the excerpt; absent: 0. */
  readonly from?: number;
}

export interface RelatedPlace {
  readonly message: string;
  readonly at: Place;
}

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  /** One sentence without a full stop, in the user's words. May hold line breaks (a drawn cycle). */
  readonly message: string;
  /** A place in a file, or only the file when the mistake is the whole file (missing, too large). */
  readonly at: Place | { readonly file: string } | null;
  /** One imperative sentence: what to type or change. */
  readonly hint?: string;
  readonly related?: readonly RelatedPlace[];
}

/** The optional parts of a diagnostic. */
interface Beside {
  /** null: it is about no file. */
  readonly at?: Diagnostic['at'];
  /** null: there is none. */
  readonly hint?: string | null | undefined;
  readonly related?: readonly RelatedPlace[];
}

/** A diagnostic that stops the operation. */
export const anError = (code: DiagnosticCode, message: string, beside: Beside = {}): Diagnostic =>
  diagnostic('error', { code, message, ...beside });

export const aWarning = (code: DiagnosticCode, message: string, beside: Beside = {}): Diagnostic =>
  diagnostic('warning', { code, message, ...beside });

const diagnostic = (
  severity: Diagnostic['severity'],
  { code, message, at = null, hint, ...related }: Pick<Diagnostic, 'code' | 'message'> & Beside,
): Diagnostic => ({ code, severity, message, at, ...(hint == null ? {} : { hint }), ...related });

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error');

/** What was asked for, or why there is none. */
export type Diagnosed<T> = Result<T, readonly Diagnostic[]>;
