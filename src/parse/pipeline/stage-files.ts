/**
 * Files of a stage: checks that they exist, and lists those that its result depends on. Pure.
 *
 * Templates, schemas and sub-pipelines are definitions (`sources`, pinned with a run). Modules and `files` are code and
 * data: their content is in the fingerprint, but they are not pinned. Files named in argv are found when the stage is
 * to run (task/given-files.ts).
 */
import type { ProjectPath } from '../../model/brand.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { hasExpression, isFixedText } from '../expression/text.ts';
import { listAt, mapAt, textAt } from '../json/fields.ts';
import { outside, projectFile, type ReadResult, unreadable } from '../project-files.ts';
import { checkSchema } from '../schema/output-schema.ts';
import { type JsonPath, pointedAt, readYaml } from '../yaml/document.ts';
import { localImports } from './module-imports.ts';
import { checkMedia, checkProgram } from './opened-files.ts';
import { type Reading, report, reportAt } from './reading.ts';

export interface NamedFile {
  readonly path: ProjectPath;
  readonly content: Uint8Array | string;
}

interface Naming {
  /** Role of the file: `template`, `schema`. */
  readonly what: string;
  /** Folder of definitions, which are pinned; '' for other files. */
  readonly base: 'templates' | 'schemas' | '';
  /** Hint if it cannot be read. */
  readonly hint?: string | undefined;
}

/** The file that the string at `path` names; null: a mistake was reported. */
export function namedFile(
  reading: Reading,
  text: string,
  path: JsonPath,
  { what, base, hint }: Naming,
): NamedFile | null {
  if (hasExpression(text)) {
    const message = `the ${what} must be named by a fixed path, not by an expression`;
    reportAt(reading, path, {
      code: 'format/bad-value',
      message,
      hint: 'results depend on the content of this file, so it must be known',
    });
    return null;
  }
  const file = projectFile(base, text);
  if (file === null) {
    reading.diagnostics.push(outside(what, text, reading.document.at(path)));
    return null;
  }
  const read = reading.parsing.read(file);
  if (read.ok) return { path: file, content: read.value };
  if (base === '' && reading.parsing.time === 'past') return { path: file, content: '' };
  const told = unreadable({ what, path: file, error: read.error }, reading.document.at(path));
  const isProse = what === 'template' && /\s/.test(text.trim()) && !/\.\w+$/.test(text.trim());
  if (hint !== undefined) reading.diagnostics.push({ ...told, hint });
  else
    reading.diagnostics.push(
      isProse ? { ...told, hint: 'this must name a file; put the text itself under "text:"' } : told,
    );
  return null;
}

export interface NamedSchema {
  readonly path: ProjectPath;
  readonly schema: JsonObject;
}

/** The schema of `output.schema`; null: none, or a mistake was reported. */
export const outputSchema = (reading: Reading, stage: JsonObject, path: JsonPath): NamedSchema | null =>
  schemaNamed(reading, textAt(mapAt(stage, 'output'), 'schema'), [...path, 'output', 'schema']);

/** A schema in `schemas/`, which the run is pinned to; null: none is named, or a mistake was reported. */
export function schemaNamed(reading: Reading, name: string | null, path: JsonPath): NamedSchema | null {
  if (name === null) return null;
  const file = namedFile(reading, name, path, { what: 'schema', base: 'schemas' });
  if (!file) return null;
  reading.sources.add(file.path);
  const { document, diagnostics } = readYaml(file.path, file.content);
  reading.diagnostics.push(...diagnostics);
  if (!document) return null;
  for (const { path: at, point, ...finding } of checkSchema(document.value))
    report(reading, pointedAt(document, { path: at, point }), finding);
  return isJsonObject(document.value) ? { path: file.path, schema: document.value } : null;
}

/** Files named in `with`, by kind of stage; templates are handled separately, with their variables. */
export function filesOf(reading: Reading, stage: JsonObject, path: JsonPath): readonly ProjectPath[] {
  const settings = mapAt(stage, 'with');
  const at = [...path, 'with'];
  switch (stage.uses) {
    case 'command':
      checkProgram(reading, settings, at);
      return declaredFiles(reading, settings, at);
    case 'module':
      return [...moduleFiles(reading, settings, at), ...declaredFiles(reading, settings, at)];
    case 'llm':
    case 'image':
    case 'video':
    case 'transcribe':
      return shownFiles(reading, settings, at);
    case 'http':
      reachAddress(reading, settings, at);
      return sentFiles(reading, settings, at);
    case 'media':
      checkMedia(reading, settings, at);
      return [];
    default:
      return [];
  }
}

/** Files for a model with literal paths; most are artifacts, which are only known during a run. */
const shownFiles = (reading: Reading, settings: JsonObject, at: JsonPath): ProjectPath[] =>
  ['images', 'files', 'reference', 'file']
    .flatMap((key) => eachOf(settings[key], [...at, key]))
    .flatMap(([path, name]) => declaredFile(reading, name, path));

