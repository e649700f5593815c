/**
 * The program of a command that is a file of the project, and is not there. Pure.
 *
 * A warning: an earlier stage may make it. Other arguments are not looked at, since most of what looks like a path is
 * a file that the program writes.
 */
import type { ProjectPath } from '../../model/brand.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { hasExpression } from '../expression/text.ts';
import { listAt } from '../json/fields.ts';
import { projectFile } from '../project-files.ts';
import type { JsonPath } from '../yaml/document.ts';
import { type Reading, reportAt } from './reading.ts';

/** Programs whose first argument is a script. */
const INTERPRETER = /^(?:node|bun|tsx|ts-node|python[\d.]*|ruby|perl|php|sh|bash|zsh|dash)$/;
const SCRIPT = /\.(?:[cm]?[jt]s|py|rb|pl|php|sh|bash)$/;

export function checkProgram(reading: Reading, settings: JsonObject, at: JsonPath): void {
  const [program, script] = listAt(settings, 'argv');
  if (isFixed(program) && program.includes('/')) checkThere(reading, program, [...at, 'argv', 0]);
  // A script is looked for in `cwd`, and that may be anywhere.
  if ('cwd' in settings || !isFixed(program) || !INTERPRETER.test(program)) return;
  if (isFixed(script) && SCRIPT.test(script) && !script.startsWith('-'))
    checkThere(reading, script, [...at, 'argv', 1]);
}

const isFixed = (text: Json | undefined): text is string => typeof text === 'string' && !hasExpression(text);

function checkThere(reading: Reading, name: string, at: JsonPath): void {
  const file: ProjectPath | null = projectFile('', name);
  const read = file === null ? null : reading.parsing.read(file);
  if (file === null || read === null || read.ok || read.error.reason !== 'missing') return;
  reportAt(reading, at, {
    code: 'file/missing',
    severity: 'warning',
    message: `the program ${file} does not exist yet`,
    hint: 'create the file, or correct its path; nothing is to be done if an earlier stage makes it',
  });
}
