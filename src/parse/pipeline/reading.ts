/** State while a pipeline file is parsed: its document, the diagnostics so far, and access to other files. */
import type { ProjectPath } from '../../model/brand.ts';
import type { Config } from '../../model/config.ts';
import type { Diagnostic, Place } from '../../model/diagnostic.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { type Finding, MAX_MISTAKES, placed } from '../finding.ts';
import type { PipelineNames, ReadText } from '../project-files.ts';
import type { JsonPath, YamlDocument } from '../yaml/document.ts';
import type { YamlTree } from '../yaml/parser.ts';
import type { LocalImports } from './module-imports.ts';

export interface ParsedPipeline {
  /** null when there are errors. */
  readonly pipeline: Pipeline | null;
  /** Diagnostics of the file and of all files that it uses. */
  readonly diagnostics: readonly Diagnostic[];
  /** Likewise; empty if the file is not YAML. */
  readonly reached: readonly Reach[];
}

/** A literal reference of a stage to something outside of the project that only its user can check. */
export type Reach =
  | { readonly type: 'address'; readonly url: string; readonly at: Place }
  /** The name has spaces; `hint`: what to write if they separate words. */
  | { readonly type: 'program'; readonly name: string; readonly hint: string; readonly at: Place }
  | {
      readonly type: 'module';
      readonly file: ProjectPath;
      readonly exported: string;
      /** Place of the export, else of the file. */
      readonly at: Place;
      readonly exportAt: Place;
    };

/** State of one call of `parsePipeline`, including sub-pipelines. */
export interface Parsing {
  readonly read: ReadText;
  /** Parses YAML text. */
  readonly yaml: (text: string) => YamlTree;
  readonly config: Config;
  /** Names of the project's pipelines, for suggestions. */
  readonly names: PipelineNames;
  readonly time: 'now' | 'past';
  /** Parses a sub-pipeline for the stage of the file at the end of `chain`. */
  readonly parse: (file: ProjectPath, content: Uint8Array | string, chain: readonly ProjectPath[]) => ParsedPipeline;
  /** Imports of modules, by module. */
  readonly imports: Map<ProjectPath, LocalImports>;
  /** Parsed sub-pipelines. */
  readonly parsed: Map<ProjectPath, ParsedPipeline>;
  /** The files whose stages led here, outermost first. */
  readonly chain: readonly ProjectPath[];
}

/** State of the parse of one file; `diagnostics`, `sources` and `reached` grow. */
export interface Reading {
  readonly parsing: Parsing;
  readonly document: YamlDocument;
  readonly diagnostics: Diagnostic[];
  readonly sources: Set<ProjectPath>;
  readonly reached: Reach[];
}

export function report(reading: Reading, at: Place, finding: Finding): void {
  reading.diagnostics.push(placed(finding, at));
}

export const reportAt = (reading: Reading, path: JsonPath, finding: Finding): void =>
  report(reading, reading.document.at(path), finding);

export const reportKey = (reading: Reading, path: JsonPath, finding: Finding): void =>
  report(reading, reading.document.atKey(path), finding);

/** Are there so many mistakes that no more would be shown? Then the rest of the file is not checked. */
export const isHopeless = ({ diagnostics }: Reading): boolean => diagnostics.length > MAX_MISTAKES + MAX_MISTAKES / 2;
