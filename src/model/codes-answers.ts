/** Codes of answers to gates and of other steering by the manifest; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const answerCodes = {
  'answer/contradiction': {
    title: 'An answer says two things at once',
    help: 'Two of its keys contradict each other, or the feedback is given in two places. An answer is one of: `approved: true`, `approved: false`, `changes:`, `rejected:`, or `decision:` with `feedback:`. The diagnostic points at the second key and names the first.',
    example: 'approvals:\n  outline_review: { approved: true, rejected: "not for this show" }',
  },
  'answer/early': {
    title: 'The manifest answers a gate that has not asked yet',
    help: 'An answer cannot be about content that nobody has seen, so it does not count when the gate asks. Delete it, and answer once the gate asks. An answer with `of` counts if the gate asks about exactly that content.',
    example: 'approvals:\n  final_review: { approved: true }   # while the stage before it still runs',
  },
  'answer/no-decision': {
    title: 'An answer contains no decision',
    help: 'It says who answers, about what, or why, but not what the decision is. Add `approved`, `changes`, `rejected` or `decision`; `approved: false` is "not yet".',
    example: 'approvals:\n  outline_review: { feedback: "shorter" }',
  },
  'answer/no-feedback': {
    title: 'Changes or a rejection without a reason',
    help: 'A stage that is sent back runs again with the feedback, and people who see a rejection want to know why. Empty or blank text is not feedback.',
    example: 'approvals:\n  outline_review: { decision: changes }',
  },
  'answer/no-gate': {
    title: 'The manifest answers something that is not a gate',
    help: 'Only stages with `uses: approval` ask for an answer. Write the name of the gate, not that of the stage whose output it shows. `approved` at the top level has no effect in a run whose pipeline has no gates, which is a warning.',
    example: 'approvals:\n  outlining: { approved: true }   # the gate is outline_review',
  },
  'answer/no-items': {
    title: 'Changes are requested for items, but the gate has none',
    help: '`changes:` as a map requests a change of each named item of a `foreach` stage. The subject of this gate has no items: write one text.',
    example: 'approvals:\n  outline_review: { changes: { scene_3: "closer" } }',
  },
  'answer/no-rework': {
    title: 'Changes are requested at a gate that does not accept them',
    help: '`changes` sends the run back to the stage that the gate names under `rework`, but this gate names none. Approve or reject it, or edit the draft if it has one.',
    example: 'with: { subject: outlining }   # add rework: outlining',
  },
  'answer/not-editable': {
    title: 'An answer contains an output for a gate that is not editable',
    help: 'With `output:` a person approves different content from what was generated. The gate must allow it with `editable: true`.',
    example: 'approvals:\n  outline_review: { approved: true, output: { title: "Rockets" } }',
  },
  'answer/not-waivable': {
    title: '`auto_approve` names a gate that cannot be waived',
    help: 'A run can pass a gate without asking only if the gate itself says `auto_approve: allowed`.',
    example: 'auto_approve: [outline_review]',
  },
  'answer/skips-gate': {
    title: '`skip` names a gate',
    help: 'Gates cannot be skipped. Answer the gate, or waive it with `auto_approve` if the gate allows that.',
    example: 'skip: [outline_review]',
  },
  'answer/two-minds': {
    title: 'One person gives two different answers',
    help: 'In a list each person answers once per content. Keep the answer that is meant. Answers to different contents, distinguished by `of`, may be listed together.',
    example:
      'approvals:\n  release: [{ by: editor@example.org, approved: true }, { by: editor@example.org, rejected: "no" }]',
  },
  'answer/unknown-gate': {
    title: 'The manifest answers a gate that the pipeline or its run does not have',
    help: 'Correct the name. A gate of a sub-pipeline is written `episode/review`, and one in an item of a `foreach` stage `episodes[e1]/review`, with the key of the item as `status` shows it.',
    example: 'approvals:\n  outlne_review: { approved: true }',
  },
} as const satisfies Record<string, CodeEntry>;
