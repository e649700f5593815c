/**
 * Gateway: answers in the form that the ledger stores: JSON, with bytes beside it. Pure.
 *
 * An entry may come from another version: one that does not fit is ignored, and the call is made.
 */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Capability } from '../../model/provider.ts';
import type { KnownAnswer } from '../../ports/call-ledger.ts';
import type { Answered, Answers } from '../../ports/provider.ts';

interface Split {
  readonly value: JsonObject;
  readonly bytes: Uint8Array | null;
}
interface Codec<T> {
  split(answer: T): Split;
  join(value: JsonObject, bytes: Uint8Array | null): T | null;
}

const FINISHES = ['stop', 'length', 'refused', 'other'] as const;

const CODECS: { readonly [C in Capability]: Codec<Answers[C]> } = {
  text: {
    split: ({ text, finish }) => ({ value: { text, finish }, bytes: null }),
    join: ({ text, finish }) => {
      const known = FINISHES.find((name) => name === finish);
      return typeof text === 'string' && known !== undefined ? { text, finish: known } : null;
    },
  },
  speech: {
    split: ({ audio, mediaType, seconds }) => ({ value: { mediaType, seconds }, bytes: audio }),
    join: ({ mediaType, seconds }, audio) =>
      audio !== null && typeof mediaType === 'string' ? { audio, mediaType, seconds: numberIn(seconds) } : null,
  },
  image: {
    split: ({ image, mediaType }) => ({ value: { mediaType }, bytes: image }),
    join: ({ mediaType }, image) => (image !== null && typeof mediaType === 'string' ? { image, mediaType } : null),
  },
  video: {
    split: ({ video, mediaType, seconds }) => ({ value: { mediaType, seconds }, bytes: video }),
    join: ({ mediaType, seconds }, video) =>
      video !== null && typeof mediaType === 'string' ? { video, mediaType, seconds: numberIn(seconds) } : null,
  },
  transcription: {
    split: ({ text, segments }) => ({
      value: { text, segments: segments.map(({ start, end, text: part }) => ({ start, end, text: part })) },
      bytes: null,
    }),
    join: ({ text, segments }) => {
      if (typeof text !== 'string' || !Array.isArray(segments)) return null;
      const parts = segments.flatMap((part: Json) => segmentOf(part) ?? []);
      return parts.length === segments.length ? { text, segments: parts } : null;
    },
  },
};

const numberIn = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);

function segmentOf(value: Json): { start: number; end: number; text: string } | null {
  if (!isJsonObject(value)) return null;
  const { start, end, text } = value;
  return typeof start === 'number' && typeof end === 'number' && typeof text === 'string' ? { start, end, text } : null;
}

export function kept<C extends Capability>(capability: C, { value, raw }: Answered<Answers[C]>): KnownAnswer {
  const { value: rest, bytes } = CODECS[capability].split(value);
  return { value: { answer: rest, raw }, bytes };
}

/** @returns null: the entry cannot be used. */
export function unkept<C extends Capability>(
  capability: C,
  { value, bytes }: KnownAnswer,
): { readonly value: Answers[C]; readonly raw: Json } | null {
  if (!isJsonObject(value) || !isJsonObject(value.answer)) return null;
  const answer = CODECS[capability].join(value.answer, bytes);
  return answer === null ? null : { value: answer, raw: value.raw ?? null };
}
