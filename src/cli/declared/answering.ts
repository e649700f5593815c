/** Commands of the human gate: answering it, editing what it offers, comparing. What they do is loaded when one is asked for. */
import { type Cli, committing, itemText, runArgument, shared, text } from '../declare.ts';
import type { ApproveFlags, ChangesFlags, DiffFlags, RejectFlags, SharedFlags } from '../flags.ts';
import { buildCommand } from '../stricli.ts';

const flags = { ...shared, ...committing };
const aliases = { m: 'message' } as const;

const gateArgument = {
  brief: 'A gate; the only one that asks if not given',
  placeholder: 'gate',
  parse: text,
  optional: true,
} as const;
const positional = { kind: 'tuple', parameters: [runArgument, gateArgument] } as const;

const words = (brief: string) => ({ kind: 'parsed', parse: text, placeholder: 'text', brief }) as const;

export const approve = buildCommand<ApproveFlags, [string, string?], Cli>({
  docs: {
    brief: 'Approve what a gate shows, with your edits in the draft',
    fullDescription:
      'Writes your approval under `approvals` in the manifest, with the digest of what is on offer at this moment: the draft\n' +
      'as you left it, else what was generated. A draft that breaks its schema is refused with its mistakes.\n\n' +
      'EXAMPLES\n  pipeline-runner approve ep001\n  pipeline-runner approve ep001 outline_review --commit\n' +
      '  pipeline-runner approve ep001 "episodes[e1]/review" --feedback "lovely"',
  },
  parameters: {
    positional,
    flags: { ...flags, feedback: { ...words('A remark that goes on record'), optional: true } },
    aliases,
  },
  loader: async () => {
    const { approveCommand } = await import('../commands/answer.ts');
    return function (flags, ...named) {
      return this.perform(flags, () => approveCommand(this.terminal, flags, named));
    };
  },
});

export const reject = buildCommand<RejectFlags, [string, string?], Cli>({
  docs: {
    brief: 'Reject what a gate shows: the run ends',
    fullDescription:
      'Writes `rejected` with your reason under `approvals` in the manifest. The run ends as rejected; `reset` goes back\n' +
      'from there.\n\n' +
      'EXAMPLES\n  pipeline-runner reject ep001 --feedback "not for this show"\n' +
      '  pipeline-runner reject ep001 outline_review --feedback "we had this last week" --commit',
  },
  parameters: { positional, flags: { ...flags, feedback: { ...words('Why'), optional: true } }, aliases },
  loader: async () => {
    const { rejectCommand } = await import('../commands/answer.ts');
    return function (flags, ...named) {
      return this.perform(flags, () => rejectCommand(this.terminal, flags, named));
    };
  },
});

export const requestChanges = buildCommand<ChangesFlags, [string, string?], Cli>({
  docs: {
    brief: 'Send a run back with what is to be changed; then the gate asks again',
    fullDescription:
      'Writes `changes` with your words under `approvals` in the manifest. The stage that the gate names as `rework` runs\n' +
      'again with them, then the gate asks again. Where the gate shows a list, --item asks for changes of single items.\n\n' +
      'EXAMPLES\n  pipeline-runner request-changes ep001 --feedback "shorter, and start with the launch"\n' +
      '  pipeline-runner request-changes ep001 clips_review --item scene_3="closer" --item scene_5="no text" --commit',
  },
  parameters: {
    positional,
    flags: {
      ...flags,
      feedback: { ...words('What is to be changed'), optional: true },
      item: {
        kind: 'parsed',
        parse: itemText,
        optional: true,
        variadic: true,
        placeholder: 'key=text',
        brief: 'What is to be changed in one item. Can be repeated',
      },
    },
    aliases,
  },
  loader: async () => {
    const { changesCommand } = await import('../commands/answer.ts');
    return function (flags, ...named) {
      return this.perform(flags, () => changesCommand(this.terminal, flags, named));
    };
  },
});

export const edit = buildCommand<SharedFlags, [string], Cli>({
  docs: {
    brief: 'Open the drafts of the gates that ask, and the manifest, in your editor',
    fullDescription:
      'Opens them in the program that $VISUAL or $EDITOR names, waits for it to end, and tells what was changed and what is\n' +
      'wrong with it. Any other editor does as well: the runner looks at what stands in the files.\n\n' +
      "EXAMPLES\n  pipeline-runner edit ep001\n  EDITOR='code --wait' pipeline-runner edit ep001",
  },
  parameters: { positional: { kind: 'tuple', parameters: [runArgument] }, flags: { ...shared } },
  loader: async () => {
    const { editCommand } = await import('../commands/edit.ts');
    return function (flags, typed) {
      return this.perform(flags, () => editCommand(this.terminal, flags, typed));
    };
  },
});

export const diff = buildCommand<DiffFlags, [string], Cli>({
  docs: {
    brief: 'Show what was generated against what a person approved',
    fullDescription:
      'Compares what a gate asked about with what was approved, or with the draft as it stands now while the gate asks.\n' +
      'Of a question that is asked again it shows too what is other than in the round before.\n\n' +
      'EXAMPLES\n  pipeline-runner diff ep001\n  pipeline-runner diff ep001 --gate outline_review',
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [runArgument] },
    flags: {
      ...shared,
      gate: {
        kind: 'parsed',
        parse: text,
        optional: true,
        placeholder: 'asked-gate',
        brief: 'The gate; the only one of the run if not given',
      },
    },
  },
  loader: async () => {
    const { diffCommand } = await import('../commands/gate-diff.ts');
    return function (flags, typed) {
      return this.perform(flags, () => diffCommand(this.terminal, flags, typed));
    };
  },
});
