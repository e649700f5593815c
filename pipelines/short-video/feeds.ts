/**
 * Feeds of any format as entries of one form. Pure, but for the parser.
 *
 * 1. What a feed says is text: markup, control characters and what is too long are gone when it leaves this file.
 * 2. A feed with a document type is refused: nothing in it may define entities. At most {@link MOST_BYTES} are parsed.
 * 3. Dates are the feed's own, in UTC; null where it gives none that can be read. One without a zone is taken as UTC:
 *    the same feed gives the same entries on every machine.
 */
import { createHash } from 'node:crypto';

export interface Source {
  readonly name: string;
  /** Address, or path in the project. */
  readonly from: string;
}

export interface Entry {
  /** Same for the same address, in every run. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly url: string | null;
  readonly published: string | null;
  readonly source: Source;
  /** Other feeds that had it too. */
  readonly also: readonly string[];
}

export const MOST_BYTES = 2_000_000;
const MOST_ENTRIES = 200;
const MOST_TITLE = 200;
const MOST_TEXT = 1200;
/** Characters. What is longer is no address and no date, but takes as long as its square to be read as one. */
const MOST_ADDRESS = 4000;
const MOST_DATE = 100;

/** @param body the text of a feed, or a JSON Feed that is parsed already. @throws Error that says why it is no feed. */
export async function entriesOf(body: unknown, from: string): Promise<readonly Entry[]> {
  if (typeof body === 'string') {
    if (body.length > MOST_BYTES) throw new Error(`the feed is longer than ${MOST_BYTES} characters`);
    if (/<!(?:DOCTYPE|ENTITY)/i.test(body)) throw new Error('a feed with a document type is not read');
  }
  // Loaded at first use, so that the pure half of this file can be used without it.
  const { parseFeed } = await import('feedsmith');
  const { feed } = parseFeed(body);
  const source = { name: plain(textAt(feed, 'title'), MOST_TITLE) || from, from };
  return listAt(feed, 'items', 'entries')
    .slice(0, MOST_ENTRIES)
    .flatMap((item) => entryOf(item, source));
}

function entryOf(item: unknown, source: Source): readonly Entry[] {
  const url = addressOf(item);
  const text = longest(
    ['content_text', 'content_html', 'description', 'summary', 'content'].map((key) => textAt(item, key)),
  );
  const encoded = textAt(valueAt(item, 'content'), 'encoded');
  const body = plain(longest([text, encoded]), MOST_TEXT);
  const title = plain(textAt(item, 'title'), MOST_TITLE) || cut(body, 80);
  if (title === '') return [];
  const published = dateOf(
    ['pubDate', 'date_published', 'published', 'updated', 'date_modified'].map((key) => textAt(item, key)),
  );
  const id = createHash('sha256')
    .update(url ?? `${source.from}\n${title}`)
    .digest('hex')
    .slice(0, 12);
  return [{ id, title, text: body, url, published, source, also: [] }];
}

/** Without what only counts visitors, so that the same page has one address. null: none that people could open. */
export function addressOf(item: unknown): string | null {
  const links = listAt(item, 'links').map((link) => textAt(link, 'href'));
  const said = [textAt(item, 'url'), textAt(item, 'link'), ...links, textAt(valueAt(item, 'guid'), 'value')];
  const short = said.filter((text) => text.length <= MOST_ADDRESS);
  const url = short.map((text) => URL.parse(text)).find((parsed) => parsed && /^https?:$/.test(parsed.protocol));
  if (!url) return null;
  url.hash = '';
  url.username = '';
  url.password = '';
  for (const name of [...url.searchParams.keys()])
    if (/^(?:utm_\w+|fbclid|gclid|ref|source)$/i.test(name)) url.searchParams.delete(name);
  return url.href.replace(/\/$/, '');
}

/** One entry for what several feeds have: the one with most text stays, the oldest date, and where else it stood. */
export function deduplicated(entries: readonly Entry[]): readonly Entry[] {
  const byTitle = new Map<string, string>();
  const groups = Map.groupBy(entries, (entry) => {
    const title = entry.title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    // A title without any letter says nothing that two entries could have in common.
    const key = (title === '' ? undefined : byTitle.get(title)) ?? entry.id;
    byTitle.set(title, key);
    return key;
  });
  return [...groups.values()].map(merged).sort(byDate);
}

