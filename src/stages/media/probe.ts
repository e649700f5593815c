/**
 * Operation `probe`: measures a file, and draws an overview of it.
 *
 * 1. Values that could not be measured are null: without ffmpeg, most files cannot be decoded.
 * 2. If the file was made by this program and contains the values measured then, these are used, with `by: notes`.
 */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadCanvas } from '../../media/canvas.ts';
import { decoderFor, withoutFrames } from '../../media/clip-frames.ts';
import { decodeAudio } from '../../media/decode-audio.ts';
import { type Contents, inspect } from '../../media/inspect.ts';
import type { Looks } from '../../media/look.ts';
import { lufs } from '../../media/loudness.ts';
import { soundSpans } from '../../media/mix.ts';
import { type Notes, readNotes } from '../../media/notes.ts';
import { createPace } from '../../media/pace.ts';
import { drawSheet } from '../../media/sheet.ts';
import { type Seen, seen } from '../../media/thumbs.ts';
import { type Pcm, secondsOf } from '../../media/wav.ts';
import { ok } from '../../model/brand.ts';
import type { JsonObject } from '../../model/json.ts';
import { wrongField } from '../fields.ts';
import { textIn } from '../model-fields.ts';
import { inputAt, type Made, type MediaContext, published, round, targetIn } from './context.ts';

export async function probe(context: MediaContext): Made {
  const path = textIn(context.with, 'file', null);
  if (!path.ok) return path;
  if (path.value === null) return wrongField('file is missing');
  const target = targetIn(context, 'sheet.png');
  if (!target.ok) return target;
  const file = inputAt(context, path.value);
  if (!file.ok) return file;
  const found = await inspect(file.value);
  if (!found.ok) return found;
  const contents = found.value;
  const pictures = await picturesOf(context, file.value, contents);
  const pcm = contents.audio === null ? null : await soundOf(context, file.value);
  const notes = readNotes(contents.comment);
  const canvas = await loadCanvas();
  if (!canvas.ok) return canvas;
  const unheard = contents.audio !== null && pcm === null ? ' · audio not decoded' : '';
  const figures = `${contents.container} · ${contents.seconds.toFixed(2)} s · ${contents.bytes} bytes`;
  const title = `${path.value} · ${figures}${unheard}`;
  await writeFile(target.value.file, await drawSheet({ title, seen: pictures, pcm }, canvas.value));
  const { container, bytes } = contents;
  const video = contents.video && videoOf(contents.video, { looks: pictures?.looks ?? null, notes });
  const level = pcm === null ? null : await lufs(pcm, createPace(context.signal));
  const audio = contents.audio && audioOf(contents.audio, { pcm, level, notes });
  return ok(published(target.value, { seconds: round(contents.seconds, 3), bytes, container, video, audio }));
}

async function picturesOf(context: MediaContext, file: string, { video, seconds }: Contents): Promise<Seen | null> {
  const decoder = video && decoderFor(video, context.ffmpeg);
  if (video === null || decoder === null) return null;
  const pictures = await seen(decoder, { file, video, seconds }, context.signal);
  if (pictures.samples > 0) return pictures;
  const why = await withoutFrames(decoder, basename(file));
  if (!why.ok) context.call.log(`${why.error.message}\n`);
  return null;
}

async function soundOf(context: MediaContext, file: string): Promise<Pcm | null> {
  const pcm = await decodeAudio(file, context.ffmpeg, context.signal);
  if (!pcm.ok) context.call.log(`${pcm.error.message}\n`);
  return pcm.ok ? pcm.value : null;
}

const LEAST_BLACK_SECONDS = 1;
const LEAST_FROZEN_SECONDS = 5;

interface VideoFacts {
  readonly looks: Looks | null;
  readonly notes: Notes | null;
}

function videoOf(video: NonNullable<Contents['video']>, { looks, notes }: VideoFacts): JsonObject {
  const { width, height, codec, fps } = video;
  const black = looks?.blackSeconds ?? notes?.black ?? null;
  const frozen = looks?.frozenSeconds ?? notes?.frozen ?? null;
  return {
    ...{ width, height, codec, fps },
    black: black === null ? null : black >= LEAST_BLACK_SECONDS,
    black_seconds: black,
    frozen: frozen === null ? null : frozen >= LEAST_FROZEN_SECONDS,
    frozen_seconds: frozen,
    by: black === null ? null : looks === null ? 'notes' : 'decoding',
  };
}

const QUIET_DB = -50;

function audioOf(
  { codec, channels, rate }: NonNullable<Contents['audio']>,
  {
    pcm,
    level: heard,
    notes,
  }: { readonly pcm: Pcm | null; readonly level: number | null; readonly notes: Notes | null },
): JsonObject {
  const noted = pcm === null ? notes?.lufs : undefined;
  const level = pcm === null ? (noted ?? null) : heard;
  const isKnown = pcm !== null || noted !== undefined;
  return {
    ...{ codec, channels, rate },
    lufs: level === null ? null : round(level, 1),
    silent: isKnown ? level === null : null,
    silent_seconds: pcm === null ? null : round(longestSilence(pcm), 2),
    by: isKnown ? (pcm === null ? 'notes' : 'decoding') : null,
  };
}

function longestSilence(pcm: Pcm): number {
  const spans = soundSpans(pcm, QUIET_DB);
  const edges = [0, ...spans.flatMap(({ start, end }) => [start, end]), secondsOf(pcm)];
  let longest = 0;
  for (let at = 0; at < edges.length; at += 2) longest = Math.max(longest, (edges[at + 1] ?? 0) - (edges[at] ?? 0));
  return longest;
}
