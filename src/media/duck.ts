/** How loud music is under speech, and at its edges. Pure. */
import { gainOf } from './gain.ts';
import { PIECE } from './pace.ts';
import { MIX_RATE } from './sound.ts';
import type { Span } from './spans.ts';
import type { Gains } from './voices.ts';

export interface Bed extends Span {
  /** When somebody speaks, in order. */
  readonly talk: readonly Span[];
  /** Decibels. */
  readonly duck: number;
}

const FADE = { in: 1, out: 2.5 };

const ATTACK_SECONDS = 0.35;
const RELEASE_SECONDS = 1.2;
/** In shorter gaps music stays low, to avoid audible pumping. */
const LEAST_GAP_SECONDS = 2;

/** 1 without speech, {@link Bed.duck} during speech, linear in decibels in between; faded at the edges. */
export function duckedBy({ start: from, end: to, talk, duck }: Bed): Gains {
  const joined = joinedSpans(talk);
  const under = gainOf(duck);
  const fade = { in: Math.min(FADE.in, (to - from) / 4), out: Math.min(FADE.out, (to - from) / 3) };
  const buffer = new Float32Array(PIECE);
  return (start, count) => {
    const gains = buffer.subarray(0, count);
    let next = 0;
    for (let at = 0; at < count; at += 1) {
      const time = (start + at) / MIX_RATE;
      while (next < joined.length && (joined[next]?.end ?? 0) + RELEASE_SECONDS < time) next += 1;
      const depth = Math.max(depthAt(joined[next], time), depthAt(joined[next + 1], time));
      const edge = Math.min(1, (time - from) / fade.in, (to - time) / fade.out);
      gains[at] = depth === 0 ? 1 : depth === 1 ? under : gainOf(duck * depth);
      if (edge < 1) gains[at] = (gains[at] ?? 1) * Math.sin((Math.PI / 2) * Math.max(0, edge));
    }
    return gains;
  };
}

function depthAt(span: Span | undefined, time: number): number {
  if (span === undefined) return 0;
  if (time < span.start) return Math.max(0, 1 - (span.start - time) / ATTACK_SECONDS);
  return time <= span.end ? 1 : Math.max(0, 1 - (time - span.end) / RELEASE_SECONDS);
}

function joinedSpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (before && span.start - before.end < LEAST_GAP_SECONDS) joined[joined.length - 1] = { ...before, end: span.end };
    else joined.push(span);
  }
  return joined;
}
