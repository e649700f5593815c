/** The entry of a manifest that answers a gate, as YAML. Pure. */

export interface AnswerWanted {
  /** Address of the gate. */
  readonly gate: string;
  /** Number of the question, from 1. */
  readonly round: number;
  /** Number of people who must approve. */
  readonly quorum: number;
}

/** `approvals: { outline_review: { approved: true } }` */
export function approvalLine({ gate, round, quorum }: AnswerWanted): string {
  // Without the round, the same words may be an answer to an earlier round, which would not count.
  const said = round > 1 ? `approved: true, round: ${round}` : 'approved: true';
  const yes = quorum > 1 ? `[{ by: you@example.org, ${said} }]` : `{ ${said} }`;
  return `approvals: { ${keyText(gate)}: ${yes} }`;
}

/** As a key of a YAML map in flow style. */
export const keyText = (key: string): string => (/^[a-z][a-z0-9_/]*$/.test(key) ? key : JSON.stringify(key));
