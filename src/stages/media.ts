/**
 * Stage kind `media`: one operation on audio, images or video.
 *
 *   with: { op: mix, tracks: "${{ … }}", music: { mood: calm }, loudness: -16, to: episode.mp3 }
 *
 * 1. Files are project paths: artifacts of other stages, or files of the project.
 * 2. Frames are drawn by our own code and encoded by ffmpeg if it is installed, else by a built-in encoder.
 * 3. The result is checked before the stage succeeds (`media/check`).
 */
import { findFfmpeg } from '../media/ffmpeg.ts';
import { SoundFiles } from '../media/sound-files.ts';
import type { Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import { errorCode } from '../model/system-error.ts';
import type { StageCall, StageKind, StageOutcome } from '../ports/stage-kind.ts';
import { withConsole } from './console.ts';
import { ABORTED, failed, printable } from './failures.ts';
import { together, withoutSecretRefs } from './fields.ts';
import { caption } from './media/caption.ts';
import { clip } from './media/clip.ts';
import { compose } from './media/compose.ts';
import { concat } from './media/concat.ts';
import type { Made, MediaContext } from './media/context.ts';
import { mix } from './media/mix.ts';
import { probe } from './media/probe.ts';
import { encoderIn } from './media/settings.ts';
import { music, normalise } from './media/sound.ts';
import { thumbnail } from './media/thumbnail.ts';
import type { ModelDeps } from './model-deps.ts';
import { choiceIn } from './model-fields.ts';

export interface MediaDeps {
  /** The runner's own environment, in which ffmpeg is searched. */
  readonly environment: NodeJS.ProcessEnv;
  readonly media: Pick<ModelDeps['media'], 'pathOf'>;
}

export function createMediaKind(deps: MediaDeps): StageKind {
  return { run: (call, signal) => run(call, deps, signal) };
}

const OPERATIONS: Readonly<Record<string, (context: MediaContext) => Made>> = {
  mix,
  clip,
  compose,
  concat,
  normalise,
  caption,
  thumbnail,
  music,
  probe,
};

const MESSAGE_LIMIT = 2_000;

const FULL: readonly (string | null)[] = ['ENOSPC', 'EDQUOT'];
/** Other runs of a daemon may have room enough. */
const DISK_FULL: Failure = {
  retry: 'never',
  code: 'disk/full',
  message: 'the disk is full: while a stage runs, an hour of decoded stereo takes 1.3 GB of it',
  hint: 'free some space, then run `pipeline-runner retry`',
};

async function run(call: StageCall, deps: MediaDeps, signal: AbortSignal): Promise<StageOutcome> {
  const said = together({
    secrets: withoutSecretRefs(call.with, 'with'),
    op: choiceIn(call.with, 'op', { choices: Object.keys(OPERATIONS), otherwise: '' }),
    encoder: encoderIn(call.with),
  });
  if (!said.ok) return failed(said.error);
  const { op, encoder } = said.value;
  const tag = `${call.uid}/${call.task}`;
  const ffmpeg = encoder === 'wasm' ? null : findFfmpeg(deps.environment, tag);
  await using files = new SoundFiles(call.scratch);
  const context = { call, files, with: call.with, ffmpeg, pathOf: deps.media.pathOf, signal };
  try {
    // Packages print bytes of files with `console`, which could contain control sequences.
    const made = await withConsole(
      (text) => call.log(text),
      async () => OPERATIONS[op]?.(context),
    );
    return outcomeOf(made);
  } catch (error) {
    if (signal.aborted) return ABORTED;
    if (FULL.includes(errorCode(error))) return failed(DISK_FULL);
    throw error;
  }
}

function outcomeOf(made: Result<JsonObject, Failure> | undefined): StageOutcome {
  if (made === undefined) return failed({ code: 'stage/with', message: 'op is missing', retry: 'never' });
  if (made.ok) return { type: 'success', output: made.value };
  return failed({ ...made.error, message: printable(made.error.message, MESSAGE_LIMIT) });
}
