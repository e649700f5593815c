/**
 * Adapter: the manifest of one run, read every quarter of a second while the run is driven.
 *
 * 1. A change counts when two reads in a row see the same file: at the first, an editor may still be writing.
 * 2. An invalid version is reported once; the last valid one stays in force, also if the file disappears.
 * 3. The timer does not keep the process alive, and an error does not end it: a file that the system refuses to show
 *    counts as an invalid version.
 */
import { isDeepStrictEqual } from 'node:util';
import { err } from '../model/brand.ts';
import { aWarning, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ManifestSource } from '../ports/manifest-source.ts';
import { type FileSystem, nodeFileSystem } from './disk/file-system.ts';
import { GONE, stampOrState } from './disk/if-there.ts';

export interface WatchedManifest {
  /** Absolute. */
  readonly path: string;
  /** The path for messages: a checkpoint that is read elsewhere must not contain the location of this clone. */
  readonly shown: string;
  /** As read before the watch began; an edit since then is noticed. */
  readonly first: Manifest;
  /** Reads and checks the file as it is now. */
  readonly read: () => Diagnosed<Manifest>;
  readonly fs?: FileSystem;
  /** Calls `look` repeatedly until it is disposed of. */
  readonly repeat?: (look: () => void) => Disposable;
}

const EVERY_MS = 250;

export function watchManifest(watched: WatchedManifest): ManifestSource {
  const { repeat = everyQuarterSecond } = watched;
  const watch = new ManifestWatch(watched);
  const timer = repeat(() => watch.look());
  return {
    current: () => watch.current,
    onChange: (listener) => void watch.listeners.push(listener),
    [Symbol.dispose]: () => timer[Symbol.dispose](),
  };
}

function everyQuarterSecond(look: () => void): Disposable {
  const timer = setInterval(look, EVERY_MS).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

class ManifestWatch {
  current: Manifest;
  readonly listeners: ((change: Diagnosed<Manifest>) => void)[] = [];
  readonly #watched: WatchedManifest;
  /** Stamp of the version that was read last; null: the file may have changed since `first`. */
  #settled: string | null = null;
  #seen: string | null = null;
  /** The last reported change was invalid. */
  #isBroken = false;

  constructor(watched: WatchedManifest) {
    this.#watched = watched;
    this.current = watched.first;
  }

  look(): void {
    const { path, shown, fs = nodeFileSystem } = this.#watched;
    const stamp = stampOrState(fs, path);
    const isSteady = stamp === this.#seen;
    this.#seen = stamp;
    if (!isSteady || stamp === this.#settled) return;
    this.#settled = stamp;
    this.#take(stamp === GONE ? err([vanished(shown)]) : this.#watched.read());
  }

  #take(change: Diagnosed<Manifest>): void {
    const isNews = !change.ok || this.#isBroken || !isDeepStrictEqual(change.value, this.current);
    this.#isBroken = !change.ok;
    if (change.ok) this.current = change.value;
    if (isNews) for (const listener of this.listeners) listener(change);
  }
}

const vanished = (file: string): Diagnostic =>
  aWarning(
    'manifest/missing',
    'the manifest is missing; running stages finish, and the run is on hold until it is restored',
    {
      at: { file },
      hint: 'restore it to steer the run again',
    },
  );
