/**
 * Files of the run itself in what a task is given. Pure but for the digests it is given.
 *
 * Their paths hold the name of the run. A stage that opens them depends on their bytes and on where they lie among the
 * files of the run, and on the name of the run no more than on that of the machine: another run that has made the same
 * comes to the same result. A path counts so where the bytes are in the fingerprint, and only where it is all of a text.
 */
import type { Digest, ProjectPath, RunId } from '../../model/brand.ts';
import { projectFile } from '../project-files.ts';
import { ownPrefix } from '../run-files.ts';
import { type CountsAs, createFingerprints, type Fingerprints, type Sha256 } from './fingerprint.ts';
import { LONGEST_PATH } from './given-files.ts';

/** Of one run. */
export interface OwnFingerprints {
  /** For what is not opened: a path is the text that it is. */
  readonly asText: Fingerprints;
  /** For what is opened, and has its bytes in fields of their own. */
  readonly byPlace: Fingerprints;
  /** For what a program is shown, and may open: the bytes are in the digest. */
  readonly byContent: Fingerprints;
  isOwn(path: ProjectPath): boolean;
  /** The name of the field that holds the bytes of a file. */
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
