/**
 * Offline video: the camera moves over the stills of the request, with cross-fades between them.
 *
 * It is motion over stills, not the video of a model. `material.move` is the camera move; without pictures a still is
 * drawn from the prompt (image.ts). It has no sound.
 *
 * V1. The same request gives the same pictures; the bytes depend on the machine's encoder.
 * V2. It begins with the first still and ends with the last one, with the same framing, so that clips can be chained.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MOVES, type Move } from '../../media/camera.ts';
import { loadCanvas } from '../../media/canvas.ts';
import { checked, watched } from '../../media/checks.ts';
import { chooseEncoder, encodeVideo } from '../../media/encode-video.ts';
import { findFfmpeg } from '../../media/ffmpeg.ts';
import { movingStills, render } from '../../media/frames.ts';
import { writeNotes } from '../../media/notes.ts';
import { type Still, stillOf } from '../../media/pictures.ts';
import { err, ok, type Result, usdMicros } from '../../model/brand.ts';
import type {
  FilePart,
  ProviderContext,
  ProviderFault,
  Reply,
  VideoAnswer,
  VideoRequest,
} from '../../ports/provider.ts';
import { fault, mediaFault } from '../fault.ts';
import { STOPPED } from './drill.ts';
import { draw } from './image.ts';
import { hashOf } from './seed.ts';

const LIMITS = { leastSide: 16, mostSide: 4096, mostSeconds: 600, mostFps: 60 };

export async function film(request: VideoRequest, context: ProviderContext): Reply<VideoAnswer> {
  const wrong = refused(request);
  if (wrong !== null) return err(wrong);
  const folder = await mkdtemp(path.join(tmpdir(), 'offline-video-'));
  try {
    const made = await filmed(request, context, folder);
    if (!made.ok) return made;
    const { video, seconds, move } = made.value;
    const value: VideoAnswer = { video, mediaType: 'video/mp4', seconds };
    return ok({ value, usage: { seconds }, usd: usdMicros(0), requestId: null, raw: { move, seconds } });
  } catch (error) {
    if (context.signal.aborted) return err(STOPPED);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refused({ width, height, seconds, fps, images }: VideoRequest): ProviderFault | null {
  const isSide = (side: number): boolean => side % 2 === 0 && side >= LIMITS.leastSide && side <= LIMITS.mostSide;
  if (!isSide(width) || !isSide(height))
    return fault('invalid', `the sides of a video are even, ${LIMITS.leastSide} to ${LIMITS.mostSide} pixels`);
  if (!(seconds >= 0.1 && seconds <= LIMITS.mostSeconds))
    return fault('invalid', `a video lasts 0.1 to ${LIMITS.mostSeconds} s, not ${seconds}`);
  if (!(fps >= 1 && fps <= LIMITS.mostFps))
    return fault('invalid', `a video has 1 to ${LIMITS.mostFps} frames a second, not ${fps}`);
  return images.length > 2 ? fault('invalid', 'at most two pictures are used: the first and the last frame') : null;
}

interface Filmed {
  readonly video: Uint8Array;
  readonly seconds: number;
  readonly move: Move;
}

async function filmed(
  request: VideoRequest,
  context: ProviderContext,
  folder: string,
): Promise<Result<Filmed, ProviderFault>> {
  const { width, height, fps, seconds } = request;
  const { signal } = context;
  const size = { width, height };
  const canvas = await loadCanvas();
  if (!canvas.ok) return err(mediaFault(canvas.error));
  const stills = await stillsOf(request, context);
  if (!stills.ok) return stills;
  const move = moveOf(request);
  const encoder = await chooseEncoder('auto', findFfmpeg(process.env), signal);
  if (!encoder.ok) return err(mediaFault(encoder.error));
  const scenes = [{ picture: movingStills({ ...stills.value, move, seconds }), seconds }];
  const source = watched(render({ size, fps, scenes, transition: 0, captions: null }, canvas.value));
  const file = path.join(folder, 'video.mp4');
  const comment = (): string => {
    const { blackSeconds, frozenSeconds } = source.looks();
    return writeNotes({ black: blackSeconds, frozen: frozenSeconds });
  };
  const onFrame = (done: number, total: number): void => context.progress(done, total, 'frames');
  const work = { source, audio: null, file, scratch: folder, encoder: encoder.value, comment, onFrame };
  const encoded = await encodeVideo(work, signal);
  if (!encoded.ok) return err(mediaFault(encoded.error));
  const length = source.count / fps;
  const found = await checked(file, { seconds: length, video: size, audio: 'none', lufs: null, looks: null });
  if (!found.ok) return err(mediaFault(found.error));
  return ok({ video: new Uint8Array(await readFile(file)), seconds: length, move });
}

/** The move that `material` names, else one derived from prompt and seed. */
function moveOf({ material, prompt, seed }: VideoRequest): Move {
  const said = MOVES.find((move) => move === material.move);
  return said ?? MOVES[hashOf(`${prompt}:${seed ?? 0}`) % (MOVES.length - 1)] ?? 'zoom_in';
}

interface Stills {
  readonly start: Still;
  readonly end: Still | null;
}

async function stillsOf(request: VideoRequest, context: ProviderContext): Promise<Result<Stills, ProviderFault>> {
  const [first, last] = request.images;
  const start = first === undefined ? await drawn(request, context) : await stillIn(first);
  if (!start.ok) return start;
  const end = last === undefined ? ok(null) : await stillIn(last);
  return end.ok ? ok({ start: start.value, end: end.value }) : end;
}

async function stillIn({ data, name }: FilePart): Promise<Result<Still, ProviderFault>> {
  const still = await stillOf(data, name);
  return still.ok ? still : err(mediaFault(still.error, 'invalid'));
}

async function drawn(request: VideoRequest, context: ProviderContext): Promise<Result<Still, ProviderFault>> {
  const { prompt, width, height, seed, material } = request;
  const image = await draw({ prompt, width, height, seed, material, reference: null }, context);
  return image.ok
    ? await stillIn({ name: 'the drawing', mediaType: 'image/png', data: image.value.value.image })
    : image;
}
