/** Adds the defaults to the inputs of a run, and checks them. Loaded only for pipelines that declare their inputs. */
import type { Pipeline } from '../../model/pipeline.ts';
import type { ApplyDefaults } from '../../parse/manifest/inputs.ts';

export async function defaultsFor({ inputs }: Pipeline): Promise<ApplyDefaults> {
  if (inputs === null) return (_schema, value) => ({ value, errors: [] });
  const { loadJsonSchemas } = await import('../../adapters/json-schema.ts');
  return (await loadJsonSchemas()).applyDefaults;
}
