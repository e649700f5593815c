/** What somebody meant who wrote a stage as another tool has it, or a command line in place of its words. Pure. */
import { isJsonObject, type Json } from '../../model/json.ts';
import { hasExpression, splitText } from '../expression/text.ts';
import { waiverHint } from '../manifest/answer-hints.ts';
import { moneyHint } from '../manifest/hints.ts';
import type { Mistake } from '../schema/mistakes.ts';
import { SHELL_KEYS } from '../schema/other-words.ts';
import { withoutSecrets } from '../text/secret-like.ts';
import type { JsonPath } from '../yaml/document.ts';
import { flowText } from '../yaml/flow.ts';
import { isMovedStage } from './misplaced.ts';

const PLAIN_WORDS = /^[\w./:=@+-]+(?: +[\w./:=@+-]+)*$/;

export function pipelineHint(mistake: Mistake, value: Json | undefined): string | undefined {
  const { path, type, point } = mistake;
  const [graph, , key] = path;
  const isInStage = (graph === 'stages' || graph === 'finally') && path.length >= 3;
  if (path.length === 1 && graph === 'stages' && Array.isArray(value))
    return 'write each stage under its id, as in "build:", instead of "- "';
  if (graph === 'context' && path.length === 2 && typeof value === 'string')
    return `write { file: ${flowText(withoutSecrets(value), 'plain')} }`;
  if (mistake.rule === 'expression' && typeof value === 'string' && hasExpression(value))
    return `write \${{ ${asOne(value.trim(), path)} }}`;
  if (path.at(-1) === 'retry' && type === 'wrong-type' && typeof value === 'number')
    return `write { attempts: ${value} }`;
  if (!isInStage) return moneyHint(mistake, value) ?? waiverHint(mistake, value);
  if (path.length === 3 && type === 'unknown-key' && isJsonObject(value) && 'uses' in value)
    return `indent it as "${path[1]}:" is, if it is a stage of its own`;
  if (path.length === 3 && type === 'missing-key' && isMovedStage(path[1]))
    return `indent "${path[1]}:" deeper than the id of its stage`;
  if (key === 'output' && (type === 'wrong-type' || type === 'unknown-key'))
    return 'put the schema into a file under schemas/, and name it: output: { schema: name.schema.json }';
  if (key === 'artifacts' && path.length <= 4 && typeof value === 'string') {
    const rule = `{ path: ${flowText(withoutSecrets(value), 'plain')} }`;
    // `{ path: a.txt }` in place of a list is one rule, and no map of rules.
    return path.length === 3 ? `write [${rule}]` : path[3] === 'path' ? `write artifacts: [${rule}]` : `write ${rule}`;
  }
  if (key === 'with' && path.length === 4 && type === 'unknown-key' && path[3] === 'model')
    return 'the model is set at a provider in the config; name the provider here, as in "provider: writer"';
  if (path.length === 3 && type === 'missing-key' && key === 'uses')
    return 'set what does the work, as in "uses: command"';
  if (path.length === 3 && type === 'unknown-key' && SHELL_KEYS.has(String(key)))
    return 'write "uses: command" and "with: { argv: [sh, -c, \'…\'] }"';
  if (key === 'with' && path.at(-1) === 'argv' && point === 'value' && typeof value === 'string') return words(value);
  return waiverHint(mistake, value);
}

/** A text with expressions in it, as one expression: a key is a text, anything else is worked out. */
function asOne(text: string, path: JsonPath): string {
  const parts = splitText(text);
  if (!parts.ok) return '…';
  if (path.at(-1) !== 'key')
    return parts.value.map((part) => (part.type === 'text' ? part.text : part.source.trim())).join('');
  const written = parts.value.map((part) =>
    part.type === 'text' ? `'${part.text.replaceAll("'", "\\'")}'` : `string(${part.source.trim()})`,
  );
  return written.join(' + ');
}

/** No shell splits it. */
function words(line: string): string {
  const text = withoutSecrets(line).trim();
  if (PLAIN_WORDS.test(text))
    return `write its words as a list: [${text
      .split(/ +/)
      .map((word) => flowText(word, 'plain'))
      .join(', ')}]`;
  return `write its words as a list, or let a shell split it: [sh, -c, ${JSON.stringify(text)}]`;
}
