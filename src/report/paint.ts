/** Colours, or none. Nothing here asks whether they are wanted: whoever prints decides. Pure. */

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

/** A status as it is called in the checkpoint, `awaiting_approval` written as two words. */
export function statusText(status: string, paint: Paint): string {
  const colour = STATUS_COLOURS[status];
  const words = status.replaceAll('_', ' ');
  return colour ? paint(colour, words) : words;
}
