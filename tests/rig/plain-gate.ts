/** The gate of most tests: anybody answers once, nothing is edited, nobody is reminded. */
import { stageIndex } from '../../src/model/brand.ts';
import type { Gate } from '../../src/model/gate.ts';

export const PLAIN_GATE: Gate = {
  subject: stageIndex(0),
  rework: stageIndex(0),
  editable: false,
  maxRounds: null,
  approvers: null,
  quorum: 1,
  notAuthor: false,
  requireSigned: false,
  autoApprove: 'never',
  remindAfter: null,
  remindEvery: null,
};
