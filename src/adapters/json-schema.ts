/**
 * Adapter: JSON Schema 2020-12 for schemas that users write. The door to ajv, which is loaded on first use.
 *
 * J1. Every pattern is matched in linear time; one that cannot be is an error of the schema.
 * J2. Only own properties count; unknown keywords are ignored; nothing is fetched.
 * J3. A given value is never changed: defaults are put into a copy.
 * J4. A check takes time and memory in proportion to the value, which may be the answer of a program or a model. In a
 *     large value only the first mistake is searched; of many mistakes only the first are reported; alternatives that
 *     refer to themselves are tried up to a limit.
 */
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { err, ok, type Result } from '../model/brand.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { mistakesOf, type SchemaError } from '../parse/schema/mistakes.ts';

export interface JsonSchemas {
  /** Errors of a value; empty: it is valid. A schema that cannot be used gives one error with the keyword `schema`. */
  check(schema: JsonObject, value: Json): readonly SchemaError[];
  /** Puts defaults into a copy of the value and checks the result. */
  applyDefaults(schema: JsonObject, value: Json): { readonly value: Json; readonly errors: readonly SchemaError[] };
}

let loading: Promise<JsonSchemas> | null = null;

/** Loads the validator once in each process; its checks are synchronous. */
export function loadJsonSchemas(): Promise<JsonSchemas> {
  loading ??= load();
  return loading;
}

/** Errors as sentences: `"title" must be a text, but it is the number 5`. */
export function schemaMessages(
  errors: readonly SchemaError[],
  checked: { readonly schema: JsonObject; readonly value: Json; readonly root: string },
): readonly string[] {
  return mistakesOf(errors, checked).map(({ message }) => message);
}

async function load(): Promise<JsonSchemas> {
  const [ajv, formats, { isSchema }, { matchesPattern }] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('ajv-formats'),
    import('../parse/generated/meta-validator.js'),
    import('../parse/text/regex.ts'),
  ]);
  const make = (useDefaults: 'apply' | 'ignore', errors: 'all' | 'first' = 'all'): Validators => {
    const steps: Steps = { left: 0 };
    const instance = new ajv.Ajv2020({
      strict: false,
      allErrors: errors === 'all',
      ownProperties: true,
      validateSchema: false, // see Validators
      validateFormats: true,
      addUsedSchema: false,
      logger: false,
      useDefaults: useDefaults === 'apply',
      code: {
        regExp: Object.assign((pattern: string) => linear(pattern, matchesPattern), { code: 'linear' }),
        process: (code) => code.replace(FUNCTION_HEAD, '$&self.step();'),
      },
    });
    Object.assign(instance, { step: () => takeStep(steps) });
    formats.default.default(instance);
    boundTime(instance);
    return new Validators(instance, isSchema, steps);
  };
  return schemasOf(make('ignore'), make('ignore', 'first'), make('apply'), () => make('apply', 'first'));
}

function schemasOf(
  plain: Validators,
  first: Validators,
  filling: Validators,
  makeFillingFirst: () => Validators,
): JsonSchemas {
  // Created on first use: few schemas need it, and each validator takes milliseconds to create.
  let made: Validators | null = null;
  const fillingFirst = (): Validators => {
    made ??= makeFillingFirst();
    return made;
  };
  return {
    check: (schema, value) => {
      const parts = partsOf(value);
      const all = isMuch(schema, parts) ? null : plain.errorsOf(schema, value, parts);
      return all ?? first.errorsOf(schema, value, parts) ?? [ENDLESS];
    },
    applyDefaults: (schema, value) => {
      const copy = structuredClone(value);
      const parts = partsOf(value);
      const validators = isMuch(schema, parts) ? fillingFirst() : filling;
      return { value: copy, errors: validators.errorsOf(schema, copy, parts) ?? [ENDLESS] };
    },
  };
}

/** null: it took too many steps. */
function run(validate: Result<ValidateFunction, string>, value: Json): readonly SchemaError[] | null {
  if (!validate.ok) return [unusable(validate.error)];
  try {
    return validate.value(value) ? [] : (validate.value.errors ?? []).slice(0, MOST_ERRORS);
  } catch (error) {
    if (error instanceof RangeError) return [unusable(`${WITHOUT_END}, or the value is nested too deeply`)];
    if (error instanceof TooManySteps) return null;
    throw error;
  }
}

const WITHOUT_END = 'it refers to itself endlessly';

const unusable = (why: string): SchemaError => ({
  ...{ instancePath: '', schemaPath: '#', keyword: 'schema', params: {} },
  message: `cannot be checked: ${why}`,
});

const ENDLESS = unusable('the schema nests alternatives endlessly');

/** J4. More entries and values than anybody would correct by hand. */
const MANY_PARTS = 20_000;
/** Parts of the value times parts of the schema: each entry may be compared with each alternative, and fail all. */
const MANY_PAIRS = 20_000_000;
const MOST_ERRORS = 2_000;
const LONGEST_URL = 8_192;

const isMuch = (schema: JsonObject, parts: number): boolean =>
  parts > MANY_PARTS || (parts > MANY_PAIRS / MANY_PARTS && parts * partsOf(schema) > MANY_PAIRS);

