/**
 * The variables of a prompt, read as material for a text. Pure.
 *
 * M1. At most {@link MAX_CHARS} characters and {@link MAX_NODES} values are read, in their order.
 * M2. Only `feedback` is an instruction; everything else is matter to write about, or the frame of the show.
 * M3. Keys tell what a text is (`show`, `segment`, `feedback`, `covered`); among other texts, prose is a source.
 */
import { isJsonObject, type Json, type JsonObject } from '../../../model/json.ts';
import { type Feedback, readFeedback } from './feedback.ts';
import { keyPhrases } from './key-phrases.ts';
import { keyOf } from './names.ts';
import { readShow, SHOW, type Show } from './show.ts';
import { readTopic, type Topic } from './topic.ts';
import { asSentence, overlap, termsOf, type Unit, unitsOf, wordCount } from './words.ts';

/** The part of many that is to be written now. */
export interface Focus {
  readonly value: JsonObject;
  /** Its position among the parts of the same kind, from 0. */
  readonly index: number;
  readonly count: number;
  /** All of them, including itself; empty if unknown. */
  readonly siblings: readonly Json[];
}

export interface Material {
  readonly topic: Topic;
  readonly show: Show;
  readonly feedback: Feedback;
  /** Ideas that earlier work has used. */
  readonly covered: readonly string[];
  /** Prose to select from, in its order. */
  readonly source: readonly string[];
  /** Sentences that are not understood without the previous one, with that one. */
  readonly hangsOn: ReadonlyMap<string, string>;
  /** Sentences that begin a paragraph or an entry of the source. */
  readonly starts: ReadonlySet<string>;
  /** Titles of the entries of a source, the closest to the topic first. */
  readonly headlines: readonly string[];
  /** A story: it is told in its order, with nothing left out. */
  readonly isStory: boolean;
  /** Words already written for speaking: a script for which scenes or captions are requested. */
  readonly script: readonly string[];
  readonly focus: Focus | null;
  /** Length of what is to be written now. */
  readonly seconds: number | null;
  readonly words: number | null;
  /** Single values by key, the outermost first: `episode`, `language`, `segments: 4`. */
  readonly known: ReadonlyMap<string, Json>;
  /** Lists of objects by key. */
  readonly lists: ReadonlyMap<string, readonly JsonObject[]>;
}

const MAX_CHARS = 200_000;
const MAX_NODES = 20_000;
const MAX_DEPTH = 12;
const MAX_TEXT = 60_000;
/** In speech. */
export const WORDS_PER_SECOND = 2.5;

const TOPIC = /^(?:topic|subject|theme|question|idea|about|query|keyword)$/;
const STEER = /^(?:feedback|changes|instructions|reviewer|comment|comments|rework)$/;
const COVERED =
  /^(?:covered|conceptscovered|coveredconcepts|alreadycovered|earlier|earlierconcepts|usedconcepts|avoid|avoidconcepts|episodes)$/;
const FOCUS = /^(?:segment|scene|item|section|shot|chapter|beat|block|part|frame|clip|slide|current)$/;
const SUPPORT = /^(?:research|findings|background|facts)$/;
const SCRIPT = /^(?:script|narration|voiceover|dialogue|lines|turns|spoken|captions)$/;
const PLAN =
  /^(?:concept|outline|storyboard|plan|previous|draft|analysis|lastversion|approved|segments|scenes|summary|description|title|hook|premise|points|keypoints|hook|visual|prompt|reasons|others|titles|siblings|headings)$/;

const STORY = /^(?:story|narrative|plot)$/;
/** Keys of texts in a script that are not spoken. */
const UNSPOKEN =
  /^(?:speaker|emotion|pace|id|key|voice|move|mood|who|by|file|path|url|model|provider|title|description|summary|hashtags|keywords|tags|captions|prompt|visual|visuals|image|language)$/;

type Pool = 'source' | 'script' | 'plan' | 'show' | 'steer' | 'covered' | 'focus' | 'topic';

interface Found {
  readonly texts: Record<Pool, string[]>;
  readonly known: Map<string, Json>;
  readonly lists: Map<string, readonly JsonObject[]>;
  /** Entries of lists: index of the first text of each in the source. */
  readonly entries: { readonly from: number; readonly title: string | null }[];
  readonly left: { chars: number; nodes: number };
}

