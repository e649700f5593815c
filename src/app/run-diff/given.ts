/** The inputs of two runs, and the definitions that their generations are pinned to. */
import path from 'node:path';
import { type ProjectPath, runId } from '../../model/brand.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { draftBody } from '../../parse/draft/text.ts';
import { pinnedFolder } from '../../parse/run-files.ts';
import { textOf } from '../../parse/text/decode.ts';
import { changedLines } from '../../report/line-diff.ts';
import type { GivenDiff, RunDiff } from '../../report/run-diff.ts';
import { bytesOf, type PinnedIndex, readContext, readIndex } from '../pinned/pinned.ts';
import type { Project } from '../types.ts';

type Given = Pick<RunDiff, 'given' | 'problem'>;

export function givenDiffs(project: Project, before: Checkpoint, now: Checkpoint): Given {
  const inputs = otherParts('input', valueParts(before.inputs), valueParts(now.inputs));
  // The digest covers everything that a generation is pinned to.
  if (before.pipeline.digest === now.pipeline.digest) return { given: inputs, problem: null };
  const [old, made] = [pinnedOf(project, before), pinnedOf(project, now)];
  if (!old || !made) return { given: inputs, problem: goneText(old ? now : before) };
  const given = [
    ...inputs,
    ...otherParts('file', fileParts(old), fileParts(made)),
    ...otherParts('context', contextParts(project, old), contextParts(project, made)),
    ...otherParts('provider', valueParts(old.index.providers), valueParts(made.index.providers)),
  ];
  return { given, problem: null };
}

const goneText = ({ run, generation }: Checkpoint): string =>
  `the pinned definitions of ${run} cannot be read: ${pinnedFolder(runId(run), generation)}`;

interface Pinned {
  readonly folder: string;
  readonly index: PinnedIndex;
  readonly context: JsonObject;
}

/** null: it cannot be read. */
function pinnedOf(project: Project, { run, generation }: Checkpoint): Pinned | null {
  const folder = path.join(project.root, pinnedFolder(runId(run), generation));
  const index = readIndex(folder);
  const context = index && readContext(project, folder, index);
  return index && context ? { folder, index, context } : null;
}

/** A named part of the definitions. */
interface Part {
  /** The value to compare and to show. */
  readonly value: Json;
  /** null: it cannot be read. */
  text(): string | null;
}
type Parts = ReadonlyMap<string, Part>;

const valueParts = (values: JsonObject | undefined): Parts =>
  new Map(Object.entries(values ?? {}).map(([name, value]) => [name, { value, text: () => draftBody(value) }]));

const fileParts = ({ folder, index }: Pinned): Parts =>
  new Map([...index.sources].map(([file, value]) => [file, { value, text: () => pinnedText(folder, file) }]));

function pinnedText(folder: string, file: ProjectPath): string | null {
  const bytes = bytesOf(path.join(folder, file));
  return bytes && textOf(bytes);
}

const contextParts = ({ digests }: Project, { context }: Pinned): Parts =>
  new Map(
    Object.entries(context).map(([name, value]) => [
      name,
      { value: digests.ofText(canonicalJson(value)), text: () => draftBody(value) },
    ]),
  );

function otherParts(kind: GivenDiff['kind'], before: Parts, now: Parts): readonly GivenDiff[] {
  return [...new Set([...now.keys(), ...before.keys()])].flatMap((name): GivenDiff[] => {
    const [old, made] = [before.get(name), now.get(name)];
    const [was, is] = [old?.value ?? null, made?.value ?? null];
    if (old && made && canonicalJson(was) === canonicalJson(is)) return [];
    const [from, to] = [old ? old.text() : '', made ? made.text() : ''];
    const isTold = from !== null && to !== null;
    return [
      { kind, name, before: was, now: is, lines: isTold ? changedLines(old ? from : null, made ? to : null) : [] },
    ];
  });
}
