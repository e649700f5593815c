/**
 * The schema of the log's lines, derived from that of the events: a line for an event is the event with `event` in
 * place of `type`, and `time` and `level` in place of `at`. Lines that are not events of a run are defined here.
 */
import { isSchema, type Schema, schemaOf } from './schemas.ts';

/** Never written: `isInformative` of src/model/event.ts. */
const UNWRITTEN = 'attempt_progressed';

const TIME = '2026-11-23T18:00:00.000Z';
const HEAD: Readonly<Record<string, Schema>> = {
  level: { $ref: '#/$defs/level', description: 'How much it matters.' },
  time: { $ref: '#/$defs/time', description: 'When it happened.' },
};
const HEAD_KEYS = Object.keys(HEAD);
const ofRun = (more = ''): Schema => ({ $ref: '#/$defs/run', description: `The id of its run${more}.` });
const eventOf = (name: string): Schema => ({ description: 'What happened.', const: name });
const serial = (description: string): Schema => ({ description, type: 'integer', minimum: 0, examples: [7] });
const nullable = (schema: Schema, description: string): Schema => ({
  description,
  anyOf: [schema, { type: 'null' }],
});

const DEFINITIONS: Readonly<Record<string, Schema>> = {
  level: { description: 'How much a line matters.', type: 'string', enum: ['info', 'warn', 'error'] },
  time: {
    description: 'A time in UTC, with milliseconds.',
    type: 'string',
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$',
    examples: [TIME],
  },
  taker: {
    description: 'A process that worked on a run.',
    type: 'object',
    additionalProperties: false,
    required: ['host', 'pid', 'started_at'],
    properties: {
      host: { description: 'Its machine.', type: 'string', examples: ['laptop'] },
      pid: { description: 'Its number there.', type: 'integer', minimum: 0, examples: [4711] },
      started_at: { $ref: '#/$defs/time', description: 'When it took the run up.' },
    },
  },
  run_taken_over: line('run-taken-over', 'A run goes on after a process that was killed.', {
    run: ofRun(),
    from: { $ref: '#/$defs/taker', description: 'The process before.' },
  }),
  told: line('diagnostic', 'What people were told of a file that was refused, put back, or does not count.', {
    run: nullable({ $ref: '#/$defs/run' }, 'The id of its run; null: of none.'),
    diagnostic: { $ref: '#/$defs/diagnostic', description: 'What.' },
    digest: nullable({ $ref: '#/$defs/sha256' }, 'Of the file as it stood then; null: there was none to be read.'),
    commit: nullable({ type: 'string' }, 'The newest of the branch that is followed; null: none is.'),
  }),
  config_changed: line('config-changed', 'A run works under another config than the last one did.', {
    file: nullable({ type: 'string' }, 'The config; null: there is none.'),
    digest: nullable({ $ref: '#/$defs/sha256' }, 'Of the file; null: there is none.'),
    before: nullable({ $ref: '#/$defs/sha256' }, 'Of that before; null: there was none, or nothing is known of it.'),
  }),
  checkpoint_adopted: line('checkpoint-adopted', 'Somebody took a checkpoint as it stands, with `adopt`.', {
    run: ofRun(),
    had: serial('The serial of the file.'),
    knew: serial('The serial of what this machine knew, which was dropped.'),
    serial: serial('The serial of the run from now on.'),
  }),
};

function line(event: string, description: string, properties: Readonly<Record<string, Schema>>): Schema {
  const keys = { ...HEAD, event: eventOf(event), ...properties };
  return { description, type: 'object', additionalProperties: false, required: Object.keys(keys), properties: keys };
}

/** Of these, the log's own come after the events. */
const OWN = ['run_taken_over', 'told', 'config_changed', 'checkpoint_adopted'];

export function logSchema(schemas: ReadonlyMap<string, Schema>): Schema {
  const event = schemaOf(schemas, 'event');
  const definitions = event.$defs;
  if (!isSchema(definitions)) throw new TypeError('the schema of events has no $defs');
  const names = referencesIn(event.oneOf).filter((name) => name !== UNWRITTEN);
  const lines = names.map((name) => [name, lineOf(definitions[name])] as const);
  const all = { ...definitions, ...Object.fromEntries(lines), ...DEFINITIONS };
  const oneOf = [...names, ...OWN].map((name) => ({ $ref: `#/$defs/${name}` }));
  const used = reached(oneOf, all);
  return {
    $schema: event.$schema,
    $id: 'log.schema.json',
    title: 'Line of the log',
    description: 'One line of `.pipeline-runner/log.ndjson`: an event of a run, or what else is to be found later.',
    type: 'object',
    oneOf,
    examples: [
      { level: 'info', time: TIME, run: 'ep001', event: 'run-unpaused' },
      { level: 'warn', time: TIME, event: 'checkpoint-adopted', run: 'ep001', had: 7, knew: 9, serial: 10 },
    ],
    $defs: Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name))),
  };
}

/** As src/adapters/event-log.ts writes it. */
function lineOf(definition: unknown): Schema {
  if (!isSchema(definition) || !isSchema(definition.properties)) throw new TypeError('an event has no properties');
  const { type, at: _, run: __, ...properties } = definition.properties;
  const required = strings(definition.required).filter((key) => !['type', 'at', 'run'].includes(key));
  const examples = Array.isArray(definition.examples) ? { examples: definition.examples.map(exampleOf) } : {};
  return {
    ...definition,
    required: [...HEAD_KEYS, 'run', 'event', ...required],
    properties: { ...HEAD, run: ofRun(), event: type, ...properties },
    ...examples,
  };
}

function exampleOf(example: unknown): unknown {
  if (!isSchema(example)) return example;
  const { type, at: _, run = 'ep001', ...rest } = example;
  return { level: 'info', time: TIME, run, event: type, ...rest };
}

const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const referencesIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map(([, name = '']) => name);

function reached(from: unknown, definitions: Schema): ReadonlySet<string> {
  const found = new Set(referencesIn(from));
  for (const name of found) for (const other of referencesIn(definitions[name])) found.add(other);
  return found;
}

const WIDTH = 120;

/** Formatted like biome: a value without objects is on one line if it fits. */
export const schemaText = (schema: Schema): string => `${printed(schema, '', 0)}\n`;

/** @param before number of characters before and after it on its line. */
function printed(value: unknown, indent: string, before: number): string {
  const flat = flatText(value);
  if (flat !== null && (!Array.isArray(value) || indent.length + before + flat.length <= WIDTH)) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((one) => inner + printed(one, inner, 1)).join(',\n')}\n${indent}]`;
  const entries = Object.entries(Object(value)).map(([key, one]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + printed(one, inner, name.length + 1);
  });
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
}

/** null: it contains an object. */
function flatText(value: unknown): string | null {
  if (!Array.isArray(value)) return isSchema(value) ? null : JSON.stringify(value);
  const inside = value.map(flatText);
  return inside.includes(null) ? null : `[${inside.join(', ')}]`;
}
