/** The content pipelines in a folder of their own, as `init` would set it up: nothing of a test gets into this repository. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { PROGRAM } from '../rig/program.ts';

const root = path.join(import.meta.dirname, '../..');
const COPIED = ['pipelines', 'templates', 'schemas', 'shows', 'pipeline-runner.config.yaml'];

interface Said {
  readonly status: number | null;
  /** stdout and stderr. */
  readonly shown: string;
}

export interface ContentCopy extends Disposable {
  readonly folder: string;
  /** Calls the program. */
  runner(...words: readonly string[]): Said;
  read(file: string): string;
  json(file: string): unknown;
  write(file: string, text: string): void;
}

export function contentCopy(): ContentCopy {
  const folder = mkdtempSync(path.join(tmpdir(), 'content-'));
  for (const name of COPIED) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  mkdirSync(path.join(folder, 'runs'));
  const file = (name: string): string => path.join(folder, name);
  const door = pathToFileURL(path.join(root, 'src/stages/define-stage.ts')).href;
  writeFileSync(
    file('pipelines/lib/stage.ts'),
    `export { defineStage, PermanentError } from ${JSON.stringify(door)};\n`,
  );
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  return {
    folder,
    runner: (...words) => runner(folder, words),
    read,
    json: (name) => (name.endsWith('.json') ? JSON.parse(read(name)) : parse(read(name))),
    write: (name, text) => writeFileSync(file(name), text),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function runner(folder: string, words: readonly string[]): Said {
  const said = spawnSync(process.execPath, [PROGRAM, ...words], { cwd: folder, encoding: 'utf8', timeout: 280_000 });
  return { status: said.status, shown: said.stdout + said.stderr };
}
