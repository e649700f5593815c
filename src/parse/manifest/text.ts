/** A new manifest as text, in the way a person would write it. Pure. */
import type { Json, JsonObject } from '../../model/json.ts';
import { readsAs } from '../yaml/document.ts';
import { flowText, keyText } from '../yaml/flow.ts';

export interface NewManifest {
  readonly pipeline: string;
  readonly inputs: JsonObject;
  readonly providers?: Readonly<Record<string, string>>;
}

export function manifestText({ pipeline, inputs, providers = {} }: NewManifest): string {
  return `pipeline: ${flowText(pipeline, 'plain')}\n${mapText('inputs', inputs)}${mapText('providers', providers)}`;
}

function mapText(name: string, map: JsonObject): string {
  const entries = Object.entries(map).map(([key, value]) => `  ${keyText(key, 'plain')}: ${valueText(value)}\n`);
  return entries.length === 0 ? '' : `${name}:\n${entries.join('')}`;
}

function valueText(value: Json): string {
  const block = typeof value === 'string' && value.includes('\n') ? blockText(value) : null;
  return block !== null && isReadAs(block, value) ? block : flowText(value, 'plain');
}

/** A block text (`|`), so that text from a file can be read line by line in a diff. */
function blockText(text: string): string {
  const ends = /(?<!\n)\n+$/.exec(text)?.[0].length ?? 0;
  const lines = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`));
  return `|2${ends === 0 ? '-' : ends === 1 ? '' : '+'}\n${lines.join('\n')}`;
}

/** Can the value be written as a block? Other line ends and control characters need quotes. */
const isReadAs = (block: string, value: Json): boolean =>
  readsAs(`a:\n  b: ${block}\n  c: 1\n`, { a: { b: value, c: 1 } });
