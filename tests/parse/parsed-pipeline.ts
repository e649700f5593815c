/** A pipeline out of a text and the files that it names. */
import assert from 'node:assert/strict';
import { projectPath } from '../../src/model/brand.ts';
import type { Config } from '../../src/model/config.ts';
import type { Pipeline, Stage } from '../../src/model/pipeline.ts';
import { type ParsedPipeline, parsePipeline } from '../../src/parse/pipeline.ts';
import { config, reader } from './bad-project.ts';
import '../rig/languages.ts';

export const FILE = projectPath('pipelines/self.yaml');

type Files = Readonly<Record<string, string | Uint8Array>>;

export const parse = (text: string, files: Files = {}, more: Partial<Config> = {}): ParsedPipeline =>
  parsePipeline(FILE, reader({ [FILE]: text, ...files }), { config: { ...config, ...more } });

export function good(text: string, files: Files = {}, more: Partial<Config> = {}): Pipeline {
  const { pipeline, diagnostics } = parse(text, files, more);
  assert.deepEqual(diagnostics, []);
  assert.ok(pipeline);
  return pipeline;
}

export function stage({ graph, finals }: Pipeline, id: string): Stage {
  const found = [...graph.stages, ...finals.stages].find((one) => one.id === id);
  assert.ok(found, id);
  return found;
}
