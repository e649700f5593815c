/** Walks over a checkpoint: every stage, item and stage of a sub-pipeline, in order. Pure. */
import {
  type Checkpoint,
  type CheckpointArtifact,
  type CheckpointStage,
  type CheckpointTask,
  isItemsFile,
  type StageStatus,
} from '../model/checkpoint.ts';

export interface TaskEntry {
  /** As in events and commands: `segments[intro]`, `episode/script`, `finally:notify`. */
  readonly address: string;
  /** 0 for stages of the run's own pipeline; items and stages of a sub-pipeline are one deeper. */
  readonly depth: number;
  /** `stage`: the stage as a whole; `item`: one item of its list. */
  readonly kind: 'stage' | 'item';
  readonly task: CheckpointStage;
  /** A failure does not stop the run: its stage, or one around it, has `on_error: continue`. */
  readonly isTolerated: boolean;
}

type Stages = Readonly<Record<string, CheckpointStage>>;

export function* checkpointTasks(checkpoint: Pick<Checkpoint, 'stages' | 'finally'>): Generator<TaskEntry> {
  yield* within(checkpoint.stages, { prefix: '', depth: 0, isTolerated: false });
  yield* within(checkpoint.finally ?? {}, { prefix: 'finally:', depth: 0, isTolerated: true });
}

interface Place {
  readonly prefix: string;
  readonly depth: number;
  readonly isTolerated: boolean;
}

function* within(stages: Stages, around: Place): Generator<TaskEntry> {
  const { prefix, depth } = around;
  for (const [id, stage] of Object.entries(stages)) {
    const address = prefix + id;
    const isTolerated = around.isTolerated || stage.on_error === 'continue';
    yield { address, depth, kind: 'stage', task: stage, isTolerated };
    if (stage.stages) yield* within(stage.stages, { prefix: `${address}/`, depth: depth + 1, isTolerated });
    for (const [key, item] of Object.entries(itemsOf(stage))) {
      const itemAddress = `${address}[${key}]`;
      yield { address: itemAddress, depth: depth + 1, kind: 'item', task: item, isTolerated };
      if (item.stages) yield* within(item.stages, { prefix: `${itemAddress}/`, depth: depth + 2, isTolerated });
    }
  }
}

/** Items in the checkpoint itself; those of a large stage may be in a separate file. */
export function itemsOf(stage: CheckpointStage): Readonly<Record<string, CheckpointTask>> {
  return stage.items && !isItemsFile(stage.items) ? stage.items : {};
}

export interface ArtifactEntry extends CheckpointArtifact {
  readonly task: string;
  readonly name: string;
}

/** Published files of the current results, in the order of their stages. */
export function* checkpointArtifacts(checkpoint: Pick<Checkpoint, 'stages' | 'finally'>): Generator<ArtifactEntry> {
  for (const { address, task } of checkpointTasks(checkpoint)) {
    for (const [name, artifact] of Object.entries(task.result?.artifacts ?? {})) {
      yield { task: address, name, ...artifact };
    }
  }
}

/** Does the task only contain items or a sub-pipeline, without work of its own? */
export const isFrame = ({ task }: TaskEntry): boolean => task.items !== undefined || task.stages !== undefined;

const SETTLED: readonly StageStatus[] = ['completed', 'skipped', 'failed', 'rejected', 'cancelled'];

/** Does nothing more happen to the task in this generation? */
export const isSettled = ({ status }: Pick<CheckpointTask, 'status'>): boolean => SETTLED.includes(status);

/** The entries of {@link checkpointTasks} that count as tasks, as in `core/progress`: without frames. */
export function* ownTasks(checkpoint: Pick<Checkpoint, 'stages' | 'finally'>): Generator<TaskEntry> {
  for (const entry of checkpointTasks(checkpoint)) if (!isFrame(entry)) yield entry;
}
