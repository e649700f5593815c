/** Fields of `depends` in words: which dependency of a task changed. Pure. */
import type { DependsChange } from '../core/depends.ts';

/** `the file templates/x.md changed`: without a full stop, fit for a list. */
export function changeText({ field, before, now, by }: DependsChange): string {
  if (field === 'round') return by === undefined ? 'a rerun requested it' : `the gate ${by} sent it back`;
  if (field === 'kind')
    return `this version of the runner executes its kind of stage differently (${before} before, ${now} now)`;
  const verb = before === null ? 'is new' : now === null ? 'is gone' : now === 'missing' ? 'is missing' : 'changed';
  return `${fieldText(field)} ${verb}`;
}

/** A field in words: `the file templates/x.md`, `the result of stage outline`. */
export function fieldText(field: string): string {
  const known = WHOLE[field];
  if (known) return known;
  const [prefix = '', rest = ''] = splitOnce(field);
  return PARTS[prefix]?.(rest) ?? field;
}

const WHOLE: Readonly<Record<string, string>> = {
  kind: 'the kind of stage',
  item: 'its list item',
  schema: 'its output schema',
  inputs: 'the inputs of the run',
  context: 'the context of the run',
  round: 'its round',
  subject: 'what it asks about',
};

const PARTS: Readonly<Record<string, (rest: string) => string>> = {
  with: (key) => `\`with.${key}\``,
  file: (path) => `the file ${path}`,
  folder: (path) => `the folder ${path}`,
  artifact: (path) => `the run's file ${path}`,
  needs: (stage) => `the result of stage ${stage}`,
  gate: (key) => `\`${key}\` of the gate`,
  env: (name) => `the environment variable ${name}`,
};

function splitOnce(field: string): [string, string] | [] {
  const match = /^([a-z]+)[.:](.+)$/s.exec(field);
  return match ? [match[1] ?? '', match[2] ?? ''] : [];
}
