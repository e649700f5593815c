/** Adapter: the processes of this machine: from /proc on Linux, from `ps` on other Unix systems. */
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { errorCode } from '../../model/system-error.ts';
import { runTool } from './tool.ts';

export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Distinguishes a process from a later one with the same pid. */
  readonly started: string;
  /** Its environment contains the requested tag. */
  readonly isTagged: boolean;
}

const TAG = 'PIPELINE_RUNNER_TASK=';

/**
 * Every living process that we may inspect; zombies are not alive.
 *
 * @param tag null: nothing is tagged. A tag that ends in `/` matches all that begin with it.
 */
export async function processTable(tag: string | null): Promise<readonly ProcessInfo[]> {
  return process.platform === 'linux' ? fromProc(tag) : fromPs(tag);
}

/** Does any living process have this tag? Cheaper than a table if there is none, as after most crashes. */
export async function isAnyTagged(tag: string): Promise<boolean> {
  if (process.platform !== 'linux') return (await processTable(tag)).some(({ isTagged }) => isTagged);
  return numbers().some((pid) => hasTag(readProc(`/proc/${pid}/environ`), tag));
}

function fromProc(tag: string | null): readonly ProcessInfo[] {
  const table: ProcessInfo[] = [];
  for (const pid of numbers()) {
    const stat = readProc(`/proc/${pid}/stat`)?.toString('latin1');
    const info = stat === undefined ? null : parseStat(stat);
    if (info === null) continue;
    table.push({ ...info, isTagged: tag !== null && hasTag(readProc(`/proc/${pid}/environ`), tag) });
  }
  return table;
}

const numbers = (): readonly string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

let room = Buffer.alloc(0);

/** The result is valid until the next call. null: the process ended, or belongs to another user. */
function readProc(file: string): Buffer | null {
  let fd = -1;
  try {
    fd = openSync(file, 'r');
    const length = readWhole(fd);
    return room.subarray(0, length);
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return null;
    throw error;
  } finally {
    if (fd !== -1) closeSync(fd);
  }
}

/** Reads into the buffer, which grows: /proc files have no size. `readFile` takes four times as long. */
function readWhole(fd: number): number {
  let length = 0;
  for (;;) {
    if (length === room.length) room = Buffer.concat([room, Buffer.alloc(Math.max(16 * 1024, room.length))]);
    const read = readSync(fd, room, length, room.length - length, null);
    if (read === 0) return length;
    length += read;
  }
}

function hasTag(environment: Buffer | null, tag: string): boolean {
  if (environment === null) return false;
  const entry = `${TAG}${tag}${isPrefix(tag) ? '' : '\0'}`;
  return environment.includes(`\0${entry}`) || environment.indexOf(entry) === 0;
}

const isPrefix = (tag: string): boolean => tag.endsWith('/');

/** @source proc_pid_stat(5): pid (comm) state ppid pgrp …, field 22 is the start time in clock ticks. */
export function parseStat(stat: string): Omit<ProcessInfo, 'isTagged'> | null {
  // The name in brackets may itself contain brackets and spaces: the last bracket ends it.
  const end = stat.lastIndexOf(')');
  const [state, parent, group, ...rest] = stat.slice(end + 2).split(' ');
  const started = rest[16];
  if (end < 0 || started === undefined || state === 'Z' || state === 'X') return null;
  return { pid: Number.parseInt(stat, 10), parent: Number(parent), group: Number(group), started };
}

async function fromPs(tag: string | null): Promise<readonly ProcessInfo[]> {
  const columns = 'pid=,ppid=,pgid=,stat=,lstart=,command=';
  const { stdout } = await runTool(['ps', '-axEww', '-o', columns]);
  return parsePs(stdout, tag);
}

/** `lstart` is five words: `Sat Nov 21 01:30:24 2026`; the environment follows the command. */
export function parsePs(text: string, tag: string | null): readonly ProcessInfo[] {
  const table: ProcessInfo[] = [];
  for (const line of text.split('\n')) {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+((?:\S+\s+){4}\S+)(?:\s+(.*))?$/.exec(line);
    if (!match || match[4]?.startsWith('Z')) continue;
    const isTagged = tag !== null && ` ${match[6] ?? ''} `.includes(` ${TAG}${tag}${isPrefix(tag) ? '' : ' '}`);
    const [pid, parent, group] = [Number(match[1]), Number(match[2]), Number(match[3])];
    table.push({ pid, parent, group, started: match[5] ?? '', isTagged });
  }
  return table;
}
