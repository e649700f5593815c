/**
 * `__complete <words>`: called by the completion scripts at every Tab. One proposal per line: the word, a tab, a
 * description.
 *
 * 1. Names of runs and pipelines come from listing folders; only for stages is a checkpoint or pipeline read.
 * 2. Names with characters that are special to a shell, other than `[`, are not proposed.
 * 3. It never fails and prints nothing on stderr.
 */
import path from 'node:path';
import { readText } from '../adapters/disk/safe-read.ts';
import { checkpointPath, manifestPath } from '../parse/run-files.ts';
import { completionAt, type Expected, type Proposal } from './completion-at.ts';
import type { NamedCommand } from './help.ts';

const SAFE = /^[\p{L}\p{N}][\p{L}\p{N}_.,:@%+=/[\]-]*$/u;
/** Maximum number of proposals. */
const MOST = 1000;
/** Maximum size of a checkpoint. */
const MAX_BYTES = 64 * 1024 * 1024;

export async function proposals(
  commands: readonly NamedCommand[],
  typed: readonly string[],
  cwd: string,
): Promise<readonly Proposal[]> {
  const expected = completionAt(commands, typed);
  const { partial, prefix } = expected;
  const named = await namesOf(expected, path.resolve(cwd, expected.root ?? '.')).catch(() => []);
  const safe = named.filter((word) => SAFE.test(word));
  return [...expected.words, ...safe.map((word) => ({ word, about: '' }))]
    .filter(({ word }) => word.startsWith(partial))
    .slice(0, MOST)
    .map(({ word, about }) => ({ word: prefix + word, about }));
}

async function namesOf({ source, first, partial }: Expected, root: string): Promise<readonly string[]> {
  switch (source) {
    case 'runs':
      return runs(root);
    case 'pipelines':
      return pipelines(root);
    case 'runs and pipelines':
      return [...(await runs(root)), ...(await pipelines(root))];
    case 'stages':
      return first === null ? [] : stages(root, first, partial.includes('[') ? 'items too' : 'stages');
    case 'open gates':
    case 'asked gates':
      return first === null ? [] : gates(root, first, source);
    default:
      return [];
  }
}

async function runs(root: string): Promise<readonly string[]> {
  const { listRuns } = await import('../app/project/run-names.ts');
  return Array.fromAsync(listRuns({ root }));
}

async function pipelines(root: string): Promise<readonly string[]> {
  return (await import('../app/project/pipeline-names.ts')).pipelineNames(root);
}

/** Stages of a run, from its checkpoint; of a pipeline, or a run that has not started, from the definition. */
async function stages(root: string, typed: string, which: 'stages' | 'items too'): Promise<readonly string[]> {
  const { runIdOf } = await import('../app/project/names.ts');
  const run = runIdOf(typed, typed);
  const checkpoint = textOf(root, checkpointPath(run));
  if (checkpoint !== null) {
    const { checkpointTasks } = await import('../report/checkpoint-tasks.ts');
    const all = [...checkpointTasks(JSON.parse(checkpoint))];
    return all.filter(({ kind }) => kind === 'stage' || which === 'items too').map(({ address }) => address);
  }
  const manifest = textOf(root, manifestPath(run));
  const pipeline = manifest === null ? typed : /^pipeline: *["']?([^\s"'#]+)/m.exec(manifest)?.[1];
  return pipeline === undefined ? [] : stagesOfPipeline(root, pipeline);
}

/** Gates of a run that have asked. */
async function gates(root: string, typed: string, which: 'open gates' | 'asked gates'): Promise<readonly string[]> {
  const { runIdOf } = await import('../app/project/names.ts');
  const checkpoint = textOf(root, checkpointPath(runIdOf(typed, typed)));
  if (checkpoint === null) return [];
  const { openGates } = await import('../report/gates.ts');
  if (which === 'open gates') return openGates(JSON.parse(checkpoint)).map(({ gate }) => gate);
  const { checkpointTasks } = await import('../report/checkpoint-tasks.ts');
  const asked = [...checkpointTasks(JSON.parse(checkpoint))].filter(({ task }) => task.approval !== undefined);
  return asked.map(({ address }) => address);
}

async function stagesOfPipeline(root: string, name: string): Promise<readonly string[]> {
  const { openProject } = await import('../app/project.ts');
  const { loadPipeline } = await import('../app/pinned/definitions.ts');
  const project = await openProject(root);
  const loaded = project.ok ? await loadPipeline(project.value, name) : project;
  if (!loaded.ok) return [];
  const { graph, finals } = loaded.value.pipeline;
  return [...graph.stages.map(({ id }) => id), ...finals.stages.map(({ id }) => `finally:${id}`)];
}

/** Reads safely: a pulled branch could contain a pipe in place of the file. */
function textOf(root: string, file: string): string | null {
  const read = readText(path.join(root, file), { maxBytes: MAX_BYTES });
  return read.ok ? read.value : null;
}
