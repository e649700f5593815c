/**
 * A trial of one stage of a run, with the inputs that the run has recorded, in a separate folder.
 *
 * Z1. Nothing of the run is written: no journal, checkpoint, file in its folder or cached result. The run's lock is not
 *     taken, so the trial does not interfere with a driver. The trial's own folder is locked, for `gc`.
 * Z2. Processes of a trial have another tag, and its effect key differs, so that a restart of the run does not end it
 *     and services do not confuse it with an attempt of the run.
 * Z3. Its texts contain no secrets.
 */
import path from 'node:path';
import { makeFolder } from '../adapters/disk/durable-file.ts';
import { nodeFileSystem as fs } from '../adapters/disk/file-system.ts';
import { takeLock, thisProcess } from '../adapters/disk/lock.ts';
import { openStateFolder, STATE_FOLDER, safeName, scratchLock, statePaths } from '../adapters/state-folder.ts';
import { createWorkspace } from '../adapters/workspace.ts';
import { addCost, tokensIn } from '../core/cost.ts';
import { LocalExecutor } from '../engine/local-executor.ts';
import { SameWork } from '../engine/same-work.ts';
import { onAbort } from '../model/abort.ts';
import type { TaskAddress } from '../model/address.ts';
import { err, hexOf, InternalError, ok, type ProjectPath, projectPath, type RunId } from '../model/brand.ts';
import type { Diagnosed } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { Cost } from '../model/result.ts';
import type { AttemptCalls, AttemptEnd } from '../ports/executor.ts';
import type { Workspace } from '../ports/workspace.ts';
import { kindsOf } from './drive/kinds.ts';
import { modelsOf } from './drive/models.ts';
import { outputCheck } from './drive/output-check.ts';
import { prepareSecrets, redactorFor, secretMistakes, secretValue } from './drive/secrets.ts';
import type { StoredState } from './pinned/stored-state.ts';
import { type TrialTask, trialTasks } from './trial-tasks.ts';
import type { Project } from './types.ts';

export interface TrialHow {
  /** `mixing`, or one item: `clips[s3]`. */
  readonly address: string;
  /** Called before each task begins. */
  readonly began: (task: TaskAddress) => void;
  /** Abort: running work is ended, and nothing more is started. */
  readonly stop: AbortSignal;
}

export interface TriedStage {
  readonly run: RunId;
  readonly stage: string;
  /** Folder with all results. */
  readonly folder: ProjectPath;
  readonly tasks: readonly TriedTask[];
}

export interface TriedTask {
  readonly task: TaskAddress;
  readonly outcome: 'success' | 'failure' | 'timeout' | 'cancellation';
  /** Absent: there is none. */
  readonly output?: Json;
  readonly artifacts: readonly { readonly path: string; readonly bytes: number }[];
  readonly log: string | null;
  readonly duration_ms: number;
  readonly error?: Failure;
  /** null: none was reported. */
  readonly cost: Cost | null;
}

/** @throws DurableError. */
export async function tryStage(project: Project, stored: StoredState, how: TrialHow): Promise<Diagnosed<TriedStage>> {
  await prepareSecrets(project);
  const secrets = secretMistakes(project);
  if (secrets.length > 0) return err(secrets);
  using models = modelsOf(project, stored.definitions.providers, () => {});
  const found = await trialTasks(project, stored, how.address);
  if (!found.ok) return found;
  const folder = newFolder(project, stored.state.id, how.address);
  const tasks: TriedTask[] = [];
  {
    using _held = held(project, folder);
    const options = { grace: project.config.grace, redactor: redactorFor(project), checkOutput: outputCheck() };
    await using workspace = createWorkspace({ root: path.join(project.root, folder), ...options });
    const tried = trying(project, stored, { folder, workspace, kinds: kindsOf(project, models) });
    for (const one of found.value) {
      if (how.stop.aborted) break;
      how.began(one.task);
      tasks.push(await tried(one, how.stop));
    }
  }
  // The workspace keeps data for later attempts, which a trial does not have.
  await fs.removeTree(path.join(project.root, folder, STATE_FOLDER));
  return ok({ run: stored.state.id, stage: how.address, folder, tasks });
}

