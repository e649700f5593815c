/**
 * `npm run build`: src/ -> dist/, what the published package runs.
 *
 *   dist/cli.js           the program: loads what is in dist/cli/ together with V8's code of an earlier start
 *   dist/cli/             the program bundled with its packages, as one file of chunks: it starts in a third of
 *                         the time of two hundred package files
 *   dist/fork-server-*.cjs  the small process that starts commands; adapters/processes/fork-server.ts knows its name
 *   dist/encoder-thread-*.cjs  a thread that encodes video; media/encoder-threads.ts knows its name
 *   dist/lib/             the library, index.js and core.js, which imports packages unbundled
 *   dist/lib/types/       declarations of the exports of those two, and of nothing else
 *
 * The program is CommonJS, since Node's loader of ES modules takes 3 ms to start; the library is ES modules. The
 * package.json in dist/ and in dist/lib/ say so.
 *
 * `--out DIR`: the output folder. `--no-types`: without the declarations, which take as long as all the rest.
 */
import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'rolldown';
import { tidyDeclarations } from './build/declarations.ts';
import { buildProgram, isOutside, writeModuleType } from './build/program.ts';

const root = path.join(import.meta.dirname, '..');
const { out, types } = parseArgs({
  options: { out: { type: 'string' }, types: { type: 'boolean', default: true } },
  allowNegative: true,
}).values;
const dist = path.resolve(root, out ?? 'dist');
const lib = path.join(dist, 'lib');

/**
 * tsx loads the TypeScript of users from its own files; cosmiconfig needs js-yaml only for formats that we do not read.
 * Optional packages may be missing, and contain native or WebAssembly code.
 */
const NEVER_BUNDLED = ['tsx', 'js-yaml'];

type Listed = 'dependencies' | 'optionalDependencies' | 'peerDependencies';

async function packagesIn(...lists: readonly Listed[]): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Partial<
    Record<Listed, Readonly<Record<string, string>>>
  >;
  return lists.flatMap((list) => Object.keys(manifest[list] ?? {}));
}

async function program(define: Names): Promise<void> {
  const outside = [...NEVER_BUNDLED, ...(await packagesIn('optionalDependencies', 'peerDependencies'))];
  await buildProgram({ entry: 'src/cli/main.ts', dist, outside, define });
}

type Names = Readonly<Record<string, string>>;

/**
 * Separate files, since they are started as processes and threads, and loading everything else would slow that down.
 */
const STARTED = {
  __forkServer: { 'fork-server': 'src/adapters/processes/fork-server-program.ts' },
  __encoderThread: { 'encoder-thread': 'src/media/encoder-thread-program.ts' },
};

async function started(): Promise<Names> {
  const names: Record<string, string> = {};
  for (const [name, input] of Object.entries(STARTED)) {
    const { output } = await build({
      cwd: root,
      input,
      platform: 'node',
      external: isOutside(await packagesIn('optionalDependencies')),
      output: {
        dir: dist,
        format: 'cjs',
        entryFileNames: '[name]-[hash].cjs',
        minify: { compress: true, mangle: false },
      },
      logLevel: 'warn',
    });
    names[name] = JSON.stringify(output[0].fileName);
  }
  return names;
}

async function library(define: Names): Promise<void> {
  await build({
    cwd: root,
    input: { index: 'src/index.ts', core: 'src/core/index.ts' },
    platform: 'node',
    external: isOutside(await packagesIn('dependencies', 'optionalDependencies', 'peerDependencies')),
    transform: { define },
    // Hashed by content: a running program never loads chunks of another build.
    output: { dir: lib, format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    logLevel: 'warn',
  });
  await writeModuleType(lib, 'module');
}

function declarations(): void {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(
    process.execPath,
    [tsc, '-p', 'tsconfig.build.json', '--outDir', path.join(lib, 'types')],
    {
      cwd: root,
      // npm prints what `npm pack` writes to stdout: nothing else may be written there.
      stdio: ['ignore', process.stderr, 'inherit'],
    },
  );
  if (status !== 0) throw new Error('the declarations could not be made: see above');
}

await rm(dist, { recursive: true, force: true });
const names = await started();
await library(names);
await program(names);
if (types) {
  declarations();
  await tidyDeclarations(path.join(lib, 'types'), ['index.d.ts', 'core/index.d.ts']);
}
