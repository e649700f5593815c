/**
 * Line ends of what a run is pinned to: pipelines, templates, schemas. A checkout gives a text those of its machine, and it
 * is the same text: it counts with LF, and is rendered with LF. So a run goes from one machine to another, and nothing of
 * it is done again.
 */
import type { Digest } from '../../model/brand.ts';
import type { Stage } from '../../model/pipeline.ts';
import type { Fingerprinted } from '../../model/state.ts';

/** `as-it-lies` and `crlf`: how a text counted before it counted with LF. */
export type Ends = 'lf' | 'as-it-lies' | 'crlf';

const BEFORE: readonly Ends[] = ['as-it-lies', 'crlf'];

/** Of a task that has results under a fingerprint of before, that one: they were paid for. */
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
