/** Operation `mix`: joins speech, with pauses, music, intro, outro, chapters and tags. */
import path from 'node:path';
import { mediaFault } from '../../media/fault.ts';
import type { Chapter, Mp3Tags } from '../../media/id3.ts';
import { type MixTrack, mixed } from '../../media/mix.ts';
import { pictureType } from '../../media/picture-size.ts';
import { durationOf } from '../../media/sound.ts';
import type { Span } from '../../media/spans.ts';
import { readWhole } from '../../media/whole-file.ts';
import { ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import { allOf, objectOf, textOf, together, wrongField } from '../fields.ts';
import { numberIn, textIn } from '../model-fields.ts';
import { progressReport } from '../reports.ts';
import { deskOf, inputIn, type Made, type MediaContext, round } from './context.ts';
import { inEntry, mapsIn, secondsIn } from './settings.ts';
import { decodedAt, finishSound, levelsIn, soundIn } from './sound.ts';

export async function mix(context: MediaContext): Made {
  const said = together({ levels: levelsIn(context.with), titles: chapterTitles(context.with) });
  if (!said.ok) return said;
  const { levels, titles } = said.value;
  const tags = await tagsIn(context);
  if (!tags.ok) return tags;
  const tracks = await tracksIn(context);
  if (!tracks.ok) return tracks;
  const [intro, outro] = [await soundIn(context, 'intro', 'jingle'), await soundIn(context, 'outro', 'jingle')];
  if (!intro.ok) return intro;
  if (!outro.ok) return outro;
  const music = await soundIn(context, 'music', 'loop');
  if (!music.ok) return music;
  const sounds = { tracks: tracks.value, intro: intro.value, outro: outro.value, music: music.value };
  const whole = await mixed({ ...sounds, ...levels, atLeast: 0, spoken: 'tracks' }, deskOf(context));
  const chapters = chaptersOf(titles, whole.tracks, durationOf(whole.sound));
  if (!chapters.ok) return chapters;
  const times = ({ start, end }: Span) => ({ start: round(start, 3), end: round(end, 3) });
  const more = {
    chapters: chapters.value.map((chapter) => ({ title: chapter.title, ...times(chapter) })),
    tracks: whole.tracks.map(times),
  };
  const { sound, lufs } = whole;
  const labels = { tags: tags.value, chapters: chapters.value };
  return await finishSound(context, { sound, lufs, otherwise: 'mix.wav', ...labels, more });
}

const USUAL_PAUSE_SECONDS = 0.35;

async function tracksIn(context: MediaContext): Promise<Result<readonly MixTrack[], Failure>> {
  const maps = mapsIn(context.with, 'tracks');
  if (!maps.ok) return maps;
  if (maps.value.length === 0) return wrongField('tracks is empty: there is nothing to mix');
  const tracks: MixTrack[] = [];
  for (const [index, entry] of maps.value.entries()) {
    const track = inEntry(await trackOf(context, entry), `tracks[${index}]`);
    if (!track.ok) return track;
    tracks.push(track.value);
    context.call.report(progressReport(index + 1, maps.value.length, 'tracks read'));
  }
  return ok(tracks);
}

async function trackOf(context: MediaContext, entry: JsonObject): Promise<Result<MixTrack, Failure>> {
  const said = together({
    pause: secondsIn(entry, 'pause', USUAL_PAUSE_SECONDS),
    gain: numberIn(entry, 'gain', { min: -60, max: 24, otherwise: 0 }),
    file: textOf(entry.file, 'file'),
  });
  if (!said.ok) return said;
  const { pause, gain, file } = said.value;
  const sound = await decodedAt(context, file);
  return sound.ok ? ok({ sound: sound.value, pause, gain }) : sound;
}

interface ChapterTitle {
  readonly title: string;
  /** Index of the track with which the chapter begins. */
  readonly track: number;
}

function chapterTitles(settings: JsonObject): Result<readonly ChapterTitle[], Failure> {
  const maps = mapsIn(settings, 'chapters');
  if (!maps.ok) return maps;
  const range = { min: 0, max: 1e6, whole: true, otherwise: 0 } as const;
  const titleOf = (entry: JsonObject) =>
    together({ title: textOf(entry.title, 'title'), track: numberIn(entry, 'track', range) });
  const titles = allOf(maps.value.map((entry, index) => inEntry(titleOf(entry), `chapters[${index}]`)));
  return titles.ok ? ok(titles.value.toSorted((a, b) => a.track - b.track)) : titles;
}

/** The first chapter begins at 0; each ends where the next one begins. */
function chaptersOf(
  titles: readonly ChapterTitle[],
  tracks: readonly Span[],
  seconds: number,
): Result<readonly Chapter[], Failure> {
  const wrong = titles.find(({ track }) => tracks[track] === undefined);
  if (wrong) return wrongField(`a chapter starts at track ${wrong.track}, but there are ${tracks.length} tracks`);
  const starts = titles.map(({ track }, index) => (index === 0 ? 0 : (tracks[track]?.start ?? 0)));
  return ok(
    titles.map(({ title }, index) => ({ title, start: starts[index] ?? 0, end: starts[index + 1] ?? seconds })),
  );
}

const TEXT_TAGS = ['title', 'artist', 'album', 'track', 'year', 'genre', 'comment'] as const;

async function tagsIn(context: MediaContext): Promise<Result<Mp3Tags, Failure>> {
  const settings = objectOf(context.with.tags ?? undefined, 'tags');
  if (!settings.ok) return settings;
  const texts: [string, string][] = [];
  for (const name of TEXT_TAGS) {
    const text = textIn(settings.value, name, null);
    if (!text.ok) return inEntry(text, 'tags');
    if (text.value !== null) texts.push([name, text.value]);
  }
  const file = inputIn(context, settings.value, 'cover');
  if (!file.ok) return inEntry(file, 'tags');
  if (file.value === null) return ok(Object.fromEntries(texts));
  const cover = await coverAt(file.value);
  return cover.ok ? ok({ ...Object.fromEntries(texts), cover: cover.value }) : cover;
}

const COVERS: readonly (string | null)[] = ['image/png', 'image/jpeg', 'image/webp'];

async function coverAt(file: string): Promise<Result<NonNullable<Mp3Tags['cover']>, Failure>> {
  const bytes = await readWhole(file);
  if (!bytes.ok) return bytes;
  const mediaType = pictureType(bytes.value);
  if (mediaType !== null && COVERS.includes(mediaType)) return ok({ mediaType, bytes: bytes.value });
  return mediaFault('media/decode', `the cover "${path.basename(file)}" is not a PNG, JPEG or WebP image`);
}
