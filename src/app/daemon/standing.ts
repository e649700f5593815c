/**
 * The standing of a daemon with the branch that it follows, for other processes: a file, written when that changes,
 * and valid only while the daemon works.
 */
import { join } from 'node:path';
import { publishFile } from '../../adapters/disk/durable-file.ts';
import { DurableError } from '../../adapters/disk/error.ts';
import { readText } from '../../adapters/disk/safe-read.ts';
import { statePaths } from '../../adapters/state-folder.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { isJsonObject, parsedJson } from '../../model/json.ts';
import { textAt } from '../../parse/json/fields.ts';

export interface Standing {
  /** ISO time. */
  readonly since: string;
  /** Absolute path of the tree that it works in. */
  readonly tree: string;
  /** What is wrong or, if nothing is, the state of the synchronisation. */
  readonly sentence: string;
  readonly isWell: boolean;
  readonly hint: string | null;
}

const standingFile = (root: string): string => join(statePaths(root).state, 'git', 'standing.json');

/** @param troubles empty: all is well. */
export function standingWith(
  troubles: readonly Diagnostic[],
  { since, tree, sentence }: Pick<Standing, 'since' | 'tree' | 'sentence'>,
): Standing {
  const [first] = troubles;
  if (!first) return { since, tree, sentence, isWell: true, hint: null };
  const more = troubles.length > 1 ? `; and ${troubles.length - 1} more` : '';
  return { since, tree, sentence: `${first.message}${more}`, isWell: false, hint: first.hint ?? null };
}

/** @param root where the daemon was started. If the disk refuses, the standing is not recorded; nothing fails. */
export function noteStanding(root: string, standing: Standing): void {
  try {
    publishFile(standingFile(root), `${JSON.stringify(standing)}\n`, { durability: 'whole' });
  } catch (error) {
    if (!(error instanceof DurableError)) throw error;
  }
}

const MAX_BYTES = 64 * 1024;

/** null: none is recorded. */
export function standingOf(root: string): Standing | null {
  const text = readText(standingFile(root), { maxBytes: MAX_BYTES });
  const value = text.ok ? parsedJson(text.value) : null;
  if (!isJsonObject(value)) return null;
  const { isWell } = value;
  const [since, tree, sentence] = ['since', 'tree', 'sentence'].map((key) => textAt(value, key));
  if (!since || !tree || !sentence || typeof isWell !== 'boolean') return null;
  return { since, tree, sentence, isWell, hint: textAt(value, 'hint') };
}
