/** Where this program is installed, from the sources as from the bundle: what it carries beside its code lies there. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { InternalError } from '../model/brand.ts';

const NAME = 'pipeline-runner';

interface Package {
  readonly folder: string;
  readonly version: string;
}

/** The nearest folder above this file whose package.json is ours. */
export function ownPackage(from: string = import.meta.dirname): Package {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (existsSync(file)) {
      const { name, version }: { name?: unknown; version?: unknown } = JSON.parse(readFileSync(file, 'utf8'));
      if (name === NAME && typeof version === 'string') return { folder, version };
    }
    if (path.dirname(folder) === folder) throw new InternalError(`no package.json of ${NAME} above ${from}`);
  }
}
