/**
 * One text of an answer, by its role and the subject of its place. Pure.
 *
 * X1. The best text comes first: the caller takes the next if one is used up or does not fit.
 */
import { choose, grounded } from './choose.ts';
import { talk } from './dialogue.ts';
import { keyPhrases, withArticle } from './key-phrases.ts';
import { LENSES } from './lenses.ts';
import type { Material } from './material.ts';
import { Phrases } from './phrases.ts';
import type { Subject } from './plan.ts';
import type { Role } from './roles.ts';
import { asSentence, capital, cutTo, slugOf, smallFirst, termsOf, uncapital, wordCount, wordsOf } from './words.ts';

export interface Place {
  readonly subject: Subject;
  readonly material: Material;
  /** Length of a spoken text. */
  readonly words: number | null;
  /** Position in a list of texts. */
  readonly index: number;
  /** Is it the last thing that is said? */
  readonly end: 'closes' | 'goes on';
}

/** Last lines for a short text. */
const CLOSINGS = [
  'Keep that in mind the next time you hear about {T}.',
  'Now you have a story to tell about {T}.',
  'That is worth a second look: {T}.',
];
const MAX_TAG_WORDS = 3;
const SHOTS = ['Wide shot', 'Close-up', 'Medium shot', 'View from above', 'Low angle', 'View over a shoulder'];

/** The best first; never empty. */
export function textsFor(role: Role, place: Place): readonly string[] {
  const found = (BY_ROLE[role]?.(place) ?? []).filter((text) => text.trim() !== '');
  return found.length > 0 ? found : [place.subject.title];
}

/** For a role that is not listed, the title is used. */
const BY_ROLE: Readonly<Partial<Record<Role, (place: Place) => readonly string[]>>> = {
  title: titlesOf,
  hook: ({ subject, material }) => [
    subject.count === 1 && material.focus === null ? material.topic.question : subject.question,
  ],
  opening: ({ subject }) => [openingOf(subject)],
  summary: (place) => [summaryOf(place)],
  angle: (place) => [central(place) ?? `We follow one question to its end: ${uncapital(place.subject.question)}`],
  goal: ({ subject, material }) => [goalOf(subject, material)],
  look: ({ material }) => [lookOf(material)],
  motion: ({ subject }) => [motionOf(subject)],
  line: (place) => [spokenOf(place)],
  body: (place) => [spokenOf(place)],
  other: (place) => [spokenOf(place)],
  caption: captionsOf,
  fact: pointsOf,
  point: pointsOf,
  concept: conceptTexts,
  hashtag: hashtagsOf,
  question: questionsOf,
  comparison: (place) => [comparisonOf(place)],
  action: (place) => [actionOf(place)],
  reason: reasonsOf,
  audience: ({ material }) => [capital(material.show.audience ?? 'Everybody who wants to know')],
  tone: ({ material }) => [material.show.tone ?? 'Calm and curious'],
  show: ({ subject, material }) => [material.show.name ?? subject.title],
  picture: (place) => SHOTS.map((_, i) => pictureOf(place, shotAt(place.subject.index + place.index + i))),
  // A scene begins with the picture that the previous one ended with.
  firstPicture: (place) => {
    const { index, before, picture } = place.subject;
    return [pictureOf(place, shotAt(index), before ? lastOf(before) : picture)];
  },
  lastPicture: (place) => [pictureOf(place, shotAt(place.subject.index + 1), lastOf(place.subject))],
  negativePicture: () => ['lettering, logos, watermarks, faces, blur'],
  id: slugsOf,
  file: slugsOf,
  language: ({ material }) => {
    const said = material.known.get('language');
    return [typeof said === 'string' && said !== '' ? said : 'en'];
  },
  date: ({ material }) => knownLike(material, /^\d{4}-\d\d-\d\d/),
  address: ({ material }) => knownLike(material, /^https?:\/\/\S+$/),
  color: ({ material, index }) => [...material.show.colors.slice(index), ...COLORS],
  speaker: ({ material }) => [...material.show.characters.map(({ key }) => key), 'narrator'],
  emotion: () => ['curious'],
  pace: () => ['normal'],
  move: () => ['zoom in', 'pan right', 'zoom out', 'pan left'],
  transition: () => ['cross-fade'],
};
const COLORS = ['#1f3a5f', '#f2b134', '#f7f4ea', '#3b7a57', '#b5483a'];

