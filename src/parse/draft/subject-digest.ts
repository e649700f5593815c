/**
 * The canonical text of a gate's subject, for its digest: RFC 8785 of `{output, artifacts}`. Pure.
 *
 * Artifacts are identified by content, not by path. Texts are digested with LF, whatever line ends a checkout uses.
 */

import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Artifact } from '../../model/result.ts';

/** The parts of an artifact that an approval covers. */
export type SubjectArtifact = Pick<Artifact, 'name' | 'sha256' | 'mediaType'>;

/** @param artifacts in any order. */
export function subjectText(output: Json, artifacts: readonly SubjectArtifact[]): string {
  const named = artifacts.map(({ name, sha256, mediaType }) => ({ name, sha256, media_type: mediaType }));
  const sorted = named.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return canonicalJson({ output: typeof output === 'string' ? withLf(output) : output, artifacts: sorted });
}

export const withLf = (text: string): string => text.replace(/\r\n?/g, '\n');
