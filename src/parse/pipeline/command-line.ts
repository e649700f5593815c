/** A line as one types it into a shell, where the words of a command are asked for. Pure. */
import { withoutSecrets } from '../text/secret-like.ts';
import { flowText } from '../yaml/flow.ts';

const PLAIN_WORDS = /^[\w./:=@+-]+(?: +[\w./:=@+-]+)*$/;
const EXPRESSION = /\$\{\{[\s\S]*?\}\}/;

/** No shell splits it. A value in a script would be a part of the script, so a line with one is not for a shell. */
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
 * What is fixed of the first entry of `argv`, if it is more than a word; null: it is one, or may be the path of a file
 * with a blank in it.
 */
export function severalWords(program: string): string | null {
  const [fixed = ''] = program.split('${{', 1);
  if (fixed === program) return /\S\s+\S/.test(program) ? program : null;
  return /^\s*\S+\s/.test(fixed) && !fixed.includes('/') ? fixed : null;
}
