/**
 * Warns about missing files that a stage opens when it runs: the program of a command, audio and images of a media
 * stage. Pure.
 *
 * Only a warning, since an earlier stage may make them.
 */
import type { ProjectPath } from '../../model/brand.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { hasExpression } from '../expression/text.ts';
import { listAt, stringsOf } from '../json/fields.ts';
import { outside, projectFile } from '../project-files.ts';
import type { JsonPath } from '../yaml/document.ts';
import { severalWords, splitHint } from './command-line.ts';
import { type Reading, reportAt } from './reading.ts';

/** Programs whose first argument is a script. */
const INTERPRETER = /^(?:node|bun|tsx|ts-node|python[\d.]*|ruby|perl|php|sh|bash|zsh|dash)$/;
const SCRIPT = /\.(?:[cm]?[jt]s|py|rb|pl|php|sh|bash)$/;

/** Keys of media stages that name files. */
const MEDIA = /^(?:audio|clips|cover|file|images?|intro|music|outro|video|voice)$/;

/** Other arguments are not checked, since most paths among them are files that the program writes. */
export function checkProgram(reading: Reading, settings: JsonObject, at: JsonPath): void {
  const [program, script] = listAt(settings, 'argv');
  const words = typeof program === 'string' ? severalWords(program) : null;
  if (words !== null) {
    const place = reading.document.at([...at, 'argv', 0]);
    reading.reached.push({ type: 'program', name: words, hint: splitHint(String(program)), at: place });
  } else if (isFixed(program) && program.includes('/')) checkThere(reading, ['program', program], [...at, 'argv', 0]);
  // Scripts are relative to `cwd`, which may be any folder.
  if ('cwd' in settings || !isFixed(program) || !INTERPRETER.test(program)) return;
  if (isFixed(script) && SCRIPT.test(script) && !script.startsWith('-'))
    checkThere(reading, ['program', script], [...at, 'argv', 1]);
}

export function checkMedia(reading: Reading, settings: JsonObject, at: JsonPath): void {
  for (const [path, name] of stringsOf(settings, [])) {
    const key = path.findLast((step) => typeof step === 'string');
    if (key === undefined || !MEDIA.test(key) || hasExpression(name)) continue;
    const place = [...at, ...path];
    if (projectFile('', name) === null) reading.diagnostics.push(outside('file', name, reading.document.at(place)));
    else checkThere(reading, ['file', name], place);
  }
}

const isFixed = (text: Json | undefined): text is string => typeof text === 'string' && !hasExpression(text);

function checkThere(reading: Reading, [what, name]: readonly [what: string, name: string], at: JsonPath): void {
  const file: ProjectPath | null = projectFile('', name);
  const read = file === null ? null : reading.parsing.read(file);
  if (file === null || read === null || read.ok || read.error.reason !== 'missing') return;
  reportAt(reading, at, {
    code: 'file/missing',
    severity: 'warning',
    message: `the ${what} ${file} does not exist yet`,
    hint: 'create the file, or fix its path; ignore this if an earlier stage makes it',
  });
}
