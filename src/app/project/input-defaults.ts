/** What puts the defaults into the inputs of a run and checks them. Loaded for pipelines that say what their inputs are. */
import type { Pipeline } from '../../model/pipeline.ts';
import type { ApplyDefaults } from '../../parse/manifest/inputs.ts';

export async function defaultsFor({ inputs }: Pipeline): Promise<ApplyDefaults> {
  if (inputs === null) return (_schema, value) => ({ value, errors: [] });
  const { loadJsonSchemas } = await import('../../adapters/json-schema.ts');
  return (await loadJsonSchemas()).applyDefaults;
}
