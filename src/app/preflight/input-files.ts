/** Missing files that stages open and an input names. For literal paths, validation does the same. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type JsonObject, jsonAt, textsIn } from '../../model/json.ts';
import type { Stage } from '../../model/pipeline.ts';
import { stringsOf } from '../../parse/json/fields.ts';
import { projectFile } from '../../parse/project-files.ts';
import { type Lack, NOT_YET } from './lack.ts';

/** Kinds that open the files given to them under certain keys, alone or in a list. */
const OPENERS: ReadonlySet<string> = new Set(['llm', 'image', 'video', 'transcribe', 'media']);
const NAMES_FILE = /^(?:audio|clips|cover|files?|images?|intro|music|outro|reference|video|voice)$/;
const INPUT = /^\s*\$\{\{\s*inputs((?:\.\w+)+)\s*\}\}\s*$/;

/** @param inputs of the pipeline that contains the stage. */
export function missingInputFiles(
  { uses, with: settings }: Pick<Stage, 'uses' | 'with'>,
  inputs: JsonObject,
  root: string,
): readonly Lack[] {
  if (!OPENERS.has(uses)) return [];
  return [...stringsOf(settings, [])].flatMap(([keys, text]) => {
    const key = keys.findLast((step) => typeof step === 'string');
    const input = key !== undefined && NAMES_FILE.test(key) ? INPUT.exec(text)?.[1]?.slice(1) : undefined;
    if (input === undefined) return [];
    return [...textsIn(jsonAt(inputs, input.split('.')) ?? null)].flatMap((name) => missing(name, { input, root }));
  });
}

function missing(name: string, { input, root }: { readonly input: string; readonly root: string }): readonly Lack[] {
  const file = name.trim() === '' ? null : projectFile('', name);
  if (file === null || existsSync(path.join(root, file))) return [];
  const text = `the file ${file}, which the input "${input}" names, does not exist`;
  // An earlier stage may create it.
  return [{ ...NOT_YET, code: 'file/missing', text, hint: 'create the file, or fix the input' }];
}