/** `.pipeline-runner/scratch/<run>.<stage>.<n>`, with the first n that is free. */
function newFolder({ root }: Project, run: RunId, address: string): ProjectPath {
  openStateFolder(root);
  const above = statePaths(root).scratch;
  makeFolder(above, { durability: 'whole' });
  for (let n = 1; ; n++) {
    const name = `${safeName(run)}.${safeName(address)}.${n}`;
    if (fs.stat(path.join(above, name)) !== null) continue;
    makeFolder(path.join(above, name), { durability: 'whole' });
    return projectPath(path.posix.join(STATE_FOLDER, path.basename(above), name));
  }
}

/** As long as it is held, `gc` leaves the folder alone. */
function held({ root, clock }: Project, folder: ProjectPath): Disposable {
  const lock = takeLock(scratchLock(path.join(root, folder)), thisProcess(clock.now(), 'run --only'));
  if (lock.ok) return lock.value;
  throw new InternalError(`the new folder ${folder} is in use`);
}

interface Setting {
  readonly folder: ProjectPath;
  readonly workspace: Workspace;
  readonly kinds: ReturnType<typeof kindsOf>;
}

/** The executor of a drive over a workspace whose root is the folder. */
function trying(
  project: Project,
  { state, definitions }: StoredState,
  { folder, workspace, kinds }: Setting,
): (one: TrialTask, stop: AbortSignal) => Promise<TriedTask> {
  const { root, config, clock, ids, digests } = project;
  const redactor = redactorFor(project);
  const uid = ids.uid();
  const executor = new LocalExecutor(
    { run: state.id, uid, project: root, definitions: definitions.root, grace: config.grace },
    {
      ...{ clock, workspace, kinds, same: new SameWork() },
      ...{ secret: (name: string) => secretValue(project, name), redact: (text: string) => redactor.text(text) },
    },
  );
  return async ({ task, stage, prepared, round }, stop) => {
    let cost: Cost | null = null;
    const report: Parameters<typeof executor.execute>[0]['report'] = (told) => {
      if (told.type === 'cost') cost = addCost(cost, told.cost);
    };
    const effectKey = hexOf(digests.ofText([uid, task].join('\n')), KEY_DIGITS);
    const calls = trialCalls((spent) => {
      cost = addCost(cost, spent);
    });
    const first = { task, n: 1, isLast: true, stage: { ...stage, cache: false }, announced: Promise.resolve() };
    const order = { ...first, prepared, effectKey, round, report, calls };
    const began = clock.now();
    using ending = endingOf(stop);
    const end = await executor.execute(order, ending.signal);
    return { task, ...told(end, folder, workspace), duration_ms: clock.now() - began, cost };
  };
}

/** A trial belongs to no run, so only the budget of the day applies. */
function trialCalls(spend: (cost: Cost) => void): AttemptCalls {
  let call = 0;
  return {
    ask: async () => {
      call += 1;
      return { type: 'granted', call };
    },
    settle: (_, { usd, usage }) => spend({ usd, tokens: tokensIn(usage) }),
    overDay: () => {},
  };
}

const KEY_DIGITS = 32;

/** The signal for the executor, aborted with the reason that it expects. */
function endingOf(stop: AbortSignal): Disposable & { readonly signal: AbortSignal } {
  const ending = new AbortController();
  return { signal: ending.signal, ...onAbort(stop, () => ending.abort('cancelled')) };
}

function told(
  end: AttemptEnd,
  folder: ProjectPath,
  workspace: Workspace,
): Omit<TriedTask, 'task' | 'duration_ms' | 'cost'> {
  const log = end.log === null ? null : `${folder}/${end.log}`;
  if (end.type === 'cancelled') return { outcome: 'cancellation', artifacts: [], log };
  if (end.type === 'failure') return { outcome: end.outcome, artifacts: [], log, error: end.failure };
  const artifacts = end.artifacts.map(({ path: at, bytes }) => ({ path: `${folder}/${at}`, bytes }));
  const output = workspace.read(end.output);
  return { outcome: 'success', artifacts, log, ...(output.ok ? { output: output.value } : { error: output.error }) };
}
