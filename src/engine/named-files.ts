/**
 * Files of a run whose paths are in an output although other stages made them, for example those of a sub-pipeline. A
 * person who approves such an output approves these files too, so a gate treats them as artifacts of its subject.
 */
import type { RunId } from '../model/brand.ts';
import { type Json, textsIn } from '../model/json.ts';
import type { Artifact } from '../model/result.ts';
import type { GraphState, RunState } from '../model/state.ts';
import type { StageView } from '../ports/evaluator.ts';
import { completedIn } from './results-in.ts';

/** The path of one of the run's own files, relative to the run's folder; other text is returned unchanged. */
export type NameIn = (run: RunId, path: string) => string;

export class NamedFiles {
  private readonly nameIn: NameIn;
  /** The files that a settled stage names do not change. */
  private readonly known = new WeakMap<StageView, StageView>();

  constructor(nameIn: NameIn) {
    this.nameIn = nameIn;
  }

  /** The view with these files added to its artifacts, named by their paths in the run's folder. */
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

/** By path. */
function* artifactsIn(graph: GraphState): Generator<readonly [path: string, artifact: Artifact]> {
  for (const { task } of completedIn(graph))
    for (const artifact of task.result.artifacts) yield [artifact.path, artifact];
}
