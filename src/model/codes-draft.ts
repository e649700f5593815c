/** Codes of what a gate offers for reading and editing, and of what people make of it; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const draftCodes = {
  'draft/unreadable': {
    title: 'A draft cannot be read',
    help: 'What a gate offers for editing is a plain file in UTF-8, at most 1 MiB or twice as large as what was generated. A link, a folder, a device or a binary file in its place is not read, and an answer that would approve it waits. A draft that is deleted counts as one that nobody edited.',
    example: 'runs/ep001.run/drafts/outline_review.1.yaml -> /somewhere/else.yaml',
  },
  'draft/empty': {
    title: 'A draft is empty',
    help: 'An editor that was interrupted, or a full disk, leaves an empty file. It is not taken for a value. Write what is to be approved, or delete the file to approve what was generated.',
  },
  'draft/conflict': {
    title: 'A draft holds an unresolved merge conflict',
    help: 'Two people edited the draft, and git could not bring both versions together. Choose what is to be approved and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`. Until then the gate goes on waiting.',
    example: '<<<<<<< HEAD\ntitle: Rockets\n=======\ntitle: How rockets work\n>>>>>>> main',
  },
  'draft/schema': {
    title: 'An edited draft does not fit the schema of what it replaces',
    help: 'What is approved takes the place of the output of the stage that was asked about, so it must fit `output.schema` of that stage: later stages rely on it. Mend the draft and save it. The answer stays where it is and counts as soon as the draft fits; nothing is lost.',
    example: 'runs/ep001.run/drafts/outline_review.1.yaml:4:10 error[draft/schema]: …',
  },
  'draft/output-schema': {
    title: 'The `output` of an approval does not fit the schema of what it replaces',
    help: '`output:` beside an approval takes the place of the output of the stage that was asked about, so it must fit `output.schema` of that stage. Mend it in the manifest; the gate goes on waiting.',
    example: 'approvals:\n  outline_review: { approved: true, output: { title: 5 } }',
  },
  'draft/two-edits': {
    title: 'Two different edits of one subject',
    help: 'The draft was edited, and the approval in the manifest has an `output` too, and they differ, so it is not known which of them is approved. Take `output` out of the manifest to approve the draft; or delete the draft to approve `output`.',
    example:
      'approvals:\n  outline_review: { approved: true, output: { title: Rockets } }   # and the draft says: title: Tides',
  },
  'draft/moved-aside': {
    title: 'A draft was there before its question',
    help: 'Where a gate was about to offer its draft there was a file of that name already: of an earlier run of this name, or of another branch. It is no edit of what is asked now, so it was moved aside; nothing of it is lost. Copy from it what you want into the new draft.',
    example: 'runs/ep001.run/drafts/outline_review.1.before-1.yaml',
  },
  'draft/late': {
    title: 'A draft was changed after it had been approved',
    help: 'An approval covers the draft as it stood when the answer was read, and the run has gone on with that. To have your change in it, go back to the gate: it asks again, and offers a new draft. The old one stays, so that you can copy from it.',
    example: 'pipeline-runner reset ep001 --to outline_review',
  },
  'draft/no-question': {
    title: 'The run has no such gate, or it has not asked yet',
    help: 'What was generated and what was approved can be compared once a gate has asked. The message names the gates of the run that have.',
    example: 'pipeline-runner diff ep001 --gate outline_review',
  },
  'gate/artifact-changed': {
    title: 'A file that a gate asks about is gone or was changed',
    help: 'An approval of a picture or a film is of its bytes. The file that stands at the path now is another than the one that was asked about, or there is none, so an approval waits. Bring the file back, or let the stage that makes it run again (`retry --from`): the gate then asks about what comes of it.',
    example: 'runs/ep001.run/thumbnail/cover.png: error[gate/artifact-changed]: …',
  },
  'gate/asked-changed': {
    title: 'What a gate offers to be read was changed',
    help: 'The files below `asked/` in the folder of the run show what is asked about, and belong to the runner. One of them showed something else, by mistake or to mislead who reads it. It got another name beside it (nothing is deleted), and the file was written anew when the run was opened. An approval by a command is refused until that is done. To approve something else than what was generated, edit the draft, where the gate has one.',
    example: 'runs/ep001.run/asked/outline_review.1.yaml',
  },
  'draft/asked-gone': {
    title: 'What a gate asked about is gone or was changed',
    help: 'The file below `asked/` in the folder of the run holds what was asked about, and belongs to the runner. It is not there any more, or its content is not what it was. Bring it back (`git checkout`).',
    example: 'rm runs/ep001.run/asked/outline_review.1.yaml',
  },
} as const satisfies Record<string, CodeEntry>;
