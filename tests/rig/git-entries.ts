/**
 * Files of entries that runs and people write together, and a daemon's side of git that is killed at a chosen call.
 *
 * As a program its arguments are the root of a clone and an entry: begins, writes it for run `ep001`, syncs, ends.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publishFile } from '../../src/adapters/disk/durable-file.ts';
import type { GitSync } from '../../src/app/git-sync/types.ts';
import type { Json } from '../../src/model/json.ts';
import { Clone, type Forge, FROM_SOURCES, ISOLATED, point, syncOf } from './git.ts';

export const FILE = 'shows/x/episodes.json';
export const DECLARING = {
  'pipelines/main.yaml': 'stages: {}\n',
  'pipeline-runner.config.yaml': 'machine_files: [shows/*/episodes.json]\n',
  [FILE]: textOf({ first: 1 }),
};

/** As a stage writes it. */
export function textOf(entries: Readonly<Record<string, Json>>): string {
  return `${JSON.stringify(entries, null, 2)}\n`;
}

export const entriesOf = (text: string | null): Readonly<Record<string, Json>> => JSON.parse(text ?? 'null');

const fileIn = (sync: GitSync, file: string): string => path.join(sync.tree, file);

export function textIn(sync: GitSync, file = FILE): string | null {
  return existsSync(fileIn(sync, file)) ? readFileSync(fileIn(sync, file), 'utf8') : null;
}

/** What stands in the tree now. */
export const entriesIn = (sync: GitSync, file = FILE): Readonly<Record<string, Json>> => entriesOf(textIn(sync, file));

/** As a stage does: all else in the file stays. */
export function putEntry(sync: GitSync, key: string, value: Json, file = FILE): void {
  publishFile(fileIn(sync, file), textOf({ ...(entriesOf(textIn(sync, file)) ?? {}), [key]: value }));
}

/** What a run has at a gate, for which there is a commit. */
export function workOn(sync: GitSync, run: string, turn: number): void {
  publishFile(fileIn(sync, `runs/${run}.checkpoint.json`), `{"run":"${run}","turn":${turn}}\n`);
}

/** Calls that change what is on disk, in the index, in refs or at the remote, or that decide about it. */
const COUNTED = 'fast-import|update-ref|read-tree|diff-index|diff-files|checkout-index|hash-object|cat-file|fetch|push';

export interface KillingGit {
  /** Folder for the PATH. */
  readonly bin: string;
  /** From the next call on: who makes the nth that counts is killed, before it is done if n is odd, else after. */
  killAt(n: number): void;
  /** Entries that were on disk before their writer was killed. */
  written(): readonly string[];
}

/** Puts a git before the real one. */
function standIn(bin: string, script: (real: string) => readonly string[]): void {
  mkdirSync(bin, { recursive: true });
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trimEnd();
  writeFileSync(path.join(bin, 'git'), `${['#!/bin/sh', ...script(real)].join('\n')}\n`);
  chmodSync(path.join(bin, 'git'), 0o755);
}

interface Late {
  /** Of git. */
  readonly command: string;
  readonly late: string;
  readonly target: string;
}

/** A git that puts one file in the place of another, if it is there, after a command. @returns the environment. */
export function lateGit({ root }: Forge, { command, late, target }: Late): NodeJS.ProcessEnv {
  const bin = path.join(root, 'late-git');
  standIn(bin, (real) => [
    `"${real}" "$@"; end=$?`,
    `case " $* " in *" ${command} "*) [ -e "${late}" ] && mv "${late}" "${target}";; esac`,
    'exit $end',
  ]);
  return { ...ISOLATED, PATH: `${bin}:${process.env.PATH}` };
}

export function killingGit({ root }: Forge): KillingGit {
  const bin = path.join(root, 'killing');
  const [count, at] = [path.join(bin, 'count'), path.join(bin, 'at')];
  standIn(bin, (real) => [
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

/** @returns whether it came to its end. */
export async function entryBy(root: string, key: string, bin: string): Promise<boolean> {
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
  workOn(sync, 'ep001', Number(key));
  putEntry(sync, `run-${key}`, Number(key));
  appendFileSync(process.env.WRITTEN ?? '', `run-${key}\n`);
  await sync.sync([point('ep001', 'end')]);
}
