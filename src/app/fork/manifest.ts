/**
 * `fork`: the manifest of a what-if, from that of another run.
 *
 * Y1. Nothing is overwritten. What steered the other run (answers, reruns, a pause, a cancellation) is left out.
 * Y2. A manifest that its run would refuse is not written.
 * Y3. The new manifest names the run that it forks; what can be reused is determined at its start (fork.ts).
 */
import { hasStarted } from '../../core/run-end.ts';
import { topOf } from '../../model/address.ts';
import { err, ok, type ProjectPath, type RunId } from '../../model/brand.ts';
import { aWarning, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { listNames } from '../../model/list-names.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { withoutKeys } from '../../parse/manifest/cut.ts';
import { setInputs, setValue } from '../../parse/manifest/edit.ts';
import { checkManifest } from '../../parse/manifest.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { readYaml, type YamlDocument } from '../../parse/yaml/document.ts';
import { chosenName, taken, writeAs } from '../asked/free-name.ts';
import { isTooLarge, tooLarge } from '../asked/new-run.ts';
import { unknownStageOf } from '../asked/part.ts';
import { withSchemaLine } from '../asked/schema-line.ts';
import { inputDiagnostic, mistakesIn, typedValues } from '../asked/typed-values.ts';
import { tasksWithoutFiles } from '../drive/missing-files.ts';
import { forkSource, upstreamOf } from '../fork.ts';
import { loadPipeline } from '../pinned/definitions.ts';
import type { StoredState } from '../pinned/stored-state.ts';
import { readManifestDocument } from '../project/read-manifest.ts';
import { notStarted } from '../project/run-mistakes.ts';
import type { Project } from '../types.ts';

export interface TypedFork {
  readonly run: RunId;
  /** A stage of the run: it and everything downstream of it is executed in the fork. */
  readonly from: string;
  /** Id of the fork. */
  readonly as: string;
  readonly input: readonly string[];
  readonly cwd: string;
}

export interface MadeFork {
  readonly run: RunId;
  readonly file: ProjectPath;
  readonly text: string;
  readonly warnings: readonly Diagnostic[];
}

/** @throws DurableError. */
export async function forkRun(project: Project, typed: TypedFork): Promise<Diagnosed<MadeFork>> {
  const { run, from, as } = typed;
  if (!(await mayHaveStarted(project, run))) return err([notStarted(run)]);
  const source = await forkSource(project, run);
  if (!source.ok) return source;
  const { pipeline } = source.value.definitions;
  const upstream = upstreamOf(pipeline.graph, from);
  const name = await chosenName(project, as, '--as');
  if (upstream === null || !name.ok)
    return err([...(upstream === null ? [unknownStageOf(pipeline, from)] : []), ...(name.ok ? [] : name.error)]);
  const text = await forkText(project, { ...typed, as: name.value });
  if (!text.ok) return text;
  const file = manifestPath(name.value);
  const placed = withSchemaLine(project.root, text.value, { from: [manifestPath(run)], to: file });
  if (isTooLarge(placed)) return err([tooLarge]);
  if (!writeAs(project, name.value, placed)) return err([taken(name.value)]);
  const ids = new Set(pipeline.graph.stages.filter(({ index }) => upstream.has(index)).map(({ id }) => String(id)));
  return ok({ run: name.value, file, text: placed, warnings: goneFrom(project, source.value, ids) });
}

/** An unreadable run is reported by its readers. */
async function mayHaveStarted(project: Project, run: RunId): Promise<boolean> {
  await using store = await project.openStore();
  const stored = await store.peek(run);
  if (!stored.ok) return true;
  return stored.value !== null && (hasStarted(stored.value.checkpoint) || stored.value.records.length > 0);
}

/** Keys of a manifest that steer the run itself and do not describe what to make. */
const STEERING = new Set(['approved', 'approvals', 'rerun', 'paused', 'cancelled', 'fork']);

/** Y1. */
async function forkText(project: Project, typed: TypedFork): Promise<Diagnosed<string>> {
  const { run, from, input, cwd } = typed;
  const file = manifestPath(run);
  const read = readManifestDocument(project, run);
  const bytes = project.read(file);
  if (!read.ok || !bytes.ok) return err(read.ok ? [] : read.error);
  const { manifest } = read.value;
  const loaded = await loadPipeline(project, manifest.pipeline);
  if (!loaded.ok) return loaded;
  const { pipeline } = loaded.value;
  const given = typedValues(project, input, { schema: pipeline.inputs, cwd });
  if (!given.ok) return given;
  const mistakes = await mistakesIn(pipeline, { ...manifest.inputs, ...given.value });
  if (mistakes.length > 0) return err(mistakes.map((mistake) => inputDiagnostic(mistake, given.value)));
  const kept = withoutKeys({ file, text: Buffer.from(bytes.value).toString('utf8') }, STEERING);
  const misfits = misfitsOf({ kept, document: read.value.document, pipeline, config: project.config });
  if (misfits.length > 0) return err(misfits.map((found) => byHand(found, typed)));
  const text = setInputs({ file, text: kept }, given.value);
  return text.ok ? setValue({ file, text: text.value }, ['fork'], { run, from }) : text;
}

interface Kept {
  readonly kept: string;
  /** Of the other manifest, for places. */
  readonly document: YamlDocument;
  readonly pipeline: Pipeline;
  readonly config: Project['config'];
}

/** The pipeline may have changed since the other run: what the fork would keep of its manifest may not fit any more. */
function misfitsOf({ kept, document, pipeline, config }: Kept): readonly Diagnostic[] {
  const fork = readYaml(document.file, kept).document;
  const messages = new Set((fork ? checkManifest(fork, pipeline, config) : []).map(({ message }) => message));
  return checkManifest(document, pipeline, config).filter(
    ({ severity, message }) => severity === 'error' && messages.has(message),
  );
}

/** The other manifest must stay as it is: it fits the pipeline that its run started with. */
function byHand(found: Diagnostic, { run, from, as }: TypedFork): Diagnostic {
  const line = `fork: { run: ${run}, from: ${from} }`;
  const hint = `leave runs/${run}.yaml as it is, and write runs/${as}.yaml by hand: without this, and with \`${line}\``;
  return { ...found, hint };
}

/** A fork promises that nothing upstream is paid for again: what breaks the promise is reported beforehand. */
function goneFrom(
  project: Project,
  { state, definitions }: StoredState,
  upstream: ReadonlySet<string>,
): readonly Diagnostic[] {
  const gone = tasksWithoutFiles(project, definitions.pipeline, state).filter((task) =>
    upstream.has(topOf(task) ?? task),
  );
  if (gone.length === 0) return [];
  return [
    aWarning('artifact/missing', `files made by ${listNames(gone, 8)} are missing: the fork will make them again`, {
      hint: `restore them before you run the fork, or \`pipeline-runner retry ${state.id}\``,
    }),
  ];
}
