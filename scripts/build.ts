/**
 * `npm run build`: src/ -> dist/, what the published package runs.
 *
 *   dist/cli.js, index.js, core.js   the three ways in; code that they load lazily lies in dist/chunks/
 *   dist/types/                      declarations of what index.js and core.js export, and of nothing else
 *
 * Packages stay packages. Needs no Node features that the sources do not need, and no network.
 */
import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'rolldown';
import { tidyDeclarations } from './build/declarations.ts';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

async function dependencies(): Promise<readonly string[]> {
  const manifest: unknown = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('dependencies' in manifest)) return [];
  return Object.keys(manifest.dependencies ?? {});
}

async function bundle(): Promise<void> {
  const packages = await dependencies();
  await build({
    cwd: root,
    input: { cli: 'src/cli/main.ts', index: 'src/index.ts', core: 'src/core/index.ts' },
    platform: 'node',
    external: (id) => id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`)),
    output: { dir: dist, format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    logLevel: 'warn',
  });
}

function declarations(): void {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: root,
    // npm prints what `npm pack` answers on stdout: nothing else may.
    stdio: ['ignore', process.stderr, 'inherit'],
  });
  if (status !== 0) throw new Error('the declarations could not be made: see above');
}

await rm(dist, { recursive: true, force: true });
await bundle();
declarations();
await tidyDeclarations(path.join(dist, 'types'), ['index.d.ts', 'core/index.d.ts']);
