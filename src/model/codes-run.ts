/** Codes of runs as a whole: what they are pinned to, how their attempts end; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const runCodes = {
  'run/pinned-damaged': {
    title: 'The definitions that a run is pinned to are damaged',
    help: 'A run works with copies of its pipeline, templates and schemas in `runs/<id>.run/pinned/<generation>/`. One of them was changed or is missing, and the project has another version of it by now, so going on would mean another definition. Bring the folder back from git, or start a new generation with `retry`: what has an equal fingerprint is not done again. As a warning: the project has it as it was, so it was put back.',
    example: 'git checkout -- runs/ep001.run/pinned/1',
  },
  'run/frozen-changed': {
    title: 'An edit waits for the next generation',
    help: 'Inputs, the name of the pipeline, definitions and `auto_approve` are frozen when a run starts. A later change of them, also an input that is taken out, is kept waiting until somebody asks for it with `pipeline-runner retry`, which reuses every stage whose fingerprint is equal. A definition that is gone from the project cannot be adopted: bring it back, or correct what names it, before the `retry`.',
  },
  'run/outputs-too-large': {
    title: 'The `outputs` of a pipeline are larger than 1 MiB',
    help: 'What `outputs:` names stands in the head of the checkpoint, which people read in `git diff` and every command reads whole. Let an output name a file in place of its content, and adopt the change with `retry`: all stages are reused.',
    example: 'outputs: { text: "${{ stages.page.artifacts[\'page.md\'].path }}" }   # not ${{ stages.page.output }}',
  },
  'context/unreadable': {
    title: 'A context file cannot be read',
    help: 'Each entry of `context:` names a file of the project, which is read once when the run starts. The name may hold `${{ inputs.… }}`; it must come to the path of a regular file inside the project.',
    example: 'context:\n  show: { file: "shows/${{ inputs.show }}/blueprint.yaml" }',
  },
  'context/schema': {
    title: 'A context file does not fit its schema',
    help: 'An entry of `context:` names a schema below `schemas/`, and the file breaks it. Nothing runs before it is mended: every stage would see it.',
    example: 'context:\n  show: { file: shows/kids/blueprint.yaml, schema: show/blueprint.schema.json }',
  },
  'pipeline/child-failed': {
    title: 'A sub-pipeline failed',
    help: 'A stage of the sub-pipeline failed, and with it the stage that uses it. The message names the stage; `explain` tells more.',
  },
  'attempt/timeout': {
    title: 'An attempt took too long',
    help: 'The attempt was ended because `timeout` passed, or because nothing was heard of it for `idle_timeout` (no output, no progress). Another attempt follows as far as `retry` allows.',
  },
  'attempt/lost': {
    title: 'The runner ended too often while a stage was running',
    help: 'An attempt that is in flight when the runner is killed is lost: it does not count against `retry.attempts` and runs again. After `retry.max_lost` losses in one generation the stage fails, because a stage that takes the machine down with it would go on for ever.',
  },
  'attempt/unknown': {
    title: 'How an attempt failed was not recorded',
    help: 'The checkpoint says that the attempt failed and not why. It was written by another program or edited by hand.',
  },
  'budget/soft-limit': {
    title: 'Most of a budget is used',
    help: 'The run has used 80 % of what it may cost, ceilings of calls that are not settled included. It goes on; when the budget does not cover the next call, it pauses as `budget_exceeded`. A higher `budget` in the manifest counts at once.',
    example: 'pipeline-runner budget ep001 12.50',
  },
  'budget/not-covered': {
    title: 'A `finally` stage may not spend what it needs',
    help: 'A run pauses when a budget does not cover a call, but not for its `finally` stages: its result is recorded. The budget of the run does not hold for them; what they say of themselves (`max_cost`, `budget`) and the budget of the day do. The stage fails, which changes nothing about the run, and runs again in the next generation.',
    example: 'finally:\n  tell: { uses: llm, with: { provider: writer, prompt: tell.md, max_cost: 0.10 } }',
  },
  'output/schema': {
    title: 'An output does not fit its schema',
    help: 'The stage ended well, but what it gave back breaks the JSON Schema in `output.schema`. Nothing was published. Mend the stage or the schema; another attempt follows as far as `retry` allows, under a new effect key.',
  },
  'output/schema-unreadable': {
    title: 'The schema of an output cannot be read',
    help: 'The copy of the schema that the run is pinned to is missing or damaged.',
  },
} as const satisfies Record<string, CodeEntry>;
