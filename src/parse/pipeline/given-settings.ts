/** Checks literal settings of a stage as the stage would during the run. Pure. */
import { refusedVariable } from '../../model/environment.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import { hasExpression, splitText, wholeExpression } from '../expression/text.ts';
import { listAt, mapAt, textAt } from '../json/fields.ts';
import { machineFile } from '../machine-files.ts';
import { unquoted } from '../text/confusable.ts';
import { writtenAt } from '../text/source-text.ts';
import type { JsonPath } from '../yaml/document.ts';
import { type Reading, reportAt, reportKey } from './reading.ts';

/** Settings that are passed on as literal text. */
const TEXTS: Readonly<Record<string, readonly string[]>> = { command: ['argv', 'env'], http: ['headers', 'query'] };

export function checkGiven(reading: Reading, stage: JsonObject, path: JsonPath): void {
  const within = mapAt(stage, 'with');
  const kind = textAt(stage, 'uses') ?? '';
  for (const key of ownValue(TEXTS, kind) ?? []) checkAsWritten(reading, within[key] ?? null, [...path, 'with', key]);
  if (stage.uses === 'command') {
    checkVariables(reading, mapAt(within, 'env'), [...path, 'with', 'env']);
    checkFolder(reading, textAt(within, 'cwd'), [...path, 'with', 'cwd']);
    checkShellWords(reading, listAt(within, 'argv'), [...path, 'with', 'argv']);
    checkScript(reading, listAt(within, 'argv'), [...path, 'with', 'argv']);
    checkQuotes(reading, listAt(within, 'argv'), [...path, 'with', 'argv']);
  }
  if (stage.uses === 'http') checkAddress(reading, textAt(within, 'url'), [...path, 'with', 'url']);
  if (stage.uses === 'write')
    checkUpsert(reading, textAt(mapAt(within, 'upsert'), 'file'), [...path, 'with', 'upsert', 'file']);
}

/** Warns about values such as `1.10`, which YAML reads as the number 1.1: a version would change. */
function checkAsWritten(reading: Reading, value: Json, path: JsonPath): void {
  if (Array.isArray(value))
    for (const [index, entry] of value.entries()) checkAsWritten(reading, entry, [...path, index]);
  else if (isJsonObject(value))
    for (const [name, entry] of Object.entries(value)) checkAsWritten(reading, entry, [...path, name]);
  else if (typeof value === 'number' || typeof value === 'boolean') {
    const written = writtenAt(reading.document.at(path));
    if (written === String(value) || !/^(?:[-+.\d]|true$|false$)/i.test(written)) return;
    const kind = typeof value === 'number' ? 'number' : 'word';
    reportAt(reading, path, {
      code: 'format/not-as-written',
      severity: 'warning',
      message: `this is passed on as ${String(value)}: without quotes it is a YAML ${kind}`,
      hint: `write "${written}" to keep it as written, or ${String(value)}`,
    });
  }
}

/** Warns about typographic quotes and spaces around a word, which would be passed to the program. */
function checkQuotes(reading: Reading, argv: readonly Json[], path: JsonPath): void {
  for (const [index, word] of argv.entries()) {
    const what = typeof word === 'string' ? lookalikeAround(word) : null;
    if (typeof word !== 'string' || what === null) continue;
    reportAt(reading, [...path, index], {
      code: 'format/not-as-written',
      severity: 'warning',
      message: `the program is given ${word.trim()} with ${what}`,
      hint: `write plain ones: ${JSON.stringify(unquoted(word.trim()))}`,
    });
  }
}

function lookalikeAround(word: string): string | null {
  if (/^[\u2018-\u201F](?!.*[\u2018-\u201F].)\S*[\u2018-\u201F]$/.test(word))
    return 'these quotes, which are none of YAML';
  const isWide = /^[\u00A0\u2000-\u200B\u202F\u3000\uFEFF]|[\u00A0\u2000-\u200B\u202F\u3000\uFEFF]$/.test(word);
  return isWide ? 'a wider blank beside it, which is a letter to YAML' : null;
}

function checkVariables(reading: Reading, env: JsonObject, path: JsonPath): void {
  for (const name of Object.keys(env)) {
    const refused = refusedVariable(name);
    if (refused) reportKey(reading, [...path, name], { code: 'command/env-refused', ...refused });
  }
}

