/** The folder where this program is installed, for sources and bundle: it contains schemas, templates and documents. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { InternalError } from '../model/brand.ts';

/** The nearest folder above this file that contains `schemas/`. */
export function packageFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'schemas', 'pipeline.schema.json'))) return folder;
    if (path.dirname(folder) === folder) throw new InternalError(`the schemas of this package are not above ${from}`);
  }
}
