/** `lineage`: what a file, a run or a stage was made from, and what was made from it. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { openOrigins } from '../adapters/workspace/origins.ts';
import { isWithin } from '../model/address.ts';
import { type Digest, err, hexOf, ok, type RunId, runId } from '../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import { manifestPath } from '../parse/run-files.ts';
import { runIdProblem } from '../parse/run-id.ts';
import type { Lineage, LineageFile, LineageNode, LineageTask } from '../report/lineage-text.ts';
import { type Edge, keyOf, LineageGraph, type TaskKey } from './lineage/graph.ts';
import { runIdOf } from './project/names.ts';
import { notStarted, unknownStage } from './project/run-mistakes.ts';
import type { Project } from './types.ts';

/** @param typed a path from the root, a sha256 (8 digits or more), `<run>` or `<run>:<stage>`. */
export async function lineageOf(project: Project, typed: string): Promise<Diagnosed<Told>> {
  const graph = await LineageGraph.of(project);
  const target = byFile(project, graph, typed) ?? byTask(graph, typed) ?? byRun(graph, typed);
  const found = target ? await lineage(graph, typed, target) : await fromContext(graph, typed);
  const unreadable = [...graph.unreadable.values()];
  if (found) return ok({ lineage: found, unreadable });
  const meant = graph.unreadable.get(runIn(typed));
  return err(meant ? [meant] : [unmadeStage(graph, typed) ?? unknown(project, typed), ...unreadable]);
}

interface Told {
  readonly lineage: Lineage;
  /** Problems of runs that cannot be read: files that they made or used may be missing in the lineage. */
  readonly unreadable: readonly Diagnostic[];
}

/** The run in `<run>`, `<run>:<stage>` or the path of a file in a run's folder. */
function runIn(typed: string): RunId {
  const [, folder] = /^runs\/(.+?)\.run\//.exec(typed) ?? [];
  const [named = typed] = typed.split(':');
  return folder === undefined ? runIdOf(named, named) : runId(folder);
}

interface Target {
  readonly file: LineageFile | null;
  readonly tasks: readonly TaskKey[];
  /** If the content was replaced: the tasks as they were when they made it, as far as known. */
  readonly made_by?: readonly LineageTask[];
}

/** Looks for an artifact by its path, then by the content of a file at this path, then by a typed digest. */
function byFile(project: Project, graph: LineageGraph, typed: string): Target | null {
  const found = filesWhere(graph, ({ path: made }) => made === typed);
  if (found) return found;
  const absolute = path.join(project.root, typed);
  const digest = existsSync(absolute) ? project.digests.ofFile(absolute) : null;
  if (digest !== null) {
    return filesWhere(graph, ({ sha256 }) => hexOf(sha256) === hexOf(digest)) ?? replaced(project, graph, digest);
  }
  const hex = /^(?:sha256:)?([0-9a-f]{8,64})$/i.exec(typed)?.[1]?.toLowerCase();
  return hex === undefined ? null : filesWhere(graph, ({ sha256 }) => hexOf(sha256).startsWith(hex));
}

/** Content that a task made and replaced later: only the index of publications has it. */
function replaced(project: Project, graph: LineageGraph, sha256: Digest): Target | null {
  const tasks = openOrigins(project.root)
    .bySha256(sha256)
    .flatMap(({ run, task, attempt, path: made }) => {
      const known = graph.tasks.get(keyOf(run, task));
      return known ? [{ ...known, attempt, artifacts: [{ path: made, sha256, bytes: 0, media_type: null }] }] : [];
    });
  const [file] = tasks.at(-1)?.artifacts ?? [];
  if (!file) return null;
  return { file, tasks: tasks.map(({ run, task }) => keyOf(run, task)), made_by: tasks };
}

function filesWhere(graph: LineageGraph, isMeant: (file: LineageFile) => boolean): Target | null {
  const tasks: TaskKey[] = [];
  let file: LineageFile | null = null;
  for (const [key, task] of graph.tasks) {
    const made = task.artifacts.find(isMeant);
    if (!made) continue;
    file ??= made;
    tasks.push(key);
  }
  return file && { file, tasks };
}

function byTask(graph: LineageGraph, typed: string): Target | null {
  const split = /^([^:]+):(.+)$/.exec(typed);
  if (!split?.[1] || !split[2]) return null;
  const key = `${runIdOf(split[1], split[1])}:${split[2]}`;
  // A stage with items or a sub-pipeline stands for all its tasks.
  const tasks = [...graph.tasks.keys()].filter((task) => isWithin(task, key));
  return tasks.length > 0 ? { file: null, tasks } : null;
}

