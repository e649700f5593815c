/** Counting and cutting words of what is to be spoken. Pure. */

/** Words a second of a voice at normal speed, pauses inside a line included: measured, between 2.6 and 3.1. */
export const WORDS_PER_SECOND = 2.8;

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** Of any language; Chinese and Thai are counted by their words too. */
export const countWords = (text: string): number => [...words.segment(text)].filter((part) => part.isWordLike).length;

export const sentencesOf = (text: string): readonly string[] =>
  [...sentences.segment(text)].map(({ segment }) => segment.trim()).filter((sentence) => sentence !== '');

/** With what belongs to it: its colours, its other halves. */
const EMOJI =
  /(?:[\u{1F000}-\u{1FAFF}]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)(?:[\u200d\ufe0f\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}]|(?<=\u200d)\p{Extended_Pictographic})*/gu;

/**
 * Only what is spoken: without marks of Markdown (of a link its words stay), tags (`<break time="1s"/>`), directions in
 * brackets (`(laughs)`, `[music]`), addresses, emoji and control characters.
 */
export const spoken = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/!\[[^\][]{0,300}\]\([^()\s]{0,2000}\)/g, ' ')
    .replace(/\[([^\][]{0,300})\]\([^()\s]{0,2000}\)/g, '$1')
    .replace(/<\/?[a-zA-Z][^<>]{0,500}>/g, ' ')
    .replace(/https?:\/\/[^\s()<>]*[^\s()<>.,;:!?]/g, ' ')
    .replace(/\[[^\]]{0,80}\]|\([a-z ,'-]{0,40}\)/g, ' ')
    .replace(EMOJI, ' ')
    .replace(/[*_`#>~|<]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,!?;:)”’])/g, '$1')
    .trim();