function slugsOf({ subject }: Place): readonly string[] {
  return [slugOf(subject.title) || `part-${subject.index + 1}`];
}

const knownLike = ({ known }: Material, pattern: RegExp): readonly string[] =>
  [...known.values()].filter((value) => typeof value === 'string' && pattern.test(value)).map(String);

/** A scene or a wrong guess, if the text has one; else its beginning. */
function openingOf(subject: Subject): string {
  const scene = subject.facts.find((fact) =>
    /^(?:imagine|think of|picture|blow|take|look|suppose|when you|if you|many people|most people|on (?:the|a)|once)\b/i.test(
      fact,
    ),
  );
  const start = scene ?? subject.facts[0];
  return start ?? subject.question;
}

function summaryOf({ subject, material }: Place): string {
  const { show, topic } = material;
  if (subject.count > 1)
    return subject.facts.slice(0, 2).join(' ') || `${asSentence(subject.question)} ${subject.points[0] ?? ''}`.trim();
  const told = subject.facts.length > 0 ? subject.concepts.slice(0, 3) : [];
  const who = show.name ?? 'We';
  const look = show.name === null ? 'look' : 'looks';
  const first = `${who} ${look} at ${topic.inside}${show.audience === null ? '' : `, for ${show.audience}`}.`;
  if (told.length > 1)
    return `${first} On the way we meet ${listOf(told.map((name) => asSaid(spokenName(name), subject, material)))}.`;
  const [one, two] = subject.points;
  return one === undefined ? first : `${first} ${asSentence(one)}${two === undefined ? '' : ` ${asSentence(two)}`}`;
}

/** The phrase with its article, which may be in a sentence that was not chosen. */
const asSaid = (name: string, { facts }: Subject, { source, script }: Material): string =>
  withArticle(name, [...facts, ...source, ...script]);

