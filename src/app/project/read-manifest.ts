/** Reads and checks the manifests of a project. */
import { err, ok, type RunId } from '../../model/brand.ts';
import { type Diagnosed, type Diagnostic, hasErrors } from '../../model/diagnostic.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { checkInputs } from '../../parse/manifest/inputs.ts';
import { checkManifest, checkPipelineName, parseManifest } from '../../parse/manifest.ts';
import { unreadable } from '../../parse/project-files.ts';
import { manifestPath } from '../../parse/run-files.ts';
import type { YamlDocument } from '../../parse/yaml/document.ts';
import type { Project } from '../types.ts';
import { defaultsFor } from './input-defaults.ts';
import { goneManifest, isManifestGone } from './lost-manifests.ts';
import { pipelineNames } from './pipeline-names.ts';

export interface ReadManifest {
  readonly manifest: Manifest;
  /** For the places of later diagnostics. */
  readonly document: YamlDocument;
  readonly warnings: readonly Diagnostic[];
}

export function readManifestDocument(project: Project, run: RunId): Diagnosed<ReadManifest> {
  const file = manifestPath(run);
  const bytes = project.read(file);
  if (!bytes.ok) return err([noManifest(project, run, bytes.error)]);
  const known = latest.get(project);
  if (known?.file === file && isSame(known.bytes, bytes.value)) return known.result;
  const { manifest, document, diagnostics } = parseManifest(file, bytes.value);
  const result = manifest && document ? ok({ manifest, document, warnings: diagnostics }) : err(diagnostics);
  latest.set(project, { file, bytes: bytes.value, result });
  return result;
}

interface Latest {
  readonly file: string;
  readonly bytes: Uint8Array | string;
  readonly result: Diagnosed<ReadManifest>;
}

/** The last parsed manifest: the start of a run reads its manifest three times, without changes in between. */
const latest = new WeakMap<Project, Latest>();

const isSame = (a: Uint8Array | string, b: Uint8Array | string): boolean =>
  typeof a === 'string' || typeof b === 'string' ? a === b : Buffer.compare(a, b) === 0;

type Unreadable = Parameters<typeof unreadable>[0]['error'];

function noManifest(project: Project, run: RunId, error: Unreadable): Diagnostic {
  if (error.reason === 'missing' && isManifestGone(project, run)) return goneManifest(run, 'error');
  const file = manifestPath(run);
  const found = unreadable({ what: 'manifest', path: file, error }, { file });
  return error.reason === 'missing' ? { ...found, code: 'manifest/missing' } : found;
}

export function readManifest(project: Project, run: RunId): Diagnosed<Manifest> {
  const read = readManifestDocument(project, run);
  return read.ok ? ok(read.value.manifest) : read;
}

/** Mistakes of the manifest, or of the name of its pipeline; the pipeline itself is not checked. */
export function pipelineMistakes(project: Project, run: RunId): readonly Diagnostic[] {
  const read = readManifestDocument(project, run);
  if (!read.ok) return read.error;
  return checkPipelineName(read.value.document, project.read, () => pipelineNames(project.root));
}

export interface CheckedManifest {
  /** With their defaults. */
  readonly inputs: JsonObject;
  readonly warnings: readonly Diagnostic[];
}

/** Checks the manifest against its pipeline (names of stages, inputs). */
export async function checkedInputs(
  project: Project,
  run: RunId,
  pipeline: Pipeline,
): Promise<Diagnosed<CheckedManifest>> {
  const read = readManifestDocument(project, run);
  if (!read.ok) return read;
  const { document, warnings } = read.value;
  const { inputs, diagnostics } = checkInputs(pipeline, document, await defaultsFor(pipeline));
  const all = [...warnings, ...checkManifest(document, pipeline, project.config), ...diagnostics];
  return inputs && !hasErrors(all) ? ok({ inputs, warnings: all }) : err(all);
}
