/** Programs of the crash tests as bundles, which start three times faster than the sources. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'rolldown';

const REPOSITORY = path.join(import.meta.dirname, '../..');
const PLAIN = { drive: 'tests/crash/fixtures/drive.ts' };
/** With all that calls of models need, which is much. */
const CALLS = { calls: 'tests/crash/fixtures/drive-calls.ts' };

/** Absolute paths. */
export type Programs<Name extends string = keyof typeof PLAIN> = Readonly<Record<Name, string>> & Disposable;

export const bundled = (): Promise<Programs> => bundle(PLAIN);
export const bundledCalls = (): Promise<Programs<keyof typeof CALLS>> => bundle(CALLS);

async function bundle<Name extends string>(input: Readonly<Record<Name, string>>): Promise<Programs<Name>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'runner-bundle-'));
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(folder, 'node_modules'));
  symlinkSync(path.join(REPOSITORY, 'package.json'), path.join(folder, 'package.json'));
  const dir = path.join(folder, 'dist');
  await build({
    cwd: REPOSITORY,
    input,
    platform: 'node',
    // tsx and native packages load files of their own; cosmiconfig asks for js-yaml only where we do not read.
    external: (id) => /^(?:node:|tsx|js-yaml|@napi-rs\/)/.test(id),
    output: { dir, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name].mjs' },
    logLevel: 'warn',
  });
  process.env.NODE_COMPILE_CACHE = path.join(folder, 'compiled');
  const programs = mapNames(input, (name) => path.join(dir, `${name}.mjs`));
  return { ...programs, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

function mapNames<Name extends string>(
  of: Readonly<Record<Name, string>>,
  made: (name: string) => string,
): Record<Name, string> {
  return Object.fromEntries(Object.keys(of).map((name) => [name, made(name)])) as Record<Name, string>;
}
