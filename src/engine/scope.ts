/**
 * The names that expressions see, read from the state of a run.
 *
 * Views are memoised by the identity of a stage's state, which is immutable: the same settled stage always
 * shows the same objects, so that their digests are computed once.
 *
 * V1. A gate approves content, not paths: stages that read it get the files that were approved, or none.
 */
import { type GraphPlace, stageNamed } from '../core/locate.ts';
import { vecGet, vecValues } from '../core/vec.ts';
import { InternalError } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Pipeline, Stage } from '../model/pipeline.ts';
import type { Artifact, TaskResult } from '../model/result.ts';
import type { RunState, StageState, TaskState } from '../model/state.ts';
import type { Evaluator, Scope, StageView } from '../ports/evaluator.ts';
import type { Workspace } from '../ports/workspace.ts';
import { NamedFiles, type NameIn } from './named-files.ts';

export interface ScopePorts {
  readonly evaluator: Evaluator;
  readonly read: Workspace['read'];
  /** What happened to a file since it was made: `was changed`; null: nothing. */
  readonly changeOf: (artifact: Artifact) => string | null;
  readonly nameIn: NameIn;
  readonly context: JsonObject;
  readonly vars: JsonObject;
  readonly secrets: readonly string[];
}

/** An output could not be read back. The user can fix it: restore the file, or `retry`. */
export class OutputMissing extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export class Scopes {
  private readonly ports: ScopePorts;
  private readonly views = new WeakMap<StageState, StageView>();
  private readonly named: NamedFiles;

  constructor(ports: ScopePorts) {
    this.ports = ports;
    this.named = new NamedFiles(ports.nameIn);
  }

  /** @param summary of the run, for `finally` stages only. */
  of(run: RunState, place: GraphPlace, summary?: JsonObject): Scope {
    const { context, vars, secrets } = this.ports;
    const { id, uid, generation } = run;
    const scope: Scope = {
      inputs: place.state.inputs,
      context: place.path.length === 0 ? context : (place.state.context ?? {}),
      vars,
      secrets,
      run: summary ? { id, uid, generation, summary } : { id, uid, generation },
      stage: (name) => this.looked(place, scope, name),
    };
    return scope;
  }

  /** The view of a gate's subject. */
  subject(run: RunState, place: GraphPlace, name: string): StageView {
    return this.named.with(this.of(run, place).stage(name), run);
  }

  /** V1. */
  private looked(place: GraphPlace, scope: Scope, name: string): StageView {
    const stage = stageNamed(place.graph, name);
    const view = this.view(place, scope, stage);
    if (!stage.gate) return view;
    for (const artifact of view.artifacts) {
      const change = this.ports.changeOf(artifact);
      if (change !== null) throw new OutputMissing(notAsApproved(stage.id, artifact, change));
    }
    return view;
  }

  private view(place: GraphPlace, scope: Scope, stage: Stage): StageView {
    const state = vecGet(place.state.stages, stage.index);
    const known = this.views.get(state);
    if (known) return known;
    const view = this.newView(place.pipeline, stage, { state, scope });
    this.views.set(state, view);
    return view;
  }

  private newView(pipeline: Pipeline, stage: Stage, at: { state: StageState; scope: Scope }): StageView {
    const { state, scope } = at;
    const fallback = (): Json => this.otherwise(pipeline, stage, scope);
    switch (state.status) {
      case 'skipped':
        return { status: 'skipped', output: fallback(), artifacts: [] };
      case 'broken':
        return { status: 'failed', output: fallback(), artifacts: [] };
      case 'single':
        return this.taskView(state.task, fallback);
      case 'items': {
        const views = [...vecValues(state.items.tasks)].map((task) => this.taskView(task, fallback));
        const status = views.every((view) => view.status === 'completed') ? 'completed' : 'failed';
        const artifacts: readonly Artifact[] = views.flatMap((view) => view.artifacts);
        return { status, output: views.map((view) => view.output), artifacts, items: views, keys: state.items.keys };
      }
      case 'pending':
        throw new InternalError(`an expression reads stage ${stage.id} before it is settled`);
    }
  }

  private taskView(task: TaskState, fallback: () => Json): StageView {
    // A no inside a sub-pipeline too: it gives its readers no more than any other failure.
    if (task.status !== 'completed') return { status: 'failed', output: fallback(), artifacts: [] };
    return { status: 'completed', output: this.output(task.result), artifacts: task.result.artifacts };
  }

  private output({ output }: TaskResult): Json {
    const read = this.ports.read(output);
    if (!read.ok) throw new OutputMissing(read.error);
    return read.value;
  }

  private otherwise(pipeline: Pipeline, stage: Stage, scope: Scope): Json {
    if (stage.otherwise === undefined) return null;
    const value = this.ports.evaluator.otherwise(pipeline, stage, scope);
    if (!value.ok) throw new OutputMissing(value.error);
    return value.value;
  }
}

const notAsApproved = (gate: string, { path }: Artifact, change: string): Failure => ({
  code: 'artifact/missing',
  message: `${path} ${change} since it was approved at ${gate}`,
  retry: 'never',
  hint: 'restore the file (git checkout) and retry, or let the stage that made it run again',
});