function partsOf(value: Json): number {
  const open: Json[] = [value];
  let parts = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    const inside: readonly Json[] = Array.isArray(at) ? at : Object.values(at);
    parts += inside.length;
    for (const part of inside) if (typeof part === 'object') open.push(part);
  }
  return parts;
}

/** J4. A step is one reference that is followed; schemas of trees take a few for each part of the value. */
interface Steps {
  left: number;
}
const STEPS_AT_LEAST = 200_000;
const STEPS_A_PART = 20;
/** The head of each function that ajv generates for a schema, and for each schema that is referred to. */
const FUNCTION_HEAD = /\bfunction validate\d+\([^)]*\)\{/;

class TooManySteps extends Error {}

function takeStep(steps: Steps): void {
  steps.left -= 1;
  if (steps.left < 0) throw new TooManySteps('the check takes too many steps');
}

/** J4. ajv compares each entry of a list with every other, and its pattern for `url` backtracks. */
function boundTime(ajv: Ajv2020): void {
  const url = ajv.formats.url;
  if (url instanceof RegExp) ajv.addFormat('url', (text: string) => text.length <= LONGEST_URL && url.test(text));
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    errors: 'full',
    validate: hasNoEqual,
  });
}

interface Keyword {
  (isAsked: boolean, list: readonly Json[]): boolean;
  /** Where ajv looks for the errors. */
  errors?: Partial<ErrorObject>[];
}

const hasNoEqual: Keyword = (isAsked, list) => {
  const seen = new Map<string, number>();
  for (const [j, entry] of isAsked ? list.entries() : []) {
    const text = canonicalJson(entry);
    const i = seen.get(text);
    if (i !== undefined) {
      hasNoEqual.errors = [{ keyword: 'uniqueItems', params: { i: j, j: i } }];
      return false;
    }
    seen.set(text, j);
  }
  return true;
};

const META_SCHEMA = 'https://json-schema.org/draft/2020-12/schema';

/** Compiled schemas by identity: the schemas of a pipeline are read once and live as long as the pipeline. */
class Validators {
  readonly #ajv: Ajv2020;
  readonly #isSchema: (schema: JsonObject) => boolean;
  readonly #compiled = new WeakMap<JsonObject, Result<ValidateFunction, string>>();

  readonly #steps: Steps;

  /** @param isSchema replaces ajv's check against the meta-schema, which takes a tenth of the start of a run. */
  constructor(ajv: Ajv2020, isSchema: (schema: JsonObject) => boolean, steps: Steps) {
    this.#ajv = ajv;
    this.#isSchema = isSchema;
    this.#steps = steps;
  }

  /** null: the errors cannot be computed in a time in proportion to the value. */
  errorsOf(schema: JsonObject, value: Json, parts: number): readonly SchemaError[] | null {
    const validate = this.#of(schema);
    this.#steps.left = STEPS_AT_LEAST + STEPS_A_PART * parts;
    return run(validate, value);
  }

  #of(schema: JsonObject): Result<ValidateFunction, string> {
    const known = this.#compiled.get(schema);
    if (known) return known;
    const compiled = this.#compile(schema);
    this.#compiled.set(schema, compiled);
    return compiled;
  }

  #compile(schema: JsonObject): Result<ValidateFunction, string> {
    try {
      const bare = withOwnId(schema);
      const isOther = bare.$schema !== undefined && bare.$schema !== META_SCHEMA;
      // ajv describes what is wrong.
      if (isOther || !this.#isSchema(bare)) this.#ajv.validateSchema(bare, true);
      return ok(this.#ajv.compile(bare));
    } catch (error) {
      if (error instanceof RangeError) return err(`${WITHOUT_END}, or is nested too deeply`);
      // ajv throws a plain Error for an invalid schema; anything else is a bug.
      if (error instanceof Error && !(error instanceof TypeError)) return err(error.message.replaceAll(OWN_ID, '#'));
      throw error;
    }
  }
}

const OWN_ID = 'schema:/';

/**
 * Two schemas with the same `$id` (an old and a new version of a file) would clash, and references are local anyway.
 * Without an `$id`, ajv does not resolve `$ref: '#'`. `$async` is no keyword of JSON Schema, but with it ajv would
 * return a promise, for which nobody waits.
 */
function withOwnId({ $id: _, $async: __, ...schema }: JsonObject): JsonObject {
  return { $id: OWN_ID, ...schema };
}

/** The interface that ajv needs of a regular expression: J1. */
function linear(
  pattern: string,
  matchesPattern: (text: string, pattern: string) => Result<boolean, string>,
): { test(text: string): boolean; toString(): string } {
  const usable = matchesPattern('', pattern);
  if (!usable.ok) throw new Error(`the pattern ${JSON.stringify(pattern)} cannot be used: ${usable.error}`);
  return {
    test: (text) => {
      const matched = matchesPattern(text, pattern);
      return matched.ok && matched.value;
    },
    // ajv caches patterns by this text.
    toString: () => pattern,
  };
}
