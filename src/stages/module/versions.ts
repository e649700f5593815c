/**
 * Reloading of module graphs: each load of a changed graph gets a version, which is added to every import inside the
 * project as `?pipeline-runner=<n>`.
 *
 * Node caches an ES module for ever by its URL, so only a new URL loads a new text. Packages (node_modules) keep their
 * URLs and are shared by all versions.
 */
import { registerHooks } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const QUERY = 'pipeline-runner';
const VERSION = new RegExp(`[?&]${QUERY}=(\\d+)`);

/** The files resolved so far for each version. */
const filesOf = new Map<string, Set<string>>();
let isHooked = false;

export interface ModuleVersion {
  readonly query: string;
  /** Absolute paths of the files of the project that were resolved so far. */
  readonly files: ReadonlySet<string>;
}

/** Must precede the first import of a versioned address. */
export function newVersion(): ModuleVersion {
  if (!isHooked) hook();
  isHooked = true;
  const version = String(filesOf.size + 1);
  const files = new Set<string>();
  filesOf.set(version, files);
  return { query: `?${QUERY}=${version}`, files };
}

function hook(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const version = VERSION.exec(context.parentURL ?? '')?.[1];
      if (version === undefined || !isOfProject(resolved.url)) return resolved;
      filesOf.get(version)?.add(fileURLToPath(resolved.url));
      // CommonJS looks modules up by file name, and would treat the query as part of it.
      if (!context.conditions.includes('import') || resolved.url.includes('?')) return resolved;
      return { ...resolved, url: `${resolved.url}?${QUERY}=${version}` };
    },
  });
}

function isOfProject(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/');
}

/** Removes versions from a text for people. */
export function withoutVersions(text: string): string {
  return text.replace(/\?(?:pipeline-runner|namespace)=[\w-]+/g, '').replaceAll(`file://${sep === '/' ? '' : '/'}`, '');
}
