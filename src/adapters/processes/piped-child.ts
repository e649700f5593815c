/**
 * Adapter: starts a program whose pipes we hold.
 *
 * A system that has no room for one more (descriptors, processes, memory) says so in three ways: by a throw, by an
 * event, or by a child without pipes. Here it is one: a rejection.
 */
import { type ChildProcessByStdio, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { errorCode } from '../../model/system-error.ts';

export type PipedChild = ChildProcessByStdio<Writable, Readable, Readable>;

export interface PipedOptions extends Pick<SpawnOptions, 'detached' | 'env'> {
  readonly cwd: string;
}

/** @throws NotStarted */
export async function startPiped(file: string, args: readonly string[], options: PipedOptions): Promise<PipedChild> {
  try {
    const child = spawn(file, args, { ...options, windowsHide: true, stdio: ['pipe', 'pipe', 'pipe'] });
    await once(child, 'spawn');
    child.on('error', () => {}); // a signal that could not be sent: its end tells all that counts
    // One that ends before it has read all says why by itself.
    child.stdin.on('error', () => {});
    return child;
  } catch (error) {
    throw new NotStarted(file, options.cwd, error);
  }
}

export class NotStarted extends Error {
  override readonly name = 'NotStarted';
  /** There is no such program; else the system had no room for it, or the folder is not there. */
  readonly isMissing: boolean;

  constructor(file: string, cwd: string, cause: unknown) {
    const code = errorCode(cause) ?? String(cause);
    const isInNoFolder = code === 'ENOENT' && !existsSync(cwd);
    super(isInNoFolder ? `there is no folder ${cwd}` : `${file} could not be started (${code})`, { cause });
    this.isMissing = code === 'ENOENT' && !isInNoFolder;
  }
}
