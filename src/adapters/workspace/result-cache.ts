/**
 * Adapter: results by fingerprint, shared by all runs of a project.
 *
 * 1. Everything is published by a rename: what is there is complete. Nothing is synced: files that a power cut tears
 *    are detected by their digest and forgotten.
 * 2. Temporary files are in a folder of their own in the cache, so those of a killed process are found without
 *    searching everything that was ever cached.
 * 3. Content is copied in and out (sharing blocks if the file system can), never linked: editing an artifact in place
 *    does not change the cache, and every copy is hashed before it is used.
 * 4. The age of an entry counts from its last use, so that `gc` knows what is no longer needed.
 */
import { basename, dirname, join } from 'node:path';
import { type Digest, hexOf, isDigest } from '../../model/brand.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import type { Artifact } from '../../model/result.ts';
import { forgiving } from '../../model/system-error.ts';
import { sha256Of } from '../disk/digests.ts';
import { makeFolder, type PublishOptions, publishFile, tempPath } from '../disk/durable-file.ts';
import { onDiskLater } from '../disk/error.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { removeIfThere, statIfThere } from '../disk/if-there.ts';
import { readText } from '../disk/safe-read.ts';
import { sha256OfFile } from './staged-files.ts';

/** A file in the cache, identified by its content. */
export type CachedFile = Pick<Artifact, 'name' | 'sha256' | 'bytes' | 'mediaType'>;

export interface CacheEntry {
  readonly version: 1;
  /** The task that made it: `<run>:<task>`. */
  readonly from: string;
  readonly output: Json;
  readonly artifacts: readonly CachedFile[];
}

const REFUSED = ['ENOENT', 'EACCES', 'EPERM', 'EIO', 'EROFS'];
/** Bytes; a larger entry is not read. */
export const MAX_ENTRY = 64 * 1024 * 1024;

export class ResultCache {
  readonly #folder: string;
  readonly #fs: FileSystem;
  /** Counts copies: two tasks may add the same content at once, each with its own temporary file. */
  #copies = 0;

  constructor(folder: string, fs: FileSystem) {
    this.#folder = folder;
    this.#fs = fs;
  }

  /** null: there is none, or it is damaged. */
  find(fingerprint: Digest): CacheEntry | null {
    const path = this.#entryPath(fingerprint);
    const read = readText(path, { maxBytes: MAX_ENTRY, fs: this.#fs });
    if (!read.ok) return null;
    const [sum, json = ''] = read.value.split('\n', 2);
    const value: unknown = sum === sha256(json) ? JSON.parse(json) : null;
    if (isEntry(value)) {
      forgiving(REFUSED, () => this.#fs.touch(path));
      return value;
    }
    this.forget(fingerprint);
    return null;
  }

  /** `source`: the absolute path of the published file of each artifact. @throws errors of the system */
  async add(fingerprint: Digest, entry: CacheEntry, source: (file: CachedFile) => string): Promise<void> {
    for (const file of entry.artifacts) await this.#addBlob(file, source(file));
    const json = JSON.stringify(entry);
    const path = this.#entryPath(fingerprint);
    const options: PublishOptions = { fs: this.#fs, durability: 'whole', temps: this.#folder };
    makeFolder(dirname(path), options);
    publishFile(path, `${sha256(json)}\n${json}\n`, options);
  }

  /** Copies a file to `to`. @returns false if it is missing or damaged; it is then forgotten. */
  async take({ sha256: wanted }: CachedFile, to: string): Promise<boolean> {
    const blob = this.#blobPath(wanted);
    makeFolder(dirname(to), { fs: this.#fs, durability: 'whole' });
    try {
      await onDiskLater('copy', blob, () => this.#fs.copy(blob, to));
    } catch (error) {
      if (statIfThere(this.#fs, blob) === null) return false;
      throw error;
    }
    if ((await sha256OfFile(this.#fs, to)) === wanted) return true;
    removeIfThere(this.#fs, blob);
    return false;
  }

  forget(fingerprint: Digest): void {
    removeIfThere(this.#fs, this.#entryPath(fingerprint));
  }

  async #addBlob({ sha256: wanted, bytes }: CachedFile, source: string): Promise<void> {
    const blob = this.#blobPath(wanted);
    if (statIfThere(this.#fs, blob)?.bytes === bytes) return;
    makeFolder(dirname(blob), { fs: this.#fs, durability: 'whole' });
    this.#copies += 1;
    const temp = tempPath(join(this.#folder, `${basename(blob)}.${this.#copies}`), process.pid);
    try {
      await this.#fs.copy(source, temp);
      this.#fs.rename(temp, blob);
    } finally {
      forgiving(REFUSED, () => removeIfThere(this.#fs, temp));
    }
  }

  #entryPath(fingerprint: Digest): string {
    return join(this.#folder, 'results', `${nameOf(fingerprint)}.json`);
  }

  #blobPath(content: Digest): string {
    const hex = nameOf(content);
    return join(this.#folder, 'blobs', hex.slice(0, 2), hex);
  }
}

const sha256 = (text: string): string => hexOf(sha256Of(text));

/** A text that is not a digest could name any path, so it is hashed. */
const nameOf = (text: Digest): string => (isDigest(text) ? hexOf(text) : sha256(text));

/** The digest proves that we wrote it, but perhaps in another version. */
function isEntry(value: unknown): value is CacheEntry {
  return isJsonObject(value) && value.version === 1 && 'output' in value && Array.isArray(value.artifacts);
}
