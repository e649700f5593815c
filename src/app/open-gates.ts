/** The open gates of a run, read from its files only: for commands that answer or show them. */
import { isEnded } from '../core/graph-state.ts';
import { openQuestions } from '../engine/questions.ts';
import type { TaskAddress } from '../model/address.ts';
import { err, ok, type RunId } from '../model/brand.ts';
import type { Diagnosed } from '../model/diagnostic.ts';
import type { GateRound } from '../model/gate.ts';
import type { Manifest } from '../model/manifest.ts';
import type { GateDesk, Question } from '../ports/gate-desk.ts';
import { readingAnswers } from './drive/answers.ts';
import { deskFor, NO_DESK, readingDesk } from './gate/desk-for.ts';
import { readState } from './pinned/stored-state.ts';
import type { Project } from './types.ts';

export interface OpenGate {
  readonly gate: TaskAddress;
  readonly question: Question;
  readonly round: GateRound;
  /** All questions of this gate so far, with this one. */
  readonly rounds: readonly GateRound[];
}

export interface OpenGates {
  readonly gates: readonly OpenGate[];
  readonly desk: GateDesk;
}

/** @returns the open gates, none if the run never started or has ended; or why a question cannot be read. */
export async function openGates(project: Project, run: RunId, manifest: () => Manifest): Promise<Diagnosed<OpenGates>> {
  const restored = await readState(project, run);
  if (!restored.ok) return restored;
  if (!restored.value) return ok({ gates: [], desk: NO_DESK });
  const { definitions, state } = restored.value;
  // Gates that were open when the run ended no longer ask.
  if (isEnded(state) || state.phase === 'cancelling') return ok({ gates: [], desk: NO_DESK });
  const desk = readingDesk(await deskFor(project, { run, pipeline: definitions.pipeline, manifest }));
  const { scopes } = await readingAnswers(project, { definitions, desk });
  const open = openQuestions(definitions.pipeline, state, { scopes });
  const problems = open.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) return err(problems);
  const gates = open.flatMap(({ asked, question }) =>
    question ? [{ gate: asked.task, question, round: asked.round, rounds: asked.rounds }] : [],
  );
  return ok({ gates, desk });
}
