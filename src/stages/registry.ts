/**
 * The kinds of stages, by their name in `uses:`. A new kind is one file and one line here.
 *
 * A kind's code is loaded at its first attempt: a pipeline of commands does not pay for HTTP or TypeScript.
 * (`pipeline` and `approval` are not here: the engine itself implements them.)
 */
import { preparedBy, type StageCall, type StageKind, type StageWork } from '../ports/stage-kind.ts';
import type { CommandDeps } from './command.ts';
import type { HttpDeps } from './http.ts';
import type { MediaDeps } from './media.ts';
import type { ModelDeps } from './model-deps.ts';
import type { ModuleDeps } from './module.ts';
import type { WriteDeps } from './write.ts';

export type StageDeps = CommandDeps & HttpDeps & MediaDeps & ModelDeps & ModuleDeps & WriteDeps;

/** The version is part of every fingerprint: raise it when the same `with` would give a different result. */
type Registered = readonly [version: number, load: (deps: StageDeps) => Promise<StageKind>];

const KINDS: Readonly<Record<string, Registered>> = {
  command: [1, async (deps) => (await import('./command.ts')).createCommandKind(deps)],
  module: [1, async (deps) => (await import('./module.ts')).createModuleKind(deps)],
  http: [1, async (deps) => (await import('./http.ts')).createHttpKind(deps)],
  write: [1, async (deps) => (await import('./write.ts')).createWriteKind(deps)],
  llm: [1, async (deps) => (await import('./llm.ts')).createLlmKind(deps)],
  speech: [1, async (deps) => (await import('./speech.ts')).createSpeechKind(deps)],
  image: [1, async (deps) => (await import('./image.ts')).createImageKind(deps)],
  video: [1, async (deps) => (await import('./video.ts')).createVideoKind(deps)],
  transcribe: [1, async (deps) => (await import('./transcribe.ts')).createTranscribeKind(deps)],
  media: [1, async (deps) => (await import('./media.ts')).createMediaKind(deps)],
};

/** 1 for `pipeline`, which is not in the registry. */
export const kindVersion = (name: string): number => KINDS[name]?.[0] ?? 1;

export const createStageKinds = (deps: StageDeps): ReadonlyMap<string, StageKind> =>
  new Map(Object.entries(KINDS).map(([name, [, load]]) => [name, lazy(() => load(deps))]));

function lazy(load: () => Promise<StageKind>): StageKind {
  let loading: Promise<StageKind> | null = null;
  const prepare = async (call: StageCall): Promise<StageWork> => {
    loading ??= load();
    return preparedBy(await loading, call);
  };
  return { prepare };
}
