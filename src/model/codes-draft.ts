/** Codes of what a gate offers for reading and editing, and of what people make of it; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const draftCodes = {
  'draft/answer': {
    title: 'An answer was written into the draft',
    help: 'The draft is the content; answers belong in the manifest of the run. Move the line there. A key `approved` or `approvals` that the generated content or its schema has is content.',
    example: 'title: How rockets work\napproved: true   # belongs in runs/ep001.yaml',
  },
  'draft/unreadable': {
    title: 'A draft cannot be read',
    help: 'A draft must be a plain UTF-8 file of at most 1 MiB, or twice the size of what was generated. A link, a folder, a device or a binary file in its place is not read, and an answer that would approve it waits. A deleted draft counts as not edited.',
    example: 'runs/ep001.run/drafts/outline_review.1.yaml -> /somewhere/else.yaml',
  },
  'draft/empty': {
    title: 'A draft is empty',
    help: 'An editor that was interrupted, or a full disk, leaves an empty file. It is not treated as a value. Write what should be approved, or delete the file to approve what was generated.',
  },
  'draft/cut-text': {
    title: 'A `#` cuts off a text in a draft',
    help: 'After a space, `#` starts a comment in YAML: of `The #1 rocket`, only `The` would be approved. Put the whole text in quotes. If a comment is meant, write a space after its `#`.',
    example: 'title: The #1 rocket   # put it in quotes: "The #1 rocket"',
  },
  'draft/conflict': {
    title: 'A draft contains an unresolved merge conflict',
    help: 'Two people edited the draft, and git could not bring both versions together. Choose what should be approved and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`. Until then the gate keeps waiting.',
    example: '<<<<<<< HEAD\ntitle: Rockets\n=======\ntitle: How rockets work\n>>>>>>> main',
  },
  'draft/left-behind': {
    title: 'The draft of a new round does not contain the edits of an earlier one',
    help: 'A gate that asks again, because of requested changes or a rerun, offers a draft as it was generated. A stage that was sent back got the edits together with the feedback, but need not have kept them, and a rerun does not know them. Edits of an earlier draft stay in its file. Copy what should stay into the new draft, or request it as a change. The warning ends when the new draft is edited or the gate is answered.',
    example: 'runs/ep001.run/drafts/outline_review.1.yaml   # edited, then changes were requested',
  },
  'draft/schema': {
    title: 'An edited draft does not match the schema of what it replaces',
    help: 'The approved value replaces the output of the stage in question, so it must match `output.schema` of that stage: later stages rely on it. Fix the draft and save it. The answer stays and counts as soon as the draft matches; nothing is lost.',
    example: 'runs/ep001.run/drafts/outline_review.1.yaml:4:10 error[draft/schema]: …',
  },
  'draft/output-schema': {
    title: 'The `output` of an approval does not match the schema of what it replaces',
    help: '`output:` beside an approval replaces the output of the stage in question, so it must match `output.schema` of that stage. Fix it in the manifest; the gate keeps waiting.',
    example: 'approvals:\n  outline_review: { approved: true, output: { title: 5 } }',
  },
  'draft/two-edits': {
    title: 'Two different edits of one subject',
    help: 'The draft was edited, the approval in the manifest also has an `output`, and they differ, so it is unclear which one is approved. Remove `output` from the manifest to approve the draft, or delete the draft to approve `output`.',
    example:
      'approvals:\n  outline_review: { approved: true, output: { title: Rockets } }   # and the draft says: title: Tides',
  },
  'draft/moved-aside': {
    title: 'A draft existed before its question was asked',
    help: 'When the gate was about to write its draft, a file of that name already existed: from an earlier run of this name, or from another branch. It is not an edit of the current content, so it was moved aside; nothing is lost. Copy what you need from it into the new draft.',
    example: 'runs/ep001.run/drafts/outline_review.1.before-1.yaml',
  },
  'draft/late': {
    title: 'A draft was changed after it was approved',
    help: 'An approval covers the draft as it was when the answer was read, and the run has continued with that. To apply your change, go back to the gate: it asks again and writes a new draft. The old one is kept, so that you can copy from it.',
    example: 'pipeline-runner reset ep001 --to outline_review',
  },
  'draft/no-question': {
    title: 'The run has no such gate, or it has not asked yet',
    help: 'What was generated and what was approved can be compared once a gate has asked. The message names the gates of the run that have.',
    example: 'pipeline-runner diff ep001 --gate outline_review',
  },
  'gate/artifact-changed': {
    title: 'A file that a gate asks about is missing or was changed',
    help: 'An approval of an image or a video covers its bytes. The file at the path is now different from the one in question, or missing, so an approval waits. Restore the file, or let the stage that makes it run again (`retry --from`): the gate then asks about the new result.',
    example: 'runs/ep001.run/thumbnail/cover.png: error[gate/artifact-changed]: …',
  },
  'gate/asked-changed': {
    title: 'The file to read at a gate was changed',
    help: 'The files under `asked/` in the run folder show what the gate asks about, and belong to the runner. One of them showed something else, by mistake or to mislead its readers. It was renamed (nothing is deleted), and the file was written again when the run was opened. Until then, approval by command is refused. To approve something other than what was generated, edit the draft, if the gate has one.',
    example: 'runs/ep001.run/asked/outline_review.1.yaml',
  },
  'draft/asked-gone': {
    title: 'What a gate asked about is missing or was changed',
    help: 'The file under `asked/` in the run folder contains what the gate asked about, and belongs to the runner. It is missing, or its content has changed. Restore it (`git checkout`).',
    example: 'rm runs/ep001.run/asked/outline_review.1.yaml',
  },
} as const satisfies Record<string, CodeEntry>;
