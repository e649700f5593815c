/** Declarations of the commands that create manifests. Implementations are loaded on use. */
import { TEMPLATES } from '../../app/init/files.ts';
import { args, command, required, runArgument, shared, text, value, values } from '../declare.ts';
import type { ForkFlags, InitFlags, NewFlags } from '../flags.ts';

const input = values('name=value', 'An input; name=@file reads the value from a file. Can be repeated', text);

export const init = command<InitFlags, [string?]>({
  brief: 'Set up a project: config, a pipeline, a run, CI',
  about:
    'Creates the files of a new project: the config, a pipeline with its templates and schemas, a manifest ready to run,\n' +
    '.gitignore, .gitattributes, editor settings, GitHub Actions workflows and a package.json. Everything works without an\n' +
    'account: model calls are answered offline until the config names other providers. Existing files are never\n' +
    'overwritten, only listed. Nothing is downloaded.\n\n' +
    'Templates: blank (a page that a person approves), podcast (a topic to an MP3), short-video (feeds to a vertical\n' +
    'video), storyboard (a story to a video).',
  examples: ['pipeline-runner init', 'pipeline-runner init my-show --template podcast'],
  parameters: {
    positional: args({
      brief: 'Where to create it; default: the current folder',
      placeholder: 'folder',
      parse: text,
      optional: true,
    }),
    flags: {
      ...shared,
      template: { kind: 'enum', values: TEMPLATES, default: 'blank', brief: 'What the project starts from' },
    },
  },
  work: async () => (await import('../commands/init.ts')).initCommand,
});

export const newManifest = command<NewFlags, [string]>({
  brief: 'Create a manifest to fill in, with its inputs and gates',
  about:
    'Writes runs/<id>.yaml from templates/runs/<pipeline>.yaml or, without such a template, from what the pipeline\n' +
    'declares: the inputs you pass, the other inputs as comments, and a commented answer for every gate. Nothing is\n' +
    'overwritten and nothing is executed. Inputs that are still missing are reported as warnings.',
  examples: [
    'pipeline-runner new podcast',
    'pipeline-runner new podcast --id 2026/11/rockets --input topic="How rockets work"',
  ],
  parameters: {
    positional: args({ brief: 'A pipeline: podcast, pipelines/podcast.yaml', placeholder: 'pipeline', parse: text }),
    flags: {
      ...shared,
      input,
      id: value('name', 'Id of the run; default: <pipeline>-<day>-<n>', text),
    },
  },
  work: async () => (await import('../commands/new.ts')).newCommand,
});

export const fork = command<ForkFlags, [string]>({
  brief: 'Create a what-if run that differs from one stage on',
  about:
    'Writes a manifest for a new run that reuses the results of the original run before the stage: same bytes, no cost.\n' +
    'The stage and everything downstream of it run again. Answers are not copied: gates ask again. If you change an input,\n' +
    'every stage that sees it also runs again: those that read it, and every `command` and `module` stage.',
  examples: [
    'pipeline-runner fork ep001 --from script --as ep001-short',
    'pipeline-runner fork ep001 --from mixing --as ep001-loud --input volume=11',
  ],
  parameters: {
    positional: args(runArgument),
    flags: {
      ...shared,
      from: required('stage', 'The first stage to run again', text),
      as: required('name', 'Id of the new run', text),
      input,
    },
  },
  work: async () => (await import('../commands/fork.ts')).forkCommand,
});
