/** Answers in a manifest that no process has looked at: the checkpoint asks on as if nobody had said anything. */
import type { Digests } from '../../adapters/disk/digests.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Manifest } from '../../model/manifest.ts';
import { answerText, namedAnswers, shortAnswers } from '../../parse/manifest/stood-answers.ts';
import { openGates } from '../../report/gates.ts';

interface Surroundings {
  readonly digests: Pick<Digests, 'ofText'>;
}

/** Gates that ask, and whose manifest says more than it did when they asked. Whether it counts, only a run tells. */
export function unreadAnswers({ digests }: Surroundings, manifest: Manifest, checkpoint: Checkpoint): string[] {
  const open = openGates(checkpoint);
  const short = open.length === 1 ? shortAnswers(manifest) : [];
  return open.flatMap(({ gate, approval: { standing = [] } }) => {
    const said = [...namedAnswers(manifest, gate), ...short].filter(({ answer }) => answer.decision !== 'not-yet');
    return said.some((one) => !standing.includes(digests.ofText(answerText(one)))) ? [gate] : [];
  });
}
