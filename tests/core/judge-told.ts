/** A round of a gate, and what `judge` says of answers to it. */
import assert from 'node:assert/strict';
import { type Judgement, judge } from '../../src/core/judge.ts';
import type { Case } from '../../src/core/judge-case.ts';
import { digest, epochMs, projectPath } from '../../src/model/brand.ts';
import type { Gate, GateFacts, GateRound, RoundEnd } from '../../src/model/gate.ts';
import { type Said, seen } from '../rig/answers.ts';
import { buildPipeline, type GateSpec } from '../rig/build-pipeline.ts';

export const SUBJECT = digest(`sha256:${'5'.repeat(16)}`);
export const EDITED = digest(`sha256:${'e'.repeat(16)}`);
export const AGAIN = digest(`sha256:${'a'.repeat(16)}`);
export const edited = { type: 'edited', digest: EDITED, value: 'mine' } as const;
export const broken = {
  type: 'broken',
  problem: { code: 'gate/other-content', severity: 'error', message: 'no list', at: { file: 'drafts/g.1.yaml' } },
} as const;
export const NOW = epochMs(5000);

function gateOf(more: Partial<GateSpec>): Gate {
  const gate = buildPipeline({ a: {}, g: { asks: { subject: 'a', rework: 'a', ...more } } }).graph.stages[1]?.gate;
  assert.ok(gate);
  return gate;
}

export const ROUND: GateRound = {
  iteration: 1,
  generation: 1,
  fingerprint: digest('sha256:f1'),
  askedAt: epochMs(1000),
  subject: SUBJECT,
  question: 'Good?',
  how: 'approve',
  read: projectPath('asked/g.1.yaml'),
  draft: null,
  author: null,
  standing: [],
  given: [],
  remark: null,
  reminded: 0,
  end: null,
};
export const END: RoundEnd = {
  decision: 'changes',
  at: epochMs(900),
  by: [],
  feedback: 'shorter',
  items: null,
  edited: null,
  waived: false,
  consumed: [],
};

export interface Told extends Partial<Omit<GateFacts, 'answers' | 'short'>> {
  readonly short?: Said;
  readonly gate?: Partial<GateSpec>;
  readonly round?: Partial<GateRound>;
  readonly earlier?: readonly GateRound[];
  readonly keys?: readonly string[];
}

export function judged(
  answers: readonly Said[],
  { gate = {}, round = {}, earlier = [], keys, short, ...more }: Told = {},
): Judgement {
  // As the engine takes it down when it asks.
  const standing = earlier.flatMap(({ end }) => end?.consumed ?? []);
  const open = { ...ROUND, standing, ...round };
  const facts: GateFacts = {
    answers: answers.map((said) => seen(said, open.subject)),
    short: short ? seen(short, open.subject, 'short') : null,
    isAmbiguous: false,
    rest: 'steady',
    ...more,
  };
  const question: Case = {
    task: 'g',
    gate: gateOf(gate),
    round: open,
    rounds: [...earlier, open],
    facts,
    keys: keys ? new Set(keys) : null,
    now: NOW,
  };
  return judge(question);
}

/** In a word: what it settles as, `soon`, or why it does not count. */
export function told(answers: readonly Said[], about?: Told): string {
  const found = judged(answers, about);
  if (found.type === 'settle') return found.verdict.decision;
  return found.type === 'soon' ? 'soon' : (found.note.remark?.code ?? 'nothing');
}

export function noted(answers: readonly Said[], about?: Told) {
  const found = judged(answers, about);
  assert.ok(found.type === 'wait', JSON.stringify(found));
  return found.note;
}

export const digestOf = (said: Said) => seen(said, SUBJECT).digest;
export const shortDigest = (said: Said) => seen(said, SUBJECT, 'short').digest;

/** A round that these answers settled. */
export const settledBy = (...answers: readonly Said[]): GateRound => ({
  ...ROUND,
  end: { ...END, consumed: answers.map(digestOf) },
});
