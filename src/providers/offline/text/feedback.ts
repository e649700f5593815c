/**
 * What a person requested when sending something back: `shorter, and start with the launch`. Pure.
 *
 * A clause that is understood moves, adds or removes something. The words of all other clauses are search terms, so
 * that what is close to them is chosen first.
 */
import { termsOf } from './words.ts';

export interface Feedback {
  /** For lengths and counts: below 1 is shorter. */
  readonly scale: number;
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Terms of the whole feedback. */
  readonly terms: ReadonlySet<string>;
}

const SHORTER = /\b(?:short(?:er|en)?|brief(?:er)?|tighter|trim|less text|too long|cut (?:it )?down|fewer)\b/i;
const LONGER = /\b(?:longer|lengthen|expand|too short|more (?:detail|details|depth|text))\b/i;
const CLAUSES: readonly (readonly [keyof Pick<Feedback, 'first' | 'last' | 'include' | 'exclude'>, RegExp])[] = [
  ['first', /^(?:please )?(?:start|begin|open|lead|kick off)s? (?:it |off )?(?:with|on|by|at|from) (.+)$/i],
  ['first', /^(?:please )?(?:put|move|bring) (.+?) (?:first|to the (?:front|start|top|beginning))$/i],
  ['last', /^(?:please )?(?:end|close|finish|conclude) (?:it )?(?:with|on|by|at) (.+)$/i],
  ['last', /^(?:please )?(?:put|move|bring) (.+?) (?:last|to the end)$/i],
  [
    'exclude',
    /^(?:please )?(?:remove|drop|leave out|leave|skip|avoid|omit|delete|without|no|not|less|do not mention|don't mention|nothing about|less about|less of)(?: so much)? (.+?)(?: out)?$/i,
  ],
  [
    'include',
    /^(?:please )?(?:add|include|mention|cover|explain|focus on|talk about|more about|more on|more of|more|say more about|something about|go into) (.+)$/i,
  ],
];

export function readFeedback(text: string): Feedback {
  const found = { first: [] as string[], last: [] as string[], include: [] as string[], exclude: [] as string[] };
  for (const clause of clausesOf(text)) {
    for (const [what, pattern] of CLAUSES) {
      const phrase = pattern.exec(clause)?.[1];
      if (phrase === undefined || LONGER.test(clause)) continue;
      found[what].push(bare(phrase));
      break;
    }
  }
  const scale = SHORTER.test(text) ? 0.8 : LONGER.test(text) ? 1.25 : 1;
  const unwanted = new Set(found.exclude.flatMap(termsOf));
  const terms = new Set(termsOf(text).filter((term) => !unwanted.has(term) && !STEERING.has(term)));
  return { scale, ...found, terms };
}

const STEERING: ReadonlySet<string> = new Set(
  'short shorter longer add remove include mention focus detail drop please open close brief explain cover avoid skip'.split(
    ' ',
  ),
);

const clausesOf = (text: string): readonly string[] =>
  text
    .slice(0, 4_000)
    .split(
      /[,;.!\n]+|\b(?:and|but|then)\b(?= (?:please )?(?:start|begin|open|lead|put|move|end|close|finish|remove|drop|leave|skip|avoid|add|include|mention|cover|explain|focus|talk|more|less|without|no)\b)/i,
    )
    .map((clause) => clause.replace(/^\s*(?:and|but|then|also)\s+/i, '').trim())
    .filter((clause) => clause !== '');

const bare = (phrase: string): string => phrase.replace(/\s+(?:please|instead|too|as well)$/i, '').trim();
