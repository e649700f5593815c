/**
 * Files of a run that an output names by their paths, though another stage made them: those of a sub-pipeline, of a
 * list. Who says yes to such an output has looked at the files, so a gate holds them as it holds those of its subject.
 */
import { tasksOf } from '../core/graph-state.ts';
import { vecValues } from '../core/vec.ts';
import type { RunId } from '../model/brand.ts';
import { type Json, textsIn } from '../model/json.ts';
import type { Artifact } from '../model/result.ts';
import type { GraphState, RunState } from '../model/state.ts';
import type { StageView } from '../ports/evaluator.ts';

/** The path of one of the run's own files below its folder; else the text as it is. */
export type NameIn = (run: RunId, path: string) => string;

export class NamedFiles {
  private readonly nameIn: NameIn;
  /** What a settled stage names does not change as long as it is settled. */
  private readonly known = new WeakMap<StageView, StageView>();

  constructor(nameIn: NameIn) {
    this.nameIn = nameIn;
  }

  /** The view with these files among its artifacts, by their paths below the run's folder. */
  with(view: StageView, run: RunState): StageView {
    const known = this.known.get(view) ?? this.widened(view, run);
    this.known.set(view, known);
    return known;
  }

  private widened(view: StageView, run: RunState): StageView {
    const named = (view.items ?? [view]).map(({ output }) => this.pathsIn(output, run.id));
    if (named.every((paths) => paths.size === 0)) return view;
    const files = new Map(artifactsIn(run.graph));
    const add = (one: StageView, paths: ReadonlySet<string> = new Set()): StageView => {
      const own = new Set(one.artifacts.flatMap(({ name, path }) => [name, path]));
      const others = [...paths].flatMap((path) => (own.has(path) ? [] : (files.get(path) ?? [])));
      const renamed = others.map((file): Artifact => {
        const name = this.nameIn(run.id, file.path);
        return { ...file, name: own.has(name) ? file.path : name };
      });
      return { ...one, artifacts: [...one.artifacts, ...renamed] };
    };
    if (!view.items) return add(view, named[0]);
    const items = view.items.map((item, index) => add(item, named[index]));
    return { ...view, items, artifacts: items.flatMap(({ artifacts }) => artifacts) };
  }

  private pathsIn(output: Json, run: RunId): ReadonlySet<string> {
    return new Set([...textsIn(output)].filter((text) => this.nameIn(run, text) !== text));
  }
}

/** Of all results that stand, those of sub-pipelines included, by path. */
function* artifactsIn({ stages }: GraphState): Generator<readonly [path: string, artifact: Artifact]> {
  for (const at of vecValues(stages)) {
    for (const task of tasksOf(at)) {
      const child = task.status === 'child' ? task.child : task.status === 'completed' ? task.childBefore : null;
      if (child) yield* artifactsIn(child);
      if (task.status === 'completed') for (const artifact of task.result.artifacts) yield [artifact.path, artifact];
    }
  }
}
