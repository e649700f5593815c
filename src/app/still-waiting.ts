/** Checks from its files, without driving it, whether a waiting or paused run has anything to do. */
import { decide, nextWake } from '../core/decide.ts';
import { isAnswerNear } from '../core/gates-turn.ts';
import { gateFacts, openQuestions } from '../engine/questions.ts';
import { type EpochMs, epochMs, type ProjectPath } from '../model/brand.ts';
import type { Manifest } from '../model/manifest.ts';
import { stampsOf } from './daemon/rests.ts';
import { readingAnswers } from './drive/answers.ts';
import { wishesOf } from './drive/wishes.ts';
import { deskFor } from './gate/desk-for.ts';
import type { StoredState } from './pinned/stored-state.ts';
import type { Project } from './types.ts';

/** There is nothing to do until a draft changes, or until `until`. */
export interface Waits {
  readonly type: 'waits';
  /** Drafts that people may be editing. */
  readonly drafts: readonly ProjectPath[];
  /** Their {@link stampsOf}, taken before they were read. */
  readonly stamps: string;
  /** When a reminder is due; null: never. */
  readonly until: EpochMs | null;
}

/**
 * @returns null when there is something to do now or soon: files of a question are missing, an answer counts or will
 * soon, or something else could start.
 */
export async function waits(
  project: Project,
  { state, definitions }: StoredState,
  manifest: Manifest,
): Promise<Waits | null> {
  const { pipeline } = definitions;
  const desk = await deskFor(project, { run: manifest.id, pipeline, manifest: () => manifest });
  const { scopes } = await readingAnswers(project, { definitions, desk });
  const questions = openQuestions(pipeline, state, { scopes });
  const drafts = questions.flatMap(({ question }) => question?.round.draft ?? []);
  const stamps = stampsOf(project.root, drafts);
  if (questions.some(({ question }) => question && !desk.isOffered(question))) return null;
  const gates = gateFacts(pipeline, state, { scopes, desk });
  const wishes = wishesOf(manifest, pipeline, project.config);
  const places = { freeSlots: Number.MAX_SAFE_INTEGER, freeInPool: {} };
  const facts = { ...wishes, ...places, gates, now: project.clock.now(), stopping: false };
  if (decide(pipeline, state, facts).length > 0 || isAnswerNear(pipeline, state, facts)) return null;
  const until = nextWake(pipeline, state, facts.now);
  return { type: 'waits', drafts, stamps, until: until === null ? null : epochMs(until) };
}
