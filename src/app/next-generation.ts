/** What a generation of a run begins with: for the run itself and for commands that only look ahead. Writes nothing. */
import { encode } from '../core/encode.ts';
import { type EpochMs, err, ok, type RunUid } from '../model/brand.ts';
import type { Diagnosed, Diagnostic } from '../model/diagnostic.ts';
import type { Event, Fork } from '../model/event.ts';
import { type JsonObject, jsonAt } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { RunState } from '../model/state.ts';
import { switchedProviders } from '../parse/providers.ts';
import type { YamlDocument } from '../parse/yaml/document.ts';
import { type Definition, weakenedGates } from './gate/gates-kept.ts';
import { type Definitions, type Loaded, loadPipeline } from './pinned/definitions.ts';
import { type FrozenBefore, frozenContext, prepareContext } from './pinned/frozen-context.ts';
import type { Providers } from './pinned/run-providers.ts';
import type { Earlier } from './pinned/stored-state.ts';
import { leftResults } from './project/left-results.ts';
import { checkedInputs, pipelineMistakes, readManifestDocument } from './project/read-manifest.ts';
import { unknownStage } from './project/run-mistakes.ts';
import type { Project } from './types.ts';

/** What the next generation uses, from the project's files and the manifest as they are now. */
export interface Checked {
  readonly loaded: Loaded;
  readonly inputs: JsonObject;
  readonly context: JsonObject;
  readonly providers: Providers;
}

/** The generation before it. */
interface Before extends Pick<Definition, 'checkpoint'> {
  /** null: this is the first generation. */
  readonly earlier: Earlier | null;
}

export async function checkedGeneration(
  project: Project,
  manifest: Manifest,
  { earlier, checkpoint }: Before,
): Promise<Diagnosed<Checked>> {
  const { id: run } = manifest;
  const misnamed = pipelineMistakes(project, run);
  if (misnamed.length > 0) return err(misnamed);
  const left = earlier || checkpoint ? null : leftResults(project, run);
  if (left) return err([left]);
  const loaded = await loadPipeline(project, manifest.pipeline);
  if (!loaded.ok) return loaded;
  const { pipeline } = loaded.value;
  const before = earlier?.definitions?.pipeline ?? null;
  const around = weakenedGates(project, { run, before, checkpoint, after: pipeline });
  if (around.length > 0) return err(around);
  const lost = earlier ? unknownItems(project, manifest, { state: earlier.state, of: before ?? pipeline }) : [];
  if (lost.length > 0) return err(lost);
  const checked = await checkedInputs(project, run, pipeline);
  if (!checked.ok) return checked;
  const { inputs } = checked.value;
  await prepareContext(pipeline);
  const context = frozenContext(project, pipeline, inputs, await frozenBefore(project, manifest, earlier));
  if (!context.ok) return context;
  const providers = switchedProviders(project.config, manifest);
  const warnings = [...checked.value.warnings, ...loaded.value.warnings];
  return ok({ loaded: { ...loaded.value, warnings }, inputs, context: context.value, providers });
}

/** @returns null: a new run that is no fork, or its definitions are gone. */
async function frozenBefore(
  project: Project,
  { fork }: Manifest,
  earlier: Earlier | null,
): Promise<FrozenBefore | null> {
  if (earlier) return earlier.definitions && asFrozen(earlier.definitions, earlier.state);
  if (!fork) return null;
  const { forkSource } = await import('./fork.ts');
  const forked = await forkSource(project, fork.run);
  return forked.ok ? asFrozen(forked.value.definitions, forked.value.state) : null; // told where its results are taken
}

const asFrozen = ({ pipeline, context }: Definitions, { graph: { inputs } }: RunState): FrozenBefore => ({
  pipeline,
  inputs,
  context,
});

/** Items in `rerun` that do not exist. They are looked up in the run, since the pipeline does not list items. */
function unknownItems(
  project: Project,
  { id, rerun }: Manifest,
  { state, of }: { readonly state: RunState; readonly of: Pipeline },
): readonly Diagnostic[] {
  if (!rerun || rerun.n <= state.generation || !rerun.from.some(isOfItem)) return [];
  const run = encode(of, state);
  const read = readManifestDocument(project, id);
  return rerun.from.flatMap((address, index): readonly Diagnostic[] => {
    const unknown = isOfItem(address) ? unknownStage(run, address) : null;
    const at = read.ok ? placeOf(read.value.document, index) : null;
    return unknown ? [{ ...unknown, code: 'run/bad-rerun', at }] : [];
  });
}

function placeOf(document: YamlDocument, index: number): Diagnostic['at'] {
  const path = ['rerun', 'from'];
  return document.at(Array.isArray(jsonAt(document.value, path)) ? [...path, index] : path);
}

const isOfItem = (address: string): boolean => address.includes('[');

export interface Begun {
  readonly at: EpochMs;
  readonly uid: RunUid;
  readonly generation: number;
  readonly manifest: Manifest;
  readonly inputs: JsonObject;
  readonly definitions: Pick<Definitions, 'pipeline' | 'digest'>;
  /** Tasks that run again because their files are gone; null: this is the first generation. */
  readonly again: readonly string[] | null;
  readonly fork: Fork | null;
}

export type GenerationStarted = Extract<Event, { type: 'generation-started' }>;

/** The first events of a generation. Attempts in flight must be lost before the earlier generation can end. */
export const openingOf = (begun: GenerationStarted, execution: Event, earlier: Earlier | null): readonly Event[] =>
  (earlier?.state.inFlight ?? 0) > 0 ? [execution, begun] : [begun, execution];

export function generationStarted(begun: Begun): GenerationStarted {
  const { at, uid, generation, manifest, inputs, definitions, again, fork } = begun;
  const { id: run, autoApprove, rerun } = manifest;
  // A `rerun` applies to one generation only.
  const named = rerun?.n === generation ? rerun.from : [];
  return {
    type: 'generation-started',
    at,
    run,
    uid,
    generation,
    pipeline: { name: definitions.pipeline.name, digest: definitions.digest },
    inputs,
    from: again === null ? [] : [...new Set([...named, ...again])],
    ...(autoApprove.length > 0 ? { autoApprove } : {}),
    ...(fork ? { fork } : {}),
  };
}
