/** Names of keys and properties, independent of their spelling. Pure. */

/** One form for `wordsToAvoid`, `words_to_avoid` and `words-to-avoid`. */
export const keyOf = (name: string): string => name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** `startPrompt` -> `start prompt`. */
export const wordsOfName = (name: string): string =>
  name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
