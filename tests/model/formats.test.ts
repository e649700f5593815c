/** The formats as JSON Schemas: complete for an editor, and equal to what the program checks and its types say. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { validateCall } from '../../src/parse/generated/call-validator.js';
import { validateCheckpoint } from '../../src/parse/generated/checkpoint-validator.js';
import { validateConfig } from '../../src/parse/generated/config-validator.js';
import { validatePipeline } from '../../src/parse/generated/pipeline-validator.js';
import { validateRun } from '../../src/parse/generated/run-validator.js';
import type { Validate } from '../../src/parse/schema/mistakes.ts';

const root = path.join(import.meta.dirname, '../..');

interface Schema {
  readonly [keyword: string]: unknown;
}
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const validators: Readonly<Record<string, Validate>> = {
  pipeline: validatePipeline,
  run: validateRun,
  config: validateConfig,
  call: validateCall,
  checkpoint: validateCheckpoint,
};

function read(name: string): Schema {
  const schema: unknown = JSON.parse(readFileSync(path.join(root, `schemas/${name}.schema.json`), 'utf8'));
  assert.ok(isSchema(schema));
  return schema;
}

/** Every schema inside a schema, with its JSON Pointer; entries of `properties` and `$defs` are marked as named. */
function* parts(schema: Schema, at = '#', kind: 'named' | 'inner' = 'inner'): Generator<[string, Schema, string]> {
  yield [at, schema, kind];
  for (const keyword of ['properties', '$defs', 'dependentSchemas']) {
    const named = schema[keyword];
    if (!isSchema(named)) continue;
    const entryKind = keyword === 'dependentSchemas' ? 'inner' : 'named';
    for (const [name, entry] of Object.entries(named))
      if (isSchema(entry)) yield* parts(entry, `${at}/${keyword}/${name}`, entryKind);
  }
  for (const keyword of ['items', 'additionalProperties', 'then', 'if']) {
    const inner = schema[keyword];
    if (isSchema(inner)) yield* parts(inner, `${at}/${keyword}`);
  }
}

/** Conditions are no part of what an editor shows. */
const isShown = (at: string): boolean => !/\/(if|then|allOf|dependentSchemas)(\/|$)/.test(at);

/** What each place in a schema asks for, checked by the standard library of JSON Schema. */
async function standardChecks(schema: Schema): Promise<(pointer: string, value: unknown) => boolean> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ allowUnionTypes: true, strictTypes: false, strictRequired: false, inlineRefs: false });
  ajv.addSchema(schema, 'root');
  return (pointer, value) => {
    const check = ajv.getSchema(`root${pointer}`);
    assert.ok(check, pointer);
    return check(value) === true;
  };
}

for (const name of [...Object.keys(validators), 'event', 'log']) {
  test(`${name}: every key has a description for editors`, () => {
    const silent = [...parts(read(name))].filter(([at, part, kind]) => {
      return kind === 'named' && isShown(at) && typeof part.description !== 'string';
    });
    assert.deepEqual(
      silent.map(([at]) => at),
      [],
    );
  });

  test(`${name}: every object with its own keys is closed`, () => {
    const open = [...parts(read(name))].filter(([at, part]) => {
      return isShown(at) && isSchema(part.properties) && part.additionalProperties !== false;
    });
    assert.deepEqual(
      open.map(([at]) => at),
      [],
    );
  });

  test(`${name}: every example is valid at its place`, async () => {
    const schema = read(name);
    const check = await standardChecks(schema);
    for (const [at, part] of parts(schema)) {
      if (!Array.isArray(part.examples)) continue;
      for (const example of part.examples) assert.ok(check(at, example), `${at}: ${JSON.stringify(example)}`);
    }
  });
}

for (const [name, validate] of Object.entries(validators)) {
  test(`${name}: the generated validator accepts the file's examples and refuses an unknown key`, () => {
    const { title, $id, examples } = read(name);
    assert.equal($id, `${name}.schema.json`);
    assert.equal(typeof title, 'string');
    assert.ok(Array.isArray(examples) && examples.length > 0);
    for (const example of examples) {
      assert.ok(validate(example), JSON.stringify(validate.errors));
      assert.ok(!validate({ ...example, surprise: 1 }));
      assert.ok(validate.errors?.some(({ params }) => params.additionalProperty === 'surprise'));
    }
  });
}

test('the schema of events accepts the example of every kind of event', async () => {
  const schema = read('event');
  const check = await standardChecks(schema);
  const definitions = schema.$defs;
  assert.ok(isSchema(definitions));
  const examples = Object.values(definitions).flatMap((part) =>
    isSchema(part) && Array.isArray(part.examples) ? part.examples : [],
  );
  const events = examples.filter((example) => isSchema(example) && 'at' in example);
  assert.ok(events.length > 10);
  for (const event of events) assert.ok(check('#', event), JSON.stringify(event));
});

test('all mistakes of a file are reported at once, each with its place', () => {
  const stages = { a: { uses: 'comand', with: {}, tiemout: '5m' }, b: { uses: 'command', with: {}, timeout: '5 min' } };
  assert.ok(!validatePipeline({ stages, nmae: 'x' }));
  const told = validatePipeline.errors?.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`) ?? [];
  for (const expected of [
    ' additionalProperties',
    '/stages/a additionalProperties',
    '/stages/a/uses enum',
    '/stages/b/with required',
    '/stages/b/timeout pattern',
  ])
    assert.ok(told.includes(expected), `${expected} is not among ${told.join(', ')}`);
});

test('keys inherited from a prototype do not count', () => {
  const inherited: unknown = Object.create({ pipeline: 'podcast' });
  assert.ok(!validateRun(inherited));
});

test('`template` and `text` exclude each other, and one of them is required', () => {
  const stage = (given: object) => ({ stages: { page: { uses: 'write', with: { to: 'page.md', ...given } } } });
  assert.ok(validatePipeline(stage({ text: '' })));
  assert.ok(validatePipeline(stage({ template: 'page.md' })));
  assert.ok(!validatePipeline(stage({})));
  assert.ok(!validatePipeline(stage({ text: '', template: 'page.md' })));
});

test('paths in a checkpoint cannot leave the project', () => {
  const [example] = read('checkpoint').examples as readonly Schema[];
  const withLog = (log: string) => {
    const copy = structuredClone(example) as { stages: { hello: { attempts: [{ log: string }] } } };
    copy.stages.hello.attempts[0].log = log;
    return copy;
  };
  assert.ok(validateCheckpoint(withLog('runs/hello.run/logs/hello.1.log')));
  for (const log of ['/etc/passwd', '../x', 'runs/../../x', 'a\n/../x', 'runs/..', 'a\\b'])
    assert.ok(!validateCheckpoint(withLog(log)), log);
});

test('the validators load no package', () => {
  for (const name of ['pipeline-validator', 'run-validator', 'config-validator', 'checkpoint-validator']) {
    const code = readFileSync(path.join(root, `src/parse/generated/${name}.js`), 'utf8');
    assert.ok(!/\b(import|require)\b\s*[({'"*]/.test(code));
  }
});
