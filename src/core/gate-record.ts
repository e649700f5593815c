/** Questions of a gate as they are written in a checkpoint, and back. */
import { type Digest, projectPath } from '../model/brand.ts';
import type { CheckpointApproval, CheckpointTask } from '../model/checkpoint.ts';
import type { GateRound, RoundEnd } from '../model/gate.ts';
import { isoTime } from '../model/iso-time.ts';
import { compact, time } from './compact.ts';

type Kept = Pick<CheckpointTask, 'approval' | 'earlier_approvals'>;

/** The newest question is written first. */
export function encodeRounds(rounds: readonly GateRound[]): Kept {
  const last = rounds.at(-1);
  if (!last) return {};
  const approval = encodeRound(last);
  return rounds.length === 1 ? { approval } : { approval, earlier_approvals: rounds.slice(0, -1).map(encodeRound) };
}

export const decodeRounds = ({ approval, earlier_approvals = [] }: Kept): readonly GateRound[] =>
  approval ? [...earlier_approvals, approval].map(decodeRound) : NONE;

const NONE: readonly GateRound[] = [];

function encodeRound(round: GateRound): CheckpointApproval {
  const { end, given, standing, remark } = round;
  return compact({
    iteration: round.iteration,
    generation: round.generation > 1 ? round.generation : undefined,
    question: round.question,
    ...(end ? {} : { how: round.how, accepts: round.accepts, quorum: round.quorum }),
    read: round.read,
    draft: round.draft ?? undefined,
    asked_at: isoTime(round.askedAt),
    subject: round.subject,
    ...(end ? encodeEnd(end) : {}),
    remark: remark ?? undefined,
    reminders: round.reminded || undefined,
    author: round.author ?? undefined,
    standing: standing.length > 0 ? standing : undefined,
    given: given.length > 0 ? given.map(({ answer, of, at }) => ({ answer, of, at: isoTime(at) })) : undefined,
    fingerprint: round.fingerprint,
  });
}

const encodeEnd = ({ decision, at, by, feedback, items, edited, waived, consumed }: RoundEnd) => ({
  decision,
  at: isoTime(at),
  by:
    by.length > 0
      ? by.map(({ who, assurance, commit }) => compact({ who, assurance, commit: commit ?? undefined }))
      : undefined,
  feedback: feedback ?? undefined,
  items: items ?? undefined,
  edited: edited ?? undefined,
  waived: waived ? (true as const) : undefined,
  consumed: consumed.length > 0 ? consumed : undefined,
});

function decodeRound(kept: CheckpointApproval): GateRound {
  return {
    iteration: kept.iteration,
    generation: kept.generation ?? 1,
    fingerprint: kept.fingerprint as Digest,
    askedAt: time(kept.asked_at),
    subject: kept.subject as Digest,
    question: kept.question,
    how: kept.how ?? '',
    ...compact({ accepts: kept.accepts, quorum: kept.quorum }),
    read: projectPath(kept.read),
    draft: kept.draft === undefined ? null : projectPath(kept.draft),
    author: kept.author ?? null,
    standing: (kept.standing ?? []) as readonly Digest[],
    given: (kept.given ?? []).map(({ answer, of, at }) => ({
      answer: answer as Digest,
      of: of as Digest,
      at: time(at),
    })),
    remark: kept.remark ?? null,
    reminded: kept.reminders ?? 0,
    end: decodeEnd(kept),
  };
}

function decodeEnd({
  decision,
  at,
  by,
  feedback,
  items,
  edited,
  waived,
  consumed,
}: CheckpointApproval): RoundEnd | null {
  if (decision === undefined) return null;
  return {
    decision,
    at: time(at ?? ''),
    by: (by ?? []).map(({ who, assurance, commit }) => ({ who, assurance, commit: commit ?? null })),
    feedback: feedback ?? null,
    items: items ?? null,
    edited: (edited ?? null) as Digest | null,
    waived: waived ?? false,
    consumed: (consumed ?? []) as readonly Digest[],
  };
}
