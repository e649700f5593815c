/** Evaluates a recorded run with its pinned definitions. Only reads; asks nobody. */
import type { Answers } from '../engine/answer.ts';
import { InternalError } from '../model/brand.ts';
import type { Evaluator } from '../ports/evaluator.ts';
import { answersFor, readingOutputs } from './drive/answers.ts';
import { evaluatorFor, type Moved } from './drive/evaluator.ts';
import { deskFor, readingDesk } from './gate/desk-for.ts';
import type { StoredState } from './pinned/stored-state.ts';
import type { Project } from './types.ts';

export interface RecordedAnswers {
  readonly evaluator: Evaluator;
  /** Answers cache what they read of one state of the run: use new ones for each state. */
  fresh(): Answers;
}

export async function recordedAnswers(
  project: Project,
  { state, definitions }: StoredState,
  moved?: Moved,
): Promise<RecordedAnswers> {
  const evaluator = await evaluatorFor(project, definitions, moved);
  const workspace = readingOutputs(project);
  const desk = readingDesk(
    await deskFor(project, { run: state.id, pipeline: definitions.pipeline, manifest: noManifest }),
  );
  return { evaluator, fresh: () => answersFor(project, { definitions, evaluator, workspace, desk }).answers };
}

/** The inputs of a task do not depend on answers in the manifest. */
function noManifest(): never {
  throw new InternalError('a recorded run is inspected without its manifest');
}
