/**
 * The definitions of a run: its pipeline with everything that belongs to it, from the project or as pinned by the run.
 *
 * D1. A generation works with the definitions that it was started with: `pinned/<generation>/` holds a copy of every
 *     source file at its project path, `context.json` the frozen context, `index.json` the digests of them all.
 * D2. A damaged or missing pinned file is replaced by the project's own if that has the same content; otherwise it is a
 *     diagnostic. It is never silently replaced by another definition. Whoever continues the run restores the copy.
 * D3. The default approvers of gates are pinned too: nobody can approve by adding themselves to the config.
 * D4. So are the models that answer: a rerun adopts others.
 * D5. The declaration of machine files is not pinned: the current config counts at the time of writing.
 */
import path from 'node:path';
import { publishFile, publishFilesLater, refuseLinks } from '../../adapters/disk/durable-file.ts';
import { type Digest, err, ok, type ProjectPath, projectPath, type RunId } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic, hasErrors } from '../../model/diagnostic.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { ReadText } from '../../parse/pipeline.ts';
import { outside, pipelineFile } from '../../parse/project-files.ts';
import { pinnedFolder, runFolderOf } from '../../parse/run-files.ts';
import { areOtherEnds, OTHER_ENDS } from '../project/other-ends.ts';
import type { Project } from '../types.ts';
import { parsedNow } from './parsed-now.ts';
import { parsedPinned } from './parsed-pinned.ts';
import {
  bytesOf,
  CONTEXT,
  contextDigest,
  INDEX,
  type PinnedIndex,
  pinnedDigest,
  readContext,
  readIndex,
} from './pinned.ts';
import { callsModels, frozenProviders, type Providers, thawedProviders } from './run-providers.ts';

export interface Definitions {
  readonly pipeline: Pipeline;
  /** Digest over the digests of all sources, and of the context. */
  readonly digest: Digest;
  /** Absolute folder below which templates and schemas are at their project paths. */
  readonly root: string;
  readonly context: JsonObject;
  /** By the name that the pipeline uses, with the switches of the manifest applied. */
  readonly providers: Providers;
  /** D2: sources that are not below `root` as they were pinned, with the pinned content, which the project has. */
  readonly madeUp: ReadonlyMap<ProjectPath, Uint8Array | string>;
}

export interface Loaded {
  readonly pipeline: Pipeline;
  /** Digest over the digests of all sources. */
  readonly digest: Digest;
  readonly sources: ReadonlyMap<ProjectPath, Digest>;
  /** The sources as they were parsed. */
  readonly contents: ReadonlyMap<ProjectPath, Uint8Array | string>;
  readonly warnings: readonly Diagnostic[];
}

/** The pipeline as it is in the project, or as a run has it pinned. */
export async function loadPipeline(project: Project, name: string, pinned?: ReadText): Promise<Diagnosed<Loaded>> {
  const file = pipelineFile(name);
  if (file === null) return err([outside('pipeline', name, null)]);
  const parsed = await parsedNow(
    project,
    file,
    pinned ? { read: pinned, time: 'past' } : { read: project.read, time: 'now' },
  );
  if (!parsed.pipeline || hasErrors(parsed.diagnostics)) return err(parsed.diagnostics);
  const sources = new Map<ProjectPath, Digest>();
  const contents = new Map<ProjectPath, Uint8Array | string>();
  for (const source of parsed.pipeline.sources) {
    const text = parsed.read(source);
    if (!text.ok) continue;
    sources.set(source, project.digests.ofBytes(text.value));
    contents.set(source, text.value);
  }
  const { pipeline, diagnostics: warnings } = parsed;
  return ok({
    pipeline,
    digest: pinnedDigest(project, { sources, context: null, approvers: null, providers: undefined }),
    sources,
    contents,
    warnings,
  });
}

export interface Pinned {
  readonly definitions: Definitions;
  /** Await it before the first record of the generation: then index and context survive a power cut. */
  readonly durable: Promise<void>;
}

/**
 * D1. Index and context are made durable, since nothing could replace them. Sources are not: a torn one is found by its
 * digest and replaced by the project's own (D2).
 */
