/** Checks prompts of stages that call models, with the variables of their stage. Pure. */
import type { ProjectPath } from '../../model/brand.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { textAt } from '../json/fields.ts';
import { hasPrompt, type Settings } from './model-settings.ts';
import type { Reading } from './reading.ts';
import { checkInline, checkTemplateFile, type ResultSchemas, varsOf } from './stage-templates.ts';

/** @returns the templates that could be read. */
export function checkPrompts(
  reading: Reading,
  stage: JsonObject,
  { settings, results }: { readonly settings: Settings; readonly results: ResultSchemas },
): readonly ProjectPath[] {
  if (!hasPrompt(stage)) return [];
  const { with: given, pathOf } = settings;
  const vars = varsOf(given.vars, pathOf('vars'), results);
  const inline = textAt(given, 'text');
  if (inline !== null) checkInline(reading, inline, { at: pathOf('text'), vars });
  const named = stage.uses === 'llm' ? ['prompt', 'system'] : ['prompt'];
  const files = named.map((key) => {
    const name = textAt(given, key);
    return name === null ? null : checkTemplateFile(reading, name, { at: pathOf(key), vars });
  });
  return [...files, checkPrelude(reading, settings, results)].filter((file) => file !== null);
}

function checkPrelude(reading: Reading, { with: given, pathOf }: Settings, results: ResultSchemas): ProjectPath | null {
  const { prelude } = given;
  const name = isJsonObject(prelude) ? textAt(prelude, 'template') : null;
  if (!isJsonObject(prelude) || name === null) return null;
  const at = pathOf('prelude');
  const vars = varsOf(prelude.vars, [...at, 'vars'], results);
  return checkTemplateFile(reading, name, { at: [...at, 'template'], vars });
}
