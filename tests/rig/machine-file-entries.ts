/**
 * Machine files whose entries both runs and people write, and wrappers around git that kill the process which calls it
 * at a chosen call, or replace a file after a call.
 *
 * As a program: its arguments are the root of a clone and a number. It writes the entry `run-<number>` and the
 * checkpoint of run `ep001`, then syncs.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publishFile } from '../../src/adapters/disk/durable-file.ts';
import type { GitSync } from '../../src/app/git-sync/types.ts';
import type { Json } from '../../src/model/json.ts';
import { Clone, type Forge, FROM_SOURCES, ISOLATED, point, syncOf } from './git.ts';

export const ENTRIES_FILE = 'shows/x/episodes.json';
export const PROJECT_FILES = {
  'pipelines/main.yaml': 'stages: {}\n',
  'pipeline-runner.config.yaml': 'machine_files: [shows/*/episodes.json]\n',
  [ENTRIES_FILE]: textOf({ first: 1 }),
};

/** Formatted as stages write it. */
export function textOf(entries: Readonly<Record<string, Json>>): string {
  return `${JSON.stringify(entries, null, 2)}\n`;
}

export const entriesOf = (text: string | null): Readonly<Record<string, Json>> => JSON.parse(text ?? 'null');

const fileIn = (sync: GitSync, file: string): string => path.join(sync.tree, file);

export function textIn(sync: GitSync, file = ENTRIES_FILE): string | null {
  return existsSync(fileIn(sync, file)) ? readFileSync(fileIn(sync, file), 'utf8') : null;
}

/** The entries in the work tree now. */
export const entriesIn = (sync: GitSync, file = ENTRIES_FILE): Readonly<Record<string, Json>> =>
  entriesOf(textIn(sync, file));

/** Inserts or replaces one entry, as a stage does; the others stay. */
export function writeEntry(sync: GitSync, key: string, value: Json, file = ENTRIES_FILE): void {
  publishFile(fileIn(sync, file), textOf({ ...(entriesOf(textIn(sync, file)) ?? {}), [key]: value }));
}

/** Writes the checkpoint of a run at a gate, which the next sync commits. */
export function writeCheckpoint(sync: GitSync, run: string, turn: number): void {
  publishFile(fileIn(sync, `runs/${run}.checkpoint.json`), `{"run":"${run}","turn":${turn}}\n`);
}

/** Commands that change files, the index, refs or the remote, or whose output decides about such a change. */
const COUNTED = 'fast-import|update-ref|read-tree|diff-index|diff-files|checkout-index|hash-object|cat-file|fetch|push';

export interface KillingGit {
  /** The folder to put in front of PATH. */
  readonly bin: string;
  /** Kills the caller at its nth counted command from now on: before the command if n is odd, after it if n is even. */
  killAt(n: number): void;
  /** Keys of the entries that were on disk before their writer was killed. */
  written(): readonly string[];
}

/** Creates a `git` in `bin` that runs this script; `real` is the path of the real git. */
function wrapGit(bin: string, script: (real: string) => readonly string[]): void {
  mkdirSync(bin, { recursive: true });
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trimEnd();
  writeFileSync(path.join(bin, 'git'), `${['#!/bin/sh', ...script(real)].join('\n')}\n`);
  chmodSync(path.join(bin, 'git'), 0o755);
}

interface Replacement {
  /** The git command after which the file is replaced. */
  readonly command: string;
  readonly source: string;
  readonly target: string;
}

/** A git that moves `source`, if it exists, over `target` after a command. @returns the environment to use it. */
export function gitThatReplacesFile({ root }: Forge, { command, source, target }: Replacement): NodeJS.ProcessEnv {
  const bin = path.join(root, 'replacing-git');
  wrapGit(bin, (real) => [
    `"${real}" "$@"; end=$?`,
    `case " $* " in *" ${command} "*) [ -e "${source}" ] && mv "${source}" "${target}";; esac`,
    'exit $end',
  ]);
  return { ...ISOLATED, PATH: `${bin}:${process.env.PATH}` };
}

export function killingGit({ root }: Forge): KillingGit {
  const bin = path.join(root, 'killing');
  const [count, at] = [path.join(bin, 'count'), path.join(bin, 'at')];
  wrapGit(bin, (real) => [
    'for word; do',
    `  case "$word" in ${COUNTED}) n=$(($(cat "${count}") + 1)); echo $n > "${count}"; break;; esac`,
    'done',
    `[ "$n" = "$(cat "${at}")" ] || exec "${real}" "$@"`,
    '[ $((n % 2)) = 0 ] || { kill -9 $PPID; exit 1; }',
    `"${real}" "$@"`,
    'kill -9 $PPID',
  ]);
  writeFileSync(path.join(bin, 'written'), '');
  return {
    bin,
    killAt: (n) => {
      writeFileSync(count, '0\n');
      writeFileSync(at, `${n}\n`);
    },
    written: () => readFileSync(path.join(bin, 'written'), 'utf8').trimEnd().split('\n'),
  };
}

/** Runs this file as a program. @returns false if it was killed. */
export async function addEntryInProcess(root: string, key: string, bin: string): Promise<boolean> {
  const env = { ...FROM_SOURCES, PATH: `${bin}:${process.env.PATH}`, WRITTEN: path.join(bin, 'written') };
  const child = spawn(process.execPath, [import.meta.filename, root, key], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal]: unknown[] = await once(child, 'exit');
  if (signal === 'SIGKILL') return false;
  if (code !== 0) throw new Error(`ended with ${String(code)}`);
  return true;
}

const [, program, root, key] = process.argv;
if (program === import.meta.filename && root !== undefined && key !== undefined) {
  await using sync = await syncOf(new Clone(root), { environment: process.env });
  writeCheckpoint(sync, 'ep001', Number(key));
  writeEntry(sync, `run-${key}`, Number(key));
  appendFileSync(process.env.WRITTEN ?? '', `run-${key}\n`);
  await sync.sync([point('ep001', 'end')]);
}
