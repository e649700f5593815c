/**
 * `npm run build`: src/ -> dist/, what the published package runs.
 *
 *   dist/cli.js             the program: loads dist/cli/main.cjs together with V8's code of an earlier start
 *   dist/cli/               the program with its packages in it, as CommonJS: a start takes a third of the time that
 *                           two hundred files of packages take. What a command loads lazily lies in chunks/
 *   dist/launcher.cjs       the small process that starts commands: adapters/processes-launcher.ts looks for it by name
 *   dist/index.js, core.js  the library, for which packages stay packages; shared code lies in dist/chunks/
 *   dist/types/             declarations of what index.js and core.js export, and of nothing else
 *
 * `--out DIR`: into that folder. `--no-types`: without the declarations, which take as long as all the rest.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, type OutputChunk } from 'rolldown';
import { tidyDeclarations } from './build/declarations.ts';
import { noticesOf } from './build/notices.ts';

const root = path.join(import.meta.dirname, '..');
const { out, types } = parseArgs({
  options: { out: { type: 'string' }, types: { type: 'boolean', default: true } },
  allowNegative: true,
}).values;
const dist = path.resolve(root, out ?? 'dist');

/** @param build tells this bundle from every other. */
const cli = (build: string): string => `import { createRequire } from 'node:module';

createRequire(import.meta.url)('../bin/load-bundle.cjs')('${build}');
`;
/** tsx loads the TypeScript of users from files of its own; cosmiconfig asks for js-yaml only where we do not read. What
 * is optional may not be there, and brings native or WebAssembly code. */
const NEVER_BUNDLED = ['tsx', 'js-yaml'];

type Listed = 'dependencies' | 'optionalDependencies' | 'peerDependencies';

async function packagesIn(...lists: readonly Listed[]): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Partial<
    Record<Listed, Readonly<Record<string, string>>>
  >;
  return lists.flatMap((list) => Object.keys(manifest[list] ?? {}));
}

const outside =
  (packages: readonly string[]) =>
  (id: string): boolean =>
    id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`));

async function program(): Promise<void> {
  const { output } = await build({
    cwd: root,
    input: { main: 'src/cli/main.ts' },
    platform: 'node',
    external: outside([...NEVER_BUNDLED, ...(await packagesIn('optionalDependencies', 'peerDependencies'))]),
    // The same sources as ES modules: what nobody asks of them stays out, and forty wrappers with it.
    resolve: { alias: { yaml: path.join(root, 'node_modules/yaml/browser/index.js') } },
    // `performance` is there for its clock alone, and takes 4 ms to load: the loader has a clock of its own.
    transform: { define: { performance: '__clock', 'global.performance': '__clock' } },
    output: {
      dir: path.join(dist, 'cli'),
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'chunks/[name].cjs',
      minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
    },
    logLevel: 'warn',
  });
  const files = output.flatMap((chunk) => (isCode(chunk) ? chunk.moduleIds : []));
  await writeFile(path.join(dist, 'cli/NOTICES.txt'), await noticesOf(files));
  const code = output.flatMap((chunk) =>
    isCode(chunk) ? [[chunk.fileName, wrapped(ascii(callable(chunk.code)))] as const] : [],
  );
  for (const [name, text] of code) await writeFile(path.join(dist, 'cli', name), text);
  const digest = createHash('sha256').update(JSON.stringify(code)).digest('hex').slice(0, 16);
  await writeFile(path.join(dist, 'cli.js'), cli(digest));
}

/** Text of one byte a character is read twice as fast, by us and by V8. */
const ascii = (code: string): string =>
  code.replace(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** As Node wraps its modules, and with what the loader gives beside that. Done here, because joining the texts at each
 * start would copy them. */
const wrapped = (code: string): string =>
  `(function (exports, require, module, __filename, __dirname, __import, __clock) {${code}\n})`;

/** `import()` that is left at run time, of modules of users and of packages that are not bundled: in a `vm.Script`
 * it is an experiment of Node, so a function of the loader does it. */
const callable = (code: string): string => code.replace(/(?<![\w$.])import\(/g, '__import(');

const isCode = (chunk: { readonly type: string }): chunk is OutputChunk => chunk.type === 'chunk';

/** A file of its own, because all that it loads is paid when it comes up. */
async function launcher(): Promise<void> {
  await build({
    cwd: root,
    input: { launcher: 'src/adapters/launcher-program.ts' },
    platform: 'node',
    output: { dir: dist, format: 'cjs', entryFileNames: '[name].cjs', minify: { compress: true, mangle: false } },
    logLevel: 'warn',
  });
}

async function library(): Promise<void> {
  await build({
    cwd: root,
    input: { index: 'src/index.ts', core: 'src/core/index.ts' },
    platform: 'node',
    external: outside(await packagesIn('dependencies', 'optionalDependencies', 'peerDependencies')),
    output: { dir: dist, format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    logLevel: 'warn',
  });
}

function declarations(): void {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(
    process.execPath,
    [tsc, '-p', 'tsconfig.build.json', '--outDir', path.join(dist, 'types')],
    {
      cwd: root,
      // npm prints what `npm pack` answers on stdout: nothing else may.
      stdio: ['ignore', process.stderr, 'inherit'],
    },
  );
  if (status !== 0) throw new Error('the declarations could not be made: see above');
}

await rm(dist, { recursive: true, force: true });
await library();
await program();
await launcher();
if (types) {
  declarations();
  await tidyDeclarations(path.join(dist, 'types'), ['index.d.ts', 'core/index.d.ts']);
}
