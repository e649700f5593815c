/** Commands that make manifests. What they do is loaded when one is asked for. */
import { TEMPLATES } from '../../app/init/files.ts';
import { type Cli, runArgument, shared, text } from '../declare.ts';
import type { ForkFlags, InitFlags, NewFlags } from '../flags.ts';
import { buildCommand } from '../stricli.ts';

const input = {
  kind: 'parsed',
  parse: text,
  optional: true,
  variadic: true,
  placeholder: 'name=value',
  brief: 'An input; name=@file takes the text of a file. Can be repeated',
} as const;

export const init = buildCommand<InitFlags, [string?], Cli>({
  docs: {
    brief: 'Set up a project: config, a pipeline, a run, CI',
    fullDescription:
      'Makes the files of a new project: the config, a pipeline with its templates and schemas, a manifest to run at once,\n' +
      '.gitignore, .gitattributes, settings of the editor, workflows for GitHub Actions, and a package.json. All of it works\n' +
      'without an account: calls of models are answered offline until the config names others. Nothing is overwritten: a file\n' +
      'that is there stays and is told. Nothing is fetched.\n\n' +
      'Templates: blank (a page that a person approves), podcast (a topic to an MP3), short-video (feeds to an upright\n' +
      'video), storyboard (a story to a video).\n\n' +
      'EXAMPLES\n' +
      '  pipeline-runner init\n' +
      '  pipeline-runner init my-show --template podcast',
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { brief: 'Where; the current folder if not given', placeholder: 'folder', parse: text, optional: true },
      ],
    },
    flags: {
      ...shared,
      template: { kind: 'enum', values: TEMPLATES, default: 'blank', brief: 'What the project begins with' },
    },
  },
  loader: async () => {
    const { initCommand } = await import('../commands/init.ts');
    return function (flags, folder) {
      return this.perform(flags, () => initCommand(this.terminal, flags, folder));
    };
  },
});

export const newManifest = buildCommand<NewFlags, [string], Cli>({
  docs: {
    brief: 'Make a manifest to fill in, with its gates',
    fullDescription:
      'Writes runs/<id>.yaml from templates/runs/<pipeline>.yaml, or, without such a template, from what the pipeline\n' +
      'declares: the inputs that are given, the others as comments, and an answer for every gate as a comment. Nothing is\n' +
      'overwritten, nothing executed. Inputs that are still missing are warnings.\n\n' +
      'EXAMPLES\n' +
      '  pipeline-runner new podcast\n' +
      '  pipeline-runner new podcast --id 2026/11/rockets --input topic="How rockets work"',
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'A pipeline: podcast, pipelines/podcast.yaml', placeholder: 'pipeline', parse: text }],
    },
    flags: {
      ...shared,
      input,
      id: {
        kind: 'parsed',
        parse: text,
        optional: true,
        placeholder: 'name',
        brief: 'Id of the run; <pipeline>-<day>-<n> if not given',
      },
    },
  },
  loader: async () => {
    const { newCommand } = await import('../commands/new.ts');
    return function (flags, typed) {
      return this.perform(flags, () => newCommand(this.terminal, flags, typed));
    };
  },
});

export const fork = buildCommand<ForkFlags, [string], Cli>({
  docs: {
    brief: 'Make a what-if of a run: another from one stage on',
    fullDescription:
      'Writes a manifest for a new run that takes over what the other run has made before the stage: same bytes, no cost.\n' +
      'The stage and all downstream of it run anew. Answers are not taken over: gates ask again. A changed input makes\n' +
      'every stage run again that sees it: those that read it, and every `command` and `module` stage.\n\n' +
      'EXAMPLES\n' +
      '  pipeline-runner fork ep001 --from script --as ep001-short\n' +
      '  pipeline-runner fork ep001 --from mixing --as ep001-loud --input volume=11',
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [runArgument] },
    flags: {
      ...shared,
      from: {
        kind: 'parsed',
        parse: text,
        placeholder: 'stage',
        brief: 'The first stage that is to be another',
      },
      as: { kind: 'parsed', parse: text, placeholder: 'name', brief: 'Id of the new run' },
      input,
    },
  },
  loader: async () => {
    const { forkCommand } = await import('../commands/fork.ts');
    return function (flags, typed) {
      return this.perform(flags, () => forkCommand(this.terminal, flags, typed));
    };
  },
});
