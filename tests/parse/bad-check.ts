/** Checks a file as `validate` does, by the first word of its name: pipeline, run or config. */
import { loadJsonSchemas } from '../../src/adapters/json-schema.ts';
import { projectPath } from '../../src/model/brand.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { DEFAULT_CONFIG, parseConfig } from '../../src/parse/config.ts';
import { checkInputs } from '../../src/parse/manifest/inputs.ts';
import { checkManifest, checkPipelineName, parseManifest } from '../../src/parse/manifest.ts';
import { parsePipeline } from '../../src/parse/pipeline.ts';
import { config, reader } from './bad-project.ts';
import '../rig/languages.ts';

export async function mistakesIn(name: string, bytes: Uint8Array | string): Promise<readonly Diagnostic[]> {
  if (name.startsWith('config-')) return parseConfig('pipeline-runner.config.yaml', bytes).diagnostics;
  if (name.startsWith('run-')) return mistakesInRun(bytes);
  const file = projectPath('pipelines/self.yaml');
  return parsePipeline(file, reader({ [file]: bytes }), { config, names: () => ['demo', 'child'] }).diagnostics;
}

async function mistakesInRun(bytes: Uint8Array | string): Promise<readonly Diagnostic[]> {
  const { manifest, document, diagnostics } = parseManifest('runs/self.yaml', bytes);
  const { pipeline } = parsePipeline(projectPath('pipelines/demo.yaml'), reader(), { config });
  if (!manifest || !document || !pipeline) return diagnostics;
  const unknown = checkPipelineName(document, reader(), () => ['demo', 'child']);
  if (unknown.length > 0) return unknown;
  const { applyDefaults } = await loadJsonSchemas();
  return [
    ...diagnostics,
    ...checkManifest(document, pipeline, DEFAULT_CONFIG),
    ...checkInputs(pipeline, document, applyDefaults).diagnostics,
  ];
}
