/**
 * Splits text into sentences, words and terms, for every script. Pure.
 *
 * W1. Time is linear in the length of the text.
 * W2. Text is cut between grapheme clusters: no half emoji, no lone surrogate.
 */
import { graphemesOf } from '../../../media/graphemes.ts';

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Words that say nothing about the subject of a text. */
const STOP: ReadonlySet<string> = new Set(
  list(`a about above across actually after again against ago all almost along already also although always am among an and
  another any anybody anyone anything anywhere are around as at away back be became because become becomes been before began begin behind
  being below between both bring brings but by call called calls came can cannot come comes could day did different do
  does doing done down during each early either else end enough even ever every everybody everyone everything everywhere far few find first
  for found from full further gave get gets give given gives go goes going gone good got great had happen happened
  happens has have having he held her here hers him his hold how however i if in inside instead into is it its itself
  just keep keeps kept kind know known last later least left less let lets like likely little long look looks made
  make makes making many may me mean means might mine more most mostly move moves much must my near nearly need needs
  neither never new next no nobody none nor not nothing now nowhere of off often old on once one only onto or other others
  our out over own part people perhaps place places put puts quite rather really right said same saw say says see seen send several
  shall she should show shows side simply since small so some somebody someone something sometimes somewhere soon start started starts
  still such take taken takes tell than that the their them then there these they thing things think this those though
  three through thus time to today together told too took toward towards true try turn turned turns two under until up
  upon us use used uses using usually very want was way we well went were what whatever when where whether which while
  hundred thousand million billion dozen half four five six seven eight nine ten twelve who whole whom whose why will with within without work works world would year years yet you your`),
);

