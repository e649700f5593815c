/** Codes of gates: their definition in a pipeline, their files, and why an answer does not count; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

/** What is wrong with the definition of a gate. */
const definitionCodes = {
  'gate/auto-approve-refused': {
    title: 'A gate with rules about who answers cannot be waived',
    help: '`auto_approve: allowed` lets a manifest waive the gate, that is: whoever writes the manifest decides. That contradicts `approvers` (of the gate, the pipeline or the config), a `quorum` above 1, `not_author` and `require_signed`.',
    example: 'with: { subject: outlining, quorum: 2, auto_approve: allowed }',
  },
  'gate/bypassed': {
    title: 'A stage uses what a gate asks about without waiting for the answer',
    help: 'The output of the gate is the approved value; the output of its subject stays as generated. Read `stages.<gate>.output`, or name the gate under `needs`. A stage that should use the unapproved value (for example to draw a preview for the approver) sets `before_approval: true`. For `outputs` of the pipeline it is a warning: edits made at the gate are not in it.',
    example:
      'stages:\n  review: { uses: approval, with: { subject: outline } }\n  record: { uses: command, with: { argv: [node, record.mjs, "${{ stages.outline.output.title }}"] } }',
  },
  'gate/idle-before-approval': {
    title: '`before_approval` on a stage that does not bypass a gate',
    help: 'It allows a stage to use what a gate asks about without waiting for the answer. This stage does not: delete the key, so that a later bypass is an error.',
    example: 'stages:\n  a: { uses: command, before_approval: true, with: { argv: [date] } }',
  },
  'gate/idle-key': {
    title: 'A key has no effect on a gate',
    help: 'A gate makes no attempts, has no items and no time limit, and never decides by itself: `retry`, `timeout`, `idle_timeout`, `cache`, `pool`, `concurrency`, `max_cost`, `foreach`, `key`, `artifacts`, `output`, `on_error` and `skippable` do not exist on `approval`, and `defaults` do not apply to it. `max_rounds` has an effect only with `rework`, `remind_every` only with a first reminder.',
    example: 'uses: approval\nwith: { subject: outlining }\ntimeout: 2d',
  },
  'gate/in-finally': {
    title: 'A gate among the stages of `finally`',
    help: 'They run after the result is recorded, when nothing can wait for an answer any more. The same applies to a pipeline that one of them uses. Move the gate to `stages`.',
    example: 'finally:\n  ask: { uses: approval, with: { subject: outlining } }',
  },
  'gate/nothing-to-edit': {
    title: 'A gate offers something that cannot be edited',
    help: 'With `editable` a person edits the output of the subject. The output of a `write`, `speech`, `image`, `video` or `media` stage only names its file, and files cannot be edited at a gate. Let the gate ask about the stage that makes the text or the data (`llm`, `module`, `command` …), and write the file from `stages.<gate>.output`.',
    example: 'with: { subject: compose, editable: true }   # compose is a write stage',
  },
  'gate/quorum-too-high': {
    title: 'More approvals are required than there are approvers',
    help: 'The quorum could never be reached. Lower it, or name more people.',
    example: 'with: { subject: outlining, approvers: [editor@example.org], quorum: 2 }',
  },
  'gate/rework-not-upstream': {
    title: '`rework` names a stage that the subject does not depend on',
    help: '`changes` makes this stage run again, and the gate then asks about the new result. So it must be the subject, or a stage that the subject needs, and not a gate.',
    example: 'with: { subject: outlining, rework: publishing }',
  },
  'gate/unknown-stage': {
    title: '`subject` or `rework` does not name a stage of the pipeline',
    help: 'Both name stages under the same `stages:` as the gate. To ask about a result inside a sub-pipeline, put a gate there, or ask about the output of the stage that uses it.',
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
    title: 'An answer names different content from what the gate asks about',
    help: '`of:` in an answer says which content it is about, and it matches neither the generated subject nor the current draft. The run keeps waiting. Read the current content and answer again; the commands write `of` for you.',
    example: 'approvals:\n  outline_review: { approved: true, of: sha256:9f2c1d0a }   # of the round before',
  },
  'gate/stood-before': {
    title: 'An answer is not for this question: it was there before, or is for another round',
    help: 'Something written before there was anything to read is not an answer to it: it answered an earlier round, is left over from one, names another one with `round:`, or was written too early. Answer again: with a command, or with the current `round:`; or set it back to `approved: false`, let the run see that, and set it again.',
    example: 'approved: true   # already in the first commit of the manifest',
  },
  'gate/ambiguous': {
    title: 'More than one gate is waiting, and the answer does not say which one it means',
    help: 'The short form `approved: true` answers the only open gate. Several are open, so write the answer under `approvals:` with the name of the gate.',
    example: 'approvals:\n  outline_review: { approved: true }\n  legal_review: { approved: false }',
  },
  'gate/not-an-approver': {
    title: 'Somebody answered who is not allowed to answer this gate',
    help: 'The `approvers` of the gate (set at the gate, in the pipeline or in the config) do not include the person who answered. The answer does not count, and the run keeps waiting.',
    example: 'with: { subject: outlining, approvers: [editor@example.org] }',
  },
  'gate/own-run': {
    title: 'The author of the run may not approve it',
    help: 'The gate says `not_author: true`: whoever wrote the manifest may not approve its results. Let somebody else answer. If it is unknown who wrote the manifest, anybody could be the author, so nobody can approve.',
    example: 'with: { subject: outlining, not_author: true }',
  },
  'gate/nobody': {
    title: 'It is unknown who answered',
    help: 'The gate needs to know who answers it (`approvers`, `quorum` or `not_author`), but the answer does not say. Outside git the name comes from `by:` of the answer, or from `user.name` and `user.email` of your git config.',
    example: 'git config --global user.email editor@example.org',
  },
  'gate/unsigned': {
    title: 'Only a signed commit can answer this gate',
    help: 'The gate says `require_signed: true`: an answer counts only with a verified signature. A file edited in place has none. A signature counts if its key was in `allowed_signers` on the branch before the answer was (SSH), or is trusted on the machine of the daemon (GPG); keys added later do not make earlier answers count, so answer again.',
    example: 'with: { subject: outlining, require_signed: true }',
  },
  'gate/quorum': {
    title: 'More people must approve',
    help: 'The gate needs the approval of several different people. Approvals so far are recorded and apply to the content they were given for; the run waits for the rest.',
    example:
      'approvals:\n  release: [{ by: editor@example.org, approved: true }, { by: producer@example.org, approved: true }]',
  },
  'gate/no-rework': {
    title: 'The gate does not accept changes',
    help: '`changes` sends the run back to the stage that the gate names under `rework`, but this gate names none. Approve or reject it, or edit the draft if it has one.',
    example: 'with: { subject: outlining, rework: outlining }',
  },
  'gate/no-feedback': {
    title: 'Changes are requested without saying what to change',
    help: 'The stage runs again with the feedback, so there must be some.',
    example: 'approvals:\n  outline_review: { changes: "shorter, and start with the launch" }',
  },
  'gate/too-many-rounds': {
    title: 'No more rounds are allowed',
    help: '`max_rounds` of the gate limits how often it asks. Approve, reject, or edit the subject yourself: with the draft, or with `output:` beside the approval.',
    example: 'with: { subject: outlining, rework: outlining, max_rounds: 3 }',
  },
  'gate/unknown-item': {
    title: 'Changes are requested for an item that the subject does not have',
    help: 'The keys under `changes:` name items of the `foreach` stage that the gate asks about.',
    example: 'approvals:\n  clips_review: { changes: { scene_3: "closer" } }',
  },
  'gate/subject-unreadable': {
    title: 'What a gate asks about cannot be read',
    help: 'The output of the stage that the gate asks about is kept in a file that is missing or was changed. Restore it from git, or run the stage again with `reset --to`.',
    example: 'git checkout -- runs/ep001.run/outputs',
  },
  'gate/weakened': {
    title: 'A rerun would bypass a gate that the run had',
    help: 'The current definition removes or weakens a gate of the run: fewer approvers, different ones, or none. A rerun adopts the current definition, so it is refused. Restore the gate, or start a new run, which uses the new definition from the start. `gates: relax` in the config allows it.',
    example: 'gates: relax   # in pipeline-runner.config.yaml',
  },
  'gate/not-editable': {
    title: 'An answer contains an output, but the gate is not editable',
    help: 'This gate approves the subject as generated. An `output` beside the approval would replace it, so the answer does not count. Set `editable: true` on the gate in the pipeline if people may edit.',
    example: 'with: { subject: outlining, editable: true }',
  },
  'gate/git-at-work': {
    title: 'A git command is running, so an answer is not read yet',
    help: 'While the `index.lock` of git exists, files may be a mix of two versions. An answer that names its content (`of:`) counts at once; others wait. If no git command is running, the lock is stale and can be removed.',
    example: 'rm "$(git rev-parse --git-path index.lock)"   # when no git command runs',
  },
} as const satisfies Record<string, CodeEntry>;
