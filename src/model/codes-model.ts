/** Codes of what a call of a model can fail with; part of codes-runtime.ts. */
import type { CodeEntry } from './code-entry.ts';

export const modelCodes = {
  'model/unknown-provider': {
    title: 'There is no such provider',
    help: 'A stage names its provider by a key of `providers:` in pipeline-runner.config.yaml. The provider `offline` always exists. The manifest can replace the provider: `providers: { writer: offline }`.',
    example: 'with: { provider: writter, prompt: podcast/ideation.md }   # the config has "writer"',
  },
  'model/auth': {
    title: 'A provider rejects the key, or there is none',
    help: 'The key is missing, wrong, or may not use this model. It is read at the last moment from the place that `api_key` of the provider names. Nothing was charged, and no further attempt is made: it would fail in the same way. That there is no key is reported before a run starts: as an error if a new run cannot succeed without it, which is then not started, else as a warning.',
    example:
      'providers:\n  writer: { type: openai, model: gpt-6-luna, api_key: { env: OPENAI_API_KEY } }   # is it set?',
  },
  'model/quota': {
    title: 'The account at a provider has no credit left',
    help: 'The provider accepts no more calls from this account until somebody pays or raises a limit there. This is unrelated to the budgets of this project. Fix it at the provider, then retry; or name another provider under `fallback`.',
    example: 'providers:\n  writer: { type: openai, fallback: [backup] }',
  },
  'model/rate': {
    title: 'The rate limit of a provider was reached',
    help: 'It limits requests or tokens per minute and refused this call. Another attempt follows after the time it asks for; until then, no other call of this project is sent to it. Set its limits with `requests_per_minute` and `tokens_per_minute`: then calls wait instead of being refused.',
    example: 'providers:\n  writer: { type: anthropic, requests_per_minute: 50, tokens_per_minute: 100000 }',
  },
  'model/refused': {
    title: 'A model refused to answer',
    help: 'The provider or its model considers the content to be against its rules. The same request would be refused again, so it is not sent again. Change the prompt or the inputs, or name another provider under `fallback`.',
  },
  'model/invalid': {
    title: 'A provider rejects a request',
    help: 'The request is wrong for this model: the prompt is too long, the model does not exist, a parameter or an image is not accepted. The message is from the provider. The same request would fail again, so it is not sent again.',
    example: 'providers:\n  writer: { type: openai, model: gpt-6-lunna }   # no such model',
  },
  'model/timeout': {
    title: 'A provider did not answer in time',
    help: 'There was no answer within `timeout` of the provider. It may still have processed the request, so the cost of the call is unknown; the next attempt sends the same idempotency key.',
    example: 'providers:\n  writer: { type: anthropic, timeout: 5m }',
  },
  'model/overloaded': {
    title: 'A provider is overloaded or has a fault',
    help: 'It answered with a status such as 500, 502, 503 or 529. Another attempt is made if `retry` allows. After several such failures in a row, the provider is not called for a while: see `breaker`.',
  },
  'model/network': {
    title: 'A provider could not be reached or broke the connection',
    help: 'The name was not found, the connection was refused or cut, or the certificate is not trusted. If the request may have arrived, its cost is unknown. Another attempt is made if `retry` allows.',
    example:
      'providers:\n  local: { type: openai-compatible, base_url: http://127.0.0.1:11434/v1, model: llama3 }   # is it running?',
  },
  'model/bad-output': {
    title: 'An answer of a model cannot be used',
    help: 'The answer was empty, cut off, not JSON, or did not match the schema of the stage even after it was sent back for correction. `retry` decides about another attempt. A simpler schema, a larger `max_tokens` or more rounds of `repair` help.',
    example: 'with: { prompt: podcast/outline.md, max_tokens: 200 }   # the outline does not fit into it',
  },
  'model/not-recorded': {
    title: 'A call is not among the recorded ones',
    help: 'The manifest says `replay`: model calls are answered only from that folder. This one is not in it: a prompt, a schema, a file or the model changed since, or a stage is new. The message says what differs from the closest recorded call of the stage, and where. If the change is intended, record the call: `run --record` makes the missing calls with the real provider, at their usual cost; a run that has ended needs `retry` first. A call whose answer is too large to record (4 MiB of text, 64 MiB of media) has the same code.',
    example: 'replay: tests/calls/podcast   # pipeline-runner run tests/podcast --record',
  },
  'model/bad-recorded': {
    title: 'A recorded call cannot be used',
    help: 'A file in the folder that `replay` of the manifest names is damaged, is not a recorded call, had its request edited, or names an answer file that is missing or different. Restore it from git, or delete it and record the call again. The text of an answer may be edited.',
    example: 'git checkout -- tests/calls/podcast',
  },
  'model/missing-package': {
    title: 'The package of a provider is not installed',
    help: 'Packages of providers are large, so they are installed only where they are used. The message names the package and how to install it: beside pipeline-runner itself, so both in the project.',
    example: 'npm install ai @ai-sdk/anthropic',
  },
  'model/unsupported': {
    title: 'A provider does not have the required capability',
    help: 'Not every provider has text, speech, images, video and transcription. Choose another one in the stage, or with `providers:` in the manifest. `validate` warns where the type of the provider shows it, and a new run that cannot succeed without the capability is not started.',
    example: 'uses: video\nwith: { provider: writer }   # writer has text only',
  },
  'model/not-listed': {
    title: 'The price list does not contain a model',
    help: 'The list contains the text models of OpenAI and Anthropic. A model that is missing there is misspelled, and its stage will fail with `model/invalid`, or it is newer than the list, and the cost of its calls will be unknown. It is reported before a run starts, and by `plan`. Check the name with `doctor --call`; if it is right, set `prices` for the provider.',
    example: 'providers:\n  writer: { type: openai, model: gpt-4oo }   # no such model',
  },
  'model/retiring': {
    title: 'A vendor has announced the end of a model',
    help: 'From the date in the message on, calls to the model fail with `model/invalid`, unless the vendor postpones it. It is reported before a run starts, by `plan` and by `doctor`, as far as the date was known when this version was made. Change `model:` of the provider, or name another provider in the manifest: results of stages that do not call it are kept.',
    example: 'providers:\n  voice: { type: openai, model: gpt-4o-mini-tts }   # until 6 January 2027',
  },
  'model/breaker-open': {
    title: 'A provider is not called for a while',
    help: 'Its last calls failed in a way that suggests an outage, so it is not called before the time in the message; then one call checks whether it is back. Restarts do not reset this. The stage retries by itself if the problem may be temporary; if the key or the account was refused, fix that first. `breaker: { failures, cooldown }` of the provider sets after how many failures and for how long; `fallback` names the providers to use meanwhile.',
    example: 'providers:\n  writer: { type: anthropic, breaker: { failures: 5, cooldown: 30s }, fallback: [backup] }',
  },
  'ledger/damaged': {
    title: 'The call ledger was damaged and was moved aside',
    help: 'The file .pipeline-runner/calls.db contains paid answers of models and the cost of each day. It could not be read and was moved to .pipeline-runner/damaged; an empty one was started. Runs continue. A call whose answer was only there is made again, and earlier spending today no longer counts toward the budget of the day.',
  },
} as const satisfies Record<string, CodeEntry>;

export type ModelCode = keyof typeof modelCodes;
