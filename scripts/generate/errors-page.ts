/** The codes of diagnostics and failures -> docs/errors.md. */
import type { CodeEntry } from '../../src/model/code-entry.ts';

const INTRODUCTION = `<!-- Generated from src/model/codes.ts by \`npm run generate\`. Do not edit. -->
# Errors

Every diagnostic and every failure carries one of these codes. A code keeps its meaning for ever.
`;

export function errorsPage(codes: Readonly<Record<string, CodeEntry>>): string {
  const entries = Object.entries(codes).sort(([a], [b]) => (a < b ? -1 : 1));
  const contents = entries.map(([code, { title }]) => `- [\`${code}\`](#${anchor(code)}): ${title}\n`);
  return `${INTRODUCTION}\n${contents.join('')}\n${entries.map(([code, entry]) => section(code, entry)).join('\n')}`;
}

const anchor = (code: string): string => code.replaceAll('/', '-');

function section(code: string, { title, help, example }: CodeEntry): string {
  const head = `<a id="${anchor(code)}"></a>\n\n## \`${code}\`\n\n**${title}.** ${help}\n`;
  if (example === undefined) return head;
  return `${head}\n\`\`\`${languageOf(example)}\n${example.trimEnd()}\n\`\`\`\n`;
}

const COMMAND = /^(?:\$ )?(?:[A-Z_]+=(?:'[^']*'|\S*) )*(?:pipeline-runner|git|npm|cp|ln|mv|rm|sudo|tar|touch) /;
const CODE = /^(?:export|import|throw) /;
/** Output of the runner, or the path of a file. */
const SAID = /\b(?:error|warning)\[[a-z]+\/|^[\w./-]+(?: -> \S+)?$/;

function languageOf(example: string): 'sh' | 'text' | 'ts' | 'yaml' {
  if (COMMAND.test(example)) return 'sh';
  if (SAID.test(example)) return 'text';
  return CODE.test(example) ? 'ts' : 'yaml';
}
