/** Operation `thumbnail`: one frame of a video, or an image, with a title. */
import { writeFile } from 'node:fs/promises';
import type { Size } from '../../media/camera.ts';
import { type Canvas, loadCanvas } from '../../media/canvas.ts';
import { clipFrames, decoderFor, withoutFrames } from '../../media/clip-frames.ts';
import { INSTALL_FFMPEG, mediaFault, withoutFont } from '../../media/fault.ts';
import { fontsFor } from '../../media/fonts.ts';
import { inspect } from '../../media/inspect.ts';
import { stillOf } from '../../media/pictures.ts';
import { drawThumbnail } from '../../media/thumbnail.ts';
import { ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { together, wrongField } from '../fields.ts';
import { sizeIn, textIn } from '../model-fields.ts';
import { stillAt, UPRIGHT } from './clip.ts';
import { inputAt, type Made, type MediaContext, published, targetIn } from './context.ts';
import { secondsIn } from './settings.ts';

export async function thumbnail(context: MediaContext): Made {
  const said = together({
    title: textIn(context.with, 'title', ''),
    size: sizeIn(context.with, UPRIGHT.size),
    target: targetIn(context, 'thumbnail.png'),
  });
  if (!said.ok) return said;
  const { title, size, target } = said.value;
  const canvas = await loadCanvas();
  if (!canvas.ok) return canvas;
  const { typeface, lacking } = await fontsFor(title);
  if (lacking.length > 0) return withoutFont('title', lacking);
  const picture = await pictureIn(context, size);
  if (!picture.ok) return picture;
  const drawn = drawThumbnail(picture.value, { title, typeface, size }, canvas.value);
  const isJpeg = /\.jpe?g$/i.test(target.name);
  const bytes = isJpeg ? await drawn.encode('jpeg', 88) : await drawn.encode('png');
  const checked = await stillOf(bytes, target.name);
  if (!checked.ok) return mediaFault('media/check', checked.error.message);
  await writeFile(target.file, bytes);
  return ok(published(target, { ...size, bytes: bytes.length }));
}

async function pictureIn(context: MediaContext, size: Size): Promise<Result<Canvas, Failure>> {
  const named = together({ image: textIn(context.with, 'image', null), video: textIn(context.with, 'video', null) });
  if (!named.ok) return named;
  const { image, video } = named.value;
  if (image !== null) {
    const still = await stillAt(context, image);
    return still.ok ? ok(await still.value.open(size)) : still;
  }
  if (video === null) return wrongField('either image or video is required');
  const at = secondsIn(context.with, 'at', 1);
  return at.ok ? await frameAt(context, video, at.value) : at;
}

/** The frame at a time; the last one if the video is shorter. */
async function frameAt(context: MediaContext, path: string, at: number): Promise<Result<Canvas, Failure>> {
  const { ffmpeg, signal } = context;
  const file = inputAt(context, path);
  if (!file.ok) return file;
  const contents = await inspect(file.value);
  if (!contents.ok) return contents;
  const canvas = await loadCanvas();
  if (!canvas.ok) return canvas;
  const size = contents.value.video;
  if (size === null) return mediaFault('media/decode', `"${path}" has no video`);
  const decoder = decoderFor(size, ffmpeg);
  const hint = `${INSTALL_FFMPEG}, or give an image`;
  if (decoder === null) return mediaFault('media/decode', `"${path}" cannot be decoded without ffmpeg`, hint);
  const fps = 5;
  let last: Uint8Array | null = null;
  let count = 0;
  for await (const frame of clipFrames(decoder, { file: file.value, ownFps: size.fps, size, fps }, signal)) {
    last = frame;
    count += 1;
    if (count > at * fps) break;
  }
  if (last === null) return await withoutFrames(decoder, path);
  const picture = canvas.value.createCanvas(size.width, size.height);
  const pixels = new canvas.value.ImageData(new Uint8ClampedArray(last), size.width, size.height);
  picture.getContext('2d').putImageData(pixels, 0, 0);
  return ok(picture);
}
