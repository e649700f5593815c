/** What is wrong in a file, before it is a diagnostic: the words, without the place. Pure. */
import type { DiagnosticCode } from '../model/codes.ts';
import type { Diagnostic, RelatedPlace } from '../model/diagnostic.ts';

export interface Finding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly severity?: Diagnostic['severity'];
  readonly related?: readonly RelatedPlace[];
}

/** Of one kind in one file: what a person can take in, and a bound for hostile files. */
export const MAX_MISTAKES = 100;
