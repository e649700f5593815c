/** Hints for templates in the syntax of Jinja, Handlebars, JavaScript or another tool. Pure. */
import { ownValue } from '../model/own-value.ts';

/** A place in a template: the `{{ … }}` or `{% … %}` around it, and what follows. */
interface Spot {
  readonly kind: 'output' | 'tag';
  /** Everything between the delimiters. */
  readonly inside: string;
  readonly before: string;
  readonly rest: string;
}

const FILTERS: Readonly<Record<string, string>> = {
  upper: 'upcase',
  toUpperCase: 'upcase',
  lower: 'downcase',
  toLowerCase: 'downcase',
  length: 'size',
  count: 'size',
  trim: 'strip',
  tojson: 'json',
};

/** The Liquid filter for a name from Jinja or JavaScript. */
export function otherFilter(name: string): string | undefined {
  const ours = ownValue(FILTERS, name);
  return ours && `write ${ours}`;
}

const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'divided_by',
  '~': 'append',
};

const CHOICE = 'write {% if … %} … {% else %} … {% endif %}';

/** @param offset of the syntax error, or of a character that was read as a name. */
export function templateHint(text: string, offset: number, message = ''): string | undefined {
  const spot = spotAt(text, offset);
  const [, otherwise] = /^unexpected "if (.*)"$/.exec(message) ?? [];
  if (otherwise !== undefined) return `write {% elsif ${otherwise} %}`;
  if (!spot) return undefined;
  if (/^[\u2018-\u201F]/.test(spot.rest)) return "write plain quotes: 'text'";
  return filterHint(spot, message) ?? (spot.kind === 'output' ? outputHint(spot) : tagHint(spot));
}

function spotAt(text: string, offset: number): Spot | null {
  const from = Math.max(text.lastIndexOf('{{', offset), text.lastIndexOf('{%', offset));
  if (from === -1) return null;
  const kind = text[from + 1] === '{' ? 'output' : 'tag';
  const end = text.indexOf(kind === 'output' ? '}}' : '%}', from + 2);
  if (end === -1 || offset > end + 2) return null;
  const start = from + 2;
  const at = Math.max(offset, start);
  return {
    kind,
    inside: text.slice(start, end).replace(/^-|-$/g, '').trim(),
    before: text.slice(start, at).replace(/^-/, '').trim(),
    rest: text.slice(at, end).trim(),
  };
}

/** `join(", ")`, `plus b`. */
function filterHint({ before, rest }: Spot, message: string): string | undefined {
  if (!/after filter name/.test(message)) return undefined;
  const name = /(\w+)$/.exec(before)?.[1];
  const given = (/^\(\s*(.*?)\s*\)/.exec(rest)?.[1] ?? /^[^|(]*/.exec(rest)?.[0] ?? '').trim();
  return name === undefined ? undefined : `write ${name}${given === '' ? '' : `: ${given}`}`;
}

const BLOCKS: Readonly<Record<string, (of: string) => string>> = {
  if: (of) => `write {% if ${of} %} … {% endif %}`,
  unless: (of) => `write {% unless ${of} %} … {% endunless %}`,
  each: (of) => `write {% for item in ${of} %} … {% endfor %}, and {{ item }} inside`,
};

function outputHint({ inside, before, rest }: Spot): string | undefined {
  const [, block = '', of = '…'] = /^#(\w+)\s+(\S.*)$/.exec(inside) ?? [];
  const blockHint = ownValue(BLOCKS, block);
  if (blockHint) return blockHint(of);
  if (inside.startsWith('$')) return 'give the value a name under `vars`, as in `name: ${{ … }}`, and write {{ name }}';
  const [, not] = /^(?:!|not\s)\s*([\w.]+)$/.exec(inside) ?? [];
  if (not !== undefined) return `write {% unless ${not} %} … {% endunless %}`;
  const [, value, method = ''] = /([\w.]+)\.(\w+)\(/.exec(inside) ?? [];
  if (value !== undefined)
    return `a template has filters, and no functions: {{ ${value} | ${ownValue(FILTERS, method) ?? '…'} }}`;
  const [, first, second] = /^(\S.*?)\s*(?:\|\||\?\?)\s*(\S.*)$/.exec(inside) ?? [];
  if (first !== undefined) return `write {{ ${first} | default: ${second} }}`;
  if (/[^?]\?[^?].*:/.test(inside)) return CHOICE;
  const [, condition] = /^if\s+(\S.*?)(?:\s+else\b.*)?$/.exec(rest) ?? [];
  if (condition !== undefined && before !== '') return `write {% if ${condition} %}{{ ${before} }}{% endif %}`;
  return arithmeticHint(inside);
}

const SIDE = `([\\w.[\\]]+|"[^"]*"|'[^']*')`;
const SUM = new RegExp(`^\\(?\\s*${SIDE}\\s*([-+*/~])\\s*${SIDE}\\s*\\)?(?:\\s*\\|.*)?$`);

function arithmeticHint(inside: string): string | undefined {
  const [, left, sign = '', right] = SUM.exec(inside) ?? [];
  if (left !== undefined) return `write {{ ${left} | ${ARITHMETIC[sign]}: ${right} }}`;
  const [, one, other] = new RegExp(`^${SIDE}\\s+${SIDE}$`).exec(inside) ?? [];
  if (one !== undefined) return `write {{ ${one} }}{{ ${other} }}`;
  const [, some] = /[\w)\]"'] *([-+*/~]) *[\w(["']/.exec(inside) ?? [];
  return some === undefined ? undefined : `write a filter for each sign, as in {{ a | ${ARITHMETIC[some]}: b }}`;
}

function tagHint({ inside, before, rest }: Spot): string | undefined {
  const [, entry, list] =
    /^for\s+\(?\s*(?:(?:const|let|var)\s+)?(\w+)\s+(?:of|in)\s+([^()]+?)\s*\)?$/.exec(inside) ?? [];
  if (entry !== undefined) return `write {% for ${entry} in ${list} %}`;
  const [, otherwise] = /^else\s*if\s+(.*)$/.exec(inside) ?? [];
  if (otherwise !== undefined) return `write {% elsif ${otherwise} %}`;
  const [, not] = /!\s*([\w.]+)/.exec(rest === '' ? before : rest) ?? [];
  if (not !== undefined && rest.startsWith('!')) return `write not ${not}`;
  if (/(?:^|[^=!<>])=(?:[^=]|$)|===/.test(inside) && /^if\b|^elsif\b|^unless\b/.test(inside))
    return 'write == to compare';
  return inside.includes('!==') ? 'write !=' : undefined;
}

const NO_CLOCK = 'templates have no clock: pass the time to the run as an input, and to the template through `vars`';

const NAMES: Readonly<Record<string, string>> = {
  loop: 'write forloop',
  now: NO_CLOCK,
  today: NO_CLOCK,
  ds: NO_CLOCK,
  ts: NO_CLOCK,
  ds_nodash: NO_CLOCK,
  execution_date: NO_CLOCK,
  logical_date: NO_CLOCK,
};

export const otherVariable = (name: string): string | undefined => ownValue(NAMES, name);