const SHELL_WORD =
  /^(?:\|\|?|&&|>>?|<|2>(?:&1|>)?|~\/.*|\$[A-Z_][A-Z0-9_]*|\$\{[A-Z_][A-Z0-9_]*\}|\$(?:HOME|PWD|TMPDIR)\/.*|\$\([^$()]+\)|`[^`]+`)$/;
/** Programs to which some of these characters have a meaning. */
const SIGNS = /(?:^|\/)(?:test|\[|expr|envsubst)$/;

/** Programs whose arguments are paths: a pattern among them would need a shell. */
const OF_PATHS = /(?:^|\/)(?:rm|cp|mv|ls|cat|wc|head|tail|touch|chmod|du|sort|sha\d+sum|md5sum)$/;
const PATTERN = /^(?!-)[\w./-]*\*[\w./*-]*$/;

const SHELL = /(?:^|\/)(?:ba|da|k|z|fi)?sh$/;

/** Reports expressions in shell scripts, whose values would be executed as code. */
function checkScript(reading: Reading, argv: readonly Json[], path: JsonPath): void {
  const index = argv.findIndex((word) => /^-[a-z]*c$/.test(String(word))) + 1;
  const script = argv[index];
  if (index === 0 || !SHELL.test(String(argv[0])) || typeof script !== 'string') return;
  const parts = splitText(script);
  const within =
    parts.ok && !wholeExpression(parts.value) ? parts.value.find(({ type }) => type === 'expression') : null;
  if (within?.type !== 'expression') return;
  reportAt(reading, [...path, index], {
    code: 'command/shell-word',
    severity: 'warning',
    message: 'a value inside a script is executed as part of it, whatever it contains',
    hint: `pass it as an argument: [${String(argv[0])}, -c, '… "$1" …', sh, "\${{ ${within.source.trim()} }}"]`,
  });
}

/** Warns about shell syntax in arguments, which is passed on literally. The argument after `-c` is a script. */
function checkShellWords(reading: Reading, argv: readonly Json[], path: JsonPath): void {
  if (SIGNS.test(String(argv[0]))) return;
  const isPattern = (word: string): boolean => OF_PATHS.test(String(argv[0])) && PATTERN.test(word);
  const index = argv.findIndex(
    (word, at) => argv[at - 1] !== '-c' && typeof word === 'string' && (SHELL_WORD.test(word) || isPattern(word)),
  );
  if (index < 1) return;
  const word = String(argv[index]);
  const variable = /^\$\{?(\w+)/.exec(word)?.[1];
  const byExpression = 'pass the value with an expression, or';
  reportAt(reading, [...path, index], {
    code: 'command/shell-word',
    severity: 'warning',
    message: `the program receives ${word} literally: no shell expands its arguments`,
    hint: `${variable ? `${byExpression} ` : ''}let a shell do it: [sh, -c, '… ${word.startsWith('~') ? '~' : word} …']`,
  });
}

const LEADS_OUT = /^\/|(^|\/)\.\.(\/|$)|\\|^[A-Za-z]:/;

function checkFolder(reading: Reading, folder: string | null, path: JsonPath): void {
  if (folder === null || hasExpression(folder) || !LEADS_OUT.test(folder)) return;
  const message = `cwd ${JSON.stringify(folder)} is not a folder of the project`;
  reportAt(reading, path, {
    code: 'command/cwd',
    message,
    hint: 'write a path relative to the project root, without ".."',
  });
}

/** A URL that begins with an expression cannot be checked. */
function checkAddress(reading: Reading, url: string | null, path: JsonPath): void {
  if (url === null || /^\s*\$\{\{/.test(url)) return;
  const hint = 'write the full address: https://example.org/items';
  if (!/^https?:\/\/./i.test(url)) {
    const message = `${JSON.stringify(url.slice(0, 60))} is not an address that starts with https:// or http://`;
    reportAt(reading, path, { code: 'http/url', message, hint });
  } else if (/^https?:\/\/[^/?#]*@/i.test(url)) {
    const message = 'an address must not contain a user name or a password';
    reportAt(reading, path, {
      code: 'http/url',
      message,
      hint: 'put credentials into `bearer` or `headers`, as secrets',
    });
  }
}

/** A name that is or begins with an expression cannot be checked. */
function checkUpsert(reading: Reading, file: string | null, path: JsonPath): void {
  const parts = file === null ? null : splitText(file);
  if (!parts?.ok || wholeExpression(parts.value)) return;
  const [first] = parts.value;
  if (first?.type !== 'text') return;
  const known = parts.value.length === 1 ? 'whole' : 'beginning';
  const declared = machineFile(reading.parsing.config.machineFiles, first.text, known);
  if (!declared.ok) reportAt(reading, path, declared.error);
}
