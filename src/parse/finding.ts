/** A mistake in a file without its place, from which a diagnostic is made. Pure. */
import type { DiagnosticCode } from '../model/codes.ts';
import type { Diagnostic, Place, RelatedPlace } from '../model/diagnostic.ts';

export interface Finding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly severity?: Diagnostic['severity'];
  readonly related?: readonly RelatedPlace[];
}

/** The diagnostic about a mistake at a place. */
export const placed = ({ severity = 'error', hint, ...finding }: Finding, at: Place): Diagnostic => ({
  ...finding,
  severity,
  at,
  ...(hint === undefined ? {} : { hint }),
});

/** Maximum number of mistakes of a kind per file, also as a limit for hostile files. */
export const MAX_MISTAKES = 100;
