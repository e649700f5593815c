/** Declarations of the commands for gates: answer, edit, compare. Implementations are loaded on use. */
import { args, command, committing, itemText, json, runArgument, shared, text, value, values } from '../declare.ts';
import type { ApproveFlags, ChangesFlags, DiffFlags, RejectFlags, SharedFlags } from '../flags.ts';

const flags = { ...shared, ...committing };
const aliases = { m: 'message' } as const;

const gateArgument = {
  brief: 'A gate; can be left out when only one gate is waiting',
  placeholder: 'gate',
  parse: text,
  optional: true,
} as const;
const positional = args(runArgument, gateArgument);

export const approve = command<ApproveFlags, [string, string?]>({
  brief: 'Approve what a gate shows, including your edits to the draft',
  about:
    'Writes your approval under `approvals` in the manifest, with the digest of exactly what you approve: the draft as you\n' +
    'left it or, if you did not edit it, what was generated. A draft that does not match its schema is refused.',
  examples: [
    'pipeline-runner approve ep001',
    'pipeline-runner approve ep001 outline_review --commit',
    'pipeline-runner approve ep001 "episodes[e1]/review" --feedback "lovely"',
  ],
  parameters: {
    positional,
    flags: { ...flags, feedback: value('text', 'A comment to record with the approval', text) },
    aliases,
  },
  work: async () => (await import('../commands/answer.ts')).approveCommand,
});

export const reject = command<RejectFlags, [string, string?]>({
  brief: 'Reject what a gate shows and end the run',
  about:
    'Writes `rejected` with your reason under `approvals` in the manifest. The run ends as rejected; to go back to an\n' +
    'earlier stage later, use `reset`.',
  examples: [
    'pipeline-runner reject ep001 --feedback "not for this show"',
    'pipeline-runner reject ep001 outline_review --feedback "we had this last week" --commit',
  ],
  parameters: { positional, flags: { ...flags, feedback: value('text', 'The reason', text) }, aliases },
  work: async () => (await import('../commands/answer.ts')).rejectCommand,
});

export const requestChanges = command<ChangesFlags, [string, string?]>({
  brief: 'Send a run back with feedback; the gate then asks again',
  about:
    'Writes `changes` with your feedback under `approvals` in the manifest. The stage named by `rework` runs again with\n' +
    'the feedback, then the gate asks again. If the gate shows a list, use --item to request changes to single items.',
  examples: [
    'pipeline-runner request-changes ep001 --feedback "shorter, and start with the launch"',
    'pipeline-runner request-changes ep001 clips_review --item scene_3="closer" --item scene_5="no text" --commit',
  ],
  parameters: {
    positional,
    flags: {
      ...flags,
      feedback: value('text', 'What should change', text),
      item: values('key=text', 'What should change in one item. Can be repeated', itemText),
    },
    aliases,
  },
  work: async () => (await import('../commands/answer.ts')).changesCommand,
});

export const edit = command<SharedFlags, [string]>({
  brief: 'Open the drafts of waiting gates and the manifest in your editor',
  about:
    'Opens them in $VISUAL or $EDITOR, waits for the editor to exit, then reports what changed and any errors in it.\n' +
    'You can also edit the files any other way: only their content matters.',
  examples: ['pipeline-runner edit ep001', "EDITOR='code --wait' pipeline-runner edit ep001"],
  parameters: { positional: args(runArgument), flags: shared },
  work: async () => (await import('../commands/edit.ts')).editCommand,
});

export const diff = command<DiffFlags, [string, string?]>({
  brief: 'Show what a person changed at a gate, or how two runs differ',
  about:
    'With one run: compares what a gate asked about with what was approved or, while the gate is waiting, with the current\n' +
    'draft. From the second round on, it also shows what changed since the previous round.\n\n' +
    'With two runs: shows differences in what they were given (inputs, definitions, context, models), the first stage that\n' +
    'differs and why, and every other stage that differs, with its time and cost as "first -> second". Stages and items are\n' +
    "matched by name; paths inside the runs' own folders count as equal. --stage compares the output of a stage, or of\n" +
    'each of its items, line by line.',
  examples: [
    'pipeline-runner diff ep001',
    'pipeline-runner diff ep001 --gate outline_review',
    'pipeline-runner diff ep001 ep002',
    "pipeline-runner diff ep001 ep002 --stage 'script[intro]'",
  ],
  parameters: {
    positional: args(runArgument, { ...runArgument, brief: 'A second run to compare with the first', optional: true }),
    flags: {
      ...shared,
      json,
      gate: value('asked-gate', 'With one run: the gate; can be left out if it has only one', text),
      stage: value('stage', 'With two runs: compare the output of this stage, item or inner stage line by line', text),
    },
  },
  work: async () => (await import('../commands/gate-diff.ts')).diffCommand,
});
