/** Where this program is installed, from the sources as from the bundle: what it carries beside its code lies there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { InternalError } from '../model/brand.ts';

/** The nearest folder above this file that has the file formats in it. */
export function packageFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'schemas', 'pipeline.schema.json'))) return folder;
    if (path.dirname(folder) === folder) throw new InternalError(`the schemas of this package are not above ${from}`);
  }
}
