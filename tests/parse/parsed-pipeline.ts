/** A pipeline out of a text and the files that it names. */
import assert from 'node:assert/strict';
import { projectPath } from '../../src/model/brand.ts';
import type { Pipeline, Stage } from '../../src/model/pipeline.ts';
import { type ParsedPipeline, parsePipeline } from '../../src/parse/pipeline.ts';
import { config, reader } from './bad-project.ts';
import '../rig/languages.ts';

export const FILE = projectPath('pipelines/self.yaml');

export const parse = (text: string, more: Readonly<Record<string, string>> = {}): ParsedPipeline =>
  parsePipeline(FILE, reader({ [FILE]: text, ...more }), { config });

export function good(text: string, more: Readonly<Record<string, string>> = {}): Pipeline {
  const { pipeline, diagnostics } = parse(text, more);
  assert.deepEqual(diagnostics, []);
  assert.ok(pipeline);
  return pipeline;
}

export function stage(pipeline: Pipeline, id: string): Stage {
  const found = pipeline.graph.stages.find((candidate) => candidate.id === id);
  assert.ok(found, id);
  return found;
}
