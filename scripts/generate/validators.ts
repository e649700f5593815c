/** JSON Schema -> a module with its validator that imports nothing, so that a start need not load ajv. */
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import next from 'ajv/dist/vocabularies/next.js';
import { isSchema, mapSchema, type Schema, schemaOf } from './schemas.ts';

const headerFor = (source: string): string => `// Generated from ${source} by \`npm run generate\`. Do not edit.\n`;
const HEADER = headerFor('schemas/*.schema.json');

/** Small definitions such as `duration` are inlined: their errors then contain `#/$defs/duration/pattern`. */
const INLINED_KEYWORDS = 3;

/** Replacements for ajv's helpers: the length of a text in Unicode characters, and equality of texts. */
const HELPERS: Readonly<Record<string, string>> = {
  'require("ajv/dist/runtime/equal").default': '(a, b) => a === b',
  'require("ajv/dist/runtime/ucs2length").default':
    '(text) => { let length = 0; for (const _ of text) length++; return length; }',
};

export function validatorModule(schemas: ReadonlyMap<string, Schema>, name: string): string {
  const ajv = new Ajv({
    allErrors: true,
    ownProperties: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
    discriminator: true,
    messages: false,
    inlineRefs: INLINED_KEYWORDS,
    code: { source: true, esm: true, lines: true },
  });
  // All of 2020-12 that our schemas use; the rest would add bookkeeping to every line.
  ajv.addVocabulary(next.default);
  ajv.addSchema(withDiscriminators(withoutAnnotations(schemaOf(schemas, name))), name);
  return HEADER + moduleOf(ajv, { [functionName(name)]: name });
}

const META_SCHEMA = 'https://json-schema.org/draft/2020-12/schema';

/** For schemas that users write: ajv would compile it in every run, which takes longer than all of their schemas. */
export function metaValidatorModule(): string {
  const ajv = new Ajv2020({
    strict: false,
    messages: false,
    validateFormats: false,
    code: { source: true, esm: true, lines: true },
  });
  return headerFor(`the meta-schema ${META_SCHEMA}`) + moduleOf(ajv, { isSchema: META_SCHEMA });
}

export const metaValidatorDeclaration = (): string =>
  `${headerFor(`the meta-schema ${META_SCHEMA}`)}/** Is that a JSON Schema 2020-12? Formats, such as that of \`$id\`, are not looked at. */
export declare const isSchema: (value: unknown) => boolean;
`;

/** @param exports name of a function -> name of its schema. */
function moduleOf(ajv: Ajv | Ajv2020, exports: Readonly<Record<string, string>>): string {
  let code = standalone.default(ajv, exports);
  for (const [from, to] of Object.entries(HELPERS)) code = code.replaceAll(from, to);
  const left = /require\([^)]*\)/.exec(code);
  if (left) throw new Error(`the validators would still load ${left[0]}: add it to HELPERS`);
  return shorter(code.replace(/^"use strict";/, '').trimStart());
}

/** Shortens the code: ajv writes nine lines where one is enough. */
function shorter(code: string): string {
  const report =
    /const (err\d+) = (\{.*\});\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g;
  return withoutSchemas(code.replace(report, '(vErrors ??= []).push($2);\nerrors++;'));
}

/** Replaces ajv's copies of the schemas, which V8 would create at each start, by the values that are read from them. */
function withoutSchemas(code: string): string {
  const schemas = new Map<string, unknown>();
  const bare = code.replace(/^const (schema\d+) = (.*);\n/gm, (_, name: string, json: string) => {
    schemas.set(name, JSON.parse(json));
    return '';
  });
  /** Text of an object with the known names -> name of its variable. */
  const sets = new Map<string, string>();
  const setOf = (names: string): string => {
    const known = sets.get(names) ?? `names${sets.size}`;
    sets.set(names, known);
    return known;
  };
  const read = /(\.call\()?\b(schema\d+)((?:\.\w+|\[\d+\])*)/g;
  const short = bare.replace(read, (_, asked: string | undefined, name: string, steps: string) => {
    const part = partOf(schemas.get(name), steps);
    return asked === undefined ? JSON.stringify(part) : `${asked}${setOf(namesIn(part))}`;
  });
  return short + [...sets].map(([names, called]) => `const ${called} = ${names};\n`).join('');
}

/** @param steps `.properties.format.anyOf[0]` */
function partOf(schema: unknown, steps: string): unknown {
  const part = (steps.match(/\w+/g) ?? []).reduce<unknown>(
    (whole, step) => (typeof whole === 'object' && whole !== null ? Reflect.get(whole, step) : undefined),
    schema,
  );
  if (part === undefined) throw new Error(`the validators read ${steps} of a schema that has no such part`);
  return part;
}

const namesIn = (properties: unknown): string =>
  JSON.stringify(Object.fromEntries(Object.keys(isSchema(properties) ? properties : {}).map((name) => [name, 1])));

const functionName = (name: string): string => `validate${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** Texts for people, which ajv would copy into the code. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['$schema', 'title', 'description', 'examples', 'default']);

/** Keys of `properties` and `$defs` are names, even if they look like keywords. */
function withoutAnnotations(schema: Schema): Schema {
  const bare: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (ANNOTATIONS.has(keyword)) continue;
    if (keyword === 'properties' || keyword === '$defs') bare[keyword] = mapValues(value);
    else if (Array.isArray(value))
      bare[keyword] = value.map((entry) => (isSchema(entry) ? withoutAnnotations(entry) : entry));
    else bare[keyword] = isSchema(value) && keyword !== 'const' ? withoutAnnotations(value) : value;
  }
  return bare;
}

function mapValues(named: unknown): unknown {
  if (!isSchema(named)) return named;
  return Object.fromEntries(
    Object.entries(named).map(([name, value]) => [name, isSchema(value) ? withoutAnnotations(value) : value]),
  );
}

/** Unions by `type` become lookups instead of trials, and only errors of the intended variant are reported. */
function withDiscriminators(root: Schema): Schema {
  const changed = mapSchema(root, (part) =>
    Array.isArray(part.oneOf) && part.oneOf.every((variant) => hasTypeConstant(root, variant))
      ? { ...part, type: 'object', required: ['type'], discriminator: { propertyName: 'type' } }
      : part,
  );
  if (!isSchema(changed)) throw new Error('a schema is no object');
  return changed;
}

function hasTypeConstant(root: Schema, variant: unknown): boolean {
  const name = isSchema(variant) && typeof variant.$ref === 'string' ? variant.$ref.replace('#/$defs/', '') : '';
  const definition = isSchema(root.$defs) ? root.$defs[name] : null;
  const type = isSchema(definition) && isSchema(definition.properties) ? definition.properties.type : null;
  return isSchema(type) && typeof type.const === 'string';
}

/** For error messages. A function, because V8 does not parse its body before the first mistake. */
export const schemaFunction = (schemas: ReadonlyMap<string, Schema>, name: string): string =>
  `export const ${name}Schema = () => (${JSON.stringify(schemaOf(schemas, name))});\n`;

export const schemaDeclaration = (name: string): string =>
  `import type { JsonObject } from '../../model/json.ts';\nexport declare const ${name}Schema: () => JsonObject;\n`;

export const validatorDeclaration = (name: string): string =>
  `${HEADER}import type { Validate } from '../schema/mistakes.ts';
export declare const ${functionName(name)}: Validate;
`;
