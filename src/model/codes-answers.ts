/** Codes of answers to gates and of other steering by the manifest; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const answerCodes = {
  'answer/contradiction': {
    title: 'An answer says two things at once',
    help: 'Two of its keys decide differently, or the feedback stands in two places. An answer is one of: `approved: true`, `approved: false`, `changes:`, `rejected:`, or `decision:` with `feedback:`. The diagnostic stands at the second key and names the first.',
    example: 'approvals:\n  outline_review: { approved: true, rejected: "not for this show" }',
  },
  'answer/no-decision': {
    title: 'An answer decides nothing',
    help: 'It says who answers, about what, or why, but not what is decided. Say it with `approved`, `changes`, `rejected` or `decision`; `approved: false` is "not yet".',
    example: 'approvals:\n  outline_review: { feedback: "shorter" }',
  },
  'answer/no-feedback': {
    title: 'Changes or a rejection without a reason',
    help: 'What is sent back runs again with the feedback, and who reads of a rejection wants to know why. An empty text or one of blanks alone is no feedback.',
    example: 'approvals:\n  outline_review: { decision: changes }',
  },
  'answer/no-gate': {
    title: 'The manifest answers what is no gate',
    help: 'Only stages with `uses: approval` ask for an answer. Write the name of the gate, not that of the stage whose output it shows. `approved` at the top level is idle in a run whose pipeline has no gates, which is a warning.',
    example: 'approvals:\n  outlining: { approved: true }   # the gate is outline_review',
  },
  'answer/no-items': {
    title: 'Changes are asked of items, and the gate shows none',
    help: '`changes:` as a map asks each named item of a `foreach` stage for its own change. The subject of this gate has no items: write one text.',
    example: 'approvals:\n  outline_review: { changes: { scene_3: "closer" } }',
  },
  'answer/no-rework': {
    title: 'Changes are asked of a gate that takes none',
    help: '`changes` sends the run back to the stage that the gate names under `rework`, and this gate names none. Approve or reject it, or edit the draft if it has one.',
    example: 'with: { subject: outlining }   # add rework: outlining',
  },
  'answer/not-editable': {
    title: 'An answer brings an output to a gate that is not editable',
    help: 'With `output:` a person approves another content than the one that was made. The gate must allow it with `editable: true`.',
    example: 'approvals:\n  outline_review: { approved: true, output: { title: "Rockets" } }',
  },
  'answer/not-waivable': {
    title: '`auto_approve` names a gate that may not be waived',
    help: 'A run can go past a gate without asking only where the gate itself says `auto_approve: allowed`.',
    example: 'auto_approve: [outline_review]',
  },
  'answer/skips-gate': {
    title: '`skip` names a gate',
    help: 'There is no way around a gate. Answer it, or waive it with `auto_approve` if the gate allows that.',
    example: 'skip: [outline_review]',
  },
  'answer/two-minds': {
    title: 'One person gives two different answers',
    help: 'In a list each person answers once about one content. Keep the answer that counts. Answers to different contents, told apart by `of`, may stand beside each other.',
    example:
      'approvals:\n  release: [{ by: editor@example.org, approved: true }, { by: editor@example.org, rejected: "no" }]',
  },
  'answer/unknown-gate': {
    title: 'The manifest answers a gate that the pipeline does not have',
    help: 'Correct the name. A gate of a sub-pipeline is written `episode/review`, and one in an item of a `foreach` stage `episodes[e1]/review`, with the key of the item.',
    example: 'approvals:\n  outlne_review: { approved: true }',
  },
} as const satisfies Record<string, CodeEntry>;
