/**
 * Fills a JSON Schema from the material, by the name and description of each place. Pure except for its memory.
 *
 * G1. The result fits the schema, if the schema can be met at all.
 * G2. Recursion ends: from the third visit of a definition, only required properties are filled.
 * G3. At most {@link MAX_VALUES} values are made; beyond that, only required ones.
 */
import { isJsonObject, type Json, type JsonObject } from '../../../model/json.ts';
import { hashOf } from '../seed.ts';
import type { Turn } from './dialogue.ts';
import { emotionOf, type Occasion, paceOf, ranked } from './enum.ts';
import { listOf } from './list.ts';
import { WORDS_PER_SECOND } from './material.ts';
import { keyOf } from './names.ts';
import { numberNear } from './number.ts';
import type { At, FillPlan, ListFiller } from './place.ts';
import { type Place, textsFor } from './prose.ts';
import { type Role, roleOf } from './roles.ts';
import { asList, asSchema, flat, merged, numberOr, typesOf } from './schema.ts';
import { fits, schemasFor } from './schema-check.ts';
import { boundsOf, fitted } from './string.ts';
import { slugOf, wordCount } from './words.ts';

const MAX_VALUES = 20_000;
const MAX_ROUNDS = 3;
const MAX_DEPTH = 40;
const BRANCHES = 12;
/** Properties that are left out unless required, since there is nothing to say. */
const NEEDLESS = /^(?:errors?|warnings?|refusal|comment|metadata|debug|extra)$/;
const NO =
  /^(?:is |has |was )?(?:explicit|nsfw|rejected|failed|error|blocked|skipped?|muted|hidden|deleted|unsafe|spoiler|sponsored)\b|^(?:contains|needs|requires)\b/;
/** Roles of values that are copied from the material wherever they occur. */
const KEPT: ReadonlySet<Role> = new Set([
  'id',
  'title',
  'order',
  'language',
  'show',
  'audience',
  'tone',
  'date',
  'address',
  'other',
  'concept',
]);

/** Roles of values that may be equal in several entries of a list. */
const REPEATED: ReadonlySet<Role> = new Set(['speaker', 'emotion', 'pace', 'move', 'transition', 'tone', 'look']);

export class Filler implements ListFiller {
  readonly plan: FillPlan;
  readonly root: JsonObject;
  #made = 0;

  constructor(plan: FillPlan) {
    this.plan = plan;
    this.root = plan.schema;
  }

  whole(): Json {
    const { whole, material, scale } = this.plan;
    return this.value(this.plan.schema, {
      ...{ name: '', subject: whole, index: 0, count: 1, depth: 0, within: 'whole', refs: new Map(), used: new Map() },
      ...{ turn: null, lean: 'all' },
      words: material.words === null ? null : material.words * scale,
      seconds: material.seconds,
    });
  }

  value(schema: Json | undefined, at: At): Json {
    this.#made += 1;
    const own = asSchema(schema);
    const inner = this.#inside(own, at);
    return this.#shaped(flat(own, this.root), inner);
  }

