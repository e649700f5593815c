/** A hint for a package that a module imports and that is not installed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMissingModule } from '../../model/system-error.ts';

/**
 * @param error with which loading the module was rejected.
 * @param project absolute.
 * @returns null when the error has another cause.
 */
export function missingPackageHint(error: unknown, project: string): string | null {
  const name = packageOf(error);
  if (name === null) return null;
  return isListed(name, project)
    ? `npm install: package.json lists ${name}, but it is not in node_modules`
    : `npm install ${name}`;
}

/** The package of an import such as `marked/lib`. */
function packageOf(error: unknown): string | null {
  if (!(error instanceof Error) || !isMissingModule(error)) return null;
  const asked = /^Cannot find (?:package|module) '([^']+)'/.exec(String(error.message))?.[1] ?? '';
  return /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*(?=\/|$)/i.exec(asked)?.[0] ?? null;
}

const LISTS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

function isListed(name: string, project: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    return LISTS.some((list) => {
      const named = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, list) : null;
      return typeof named === 'object' && named !== null && Object.hasOwn(named, name);
    });
  } catch {
    // There is no valid package.json, so it does not name the package.
    return false;
  }
}
