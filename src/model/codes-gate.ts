/** Codes of gates: their definition in a pipeline, their files, and why an answer does not count; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const gateCodes = {
  // Why an answer does not count (core/judge).
  'gate/other-content': {
    title: 'An answer names another content than the one that is asked about',
    help: '`of:` of an answer says which content was meant, and it fits neither the subject as it was generated nor the draft as it stands now. The run goes on waiting. Read what is asked about now, and answer again; the commands write `of` by themselves.',
    example: 'approvals:\n  outline_review: { approved: true, of: sha256:9f2c1d0a }   # of the round before',
  },
  'gate/stood-before': {
    title: 'An answer stood in the manifest before the question was asked',
    help: 'What was written before there was anything to read is no answer to it: it is left over from an earlier round, or was written too early. Answer again: with a command, or with `of:` beside it, or take it back to `approved: false`, let the run see that, and set it anew.',
    example: 'approved: true   # already in the first commit of the manifest',
  },
  'gate/ambiguous': {
    title: 'More than one gate waits, and the answer does not say which is meant',
    help: 'The short form `approved: true` answers the only open gate. Several are open, so write the answer under `approvals:` with the name of the gate.',
    example: 'approvals:\n  outline_review: { approved: true }\n  legal_review: { approved: false }',
  },
  'gate/not-an-approver': {
    title: 'Somebody answered who may not answer this gate',
    help: 'The gate names its `approvers`, in itself, in the pipeline or in the config, and the answer is by somebody else. It does not count, and the run goes on waiting.',
    example: 'with: { subject: outlining, approvers: [editor@example.org] }',
  },
  'gate/own-run': {
    title: 'The author of the run may not approve it',
    help: 'The gate says `not_author: true`: whoever wrote the manifest may not approve what comes of it. Let somebody else answer. Where it is not known who wrote the manifest, nobody can be told apart from the author, so nobody can approve.',
    example: 'with: { subject: outlining, not_author: true }',
  },
  'gate/nobody': {
    title: 'It is not known who answers',
    help: 'The gate must know who answers it (`approvers`, `quorum` or `not_author`), and the answer does not say. Outside git the name comes from `by:` of the answer, or from `user.name` and `user.email` of your git config.',
    example: 'git config --global user.email editor@example.org',
  },
  'gate/unsigned': {
    title: 'Only a signed commit answers this gate',
    help: 'The gate says `require_signed: true`: an answer counts when a verified signature stands behind it. A file that was edited in place has none.',
    example: 'with: { subject: outlining, require_signed: true }',
  },
  'gate/quorum': {
    title: 'More people must approve',
    help: 'The gate wants the approval of several different people. What was given is taken down and bound to the content that it was about; the run waits for the rest.',
    example:
      'approvals:\n  release: [{ by: editor@example.org, approved: true }, { by: producer@example.org, approved: true }]',
  },
  'gate/no-rework': {
    title: 'The gate takes no changes',
    help: '`changes` sends the run back to the stage that the gate names under `rework`, and this gate names none. Approve or reject it, or edit the draft if it has one.',
    example: 'with: { subject: outlining, rework: outlining }',
  },
  'gate/no-feedback': {
    title: 'Changes are asked for without a word of what to change',
    help: 'What is sent back runs again with the feedback, so there must be one.',
    example: 'approvals:\n  outline_review: { changes: "shorter, and start with the launch" }',
  },
  'gate/too-many-rounds': {
    title: 'No more rounds are allowed',
    help: 'The gate says with `max_rounds` how often it may ask. Approve, reject, or edit the subject yourself: with the draft, or with `output:` beside the approval.',
    example: 'with: { subject: outlining, rework: outlining, max_rounds: 3 }',
  },
  'gate/unknown-item': {
    title: 'Changes are asked of an item that the subject does not have',
    help: 'The keys under `changes:` name items of the `foreach` stage that the gate asks about.',
    example: 'approvals:\n  clips_review: { changes: { scene_3: "closer" } }',
  },
  'gate/git-at-work': {
    title: 'Git is at work on the files, so an answer is not read yet',
    help: 'While `.git/index.lock` exists, files may be half of one version and half of another. An answer that names its content (`of:`) counts at once; others wait. If no git command is running, the lock is left over and can be removed.',
    example: 'rm .git/index.lock   # when no git command runs',
  },
} as const satisfies Record<string, CodeEntry>;
