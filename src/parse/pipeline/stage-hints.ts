/** Hints for stages in the syntax of another tool, or with a command line instead of a list of words. Pure. */
import { isJsonObject, type Json } from '../../model/json.ts';
import { hasExpression, splitText } from '../expression/text.ts';
import { waiverHint } from '../manifest/answer-hints.ts';
import { moneyHint } from '../manifest/hints.ts';
import type { Mistake } from '../schema/mistakes.ts';
import { SHELL_KEYS } from '../schema/other-words.ts';
import { unquoted } from '../text/confusable.ts';
import { withoutSecrets } from '../text/secret-like.ts';
import type { JsonPath } from '../yaml/document.ts';
import { flowText } from '../yaml/flow.ts';
import { splitHint } from './command-line.ts';
import { foreignKind, foreignPipelineKey, foreignStageKey } from './foreign-words.ts';
import { isMovedStage } from './misplaced.ts';

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
  if (path.length === 1 && type === 'unknown-key') {
    const foreign = foreignPipelineKey(String(graph));
    if (foreign !== undefined && !hasTwin(mistake)) return foreign;
  }
  if (path.at(-1) === 'status' && path.at(-2) === 'on' && type === 'unknown-key')
    return `write expression: \${{ error.status in ${JSON.stringify([value].flat())} }}`;
  if (!isInStage) return moneyHint(mistake, value) ?? waiverHint(mistake, value);
  if (path.length === 3 && type === 'unknown-key' && !(isJsonObject(value) && 'uses' in value)) {
    const foreign = foreignStageKey(String(key), value);
    if (foreign !== undefined) return foreign;
  }
  if (path.length === 3 && key === 'uses' && type === 'bad-value' && typeof value === 'string') {
    const foreign = foreignKind(unquoted(value).trim());
    if (foreign !== undefined) return foreign;
  }
  if (path.length === 3 && key === 'needs' && type === 'wrong-type') return needsHint(value);
  if (path.length === 3 && key === 'concurrency' && isJsonObject(value))
    return 'write how many items run at once, as in "concurrency: 2"';
  if (path.at(-1) === 'expect' && key === 'with') return expectHint(value);
  if (key === 'with' && path.length === 4 && path[3] === 'stdin' && type === 'unknown-key')
    return 'leave it out: a command has inputs, context, and outputs of the stages under "needs:" as JSON on its standard input';
  if (path.length === 3 && type === 'unknown-key' && isJsonObject(value) && 'uses' in value)
    return `indent it as "${path[1]}:" is, if it is a stage of its own`;
  if (path.length === 3 && type === 'missing-key' && isMovedStage(path[1]))
    return `indent "${path[1]}:" deeper than the id of its stage`;
  if (key === 'output' && (type === 'wrong-type' || type === 'unknown-key'))
    return 'put the schema into a file under schemas/, and name it: output: { schema: name.schema.json }';
  if (key === 'artifacts' && path.length <= 4 && typeof value === 'string') {
    const rule = `{ path: ${flowText(withoutSecrets(value), 'plain')} }`;
    // `{ path: a.txt }` in place of a list is one rule, not a map of rules.
    return path.length === 3 ? `write [${rule}]` : path[3] === 'path' ? `write artifacts: [${rule}]` : `write ${rule}`;
  }
  if (key === 'with' && path.length === 4 && type === 'unknown-key' && path[3] === 'model')
    return 'the model is set at a provider in the config; name the provider here, as in "provider: writer"';
  if (path.length === 3 && type === 'missing-key' && key === 'uses')
    return 'set what does the work, as in "uses: command"';
  if (path.length === 3 && type === 'unknown-key' && SHELL_KEYS.has(String(key)))
    return 'write "uses: command" and "with: { argv: [sh, -c, \'…\'] }"';
  if (key === 'with' && path.at(-1) === 'argv' && point === 'value' && typeof value === 'string')
    return splitHint(value);
  return waiverHint(mistake, value);
}

/** Is there an equivalent key at the same place? */
const hasTwin = ({ meant = [] }: Mistake): boolean => meant.length > 0;

/** A hint for names of stages that are not a list. */
function needsHint(value: Json | undefined): string | undefined {
  const names = isJsonObject(value)
    ? Object.keys(value)
    : typeof value === 'string'
      ? value.trim().split(/[\s,]+/)
      : [];
  return names.every((name) => /^[a-z][a-z0-9_]*$/.test(name)) && names.length > 0
    ? `put it in brackets: [${names.join(', ')}]`
    : undefined;
}

/** A hint for `expect`: statuses are numbers, and `2xx` is the default. */
function expectHint(value: Json | undefined): string | undefined {
  const text = String(value).trim();
  if (/^[1-5]\d\d$/.test(text)) return `write ${text}, without quotes`;
  const some = text.split(/[\s,|]+/);
  if (some.length > 1 && some.every((one) => /^[1-5]\d\d$/.test(one))) return `write [${some.join(', ')}]`;
  if (/^2(?:xx|\*|\d\d ?- ?2\d\d)$/i.test(text)) return 'leave it out: every status from 200 to 299 is then accepted';
  return /^[1-5](?:xx|\*)$/i.test(text) ? `name each status, as in [${text[0]}00, ${text[0]}01]` : undefined;
}

/** A text with expressions, rewritten as one expression. */
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