  #inside(schema: JsonObject, at: At): At {
    const { $ref } = schema;
    const refs = typeof $ref === 'string' ? new Map(at.refs).set($ref, (at.refs.get($ref) ?? 0) + 1) : at.refs;
    const rounds = typeof $ref === 'string' ? (refs.get($ref) ?? 0) : 0;
    const isLean = at.lean === 'required' || rounds >= MAX_ROUNDS || at.depth > 20 || this.#made > MAX_VALUES;
    return { ...at, refs, depth: at.depth + 1, lean: isLean ? 'required' : 'all' };
  }

  /** Tries the branches of every alternative, and takes the first with which the whole fits. */
  #shaped(schema: JsonObject, at: At): Json {
    if (at.depth > MAX_DEPTH) return null;
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      const branches = schema[keyword];
      if (Array.isArray(branches)) return this.#branched(schema, { keyword, branches }, at);
    }
    const { allChecks, ...rest } = schema;
    if (Array.isArray(allChecks) && allChecks.length > 0) {
      const [next, ...others] = allChecks;
      return this.#shaped({ ...rest, ...asSchema(next), ...(others.length > 0 ? { allChecks: others } : {}) }, at);
    }
    if (schema.if !== undefined) return this.#conditional(schema, at);
    const value = this.#plain(schema, at);
    if (schema.not === undefined || fits(value, schema, this.root)) return value;
    for (let variant = 1; variant <= 5; variant += 1) {
      const other = this.#plain(schema, { ...at, index: at.index + variant });
      if (fits(other, schema, this.root)) return other;
    }
    return value;
  }

  #branched(
    schema: JsonObject,
    { keyword, branches }: { keyword: 'oneOf' | 'anyOf'; branches: readonly Json[] },
    at: At,
  ): Json {
    const { [keyword]: _, ...base } = schema;
    const parts = branches.slice(0, BRANCHES).map(asSchema);
    const order = parts.toSorted((a, b) => this.#reluctance(a, at) - this.#reluctance(b, at));
    let first: Json | undefined;
    for (const branch of order) {
      const value = this.#shaped(merged(base, flat(branch, this.root)), this.#inside(branch, at));
      first ??= value;
      if (fits(value, schema, this.root)) return value;
      if (this.#made > MAX_VALUES * 2) break;
    }
    return first ?? this.#shaped(base, at);
  }

  /**
   * Order of the branches: null comes last, but first if only little is to be filled; recursive ones come last then.
   */
  #reluctance(branch: JsonObject, at: At): number {
    const isNull = branch.type === 'null' || branch.const === null;
    if (at.lean === 'all') return isNull ? 1 : 0;
    return isNull ? 0 : JSON.stringify(branch).includes('$ref') ? 2 : 1;
  }

  #conditional(schema: JsonObject, at: At): Json {
    const { if: condition, then, else: otherwise, ...base } = schema;
    const first = this.#shaped(base, at);
    const isMet = fits(first, condition, this.root);
    const branch = flat(asSchema(isMet ? then : otherwise), this.root);
    const value = this.#shaped(merged(base, branch), at);
    if (fits(value, schema, this.root)) return value;
    const met = this.#shaped(
      merged(merged(base, flat(asSchema(condition), this.root)), flat(asSchema(then), this.root)),
      at,
    );
    return fits(met, schema, this.root) ? met : value;
  }

  /** For a schema without alternatives. */
  #plain(schema: JsonObject, at: At): Json {
    if (schema.const !== undefined) return schema.const;
    const known = this.#known(schema, at);
    if (known !== undefined) return known;
    if (Array.isArray(schema.enum)) return this.#oneOf(schema.enum, schema, at);
    const types = typesOf(schema);
    const type = at.lean === 'required' && types.includes('null') ? 'null' : (types[0] ?? 'string');
    switch (type) {
      case 'object':
        return this.#object(schema, at);
      case 'array':
        return listOf(schema, at, this);
      case 'integer':
      case 'number':
        return this.#number(schema, at, types.includes('number') ? 'number' : 'integer');
      case 'boolean':
        return typeof schema.default === 'boolean'
          ? schema.default
          : !NO.test(at.name.replaceAll(/[_-]+/g, ' ').toLowerCase());
      case 'null':
        return null;
      default:
        return this.#text(schema, at);
    }
  }

  /** A known value of the same name: id and title of the segment in hand, the language. */
  #known(schema: JsonObject, at: At): Json | undefined {
    if (at.name === '' || !KEPT.has(this.#role(schema, at))) return undefined;
    const { fields } = at.subject;
    const own = Object.entries(fields).find(([key]) => keyOf(key) === keyOf(at.name))?.[1];
    const outer = at.within === 'whole' && at.depth <= 3 ? this.plan.material.known.get(keyOf(at.name)) : undefined;
    const value = own ?? outer;
    return value !== undefined && typeof value !== 'object' && value !== '' && fits(value, schema, this.root)
      ? value
      : undefined;
  }

  #role(schema: JsonObject, { name }: At): Role {
    const role = roleOf(name, typeof schema.description === 'string' ? schema.description : '');
    return role === 'motion' && Array.isArray(schema.enum) ? 'move' : role;
  }

  /** The last scene of something spoken closes it, unless the answer has a property for that. */
  #endOf({ within, index, count, subject }: At): Place['end'] {
    const { material } = this.plan;
    const isLast = within === 'list' && count > 2 && index === count - 1 && subject.count === count;
    const isNew = Object.keys(subject.fields).length === 0 && material.focus === null && subject.facts.length > 0;
    const hasOwn = Object.keys(asSchema(this.root.properties)).some((name) => roleOf(name, '') === 'action');
    return isLast && isNew && material.seconds !== null && !material.isStory && !hasOwn ? 'closes' : 'goes on';
  }

  #oneOf(values: readonly Json[], schema: JsonObject, at: At): Json {
    const { turn, subject } = at;
    const occasion: Occasion = {
      role: this.#role(schema, at),
      index: at.index,
      count: at.count,
      act: turn?.act ?? null,
      text:
        turn?.text ?? `${subject.title} ${subject.facts.slice(0, 6).join(' ')} ${this.plan.material.show.tone ?? ''}`,
      speaker: turn ? [turn.speaker.key, turn.speaker.name, turn.speaker.spoken] : [],
      variant: hashOf(this.plan.whole.title, String(this.plan.seed)) % 7,
    };
    const order = ranked(values, occasion);
    return order.find((value) => fits(value, schema, this.root)) ?? order[0] ?? null;
  }

  #number(schema: JsonObject, at: At, kind: 'integer' | 'number'): number {
    if (typeof schema.default === 'number' && fits(schema.default, schema, this.root) && at.count === 1)
      return schema.default;
    return numberNear(this.#wish(schema, at), schema, kind);
  }

  #wish(schema: JsonObject, at: At): number {
    const { material } = this.plan;
    const known = at.within === 'whole' ? material.known.get(keyOf(at.name)) : at.subject.fields[at.name];
    if (typeof known === 'number') return known;
    const role = this.#role(schema, at);
    const seconds = at.seconds ?? (at.count > 1 ? 5 : 60);
    if (role === 'seconds') return Math.round(seconds * 10) / 10;
    if (role === 'milliseconds') return Math.round(seconds * 1_000);
    if (role === 'minutes') return Math.max(0.1, Math.round((seconds / 60) * 10) / 10);
    if (role === 'words') return Math.round(at.words ?? seconds * WORDS_PER_SECOND);
    if (role === 'start') return Math.round(at.index * seconds * 10) / 10;
    if (role === 'end') return Math.round((at.index + 1) * seconds * 10) / 10;
    if (role === 'score') return scoreIn(schema, at);
    return at.count > 1 ? at.index + 1 : 1;
  }

  #text(schema: JsonObject, at: At): string {
    const role = this.#role(schema, at);
    const bounds = boundsOf(schema);
    const used = at.used.get(role) ?? new Set<string>();
    at.used.set(role, used);
    const candidates = this.#candidates(role, schema, at);
    const isUnique = !REPEATED.has(role) && at.count > 1;
    for (let variant = 0; variant < 12; variant += 1) {
      const numbered = variant === 0 ? candidates : candidates.map((text) => renamed(role, text, variant));
      const found = fitted(numbered, bounds, variant);
      const fresh = isUnique ? found.find((text) => !used.has(text)) : found[0];
      if (fresh === undefined) continue;
      used.add(fresh);
      return fresh;
    }
    const made = fitted([`${candidates[0] ?? ''} ${at.index + 1}`], bounds, at.index)[0] ?? '';
    used.add(made);
    return made;
  }

  #candidates(role: Role, schema: JsonObject, at: At): readonly string[] {
    const { turn } = at;
    if (turn && role === 'speaker') return [speakerName(turn, schema)];
    if (turn && role === 'emotion') return [emotionOf(turn.act)];
    if (turn && role === 'pace') return [paceOf(turn.text)];
    if (turn && (role === 'line' || role === 'body' || role === 'caption' || role === 'other')) return [turn.text];
    const { material } = this.plan;
    const place = { subject: at.subject, material, words: wordsLeft(role, at), index: at.index, end: this.#endOf(at) };
    const examples = [schema.default, ...asList(schema.examples)].filter((value) => typeof value === 'string');
    if (role === 'other' && at.name !== '' && examples.length > 0) return examples;
    const texts = textsFor(role, place);
    if (role === 'move' || role === 'transition') return [texts[at.index % texts.length] ?? ''];
    return role === 'id' && at.count > 1 && texts[0] === '' ? [`${at.name}-${at.index + 1}`] : texts;
  }

  #object(schema: JsonObject, at: At): JsonObject {
    const made: Record<string, Json> = Object.create(null);
    const names = this.#names(schema, at);
    const texts = names.filter((name) =>
      /^(?:hook|cta|calltoaction|outro|intro|closing|opening)$/.test(keyOf(name)),
    ).length;
    const words =
      at.words === null || texts === 0 || names.length === texts ? at.words : Math.max(20, at.words - 15 * texts);
    for (const name of names) {
      const parts = schemasFor(name, schema);
      const part = parts.length === 1 ? parts[0] : { allOf: [...parts] };
      made[name] = this.value(part, { ...at, name, words });
    }
    return { ...made };
  }

  #names(schema: JsonObject, at: At): readonly string[] {
    const required = asList(schema.required).filter((name) => typeof name === 'string');
    const declared = Object.keys(asSchema(schema.properties));
    const most = numberOr(schema.maxProperties, Number.POSITIVE_INFINITY);
    const isTaken = (name: string): boolean =>
      required.includes(name) ||
      (at.lean === 'all' && !NEEDLESS.test(keyOf(name)) && asSchema(schema.properties)[name] !== false);
    const names = new Set([...declared.filter(isTaken), ...required]);
    for (const name of [...names].reverse()) if (names.size > most && !required.includes(name)) names.delete(name);
    for (const [name, more] of Object.entries(asSchema(schema.dependentRequired))) {
      if (names.has(name)) for (const other of asList(more)) names.add(String(other));
    }
    const least = numberOr(schema.minProperties, 0);
    for (const name of declared) if (names.size < least) names.add(name);
    const isMap =
      declared.length === 0 &&
      (isJsonObject(schema.additionalProperties) || isJsonObject(schema.patternProperties)) &&
      at.lean === 'all';
    const wanted = Math.min(most, Math.max(least, isMap ? Math.max(names.size, 3) : 0));
    for (let i = 0; names.size < wanted && i < wanted * 4 + 20; i += 1) {
      const name = this.#newName(schema, at, i);
      if (schemasFor(name, schema)[0] !== false) names.add(name);
    }
    return [...names];
  }

  /** A name for an additional property. */
  #newName(schema: JsonObject, at: At, i: number): string {
    const patterns = Object.keys(asSchema(schema.patternProperties));
    const asked = flat(asSchema(schema.propertyNames), this.root);
    const rule = merged(
      asked,
      schema.additionalProperties === false && patterns[0] !== undefined
        ? flat({ pattern: patterns[0] }, this.root)
        : {},
    );
    if (Array.isArray(rule.enum)) return String(rule.enum[i % Math.max(1, rule.enum.length)]);
    const { characters } = this.plan.material.show;
    const names = /speaker|character|voice|cast/i.test(at.name)
      ? characters.map(({ key }) => key)
      : at.subject.concepts.map(slugOf);
    const wish = names[i] ?? `item-${i + 1}`;
    return fitted([wish === '' ? `item-${i + 1}` : wish, `item-${i + 1}`], boundsOf(rule), i)[0] ?? `item-${i + 1}`;
  }
}

const speakerName = ({ speaker }: Turn, { description }: JsonObject): string =>
  typeof description === 'string' && /\bname\b/i.test(description) && !/\b(?:id|key)\b/i.test(description)
    ? speaker.name
    : speaker.key;

/** Words for this entry of a list: its share, minus the excess of the entries before it. */
function wordsLeft(role: Role, { words, index, within, used }: At): number | null {
  if (words === null || within !== 'list') return words;
  const said = [...(used.get(role) ?? [])].reduce((sum, text) => sum + wordCount(text), 0);
  return said === 0 ? words : Math.min(words * 2, Math.max(words / 2, words * (index + 1) - said));
}

/** A variation of a text for its role: ids and titles get a number. */
function renamed(role: Role, text: string, variant: number): string {
  if (role === 'id' || role === 'file') return `${text}-${variant + 1}`;
  if (role === 'title' || role === 'concept' || role === 'picture') return `${text} (${variant + 1})`;
  return text;
}

/** Higher for earlier entries. */
function scoreIn({ minimum, maximum }: JsonObject, { index, count }: At): number {
  const low = numberOr(minimum, 0);
  const high = numberOr(maximum, low + 1);
  return low + (high - low) * (0.9 - (0.5 * index) / Math.max(1, count));
}
