/**
 * Finds values that look like secrets: by the format of a well-known key, or by the name of their field. Pure, and
 * linear in the text.
 *
 * K1. Results contain the place and the kind, never the value itself.
 * K2. False alarms make people ignore real ones: digests, uids, paths, names of variables, expressions and placeholders
 *     do not count.
 *
 * @source the documented formats of the vendors' keys; the list of GitHub's secret scanning.
 */

export interface SecretLike {
  readonly offset: number;
  readonly length: number;
  /** `a key of OpenAI`, `a value under "password"`. */
  readonly what: string;
}

interface Format {
  readonly what: string;
  readonly pattern: string;
}

/** Without capture groups. The first match counts: `sk-ant-` before `sk-`. */
const FORMATS: readonly Format[] = [
  { what: 'a private key', pattern: '-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----' },
  { what: 'a key of Anthropic', pattern: '\\bsk-ant-[\\w-]{16,}' },
  { what: 'a key of Stripe', pattern: '\\b[rs]k_(?:live|test)_\\w{16,}' },
  { what: 'a key of OpenAI, or of the same format', pattern: '\\bsk-[\\w-]{20,}' },
  { what: 'a token of GitHub', pattern: '\\bgh[pousr]_[A-Za-z0-9]{30,}' },
  { what: 'a token of GitHub', pattern: '\\bgithub_pat_\\w{22,}' },
  { what: 'a token of GitLab', pattern: '\\bglpat-[\\w-]{20,}' },
  { what: 'a key of AWS', pattern: '\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b' },
  { what: 'a token of Slack', pattern: '\\bxox[abeprs]-[\\w-]{10,}' },
  { what: 'a key of Google', pattern: '\\bAIza[\\w-]{30,}' },
  { what: 'a token of Hugging Face', pattern: '\\bhf_[A-Za-z0-9]{30,}' },
  { what: 'a token of npm', pattern: '\\bnpm_[A-Za-z0-9]{36,}' },
  { what: 'a JSON Web Token', pattern: '\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{8,}' },
  { what: 'a bearer token', pattern: '\\b[Bb]earer +[\\w.~+/-]{16,}=*' },
  { what: 'a password in an address', pattern: '://[^\\s/:@"\'`<>{}$]{1,64}:[^\\s/:@"\'`<>{}$]{6,200}@' },
];
const ANY_FORMAT = new RegExp(FORMATS.map(({ pattern }) => `(${pattern})`).join('|'), 'g');

/** A name at the beginning of a line or entry, followed by a one-word value, quoted or not. */
const NAMED = /(?<=^|[\s{,"'-])([A-Za-z][\w-]{2,60})["']?\s{0,4}:[ \t]{1,8}["']?([^\s"',{}[\]#$*&!|>][^\s"',{}]{7,})/gm;
const SECRET_NAME =
  /(?:^|_)(?:passw(?:or)?d|passphrase|pass|secret|token|credentials?|(?:api|access|private|secret|auth)_?key)$/;
const PASSWORD_NAME = /(?:passw(?:or)?d|passphrase|pass)$/;

/** In the order of the text, without overlaps. */
export function secretsIn(text: string): readonly SecretLike[] {
  const known = matchesOf(ANY_FORMAT, text).flatMap((match) => byFormat(match) ?? []);
  const named = matchesOf(NAMED, text).flatMap((match) => byName(match) ?? []);
  const apart = named.filter((one) => known.every((other) => !overlaps(one, other)));
  return [...known, ...apart].toSorted((a, b) => a.offset - b.offset);
}

/** As `matchAll`, which compiles the pattern again for each text: too slow for single lines. */
function matchesOf(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) found.push(match);
  return found;
}

const overlaps = (a: SecretLike, b: SecretLike): boolean =>
  a.offset < b.offset + b.length && b.offset < a.offset + a.length;

/** Matches every text with a secret. Compiling the long pattern takes 10 ms, which most commands can avoid. */
const HINT =
  /[rs]k[-_]|gh[pousr]_|hub_pat|glpat|AKIA|ASIA|xox|AIza|hf_|npm_|eyJ|earer|PRIVATE|:\/\/|pass|secret|token|credential|(?:api|access|private|auth)[_-]?key/i;

/** The text with values that look like secrets replaced by stars of the same length. */
export function withoutSecrets(text: string): string {
  if (!HINT.test(text)) return text;
  let shown = text;
  for (const { offset, length } of secretsIn(text))
    shown = shown.slice(0, offset) + '*'.repeat(length) + shown.slice(offset + length);
  return shown;
}

function byFormat(match: RegExpExecArray): SecretLike | null {
  const [text, ...groups] = match;
  const format = FORMATS[groups.findIndex((group) => group !== undefined)];
  if (!format) return null;
  const found = { offset: match.index, length: text.length, what: format.what };
  if (format.what === 'a private key') return found;
  if (format.what === 'a password in an address') return isPlaceholder(text) ? null : found;
  return isRandom(text) && !isPlaceholder(text) ? found : null;
}

const snake = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();

/** Does the name suggest a secret value? */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(snake(name));

function byName(match: RegExpExecArray): SecretLike | null {
  const [all, name = '', value = ''] = match;
  if (!isSecretName(name) || isHarmless(value)) return null;
  const isPassword = PASSWORD_NAME.test(snake(name)) && /[a-z]/i.test(value) && /\d/.test(value);
  if (!isPassword && (value.length < LEAST_RANDOM || !isRandom(value))) return null;
  return { offset: match.index + all.length - value.length, length: value.length, what: `a value under "${name}"` };
}

const LEAST_RANDOM = 16;
/** Bits per character: English words have about 2.5 to 3 at this length, random letters and digits 3.5 or more. */
const LEAST_BITS = 3;

/** Letters and digits mixed as in no word. */
const isRandom = (text: string): boolean => /[A-Za-z]/.test(text) && /\d/.test(text) && bitsIn(text) >= LEAST_BITS;

/** Shannon's entropy of its characters. */
function bitsIn(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** K2. */
const isHarmless = (value: string): boolean =>
  isPlaceholder(value) ||
  /^sha(?:1|256|512)[:-]/.test(value) ||
  // Names of variables, paths, addresses, times.
  /^[A-Z][A-Z0-9_]*$/.test(value) ||
  /^(?:\.{0,2}\/|~\/)/.test(value) ||
  /^[\w.-]+(?:\/[\w.-]+)*\.[a-z]{1,8}$/i.test(value) ||
  /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ||
  /^\d{4}-\d{2}-\d{2}/.test(value);

const isPlaceholder = (value: string): boolean =>
  /\.\.\.|…|\*\*\*|x{4,}|<|\{\{|\$\{|your[_-]|example|changeme|change-me|placeholder|redacted|dummy/i.test(value);
