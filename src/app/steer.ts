/**
 * Steering a run from the command line: a person's hand on the manifest, and nothing else (law 1).
 *
 * T1. One value is spliced; every other byte of the file stays.
 * T2. The file is replaced whole, and only if it is still the one that was read.
 * T3. What is asked for already is not asked for twice.
 */
import { lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import { publishFile } from '../adapters/durable-file.ts';
import { err, ok, type ProjectPath, type Result, type RunId } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { setValue } from '../parse/manifest-edit.ts';
import { manifestPath } from './names.ts';
import { readManifest } from './read-manifest.ts';
import { readRun } from './read-run.ts';
import { notStarted, notToRerun } from './run-mistakes.ts';
import type { Project } from './types.ts';

export interface Steered {
  readonly run: RunId;
  readonly file: ProjectPath;
  /** The manifest before and after; equal when there was nothing to write. */
  readonly before: string;
  readonly after: string;
  /** Why nothing was written: a sentence. */
  readonly unchanged: string | null;
  /** A process works on the run and will see it. */
  readonly driven: boolean;
  readonly paused: boolean;
}

type Outcome = Result<Steered, readonly Diagnostic[]>;
type Edit = readonly [path: readonly [string, ...string[]], value: Json];

/** @param from stages or items that are to run again though nothing changed. */
export async function retryRun(project: Project, run: RunId, from: readonly string[]): Promise<Outcome> {
  const asked = await askedRetry(project, run, from);
  return asked.ok ? writeSteered(project, asked.value) : asked;
}

/** The same edit, not written yet. */
export async function askedRetry(project: Project, run: RunId, from: readonly string[]): Promise<Outcome> {
  const view = await readRun(project, run);
  if (!view.ok) return view;
  const { checkpoint, driven } = view.value;
  const manifest = readManifest(project, run);
  if (!manifest.ok) return manifest;
  if (!checkpoint) return err([notStarted(run)]);
  const unknown = from.flatMap((address) => notToRerun(checkpoint, address) ?? []);
  if (unknown.length > 0) return err(unknown);
  return edit(project, { run, driven, manifest: manifest.value }, (text) =>
    retryEdits(manifest.value, { generation: checkpoint.generation, from, text }),
  );
}

/** Ends the run for good, or for this generation. */
export async function cancelRun(project: Project, run: RunId): Promise<Outcome> {
  const view = await readRun(project, run);
  if (!view.ok) return view;
  const { checkpoint, driven } = view.value;
  const manifest = readManifest(project, run);
  if (!manifest.ok) return manifest;
  const asked = edit(project, { run, driven, manifest: manifest.value }, () => cancelEdits(manifest.value, checkpoint));
  return asked.ok ? writeSteered(project, asked.value) : asked;
}

interface Wanted {
  readonly edits: readonly Edit[];
  readonly unchanged: string | null;
}

function retryEdits(
  { rerun, cancelled }: Manifest,
  wish: { readonly generation: number; readonly from: readonly string[]; readonly text: string },
): Wanted {
  const { generation, from } = wish;
  const isAsked = rerun !== null && rerun.n > generation;
  const n = isAsked ? rerun.n : generation + 1;
  const same = isAsked && from.every((address) => rerun.from.includes(address));
  const unchanged = same && !cancelled ? `generation ${n} is asked for already` : null;
  // A retry that was asked for without `from` stays asked for; one with `from` is added to it.
  const all = isAsked ? [...new Set([...rerun.from, ...from])] : from;
  const value: Json = all.length === 0 ? n : { n, from: all.length === 1 ? (all[0] ?? '') : all };
  const edits: Edit[] = same ? [] : [[['rerun'], value]];
  // Else the new generation would be cancelled at once.
  if (cancelled) edits.push([['cancelled'], false]);
  return { edits, unchanged };
}

function cancelEdits({ cancelled, rerun }: Manifest, checkpoint: Checkpoint | null): Wanted {
  const ended = checkpoint && ['completed', 'failed', 'cancelled', 'rejected'].includes(checkpoint.status);
  const isRerun = (rerun?.n ?? 0) > (checkpoint?.generation ?? 0);
  if (ended && !isRerun)
    return { edits: [], unchanged: `it is ${checkpoint.status} already; there is nothing to cancel` };
  if (cancelled) return { edits: [], unchanged: 'the manifest says `cancelled: true` already' };
  return { edits: [[['cancelled'], true]], unchanged: null };
}

interface Target {
  readonly run: RunId;
  readonly driven: boolean;
  readonly manifest: Manifest;
}

function edit(project: Project, { run, driven, manifest }: Target, wanted: (text: string) => Wanted): Outcome {
  const file = manifestPath(run);
  const before = textOf(project, file);
  if (!before.ok) return before;
  const { edits, unchanged } = wanted(before.value);
  let after = before.value;
  for (const [at, value] of edits) {
    const edited = setValue({ file, text: after }, at, value);
    if (!edited.ok) return edited;
    after = edited.value;
  }
  return ok({ run, file, before: before.value, after, unchanged, driven, paused: manifest.paused });
}

/** T2. */
export function writeSteered(project: Project, steered: Steered): Outcome {
  const { file, before, after } = steered;
  if (after === before) return ok(steered);
  const absolute = path.join(project.root, file);
  const again = textOf(project, file);
  if (!again.ok || again.value !== before) return err([changedMeanwhile(file)]);
  publishFile(absolute, after, { mode: statSync(absolute).mode & 0o777 });
  return ok(steered);
}

/** A link is not followed: it would be replaced by a file. */
function textOf(project: Project, file: ProjectPath): Result<string, readonly Diagnostic[]> {
  const isFile = lstatSync(path.join(project.root, file), { throwIfNoEntry: false })?.isFile() ?? false;
  const bytes = project.read(file);
  if (isFile && bytes.ok) return ok(Buffer.from(bytes.value).toString('utf8'));
  const message = bytes.ok ? 'it is a symbolic link' : bytes.error.message;
  return err([
    { code: 'file/unreadable', severity: 'error', message: `the manifest cannot be edited: ${message}`, at: { file } },
  ]);
}

const changedMeanwhile = (file: string): Diagnostic => ({
  code: 'edit/changed-meanwhile',
  severity: 'error',
  message: 'the manifest changed while it was being edited; nothing was written',
  at: { file },
  hint: 'run the command again',
});
