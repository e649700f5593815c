/** What the daemon works on, for other processes: a file that is written now and then. Informative only. */
import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { publishFile } from '../../adapters/disk/durable-file.ts';
import { DurableError } from '../../adapters/disk/error.ts';
import { type Holder, isLocked, readHolder } from '../../adapters/disk/lock.ts';
import { readText } from '../../adapters/disk/safe-read.ts';
import { daemonLock, statePaths } from '../../adapters/state-folder.ts';
import type { RunId } from '../../model/brand.ts';
import { isJsonObject, type Json, parsedJson } from '../../model/json.ts';
import { errorCode } from '../../model/system-error.ts';
import type { Queue } from '../../watch/queue.ts';

const boardFile = (root: string): string => join(statePaths(root).state, 'daemon.json');

/** The process that is the daemon of a project now; null: none. */
export function daemonOf(root: string): Holder | 'unknown' | null {
  const lock = daemonLock(root);
  return isLocked(lock) ? (readHolder(lock) ?? 'unknown') : null;
}

/** The daemon that follows a branch from this folder, if any. Its work is in its own tree and not visible here. */
export function followerOf(root: string): (Holder & { readonly follows: string }) | null {
  const holder = daemonOf(root);
  if (holder === null || holder === 'unknown' || holder.follows === undefined) return null;
  return { ...holder, follows: holder.follows };
}

/** Milliseconds between two writes, at least. */
const EVERY_MS = 250;

export class Board implements Disposable {
  private readonly root: string;
  private waiting: { readonly active: readonly RunId[]; readonly queue: Queue } | null = null;
  private timer: NodeJS.Timeout | null = null;

  /** Must be called with the lock of the daemon held. Removes what a killed daemon left, which is out of date. */
  constructor(root: string) {
    this.root = root;
    this.remove();
  }

  show(active: readonly RunId[], queue: Queue): void {
    this.waiting = { active, queue };
    this.timer ??= setTimeout(() => this.write(), EVERY_MS).unref();
  }

  private write(): void {
    this.timer = null;
    if (!this.waiting) return;
    const { active, queue } = this.waiting;
    this.waiting = null;
    const text = `${JSON.stringify({ active, queue: queue.map(({ run }) => run) })}\n`;
    try {
      publishFile(boardFile(this.root), text, { durability: 'whole' });
    } catch (error) {
      if (!(error instanceof DurableError)) throw error; // then positions are not shown
    }
  }

  [Symbol.dispose](): void {
    if (this.timer) clearTimeout(this.timer);
    this.remove();
  }

  private remove(): void {
    try {
      unlinkSync(boardFile(this.root));
    } catch (error) {
      if (errorCode(error) === null) throw error; // missing or unreadable: ignored
    }
  }
}

export interface Place {
  /** From 1. */
  readonly position: number;
  readonly of: number;
}

const MAX_BYTES = 16 * 1024 * 1024;

/** Position of a run among those that wait for their turn; null: it does not wait, or no daemon works. */
export function placeInQueue(root: string, run: RunId): Place | null {
  if (daemonOf(root) === null) return null;
  const { queue } = boardOf(root);
  const index = queue.indexOf(run);
  return index < 0 ? null : { position: index + 1, of: queue.length };
}

/** Runs that wait for their turn; empty if no daemon works. */
export function queuedRuns(root: string): ReadonlySet<string> {
  return new Set(daemonOf(root) === null ? [] : boardOf(root).queue);
}

/** Has the daemon taken the run up: is it in work, or waiting for its turn? */
export function isTakenUp(root: string, run: RunId): boolean {
  const { active, queue } = boardOf(root);
  return active.includes(run) || queue.includes(run);
}

/** Numbers of runs that a daemon drives now, and that wait for their turn. */
export function workOf(root: string): { readonly active: number; readonly queue: number } {
  const { active, queue } = boardOf(root);
  return { active: active.length, queue: queue.length };
}

interface Shown {
  readonly active: readonly RunId[];
  /** In their order. */
  readonly queue: readonly RunId[];
}

const NOTHING: Shown = { active: [], queue: [] };

function boardOf(root: string): Shown {
  const text = readText(boardFile(root), { maxBytes: MAX_BYTES });
  if (!text.ok) return NOTHING;
  const value = parsedJson(text.value);
  if (!isJsonObject(value)) return NOTHING;
  return { active: runsIn(value.active), queue: runsIn(value.queue) };
}

const runsIn = (value: Json | undefined): readonly RunId[] =>
  Array.isArray(value) ? value.flatMap((run) => (typeof run === 'string' ? [run as RunId] : [])) : [];
