/** The last lines of a failed program that explain the failure. Pure. */
import { lastLines } from './capture.ts';

const SHOWN_LINES = 10;
const FRAME = /^\s+at \S/;
/** Node prints its version below the stack of an uncaught error. */
const VERSION = /^Node\.js v\d/;
const CARET = /^\s*\^+\s*$/;

/** The last lines, without stack lines: these would hide the error itself, and are in the log. */
export const lastWordsIn = (text: string): string =>
  lastLines(withoutStack(text), SHOWN_LINES) || lastLines(text, SHOWN_LINES);

function withoutStack(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => FRAME.test(line));
  if (first === -1) return text;
  // Above its message Node shows where it was thrown: the place, the line and a caret.
  const caret = lines.slice(0, first).findLastIndex((line) => CARET.test(line));
  const shown = caret >= 2 && /:\d+$/.test(lines[caret - 2] ?? '') ? caret - 2 : caret + 1;
  return lines.filter((line, at) => !FRAME.test(line) && !VERSION.test(line) && (at < shown || at > caret)).join('\n');
}
