/** Counting and cutting words of what is to be spoken. Pure. */

/** Words a second of a voice at normal speed, pauses inside a line included: measured, between 2.6 and 3.1. */
export const WORDS_PER_SECOND = 2.8;

// Of no language in particular: else it would be that of the machine, and what is made would depend on that.
const words = new Intl.Segmenter('en', { granularity: 'word' });
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Of any language; Chinese and Thai are counted by their words too. */
export const countWords = (text: string): number => [...words.segment(text)].filter((part) => part.isWordLike).length;

export const sentencesOf = (text: string): readonly string[] =>
  [...sentences.segment(text)].map(({ segment }) => segment.trim()).filter((sentence) => sentence !== '');

/**
 * Only what is spoken: without marks of Markdown (of a link its words stay), tags (`<break time="1s"/>`), directions in
 * brackets (`(laughs)`, `[music]`), addresses and control characters. Emoji stay: captions show them.
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
    .replace(/[*_`#>~|<]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,!?;:)])/g, '$1')
    .trim();
