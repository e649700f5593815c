/** The door to node-id3: tags, cover and chapters of an MP3 (ID3v2.3). */
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { optionalPackage } from './fault.ts';

export interface Mp3Tags {
  readonly title?: string;
  readonly artist?: string;
  readonly album?: string;
  /** Number of the episode. */
  readonly track?: string;
  readonly year?: string;
  readonly genre?: string;
  readonly comment?: string;
  readonly cover?: { readonly mediaType: string; readonly bytes: Uint8Array };
}

export interface Chapter {
  readonly title: string;
  /** Seconds. */
  readonly start: number;
  readonly end: number;
}

/** Players show one line, and a NUL would end the field. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const oneLine = (text: string): string => text.replace(/[\x00-\x1f\x7f]+/g, ' ').trim();

const FRONT_COVER = { id: 3 };

/** What stands before the sound of an MP3. */
export async function tagOf(tags: Mp3Tags, chapters: readonly Chapter[]): Promise<Result<Uint8Array, Failure>> {
  const loaded = await optionalPackage('node-id3', async () => (await import('node-id3')).default);
  if (!loaded.ok) return loaded;
  return ok(loaded.value.create({ ...textTags(tags), ...coverTag(tags), ...chapterTags(chapters) }));
}

function textTags({ title, artist, album, track, year, genre, comment }: Mp3Tags) {
  return {
    ...(title === undefined ? {} : { title: oneLine(title) }),
    ...(artist === undefined ? {} : { artist: oneLine(artist) }),
    ...(album === undefined ? {} : { album: oneLine(album) }),
    ...(track === undefined ? {} : { trackNumber: oneLine(track) }),
    ...(year === undefined ? {} : { year: oneLine(year), recordingTime: oneLine(year) }),
    ...(genre === undefined ? {} : { genre: oneLine(genre) }),
    ...(comment === undefined ? {} : { comment: { language: 'eng', text: oneLine(comment) } }),
  };
}

function coverTag({ cover }: Mp3Tags) {
  if (!cover) return {};
  const image = {
    mime: cover.mediaType,
    type: FRONT_COVER,
    description: 'cover',
    imageBuffer: Buffer.from(cover.bytes),
  };
  return { image };
}

function chapterTags(chapters: readonly Chapter[]) {
  if (chapters.length === 0) return {};
  const chapter = chapters.map(({ title, start, end }, index) => ({
    elementID: `chp${index}`,
    startTimeMs: Math.round(start * 1000),
    endTimeMs: Math.max(1, Math.round(end * 1000)),
    tags: { title: oneLine(title) },
  }));
  const elements = chapter.map(({ elementID }) => elementID);
  return { chapter, tableOfContents: [{ elementID: 'toc', isOrdered: true, elements }] };
}
