/** Makes a checked MP4 from scenes: the common part of `clip`, `compose` and `concat`. */
import { loadCanvas } from '../../media/canvas.ts';
import { captionSheet } from '../../media/caption-sheet.ts';
import type { Caption } from '../../media/captions.ts';
import { checked, watched } from '../../media/checks.ts';
import { chooseEncoder, encodeVideo } from '../../media/encode-video.ts';
import { withoutFont } from '../../media/fault.ts';
import { fontsFor } from '../../media/fonts.ts';
import { render, type Scene } from '../../media/frames.ts';
import type { Even } from '../../media/levels.ts';
import { writeNotes } from '../../media/notes.ts';
import { ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import { frameProgress, type MediaContext, published, round, type Target } from './context.ts';
import { encoderIn, type Shape } from './settings.ts';

export interface Whole {
  readonly target: Target;
  readonly shape: Shape;
  readonly scenes: readonly Scene[];
  /** Length of cross-fades in seconds. */
  readonly transition: number;
  readonly captions: readonly Caption[];
  readonly sound: Even | null;
}

export async function filmed(context: MediaContext, whole: Whole): Promise<Result<JsonObject, Failure>> {
  const { target, shape, scenes, transition, captions, sound } = whole;
  const canvas = await loadCanvas();
  if (!canvas.ok) return canvas;
  const name = encoderIn(context.with);
  if (!name.ok) return name;
  const encoder = await chooseEncoder(name.value, context.ffmpeg, context.signal);
  if (!encoder.ok) return encoder;
  const { typeface, lacking } = await fontsFor(captions.map(({ text }) => text).join('\n'));
  if (lacking.length > 0) return withoutFont('captions', lacking);
  const sheet = captions.length === 0 ? null : captionSheet(captions, { size: shape.size, typeface }, canvas.value);
  const source = watched(render({ ...shape, scenes, transition, captions: sheet }, canvas.value));
  const encoded = await encodeVideo(
    {
      source,
      audio: sound?.sound ?? null,
      file: target.file,
      scratch: context.call.scratch,
      encoder: encoder.value,
      comment: () => notesOf(source.looks(), sound),
      onFrame: frameProgress(context),
    },
    context.signal,
  );
  if (!encoded.ok) return encoded;
  const looks = source.looks();
  const seconds = source.count / shape.fps;
  const audio = sound === null ? 'none' : 'needed';
  const found = await checked(target.file, { seconds, video: shape.size, audio, lufs: sound?.lufs ?? null, looks });
  if (!found.ok) return found;
  const { bytes } = found.value;
  const figures = { seconds: round(seconds, 3), ...shape.size, fps: shape.fps, bytes, encoder: encoder.value.type };
  return ok(published(target, { ...figures, lufs: sound?.lufs == null ? null : round(sound.lufs, 1) }));
}

const notesOf = (looks: { blackSeconds: number; frozenSeconds: number }, sound: Whole['sound']): string =>
  writeNotes({
    ...(sound === null ? {} : { lufs: sound.lufs }),
    black: looks.blackSeconds,
    frozen: looks.frozenSeconds,
  });
