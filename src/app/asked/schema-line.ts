/** The comment that tells editors the schema of a manifest, by a path relative to the manifest. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ProjectPath } from '../../model/brand.ts';

const LINE = /^(#\s*yaml-language-server:\s*\$schema=)(\.\.?\/\S+)/m;

interface Move {
  /** Folders for which the line may be written: the first from which it leads to a file counts, else the first. */
  readonly from: readonly [string, ...string[]];
  readonly to: ProjectPath;
}

/** Adapts the line to another folder. A URL is kept. */
export const withSchemaLine = (root: string, text: string, { from, to }: Move): string =>
  text.replace(LINE, (_, key: string, named: string) => {
    const files = from.map((place) => path.posix.join(path.posix.dirname(place), named));
    const file = files.find((one) => existsSync(path.join(root, one))) ?? files[0] ?? named;
    return `${key}${path.posix.relative(path.posix.dirname(to), file)}`;
  });
