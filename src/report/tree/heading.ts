/** The first line of the tree: which run, and how far it has come. Pure. */
import type { RunProgress } from '../../core/progress.ts';
import { usdText } from '../../model/money.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { RunPhase, RunState } from '../../model/state.ts';
import { widthOf } from '../excerpt.ts';
import type { Colour } from '../paint.ts';
import { aboutText, clockText } from '../words.ts';
import type { Mark } from './glyphs.ts';
import { type Look, type Piece, painted } from './line.ts';

export interface Heading {
  readonly pipeline: Pipeline;
  readonly state: RunState;
  readonly progress: RunProgress;
  /** Milliseconds that the run will still take; null: nobody knows. */
  readonly left: number | null;
  readonly now: number;
  readonly look: Look;
}

const MIN_TITLE = 5;
/** Where the facts end when there is room. */
const FACTS_END = 100;

/** The title at the left, facts at the right. */
export function headingText(heading: Heading, width: number): string {
  const { look } = heading;
  const title = titleOf(heading);
  const taken = title.reduce((sum, [text]) => sum + widthOf(text), 0);
  const facts = factsText(heading, width - taken - 2);
  const room = width - widthOf(facts) - 2;
  if (room < MIN_TITLE) return painted(title, width, look);
  const gap = Math.max(2, Math.min(width, FACTS_END) - Math.min(taken, room) - widthOf(facts));
  return painted(title, room, look) + ' '.repeat(gap) + facts;
}

type Phase = RunPhase | 'interrupted';

const MARKS: Readonly<Record<Phase, readonly [mark: Exclude<Mark, 'running'>, colour: Colour] | null>> = {
  running: null,
  paused: ['asks', 'yellow'],
  awaiting: ['asks', 'yellow'],
  cancelling: ['cancelled', 'yellow'],
  cancelled: ['cancelled', 'yellow'],
  interrupted: ['cancelled', 'yellow'],
  failed: ['failed', 'red'],
  rejected: ['failed', 'red'],
  completed: ['done', 'green'],
};

/** Where it is not the name of the phase. */
const PHASES: Partial<Readonly<Record<Phase, string>>> = { running: '', awaiting: 'waits for approval' };

const phaseOf = ({ phase, executions }: RunState): Phase =>
  executions.at(-1)?.reason === 'shutdown' ? 'interrupted' : phase;

function titleOf({ pipeline, state, look: { glyphs } }: Heading): readonly Piece[] {
  const [mark, colour] = MARKS[phaseOf(state)] ?? [];
  const name: Piece = [`${glyphs.text(pipeline.name)}${glyphs.dot}${state.id}`, 'bold'];
  return [[mark ? ` ${glyphs.marks[mark]} ` : ' ', colour ?? null], name];
}

/** As many as there is room for: the forecast goes first, then cost, then time, then the phase. */
function factsText(heading: Heading, room: number): string {
  const { state, progress, left, look } = heading;
  const phase = phaseOf(state);
  const facts = [
    { text: PHASES[phase] ?? phase, keep: 4 },
    { text: `${progress.completed}/${progress.total} ${progress.percent}%`, keep: 5 },
    { text: clockText(elapsed(heading)), keep: 3 },
    { text: left ? `about ${aboutText(left)} left` : '', keep: 1 },
    { text: costText(state), keep: 2 },
  ].filter(({ text }) => text !== '');
  for (let least = 1; ; least++) {
    const kept = facts.filter(({ keep }) => keep >= least);
    const text = kept.map((fact) => fact.text).join(look.glyphs.dot);
    if (kept.length <= 1 || widthOf(text) <= room) return text;
  }
}

/** What nobody knows is never called nothing (law 8). */
function costText({ spent }: RunState): string {
  if (spent.unknown > 0) return spent.usd > 0 ? `at least ${usdText(spent.usd)}` : 'cost unknown';
  return spent.atMost > 0 ? usdText(spent.atMost) : '';
}

/** Of this period of work. */
function elapsed({ state, now }: Heading): number {
  const last = state.executions.at(-1);
  return last ? Math.max(0, (last.endedAt ?? now) - last.startedAt) : 0;
}