export function readMaterial(material: JsonObject, prompt: string): Material {
  const texts: Found['texts'] = {
    source: [],
    script: [],
    plan: [],
    show: [],
    steer: [],
    covered: [],
    focus: [],
    topic: [],
  };
  const found: Found = {
    texts,
    known: new Map(),
    lists: new Map(),
    entries: [],
    left: { chars: MAX_CHARS, nodes: MAX_NODES },
  };
  // Outermost values apply to the whole.
  for (const [key, value] of Object.entries(material))
    if (typeof value !== 'object') found.known.set(keyOf(key), value);
  for (const [key, value] of Object.entries(material))
    walk(value, { key, pool: 'source', depth: 0, within: 'object' }, found);
  const show = readShow(material);
  const focus = focusOf(material, found.lists);
  // Without a part in focus, `facts`, or a `part` that is a text, are the source.
  if (focus === null) texts.source.push(...texts.focus.filter(isProse));
  const feedback = readFeedback(texts.steer.join('\n'));
  const topic = readTopic(topicOf(found, prompt, show));
  const targets = targetsOf(found.known, focus, feedback);
  const isStory = Object.keys(material).some((key) => STORY.test(keyOf(key)));
  // A number of words means that they are spoken; a text that is only for pictures keeps the order of events.
  const isSpoken = numberIn(found.known, WORDS) !== null && focus === null && !isStory;
  const isShort = isSpoken && targets.seconds !== null && targets.seconds < SHORT_SECONDS;
  return {
    ...{ topic, show, feedback, focus },
    ...opened(sourceFrom(found, topic), { topic, isShort }),
    script: [...unitsIn(texts.script).keys()],
    isStory,
    covered: texts.covered,
    ...targets,
    known: found.known,
    lists: found.lists,
  };
}

function walk(
  value: Json,
  at: { key: string; pool: Pool; depth: number; within: 'list' | 'object' },
  found: Found,
): void {
  if (found.left.nodes <= 0 || found.left.chars <= 0 || at.depth > MAX_DEPTH) return;
  found.left.nodes -= 1;
  const key = keyOf(at.key);
  const pool = poolOf(key, at.pool, at.depth);
  if (typeof value === 'string') note(value.slice(0, Math.min(MAX_TEXT, found.left.chars)), key, pool, found);
  if (typeof value !== 'object' && !found.known.has(key) && at.depth < 3 && at.within === 'object' && isKept(key, pool))
    found.known.set(key, value);
  if (Array.isArray(value)) {
    const objects = value.slice(0, 1_000).filter(isJsonObject);
    if (objects.length > 0 && !found.lists.has(key)) found.lists.set(key, objects);
    for (const entry of value) {
      if (found.left.nodes <= 0) return;
      walk(entry, { key: at.key, pool, depth: at.depth + 1, within: 'list' }, found);
    }
  } else if (isJsonObject(value)) {
    const { title } = value;
    if (at.within === 'list' && pool === 'source')
      found.entries.push({ from: found.texts.source.length, title: typeof title === 'string' ? title : null });
    for (const [name, entry] of Object.entries(value))
      walk(entry, { key: name, pool, depth: at.depth + 1, within: at.within }, found);
  }
}

const isKept = (key: string, pool: Pool): boolean =>
  pool !== 'covered' && pool !== 'steer' && !(pool === 'show' && /^(?:name|title|id|summary|description)$/.test(key));

/** The pool of the texts below a key. A pool is only left for one that is closer to what is to be written. */
function poolOf(key: string, within: Pool, depth: number): Pool {
  if (within === 'show' || within === 'steer' || within === 'covered') return within;
  if (SHOW.test(key) && depth === 0) return 'show';
  if (STEER.test(key)) return 'steer';
  if (COVERED.test(key)) return 'covered';
  if (depth === 0 && TOPIC.test(key)) return 'topic';
  if (FOCUS.test(key) && depth === 0) return 'focus';
  if (within === 'focus') return within;
  if (SUPPORT.test(key) && depth === 0) return 'focus';
  if (SCRIPT.test(key) && within === 'source') return 'script';
  return within === 'source' && PLAN.test(key) && (depth === 0 || /^(?:segments|scenes)$/.test(key)) ? 'plan' : within;
}

