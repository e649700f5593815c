/** Codes of the format domain: what can be wrong in pipelines, manifests and the configuration; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';
import { yamlCodes } from './codes-yaml.ts';

const documentCodes = {
  'duration/invalid': {
    title: 'A duration cannot be understood',
    help: 'A duration is a number and a unit, or several: `500ms`, `30s`, `5m`, `1h30m`, `7d`. A number alone has no unit and is refused.',
    example: 'timeout: 5 minutes',
  },
  'format/bad-value': {
    title: 'A value is not allowed here',
    help: 'The message lists the allowed values.',
    example: 'on_error: ignore',
  },
  'format/empty': {
    title: 'The file is empty',
    help: 'A pipeline needs at least `stages:`, a manifest at least `pipeline:`.',
  },
  'format/missing-key': {
    title: 'A required key is missing',
    help: 'Add the key; `pipeline-runner schema` prints what each file may contain.',
    example: 'stages:\n  outline: { with: { argv: [date] } }',
  },
  'format/not-as-written': {
    title: 'A number is passed on differently from how it is written',
    help: 'YAML reads 1.10 as the number 1.1, 0644 as 644, 1e3 as 1000 and True as true. Arguments, variables, headers and parameters are text and receive the number in its usual form. Put it in quotes to keep it as written.',
    example: 'with: { argv: [tools/build.sh], env: { PYTHON_VERSION: 3.10 } }',
  },
  'command/shell-word': {
    title: 'An argument is written as for a shell',
    help: 'Programs are started without a shell: a line such as `ffmpeg -i a.wav` is treated as the name of a program unless each word is an entry of `argv`, and `|`, `>`, `&&`, `~/` and `$HOME` are passed on literally. If you need a shell, start one and pass values as arguments, not inside its script, where they would be executed: `[sh, -c, \'ls "$1" | wc -l\', sh, "${{ inputs.folder }}"]`. If you mean the characters themselves, put them into an expression: `${{ "|" }}`.',
    example: 'with: { argv: [ls, "|", wc, -l] }',
  },
  'format/too-many': {
    title: 'The file has more errors than are shown',
    help: 'Fix the ones shown first; they are in file order.',
  },
  'format/unknown-key': {
    title: 'Unknown key',
    help: 'Unknown keys are refused so that a typo is never silently ignored. `pipeline-runner schema` prints the keys.',
    example: 'stages:\n  outline: { ueses: command }',
  },
  'format/wrong-type': {
    title: 'A value has the wrong type',
    help: 'For example text where a list is expected. Text such as `yes` or `on` is not a boolean in YAML 1.2: write `true` or `false`.',
    example: 'needs: outline',
  },
  'id/case-clash': {
    title: 'Two runs differ only in the case of their names',
    help: 'On some file systems they would share one checkpoint, so a daemon runs only the one that was there first. Rename the other.',
  },
  'id/unsafe': {
    title: 'An id is not a safe name',
    help: 'Stage ids are lower-case letters, digits and `_`, beginning with a letter. Each segment of a run id is letters, digits, `.`, `_` and `-`, begins with a letter or digit, has at most 64 characters, does not end in a dot, `.run`, `.checkpoint`, `.checkpoint.json` or `.lock`, and is not a Windows device name.',
    example: 'stages:\n  my-stage: { uses: command }',
  },
  'artifact/unsafe-name': {
    title: 'An artifact name is not safe',
    help: 'Artifacts are in the folder of their stage: a relative path with `/`, without `..` or backslashes. The name of the file (`to`) must work on every system: letters a to z, digits, dots, hyphens, underscores and spaces, at most 64 between two slashes, no dot or space at the end. The result of an expression in it is checked during the run.',
    example: 'with: { text: x, to: ../../README.md }',
  },
  'schema/invalid': {
    title: 'A JSON Schema is not well-formed',
    help: 'Schemas are JSON Schema 2020-12. The message names the keyword and what it expects.',
    example: 'inputs:\n  type: strnig',
  },
  'schema/unsafe-pattern': {
    title: 'A pattern of a JSON Schema cannot be used',
    help: 'Patterns are matched in linear time (RE2): look-around and back-references are not available.',
    example: 'pattern: "(?=a)b"',
  },
} as const satisfies Record<string, CodeEntry>;

const pipelineCodes = {
  'pipeline/duplicate-artifact': {
    title: 'Two things would write the same artifact or file',
    help: 'Two rules of one stage for the same files contradict each other: merge them. Each stage has its own artifact folder, so two stages that write an artifact of the same name do not overwrite each other; since people identify artifacts by name, that is a warning.',
    example: 'artifacts:\n  - { path: a.md }\n  - { path: a.md }',
  },
  'pipeline/cycle': {
    title: 'Stages wait for each other in a cycle',
    help: 'None of them could ever start. The message shows the shortest cycle; remove one of its needs.',
    example:
      'stages:\n  a: { uses: command, needs: [b], with: { argv: [date] } }\n  b: { uses: command, needs: [a], with: { argv: [date] } }',
  },
  'pipeline/expression-in-template': {
    title: 'An expression inside the text of a template',
    help: 'Expressions and templates are evaluated once, never one inside the other: a value must not become part of a template. Give the value a name in `vars` and write `{{ name }}` in the text.',
    example: 'with: { text: "About ${{ inputs.topic }}", to: a.md }',
  },
  'pipeline/idle-key': {
    title: 'A key has no effect here',
    help: 'The stages of a sub-pipeline make attempts, not the stage that uses it: `retry`, `timeout`, `idle_timeout`, `cache`, `pool`, `max_cost`, `budget`, `artifacts` and `output` belong on those. `finally` and the `budget` of a pipeline apply to a run, and the run is that of the outer pipeline. A `prelude` is for the `llm` stages of its own pipeline.',
    example: 'uses: pipeline\nwith: { pipeline: episode }\ntimeout: 5m',
  },
  'pipeline/no-foreach': {
    title: 'A key that has an effect only with `foreach`',
    help: '`key` and `concurrency` apply to the items of a `foreach`. Add `foreach`, or delete the key.',
    example: 'stages:\n  a: { uses: command, key: "${{ item.id }}", with: { argv: [date] } }',
  },
  'pipeline/no-reader-value': {
    title: '`otherwise` on a stage that always has an output',
    help: '`otherwise` is what readers get when the stage is skipped or fails with `on_error: continue`. Without `when`, `skippable: true` or `on_error: continue` it is never used.',
    example: 'stages:\n  a: { uses: command, otherwise: null, with: { argv: [date] } }',
  },
  'pipeline/recursive': {
    title: 'A pipeline contains itself, or too many others',
    help: 'A sub-pipeline may not lead back to a pipeline that contains it; the message shows the cycle. Sub-pipelines can be nested 16 deep, with at most 100,000 stages in total.',
    example: '# pipelines/a.yaml\nstages:\n  again: { uses: pipeline, with: { pipeline: a } }',
  },
  'pipeline/no-voice': {
    title: 'A stage names no voice for the provider in use',
    help: 'The keys of `voice` are provider types: `offline`, `openai`, `elevenlabs` …, and `default` for all others. If none matches, the provider uses its default voice, so several characters may sound alike. `elevenlabs` has no default voice: its stage fails unless it names one.',
    example: 'stages:\n  a: { uses: speech, with: { text: Hello, voice: { openai: nova } } }',
  },
  'pipeline/reserved-id': {
    title: 'A stage id is reserved',
    help: '`pinned`, `drafts`, `asked`, `logs`, `items` and `outputs` are folders of a run beside those of its stages. Use another id.',
    example: 'stages:\n  logs: { uses: command, with: { argv: [date] } }',
  },
  'pipeline/unknown-kind': {
    title: 'There is no such stage kind',
    help: '`uses` names what a stage does: `command`, `module`, `http`, `write`, `llm`, `speech`, `image`, `video`, `transcribe`, `media`, `pipeline` or `approval`.',
    example: 'stages:\n  a: { uses: comand, with: { argv: [date] } }',
  },
  'pipeline/unknown-need': {
    title: '`needs` names a stage that does not exist',
    help: 'Stages under `stages:` may need each other, and so may stages under `finally:`.',
    example: 'needs: [outlne]',
  },
  'pipeline/unknown-pool': {
    title: 'There is no such pool',
    help: 'Pools are declared in `pipeline-runner.config.yaml` under `pools:`, with the number of attempts that each allows at once.',
    example: 'stages:\n  a: { uses: command, pool: gpu, with: { argv: [date] } }',
  },
  'pipeline/unknown-provider': {
    title: 'There is no such provider',
    help: 'Providers are declared in `pipeline-runner.config.yaml` under `providers:`, with names of your choice. The provider `offline` always exists: it needs no account and no network.',
    example: 'stages:\n  a: { uses: llm, with: { provider: wirter, text: Hello } }',
  },
} as const satisfies Record<string, CodeEntry>;

const runCodes = {
  'input/bad-value': {
    title: 'An input has a value that the pipeline does not accept',
    help: "The pipeline's `inputs:` is the JSON Schema of the run's inputs; the message says what it requires.",
    example: 'inputs: { topic: "" }',
  },
  'input/missing': {
    title: 'A required input is missing',
    help: 'Add it under `inputs:` of the manifest.',
    example: 'pipeline: podcast\ninputs: {}',
  },
  'input/unknown': {
    title: 'An input that the pipeline does not have',
    help: 'The pipeline declares its inputs under `inputs: properties:`. Correct the name, or declare it there.',
    example: 'inputs: { topci: Rockets }',
  },
  'input/wrong-type': {
    title: 'An input has the wrong type',
    help: 'For example text where a number is expected.',
    example: 'inputs: { count: three }',
  },
  'run/not-skippable': {
    title: '`skip` names a stage that cannot be skipped',
    help: 'Only stages with `when`, `skippable: true` or `on_error: continue` can be skipped: their readers know what they get instead.',
    example: 'skip: [outline]',
  },
  'run/bad-rerun': {
    title: '`rerun.from` names no stage to go back to',
    help: 'Write a stage id, one item as `clips[scene_3]`, or a stage of a sub-pipeline as `episode/script`. An item must be one that the run has: `pipeline-runner status` lists them.',
    example: 'rerun: { n: 2, from: outlne }',
  },
  'run/unknown-pipeline': {
    title: 'The pipeline of a run or stage does not exist',
    help: 'A pipeline named `podcast` is the file `pipelines/podcast.yaml`; with an extension it is a path from the project root.',
    example: 'pipeline: podacst',
  },
  'run/unknown-stage': {
    title: 'The manifest names a stage that the pipeline does not have',
    help: 'Correct the name; `pipeline-runner plan` lists the stages.',
    example: 'skip: [musik]',
  },
} as const satisfies Record<string, CodeEntry>;

export const formatCodes = {
  ...yamlCodes,
  ...documentCodes,
  ...pipelineCodes,
  ...runCodes,
} as const satisfies Record<string, CodeEntry>;
