/** Assembles everything that a drive of one run works with. */
import { type EventLog, openEventLog } from '../../adapters/event-log.ts';
import { openHistory } from '../../adapters/history.ts';
import { statePaths } from '../../adapters/state-folder.ts';
import { createWorkspace } from '../../adapters/workspace.ts';
import type { DrivePorts } from '../../engine/drive.ts';
import { LocalExecutor } from '../../engine/local-executor.ts';
import { SameWork } from '../../engine/same-work.ts';
import type { TaskAddress } from '../../model/address.ts';
import type { RunId, RunUid } from '../../model/brand.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Observer } from '../../ports/observer.ts';
import { deskFor } from '../gate/desk-for.ts';
import type { Notifier } from '../notify.ts';
import type { Definitions } from '../pinned/definitions.ts';
import type { Project } from '../types.ts';
import { answersFor } from './answers.ts';
import { configNews } from './config-news.ts';
import { recordDurations } from './durations.ts';
import { evaluatorFor } from './evaluator.ts';
import { kindsOf } from './kinds.ts';
import { modelsOf, type ReplayHow } from './models.ts';
import { outputCheck } from './output-check.ts';
import { redactorFor, secretValue } from './secrets.ts';

export interface DriveParts
  extends Pick<DrivePorts, 'evaluator' | 'answers' | 'scopes' | 'desk' | 'executor' | 'observers'>,
    AsyncDisposable {
  /** Diagnostics of hooks that failed; complete after disposal. */
  failures(): readonly Diagnostic[];
  /** Waits for answers that arrive after the timeout of their attempts: they are paid for. */
  landed(enough: AbortSignal): Promise<void>;
  /** Waits for the answers to model calls in flight. @returns `some` if there were any. */
  answered(enough: AbortSignal): Promise<'none' | 'some'>;
  /** Ends what a killed runner left behind of attempts that are still in flight in the state. */
  clear(tasks: readonly TaskAddress[]): Promise<void>;
}

export interface DrivenRun {
  readonly run: RunId;
  readonly uid: RunUid;
  readonly definitions: Definitions;
  readonly manifest: () => Manifest;
  /** Takes diagnostics to be recorded in the checkpoint. */
  readonly note: (diagnostic: Diagnostic) => void;
  /** As in {@link modelsOf}. */
  readonly replay: ReplayHow;
}

export async function driveParts(
  project: Project,
  { run, uid, definitions, manifest, note, replay }: DrivenRun,
): Promise<DriveParts> {
  const { config, root, clock } = project;
  const redactor = redactorFor(project);
  const workspace = createWorkspace({ root, grace: config.grace, redactor, checkOutput: outputCheck() });
  const models = modelsOf(project, definitions.providers, note, replay);
  const kinds = kindsOf(project, models);
  const evaluator = await evaluatorFor(project, definitions);
  const desk = await deskFor(project, { run, pipeline: definitions.pipeline, manifest, note });
  const { answers, scopes } = answersFor(project, { definitions, evaluator, workspace, desk });
  const executor = new LocalExecutor(
    { run, uid, project: root, definitions: definitions.root, grace: config.grace },
    {
      ...{ clock, workspace, kinds, same: sameWorkIn(root) },
      ...{ secret: (name: string) => secretValue(project, name), redact: (text: string) => redactor.text(text) },
    },
  );
  const log = openEventLog(statePaths(root).log, { redactor, first: () => configNews(project) });
  const hooks = await hooksOf(project);
  const observers = [logged(log), recordDurations(openHistory(root)), ...(hooks ? [hooks] : [])];
  const left = { run, uid, attempt: 0, definitions: definitions.root };
  const end = async (): Promise<void> => {
    log[Symbol.dispose]();
    models[Symbol.dispose]();
    await hooks?.[Symbol.asyncDispose]();
    await workspace[Symbol.asyncDispose]();
  };
  const clear = async (tasks: readonly TaskAddress[]): Promise<void> => {
    await Promise.all(tasks.map((task) => workspace.clear({ ...left, task })));
  };
  const failures = (): readonly Diagnostic[] => hooks?.failures() ?? [];
  const { landed, answered } = models;
  return {
    evaluator,
    answers,
    scopes,
    desk,
    executor,
    observers,
    landed,
    answered,
    clear,
    failures,
    [Symbol.asyncDispose]: end,
  };
}

/** By the root of the project. */
const sameWork = new Map<string, SameWork>();

function sameWorkIn(root: string): SameWork {
  const same = sameWork.get(root) ?? new SameWork();
  sameWork.set(root, same);
  return same;
}

/** null: the project has no hooks, like most. */
async function hooksOf(project: Project): Promise<Notifier | null> {
  if (project.config.notify.length === 0) return null;
  const { notifier } = await import('../notify.ts');
  return notifier(project, project.config.notify);
}

const logged = (log: EventLog): Observer => ({
  saw: (event, { run, state }) => {
    log.write(run, event);
    const left = event.type === 'execution-started' ? state.executions.at(-2) : undefined;
    if (left?.reason !== 'killed') return;
    const from = { host: left.host, pid: left.pid, started_at: new Date(left.startedAt).toISOString() };
    log.note({ event: 'run-taken-over', at: event.at, run, from });
  },
});
