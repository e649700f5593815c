/** README.md as tests read it: its sessions on a terminal, and the files that it shows. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface Step {
  readonly command: string;
  /** Lines that must be among what the command prints. */
  readonly shown: readonly string[];
}

const BLOCK = /^```(\w+)\n([\s\S]*?)^```$/gm;
const OMITTED = '…';

function blocks(): readonly { readonly language: string; readonly text: string }[] {
  const readme = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');
  return [...readme.matchAll(BLOCK)].map(([, language = '', text = '']) => ({ language, text }));
}

/** Of the blocks marked `console`, in their order. */
export function readmeSession(): readonly Step[] {
  return blocks()
    .filter(({ language }) => language === 'console')
    .flatMap(({ text }) => text.split(/^\$ /m).slice(1))
    .map((step) => {
      const [command = '', ...lines] = step.split('\n');
      return { command, shown: lines.filter((line) => line.trim() !== '' && line !== OMITTED) };
    });
}

/** Path -> text of the blocks that name their file in a comment on their first or second line. */
export function readmeFiles(): Readonly<Record<string, string>> {
  const named = blocks().flatMap(({ text }): [string, string][] => {
    const [, file] = /^(?:.*\n)?(?:#|\/\/) ([\w-]+(?:\/[\w-]+)*\.(?:yaml|ts))\n/.exec(text) ?? [];
    return file === undefined ? [] : [[file, text]];
  });
  return Object.fromEntries(named);
}
