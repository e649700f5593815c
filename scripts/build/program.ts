/** Bundles a program as bin/load-bundle.cjs loads it. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type OutputChunk } from 'rolldown';
import { chunksFile } from './chunks.ts';
import { noticesOf } from './notices.ts';

const root = path.join(import.meta.dirname, '../..');

export interface ProgramToBuild {
  /** From the root of the repository. */
  readonly entry: string;
  /** Absolute: `cli.js`, the folder `cli/`, and a `package.json` come into it. */
  readonly dist: string;
  /** Packages that stay packages. */
  readonly outside: readonly string[];
  /** Names that the code is told at the build, and their values. */
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
    // The same sources as ES modules: what nobody asks of them stays out, and forty wrappers with it.
    resolve: { alias: { yaml: path.join(root, 'node_modules/yaml/browser/index.js') } },
    // `performance` is there for its clock alone, and takes 4 ms to load: the loader has a clock of its own.
    // What Node loads for `fetch` at its first use is to be loaded like all of its modules.
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
    text: wrapped(ascii(callable(code))),
  }));
  const digest = createHash('sha256').update(JSON.stringify(chunks)).digest('hex').slice(0, 16);
  await mkdir(path.join(dist, 'cli'), { recursive: true });
  await writeFile(path.join(dist, 'cli/NOTICES.txt'), await noticesOf(files));
  await writeFile(path.join(dist, 'cli', `${digest}.chunks`), chunksFile(chunks), 'latin1');
  await buildLoader(dist, digest);
  await writeModuleType(dist, 'commonjs');
}

/**
 * The loader and what it requires as one file: Node looks for each file of its own, reads and compiles it, 0.5 ms.
 *
 * @param digest tells this bundle from every other.
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

/** Says what the `.js` files of a folder are, whatever the package says. */
export const writeModuleType = (folder: string, type: 'commonjs' | 'module'): Promise<void> =>
  writeFile(path.join(folder, 'package.json'), `${JSON.stringify({ type })}\n`);

/** Text of one byte a character is read twice as fast, by us and by V8. */
const ascii = (code: string): string =>
  code.replace(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** As Node wraps its modules, and with what the loader gives beside that. Done here, because joining the texts at each
 * start would copy them. */
const wrapped = (code: string): string =>
  `(function (exports, require, module, __filename, __dirname, __import, __clock, __build, __web) {${code}\n})`;

/** `import()` that is left at run time, of modules of users and of packages that are not bundled: in a `vm.Script`
 * it is an experiment of Node, so a function of the loader does it. */
const callable = (code: string): string => code.replace(/(?<![\w$.])import\(/g, '__import(');

const isCode = (chunk: { readonly type: string }): chunk is OutputChunk => chunk.type === 'chunk';
