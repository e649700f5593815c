/** Counting and cutting words of what is to be spoken. Pure. */

/** Words a second of a voice at normal speed, pauses inside a line included: measured, between 2.6 and 3.1. */
export const WORDS_PER_SECOND = 2.8;

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** Of any language; Chinese and Thai are counted by their words too. */
export const countWords = (text: string): number => [...words.segment(text)].filter((part) => part.isWordLike).length;

export const sentencesOf = (text: string): readonly string[] =>
  [...sentences.segment(text)].map(({ segment }) => segment.trim()).filter((sentence) => sentence !== '');

/**
 * Only what is spoken: without marks of Markdown, directions in brackets (`(laughs)`, `[music]`), addresses and control
 * characters.
 */
export const spoken = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\[[^\]]{0,80}\]|\([a-z ,'-]{0,40}\)/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/[*_`#>~|<]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,!?;:])/g, '$1')
    .trim();
