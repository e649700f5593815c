/**
 * Which words of a prompt describe the picture, and which describe style and camera. Pure.
 *
 * P1. The prompt is the source; `material` only tells which part of it is the picture and which is style.
 * P2. These words never name a thing: words about the camera, labelled style ("Mood: …"), exclusions ("no logos"), the
 *     audience ("for children"), quoted names, and the name of the show.
 */
import type { Json, JsonObject } from '../../../model/json.ts';

export type Shot = 'plain' | 'wide' | 'medium' | 'close' | 'low' | 'above' | 'shoulder';

const MOST_TEXT = 8000;
const MOST_WORDS = 400;

/** Template variables: the picture itself first, then what it is about. */
const PICTURE_VARS = ['prompt', 'scene', 'narration', 'title', 'summary'] as const;

/** The description of the picture, without words about camera and style. */
export function subjectOf(prompt: string, material: JsonObject): string {
  const text = prompt.slice(0, MOST_TEXT);
  const said = PICTURE_VARS.map((key) => textOf(material[key])).filter((part) => part !== '' && text.includes(part));
  const show = textOf(material.show);
  const whole = said.length > 0 ? said.join('\n') : text;
  return withoutCamera(show === '' ? whole : whole.replaceAll(show, ' '))
    .replace(UNWANTED, ' ')
    .replace(LISTENERS, ' ');
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '');

const LABELLED =
  /(?<![\p{L}])(?:style|mood|tone|light|lighting|colou?rs?|palette|camera|shot|format|aspect(?: ratio)?|medium|negative(?: prompt)?|avoid|background|texture|quality|composition|lens)[ \t]*:[^.\n]*(?:[.\n]|$)/giu;

const ANGLES =
  '(?:extreme|very|super|ultra)?[- ]?(?:wide|medium|long|full|close|establishing|tracking|master|low|high|dutch|aerial|drone|eye[- ]level|top[- ]down|overhead|panoramic|two)[- ](?:shot|angle|view|lens)(?:[- ](?:shot|view))?s?';
const CAMERA = new RegExp(
  `(?<![\\p{L}])(?:(?:a|an|the) )?(?:${ANGLES}|(?:bird|worm|fish)(?:['’]?s)?[- ]?eyes?(?:[- ](?:view|lens|shot))?|(?:extreme )?close[- ]?ups?|macro(?: shot)?|panorama|eye[- ]level|point of view|view from (?:above|below)|seen from (?:above|below)|(?:view )?over (?:a|the|his|her|their) shoulder|over[- ]the[- ]shoulder(?: shot)?|(?<=the )camera|zoom(?:s|ing)? (?:in|out))(?![\\p{L}])(?: of(?= ))?[ \\t]*[:,]?`,
  'giu',
);
const UNWANTED =
  /(?<![\p{L}])(?:no|without|avoid|avoiding|not (?:a|an|any|the))(?: (?!but |and |or |until )[\p{L}'’-]+){1,3}/giu;

const LISTENERS =
  /(?<![\p{L}])for (?:\p{L}+ )?(?:children|kids|students|pupils|people|families|teachers|beginners|adults)(?![\p{L}])/giu;

/** The text without words about camera and style. */
export const withoutCamera = (text: string): string =>
  text
    .replace(CAMERA, ' ')
    .replace(LABELLED, ' ')
    .replace(/^[\s:,.;–-]+/, '');

/** Names of shows and titles are in quotes: they count only if nothing else is there. */
export const withoutQuotes = (text: string): string =>
  text.replace(/"[^"\n]{0,200}"|“[^”\n]{0,200}”|«[^»\n]{0,200}»/gu, ' ');

export const wordsOf = (text: string): readonly string[] =>
  (
    text
      .slice(0, MOST_TEXT)
      .toLowerCase()
      .match(/\p{L}+(?:['’]\p{L}+)*['’]?/gu) ?? []
  ).slice(0, MOST_WORDS);

const SHOTS: readonly (readonly [words: RegExp, shot: Shot])[] = [
  [/\bclose[- ]?ups?\b|\bclose (?:shot|view)\b|\bmacro\b|\bportrait of\b|\bdetail of\b/i, 'close'],
  [/\bover[- ](?:a|the|his|her|their)[- ]shoulder\b/i, 'shoulder'],
  [/\blow[- ]angle\b|\bworm['’]?s?[- ]eye\b|\bfrom below\b/i, 'low'],
  [
    /\bbird['’]?s?[- ]eye\b|\baerial\b|\bfrom above\b|\btop[- ]down\b|\boverhead\b|\bhigh[- ]angle\b|\bdrone (?:shot|view)\b/i,
    'above',
  ],
  [
    /\bwide[- ](?:shot|angle|view)\b|\bestablishing\b|\bpanoram|\blong[- ]shot\b|\bfar away\b|\bin the distance\b/i,
    'wide',
  ],
  [/\bmedium[- ](?:shot|view|close)\b/i, 'medium'],
];

/** Distance and position of the camera; the first of several. */
export function shotOf(prompt: string): Shot {
  const found = SHOTS.flatMap(([words, shot]) => {
    const at = prompt.slice(0, MOST_TEXT).search(words);
    return at < 0 ? [] : [{ at, shot }];
  });
  return found.toSorted((a, b) => a.at - b.at)[0]?.shot ?? 'plain';
}
