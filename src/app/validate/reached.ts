/**
 * What stages of a pipeline would be refused at run time, found by the code that would refuse it: addresses that the
 * config does not allow, modules that cannot be called. Nothing is called, and no code of the project is executed.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { programIn } from '../../media/programs.ts';
import { unreachable } from '../../model/brand.ts';
import type { Config } from '../../model/config.ts';
import { anError, aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import type { Reach, ReadText } from '../../parse/pipeline.ts';
import { textOf } from '../../parse/text/decode.ts';
import { placeAt, sourceText } from '../../parse/text/source-text.ts';

interface Asking {
  readonly root: string;
  readonly read: ReadText;
  readonly config: Config;
}

export async function refusals(reached: readonly Reach[], project: Asking): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const reach of reached) {
    const one = await refusalOfOne(reach, project);
    if (one) found.push(one);
  }
  return found;
}

function refusalOfOne(reach: Reach, project: Asking): Promise<Diagnostic | null> | Diagnostic | null {
  switch (reach.type) {
    case 'address':
      return ofAddress(reach, project.config);
    case 'program':
      return ofProgram(reach, project.root);
    case 'module':
      return ofModule(reach, project.read);
    default:
      return unreachable(reach);
  }
}

async function ofAddress({ url: text, at }: Reach & { type: 'address' }, config: Config): Promise<Diagnostic | null> {
  const { refusalOf } = await import('../../stages/http/guard.ts');
  const url = URL.parse(text);
  const refusal = url && refusalOf(url, config.http);
  if (!refusal) return null;
  return anError('http/host', `this address may not be called: ${refusal.why}`, { at, hint: refusal.hint });
}

/** A whole command line given as the program, unless there is a file of that name. */
function ofProgram({ name, hint, at }: Reach & { type: 'program' }, root: string): Diagnostic | null {
  const isThere = name.includes('/')
    ? existsSync(path.resolve(root, name))
    : programIn(process.env.PATH, name) !== null;
  if (isThere) return null;
  const message = `there is no program "${name.trim()}": each word of \`argv\` must be a separate entry`;
  return aWarning('command/shell-word', message, { at, hint });
}

async function ofModule(reach: Reach & { type: 'module' }, read: ReadText): Promise<Diagnostic | null> {
  const { file, exported, at, exportAt } = reach;
  const content = read(file);
  if (!content.ok) return null;
  const { foreseenOf } = await import('../../stages/module/foreseen.ts');
  const text = textOf(content.value);
  const foreseen = foreseenOf(file, text, exported);
  if (foreseen === null) return null;
  const { failure, at: place } = foreseen;
  if (place === null) return anError('module/export', failure.message, { at: exportAt, hint: failure.hint });
  const source = sourceText(file, text);
  const offset = (source.lineStarts[place.line - 1] ?? 0) + place.column - 1;
  const related = [{ message: 'the stage that calls it', at }];
  return { ...anError('module/load', failure.message, { at: placeAt(source, offset, 1) }), related };
}
