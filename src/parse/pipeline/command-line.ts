/** Hints for a command written as one line instead of a list of words. Pure. */
import { withoutSecrets } from '../text/secret-like.ts';
import { flowText } from '../yaml/flow.ts';

const PLAIN_WORDS = /^[\w./:=@+-]+(?: +[\w./:=@+-]+)*$/;
const EXPRESSION = /\$\{\{[\s\S]*?\}\}/;

/**
 * A hint to split the line. A line with expressions is not suggested as a shell script, since values would become code.
 */
export function splitHint(line: string): string {
  const text = withoutSecrets(line).trim();
  const isPlain = PLAIN_WORDS.test(text.replaceAll(new RegExp(EXPRESSION, 'g'), 'x'));
  if (isPlain) {
    const words = text.match(/(?:\$\{\{[\s\S]*?\}\}|\S)+/g) ?? [];
    return `write its words as a list: [${words.map((word) => flowText(word, 'plain')).join(', ')}]`;
  }
  if (EXPRESSION.test(text)) return 'write its words as a list: one entry per word';
  return `write its words as a list, or let a shell split it: [sh, -c, ${JSON.stringify(text)}]`;
}

/**
 * The literal part of the first entry of `argv`, if it has several words; null: it is one word, or may be a path with a
 * space.
 */
export function severalWords(program: string): string | null {
  const [fixed = ''] = program.split('${{', 1);
  if (fixed === program) return /\S\s+\S/.test(program) ? program : null;
  return /^\s*\S+\s/.test(fixed) && !fixed.includes('/') ? fixed : null;
}
