/** The comment by which an editor finds the schema of a manifest: it names a file from where the manifest lies. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ProjectPath } from '../../model/brand.ts';

const LINE = /^(#\s*yaml-language-server:\s*\$schema=)(\.\.?\/\S+)/m;

interface Move {
  /** Where it may have been written for: the first from which the line leads to a file counts, else the first. */
  readonly from: readonly [string, ...string[]];
  readonly to: ProjectPath;
}

/** As it is right at another place. An address stays as it stands. */
export const withSchemaLine = (root: string, text: string, { from, to }: Move): string =>
  text.replace(LINE, (_, key: string, named: string) => {
    const files = from.map((place) => path.posix.join(path.posix.dirname(place), named));
    const file = files.find((one) => existsSync(path.join(root, one))) ?? files[0] ?? named;
    return `${key}${path.posix.relative(path.posix.dirname(to), file)}`;
  });
