/** Bundles a program for bin/load-bundle.cjs. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type OutputChunk } from 'rolldown';
import { chunksFile } from './chunks.ts';
import { noticesOf } from './notices.ts';
import { plainExports, sharedInterop } from './plain-exports.ts';

const root = path.join(import.meta.dirname, '../..');

export interface ProgramToBuild {
  /** Relative to the root of the repository. */
  readonly entry: string;
  /** Absolute path of the folder for `cli.js`, the folder `cli/`, and a `package.json`. */
  readonly dist: string;
  /** Packages that are not bundled. */
  readonly outside: readonly string[];
  /** Names that are replaced in the code by values of the build. */
  readonly define?: Readonly<Record<string, string>>;
}

export const isOutside =
  (packages: readonly string[]) =>
  (id: string): boolean =>
    id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`));

export async function buildProgram({ entry, dist, outside, define }: ProgramToBuild): Promise<void> {
  const { output } = await build({
    cwd: root,
    input: { main: entry },
    platform: 'node',
    external: isOutside(outside),
    // The same sources as ES modules: unused parts are left out, including forty wrappers.
    resolve: { alias: { yaml: path.join(root, 'node_modules/yaml/browser/index.js') } },
    // Only the clock of `performance` is used, and loading it takes 4 ms: the loader has its own clock.
    // The modules that Node loads for `fetch` at its first use are to be loaded like all of its modules.
    transform: {
      define: {
        ...{ performance: '__clock', 'global.performance': '__clock' },
        ...{ fetch: '__web.fetch', Headers: '__web.Headers' },
        ...define,
      },
    },
    output: {
      dir: path.join(dist, 'cli'),
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'chunks/[name].cjs',
      minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
    },
    write: false,
    logLevel: 'warn',
  });
  const files = output.flatMap((chunk) => (isCode(chunk) ? chunk.moduleIds : []));
  const names = new Set(output.map(({ fileName }) => fileName));
  const chunks = output.filter(isCode).map(({ fileName, imports, code }) => ({
    name: fileName,
    imports: imports.filter((name) => names.has(name)),
    text: wrapped(ascii(callable(sharedInterop(plainExports(code))))),
  }));
  const digest = createHash('sha256').update(JSON.stringify(chunks)).digest('hex').slice(0, 16);
  await mkdir(path.join(dist, 'cli'), { recursive: true });
  await writeFile(path.join(dist, 'cli/NOTICES.txt'), await noticesOf(files));
  await writeFile(path.join(dist, 'cli', `${digest}.chunks`), chunksFile(chunks), 'latin1');
  await buildLoader(dist, digest);
  await writeModuleType(dist, 'commonjs');
}

/**
 * The loader and its dependencies as one file: finding, reading and compiling another file takes Node 0.5 ms.
 *
 * @param digest identifies this bundle.
 */
async function buildLoader(dist: string, digest: string): Promise<void> {
  await build({
    cwd: root,
    input: { cli: 'bin/load-bundle.cjs' },
    platform: 'node',
    output: {
      dir: dist,
      format: 'cjs',
      entryFileNames: '[name].js',
      footer: `module.exports(${JSON.stringify(digest)}, __dirname);`,
      minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
    },
    logLevel: 'warn',
  });
}

/** Declares the type of the `.js` files in a folder, whatever the package declares. */
export const writeModuleType = (folder: string, type: 'commonjs' | 'module'): Promise<void> =>
  writeFile(path.join(folder, 'package.json'), `${JSON.stringify({ type })}\n`);

/** Text with one byte per character is read twice as fast, by us and by V8. */
const ascii = (code: string): string =>
  code.replace(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * As Node wraps its modules, with additional parameters of the loader. Done here, because joining the texts at each
 * start would copy them.
 */
const wrapped = (code: string): string =>
  `(function (exports, require, module, __filename, __dirname, __import, __clock, __build, __web) {${code}\n})`;

/**
 * Remaining `import()` calls, for modules of users and for packages that are not bundled, become calls of a function of
 * the loader: in a `vm.Script`, `import()` is an experimental feature of Node.
 */
const callable = (code: string): string => code.replace(/(?<![\w$.])import\(/g, '__import(');

const isCode = (chunk: { readonly type: string }): chunk is OutputChunk => chunk.type === 'chunk';