/** What is uploaded, where it is named by a fixed path. */
function sentFiles(reading: Reading, settings: JsonObject, at: JsonPath): ProjectPath[] {
  const parts = Object.entries(mapAt(settings, 'form')).flatMap(([name, value]) =>
    eachOf(value, [...at, 'form', name]),
  );
  const inForm = parts.flatMap(([path, part]) =>
    isJsonObject(part) ? declaredFile(reading, part.file, [...path, 'file']) : [],
  );
  return [...declaredFile(reading, settings.file, [...at, 'file']), ...inForm];
}

/** Of a program. Folders among them are found when it is to run: what they hold is no part of the definition. */
const declaredFiles = (reading: Reading, settings: JsonObject, at: JsonPath): ProjectPath[] =>
  eachOf(listAt(settings, 'files'), [...at, 'files']).flatMap(([path, name]) =>
    isFolder(reading, name) ? [] : declaredFile(reading, name, path),
  );

/** The entries of a list, or the one value, with their places. */
const eachOf = (value: Json | undefined, path: JsonPath): (readonly [JsonPath, Json | undefined])[] =>
  Array.isArray(value) ? value.map((one: Json, index) => [[...path, index], one]) : [[path, value]];

function isFolder(reading: Reading, name: Json | undefined): boolean {
  const file = isFixedText(name) ? projectFile('', name) : null;
  const content = file === null ? null : reading.parsing.read(file);
  return content?.ok === false && content.error.reason === 'folder';
}

/** Empty also for a name that is computed. */
function declaredFile(reading: Reading, name: Json | undefined, at: JsonPath): ProjectPath[] {
  if (!isFixedText(name)) return [];
  const file = projectFile('', name);
  const content = file === null ? null : reading.parsing.read(file);
  // Too large for a definition, but not to be digested.
  if (file !== null && content?.ok === false && content.error.reason === 'too-large') return [file];
  const found = namedFile(reading, name, at, { what: 'file', base: '', hint: notOne(name, content) });
  return found === null ? [] : [found.path];
}

/** A hint if several files are meant. */
function notOne(name: string, content: ReadResult | null): string | undefined {
  if (content?.ok !== false) return undefined;
  if (content.error.reason === 'missing' && /[*?]/.test(name))
    return 'name each file, or for a program the folder: there are no patterns here';
  return content.error.reason === 'folder'
    ? 'name each of its files: here a folder does not stand for them'
    : undefined;
}

function moduleFiles(reading: Reading, settings: JsonObject, at: JsonPath): readonly ProjectPath[] {
  if (hasExpression(textAt(settings, 'export') ?? '')) {
    const message = 'the export must be a fixed name, not an expression';
    reportAt(reading, [...at, 'export'], {
      code: 'format/bad-value',
      message,
      hint: 'pass what varies through `args`',
    });
  }
  const name = textAt(settings, 'module');
  if (name === null) return [];
  const file = namedFile(reading, name, [...at, 'module'], { what: 'module', base: '' });
  if (!file) return [];
  const { imports, read } = reading.parsing;
  const imported = imports.get(file.path) ?? localImports(file.path, read);
  imports.set(file.path, imported);
  for (const { from, specifier } of imported.missing) {
    reportAt(reading, [...at, 'module'], {
      code: 'file/missing',
      severity: 'warning',
      message: `${from} imports "${specifier}", which does not exist yet`,
      hint: 'create the file, or fix the import; ignore this if an earlier stage makes it',
    });
  }
  const exported = textAt(settings, 'export');
  const place = reading.document.at([...at, 'module']);
  reading.reached.push({
    type: 'module',
    file: file.path,
    exported: exported ?? 'default',
    at: place,
    exportAt: exported === null ? place : reading.document.at([...at, 'export']),
  });
  return [file.path, ...imported.files];
}

/** A URL whose host is literal, although its path may be computed. */
const FIXED_HOST = /^\s*https?:\/\/[^/?#]+[/?#]/i;

/** Replaces `vars`, which are known before a run. */
const withVars = (text: string, vars: JsonObject): string =>
  text.replace(/\$\{\{\s*vars\.(\w+)\s*\}\}/g, (written, name: string) => textAt(vars, name) ?? written);

function reachAddress(reading: Reading, settings: JsonObject, at: JsonPath): void {
  const text = withVars(textAt(settings, 'url') ?? '', reading.parsing.config.vars);
  const [fixed = ''] = text.split('${{', 1);
  if (fixed === text ? text !== '' : FIXED_HOST.test(fixed))
    reading.reached.push({ type: 'address', url: fixed, at: reading.document.at([...at, 'url']) });
}
