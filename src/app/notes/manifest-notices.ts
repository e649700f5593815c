/**
 * Keeps the notices of a checkpoint about its manifest current: a corrected mistake, or an edit that was undone
 * or adopted, is removed. A reader in git could not tell otherwise.
 */
import type { EpochMs, RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { RunEvent } from '../../model/event.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { checkManifest } from '../../parse/manifest.ts';
import type { OpenRun, StoredRun } from '../../ports/run-store.ts';
import { restore, type StoredState } from '../pinned/stored-state.ts';
import { type ReadManifest, readManifestDocument } from '../project/read-manifest.ts';
import type { Project } from '../types.ts';
import { type EndedRun, editsOfEnded, isAboutManifest } from './ended-edits.ts';
import { namedSince } from './frozen-edits.ts';
import { lostAnswers } from './missed-answers.ts';
import { recordEvents } from './record-events.ts';
import { revertedAnswers } from './reverted-answers.ts';

export interface Found {
  /** Notices to add unless they are there. */
  readonly told: readonly Diagnostic[];
  /** Not reported by themselves, but kept if they were reported before. */
  readonly alsoTrue: readonly Diagnostic[];
}

export interface NoticeNews {
  readonly fresh: readonly Diagnostic[];
  /** Notices to remove, as they are in the checkpoint. */
  readonly gone: readonly Diagnostic[];
}

/** @param said all notices of the run, including those not about its manifest. */
export function noticeNews(run: RunId, said: readonly Diagnostic[], { told, alsoTrue }: Found): NoticeNews {
  const known = new Set(said.map(sameness));
  const isSo = new Set([...told, ...alsoTrue].map(sameness));
  return {
    fresh: told.filter((one) => !known.has(sameness(one))),
    gone: said.filter((one) => isAboutManifest(run, one) && !isSo.has(sameness(one))),
  };
}

export const hasNews = ({ fresh, gone }: NoticeNews): boolean => fresh.length + gone.length > 0;

export function withoutThese(all: readonly Diagnostic[], gone: readonly Diagnostic[]): Diagnostic[] {
  const out = new Set(gone.map(sameness));
  return all.filter((one) => !out.has(sameness(one)));
}

/** The mistakes that a new generation settles: it could not begin if any of its files still had them. */
export const settledByRerun = (run: RunId, said: readonly Diagnostic[]): readonly Diagnostic[] =>
  said.filter((one) => isAboutManifest(run, one) || (one.severity === 'error' && one.at !== null));

export const noticeEvents = (at: EpochMs, { fresh, gone }: NoticeNews): readonly RunEvent[] => [
  ...(gone.length > 0 ? [{ type: 'notices-withdrawn', at, diagnostics: gone } as const] : []),
  ...fresh.map((diagnostic) => ({ type: 'notice', at, diagnostic }) as const),
];

/** Identifies a mistake by its kind and place; excerpts may be cut differently. */
const sameness = ({ code, severity, message, at }: Diagnostic): string =>
  JSON.stringify([code, severity, message, at?.file, at && 'line' in at ? [at.line, at.column] : null]);

interface Held {
  readonly pipeline: Pipeline;
  /** What is done; null: nothing. */
  readonly stands: Checkpoint | null;
}

/** Mistakes in a manifest about the stages of its run, and answers that were removed after they had been used. */
export function misfitsNow(project: Project, run: RunId, held: Held): readonly Diagnostic[] {
  const read = readManifestDocument(project, run);
  if (!read.ok) return [];
  const reverted = held.stands ? revertedAnswers(project, held.stands, read.value.manifest) : [];
  return [...misfitsIn(project, read.value, held), ...reverted];
}

function misfitsIn(project: Project, read: ReadManifest, { pipeline, stands }: Held): readonly Diagnostic[] {
  const said = checkManifest(read.document, pipeline, project.config);
  return stands === null ? said : [...said, ...lostAnswers(stands, pipeline, read)];
}

/** For a run at rest: compares its manifest with what its generation works with. */
export function foundIn(project: Project, rests: EndedRun, { state, definitions }: StoredState): Found {
  const read = readManifestDocument(project, rests.manifest.id);
  const { pipeline } = definitions;
  const misfits = read.ok ? misfitsIn(project, read.value, { pipeline, stands: rests.checkpoint }) : [];
  return {
    told: [...misfits, ...editsOfEnded(project, rests, pipeline.inputs)],
    alsoTrue: namedSince(project, rests.manifest, state),
  };
}

export interface Stale extends StoredState {
  readonly news: NoticeNews;
}

/** For a run that has ended; null: its checkpoint is up to date. */
export async function staleNotices(project: Project, ended: EndedRun, stored: StoredRun): Promise<Stale | null> {
  const run = ended.manifest.id;
  const restored = await restore(project, run, stored);
  if (!restored.ok || !restored.value) return null; // damage is reported by whoever continues the run
  const news = noticeNews(run, restored.value.state.notices, foundIn(project, ended, restored.value));
  return hasNews(news) ? { ...restored.value, news } : null;
}

/** @throws DurableError */
export async function recordNotices({ clock }: Project, record: OpenRun, stale: Stale): Promise<Checkpoint> {
  return await recordEvents(record, stale, noticeEvents(clock.now(), stale.news));
}
