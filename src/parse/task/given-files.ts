/**
 * Files that a task reads by the paths in its `with`: artifacts of other stages, files of the project. Pure.
 *
 * Their content is part of the fingerprint: a file that was made again has the same path, and a program may be built by
 * an earlier stage.
 */
import type { ProjectPath } from '../../model/brand.ts';
import { type Json, type JsonObject, textsIn } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import { isProgram, type Stage } from '../../model/pipeline.ts';
import { isFixedText } from '../expression/text.ts';
import { listAt, textAt } from '../json/fields.ts';
import { projectFile } from '../project-files.ts';

/** Kinds that open files named in their settings, with the keys that do not name such files. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  llm: ['prompt', 'text', 'system', 'prelude', 'vars', 'schema', 'feedback'],
  image: ['prompt', 'text', 'vars', 'feedback', 'title', 'colors'],
  video: ['prompt', 'text', 'vars', 'feedback'],
  transcribe: [],
  http: ['url', 'method', 'headers', 'bearer', 'query', 'json', 'body', 'expect', 'max_bytes'],
  media: ['captions', 'chapters'],
};

/** Keys that name results, not inputs. */
const MADE = ['to', 'provider'];

/** Maximum length of a path on any system. */
export const LONGEST_PATH = 4096;

/** Do stages of the kind open files named by this setting? Not known for programs. */
export function isOpened(kind: string, key: string): boolean {
  const others = ownValue(READERS, kind);
  return others !== undefined && !others.includes(key) && !MADE.includes(key);
}

/** Possible paths without repetition, sorted; texts that are not files have no digest later. */
export function givenFiles(kind: string, settings: JsonObject): readonly ProjectPath[] {
  const read = Object.entries(settings).filter(([key]) => isOpened(kind, key));
  return [...new Set(read.flatMap(([, value]) => pathsIn(value)))].toSorted();
}

/**
 * Files that a program reads: those in `files`, and literal arguments that may be files of the project; a computed
 * argument may just as well be a file that the program writes. A command with a slash is relative to the project,
 * arguments to the working folder.
 *
 * @param given the resolved settings.
 */
export function filesOfProgram(stage: Pick<Stage, 'uses' | 'with'>, given: JsonObject): readonly ProjectPath[] {
  if (!isProgram(stage)) return [];
  const { uses, with: written } = stage;
  const inArguments = uses === 'command' ? filesInArgv(written, given) : pathsIn(written.args ?? null, isFixedText);
  return [...namedInFiles(stage, given), ...inArguments];
}

/** What a program names in `files`. */
export const namedInFiles = (stage: Pick<Stage, 'uses'>, given: JsonObject): readonly ProjectPath[] =>
  isProgram(stage) ? pathsIn(given.files ?? null) : [];

function filesInArgv(written: JsonObject, given: JsonObject): readonly ProjectPath[] {
  const cwd = textAt(given, 'cwd') ?? '';
  return listAt(written, 'argv').flatMap((argument, index): readonly ProjectPath[] => {
    if (!isFixedText(argument) || argument.startsWith('-')) return [];
    if (index > 0) return fileIn(cwd, argument);
    return argument.includes('/') ? fileIn('', argument) : [];
  });
}

const pathsIn = (value: Json, isPath = (_: string): boolean => true): readonly ProjectPath[] =>
  [...textsIn(value)].filter(isPath).flatMap((text) => fileIn('', text));

function fileIn(folder: string, text: string): readonly ProjectPath[] {
  const file = text.length > LONGEST_PATH ? null : projectFile(folder, text);
  return file === null ? [] : [file];
}
