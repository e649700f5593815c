/** Colours for terminals, or none; the caller decides whether they are wanted. Pure. */
import { escapeControls } from './excerpt.ts';

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan';
export type Paint = (colour: Colour, text: string) => string;

const CODES: Readonly<Record<Colour, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
};

export const noPaint: Paint = (_, text) => text;

export const ansiPaint: Paint = (colour, text) => {
  const [on, off] = CODES[colour];
  return text === '' ? '' : `\u001B[${on}m${text}\u001B[${off}m`;
};

// Tabs and line ends are harmless; for all other characters see excerpt.ts.
const STEERING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/;
const ALL_STEERING = new RegExp(STEERING.source, 'g');
// Our own colours are kept, so they are matched first.
const COLOUR_OR_STEERING = new RegExp(`\u001B\\[(?:[12]|22|3[1-6]|39)m|${STEERING.source}`, 'g');

/**
 * Makes a text safe for a terminal: colours made by `paint` stay, all other control characters are escaped. Done for
 * all output, since untrusted names and texts occur in too many places to escape each.
 */
export function steeringNothing(text: string, paint: Paint): string {
  if (!STEERING.test(text)) return text;
  const found = paint === noPaint ? ALL_STEERING : COLOUR_OR_STEERING;
  return text.replace(found, (one) => (one.length > 1 ? one : escapeControls(one)));
}

const STATUS_COLOURS: Readonly<Record<string, Colour>> = {
  completed: 'green',
  success: 'green',
  failed: 'red',
  failure: 'red',
  timeout: 'red',
  rejected: 'red',
  invalid: 'red',
  running: 'cyan',
  backoff: 'yellow',
  paused: 'yellow',
  awaiting_approval: 'yellow',
  budget_exceeded: 'yellow',
  cancelled: 'yellow',
  lost: 'yellow',
  cancellation: 'yellow',
  pending: 'dim',
  skipped: 'dim',
};

/** A status of the checkpoint in colour, with spaces instead of underscores. */
export function statusText(status: string, paint: Paint): string {
  const colour = STATUS_COLOURS[status];
  const words = status.replaceAll('_', ' ');
  return colour ? paint(colour, words) : words;
}
