/** Programs of the crash tests, built as the runner is: they start three times faster than the sources. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildProgram } from '../../scripts/build/program.ts';

const REPOSITORY = path.join(import.meta.dirname, '../..');
/** tsx and native packages load files of their own. */
const OUTSIDE = ['tsx', '@napi-rs', 'gpt-tokenizer'];

export interface Program extends Disposable {
  /** Absolute. */
  readonly file: string;
}

/** Drives a run and kills itself at a named point. */
export const builtDrive = (): Promise<Program> => built('tests/crash/fixtures/drive.ts');
/** With all that calls of models need, which is much. */
export const builtCalls = (): Promise<Program> => built('tests/crash/fixtures/drive-calls.ts');
/** Puts entries into a file and kills itself at a named operation. */
export const builtUpsert = (): Promise<Program> => built('tests/crash/fixtures/upsert.ts');

async function built(entry: string): Promise<Program> {
  const folder = mkdtempSync(path.join(tmpdir(), 'runner-built-'));
  for (const name of ['node_modules', 'package.json', 'schemas'])
    symlinkSync(path.join(REPOSITORY, name), path.join(folder, name));
  const dist = path.join(folder, 'dist');
  await buildProgram({ entry, dist, outside: OUTSIDE });
  // Code of a program that nobody builds again.
  process.env.XDG_CACHE_HOME = path.join(folder, 'cache');
  return { file: path.join(dist, 'cli.js'), [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