function merged(group: readonly Entry[]): Entry {
  const [best] = [...group].sort((a, b) => b.text.length - a.text.length);
  if (best === undefined) throw new RangeError('an empty group');
  const dates = group.flatMap(({ published }) => published ?? []).sort();
  const also = [...new Set(group.map(({ source }) => source.name))].filter((name) => name !== best.source.name);
  return { ...best, published: dates[0] ?? null, also };
}

/** The newest first, what has no date last; equal ones by id, so that the order of the feeds does not matter. */
export const byDate = (a: Entry, b: Entry): number =>
  (b.published ?? '').localeCompare(a.published ?? '', 'en') || a.id.localeCompare(b.id, 'en');

function dateOf(said: readonly string[]): string | null {
  const times = said.map(timeOf).filter((time) => Number.isFinite(time) && time > 0 && time < 4e12);
  return times[0] === undefined ? null : new Date(times[0]).toISOString();
}

const HAS_ZONE = /:.*(?:[a-z]|[+-]\d\d:?\d\d|\))\s*$/i;

function timeOf(text: string): number {
  if (text.length > MOST_DATE) return Number.NaN;
  if (text === '' || HAS_ZONE.test(text)) return Date.parse(text);
  const time = Date.parse(`${text}Z`);
  return Number.isNaN(time) ? Date.parse(`${text} UTC`) : time;
}

/** Those that stand in ordinary texts: feeds hold HTML, and what is not decoded here is read out by a voice. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', shy: '' },
  ...{ ndash: '–', mdash: '—', hellip: '…', bull: '•', middot: '·', times: '×', deg: '°', euro: '€', copy: '©' },
  ...{ lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', laquo: '«', raquo: '»' },
  ...{ agrave: 'à', aacute: 'á', acirc: 'â', atilde: 'ã', auml: 'ä', aring: 'å', aelig: 'æ', ccedil: 'ç' },
  ...{ egrave: 'è', eacute: 'é', ecirc: 'ê', euml: 'ë', igrave: 'ì', iacute: 'í', icirc: 'î', iuml: 'ï' },
  ...{ ntilde: 'ñ', ograve: 'ò', oacute: 'ó', ocirc: 'ô', otilde: 'õ', ouml: 'ö', oslash: 'ø', oelig: 'œ' },
  ...{ ugrave: 'ù', uacute: 'ú', ucirc: 'û', uuml: 'ü', yacute: 'ý', szlig: 'ß', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü' },
  ...{ Aring: 'Å', AElig: 'Æ', Oslash: 'Ø', Eacute: 'É', Agrave: 'À', Egrave: 'È', Ccedil: 'Ç', Ntilde: 'Ñ' },
};

/** @param name `amp`, `#8217` or `#x2019`. */
function characterOf(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name] ?? null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
}

/** Text without markup, at most so many characters, cut between words. */
export function plain(text: string, most: number): string {
  const flat = withoutTags(text.slice(0, most * 20).replace(/<(script|style)\b[^<>]*>[\s\S]*?<\/\1\s*>/gi, ' '))
    .replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => characterOf(name) ?? whole)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return flat.length <= most ? flat : cut(flat, flat.lastIndexOf(' ', most) + 1 || most).trim();
}

/** The beginning of a text; a character of two units is not cut in half. */
const cut = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

/** Also those that a tag inside of them completes when it goes. In one pass: a feed may hold nothing but brackets. */
function withoutTags(text: string): string {
  const kept: string[] = [];
  const open: number[] = [];
  for (const part of text.split(/([<>])/)) {
    const start = part === '>' ? open.pop() : undefined;
    if (part === '<') open.push(kept.length);
    if (start === undefined) kept.push(part);
    else kept.splice(start, Number.POSITIVE_INFINITY, ' ');
  }
  return kept.join('');
}

const longest = (texts: readonly string[]): string =>
  texts.reduce((best, text) => (text.length > best.length ? text : best), '');

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** Text itself, or in `value`, as a parser gives texts that have attributes. */
function textAt(value: unknown, key: string): string {
  const found = valueAt(value, key);
  const inner = valueAt(found, 'value');
  return typeof found === 'string' ? found : typeof inner === 'string' ? inner : '';
}

function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const lists = keys.map((key) => valueAt(value, key)).filter((found) => Array.isArray(found));
  return lists[0] ?? [];
}
