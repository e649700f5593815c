/** Text of others as Markdown that shows the same text. Pure. */

/** What is set as code by its author stays code; everything else loses its meaning as Markdown or HTML. */
export function asMarkdown(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/[\\`*_[\]<>~|&]/g, '\\$&')))
    .join('')
    .replace(/^(?=[#+-])/, '\\')
    .replace(/^(\d+)(?=[.)])/, '$1\\');
}
