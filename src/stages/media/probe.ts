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
import { type Contents, inspect } from '../../media/inspect.ts';
import type { Looks } from '../../media/look.ts';
import { lufs } from '../../media/loudness.ts';
import { type Notes, readNotes } from '../../media/notes.ts';
import { createPace } from '../../media/pace.ts';
import { drawSheet, WAVE_COLUMNS } from '../../media/sheet.ts';
import { durationOf, type Sound } from '../../media/sound.ts';
import { peaksOf, type Span, soundSpans } from '../../media/spans.ts';
import { type Seen, seen } from '../../media/thumbs.ts';
import { ok } from '../../model/brand.ts';
import type { JsonObject } from '../../model/json.ts';
import { wrongField } from '../fields.ts';
import { textIn } from '../model-fields.ts';
import { inputAt, type Made, type MediaContext, published, round, targetIn } from './context.ts';
import { decoded } from './sound.ts';

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
  const heard = contents.audio === null ? null : await heardIn(context, file.value);
  const notes = readNotes(contents.comment);
  const canvas = await loadCanvas();
  if (!canvas.ok) return canvas;
  const unheard = contents.audio !== null && heard === null ? ' · audio not decoded' : '';
  const figures = `${contents.container} · ${contents.seconds.toFixed(2)} s · ${contents.bytes} bytes`;
  const title = `${path.value} · ${figures}${unheard}`;
  const sheet = { title, seen: pictures, wave: heard };
  await writeFile(target.value.file, await drawSheet(sheet, canvas.value));
  const { container, bytes } = contents;
  const video = contents.video && videoOf(contents.video, { looks: pictures?.looks ?? null, notes });
  const audio = contents.audio && audioOf(contents.audio, { heard, notes });
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

interface Heard {
  readonly seconds: number;
  /** null: silent. */
  readonly lufs: number | null;
  readonly silentSeconds: number;
  readonly peaks: readonly number[];
}

/** null: it cannot be decoded. */
async function heardIn(context: MediaContext, file: string): Promise<Heard | null> {
  const sound = await decoded(context, file);
  if (!sound.ok) context.call.log(`${sound.error.message}\n`);
  if (!sound.ok) return null;
  const pace = createPace(context.signal);
  const spans = await soundSpans(sound.value, QUIET_DB, pace);
  return {
    seconds: durationOf(sound.value),
    lufs: await lufs(sound.value, pace),
    silentSeconds: longestSilence(sound.value, spans),
    peaks: await peaksOf(sound.value, WAVE_COLUMNS, pace),
  };
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
  { heard, notes }: { readonly heard: Heard | null; readonly notes: Notes | null },
): JsonObject {
  const known = heard ?? (notes?.lufs === undefined ? null : { lufs: notes.lufs });
  const level = known?.lufs ?? null;
  return {
    ...{ codec, channels, rate },
    lufs: level === null ? null : round(level, 1),
    silent: known === null ? null : level === null,
    silent_seconds: heard === null ? null : round(heard.silentSeconds, 2),
    by: known === null ? null : heard === null ? 'notes' : 'decoding',
  };
}

function longestSilence(sound: Sound, spans: readonly Span[]): number {
  const edges = [0, ...spans.flatMap(({ start, end }) => [start, end]), durationOf(sound)];
  let longest = 0;
  for (let at = 0; at < edges.length; at += 2) longest = Math.max(longest, (edges[at + 1] ?? 0) - (edges[at] ?? 0));
  return longest;
}
