/**
 * Removes the thoughts of a model that its server left in the answer, between tags. Pure.
 *
 * @source https://docs.sglang.io/docs/advanced_features/separate_reasoning.md, and vLLM "Reasoning Outputs": servers
 * separate them only if started with a parser. Some models have the opening tag in the prompt, so that only the closing
 * one is in the answer: https://github.com/vllm-project/vllm/issues/13125.
 */

const OPENING = '<think>';
const CLOSING = '</think>';
const CLOSING_LINE = /(?:^|\n)<\/think>[^\S\n]*(?:\n|$)/;

/** The answer after the thoughts; empty if they do not end. A text that only mentions the tags is left unchanged. */
export function withoutThoughts(text: string): string {
  if (text.trimStart().startsWith(OPENING)) {
    const end = text.indexOf(CLOSING);
    return end < 0 ? '' : text.slice(end + CLOSING.length).trimStart();
  }
  const line = CLOSING_LINE.exec(text);
  if (line === null || text.slice(0, line.index).includes(OPENING)) return text;
  return text.slice(line.index + line[0].length).trimStart();
}
