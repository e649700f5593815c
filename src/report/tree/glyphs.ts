/** The signs that the tree is drawn with, and texts of others made fit to stand among them. Pure. */
import { oneLine } from '../words.ts';

export type Mark = 'done' | 'running' | 'retrying' | 'asks' | 'failed' | 'waiting' | 'skipped' | 'cancelled';

export interface Glyphs {
  /** Each one column wide and unlike the others: colours add nothing to them. */
  readonly marks: Readonly<Record<Exclude<Mark, 'running'>, string>>;
  /** What runs, one after the other. */
  readonly spinner: readonly string[];
  readonly bar: { readonly start: string; readonly full: string; readonly empty: string; readonly end: string };
  readonly dot: string;
  readonly ellipsis: string;
  /** A text of others on one line, its control characters escaped. */
  text(of: string): string;
}

export const UNICODE: Glyphs = {
  marks: {
    done: '✔',
    retrying: '↻',
    asks: '◆',
    failed: '✖',
    waiting: '○',
    skipped: '─',
    cancelled: '■',
  },
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  bar: { start: '▕', full: '█', empty: '░', end: '▏' },
  dot: ' · ',
  ellipsis: '…',
  text: (of) => oneLine(of),
};

const NAMED: Readonly<Record<string, string>> = { '…': '...', '⏎': '|', '·': '-' };

/** For locales and terminals that know no other characters. */
export const ASCII: Glyphs = {
  marks: {
    done: '+',
    retrying: '~',
    asks: '?',
    failed: 'x',
    waiting: '.',
    skipped: '-',
    cancelled: '!',
  },
  spinner: ['|', '/', '-', '\\'],
  bar: { start: '[', full: '#', empty: '.', end: ']' },
  dot: ' - ',
  ellipsis: '...',
  text: (of) => oneLine(of).replace(/[^ -~]/gu, (character) => NAMED[character] ?? '?'),
};
