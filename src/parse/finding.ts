/** A mistake in a file without its place, from which a diagnostic is made. Pure. */
import type { DiagnosticCode } from '../model/codes.ts';
import type { Diagnostic, RelatedPlace } from '../model/diagnostic.ts';

export interface Finding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly severity?: Diagnostic['severity'];
  readonly related?: readonly RelatedPlace[];
}

/** Maximum number of mistakes of a kind per file, also as a limit for hostile files. */
export const MAX_MISTAKES = 100;
