/**
 * Makes the manifest of a new run from the command line.
 *
 * N1. The manifest is the only record of what was typed.
 * N2. It is checked in memory before it is written.
 */
import { err, ok, type RunId } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { manifestText } from '../../parse/manifest/text.ts';
import { loadPipeline } from '../pinned/definitions.ts';
import type { Project } from '../types.ts';
import { freeName, writeFree } from './free-name.ts';
import { inputDiagnostic, mistakesIn, typedValues } from './typed-values.ts';

/** As typed on the command line. */
export interface TypedRun {
  /** The name as in a manifest. */
  readonly pipeline: string;
  readonly input: readonly string[];
  readonly cwd: string;
}

export interface NewRun {
  readonly pipeline: string;
  readonly text: string;
  /** The name that is free now; at the time of writing it may be another. */
  readonly run: RunId;
}

/** @param providers provider of the pipeline -> the one that answers instead. */
export async function newRun(
  project: Project,
  { pipeline, input, cwd }: TypedRun,
  providers: Readonly<Record<string, string>>,
): Promise<Diagnosed<NewRun>> {
  const loaded = await loadPipeline(project, pipeline);
  if (!loaded.ok) return loaded;
  const inputs = typedValues(project, input, { schema: loaded.value.pipeline.inputs, cwd });
  if (!inputs.ok) return inputs;
  const mistakes = await mistakesIn(loaded.value.pipeline, inputs.value);
  if (mistakes.length > 0) return err(mistakes.map((mistake) => inputDiagnostic(mistake, inputs.value)));
  const text = manifestText({ pipeline, inputs: inputs.value, providers });
  return isTooLarge(text) ? err([tooLarge]) : ok({ pipeline, text, run: freeName(project, pipeline) });
}

/** Bytes of the largest manifest that can be read again. */
const MAX_MANIFEST = 1024 * 1024;

export const isTooLarge = (text: string): boolean => Buffer.byteLength(text) > MAX_MANIFEST;

export const tooLarge: Diagnostic = anError(
  'cli/usage',
  'the inputs are too large for a manifest, which can be 1 MiB at most',
  { hint: 'put large values into a file, and pass the path of the file as the input' },
);

/** @throws DurableError. */
export const writeNewRun = (project: Project, { pipeline, text }: NewRun): RunId =>
  writeFree(project, pipeline, () => text);
