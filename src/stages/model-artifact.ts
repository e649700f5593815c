/** Writes the file of a provider's answer, with the extension of its actual type. */
import type { StageCall } from '../ports/stage-kind.ts';
import type { ModelDeps } from './model-deps.ts';
import { writeStaged } from './own-file.ts';

/** Extensions by media type. The first one is used when the name has a different one. */
const ENDINGS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'audio/wav': ['.wav'],
  'audio/mpeg': ['.mp3'],
  'audio/mp4': ['.m4a', '.mp4'],
  'audio/ogg': ['.ogg', '.opus', '.oga'],
  'audio/flac': ['.flac'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/webp': ['.webp'],
  'video/mp4': ['.mp4', '.m4v'],
};

export interface MadeFile {
  /** Name of the artifact; its extension may differ from the requested one. */
  readonly file: string;
  /** Project path. */
  readonly path: string;
}

export interface Made {
  readonly to: string;
  readonly data: Uint8Array;
  readonly mediaType: string;
}

export function stageFile(call: StageCall, { to, data, mediaType }: Made, media: ModelDeps['media']): MadeFile {
  const file = trueName(to, mediaType);
  if (file !== to) call.log(`the provider returned ${mediaType}: the artifact is called ${file}, not ${to}\n`);
  writeStaged(call, file, data);
  return { file, path: media.pathOf(call.run, call.task, file) };
}

/** Replaces the extension if it is one of another media type; other dots in the name stay. */
function trueName(to: string, mediaType: string): string {
  const endings = ENDINGS[mediaType];
  if (!endings || endings.some((ending) => to.toLowerCase().endsWith(ending))) return to;
  const others = Object.values(ENDINGS).flat();
  const wrong = others.find((ending) => to.toLowerCase().endsWith(ending)) ?? '';
  return `${to.slice(0, to.length - wrong.length)}${endings[0]}`;
}
