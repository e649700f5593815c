/** Pipelines with gates in a few lines, for tests of the parser: what they become, and what is told of them where. */
import assert from 'node:assert/strict';
import type { Config } from '../../src/model/config.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Gate } from '../../src/model/gate.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import type { ParsedPipeline } from '../../src/parse/pipeline.ts';
import { good as goodOf, parse as parsed, stage } from './parsed-pipeline.ts';

export interface More {
  readonly config?: Partial<Config>;
  readonly files?: Readonly<Record<string, string>>;
}

export const parse = (text: string, { config, files }: More = {}): ParsedPipeline => parsed(text, files, config);
export const good = (text: string, { config, files }: More = {}): Pipeline => goodOf(text, files, config);

/** Code, line and what is underlined there. */
export function brief({ code, severity, at }: Diagnostic): string {
  if (!at || !('line' in at)) return code;
  const marked = at.excerpt.slice(at.column - 1, at.column - 1 + at.length);
  return `${severity === 'warning' ? 'warning ' : ''}${code} ${at.line} ${marked}`;
}

export const mistakes = (text: string, more: More = {}): readonly string[] => parse(text, more).diagnostics.map(brief);

export function gate(pipeline: Pipeline, id: string): Gate {
  const found = stage(pipeline, id).gate;
  assert.ok(found, id);
  return found;
}

/** A stage in a line; `more` are further keys. */
export const command = (id: string, reads = '', more = ''): string =>
  `  ${id}: { uses: command, with: { argv: [echo${reads && `, "\${{ ${reads} }}"`}] }${more && `, ${more}`} }\n`;
export const approval = (id: string, settings: string, more = ''): string =>
  `  ${id}: { uses: approval, with: { ${settings} }${more && `, ${more}`} }\n`;

export const idsOf = ({ graph }: Pipeline, indexes: readonly number[]): readonly (string | undefined)[] =>
  indexes.map((index) => graph.stages[index]?.id);
