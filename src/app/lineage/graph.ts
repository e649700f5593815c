/**
 * What was made from what, in all runs of a project: finished tasks and the edges between them.
 *
 * Inside a run, edges follow the needs of its pinned pipeline; between runs, files that one run published and
 * another used, and results that were reused from the cache or by a fork.
 */
import { hasStarted } from '../../core/run-end.ts';
import { parseAddress } from '../../model/address.ts';
import { hexOf, type RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Graph, Pipeline, Stage } from '../../model/pipeline.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import { fieldText } from '../../report/field-text.ts';
import type { LineageTask } from '../../report/lineage-text.ts';
import { loadPinned, loadPipeline } from '../pinned/definitions.ts';
import { contextFiles } from '../pinned/frozen-context.ts';
import { hasCheckpoint, runsByName } from '../project/lost-manifests.ts';
import { readRun } from '../read-run.ts';
import type { Project } from '../types.ts';
import { lineageTask } from './task.ts';

/** `<run>:<task>`. */
export type TaskKey = string;

export interface Edge {
  readonly to: TaskKey;
  /** `stage outline`, `the file runs/a.run/x.md`. */
  readonly by: string;
}

/** Number of digits of a digest that `depends` keeps. */
const SHORT = 16;

/** The task that made a file. */
interface Maker {
  readonly key: TaskKey;
  readonly path: string;
}

interface Sides {
  readonly up: Map<TaskKey, Edge[]>;
  readonly down: Map<TaskKey, Edge[]>;
}

export class LineageGraph {
  readonly tasks = new Map<TaskKey, LineageTask>();
  private readonly project: Project;
  private readonly checkpoints = new Map<string, Checkpoint>();
  private readonly across: Sides = { up: new Map(), down: new Map() };
  private readonly within = new Map<string, Sides>();
  /** Started runs that cannot be read, each with the reason: what they made and used is unknown. */
  readonly unreadable = new Map<RunId, Diagnostic>();

  private constructor(project: Project) {
    this.project = project;
  }

  /** Reads every checkpoint of the project. */
  static async of(project: Project): Promise<LineageGraph> {
    const graph = new LineageGraph(project);
    const { runs, lost } = await runsByName(project);
    for (const run of [...runs, ...lost]) {
      const view = await readRun(project, run);
      const [trouble] = view.ok ? [] : view.error;
      if (view.ok && hasStarted(view.value.checkpoint)) graph.add(view.value.checkpoint);
      else if (trouble && hasCheckpoint(project, run)) graph.unreadable.set(run, trouble);
    }
    graph.connect();
    return graph;
  }

  checkpoint(run: string): Checkpoint | null {
    return this.checkpoints.get(run) ?? null;
  }

  tasksOf(run: string): readonly TaskKey[] {
    return [...this.tasks].flatMap(([key, task]) => (task.run === run ? [key] : []));
  }

  /** @param side `up`: what the task was made from. `down`: what was made from it. */
  async edges(key: TaskKey, side: 'up' | 'down'): Promise<readonly Edge[]> {
    const run = this.tasks.get(key)?.run;
    const inside = run === undefined ? [] : ((await this.inside(run))[side].get(key) ?? []);
    return [...inside, ...(this.across[side].get(key) ?? [])];
  }

  /** Project files that were frozen into a run, by their names in its context. */
  async contextOf(run: string): Promise<Readonly<Record<string, string>>> {
    const checkpoint = this.checkpoints.get(run);
    const pipeline = checkpoint ? await this.pipelineOf(checkpoint) : null;
    return checkpoint && pipeline ? contextFiles(pipeline, checkpoint.inputs ?? {}) : {};
  }

  /**
   * Tasks that read a file or folder of the project: by its path, by that of a folder around it, or, if frozen into
   * their run, by its name in the context.
   */
  async readersOf(file: string): Promise<readonly Edge[]> {
    const fields = fieldsOf(file);
    const readers = [...this.tasks].flatMap(([to, { depends }]): Edge[] => {
      const field = fields.find((one) => Object.hasOwn(depends, one));
      return field === undefined ? [] : [{ to, by: fieldText(field) }];
    });
    for (const [run, checkpoint] of this.checkpoints) {
      const pipeline = await this.pipelineOf(checkpoint);
      const names = Object.entries(await this.contextOf(run)).flatMap(([name, path]) => (path === file ? [name] : []));
      const stages = pipeline && names.length > 0 ? pipeline.graph.stages : [];
      for (const { id, with: settings, foreach } of stages) {
        const text = JSON.stringify([settings, foreach]);
        const name = names.find((one) => new RegExp(`\\bcontext\\.${one}\\b`).test(text));
        if (name === undefined) continue;
        for (const key of this.tasksOf(run))
          if (isOf(key.slice(run.length + 1), id)) readers.push({ to: key, by: `context ${name}` });
      }
    }
    return readers;
  }

