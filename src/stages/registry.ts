/**
 * All kinds of stages that execute something, by their name in `uses:`. A new kind is one file and one line here.
 *
 * A kind's code is loaded at its first attempt: a pipeline of commands does not pay for HTTP or TypeScript.
 * (`pipeline` and the gates are no kinds in this sense: the engine itself carries them out.)
 */
import { preparedBy, type StageCall, type StageKind, type StageWork } from '../ports/stage-kind.ts';
import type { CommandDeps } from './command.ts';
import type { HttpDeps } from './http.ts';
import type { MediaDeps } from './media.ts';
import type { ModelDeps } from './model-deps.ts';
import type { ModuleDeps } from './module.ts';
import type { WriteDeps } from './write.ts';

export type StageDeps = CommandDeps & HttpDeps & MediaDeps & ModelDeps & ModuleDeps & WriteDeps;

export function createStageKinds(deps: StageDeps): ReadonlyMap<string, StageKind> {
  const kinds = [
    lazy('command', 1, async () => (await import('./command.ts')).createCommandKind(deps)),
    lazy('module', 1, async () => (await import('./module.ts')).createModuleKind(deps)),
    lazy('http', 1, async () => (await import('./http.ts')).createHttpKind(deps)),
    lazy('write', 1, async () => (await import('./write.ts')).createWriteKind(deps)),
    lazy('llm', 1, async () => (await import('./llm.ts')).createLlmKind(deps)),
    lazy('speech', 1, async () => (await import('./speech.ts')).createSpeechKind(deps)),
    lazy('image', 1, async () => (await import('./image.ts')).createImageKind(deps)),
    lazy('video', 1, async () => (await import('./video.ts')).createVideoKind(deps)),
    lazy('transcribe', 1, async () => (await import('./transcribe.ts')).createTranscribeKind(deps)),
    lazy('media', 1, async () => (await import('./media.ts')).createMediaKind(deps)),
  ];
  return new Map(kinds.map((kind) => [kind.name, kind]));
}

/** @param version that of the loaded kind, needed for fingerprints before it is loaded. */
function lazy(name: string, version: number, load: () => Promise<StageKind>): StageKind {
  let loading: Promise<StageKind> | null = null;
  const prepare = async (call: StageCall): Promise<StageWork> => {
    loading ??= load();
    return preparedBy(await loading, call);
  };
  return { name, version, prepare };
}
