/**
 * Which words of an English text are nouns, by their form and the words around them. Pure.
 *
 * O1. A doubtful word is not a noun: a missing phrase does no harm, but `pushed` as an idea does.
 */

export interface Token {
  readonly text: string;
  readonly word: string;
  readonly stem: string;
  readonly stop: boolean;
  /** It is followed by punctuation or the end. */
  readonly last: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Nouns without meaning of their own: they make no phrase alone, and do not turn the word before them into a noun. */
const PLAIN =
  words(`part parts thing things people time times day days way ways side sides kind work year years world second
  seconds minute minutes hour hours week weeks month months metre metres meter meters kilometre kilometres mile miles
  centimetre centimetres degree degrees half lot bit end front middle top bottom rest number numbers piece pieces word words
  case cases example examples reason reasons point points direction`);
/** Adjectives that fit nearly everything. */
const VAGUE =
  words(`big small new old long short heavy light hot cold hard easy good bad great different strange high low large
  huge tiny whole full empty better best worse big bigger biggest certain common simple special nice important real clear single wrong strong free alive ready warm dry wet dark thin thick deep wide narrow round fast slow
  young clean golden`);
/** Past forms that do not look like verbs. */
const PAST =
  words(`blew fell sank rose ran flew grew broke spoke wrote drove froze stood sat held led built sent spent lost won
  met burst ate drank sang swam wore tore bore chose threw drew knew hid slid bit lit shot hung swung stuck struck caught
  taught brought thought bought fought sought slept swept felt dealt meant paid laid lay`);
/** Verbs that are also nouns: `an equal push`. */
const BASE =
  words(`build carry catch cut drink drop eat fall float fly grow hear help hit jump lift live learn pull push read run
  shut sit stand stay stop throw wait walk want burn write sleep feel send hold unfold`);
const SINGULAR = words('a an one every each this that another no');
const ARTICLES = words('a an the its their our your his her one every each another no two three many few');
/** Words that may follow a noun, if there is no punctuation. */
const BEHIND =
  words(`of is are was were and or that which who in at on with for to because when where than from as but so by into
  behind below above under over through between until while if before after has have had can could will would may must does do
  there still just also`);
/** How many words to look back for a comparison. */
const MAX_COMPARISON = 14;
const COMPARING = /^(?:like|than|as)$/;

/** Verb forms: `pushed`, `rushing`, `they push`; but not `speed`, `string` and `the building`. */
export function isVerbForm(word: string, before: string): boolean {
  const isBehindArticle = /^(?:a|an|the|its|their)$/.test(before);
  if (PAST.has(word)) return true;
  if (BASE.has(word)) return !isBehindArticle;
  return (/[^e]ed$/.test(word) && word.length > 4) || (/ing$/.test(word) && word.length > 6 && !isBehindArticle);
}

/** True for `That endless fall is …`, false for `a floor that pushes back`. */
export const isPointing = ({ word }: Token, at: number): boolean =>
  at === 0 && /^(?:this|that|these|those)$/.test(word);

export const isPlainNoun = (word: string): boolean => PLAIN.has(word);
export const isVague = (word: string): boolean => VAGUE.has(word);

/**
 * The noun and the word before it, after the article at `i`: `a second tank`, `that endless fall`.
 *
 * @param heads words that the text uses as nouns elsewhere
 */
export function pairBehind(
  tokens: readonly Token[],
  i: number,
  heads: ReadonlySet<string>,
): readonly [Token, Token] | null {
  const article = tokens[i];
  const [first, noun, next] = tokens.slice(i + 1, i + 4);
  if (!article || !first || !noun || article.last || first.last) return null;
  if (!isPointing(article, i) && !ARTICLES.has(article.word)) return null;
  if (COMPARING.test(tokens[i - 1]?.word ?? '') || isInComparison(tokens, i)) return null;
  if (!isWord(first) || !isWord(noun) || isPlainNoun(noun.word) || /ly$/.test(first.word)) return null;
  const isEnd = noun.last || next === undefined || BEHIND.has(next.word);
  const isBeforeVerb = next !== undefined && (BASE.has(next.word) || PAST.has(next.word) || heads.has(noun.word));
  if (!isEnd && !(isBeforeVerb && !next.stop)) return null;
  return isNoun(noun, { article: article.word, first: first.word, heads }) ? [first, noun] : null;
}

const isWord = ({ word, stop }: Token): boolean => !stop && word.length > 2 && /^[\p{L}'’-]+$/u.test(word);

function isNoun(
  { word }: Token,
  { article, first, heads }: { article: string; first: string; heads: ReadonlySet<string> },
): boolean {
  // After `a` a verb form ends with `s`: `a ship falls`.
  if (BASE.has(word)) return SINGULAR.has(article);
  if (VAGUE.has(word)) return false;
  if (isVerbForm(word, 'the') || /ly$/.test(word)) return false;
  if (!/[^su]s$/.test(word)) return !/[^su]s$/.test(first) || /['’]s$/.test(first);
  // `the ship falls`, `the second tanks`: a plural must be a noun elsewhere, too.
  return !SINGULAR.has(article) && heads.has(word) && !heads.has(first);
}

/** Is it after `like` or `as … as`, without punctuation in between? */
export function isInComparison(tokens: readonly Token[], i: number): boolean {
  for (let k = i - 1; k >= 0 && i - k < MAX_COMPARISON; k -= 1) {
    const token = tokens[k];
    if (!token || token.last) return false;
    if (COMPARING.test(token.word) && token.word !== 'as') return true;
    if (token.word === 'as' && tokens[k - 2]?.word === 'as') return true;
  }
  return /^imagine$/.test(tokens[0]?.word ?? '');
}
