/**
 * Files of the run itself in the data of a task. Pure, except for the given digest functions.
 *
 * Their paths contain the name of the run. A stage that opens them depends on their content and on their place in the
 * run's folder, but not on the name of the run: another run with equal files gets an equal result. Such a path is
 * replaced in the fingerprint only if the content is included, and only if it is a whole text.
 */
import type { Digest, ProjectPath, RunId } from '../../model/brand.ts';
import { projectFile } from '../project-files.ts';
import { ownPrefix } from '../run-files.ts';
import { type CountsAs, createFingerprints, type Fingerprints, type Sha256 } from './fingerprint.ts';
import { LONGEST_PATH } from './given-files.ts';

/** Digest functions for the data of one run. */
export interface OwnFingerprints {
  /** For data that is not opened: a path is plain text. */
  readonly asText: Fingerprints;
  /** For files that are opened, and whose content is in separate fields. */
  readonly byPlace: Fingerprints;
  /** For files that a program is given and may open: the content is in the digest. */
  readonly byContent: Fingerprints;
  isOwn(path: ProjectPath): boolean;
  /** The name of the field with the content of a file. */
  fieldOf(path: ProjectPath): string;
}

export interface OwnFilesDeps {
  sha256(text: string): Digest;
  digestFile(path: ProjectPath): Digest | null;
}

export function ownFingerprints(run: RunId, deps: OwnFilesDeps): OwnFingerprints {
  const sha256: Sha256 = (text) => deps.sha256(text);
  const folder = ownPrefix(run);
  const placeOf: CountsAs = (text) =>
    text.startsWith(folder) ? `~${JSON.stringify(text.slice(folder.length))}` : null;
  const contentOf: CountsAs = (text) => {
    const place = placeOf(text);
    const file = place === null || text.length > LONGEST_PATH ? null : projectFile('', text);
    const content = file === null ? null : deps.digestFile(file);
    return content === null ? null : `${place}${content}`;
  };
  return {
    asText: createFingerprints(sha256),
    byPlace: createFingerprints(sha256, placeOf),
    byContent: createFingerprints(sha256, contentOf),
    isOwn: (path) => path.startsWith(folder),
    fieldOf: (path) => (path.startsWith(folder) ? `artifact:${path.slice(folder.length)}` : `file:${path}`),
  };
}
