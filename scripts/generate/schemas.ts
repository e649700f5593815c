/** The product's own JSON Schemas from schemas/. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Schema {
  readonly [keyword: string]: unknown;
}

const SCHEMA_NAMES = ['pipeline', 'run', 'config', 'call', 'checkpoint', 'event'] as const;

export async function readSchemas(folder: string): Promise<ReadonlyMap<string, Schema>> {
  const schemas = new Map<string, Schema>();
  for (const name of SCHEMA_NAMES) {
    const schema: unknown = JSON.parse(await readFile(path.join(folder, `${name}.schema.json`), 'utf8'));
    if (!isSchema(schema)) throw new Error(`schemas/${name}.schema.json is no object`);
    schemas.set(name, schema);
  }
  return schemas;
}

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function schemaOf(schemas: ReadonlyMap<string, Schema>, name: string): Schema {
  const schema = schemas.get(name);
  if (!schema) throw new Error(`there is no schema called ${name}`);
  return schema;
}

/** A copy with `change` applied to every object, the innermost first. */
export function mapSchema(schema: unknown, change: (schema: Schema) => Schema): unknown {
  if (Array.isArray(schema)) return schema.map((entry) => mapSchema(entry, change));
  if (!isSchema(schema)) return schema;
  return change(Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, mapSchema(value, change)])));
}
