/** The picture for `graph`: a pipeline of the project, or a run with its own definitions. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { didYouMean } from '../core/nearest.ts';
import { hasStarted } from '../core/run-end.ts';
import { err, ok, type RunId } from '../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import { pipelineFile } from '../parse/project-files.ts';
import { checkpointPath, manifestPath, RUNS } from '../parse/run-files.ts';
import { runIdProblem } from '../parse/run-id.ts';
import { type Picture, pictureOf } from '../report/graph-picture.ts';
import { loadPinned, loadPipeline } from './pinned/definitions.ts';
import { PIPELINES, runIdOf } from './project/names.ts';
import { pipelineNames } from './project/pipeline-names.ts';
import { readManifest } from './project/read-manifest.ts';
import { listRuns } from './project/run-names.ts';
import { readRun } from './read-run.ts';
import type { Project } from './types.ts';

/**
 * @param typed a name or path. If a pipeline and a run have the name, the run is meant.
 * @param fromRoot the same as a path from the project's root, if it is a path.
 */
export async function graphOf(project: Project, typed: string, fromRoot: string): Promise<Diagnosed<Picture>> {
  const isThere = (file: string): boolean => existsSync(path.join(project.root, file));
  const run = runIdOf(typed, fromRoot);
  const isRun = runIdProblem(run) === null && (isThere(manifestPath(run)) || isThere(checkpointPath(run)));
  // As with `run`: a name means a run first, a path in pipelines/ always means a pipeline.
  if (isRun && !fromRoot.startsWith(`${PIPELINES}/`)) return ofRun(project, run);
  const file = fromRoot.startsWith(`${RUNS}/`) ? null : pipelineFile(fromRoot);
  if (file !== null && isThere(file)) return ofPipeline(project, fromRoot);
  return err([await unknown(project, typed)]);
}

async function ofPipeline(project: Project, name: string): Promise<Diagnosed<Picture>> {
  const loaded = await loadPipeline(project, name);
  if (!loaded.ok) return loaded;
  const { pipeline } = loaded.value;
  return ok(pictureOf(`pipeline ${pipeline.name}`, pipeline, null));
}

async function ofRun(project: Project, run: RunId): Promise<Diagnosed<Picture>> {
  const view = await readRun(project, run);
  if (!view.ok) return view;
  const { checkpoint } = view.value;
  const pipeline = hasStarted(checkpoint)
    ? await loadPinned(project, run, checkpoint.generation)
    : await loadNamed(project, run);
  return pipeline.ok ? ok(pictureOf(`run ${run}`, pipeline.value.pipeline, checkpoint)) : pipeline;
}

async function loadNamed(project: Project, run: RunId): ReturnType<typeof loadPipeline> {
  const manifest = readManifest(project, run);
  return manifest.ok ? loadPipeline(project, manifest.value.pipeline) : manifest;
}

async function unknown(project: Project, typed: string): Promise<Diagnostic> {
  const runs = await Array.fromAsync(listRuns(project));
  const near = didYouMean(typed, [...pipelineNames(project.root), ...runs]);
  const message = `there is no pipeline or run "${typed}"`;
  const hint = near ?? '`pipeline-runner list` shows all runs; the pipelines are in pipelines/';
  return anError('cli/unknown-run', message, { hint });
}