/** As in the text, without the capital from a list of concepts. */
const spokenName = (text: string): string =>
  /^\p{Lu}[\p{Ll}'’]+(?:\s+\p{Ll}|$)/u.test(text) ? smallFirst(text) : text;

const listOf = (texts: readonly string[]): string =>
  texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

/** The sentence closest to most of the others; a short one together with the next fact. */
function central({ subject, material }: Place): string | null {
  const [best] = choose(subject.facts, material, 1);
  if (best === undefined) return null;
  const next = subject.facts[subject.facts.indexOf(best) + 1];
  return next === undefined || wordCount(best) > 30 ? best : `${best} ${next}`;
}

/** The title of the whole, or the closest of the titles of the source's entries. */
function titlesOf({ subject, material }: Place): readonly string[] {
  const isWhole = subject.count === 1 && material.focus === null;
  const headlines = isWhole ? material.headlines.slice(0, 3).map((text) => text.replace(/[.!]+$/, '')) : [];
  return [...headlines, subject.title, ...subject.concepts.map(capital)];
}

/** What people know afterwards, in the words of the material. */
function goalOf(subject: Subject, { hangsOn }: Material): string {
  if (subject.facts.length === 0)
    return `The listener has an answer of their own to this: ${uncapital(subject.question)}`;
  const planned = subject.points.filter((point) => subject.facts.includes(point));
  const sentences = [...planned, ...subject.facts]
    .filter((fact) => !hangsOn.has(fact))
    .flatMap((fact) => fact.split(/(?<=[.!])\s+/).slice(0, 1))
    .filter((text) => wordCount(text) > 5 && wordCount(text) < 26 && /\.$/.test(text));
  const terms = termsOf(subject.phrase);
  const told = sentences.find((text) => terms.every((term) => termsOf(text).includes(term)));
  return told === undefined
    ? `The listener can explain ${subject.phrase} in their own words.`
    : `The listener can say in their own words what this means: “${told}”`;
}

/** Planned points; for a whole with a text, its best sentences. */
function pointsOf({ subject, material }: Place): readonly string[] {
  const planned = subject.points.filter((point) => subject.facts.includes(point));
  const facts =
    subject.count === 1 && material.focus === null
      ? choose(subject.facts, material, 12)
      : grounded([...planned, ...subject.facts.filter((fact) => !planned.includes(fact))], material);
  const more = LENSES.flatMap(({ points }) => points).map((point) => point.replaceAll('{T}', material.topic.inside));
  return [...new Set([...facts, ...subject.points, ...more])];
}

function questionsOf({ subject, material }: Place): readonly string[] {
  const isNew = ({ text }: { readonly text: string }): boolean =>
    termsOf(text).some((term) => !material.topic.terms.has(term));
  const names = keyPhrases(subject.facts, material.topic.terms).filter(isNew).slice(0, 6);
  const asked = subject.points.filter((point) => point.endsWith('?'));
  const shift = (subject.index * 3) % LENSES.length;
  const lenses = [...LENSES.slice(shift), ...LENSES.slice(0, shift)].flatMap(({ points }) => points.slice(1, 3));
  const more = lenses.map((point) => point.replaceAll('{T}', material.topic.inside));
  if (material.focus !== null) {
    const open = subject.facts.find((fact) =>
      /\b(?:nobody knows|no one knows|not yet known|is still open|unknown)\b/i.test(fact),
    );
    const free = subject.index === subject.count - 1 ? (open ?? 'Which question is still open?') : lenses[0];
    const next = subject.leadsTo === null ? (free ?? subject.question) : `what about ${subject.leadsTo}?`;
    return [capital(next), ...asked, ...more];
  }
  const about = names.map(({ text }, i) =>
    (ABOUT[i % ABOUT.length] ?? '').replace('{P}', asSaid(text, subject, material)),
  );
  const own = subject.count === 1 ? material.topic.question : subject.question;
  return [...new Set([own, ...about, ...asked, ...more])];
}

const ABOUT = [
  'What does it have to do with {P}?',
  'How should we picture {P}?',
  'What would be different without {P}?',
];

/** Questions to a listener about material without comparisons. */
const COMPARE = [
  'What in an ordinary day is most like {T}, and where does the comparison stop being true?',
  'If you had to explain {T} with things from a kitchen, what would you take?',
  'Which game works a little like {T}, and where does it differ?',
  'What would be the opposite of {T}, and what does that tell us?',
  'Which journey that you have made could stand for {T}?',
];

function comparisonOf({ subject, material }: Place): string {
  const isOne = (fact: string): boolean =>
    /\b(?:like a|like an|like the|as if|imagine|the same (?:thing|way)|as (?:big|small|fast|hot|cold|heavy|light|tall|long) as|compared)\b/i.test(
      fact,
    );
  const own = subject.facts.find(isOne);
  const wish = COMPARE[subject.index % COMPARE.length] ?? '';
  return own ?? wish.replace('{T}', material.topic.inside);
}

function actionOf({ material }: Place): string {
  const { show, topic } = material;
  const follow = show.name === null ? 'Follow us for the next one' : `Follow ${show.name} for the next one`;
  return `${follow}, and tell us what you would ask about ${topic.inside}.`;
}

/** Only counts of the material and of the request. */
function reasonsOf({ subject, material }: Place): readonly string[] {
  const { topic, show, source } = material;
  const counted = keyPhrases(subject.facts, topic.terms)
    .slice(0, 3)
    .flatMap(({ text }) => {
      const terms = termsOf(text);
      const n = source.filter((sentence) => terms.every((term) => termsOf(sentence).includes(term))).length;
      return n < 2 ? [] : [`“${capital(text)}” comes up in ${n} of ${source.length} sentences of the material.`];
    });
  return [
    ...counted,
    ...(topic.origin === 'named' ? [`It is what was asked for: ${topic.inside}.`] : []),
    ...(show.premise === null ? [] : [`It fits the show: ${asSentence(uncapital(show.premise))}`]),
    ...(material.covered.length === 0
      ? []
      : [`Earlier work covered ${material.covered.length} ideas; this is not one of them.`]),
    'It can be told as a question that people answer for themselves.',
  ];
}

function conceptTexts({ subject, material }: Place): readonly string[] {
  const phrases = keyPhrases(subject.facts, material.topic.terms).map(({ text }) => capital(text));
  const covered = new Set(material.covered.map((text) => text.toLowerCase().trim()));
  const fresh = [...subject.concepts, ...phrases].filter((text) => !covered.has(text.toLowerCase()));
  const words = [...material.topic.terms].filter((term) => term.length > 2).map(capital);
  return [
    ...new Map(
      [...fresh, ...words, ...LENSES.map(({ concept }) => concept)].map((text) => [text.toLowerCase(), text]),
    ).values(),
  ];
}

/** A topic of a few words is the first hashtag. */
function hashtagsOf(place: Place): readonly string[] {
  const { title } = place.material.topic;
  const texts = wordCount(title) <= MAX_TAG_WORDS ? [title, ...conceptTexts(place)] : conceptTexts(place);
  const tags = texts.map((text) => wordsOf(text).map(capital).join('')).filter((text) => text !== '');
  return [...new Set(tags)].map((tag) => `#${tag}`);
}

/** Short enough to be read on a screen. */
function captionsOf({ subject }: Place): readonly string[] {
  const lines = subject.facts.length > 0 ? subject.facts : [subject.question, ...subject.points];
  return lines.map((line) =>
    line.length <= 90
      ? line
      : cutTo(line, 84)
          .replace(/[.,;:]+$/, '')
          .concat('…'),
  );
}

const shotAt = (index: number): string => SHOTS[index % SHOTS.length] ?? 'Wide shot';

/** The picture after everything was told. */
const lastOf = ({ facts, picture }: Pick<Subject, 'facts' | 'picture'>): string =>
  facts.findLast((fact) => !fact.endsWith('?')) ?? picture;

/** The motion of a scene: what it tells. */
const motionOf = ({ facts, picture }: Subject): string =>
  facts.length > 0 ? facts.join(' ') : `The view moves slowly across ${uncapital(picture.replace(/[.!?]+$/, ''))}.`;

/** What the pictures of a whole have in common. */
function lookOf({ show: { colors } }: Material): string {
  const [background, accent, text] = colors;
  const palette = background === undefined ? 'few colours' : `mostly ${listOf([background, text ?? '#ffffff'])}`;
  const light = accent === undefined ? 'one accent' : `${accent} as the accent`;
  return `Flat shapes with soft edges and calm, low light; ${palette}, ${light}. One subject, seen from near, with space around it.`;
}

function pictureOf({ subject, material }: Place, shot: string, seen: string = subject.picture): string {
  const { colors, tone } = material.show;
  const mood = tone === null ? 'Calm light' : `Mood: ${(tone.split(/[.;]/)[0] ?? tone).toLowerCase()}`;
  const palette = colors.length > 0 ? `, colours ${listOf(colors.slice(0, 3))}` : '';
  const what = seen.replace(/[.!?]+$/, '');
  return `${shot}: ${/^(?:a|an|the|one|two|many)\s/i.test(what) ? uncapital(what) : what}. ${mood}${palette}, clear shapes, no lettering.`;
}

/** For one voice: the facts, or questions with ways to approach them. */
function spokenOf(place: Place): string {
  const { subject, material, words } = place;
  const most = words ?? (subject.count > 1 ? 40 : 120);
  if (subject.facts.length === 0 && most > 50) return monologue(place, most);
  const closing = place.end === 'closes' && !(isToBeShorter(material) && most < 20) ? closingOf(material) : '';
  const room = Math.max(4, most - wordCount(closing));
  const lines =
    subject.facts.length > 0
      ? fromWhatFits(subject.facts, room, material)
      : [subject.question, ...subject.points.filter((point) => point !== subject.question)];
  const told: string[] = [];
  let count = 0;
  for (const line of subject.count > 1 || most > 300
    ? lines
    : choose(lines, material, Math.max(2, Math.ceil(most / 14)))) {
    const next = wordCount(line);
    if (count > 0 && count + next / 2 > room) break;
    told.push(asSentence(line));
    count += next;
  }
  return [...told, closing].filter((text) => text !== '').join(' ');
}

/** Fewer words do not fill twenty seconds, and are short enough for everybody. */
const SHORT_ENOUGH = 55;

const isToBeShorter = ({ feedback, words }: Material): boolean => feedback.scale < 1 && (words ?? 0) >= SHORT_ENOUGH;

/** If something shorter was requested, skips a first sentence that takes twice the room, if there is another. */
function fromWhatFits(facts: readonly string[], room: number, material: Material): readonly string[] {
  if (!isToBeShorter(material)) return facts;
  const at = facts.findIndex((fact) => !material.hangsOn.has(fact) && wordCount(fact) <= room * 1.5);
  return at > 0 ? facts.slice(at) : facts;
}

function closingOf({ topic, show }: Material): string {
  return new Phrases({ seed: topic.title, index: 0, count: 1 }, show.avoid).next(CLOSINGS, { T: topic.inside }) ?? '';
}

function monologue({ subject, material }: Place, words: number): string {
  const speakers = material.show.characters.slice(0, 1);
  const turns = talk({ subject, material, speakers, words, min: 1, max: 400 });
  return turns
    .filter(({ act }) => act !== 'agree')
    .map(({ text }) => text)
    .join(' ');
}
