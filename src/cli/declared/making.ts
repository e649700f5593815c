/** Commands that make manifests. What they do is loaded when one is asked for. */
import { TEMPLATES } from '../../app/init/files.ts';
import { command, runArgument, shared, text, value, values } from '../declare.ts';
import type { ForkFlags, InitFlags, NewFlags } from '../flags.ts';

const input = values('name=value', 'An input; name=@file takes the text of a file. Can be repeated', text);

export const init = command<InitFlags, [string?]>({
  brief: 'Set up a project: config, a pipeline, a run, CI',
  about:
    'Makes the files of a new project: the config, a pipeline with its templates and schemas, a manifest to run at once,\n' +
    '.gitignore, .gitattributes, settings of the editor, workflows for GitHub Actions, and a package.json. All of it works\n' +
    'without an account: calls of models are answered offline until the config names others. Nothing is overwritten: a file\n' +
    'that is there stays and is told. Nothing is fetched.\n\n' +
    'Templates: blank (a page that a person approves), podcast (a topic to an MP3), short-video (feeds to an upright\n' +
    'video), storyboard (a story to a video).',
  examples: ['pipeline-runner init', 'pipeline-runner init my-show --template podcast'],
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
  work: async () => (await import('../commands/init.ts')).initCommand,
});

export const newManifest = command<NewFlags, [string]>({
  brief: 'Make a manifest to fill in, with its gates',
  about:
    'Writes runs/<id>.yaml from templates/runs/<pipeline>.yaml, or, without such a template, from what the pipeline\n' +
    'declares: the inputs that are given, the others as comments, and an answer for every gate as a comment. Nothing is\n' +
    'overwritten, nothing executed. Inputs that are still missing are warnings.',
  examples: [
    'pipeline-runner new podcast',
    'pipeline-runner new podcast --id 2026/11/rockets --input topic="How rockets work"',
  ],
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'A pipeline: podcast, pipelines/podcast.yaml', placeholder: 'pipeline', parse: text }],
    },
    flags: {
      ...shared,
      input,
      id: value('name', 'Id of the run; <pipeline>-<day>-<n> if not given', text),
    },
  },
  work: async () => (await import('../commands/new.ts')).newCommand,
});

export const fork = command<ForkFlags, [string]>({
  brief: 'Make a what-if of a run: another from one stage on',
  about:
    'Writes a manifest for a new run that takes over what the other run has made before the stage: same bytes, no cost.\n' +
    'The stage and all downstream of it run anew. Answers are not taken over: gates ask again. A changed input makes\n' +
    'every stage run again that sees it: those that read it, and every `command` and `module` stage.',
  examples: [
    'pipeline-runner fork ep001 --from script --as ep001-short',
    'pipeline-runner fork ep001 --from mixing --as ep001-loud --input volume=11',
  ],
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
  work: async () => (await import('../commands/fork.ts')).forkCommand,
});
