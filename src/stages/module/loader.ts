/**
 * Loads a module of the user's project. It is loaded again only if it or a file that it imports changed, or if it
 * failed.
 *
 * Node loads what it can (JavaScript, TypeScript with erasable types only: 2 ms). tsx, whose door this is, loads the
 * rest (enums, decorators, JSX, imports without extension, paths of a tsconfig: 150 ms the first time). Node rejects
 * the syntax before anything has run, so no code runs twice.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMissingModule } from '../../model/system-error.ts';
import { isUnchanged, type Look, type Stamp, stampOf } from './stamp.ts';
import { syntaxErrorIn } from './syntax.ts';
import { newVersion } from './versions.ts';

export type Namespace = Readonly<Record<string, unknown>>;

interface Loaded {
  readonly files: readonly Stamp[];
  readonly namespace: Promise<Namespace>;
  /** Loading failed. The cause may be in a file that is not among `files`, so it is always tried again. */
  readonly isBroken: boolean;
}

/** By absolute path; process-wide, like the module cache of Node. */
const loaded = new Map<string, Loaded>();

/**
 * @param file absolute.
 * @param look result of `stat` of the file, taken just now.
 * @throws whatever the module throws while it is loaded.
 */
export async function loadModule(file: string, look: Look): Promise<Namespace> {
  const known = loaded.get(file);
  const isAsKnown = (stamp: Stamp): boolean => (stamp.file === file ? isUnchanged(stamp, look) : isUnchanged(stamp));
  if (known?.isBroken === false && known.files.every(isAsKnown)) return known.namespace;
  if (known !== undefined) forgetRequired(new Set(known.files.map((stamp) => stamp.file)));
  const before = stampOf(file, look);
  const imports = newVersion();
  const foreign = new Set<string>();
  const namespace = load(file, imports.query, foreign).catch((error: unknown) => {
    throw located(error, [file, ...imports.files]);
  });
  // Attempts that start meanwhile share this load.
  loaded.set(file, { files: [before], namespace, isBroken: false });
  let isBroken = true;
  try {
    const made = await namespace;
    isBroken = false;
    return made;
  } finally {
    const others = new Set([...imports.files, ...foreign, ...requiredBy(file)]);
    others.delete(file);
    loaded.set(file, { files: [before, ...Array.from(others, (other) => stampOf(other))], namespace, isBroken });
  }
}

const require = createRequire(import.meta.url);

/** Adds the place to a syntax error in plain JavaScript, for which Node does not report it. */
function located(error: unknown, files: readonly string[]): unknown {
  if (!(error instanceof SyntaxError) || 'code' in error) return error;
  for (const file of files.filter((name) => /^\.[cm]?js$/.test(extname(name)))) {
    const found = syntaxErrorIn(readFileSync(file, 'utf8'));
    if (found !== null) return new SyntaxError(`${error.message} (${file}:${found.line})`);
  }
  return error;
}

/** tsx adds a query to the names of CommonJS modules. */
const plainName = (name: string): string => name.split('?namespace=')[0] ?? name;

/** CommonJS modules are cached by name, and their imports by folder: both entries must be removed. */
function forgetRequired(files: ReadonlySet<string>): void {
  for (const name of Object.keys(require.cache)) if (files.has(plainName(name))) delete require.cache[name];
}

/** The files of a CommonJS module and of its imports inside the project. */
function requiredBy(file: string): ReadonlySet<string> {
  const files = new Set<string>();
  const visit = (module: NodeJS.Module): void => {
    const name = plainName(module.filename);
    if (files.has(name) || name.includes(`${sep}node_modules${sep}`)) return;
    files.add(name);
    for (const child of module.children) visit(child);
  };
  for (const [name, module] of Object.entries(require.cache)) {
    if (module !== undefined && plainName(name) === file) visit(module);
  }
  return files;
}

async function load(file: string, query: string, foreign: Set<string>): Promise<Namespace> {
  const url = pathToFileURL(file).href;
  if (isJsx(file)) return loadByTsx(url, foreign);
  try {
    return await import(url + query);
  } catch (error) {
    if (!mayBeForTsx(file, error)) throw error;
    return await loadByTsx(url, foreign).catch((second: unknown) => {
      // Both miss a file: Node says which one imports it.
      throw isMissingModule(error) && isMissingModule(second) ? error : second;
    });
  }
}

async function loadByTsx(url: string, foreign: Set<string>): Promise<Namespace> {
  const { tsImport } = await import('tsx/esm/api');
  const onImport = (imported: string): void => {
    if (imported.startsWith('file:') && !imported.includes('/node_modules/')) foreign.add(fileURLToPath(imported));
  };
  return await tsImport(url, { parentURL: url, onImport });
}

const isJsx = (file: string): boolean => ['.tsx', '.jsx'].includes(extname(file));

/** Errors of resolution and parsing, which Node reports before any code has run. */
const SYNTAX_AND_RESOLUTION: ReadonlySet<unknown> = new Set([
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'MODULE_NOT_FOUND',
]);

function mayBeForTsx(file: string, error: unknown): boolean {
  if (!/^\.[cm]?ts$/.test(extname(file)) || !(error instanceof Error)) return false;
  return error instanceof SyntaxError || ('code' in error && SYNTAX_AND_RESOLUTION.has(error.code));
}