export function pin(
  project: Project,
  loaded: Loaded,
  at: {
    readonly run: RunId;
    readonly generation: number;
    readonly context: JsonObject;
    readonly providers: Providers;
  },
): Pinned {
  const pinned = pinnedFolder(at.run, at.generation);
  const folder = path.join(project.root, pinned);
  const { sources } = loaded;
  const context = contextDigest(project, at.context);
  const { approvers } = project.config;
  // A pipeline without model calls is pinned to no provider.
  const providers = callsModels(loaded.pipeline) ? frozenProviders(at.providers) : undefined;
  const named = { sources: Object.fromEntries(sources), context, approvers, providers };
  const index = { pipeline: loaded.pipeline.file, ...named };
  const written = [[CONTEXT, at.context] as const, [INDEX, index] as const];
  for (const file of [INDEX, ...sources.keys()]) refuseLinks(project.root, path.posix.join(pinned, file));
  const durable = publishFilesLater(
    written.map(([name, value]) => [path.join(folder, name), `${JSON.stringify(value, null, 2)}\n`]),
  );
  durable.catch(() => {}); // whoever awaits it gets the error; whoever does not continue need not know
  for (const [source, content] of loaded.contents)
    publishFile(path.join(folder, source), content, { durability: 'whole' });
  const definitions = {
    pipeline: loaded.pipeline,
    digest: pinnedDigest(project, { sources, context, approvers, providers }),
    root: folder,
    context: at.context,
    providers: at.providers,
    madeUp: new Map(),
  };
  return { definitions, durable };
}

/** The definitions that a generation of a run is pinned to. */
export async function loadPinned(project: Project, run: RunId, generation: number): Promise<Diagnosed<Definitions>> {
  const pinned = pinnedFolder(run, generation);
  const folder = path.join(project.root, pinned);
  const index = readIndex(folder);
  if (!index) return err([damaged(pinned, `${INDEX} is missing or cannot be read`)]);
  const broken = new Map<ProjectPath, Diagnostic>();
  const madeUp = new Map<ProjectPath, Uint8Array | string>();
  const read: ReadText = (source) => {
    const expected = index.sources.get(source);
    const own = expected === undefined ? null : bytesOf(path.join(folder, source));
    if (own && project.digests.ofBytes(own) === expected) return ok(own);
    const now = project.read(source);
    if (expected === undefined) return now;
    if (now.ok && project.digests.ofBytes(now.value) === expected) {
      madeUp.set(source, now.value);
      return now;
    }
    const what = `${source} was changed or is missing, and the project has a different version of it`;
    const isEnds = areOtherEnds(project, projectPath(`${pinned}/${source}`), expected);
    broken.set(source, isEnds ? otherEnds(run, pinned, source) : damaged(pinned, what));
    return now;
  };
  const parsed = await parsedPinned(project, { index, read }, async (reading) => {
    const loaded = await loadPipeline(asPinned(project, index), index.pipeline, reading);
    return loaded.ok && broken.size === 0 ? ok(loaded.value.pipeline) : err(loaded.ok ? [] : loaded.error);
  });
  if (broken.size > 0) return err([...broken.values()]);
  if (!parsed.ok) return err(parsed.error.map((mistake) => inCopy(mistake, { run, pinned })));
  const context = readContext(project, folder, index);
  if (!context) return err([damaged(pinned, `${CONTEXT} was changed or is missing`)]);
  const providers = thawedProviders(index.providers, project.config);
  const digest = pinnedDigest(project, index);
  return ok({ pipeline: parsed.value, digest, root: folder, context, providers, madeUp });
}

/** D3, D5: a file that is no longer declared must not make an old run unreadable. */
const asPinned = (project: Project, { approvers = project.config.approvers }: PinnedIndex): Project => ({
  ...project,
  config: { ...project.config, approvers, machineFiles: ['**'] },
});

/** The folder is complete, but holds other definitions than those that the generation was started with. */
export const otherPinned = (run: RunId, generation: number): Diagnostic =>
  damaged(pinnedFolder(run, generation), `${INDEX} is not the one that the run recorded for generation ${generation}`);

/** A mistake in a pinned copy, caused by current circumstances; the project's own file may differ from it by now. */
const inCopy = (
  { at, hint, ...mistake }: Diagnostic,
  { run, pinned }: { readonly run: RunId; readonly pinned: ProjectPath },
): Diagnostic => ({
  ...mistake,
  at: at && { ...at, file: path.posix.join(pinned, at.file) },
  hint: `${hint ? `${hint}; or ` : ''}adopt the current definitions with \`pipeline-runner retry ${run}\``,
});

/** A plain checkout would give the file the same line ends again. */
function otherEnds(run: RunId, pinned: ProjectPath, source: ProjectPath): Diagnostic {
  const folder = runFolderOf(run);
  const anew = `\`git rm -rq --cached ${folder} && git checkout HEAD -- ${folder}\``;
  return {
    ...damaged(pinned, `${source}: ${OTHER_ENDS}`),
    hint: `add that line to .gitattributes, commit your own changes, then run ${anew}`,
  };
}

const damaged = (pinned: string, what: string): Diagnostic =>
  anError('run/pinned-damaged', `the pinned definitions of this run are damaged: ${what}`, {
    at: { file: pinned },
    hint: `restore the folder (\`git checkout -- ${pinned}\`), or start over with \`pipeline-runner retry\``,
  });
