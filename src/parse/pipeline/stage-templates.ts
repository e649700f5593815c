/** Checks templates, and those of `write` stages, with the variables that their stage provides. Pure. */
import type { ProjectPath } from '../../model/brand.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { schemaOfValue } from '../expression/scope-shape.ts';
import { hasExpression } from '../expression/text.ts';
import { mapAt, textAt } from '../json/fields.ts';
import { language } from '../languages.ts';
import { leftByGit, textOf } from '../text/decode.ts';
import { sourceText } from '../text/source-text.ts';
import type { JsonPath } from '../yaml/document.ts';
import { type Reading, report, reportAt } from './reading.ts';
import { namedFile } from './stage-files.ts';

/** The known schema of the value of each string of `with`, by its path as JSON. */
export type ResultSchemas = ReadonlyMap<string, JsonObject | null>;

/** @returns the template's file, if there is one that could be read. */
export function checkWrite(
  reading: Reading,
  stage: JsonObject,
  { path, results }: { path: JsonPath; results: ResultSchemas },
): ProjectPath | null {
  const settings = mapAt(stage, 'with');
  const at = [...path, 'with'];
  const vars = varsOf(settings.vars, [...at, 'vars'], results);
  const inline = textAt(settings, 'text');
  if (inline !== null) checkInline(reading, inline, { at: [...at, 'text'], vars });
  const name = textAt(settings, 'template');
  if (name === null) return null;
  return checkTemplateFile(reading, name, { at: [...at, 'template'], vars });
}

/** @returns the file that `name` is below `templates/`, if it could be read. */
export function checkTemplateFile(
  reading: Reading,
  name: string,
  { at, vars }: { at: JsonPath; vars: Vars | null },
): ProjectPath | null {
  const file = namedFile(reading, name, at, { what: 'template', base: 'templates' });
  if (!file) return null;
  reading.sources.add(file.path);
  const text = textOf(file.content);
  const left = reading.parsing.time === 'now' ? leftByGit(file.path, text) : null;
  if (left) reading.diagnostics.push(left);
  else if (vars) reading.diagnostics.push(...language('templates').checkTemplate(text, file.path, vars));
  return file.path;
}

type Vars = ReadonlyMap<string, JsonObject | null>;

/** null: they come from an expression whose value has no known schema. */
export function varsOf(vars: Json | undefined, path: JsonPath, results: ResultSchemas): Vars | null {
  if (typeof vars === 'string') return propertiesOf(results.get(JSON.stringify(path)) ?? null);
  if (!isJsonObject(vars)) return new Map();
  return new Map(Object.entries(vars).map(([name, value]) => [name, schemaOf(value, [...path, name], results)]));
}

function propertiesOf(schema: JsonObject | null): Vars | null {
  const properties = schema?.properties;
  if (!isJsonObject(properties) || schema?.additionalProperties !== false) return null;
  return new Map(Object.entries(properties).map(([name, part]) => [name, isJsonObject(part) ? part : null]));
}

/** The schema of a value that may contain expressions at any depth. */
function schemaOf(value: Json, path: JsonPath, results: ResultSchemas): JsonObject | null {
  if (typeof value === 'string')
    return hasExpression(value) ? (results.get(JSON.stringify(path)) ?? null) : schemaOfValue(value);
  if (!isJsonObject(value)) return schemaOfValue(value);
  const properties = Object.entries(value).map(([name, entry]) => [
    name,
    schemaOf(entry, [...path, name], results) ?? {},
  ]);
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

/** The template check reports lines and columns of the text; they are converted to those of the file. */
export function checkInline(reading: Reading, text: string, { at, vars }: { at: JsonPath; vars: Vars | null }): void {
  if (hasExpression(text)) {
    reportAt(reading, at, {
      code: 'pipeline/expression-in-template',
      message: 'an expression cannot be part of a template text',
      hint: 'name the value in "vars" and write {{ name }} in the text',
    });
    return;
  }
  if (!vars) return;
  const { lineStarts } = sourceText('', text);
  const within = reading.document.within(at);
  for (const { at: place, severity, ...finding } of language('templates').checkTemplate(
    text,
    reading.document.file,
    vars,
  )) {
    const [offset, length] =
      place && 'line' in place ? [(lineStarts[place.line - 1] ?? 0) + place.column - 1, place.length] : [0, 1];
    report(reading, within(offset, length), { ...finding, severity });
  }
}
