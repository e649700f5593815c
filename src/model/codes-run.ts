/** Codes of runs as a whole: what they are pinned to, how their attempts end; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const runCodes = {
  'run/pinned-damaged': {
    title: 'The pinned definitions of a run are damaged',
    help: 'A run works with copies of its pipeline, templates and schemas in `runs/<id>.run/pinned/<generation>/`. One of them was changed or is missing, and the project now has a different version, so continuing would use a different definition. Restore the folder from git, or start a new generation with `retry`: results with an equal fingerprint are reused. As a warning: the project has the same content, so the copy was restored.',
    example: 'git checkout -- runs/ep001.run/pinned/1',
  },
  'run/frozen-changed': {
    title: 'An edit waits for the next generation',
    help: 'Inputs, the name of the pipeline, definitions and `auto_approve` are frozen when a run starts. Later changes, including the removal of an input, wait until somebody applies them with `pipeline-runner retry`, which reuses every stage whose fingerprint is equal. A definition that has disappeared from the project cannot be adopted: restore it, or fix what refers to it, before the `retry`.',
  },
  'run/outputs-too-large': {
    title: 'The `outputs` of a pipeline are larger than 1 MiB',
    help: 'The values of `outputs:` are in the head of the checkpoint, which people read in `git diff` and every command reads in full. Let an output name a file instead of its content, and adopt the change with `retry`: all stages are reused.',
    example: 'outputs: { text: "${{ stages.page.artifacts[\'page.md\'].path }}" }   # not ${{ stages.page.output }}',
  },
  'context/unreadable': {
    title: 'A context file cannot be read',
    help: 'Each entry of `context:` names a file of the project, which is read once when the run starts. The name may contain `${{ inputs.… }}`; it must be the path of a regular file inside the project.',
    example: 'context:\n  show: { file: "shows/${{ inputs.show }}/blueprint.yaml" }',
  },
  'context/schema': {
    title: 'A context file does not match its schema',
    help: 'An entry of `context:` names a schema under `schemas/`, and the file does not match it. Nothing runs until that is fixed: every stage would see it.',
    example: 'context:\n  show: { file: shows/kids/blueprint.yaml, schema: show/blueprint.schema.json }',
  },
  'pipeline/child-failed': {
    title: 'A sub-pipeline failed',
    help: 'A stage of the sub-pipeline failed, and with it the stage that uses it. The message names the stage; `explain` shows more.',
  },
  'attempt/timeout': {
    title: 'An attempt timed out',
    help: 'The attempt was stopped because `timeout` passed, or because it gave no output and no progress for `idle_timeout`. Another attempt follows if `retry` allows.',
  },
  'attempt/lost': {
    title: 'The runner ended too often while a stage was running',
    help: 'An attempt that is in flight when the runner is killed is lost: it does not count against `retry.attempts` and runs again. After `retry.max_lost` losses in one generation the stage fails, because a stage that brings the machine down would be retried forever.',
  },
  'attempt/unknown': {
    title: 'How an attempt failed was not recorded',
    help: 'The checkpoint says that the attempt failed, but not why. It was written by another program or edited by hand.',
  },
  'budget/soft-limit': {
    title: 'Most of a budget is used',
    help: 'The run has used 80 % of its budget, including the ceilings of calls that are not settled. It continues; when the budget does not cover the next call, it pauses as `budget_exceeded`. A higher `budget` in the manifest applies at once.',
    example: 'pipeline-runner budget ep001 12.50',
  },
  'budget/no-price': {
    title: 'The price of a model is unknown',
    help: 'Neither the price list nor `prices` of the provider contains the model, so no budget can be reserved for its calls. With a budget, `unknown_cost: block` is the default: the run pauses as `budget_exceeded` when the stage is reached. With `warn`, and without a budget, the calls are made, and their cost stays unknown: no budget limits them. Both are reported before the run starts, the second not for servers on this machine. Set `prices` for the provider (`per_request: 0` for a server of your own), or `unknown_cost: warn`.',
    example:
      'providers:\n  local: { type: openai-compatible, base_url: http://127.0.0.1:11434/v1, model: llama3, prices: { per_request: 0 } }',
  },
  'budget/too-small': {
    title: 'A run is expected to cost more than its budget',
    help: '`plan` compares what the remaining stages cost in earlier runs with what is left of the budget. The run may start; it pauses as `budget_exceeded` when a call does not fit, and continues with a higher `budget`.',
    example: 'pipeline-runner budget ep001 12.50',
  },
  'budget/not-covered': {
    title: 'A `finally` stage would exceed its budget',
    help: 'A run pauses when a budget does not cover a call, but not for its `finally` stages, as its result is already recorded. The budget of the run does not apply to them; their own limits (`max_cost`, `budget`) and the budget of the day do. The stage fails, which changes nothing about the run, and runs again in the next generation.',
    example: 'finally:\n  tell: { uses: llm, with: { provider: writer, prompt: tell.md, max_cost: 0.10 } }',
  },
  'output/schema': {
    title: 'An output does not match its schema',
    help: 'The stage succeeded, but its output does not match the JSON Schema in `output.schema`. Nothing was published. Fix the stage or the schema; another attempt follows if `retry` allows, with a new effect key.',
  },
  'output/schema-unreadable': {
    title: 'The schema of an output cannot be read',
    help: 'The pinned copy of the schema is missing or damaged.',
  },
} as const satisfies Record<string, CodeEntry>;
