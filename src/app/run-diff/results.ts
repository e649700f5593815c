/**
 * The contents of two runs' results: outputs, and artifacts that are texts. Paths of the first run's files are given as
 * those of the second.
 */
import path from 'node:path';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { readText } from '../../adapters/disk/safe-read.ts';
import { createOutputs } from '../../adapters/workspace/outputs.ts';
import { isText, underNewName } from '../../adapters/workspace/own-paths.ts';
import { decodeOutput } from '../../core/decode.ts';
import type { RunId } from '../../model/brand.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { CheckpointArtifact, CheckpointResult } from '../../model/checkpoint.ts';
import { type Json, parsedJson } from '../../model/json.ts';
import { draftBody } from '../../parse/draft/text.ts';
import { changedLines } from '../../report/line-diff.ts';
import { areMade, type TaskDiff, type TaskPair, type TextDiff } from '../../report/task-pairs.ts';
import type { Project } from '../types.ts';

export interface Results {
  isSame(before: CheckpointResult, now: CheckpointResult): boolean;
  /** Diffs of the texts that differ. */
  textsOf(diff: TaskDiff, pair: TaskPair): readonly TextDiff[];
}

/** undefined: its file is missing or was changed. */
type Said = Json | undefined;
/** The same for text; null: there is none. */
type Text = string | null | undefined;

export function readingResults(project: Project, runs: { readonly from: RunId; readonly to: RunId }): Results {
  const outputs = createOutputs(project.root, nodeFileSystem);
  const saidNow = ({ output }: CheckpointResult): Said => {
    const read = outputs.read(decodeOutput(output));
    return read.ok ? read.value : undefined;
  };
  const saidBefore = (result: CheckpointResult): Said => {
    const value = saidNow(result);
    return value === undefined ? undefined : underNewName({ value }, runs).value;
  };
  return {
    isSame: (old, made) => {
      const [one, other] = [old.output, made.output];
      if ('file' in one && 'file' in other && one.sha256 === other.sha256) return true;
      return areEqual(saidBefore(old), saidNow(made));
    },
    textsOf: (diff, { before, now }) => {
      const [old, made] = [before?.task.result, now?.task.result];
      if (!areMade({ before, now })) return [];
      const said = { before: old ? saidBefore(old) : null, now: made ? saidNow(made) : null };
      const files = fileDiffs(project, diff, said);
      return diff.output === 'same' ? files : [textDiff('output', bodyOf(said.before), bodyOf(said.now)), ...files];
    },
  };
}

/** Diffs of text files, except the answer of a model as a file, which only repeats the output. */
function fileDiffs(project: Project, { artifacts }: TaskDiff, said: Record<'before' | 'now', Said>): TextDiff[] {
  return artifacts.flatMap(({ name, before, now }) => {
    if (!isText((now ?? before)?.media_type ?? '')) return [];
    const [from, to] = [artifactText(project, before), artifactText(project, now)];
    if (isJsonOf(from, said.before) && isJsonOf(to, said.now)) return [{ name, lines: [], problem: null }];
    return [textDiff(name, readable(from), readable(to))];
  });
}

const areEqual = (one: Said, other: Said): boolean =>
  one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other);

const bodyOf = (value: Said): Text => (value == null ? value : draftBody(value));

/** Unchanged lines around those that differ: a field alone says little. */
const CONTEXT = 2;
const MAX_BYTES = 16 * 1024 * 1024;

/** undefined: it is missing, was changed, or is no text after all. */
function artifactText({ root, digests }: Project, artifact: CheckpointArtifact | null): Text {
  if (artifact === null) return null;
  const read = readText(path.join(root, artifact.path), { maxBytes: MAX_BYTES });
  return read.ok && digests.ofBytes(read.value) === artifact.sha256 ? read.value : undefined;
}

const isJsonOf = (text: Text, value: Said): boolean =>
  text === null || (text !== undefined && areEqual(parsedJson(text), value));

/** Breaks JSON into lines: on one line, it would be a single difference. */
function readable(text: Text): Text {
  const value = text == null ? undefined : parsedJson(text);
  return value === undefined || typeof value !== 'object' ? text : draftBody(value);
}

const textDiff = (name: string, before: Text, now: Text): TextDiff =>
  before === undefined || now === undefined
    ? { name, lines: [], problem: 'it cannot be compared: a file is missing, was changed, or is not text' }
    : { name, lines: changedLines(before, now, CONTEXT), problem: null };
