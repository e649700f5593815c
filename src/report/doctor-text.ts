/** `doctor`: what is installed, what is missing, and what to do. Pure. */
import { type Colour, noPaint, type Paint } from './paint.ts';
import { padded } from './table.ts';
import { oneLine } from './words.ts';

const AREAS = ['system', 'packages', 'project', 'daemon', 'providers', 'secrets', 'calls'] as const;

export interface Finding {
  readonly area: (typeof AREAS)[number];
  readonly name: string;
  /** `optional`: not installed, and not needed by the configuration. `missing`: not installed, but needed. */
  readonly state: 'ok' | 'optional' | 'missing';
  readonly text: string;
  /** What to do; null: nothing. */
  readonly hint: string | null;
}

/** A finding with the state `ok`, unless `more` says otherwise. */
export const finding = (
  area: Finding['area'],
  name: string,
  text: string,
  more: Partial<Pick<Finding, 'state' | 'hint'>> = {},
): Finding => ({ area, name, state: 'ok', text, hint: null, ...more });

const COLOURS: Readonly<Record<Finding['state'], Colour>> = { ok: 'green', optional: 'dim', missing: 'red' };
const STATE_WIDTH = 8;

export function doctorText(findings: readonly Finding[], paint: Paint = noPaint): string {
  const areas = AREAS.flatMap((area) => {
    const some = findings.filter((finding) => finding.area === area);
    return some.length === 0 ? [] : [`${paint('bold', titleOf(area))}\n${rowsOf(some, paint).join('\n')}\n`];
  });
  return `${areas.join('\n')}\n${verdict(findings)}\n`;
}

const titleOf = (area: string): string => area.charAt(0).toUpperCase() + area.slice(1);

function rowsOf(findings: readonly Finding[], paint: Paint): readonly string[] {
  const width = Math.max(...findings.map(({ name }) => name.length));
  return findings.flatMap(({ name, state, text, hint }) => [
    `  ${paint(COLOURS[state], padded(state, STATE_WIDTH))}  ${padded(name, width)}  ${oneLine(text)}`,
    ...(hint === null ? [] : [`${' '.repeat(width + STATE_WIDTH + 6)}${paint('cyan', oneLine(hint))}`]),
  ]);
}

function verdict(findings: readonly Finding[]): string {
  const missing = new Set(findings.flatMap(({ state, name }) => (state === 'missing' ? [name] : [])));
  if (missing.size > 0) return `Missing, but needed by this project: ${[...missing].join(', ')}`;
  const optional = findings.filter(({ state }) => state === 'optional').length;
  return optional === 0 ? 'Everything is there.' : 'Everything this project needs is there.';
}
