/**
 * Steering a run from the command line: edits the manifest on behalf of a person, and does nothing else (law 1).
 *
 * T1. Only the requested values change; every other byte of the file stays.
 * T2. The file is replaced as a whole, and only if it did not change since it was read.
 * T3. A request that the manifest contains already is not written again.
 * T4. The result is a manifest without mistakes.
 */
import { lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import { publishFile } from '../adapters/disk/durable-file.ts';
import { type Lock, takeLock, thisProcess } from '../adapters/disk/lock.ts';
import { openStateFolder, sharedLock } from '../adapters/state-folder.ts';
import { hasStarted } from '../core/run-end.ts';
import { err, ok, type ProjectPath, type RunId } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { anError, type Diagnosed, type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { type EditPath, type ManifestText, setValue } from '../parse/manifest/edit.ts';
import { parseManifest } from '../parse/manifest.ts';
import { checkpointPath, manifestPath } from '../parse/run-files.ts';
import { daemonOf } from './daemon/board.ts';
import { readManifest } from './project/read-manifest.ts';
import { notStarted, notToRerun } from './project/run-mistakes.ts';
import { readLoosely } from './read-run.ts';
import type { Project } from './types.ts';

export interface Steered extends Omit<Wanted, 'edits'> {
  readonly run: RunId;
  readonly file: ProjectPath;
  /** The manifest before and after; equal when there was nothing to write. */
  readonly before: string;
  readonly after: string;
  /** A process is working on the run and will pick it up. */
  readonly driven: boolean;
  /**
   * The daemon that will act on the edit: one in this folder, one that follows a branch from here, or one in another
   * clone, which committed the checkpoint last.
   */
  readonly daemon: 'here' | 'on-branch' | 'elsewhere' | null;
  readonly paused: boolean;
  /** The checkpoint before the edit; null: the run never started. */
  readonly checkpoint: Checkpoint | null;
}

export interface SteerMessage {
  /** Subject: `Approve outline_review of ep001`. */
  readonly subject: string;
  /** The reason; null: none was given. */
  readonly reason: string | null;
  /** Files to commit with the manifest, such as an edited draft. */
  readonly with?: readonly ProjectPath[];
  /** Trailers for programs: `Gate: outline_review`. */
  readonly trailers: readonly (readonly [name: string, value: string])[];
}

export type Outcome = Diagnosed<Steered>;
export type Edit = (source: ManifestText) => Diagnosed<string>;

export const set =
  (at: EditPath, value: Json): Edit =>
  (source) =>
    setValue(source, at, value);

/** The run to steer. */
export interface Target {
  readonly run: RunId;
  readonly manifest: Manifest;
  /** null: never started, or `invalid`, which is equivalent. */
  readonly checkpoint: Checkpoint | null;
}

/** The edit to write. */
export interface Wanted {
  readonly edits: readonly Edit[];
  /** Why nothing is written: a sentence. */
  readonly unchanged: string | null;
  /** The effect of the edit, if it is not obvious: a sentence. */
  readonly meaning?: string | undefined;
  /** Message for a commit of the edit. */
  readonly message: SteerMessage;
}

export type Wish = (target: Target) => Promise<Diagnosed<Wanted>>;

/** Makes the edit and writes it. */
export async function steer(project: Project, run: RunId, wish: Wish): Promise<Outcome> {
  const asked = await askedSteer(project, run, wish);
  const done = asked.ok ? writeSteered(project, asked.value) : asked;
  if (!done.ok || done.value.daemon !== null || done.value.checkpoint === null) return done;
  return ok({ ...done.value, daemon: await daemonElsewhere(project, run) });
}

/** The edit, without writing it. */
async function askedSteer(project: Project, run: RunId, wish: Wish): Promise<Outcome> {
  const view = await readLoosely(project, run);
  if (!view.ok) return view;
  const { checkpoint, driven } = view.value;
  const manifest = readManifest(project, run);
  if (!manifest.ok) return manifest;
  const file = manifestPath(run);
  const before = textOf(project, file);
  if (!before.ok) return before;
  const begun = hasStarted(checkpoint) ? checkpoint : null;
  const wanted = await wish({ run, manifest: manifest.value, checkpoint: begun });
  if (!wanted.ok) return wanted;
  const { edits, ...said } = wanted.value;
  const after = edited({ file, text: before.value }, edits);
  // The text was read before the edits were computed, which may be based on a newer text.
  if (!after.ok) return isStill(project, file, before.value) ? after : err([changedMeanwhile(file)]);
  const { paused } = manifest.value;
  const daemon = daemonIn(project);
  return ok({ run, file, before: before.value, after: after.value, driven, daemon, paused, checkpoint, ...said });
}

/** Did a daemon in another clone commit the checkpoint last, and has the run not been driven here since? */
async function daemonElsewhere(project: Project, run: RunId): Promise<'elsewhere' | null> {
  const { isCommittedByDaemon } = await import('../adapters/git/identity.ts');
  return isCommittedByDaemon(project.root, checkpointPath(run)) ? 'elsewhere' : null;
}

function daemonIn({ root }: Project): 'here' | 'on-branch' | null {
  const holder = daemonOf(root);
  if (holder === null) return null;
  return holder !== 'unknown' && holder.follows !== undefined ? 'on-branch' : 'here';
}

function edited({ file, text }: ManifestText, edits: readonly Edit[]): Diagnosed<string> {
  let after = text;
  for (const edit of edits) {
    const next = edit({ file, text: after });
    if (!next.ok) return next;
    after = next.value;
  }
  // T4. Without places, since they refer to a text that was not written.
  const { diagnostics } = after === text ? { diagnostics: [] } : parseManifest(file, after);
  return hasErrors(diagnostics)
    ? err(diagnostics.map(({ related: _, ...one }) => ({ ...one, at: { file } })))
    : ok(after);
}

/** T2. Concurrent commands edit one after the other, so that no edit is lost. */
export function writeSteered(project: Project, steered: Steered): Outcome {
  const { file, before, after } = steered;
  if (after === before) return ok(steered);
  using turn = turnToEdit(project);
  if (!turn || !isStill(project, file, before)) return err([changedMeanwhile(file)]);
  const absolute = path.join(project.root, file);
  publishFile(absolute, after, { mode: statSync(absolute).mode & 0o777 });
  return ok(steered);
}

/** An edit takes some milliseconds; each try waits for the time of a few. */
const MOST_TRIES = 20;

/** null: another command did not finish in time. */
function turnToEdit({ root, clock }: Project): Lock | null {
  const me = thisProcess(clock.now(), 'edit');
  openStateFolder(root);
  const lock = sharedLock(root, 'edit');
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const taken = takeLock(lock, me);
    if (taken.ok) return taken.value;
  }
  return null;
}

function isStill(project: Project, file: ProjectPath, before: string): boolean {
  const now = textOf(project, file);
  return now.ok && now.value === before;
}

/** Links are not followed, since the link would be replaced by a file. */
function textOf(project: Project, file: ProjectPath): Diagnosed<string> {
  const isFile = lstatSync(path.join(project.root, file), { throwIfNoEntry: false })?.isFile() ?? false;
  const bytes = project.read(file);
  if (isFile && bytes.ok) return ok(Buffer.from(bytes.value).toString('utf8'));
  const message = bytes.ok ? 'it is a symbolic link' : bytes.error.message;
  return err([anError('file/unreadable', `the manifest cannot be edited: ${message}`, { at: { file } })]);
}

const changedMeanwhile = (file: string): Diagnostic =>
  anError('edit/changed-meanwhile', 'the manifest changed while it was being edited; nothing was written', {
    at: { file },
    hint: 'run the command again',
  });

/** @param from stages or items to run again even if nothing changed. */
export const retryRun = (project: Project, run: RunId, from: readonly string[]): Promise<Outcome> =>
  steer(project, run, retryWish(from));

/** The edit of `retry`, without writing it. */
export const askedRetry = (project: Project, run: RunId, from: readonly string[]): Promise<Outcome> =>
  askedSteer(project, run, retryWish(from));

/** Switches providers of a run; a run that has started needs a new generation for that. */
export async function askedSwitch(
  project: Project,
  run: RunId,
  { providers, from }: { readonly providers: Readonly<Record<string, string>>; readonly from: readonly string[] },
): Promise<Outcome> {
  return askedSteer(project, run, async (target) => {
    const { manifest, checkpoint } = target;
    const isSame = Object.entries(providers).every(([name, to]) => manifest.providers[name] === to);
    const edits = Object.entries(providers).map(([name, to]) => set(['providers', name], to));
    const names = Object.entries(providers).map(([name, to]) => `${name}=${to}`);
    const message = { subject: `Switch ${names.join(' and ')} in ${run}`, reason: null, trailers: [] };
    if (checkpoint === null || (isSame && from.length === 0)) {
      const unchanged = isSame ? `${names.join(' and ')} is already set` : null;
      return ok({ edits: isSame ? [] : edits, unchanged, message });
    }
    const again = await retryWish(from)(target);
    return again.ok ? ok({ ...again.value, edits: [...edits, ...again.value.edits], unchanged: null, message }) : again;
  });
}

const retryWish =
  (from: readonly string[]): Wish =>
  async ({ run, manifest, checkpoint }) => {
    if (!checkpoint) return err([notStarted(run)]);
    const unknown = from.flatMap((address) => notToRerun(checkpoint, address) ?? []);
    if (unknown.length > 0) return err(unknown);
    const subject = from.length === 0 ? `Retry ${run}` : `Go back to ${from.join(', ')} in ${run}`;
    const message = { subject, reason: null, trailers: from.map((address) => ['From', address] as const) };
    return ok({ ...retryEdits(manifest, checkpoint.generation, from), message });
  };

function retryEdits(
  { rerun, cancelled }: Manifest,
  generation: number,
  from: readonly string[],
): Omit<Wanted, 'message'> {
  const isAsked = rerun !== null && rerun.n > generation;
  const n = isAsked ? rerun.n : generation + 1;
  const same = isAsked && from.every((address) => rerun.from.includes(address));
  const unchanged = same && !cancelled ? `generation ${n} is already requested` : null;
  // A pending `rerun` is kept, and `from` is added to it.
  const all = isAsked ? [...new Set([...rerun.from, ...from])] : from;
  const value: Json = all.length === 0 ? n : { n, from: all.length === 1 ? (all[0] ?? '') : all };
  const edits: Edit[] = same ? [] : [set(['rerun'], value)];
  // Otherwise the new generation would be cancelled at once.
  if (cancelled) edits.push(set(['cancelled'], false));
  return { edits, unchanged };
}