  private add(checkpoint: Checkpoint): void {
    this.checkpoints.set(checkpoint.run, checkpoint);
    for (const { address, task } of checkpointTasks(checkpoint)) {
      const made = lineageTask(checkpoint, address, task);
      if (made) this.tasks.set(keyOf(checkpoint.run, address), made);
    }
  }

  /** Edges between runs. */
  private connect(): void {
    const makers = new Map<string, Maker[]>();
    for (const [key, { artifacts }] of this.tasks) {
      for (const { path, sha256 } of artifacts) {
        for (const name of [path, hexOf(sha256, SHORT)]) makers.set(name, [...(makers.get(name) ?? []), { key, path }]);
      }
    }
    for (const [key, { depends, taken_from: from }] of this.tasks) {
      if (from !== null && this.tasks.has(from)) link(this.across, { from: key, to: from, by: 'taken over' });
      for (const [field, digest] of Object.entries(depends)) {
        if (!field.startsWith('file:')) continue;
        const file = field.slice('file:'.length);
        for (const maker of this.likely(makers.get(digest) ?? makers.get(file) ?? [], file)) {
          if (maker.key !== key) link(this.across, { from: key, to: maker.key, by: `the file ${maker.path}` });
        }
      }
    }
  }

  /** Of the tasks that published some content: those at this path, or else those that did not reuse it. */
  private likely(makers: readonly Maker[], file: string): readonly Maker[] {
    const here = makers.filter(({ path }) => path === file);
    return here.length > 0 ? here : makers.filter(({ key }) => !this.tasks.has(this.tasks.get(key)?.taken_from ?? ''));
  }

  private async inside(run: string): Promise<Sides> {
    const known = this.within.get(run);
    if (known) return known;
    const edges: Sides = { up: new Map(), down: new Map() };
    this.within.set(run, edges);
    const checkpoint = this.checkpoints.get(run);
    const pipeline = checkpoint ? await this.pipelineOf(checkpoint) : null;
    if (!checkpoint || !pipeline) return edges;
    const addresses = this.tasksOf(run).map((key) => key.slice(run.length + 1));
    for (const address of addresses) {
      for (const { task, by } of sourcesOf(address, pipeline, addresses)) {
        link(edges, { from: keyOf(run, address), to: keyOf(run, task), by });
      }
    }
    return edges;
  }

  /** The pinned pipeline, else the current one; null: neither can be read. */
  private async pipelineOf({ run, generation, pipeline }: Checkpoint): Promise<Pipeline | null> {
    const pinned = await loadPinned(this.project, run as RunId, generation);
    if (pinned.ok) return pinned.value.pipeline;
    const now = await loadPipeline(this.project, pipeline.name);
    return now.ok ? now.value.pipeline : null;
  }
}

export const keyOf = (run: string, task: string): TaskKey => `${run}:${task}`;

function link(sides: Sides, { from, to, by }: { from: TaskKey; to: TaskKey; by: string }): void {
  sides.up.set(from, [...(sides.up.get(from) ?? []), { to, by }]);
  sides.down.set(to, [...(sides.down.get(to) ?? []), { to: from, by }]);
}

/** The fields under which a task may depend on a path: the path as file or folder, and the folders around it. */
function fieldsOf(file: string): readonly string[] {
  const steps = file.split('/');
  const folders = steps.map((_, index) => `folder:${steps.slice(0, steps.length - index).join('/')}`);
  return [`file:${file}`, ...folders];
}

/**
 * What a task was made from in its own run: results of stages that it needs. For a stage inside a sub-pipeline, also
 * of those that the sub-pipeline needs; for a sub-pipeline, also of its own stages.
 */
function sourcesOf(address: string, pipeline: Pipeline, addresses: readonly string[]): { task: string; by: string }[] {
  const parsed = parseAddress(address);
  if (!parsed) return [];
  const sources: { task: string; by: string }[] = [];
  const isFinal = parsed.graph === 'finally';
  let graph: Graph | undefined = isFinal ? pipeline.finals : pipeline.graph;
  let prefix = isFinal ? 'finally:' : '';
  for (const { stage: id, item } of parsed.steps) {
    const index: number | undefined = graph?.indexOf.get(id);
    const stage: Stage | undefined = index === undefined ? undefined : graph?.stages[index];
    for (const need of stage?.needs ?? []) {
      const needed = graph?.stages[need]?.id;
      if (needed === undefined) continue;
      for (const task of addresses) if (isOf(task, prefix + needed)) sources.push({ task, by: `stage ${needed}` });
    }
    prefix += item === null ? `${id}/` : `${id}[${item}]/`;
    graph = stage?.child?.graph;
  }
  for (const task of addresses) if (task.startsWith(`${address}/`)) sources.push({ task, by: 'its sub-pipeline' });
  return sources;
}

/** Is it the stage itself or one of its items, but no stage inside of them? */
const isOf = (task: string, stage: string): boolean =>
  task === stage || (task.startsWith(`${stage}[`) && task.indexOf(']', stage.length) === task.length - 1);
