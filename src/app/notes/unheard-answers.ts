/** Whether answers that no process has looked at would count. Reads the files like a run does, and writes nothing. */
import { hearing } from '../../core/gates-turn.ts';
import { gateFacts } from '../../engine/questions.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Manifest } from '../../model/manifest.ts';
import { readingAnswers } from '../drive/answers.ts';
import { deskFor, readingDesk } from '../gate/desk-for.ts';
import { readState } from '../pinned/stored-state.ts';
import type { Project } from '../types.ts';

/** @returns like `hearing`; empty if the run cannot be read, which its next start reports. */
export async function heardAnswers(
  project: Project,
  manifest: Manifest,
): Promise<ReadonlyMap<string, Diagnostic | null>> {
  const { id: run } = manifest;
  const restored = await readState(project, run);
  if (!restored.ok || !restored.value) return new Map();
  const { state, definitions } = restored.value;
  const { pipeline } = definitions;
  const desk = readingDesk(await deskFor(project, { run, pipeline, manifest: () => manifest }));
  const { scopes } = await readingAnswers(project, { definitions, desk });
  return hearing(pipeline, state, { gates: gateFacts(pipeline, state, { scopes, desk }), now: project.clock.now() });
}