function note(text: string, key: string, pool: Pool, found: Found): void {
  found.left.chars -= text.length;
  if (pool === 'source' && !isProse(text)) return;
  if (pool === 'script' && UNSPOKEN.test(key)) return;
  found.texts[pool].push(text);
}

/** Text for reading, as opposed to a name, a path or a date. */
const isProse = (text: string): boolean =>
  !/^\S+$/.test(text) && (wordCount(text) >= 6 || /[\p{L}]{2}.*[.!?。！？]\s*$/u.test(text)) && !/^\s*[{[]/.test(text);

/** Each sentence once, in order. */
function unitsIn(texts: readonly string[]): ReadonlyMap<string, Unit> {
  const seen = new Set<string>();
  const units = new Map<string, Unit>();
  for (const unit of texts.flatMap(unitsOf)) {
    const key = unit.text.toLowerCase();
    if (!seen.has(key)) units.set(asSentence(unit.text), unit);
    seen.add(key);
  }
  return units;
}

const MAX_HEADLINE = 70;
const MIN_HEADLINE_WORDS = 4;

/** The entry whose title is closest to the topic comes first: the text opens with it. */
function sourceFrom(
  { texts, entries }: Found,
  topic: Topic,
): Pick<Material, 'source' | 'hangsOn' | 'starts' | 'headlines'> {
  const closeness = (title: string): number => overlap(topic.terms, new Set(termsOf(title)));
  const isHeadline = (title: string): boolean =>
    title.length <= MAX_HEADLINE && wordCount(title) >= MIN_HEADLINE_WORDS && closeness(title) >= 0.5;
  const titles = entries.flatMap(({ title }) => (title !== null && isProse(title) && isHeadline(title) ? [title] : []));
  const headlines = titles.toSorted((a, b) => closeness(b) - closeness(a));
  const opening = entries.findIndex(({ title }) => title !== null && title === headlines[0]);
  const from = entries[opening]?.from ?? 0;
  const to = entries[opening + 1]?.from ?? texts.source.length;
  const told =
    opening < 0
      ? texts.source
      : [...texts.source.slice(from, to), ...texts.source.slice(0, from), ...texts.source.slice(to)];
  const units = unitsIn(told);
  const firsts = new Set(entries.flatMap(({ from: at }) => unitsOf(texts.source[at] ?? '')[0]?.text ?? []));
  const hangsOn = new Map<string, string>();
  const starts = new Set<string>();
  for (const [text, unit] of units) {
    if (unit.hangsOn !== null) hangsOn.set(text, asSentence(unit.hangsOn));
    if (entries.length > 1 ? firsts.has(unit.text) : unit.isFirst) starts.add(text);
  }
  return { source: [...units.keys()], hangsOn, starts, headlines };
}

const SHORT_SECONDS = 60;
const STRIKING =
  /\b(?:no|not|never|nobody|nothing|only|more than|less than|most|every|all|twice|half|\d+|hundreds?|thousands?|millions?|without|although)\b/gi;

/** A short text opens with a hook: the title of an entry, or the most surprising sentence. */
function opened<T extends Pick<Material, 'source' | 'hangsOn' | 'headlines'>>(
  text: T,
  { topic, isShort }: { readonly topic: Topic; readonly isShort: boolean },
): T {
  const { source, hangsOn, headlines } = text;
  if (!isShort || headlines.length > 0) return text;
  const needed = new Set(hangsOn.values());
  const strengthOf = (sentence: string): number =>
    (sentence.match(STRIKING) ?? []).length + overlap(topic.terms, new Set(termsOf(sentence)));
  const isHook = (sentence: string): boolean =>
    !hangsOn.has(sentence) &&
    !needed.has(sentence) &&
    wordCount(sentence) > 4 &&
    wordCount(sentence) < 17 &&
    /\.$/.test(sentence);
  const [hook] = source
    .slice(0, 200)
    .filter(isHook)
    .sort((a, b) => strengthOf(b) - strengthOf(a));
  if (hook === undefined || strengthOf(hook) < 1) return text;
  return { ...text, source: [hook, ...source.filter((sentence) => sentence !== hook)] };
}

/** The named topic; else the subject of the material. */
function topicOf(
  found: Found,
  prompt: string,
  show: Show,
): { readonly text: string; readonly origin: Topic['origin'] } {
  const named =
    found.texts.topic.find((text) => text.trim() !== '') ??
    textAt(found, ['topic', 'theme', 'title', 'subject', 'name']);
  if (named !== null && named.trim() !== '') return { text: named, origin: 'named' };
  const [main] = keyPhrases([...unitsIn(found.texts.source).keys()].slice(0, 400), new Set());
  const line = /(?:^|\n)[ \t]*(?:topic|subject|theme|title)[ \t]*:[ \t]*([^\n]{2,200})/i.exec(
    prompt.slice(0, 20_000),
  )?.[1];
  const about = /\babout[ \t]+[“"]?([^\n.?!“”"]{3,90})/i.exec(prompt.slice(0, 20_000))?.[1];
  const said = line ?? about;
  return said === undefined
    ? { text: main?.text ?? show.name ?? '', origin: 'found' }
    : { text: said, origin: 'named' };
}

function textAt(found: Found, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = found.known.get(key);
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

function focusOf(material: JsonObject, lists: Found['lists']): Focus | null {
  for (const [key, value] of Object.entries(material)) {
    if (!FOCUS.test(keyOf(key)) || !isJsonObject(value)) continue;
    const same = JSON.stringify(value);
    const whole = { ...value, ...supportOf(material) };
    const name = nameOf(value);
    for (const list of lists.values()) {
      const index = list.findIndex(
        (entry) => (name !== null && nameOf(entry) === name) || JSON.stringify(entry) === same,
      );
      if (index >= 0) return { value: whole, index, count: list.length, siblings: list };
    }
    const said = material.index ?? material.position ?? material.number;
    const total = material.total ?? material.count;
    const index = typeof said === 'number' ? Math.max(0, Math.trunc(said)) : 0;
    return {
      value: whole,
      index,
      count: typeof total === 'number' ? Math.max(total, index + 1) : index + 1,
      siblings: [],
    };
  }
  return null;
}

/** Research for the part in focus. */
function supportOf(material: JsonObject): JsonObject {
  const found = Object.entries(material).filter(([key, value]) => SUPPORT.test(keyOf(key)) && isJsonObject(value));
  return Object.assign({}, ...found.map(([, value]) => value));
}

function nameOf(value: JsonObject): string | null {
  const name = value.id ?? value.key ?? value.title ?? value.name;
  return typeof name === 'string' ? name : null;
}

/** Lengths of the part in focus, else of the whole. Feedback makes them shorter or longer. */
function targetsOf(
  known: ReadonlyMap<string, Json>,
  focus: Focus | null,
  { scale }: Feedback,
): Pick<Material, 'seconds' | 'words'> {
  const own = focus ? new Map(Object.entries(focus.value).map(([key, value]) => [keyOf(key), value])) : null;
  const whole = secondsIn(known);
  const part = own ? secondsIn(own) : null;
  const seconds = focus ? (part ?? (whole === null ? null : whole / focus.count)) : whole;
  const wordsOfPart = own ? numberIn(own, WORDS) : null;
  const wordsOfWhole = numberIn(known, WORDS);
  const words = focus
    ? (wordsOfPart ?? (part === null && wordsOfWhole !== null ? wordsOfWhole / focus.count : null))
    : wordsOfWhole;
  // The planned length of a part already includes the feedback.
  const factor = part !== null || wordsOfPart !== null ? 1 : scale;
  return {
    seconds: seconds === null ? null : seconds * factor,
    words: words === null ? (seconds === null ? null : seconds * factor * WORDS_PER_SECOND) : words * factor,
  };
}

const WORDS = /^(?:(?:target|max|total)?words?(?:count|target)?)$/;
const SECONDS =
  /^(?:target|total|max|planned)?(?:duration)?(?:seconds|secs|durations?)$|^(?:target|total)?durationseconds$/;
const MINUTES = /^(?:target|total|max|planned)?(?:duration)?(?:minutes|mins)$|^(?:target|total)?durationminutes$/;

const secondsIn = (values: ReadonlyMap<string, Json>): number | null => {
  const minutes = numberIn(values, MINUTES);
  return numberIn(values, SECONDS) ?? (minutes === null ? null : minutes * 60);
};

function numberIn(values: ReadonlyMap<string, Json>, name: RegExp): number | null {
  for (const [key, value] of values) {
    if (!name.test(key)) continue;
    const number = typeof value === 'string' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number) && number > 0 && number < 1e6) return number;
  }
  return null;
}
