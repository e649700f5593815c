/**
 * Splits any text into pieces that a voice can say. Pure.
 *
 * T1. Pieces for the embedded voice are plain ASCII without control characters, with words of limited length.
 * T2. Markup, emoji, links and directions in square brackets are not read aloud.
 * T3. No piece is longer than {@link MOST_PIECE} characters, whatever the input.
 */

/** A piece that is synthesised in one go, and the silence after it. */
export interface Piece {
  readonly text: string;
  /** In seconds. */
  readonly pause: number;
}

const MOST_PIECE = 300;
const PAUSE = { none: 0.06, sentence: 0.28, paragraph: 0.55 };

/** @param script `ascii`: for a voice that reads nothing else. `any`: letters of all scripts are kept. */
export function piecesOf(text: string, script: 'ascii' | 'any'): readonly Piece[] {
  const paragraphs = text.normalize('NFKC').split(/\n\s*\n|[\u2028\u2029]/);
  const pieces = paragraphs.flatMap((paragraph) => paragraphPieces(plain(paragraph, script)));
  const last = pieces.at(-1);
  return last === undefined ? [] : [...pieces.slice(0, -1), { ...last, pause: 0 }];
}

function paragraphPieces(text: string): Piece[] {
  const sentences = sentencesOf(text).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  return sentences.flatMap((sentence, i) => {
    const parts = partsOf(sentence);
    const pause = i === sentences.length - 1 ? PAUSE.paragraph : PAUSE.sentence;
    return parts.map((part, k) => ({ text: part, pause: k === parts.length - 1 ? pause : PAUSE.none }));
  });
}

/** Abbreviations such as "Dr." do not end a sentence, although a capital follows ". ". */
const ABBREVIATION = /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|vs|No|Fig|etc|e\.g|i\.e|[A-Z])\.\s*$/;

function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)) {
    const before = sentences.at(-1);
    if (before !== undefined && ABBREVIATION.test(before)) sentences[sentences.length - 1] = before + segment;
    else sentences.push(segment);
  }
  return sentences.map((sentence) => sentence.trim());
}

/** Cuts a sentence that is too long at a comma, else between words. */
function partsOf(sentence: string): string[] {
  const parts: string[] = [];
  let rest = sentence;
  while (rest.length > MOST_PIECE) {
    const head = rest.slice(0, MOST_PIECE);
    const comma = Math.max(head.lastIndexOf(', '), head.lastIndexOf('; '), head.lastIndexOf(': ')) + 1;
    const space = head.lastIndexOf(' ');
    const cut = comma > MOST_PIECE / 3 ? comma : space > 0 ? space : wholeCharacters(head);
    parts.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return [...parts, rest].filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** Avoids splitting a surrogate pair. */
const wholeCharacters = (text: string): number => (/[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length);

function plain(text: string, script: 'ascii' | 'any'): string {
  const words = inSingleSpaces(withoutMarkup(text));
  return tidy(script === 'ascii' ? ascii(spelled(words)) : words.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{Sc}\s%+=]/gu, ' '));
}

/** Each pattern is linear: it starts at a fixed character, and its repetitions are bounded. */
function withoutMarkup(text: string): string {
  return text
    .replace(/!?\[([^\][\n]{0,300})\]\([^()\s]{0,2000}\)/g, '$1')
    .replace(/\[[^\][\n]{0,60}\]/g, ' ')
    .replace(/<\/?[a-zA-Z][^<>]{0,500}>/g, ' ')
    .replace(/https?:\/\/(?:www\.)?([^\s/?#()<>]{1,200})[^\s()<>]{0,2000}/gi, '$1')
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+•])[ \t]+/gm, '')
    .replace(/[*_`~#|\\^<>]+/g, ' ');
}

const SPELLED: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛`´ʼ]/g, "'"],
  [/[“”„‟«»]/g, '"'],
  [/ ?[–—―] ?/g, ', '],
  [/[‐‑−]/g, '-'],
  [/…/g, '. '],
  [/°\s*C\b/g, ' degrees Celsius'],
  [/°\s*F\b/g, ' degrees Fahrenheit'],
  [/°/g, ' degrees '],
  [/€\s?(\d[\d.,]{0,15}\d|\d)/g, '$1 euros'],
  [/£\s?(\d[\d.,]{0,15}\d|\d)/g, '$1 pounds'],
  [/¥\s?(\d[\d.,]{0,15}\d|\d)/g, '$1 yen'],
  [/€/g, ' euros '],
  [/%/g, ' percent '],
  [/&/g, ' and '],
  [/\+/g, ' plus '],
  [/=/g, ' equals '],
  [/×/g, ' times '],
  [/÷/g, ' divided by '],
  [/[→⇒]/g, ', '],
  [/@/g, ' at '],
  [/ß/g, 'ss'],
  [/æ/g, 'ae'],
  [/Æ/g, 'Ae'],
  [/œ/g, 'oe'],
  [/Œ/g, 'Oe'],
  [/[øØ]/g, 'o'],
  [/[łŁ]/g, 'l'],
  [/[đĐðÐ]/g, 'd'],
  [/[þÞ]/g, 'th'],
  [/ı/g, 'i'],
];

const GREEK_LETTERS = 'αβγδεζηθικλμνξοπρστυφχψω';
const GREEK_NAMES =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );
const greek = (letter: string): string => GREEK_NAMES[GREEK_LETTERS.indexOf(letter.toLowerCase())] ?? '';

function spelled(text: string): string {
  const words = SPELLED.reduce((so, [from, to]) => so.replace(from, to), text);
  return words.replace(/(?<!\p{L})\p{Script=Greek}(?!\p{L})/gu, (letter) => ` ${greek(letter)} `);
}

/** Removes accents, then everything that is not ASCII or has no sound. */
const ascii = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9\s.,;:!?'"()$/-]/g, ' ');

/** The voice takes half a minute for a word of 200 letters. */
const LONG_WORD = /(\S{40})(?=\S)/g;

const tidy = (text: string): string =>
  inSingleSpaces(text.replace(LONG_WORD, '$1 ').replace(/([.,;:!?'"()$/-])\1{2,}/g, '$1'))
    .replace(/ ([.,;:!?])/g, '$1')
    .trim();

/** Runs before patterns that look for spaces beside a mark: on a long run of spaces those take quadratic time. */
const inSingleSpaces = (text: string): string => text.replace(/\s+/g, ' ');
