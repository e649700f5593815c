/** The question to a model as a Markdown page. Pure. */
import type { FilePart, TextRequest } from '../../ports/provider.ts';

export function promptPage({ system, prompt, images, files, repair }: TextRequest): string {
  const parts: [string, string | null][] = [
    ['System', system],
    ['Prompt', prompt],
    ['Files', filesPart([...images, ...files])],
    ['The answer before', repair?.answer ?? null],
    ['What is wrong with it', repair?.errors.map((error) => `- ${error}`).join('\n') ?? null],
  ];
  return parts.flatMap(([title, text]) => (text === null ? [] : [`# ${title}\n\n${text.trim()}\n`])).join('\n');
}

const filesPart = (files: readonly FilePart[]): string | null =>
  files.length === 0
    ? null
    : files.map(({ name, mediaType, data }) => `- ${name} (${mediaType}, ${data.length} bytes)`).join('\n');
