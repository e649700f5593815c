/** What is at hand while one pipeline file is parsed: its document, what was found, where more can be read. */
import type { ProjectPath } from '../../model/brand.ts';
import type { Config } from '../../model/config.ts';
import type { Diagnostic, Place } from '../../model/diagnostic.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { type Finding, MAX_MISTAKES } from '../finding.ts';
import type { PipelineNames, ReadText } from '../project-files.ts';
import type { JsonPath, YamlDocument } from '../yaml/document.ts';
import type { YamlTree } from '../yaml/parser.ts';
import type { LocalImports } from './module-imports.ts';

export interface ParsedPipeline {
  /** null when there are errors. */
  readonly pipeline: Pipeline | null;
  /** Of the file and of all that it uses. */
  readonly diagnostics: readonly Diagnostic[];
  /** Likewise; empty in a file that is no YAML. */
  readonly reached: readonly Reach[];
}

/** What a stage names outside of this file that is written out, and that only those who carry it out can judge. */
export type Reach =
  | { readonly type: 'address'; readonly url: string; readonly at: Place }
  /** With blanks in its name; `hint`: what to write if they part words. */
  | { readonly type: 'program'; readonly name: string; readonly hint: string; readonly at: Place }
  | {
      readonly type: 'module';
      readonly file: ProjectPath;
      readonly exported: string;
      /** Where the file is named, and the export; else the file. */
      readonly at: Place;
      readonly exportAt: Place;
    };

/** One call of `parsePipeline`, sub-pipelines included. */
export interface Parsing {
  readonly read: ReadText;
  /** Text of a pipeline to its tree. */
  readonly yaml: (text: string) => YamlTree;
  readonly config: Config;
  /** Of the project's pipelines, for suggestions. */
  readonly names: PipelineNames;
  readonly time: 'now' | 'past';
  /** Parses a sub-pipeline for the stage of the file at the end of `chain`. */
  readonly parse: (file: ProjectPath, content: Uint8Array | string, chain: readonly ProjectPath[]) => ParsedPipeline;
  /** What modules import, by the module. */
  readonly imports: Map<ProjectPath, LocalImports>;
  /** Sub-pipelines that were parsed. */
  readonly parsed: Map<ProjectPath, ParsedPipeline>;
  /** The files whose stages led here, outermost first. */
  readonly chain: readonly ProjectPath[];
}

/** Lives for the parse of one file; `diagnostics`, `sources` and `reached` grow. */
export interface Reading {
  readonly parsing: Parsing;
  readonly document: YamlDocument;
  readonly diagnostics: Diagnostic[];
  readonly sources: Set<ProjectPath>;
  readonly reached: Reach[];
}

export function report(reading: Reading, at: Place, { severity = 'error', hint, ...finding }: Finding): void {
  reading.diagnostics.push({ ...finding, severity, at, ...(hint === undefined ? {} : { hint }) });
}

export const reportAt = (reading: Reading, path: JsonPath, finding: Finding): void =>
  report(reading, reading.document.at(path), finding);

export const reportKey = (reading: Reading, path: JsonPath, finding: Finding): void =>
  report(reading, reading.document.atKey(path), finding);

/** So many mistakes that no more would be shown: the rest of a hopeless file is not looked at. */
export const isHopeless = ({ diagnostics }: Reading): boolean => diagnostics.length > MAX_MISTAKES + MAX_MISTAKES / 2;
