/** Checks outputs of stages against the schemas that a run is pinned to. */
import { readBytes } from '../../adapters/disk/safe-read.ts';
import { loadJsonSchemas, schemaMessages } from '../../adapters/json-schema.ts';
import type { OutputCheck } from '../../adapters/workspace.ts';
import type { Failure } from '../../model/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { readYaml } from '../../parse/yaml/document.ts';

const MAX_BYTES = 1024 * 1024;
const MOST_SHOWN = 5;

/** Reads each schema once. */
export function outputCheck(): OutputCheck {
  const schemas = new Map<string, JsonObject | Failure>();
  return async (file, output) => {
    const schema = schemas.get(file) ?? readSchema(file) ?? unreadable(file);
    schemas.set(file, schema);
    return isFailure(schema) ? schema : misfit(schema, output, file);
  };
}

async function misfit(schema: JsonObject, output: Json, file: string): Promise<Failure | null> {
  const { check } = await loadJsonSchemas();
  const messages = schemaMessages(check(schema, output), { schema, value: output, root: 'the output' });
  if (messages.length === 0) return null;
  const more = messages.length > MOST_SHOWN ? [`and ${messages.length - MOST_SHOWN} more`] : [];
  return {
    code: 'output/schema',
    message: `the output does not match its schema: ${[...messages.slice(0, MOST_SHOWN), ...more].join('; ')}`,
    hint: `fix the stage, or ${file.replace(/^.*\/pinned\/\d+\//s, '')}; what it printed is in its log`,
    retry: 'policy',
  };
}

/** The file is a pinned copy, so it is small and was read before. */
export function readSchema(file: string): JsonObject | null {
  const read = readBytes(file, { maxBytes: MAX_BYTES });
  const { document } = read.ok ? readYaml(file, read.value) : { document: null };
  return isJsonObject(document?.value) ? document.value : null;
}

const unreadable = (file: string): Failure => ({
  code: 'output/schema-unreadable',
  message: `the schema ${file} cannot be read`,
  retry: 'never',
});

const isFailure = (value: JsonObject | Failure): value is Failure =>
  'code' in value && 'retry' in value && 'message' in value;
