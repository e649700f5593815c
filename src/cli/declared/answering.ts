/** Commands of the human gate: answering it, editing what it offers, comparing. What they do is loaded when one is asked for. */
import { command, committing, itemText, json, runArgument, shared, text, value, values } from '../declare.ts';
import type { ApproveFlags, ChangesFlags, DiffFlags, RejectFlags, SharedFlags } from '../flags.ts';

const flags = { ...shared, ...committing };
const aliases = { m: 'message' } as const;

const gateArgument = {
  brief: 'A gate; the only one that asks if not given',
  placeholder: 'gate',
  parse: text,
  optional: true,
} as const;
const positional = { kind: 'tuple', parameters: [runArgument, gateArgument] } as const;

export const approve = command<ApproveFlags, [string, string?]>({
  brief: 'Approve what a gate shows, with your edits in the draft',
  about:
    'Writes your approval under `approvals` in the manifest, with the digest of what is on offer at this moment: the draft\n' +
    'as you left it, else what was generated. A draft that breaks its schema is refused with its mistakes.',
  examples: [
    'pipeline-runner approve ep001',
    'pipeline-runner approve ep001 outline_review --commit',
    'pipeline-runner approve ep001 "episodes[e1]/review" --feedback "lovely"',
  ],
  parameters: {
    positional,
    flags: { ...flags, feedback: value('text', 'A remark that goes on record', text) },
    aliases,
  },
  work: async () => (await import('../commands/answer.ts')).approveCommand,
});

export const reject = command<RejectFlags, [string, string?]>({
  brief: 'Reject what a gate shows: the run ends',
  about:
    'Writes `rejected` with your reason under `approvals` in the manifest. The run ends as rejected; `reset` goes back\n' +
    'from there.',
  examples: [
    'pipeline-runner reject ep001 --feedback "not for this show"',
    'pipeline-runner reject ep001 outline_review --feedback "we had this last week" --commit',
  ],
  parameters: { positional, flags: { ...flags, feedback: value('text', 'Why', text) }, aliases },
  work: async () => (await import('../commands/answer.ts')).rejectCommand,
});

export const requestChanges = command<ChangesFlags, [string, string?]>({
  brief: 'Send a run back with what is to be changed; then the gate asks again',
  about:
    'Writes `changes` with your words under `approvals` in the manifest. The stage that the gate names as `rework` runs\n' +
    'again with them, then the gate asks again. Where the gate shows a list, --item asks for changes of single items.',
  examples: [
    'pipeline-runner request-changes ep001 --feedback "shorter, and start with the launch"',
    'pipeline-runner request-changes ep001 clips_review --item scene_3="closer" --item scene_5="no text" --commit',
  ],
  parameters: {
    positional,
    flags: {
      ...flags,
      feedback: value('text', 'What is to be changed', text),
      item: values('key=text', 'What is to be changed in one item. Can be repeated', itemText),
    },
    aliases,
  },
  work: async () => (await import('../commands/answer.ts')).changesCommand,
});

export const edit = command<SharedFlags, [string]>({
  brief: 'Open the drafts of the gates that ask, and the manifest, in your editor',
  about:
    'Opens them in the program that $VISUAL or $EDITOR names, waits for it to end, and tells what was changed and what is\n' +
    'wrong with it. Any other editor does as well: the runner looks at what stands in the files.',
  examples: ['pipeline-runner edit ep001', "EDITOR='code --wait' pipeline-runner edit ep001"],
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags: { ...shared } },
  work: async () => (await import('../commands/edit.ts')).editCommand,
});

export const diff = command<DiffFlags, [string, string?]>({
  brief: 'Show what a person changed at a gate, or in what two runs differ',
  about:
    'Of one run: compares what a gate asked about with what was approved, or with the draft as it stands now while the\n' +
    'gate asks. Of a question that is asked again it shows too what is other than in the round before.\n\n' +
    'Of two runs: what they were given (inputs, definitions, context, models), the first stage that differs and why, and\n' +
    'each stage that differs with its time and cost, as "first -> second". Stages and items are matched by name; paths of\n' +
    'the files of a run count as equal. --stage shows line by line what the stage, or each of its items, made.',
  examples: [
    'pipeline-runner diff ep001',
    'pipeline-runner diff ep001 --gate outline_review',
    'pipeline-runner diff ep001 ep002',
    "pipeline-runner diff ep001 ep002 --stage 'script[intro]'",
  ],
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [runArgument, { ...runArgument, brief: 'Another run, to compare with the first', optional: true }],
    },
    flags: {
      ...shared,
      json,
      gate: value('asked-gate', 'Of one run: the gate; its only one if not given', text),
      stage: value('stage', 'Of two runs: a stage, an item or an inner stage; what it made, line by line', text),
    },
  },
  work: async () => (await import('../commands/gate-diff.ts')).diffCommand,
});
