/**
 * Line ends of the files that a run is pinned to: pipelines, templates, schemas. A checkout may change line ends, so
 * these files are digested and rendered with LF. A run can then continue on another machine without repeating work.
 */
import type { Digest } from '../../model/brand.ts';
import type { Stage } from '../../model/pipeline.ts';
import type { Fingerprinted } from '../../model/state.ts';

/** `as-it-lies` and `crlf`: how earlier versions digested a text. */
export type Ends = 'lf' | 'as-it-lies' | 'crlf';

const BEFORE: readonly Ends[] = ['as-it-lies', 'crlf'];

/** If the task has results under a fingerprint of an earlier version, that fingerprint, so that they are reused. */
export function withEndsOfBefore(
  { files, outputSchema }: Pick<Stage, 'files' | 'outputSchema'>,
  earlier: readonly Digest[],
  printed: (ends: Ends) => Fingerprinted,
): Fingerprinted {
  const now = printed('lf');
  if (earlier.length === 0 || earlier.includes(now.fingerprint)) return now;
  if (files.length === 0 && outputSchema === null) return now;
  return BEFORE.map(printed).find(({ fingerprint }) => earlier.includes(fingerprint)) ?? now;
}
