/** The version of this package, read from its package.json, in a checkout as in an installation. */
import { readFileSync } from 'node:fs';

export const VERSION: string = (() => {
  for (const beside of ['../package.json', '../../package.json']) {
    try {
      const found: unknown = JSON.parse(readFileSync(new URL(beside, import.meta.url), 'utf8'));
      if (isPackage(found)) return found.version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return '0.0.0';
})();

function isPackage(value: unknown): value is { readonly version: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    value.name === 'pipeline-runner' &&
    'version' in value
  );
}
