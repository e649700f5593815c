/**
 * Adapter: parsed YAML trees, kept for the next process. Parsing the definition of two thousand stages takes a quarter
 * of their run, and it has usually not changed since.
 *
 * 1. A tree is used only for exactly the text that it was made from, which is stored with it, and by the same build.
 * 2. Trees determine what stages do. So they are in the cache folder of the user, and a file is used only if it belongs
 *    to this user and nobody else can write it.
 * 3. It is only an optimization: if it is missing or damaged, the text is parsed. It may be deleted at any time.
 * 4. Only long texts that proved valid are kept; the oldest are removed.
 */
import { lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { errorCode } from '../model/system-error.ts';
import type { YamlNode } from '../parse/yaml/node.ts';
import { parseYaml, type YamlTree } from '../parse/yaml/parser.ts';
import { restored, stored } from '../parse/yaml/stored.ts';
import { publishFile } from './disk/durable-file.ts';
import { DurableError } from './disk/error.ts';
import { readSealed, sealedBytes } from './disk/sealed-file.ts';
import { readyFolder } from './user-cache.ts';

export interface Trees {
  parse(text: string): YamlTree;
  /** The texts parsed so far are valid: keeps their trees. Never fails. */
  keep(): void;
}

export interface TreesOptions {
  /** Absolute; created when needed. */
  readonly folder: string;
  /** Identifies this build of the program. */
  readonly build: string;
}

/** Characters. A shorter text is parsed as fast as a tree is read; nobody writes a longer one. */
const LEAST = 2_048;
const MOST = 4 * 1024 * 1024;
/** More than the long pipelines of any project; otherwise `validate` of all would replace each by another. */
const MOST_FILES = 256;
const ENDING = '.tree';
/** Write permission for group and others. */
const OTHERS_WRITE = 0o022;

export function keptTrees({ folder, build }: TreesOptions): Trees {
  const made = new Map<string, YamlNode>();
  const fileOf = (text: string): string =>
    join(folder, `${crc32(text).toString(16).padStart(8, '0')}-${text.length}${ENDING}`);
  return {
    parse: (text) => {
      if (text.length < LEAST || text.length > MOST) return parseYaml(text);
      const known = made.get(text) ?? find(fileOf(text), text, build);
      if (known !== null) return { root: known, faults: [] };
      const tree = parseYaml(text);
      if (tree.root !== null && tree.faults.length === 0) made.set(text, tree.root);
      return tree;
    },
    keep: () => {
      const kept = [...made];
      made.clear();
      if (kept.length === 0 || readyFolder(folder) === null) return;
      for (const [text, root] of kept) write(fileOf(text), { text, root, build });
      forgetOldest(folder);
    },
  };
}

function find(file: string, text: string, build: string): YamlNode | null {
  if (!isOurs(file)) return null;
  const sealed = readSealed(file);
  if (sealed === null || sealed.json.build !== build || !Buffer.from(text).equals(sealed.bytes)) return null;
  return restored(sealed.json.root ?? null);
}

function isOurs(file: string): boolean {
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile()) return false;
    return process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & OTHERS_WRITE) === 0);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return false;
  }
}

interface Made {
  readonly text: string;
  readonly root: YamlNode;
  readonly build: string;
}

function write(file: string, { text, root, build }: Made): void {
  const json = stored(root);
  if (json === null) return;
  try {
    const bytes = sealedBytes({ json: { build, root: json }, bytes: Buffer.from(text) });
    publishFile(file, bytes, { durability: 'whole', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof DurableError)) throw error;
  }
}

/** Removes one of two equally old files. */
function forgetOldest(folder: string): void {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith(ENDING));
    if (files.length <= MOST_FILES) return;
    const aged = files.map((name) => {
      const path = join(folder, name);
      return { path, at: statSync(path).mtimeMs };
    });
    for (const { path } of aged.sort((a, b) => b.at - a.at).slice(MOST_FILES)) rmSync(path, { force: true });
  } catch (error) {
    if (errorCode(error) === null) throw error; // another process removes it, or the disk refuses: tried again later
  }
}
