/**
 * Output schemas of the built-in kinds, so that unknown fields are found before the run. Pure.
 *
 * Fields that may be null have no type, so that only certain mistakes are reported.
 */
import type { Json, JsonObject } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { closed } from '../expression/scope-shape.ts';
import { mapAt } from '../json/fields.ts';

const TEXT: JsonObject = { type: 'string' };
const NUMBER: JsonObject = { type: 'number' };
const ANYTHING: JsonObject = {};
const listOf = (items: JsonObject): JsonObject => ({ type: 'array', items });

/** Fields of the output of a kind that makes one file. */
const FILE = { file: TEXT, path: TEXT, media_type: TEXT };
const MADE_BY = { ...FILE, provider: TEXT };
const SIZE = { width: NUMBER, height: NUMBER };
const SPAN = { start: NUMBER, end: NUMBER };

const SOUND = { ...FILE, seconds: NUMBER, lufs: ANYTHING, bytes: NUMBER };
const FILM = { ...SOUND, width: ANYTHING, height: ANYTHING, fps: ANYTHING, encoder: TEXT };

const orNull = (names: string): JsonObject => ({
  ...closed(Object.fromEntries(names.split(' ').map((name) => [name, ANYTHING]))),
  type: ['object', 'null'],
});
const VIDEO = orNull('width height codec fps black black_seconds frozen frozen_seconds by');
const AUDIO = orNull('codec channels rate lufs silent silent_seconds by');

const MEDIA: Readonly<Record<string, JsonObject>> = {
  mix: closed({ ...SOUND, chapters: listOf(closed({ ...SPAN, title: TEXT })), tracks: listOf(closed(SPAN)) }),
  clip: closed(FILM),
  compose: closed({ ...FILM, scenes: NUMBER, redrawn: listOf(NUMBER) }),
  concat: closed({ ...FILM, transition: TEXT }),
  normalise: closed(SOUND),
  music: closed(SOUND),
  caption: closed({ file: TEXT, path: TEXT, srt: TEXT, vtt: TEXT, captions: NUMBER, seconds: NUMBER }),
  thumbnail: closed({ ...FILE, ...SIZE, bytes: NUMBER }),
  probe: closed({ ...FILE, seconds: NUMBER, bytes: NUMBER, container: TEXT, video: VIDEO, audio: AUDIO }),
};

/** null: the output is not known. */
export function builtInOutput(raw: JsonObject, child: Pipeline | null): JsonObject | null {
  switch (raw.uses) {
    case 'write':
      return 'upsert' in mapAt(raw, 'with')
        ? closed({ file: TEXT, key: TEXT, created: { type: 'boolean' } })
        : closed({ artifact: TEXT, bytes: { type: 'integer' } });
    case 'http':
      return closed({ status: { type: 'integer' }, headers: { type: 'object' }, body: ANYTHING });
    case 'llm':
      return TEXT;
    case 'speech':
      return closed({ ...MADE_BY, seconds: NUMBER, characters: NUMBER });
    case 'image':
      return closed({ ...MADE_BY, ...SIZE, bytes: NUMBER });
    case 'video':
      return closed({ ...MADE_BY, ...SIZE, seconds: NUMBER });
    case 'transcribe':
      return closed({ text: TEXT, segments: listOf(closed({ ...SPAN, text: TEXT })) });
    case 'media':
      return mediaOutput(mapAt(raw, 'with').op);
    case 'pipeline':
      return child
        ? closed(Object.fromEntries(Object.keys(child.outputs ?? {}).map((name) => [name, ANYTHING])))
        : null;
    default:
      return null;
  }
}

const mediaOutput = (op: Json | undefined): JsonObject | null =>
  typeof op === 'string' ? (ownValue(MEDIA, op) ?? null) : null;
