/**
 * What a checkpoint says about its manifest stands there as long as it is so: a mistake that was mended, an edit that was
 * taken back or adopted, is said no longer. Whoever reads it in git could not tell otherwise.
 */
import type { EpochMs, RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { RunEvent } from '../../model/event.ts';
import { checkManifest } from '../../parse/manifest.ts';
import type { OpenRun, StoredRun } from '../../ports/run-store.ts';
import { restore, type StoredState } from '../pinned/stored-state.ts';
import { readManifestDocument } from '../project/read-manifest.ts';
import type { Project } from '../types.ts';
import { type EndedRun, editsOfEnded, isAboutManifest } from './ended-edits.ts';
import { namedSince } from './frozen-edits.ts';
import { recordEvents } from './record-events.ts';

export interface Found {
  /** To be said, if it is not yet. */
  readonly told: readonly Diagnostic[];
  /** Not worth saying by itself; what was said of it before is still so. */
  readonly alsoTrue: readonly Diagnostic[];
}

export interface NoticeNews {
  readonly fresh: readonly Diagnostic[];
  /** As they stand in the checkpoint. */
  readonly gone: readonly Diagnostic[];
}

/** @param said all notices of the run, also those about other things than its manifest. */
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

/** What lets a new generation begin has no mistakes any more, in whichever file they were. */
export const settledByRerun = (run: RunId, said: readonly Diagnostic[]): readonly Diagnostic[] =>
  said.filter((one) => isAboutManifest(run, one) || (one.severity === 'error' && one.at !== null));

export const noticeEvents = (at: EpochMs, { fresh, gone }: NoticeNews): readonly RunEvent[] => [
  ...(gone.length > 0 ? [{ type: 'notices-withdrawn', at, diagnostics: gone } as const] : []),
  ...fresh.map((diagnostic) => ({ type: 'notice', at, diagnostic }) as const),
];

/** The same mistake at the same place; an excerpt may be cut otherwise. */
const sameness = ({ code, severity, message, at }: Diagnostic): string =>
  JSON.stringify([code, severity, message, at?.file, at && 'line' in at ? [at.line, at.column] : null]);

/** Of a run that rests: its manifest against what its generation works with. */
export function foundIn(project: Project, rests: EndedRun, { state, definitions }: StoredState): Found {
  const read = readManifestDocument(project, rests.run);
  const misfits = read.ok ? checkManifest(read.value.document, definitions.pipeline, project.config) : [];
  return {
    told: [...misfits, ...editsOfEnded(project, rests, definitions.pipeline.inputs)],
    alsoTrue: namedSince(project, rests, state),
  };
}

export interface Stale extends StoredState {
  readonly news: NoticeNews;
}

/** Of a run that has ended; null: its checkpoint says what there is to say. */
export async function staleNotices(project: Project, ended: EndedRun, stored: StoredRun): Promise<Stale | null> {
  const { run } = ended;
  const restored = await restore(project, run, stored);
  if (!restored.ok || !restored.value) return null; // what is damaged is said by whoever goes on with it
  const news = noticeNews(run, restored.value.state.notices, foundIn(project, ended, restored.value));
  return hasNews(news) ? { ...restored.value, news } : null;
}

/** @throws DurableError */
export async function recordNotices({ clock }: Project, record: OpenRun, stale: Stale): Promise<Checkpoint> {
  return await recordEvents(record, stale, noticeEvents(clock.now(), stale.news));
}
