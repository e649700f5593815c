/**
 * What an approval is of, as one canonical text to be digested: RFC 8785 of `{output, artifacts}`. Pure.
 *
 * An artifact counts by its bytes, not by its path. A text counts with LF, whatever line ends a checkout gave it.
 */

import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Artifact } from '../../model/result.ts';

/** As much of an artifact as an approval is of. */
export type SubjectArtifact = Pick<Artifact, 'name' | 'sha256' | 'mediaType'>;

/** @param artifacts in any order. */
export function subjectText(output: Json, artifacts: readonly SubjectArtifact[]): string {
  const named = artifacts.map(({ name, sha256, mediaType }) => ({ name, sha256, media_type: mediaType }));
  const sorted = named.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return canonicalJson({ output: typeof output === 'string' ? withLf(output) : output, artifacts: sorted });
}

export const withLf = (text: string): string => text.replace(/\r\n?/g, '\n');
