/** Commands about the program itself. What they do is loaded when one is asked for. */
import { type Cli, shared, text } from '../declare.ts';
import type { SharedFlags } from '../flags.ts';
import { buildCommand } from '../stricli.ts';

export const schema = buildCommand<SharedFlags, [string?], Cli>({
  docs: {
    brief: 'Print the JSON Schema of a file format',
    fullDescription: 'EXAMPLES\n  pipeline-runner schema\n  pipeline-runner schema pipeline > pipeline.schema.json',
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { brief: 'pipeline, run, checkpoint, config or event', placeholder: 'name', parse: text, optional: true },
      ],
    },
    flags: { ...shared },
  },
  loader: async () => {
    const { schemaCommand } = await import('../commands/schema.ts');
    return function (flags, name) {
      return this.perform(flags, () => schemaCommand(this.terminal, name));
    };
  },
});

export const version = buildCommand<SharedFlags, [], Cli>({
  docs: { brief: 'Print the version' },
  parameters: { flags: { ...shared } },
  loader: async () => {
    const { versionCommand } = await import('../commands/version.ts');
    return function (flags) {
      return this.perform(flags, () => versionCommand(this.terminal));
    };
  },
});
