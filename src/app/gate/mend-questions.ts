/** The files of questions that a run goes on waiting with, put in order before anything is decided on. */
import { isEnded } from '../../core/graph-state.ts';
import { openQuestions, type QuestionPorts } from '../../engine/questions.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { RunState } from '../../model/state.ts';

/** What was deleted, or does not show any more what is asked about, is written anew. @throws DurableError */
export function mendQuestions(pipeline: Pipeline, state: RunState, { scopes, desk }: QuestionPorts): void {
  if (isEnded(state)) return;
  for (const { question } of openQuestions(pipeline, state, { scopes }))
    if (question && !desk.isOffered(question)) desk.offer(question);
}
