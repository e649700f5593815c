/** Codes of gates: their definition in a pipeline, their files, and why an answer does not count; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

/** What is wrong with the definition of a gate. */
const definitionCodes = {
  'gate/auto-approve-refused': {
    title: 'A gate that asks certain people cannot be waived',
    help: '`auto_approve: allowed` lets a manifest waive the gate, that is: whoever writes the manifest decides. That contradicts `approvers` (of the gate, the pipeline or the config), a `quorum` above 1, `not_author` and `require_signed`.',
    example: 'with: { subject: outlining, quorum: 2, auto_approve: allowed }',
  },
  'gate/bypassed': {
    title: 'A stage takes what a gate asks about without waiting for the answer',
    help: 'The output of the gate is the approved value; that of its subject stays as it was generated. Read `stages.<gate>.output`, or name the gate under `needs`. A stage that is to work with the unapproved value (to draw a preview for the person who decides) says `before_approval: true`. For `outputs` of the pipeline it is a warning: what was edited at the gate is not in it.',
    example:
      'stages:\n  review: { uses: approval, with: { subject: outline } }\n  record: { uses: command, with: { argv: [node, record.mjs, "${{ stages.outline.output.title }}"] } }',
  },
  'gate/idle-before-approval': {
    title: '`before_approval` on a stage that goes around no gate',
    help: 'It allows a stage to take what a gate asks about without waiting for the answer. This stage does not: delete the key, so that the error comes when it does.',
    example: 'stages:\n  a: { uses: command, before_approval: true, with: { argv: [date] } }',
  },
  'gate/idle-key': {
    title: 'A key does nothing at a gate',
    help: 'A gate makes no attempts, has no items and no time limit, and never decides by itself: `retry`, `timeout`, `idle_timeout`, `cache`, `pool`, `concurrency`, `max_cost`, `foreach`, `key`, `artifacts`, `output`, `on_error` and `skippable` do not exist on `approval`, and `defaults` do not reach it. `max_rounds` counts only beside `rework`, `remind_every` only if there is a first reminder.',
    example: 'uses: approval\nwith: { subject: outlining }\ntimeout: 2d',
  },
  'gate/in-finally': {
    title: 'A gate among the stages of `finally`',
    help: 'They run when the result is recorded: there is nothing left that could wait for an answer. Move the gate to `stages`.',
    example: 'finally:\n  ask: { uses: approval, with: { subject: outlining } }',
  },
  'gate/nothing-to-edit': {
    title: 'What a gate offers for editing is no content',
    help: 'With `editable` a person edits the output of the subject. That of a `write`, `speech`, `image`, `video` or `media` stage only names the file that it has made, and a file is not edited at a gate. Let the gate ask about the stage that makes the text or the data (`llm`, `module`, `command` …), and write the file from `stages.<gate>.output`.',
    example: 'with: { subject: compose, editable: true }   # compose is a write stage',
  },
  'gate/quorum-too-high': {
    title: 'More approvals are asked for than there are approvers',
    help: 'The quorum could never be reached. Lower it, or name more people.',
    example: 'with: { subject: outlining, approvers: [editor@example.org], quorum: 2 }',
  },
  'gate/rework-not-upstream': {
    title: '`rework` names a stage whose result the subject does not come from',
    help: '`changes` let this stage run again, and what comes of it is asked about anew. So it must be the subject, or a stage that the subject needs, and no gate.',
    example: 'with: { subject: outlining, rework: publishing }',
  },
  'gate/unknown-stage': {
    title: '`subject` or `rework` names no stage of the pipeline',
    help: 'Both name stages of the same `stages:` as the gate. What is made in a sub-pipeline is asked about by a gate inside it, or as the output of the stage that uses it.',
    example: 'with: { subject: outlne }',
  },
  'notify/unknown-secret': {
    title: 'A hook names a secret that the config does not declare',
    help: '`secret` is a name under `secrets:` of the config; its value stays in the environment.',
    example: 'notify:\n  - { on: [question], webhook: "https://hooks.example.org/x", secret: HOOK_TOKN }',
  },
} as const satisfies Record<string, CodeEntry>;

export const gateCodes = {
  ...definitionCodes,
  // Why an answer does not count (core/judge).
  'gate/other-content': {
    title: 'An answer names another content than the one that is asked about',
    help: '`of:` of an answer says which content was meant, and it fits neither the subject as it was generated nor the draft as it stands now. The run goes on waiting. Read what is asked about now, and answer again; the commands write `of` by themselves.',
    example: 'approvals:\n  outline_review: { approved: true, of: sha256:9f2c1d0a }   # of the round before',
  },
  'gate/stood-before': {
    title: 'An answer is not about this question: it was there before, or is for another round',
    help: 'What was written before there was anything to read is no answer to it: it answered an earlier round, is left over from one, names another with `round:`, or was written too early. Answer again: with a command, or with the `round:` that asks beside it, or take it back to `approved: false`, let the run see that, and set it anew.',
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
    help: 'The gate says `require_signed: true`: an answer counts when a verified signature stands behind it. A file that was edited in place has none. A signature counts when its key stood in `allowed_signers` on the branch before the answer came there (SSH), or is trusted on the machine of the daemon (GPG); what is put there later makes no earlier answer count, so answer anew.',
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
  'gate/subject-unreadable': {
    title: 'What a gate asks about cannot be read',
    help: 'The output of the stage that the gate asks about is kept in a file, and that file is missing or was changed. Bring it back from git, or let the stage run again with `reset --to`.',
    example: 'git checkout -- runs/ep001.run/outputs',
  },
  'gate/weakened': {
    title: 'A rerun would go around a gate that the run had',
    help: 'The definition as it is now lacks a gate of the run or asks less of it: fewer people, others, or none. A rerun adopts the definition as it is now, so it is refused. Bring the gate back, or start a new run, which is under the new definition from its start. `gates: relax` in the config allows it.',
    example: 'gates: relax   # in pipeline-runner.config.yaml',
  },
  'gate/not-editable': {
    title: 'An answer gives an output, and the gate is not editable',
    help: 'What is approved at this gate is the subject as it was generated. An `output` beside the approval would put something else in its place, so the answer does not count. Give the gate `editable: true` in the pipeline if people may edit.',
    example: 'with: { subject: outlining, editable: true }',
  },
  'gate/git-at-work': {
    title: 'Git is at work on the files, so an answer is not read yet',
    help: 'While the `index.lock` of git exists, files may be half of one version and half of another. An answer that names its content (`of:`) counts at once; others wait. If no git command is running, the lock is left over and can be removed.',
    example: 'rm "$(git rev-parse --git-path index.lock)"   # when no git command runs',
  },
} as const satisfies Record<string, CodeEntry>;