/** `Dr. Smith` is not the end of a sentence. */
const SHORTENED = /(?:^|[\s(])(?:Dr|Mr|Mrs|Ms|Prof|St|Sr|Jr|vs|etc|e\.g|i\.e|cf|No|Fig|approx|[A-Z])\.\s*$/;
const MAX_SHORTENED = 12;

/** The sentences of each paragraph and each list entry. */
function blocksOf(text: string): readonly (readonly string[])[] {
  return plain(text)
    .split('\n')
    .map((block) => {
      const found: string[] = [];
      let open = '';
      for (const { segment } of SENTENCES.segment(block)) {
        open += segment;
        if (SHORTENED.test(open.slice(-MAX_SHORTENED))) continue;
        found.push(open.trim());
        open = '';
      }
      found.push(open.trim());
      return found.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
    });
}

const PRONOUN = '(?:this|that|these|those|it|its|itself|they|them|their|he|she|him|his|her)';
/**
 * Depends on the previous sentence: `It does not.`, `If it does`, `You pushed it`, `In the engine the two are mixed`.
 */
const DANGLING = new RegExp(
  [
    `^${PRONOUN}\\b(?! (?:is|was) (?:why|how|what) )`,
    `^(?:that|this) is why\\b`,
    '^(?:however|but|and|so|thus|or|yet|also|then|there|therefore|instead|moreover|imagine|for example|as a result|meanwhile)\\b',
    '^(?:only|one that|the ones?|each (?:was|is|of)|both|the same|such|another one|after \\p{L}+ you|next time)\\b',
    `^(?:at|in|by|with|for|on|from|of|to|near|inside|if|when|where|while|because|since|after|before|until) ${PRONOUN}\\b`,
    `^(?:first|then|now|soon|later|sometimes|often|once|again|today|here),? ${PRONOUN}\\b`,
    '^(?:from|in|on|at|with|by) (?:the|an?) \\p{L}+,? (?:she|he|they|it)\\b',
    '^(?:if|when|where|while|as|once|because|since|after|before) [^,.]{1,80}, (?:she|he)\\b',
    `^(?:you|we|people|nobody|everybody|somebody) \\p{L}+ (?:it|them|him|her)\\b`,
    '^(?:\\p{L}+ ){0,4}?the (?:two|three|latter|former|others)\\b(?! \\p{L}+(?:s|people)\\b)',
  ].join('|'),
  'iu',
);
const FEW_WORDS = 5;
const MAX_UNIT = 42;

const isDangling = (sentence: string): boolean => DANGLING.test(sentence);

export interface Unit {
  readonly text: string;
  /** The previous unit, if this one is not understood without it. */
  readonly hangsOn: string | null;
  /** Does it begin a paragraph? */
  readonly isFirst: boolean;
}

/** Sentences that can be told on their own: a dependent one is joined to the previous one, as far as there is room. */
export function unitsOf(text: string): readonly Unit[] {
  const units: Unit[] = [];
  for (const sentences of blocksOf(text)) {
    let isFirst = true;
    for (const sentence of sentences) {
      const last = units.at(-1);
      const words = wordCount(sentence);
      const isHanging = words < FEW_WORDS || isDangling(sentence);
      const isJoined = !isFirst && last !== undefined && (isHanging || wordCount(last.text) < FEW_WORDS);
      if (isJoined && /[.!?。！？]$/.test(last.text) && wordCount(last.text) + words <= MAX_UNIT)
        units[units.length - 1] = { ...last, text: `${last.text} ${sentence}` };
      else units.push({ text: sentence, hangsOn: isHanging ? (last?.text ?? null) : null, isFirst });
      isFirst = false;
    }
  }
  return units;
}

/** Without headings, Markdown, HTML, links and control characters; one paragraph or list entry per line. */
function plain(text: string): string {
  const prose = text.replaceAll('\r', '').replace(/^---\n[\s\S]{0,5000}?\n---[ \t]*(?:\n|$)/, '');
  return withoutCode(prose)
    .replace(/^[^\n]{1,200}\n[ \t]*(?:=+|-{2,})[ \t]*$/gm, '\n')
    .replace(/^[ \t]*(?:\*\*|__)[^\n*_]{1,120}(?:\*\*|__):?[ \t]*$/gm, '\n')
    .replace(/^[ \t]*(?:\|.*|[-*_=](?:[ \t]*[-*_=]){2,}[ \t]*|\[[^\]\n]+\]:.*)$/gm, '\n')
    .replace(/<\/?[a-z][^<>\n]{0,300}>/gi, ' ')
    .replace(/!\[[^\]\n]{0,300}\]\([^()\n]{0,500}\)/g, ' ')
    .replace(/\[([^\]\n]{0,300})\](?:\([^()\n]{0,500}\)|\[[^\]\n]{0,100}\])/g, '$1')
    .replace(/\[\^[^\]\s]{1,40}\]/g, '')
    .replace(/\bhttps?:\/\/\S+/g, ' ')
    .replace(/[^\P{C}\n\u200c\u200d]/gu, ' ')
    .replace(/^[ \t]*#{1,6}[ \t].*$/gm, '\n')
    .replace(/^[ \t]*(?:>[ \t]*)*(?:(?:>|[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)+/gm, '\n')
    .replace(/[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}(?=[\s.,;:!?]|$)/gm, '')
    .split(/\n[ \t]*\n|\n(?=[ \t]*\n)/)
    .flatMap((block) => joined(block))
    .join('\n');
}

/** Without the content of code fences. A fence that is never closed is an ordinary line. */
function withoutCode(text: string): string {
  const lines = text.split('\n');
  const ends = endsOfCode(lines);
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const end = ends.get(at);
    kept.push(end === undefined ? (lines[at] ?? '') : '');
    at = end ?? at;
  }
  return kept.join('\n');
}

/** For each line that may begin a code block, the first later line that would end it. */
function endsOfCode(lines: readonly string[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const next = new Map<string, number>();
  for (const [at, line] of [...lines.entries()].reverse()) {
    const [, fence, more = ''] = /^[ \t]*(```|~~~)(.*)/.exec(line) ?? [];
    if (fence === undefined) continue;
    const end = next.get(fence);
    if (end !== undefined) ends.set(at, end);
    if (more.trim() === '') next.set(fence, at);
  }
  return ends;
}

/** Joins the lines of a paragraph, unless a line ended its sentence. */
const joined = (block: string): string => block.replace(/\s+/g, ' ').trim();

/** Words in lower case; scripts without spaces give pairs of characters. */
export function wordsOf(text: string): readonly string[] {
  const runs = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
  return runs.flatMap((run) => (/[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]/u.test(run) ? pairsOf(run) : [run]));
}

function pairsOf(run: string): readonly string[] {
  const characters = [...run];
  if (characters.length < 3) return [run];
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
}

export const isStopWord = (word: string): boolean => STOP.has(word) || (word.length < 2 && /[a-z]/.test(word));

/** One form for `rocket`, `rockets` and `rocket's`. */
function stemOf(word: string): string {
  const bare = word.replace(/['’]s?$/, '');
  if (!/^[a-z]{4,}$/.test(bare)) return bare;
  if (bare.endsWith('ies') && bare.length > 4) return `${bare.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(bare)) return bare;
  const single = bare.replace(/(?<=x|ch|sh|ss)es$|s$/, '');
  return single.length > 5 ? single.replace(/(?:ing|ed)$/, '') : single;
}

/** Stems of the words that carry meaning. */
export const termsOf = (text: string): readonly string[] =>
  wordsOf(text)
    .filter((word) => !isStopWord(word))
    .map(stemOf);

/** Share of the smaller set that is in both: 0 to 1. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const term of small) if (large.has(term)) shared += 1;
  return shared / small.size;
}

export const wordCount = (text: string): number => wordsOf(text).length;

/** Number of code points, as in JSON Schema. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** At most `most` code points: whole sentences if they fit, else whole words, else whole characters. */
export function cutTo(text: string, most: number): string {
  if (text.length <= most || lengthOf(text) <= most) return text;
  let fitting = '';
  let room = most;
  for (const segment of graphemesOf(text.slice(0, most * 2))) {
    room -= lengthOf(segment);
    if (room < 0) break;
    fitting += segment;
  }
  const sentence = /^[\s\S]*[.!?。！？؟](?=\s)/u.exec(fitting)?.[0];
  if (sentence !== undefined && sentence.length > fitting.length / 3) return sentence;
  const words = /^[\s\S]*\S(?=\s)/u.exec(fitting)?.[0];
  return bareEnd(words !== undefined && words.length > fitting.length / 3 ? words : fitting);
}

/** Characters to search for a cut's loose end: searching from every position of a text would take quadratic time. */
const END = 80;

/** Without the function words and punctuation that a cut leaves at the end. */
function bareEnd(text: string): string {
  const whole = text.trimEnd();
  const end = whole.slice(-END);
  const bare = end.replace(
    /(?:[\s,;:–—-]+(?:a|an|and|as|at|by|for|from|in|is|of|on|or|that|the|to|with))*[\s,;:–—-]+$/i,
    '',
  );
  const clean = (bare === '' ? end : bare).replace(
    /\s+(?:a|an|and|as|at|by|for|from|in|is|of|on|or|that|the|to|with)$/i,
    '',
  );
  const cut = whole.slice(0, -END) + clean;
  return cut === '' ? text : cut;
}

export const capital = (text: string): string =>
  text.replace(/^(["“'(]?)(\p{Ll})/u, (_, open, letter) => `${open}${letter.toUpperCase()}`);

/** `first impressions`. Names lose their capital too. */
export const smallFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** In a form for the inside of a sentence; recognised names and acronyms keep their capital. */
export const uncapital = (text: string): string =>
  /^(?:A|An|The|How|Why|What|When|Where|Who|Which|Whose|Whether|If|Is|Are|Do|Does|Can|Our|Its|Their|One|This|That)\b/.test(
    text,
  )
    ? smallFirst(text)
    : text;

/** With a full stop, and without the quotes and spaces that would come before it. */
export function asSentence(text: string): string {
  const bare = text.trim().replace(/[\s,;:–—-]+$/, '');
  return /[.!?…。！？؟۔][”"’')\]]*$/u.test(bare) || bare === '' ? capital(bare) : `${capital(bare)}.`;
}

/** `how-rockets-work`; letters of all scripts are kept. Empty if there is no letter. */
export const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '');
