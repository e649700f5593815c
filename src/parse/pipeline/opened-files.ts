/**
 * Warns about missing files that a stage opens when it runs: the program of a command, audio and images of a media
 * stage. Pure.
 *
 * Only a warning, since an earlier stage may make them.
 */
import type { ProjectPath } from '../../model/brand.ts';
import type { JsonObject } from '../../model/json.ts';
import { hasExpression, isFixedText } from '../expression/text.ts';
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
  }
  const { cwd = '' } = settings;
  // A computed folder may be anywhere.
  const folder = isFixedText(cwd) ? cwd : null;
  if (words === null && isFixedText(program) && program.includes('/'))
    checkThere(reading, { what: 'program', name: program, base: '', other: folder }, [...at, 'argv', 0]);
  if (folder === null || !isFixedText(program) || !INTERPRETER.test(program)) return;
  if (isFixedText(script) && SCRIPT.test(script) && !script.startsWith('-'))
    checkThere(reading, { what: 'program', name: script, base: folder, other: '' }, [...at, 'argv', 1]);
}

export function checkMedia(reading: Reading, settings: JsonObject, at: JsonPath): void {
  for (const [path, name] of stringsOf(settings, [])) {
    const key = path.findLast((step) => typeof step === 'string');
    if (key === undefined || !MEDIA.test(key) || hasExpression(name)) continue;
    const place = [...at, ...path];
    if (projectFile('', name) === null) reading.diagnostics.push(outside('file', name, reading.document.at(place)));
    else checkThere(reading, { what: 'file', name, base: '', other: null }, place);
  }
}

interface Opened {
  readonly what: string;
  readonly name: string;
  /** The folder in which it is looked for. */
  readonly base: string;
  /** Where people may think that it is looked for; null: nowhere else. */
  readonly other: string | null;
}

function checkThere(reading: Reading, { what, name, base, other }: Opened, at: JsonPath): void {
  const isMissing = (file: ProjectPath): boolean => {
    const read = reading.parsing.read(file);
    return !read.ok && read.error.reason === 'missing';
  };
  const file = projectFile(base, name);
  if (file === null || !isMissing(file)) return;
  const meant = other === null || other === base ? null : projectFile(other, name);
  const isElsewhere = meant !== null && !isMissing(meant);
  reportAt(reading, at, {
    code: 'file/missing',
    severity: 'warning',
    message: `the ${what} ${file} does not exist yet`,
    hint: isElsewhere
      ? elsewhere(meant, base)
      : 'create the file, or fix its path; ignore this if an earlier stage makes it',
  });
}

/** `cwd` is for the program: what starts it does not look there. */
const elsewhere = (meant: ProjectPath, base: string): string =>
  base === ''
    ? `a program is a path from the root of the project, whatever \`cwd\` says: write ${meant}`
    : `a script is a path from \`cwd\`, which is ${base}: write it relative to that folder`;
