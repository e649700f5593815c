/** Programs of the crash tests as bundles, which start three times faster than the sources. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'rolldown';

const REPOSITORY = path.join(import.meta.dirname, '../..');
const INPUT = { cli: 'src/cli/main.ts', drive: 'tests/crash/fixtures/drive.ts', calls: 'tests/crash/fixtures/drive-calls.ts' };

/** Absolute paths. */
export type Programs = Readonly<Record<keyof typeof INPUT, string>> & Disposable;

export async function bundled(): Promise<Programs> {
  const folder = mkdtempSync(path.join(tmpdir(), 'runner-bundle-'));
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(folder, 'node_modules'));
  symlinkSync(path.join(REPOSITORY, 'package.json'), path.join(folder, 'package.json'));
  const dir = path.join(folder, 'dist');
  await build({
    cwd: REPOSITORY,
    input: INPUT,
    platform: 'node',
    // tsx and native packages load files of their own; cosmiconfig asks for js-yaml only where we do not read.
    external: (id) => /^(?:node:|tsx|js-yaml|@napi-rs\/)/.test(id),
    output: { dir, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name].mjs' },
    logLevel: 'warn',
  });
  process.env.NODE_COMPILE_CACHE = path.join(folder, 'compiled');
  return {
    cli: path.join(dir, 'cli.mjs'),
    drive: path.join(dir, 'drive.mjs'),
    calls: path.join(dir, 'calls.mjs'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
