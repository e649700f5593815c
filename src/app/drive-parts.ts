/** Everything that a drive of one run works with, put together. */
import { type EventLog, openEventLog } from '../adapters/event-log.ts';
import { openHistory } from '../adapters/history.ts';
import { statePaths } from '../adapters/state-folder.ts';
import { createWorkspace } from '../adapters/workspace.ts';
import type { DrivePorts } from '../engine/drive.ts';
import { LocalPerformer } from '../engine/perform.ts';
import type { TaskAddress } from '../model/address.ts';
import type { RunId, RunUid } from '../model/brand.ts';
import type { Observer } from '../ports/observer.ts';
import { answersFor } from './answers.ts';
import type { Definitions } from './definitions.ts';
import { recordDurations } from './durations.ts';
import { evaluatorFor } from './evaluator.ts';
import { kindsOf } from './kinds.ts';
import { outputCheck } from './output-check.ts';
import { redactorFor, secretValue } from './secrets.ts';
import type { Project } from './types.ts';

export interface DriveParts
  extends Pick<DrivePorts, 'evaluator' | 'answers' | 'performer' | 'observers'>,
    AsyncDisposable {
  /** Ends what a killed runner left of attempts that the state still has in flight. */
  clear(tasks: readonly TaskAddress[]): Promise<void>;
}

export interface DrivenRun {
  readonly run: RunId;
  readonly uid: RunUid;
  readonly definitions: Definitions;
}

export async function driveParts(project: Project, { run, uid, definitions }: DrivenRun): Promise<DriveParts> {
  const { config, root, clock } = project;
  const secret = (name: string): string | undefined => secretValue(config, name);
  const redactor = redactorFor(config);
  const workspace = createWorkspace({ root, grace: config.grace, redactor, checkOutput: outputCheck() });
  const kinds = kindsOf(project);
  const evaluator = await evaluatorFor(project, { definitions, kinds });
  const answers = answersFor(project, { definitions, evaluator, workspace });
  const performer = new LocalPerformer(
    { run, uid, project: root, definitions: definitions.root, grace: config.grace },
    { clock, workspace, kinds, secret, redact: (text) => redactor.text(text) },
  );
  const log = openEventLog(statePaths(root).log, redactor);
  const observers = [logged(log), recordDurations(openHistory(root))];
  const left = { run, uid, attempt: 0, definitions: definitions.root };
  const end = async (): Promise<void> => {
    log[Symbol.dispose]();
    await workspace[Symbol.asyncDispose]();
  };
  const clear = async (tasks: readonly TaskAddress[]): Promise<void> => {
    await Promise.all(tasks.map((task) => workspace.clear({ ...left, task })));
  };
  return { evaluator, answers, performer, observers, clear, [Symbol.asyncDispose]: end };
}

const logged = (log: EventLog): Observer => ({ saw: (event, { run }) => log.write(run, event) });
