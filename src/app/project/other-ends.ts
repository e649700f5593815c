/** Files of a run that differ from the recorded ones only in their line ends, because of another checkout. */
import path from 'node:path';
import { readBytes } from '../../adapters/disk/safe-read.ts';
import type { ProjectPath } from '../../model/brand.ts';
import type { Project } from '../types.ts';

/** Text for a message about a file. */
export const OTHER_ENDS =
  'its line ends were changed, as git does where `.gitattributes` does not say `runs/**/*.run/** -text`';

/** Bytes: larger files are not treated as text. */
const MAX_TEXT = 16 * 1024 * 1024;

export function areOtherEnds(
  { root, digests }: Pick<Project, 'root' | 'digests'>,
  file: ProjectPath,
  expected: string,
): boolean {
  const read = readBytes(path.join(root, file), { maxBytes: MAX_TEXT });
  if (!read.ok) return false;
  const lf = read.value.toString('latin1').replaceAll('\r\n', '\n');
  return [lf, lf.replaceAll('\n', '\r\n')].some((text) => digests.ofBytes(Buffer.from(text, 'latin1')) === expected);
}
