/** Characters as people see them: grapheme clusters. Pure. */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const graphemesOf = (text: string): readonly string[] =>
  Array.from(characters.segment(text), ({ segment }) => segment);
