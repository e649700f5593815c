/** Answers the engine's questions about a run's expressions and gates, in real and in simulated drives. */
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { nameInRun } from '../../adapters/task-paths.ts';
import { createOutputs } from '../../adapters/workspace/outputs.ts';
import { summaryOf } from '../../core/summary.ts';
import { Answers } from '../../engine/answer.ts';
import { Scopes } from '../../engine/scope.ts';
import type { Evaluator } from '../../ports/evaluator.ts';
import type { GateDesk } from '../../ports/gate-desk.ts';
import type { Workspace } from '../../ports/workspace.ts';
import { artifactChange } from '../gate/artifact-check.ts';
import type { Definitions } from '../pinned/definitions.ts';
import { childContext } from '../pinned/frozen-context.ts';
import type { Project } from '../types.ts';
import { otherThanMade } from './earlier-artifacts.ts';
import { evaluatorFor, type Moved } from './evaluator.ts';

export interface AnswerParts {
  readonly definitions: Definitions;
  readonly evaluator: Evaluator;
  readonly workspace: Pick<Workspace, 'read' | 'keep'>;
  readonly desk: GateDesk;
  /** For looking at a run whose files still have the paths of another one. */
  readonly moved?: Moved | undefined;
}

export interface Answering {
  readonly answers: Answers;
  readonly scopes: Scopes;
}

export function answersFor(project: Project, parts: AnswerParts): Answering {
  const { definitions, evaluator, workspace, desk, moved } = parts;
  const { vars, secrets } = project.config;
  const scopes = new Scopes({
    evaluator,
    read: (output) => workspace.read(output),
    changeOf: ({ path, sha256 }) => artifactChange(project, { path: moved?.get(path) ?? path, sha256 }),
    nameIn: nameInRun,
    context: definitions.context,
    vars,
    secrets: Object.keys(secrets),
  });
  const answers = new Answers(definitions.pipeline, {
    evaluator,
    scopes,
    desk,
    keep: (run, task, output) => workspace.keep(run, task, output),
    childContext: (child, inputs, before) => childContext(project, { child, inputs, before }),
    otherNow: (artifact, at) => otherThanMade(project, artifact, at),
    sha256: project.digests.ofText,
    summary: summaryOf,
  });
  return { answers, scopes };
}

/** For looking at a run without writing anything. */
export async function readingAnswers(
  project: Project,
  { definitions, desk, moved }: Pick<AnswerParts, 'definitions' | 'desk' | 'moved'>,
): Promise<Answering> {
  const evaluator = await evaluatorFor(project, definitions, moved);
  return answersFor(project, { definitions, evaluator, workspace: readingOutputs(project), desk, moved });
}

export function readingOutputs(project: Project): AnswerParts['workspace'] {
  const { read } = createOutputs(project.root, nodeFileSystem);
  return { read, keep: (_run, _task, value) => ({ type: 'inline', value }) };
}
