/**
 * Adapter: trees of YAML texts, kept for the next process: to parse the definition of two thousand stages takes a quarter
 * of their run, and it is mostly the same as the last time.
 *
 * 1. A tree is taken only for the very text that it was made of, which lies beside it, and as this very build made it.
 * 2. What stages do follows from it, so it lies in the cache folder of the user, and is taken only from a file of this
 *    user that nobody else can write.
 * 3. It is a pure shortcut: without it, or with a damaged one, the text is parsed. It may be deleted any time.
 * 4. Kept are long texts, when whoever parsed them found them good; the oldest go.
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
  /** The texts that were parsed since are good: their trees are kept. Never fails. */
  keep(): void;
}

export interface TreesOptions {
  /** Absolute; made at need. */
  readonly folder: string;
  /** Tells this program from every other that parses. */
  readonly build: string;
}

/** Characters. What is shorter is parsed as fast as it is read; what is longer nobody wrote. */
const LEAST = 2_048;
const MOST = 4 * 1024 * 1024;
/** More than a project has long pipelines: else `validate` of all would keep each in the place of another. */
const MOST_FILES = 256;
const ENDING = '.tree';
/** Group and others may write. */
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

/** Of two that are as old one goes. */
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
    if (errorCode(error) === null) throw error; // somebody else clears up, or the disk refuses: another time
  }
}