function byRun(graph: LineageGraph, typed: string): Target | null {
  const run = runIdOf(typed, typed);
  return graph.checkpoint(run) ? { file: null, tasks: graph.tasksOf(run) } : null;
}

/** The lineage of a file that runs read and no task made. null: no run read it. */
async function fromContext(graph: LineageGraph, target: string): Promise<Lineage | null> {
  const readers = await graph.readersOf(target);
  if (readers.length === 0) return null;
  const used_by = await around(graph, readers, 'down');
  const nothing = { file: null, made_by: [], inputs: {}, context: {}, made_from: [] };
  return { target, ...nothing, used_by };
}

async function lineage(graph: LineageGraph, target: string, found: Target): Promise<Lineage> {
  const { file, tasks } = found;
  const made_by = found.made_by ?? tasks.flatMap((key) => graph.tasks.get(key) ?? []);
  return {
    target,
    file,
    made_by,
    inputs: inputsOf(graph, made_by),
    context: await contextsOf(graph, made_by),
    made_from: await around(graph, tasks, 'up'),
    used_by: await around(graph, tasks, 'down'),
  };
}

async function contextsOf(graph: LineageGraph, tasks: readonly LineageTask[]): Promise<Lineage['context']> {
  const contexts: Record<string, Readonly<Record<string, string>>> = {};
  for (const run of new Set(tasks.map((task) => task.run))) {
    const files = await graph.contextOf(run);
    if (Object.keys(files).length > 0) contexts[run] = files;
  }
  return contexts;
}

function inputsOf(graph: LineageGraph, tasks: readonly LineageTask[]): Readonly<Record<string, JsonObject>> {
  const inputs: Record<string, JsonObject> = {};
  for (const { run } of tasks) inputs[run] = graph.checkpoint(run)?.inputs ?? {};
  return inputs;
}

/**
 * Each task is listed once with the tasks after it; wherever else it belongs it is only named (`repeated`).
 *
 * @param from tasks to start from, not listed themselves; or edges, whose tasks are listed first.
 */
async function around(
  graph: LineageGraph,
  from: readonly (TaskKey | Edge)[],
  side: 'up' | 'down',
): Promise<readonly LineageNode[]> {
  const own = new Set(from.filter((one) => typeof one === 'string'));
  const seen = new Set<TaskKey>();
  const next = async (key: TaskKey): Promise<LineageNode[]> => shown(await graph.edges(key, side));
  const shown = async (edges: readonly Edge[]): Promise<LineageNode[]> => {
    const nodes: LineageNode[] = [];
    for (const { to, by } of unique(edges)) {
      const task = graph.tasks.get(to);
      if (!task || own.has(to)) continue;
      const repeated = seen.has(to);
      seen.add(to);
      nodes.push({ task, by, next: repeated ? [] : await next(to), repeated });
    }
    return nodes;
  };
  const nodes: LineageNode[] = [];
  for (const one of from) nodes.push(...(typeof one === 'string' ? await next(one) : await shown([one])));
  return nodes.filter((node) => !node.repeated || !nodes.some((other) => isFirst(other, node)));
}

const isFirst = (other: LineageNode, node: LineageNode): boolean => !other.repeated && other.task === node.task;

function unique<T extends { readonly to: TaskKey }>(edges: readonly T[]): readonly T[] {
  const known = new Set<TaskKey>();
  return edges.filter(({ to }) => !known.has(to) && known.add(to));
}

/** The stage named has not made anything yet, or does not exist. null: it names no run that has started. */
function unmadeStage(graph: LineageGraph, typed: string): Diagnostic | null {
  const [, run = '', stage = ''] = /^([^:]+):(.+)$/.exec(typed) ?? [];
  const checkpoint = graph.checkpoint(runIdOf(run, run));
  if (checkpoint === null) return null;
  return (
    unknownStage(checkpoint, stage) ??
    anError('cli/no-lineage', `${stage} of ${checkpoint.run} has not made anything yet`, {
      hint: `\`pipeline-runner status ${checkpoint.run}\` shows its progress`,
    })
  );
}

function unknown(project: Project, typed: string): Diagnostic {
  const run = runIdOf(typed, typed);
  if (runIdProblem(run) === null && existsSync(path.join(project.root, manifestPath(run)))) return notStarted(run);
  const isThere = existsSync(path.join(project.root, typed));
  return anError(
    'cli/no-lineage',
    isThere ? `no run of this project made ${typed}` : `there is no file, run, stage or sha256 "${typed}"`,
    { hint: 'name an artifact by path or sha256, a run by its id, or a stage as <run>:<stage>' },
  );
}
