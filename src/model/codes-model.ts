/** Codes of what a call of a model can fail with; part of codes-runtime.ts. */
import type { CodeEntry } from './code-entry.ts';

export const modelCodes = {
  'model/unknown-provider': {
    title: 'No provider has this name',
    help: 'A stage names its provider by a key of `providers:` in pipeline-runner.config.yaml. The name `offline` is always there. The manifest may put another name in its place: `providers: { writer: offline }`.',
    example: 'with: { provider: writter, prompt: podcast/ideation.md }   # the config has "writer"',
  },
  'model/auth': {
    title: 'A provider does not accept the key, or there is none',
    help: 'The key is missing, wrong, or may not use this model. It is read from where `api_key` of the provider says, at the last moment. Nothing was charged, and no other attempt is made: it would end in the same way.',
    example: 'providers:\n  writer: { type: openai, model: gpt-4o, api_key: { env: OPENAI_API_KEY } }   # is it set?',
  },
  'model/quota': {
    title: 'The account at a provider is used up',
    help: 'The provider answers no more calls of this account until somebody pays or raises a limit there. That is another thing than the budgets of this project. Mend it at the provider, then retry; or name another provider under `fallback`.',
    example: 'providers:\n  writer: { type: openai, fallback: [backup] }',
  },
  'model/rate': {
    title: 'A provider was asked too often',
    help: 'It counts requests or tokens a minute and refused this one. Another attempt is made after the time it asks for, and until then no other call of this project is sent to it. Say its limits under `requests_per_minute` and `tokens_per_minute`: then calls wait before they are refused.',
    example: 'providers:\n  writer: { type: anthropic, requests_per_minute: 50, tokens_per_minute: 100000 }',
  },
  'model/refused': {
    title: 'A model refused to answer',
    help: 'The provider or its model holds the content to be against its rules. The same request would be refused again, so it is not sent again. Change the prompt or the inputs, or name another provider under `fallback`.',
  },
  'model/invalid': {
    title: 'A provider cannot work with a request',
    help: 'The request is wrong for this model: the prompt is too long, the model does not exist, a parameter or an image is not accepted. The message is that of the provider. The same request would fail again, so it is not sent again.',
    example: 'providers:\n  writer: { type: openai, model: gpt-4oo }   # no such model',
  },
  'model/timeout': {
    title: 'A provider did not answer in time',
    help: 'There was no answer within `timeout` of the provider. It may have worked on the request all the same, so the cost of the call is not known; the next attempt sends the same idempotency key.',
    example: 'providers:\n  writer: { type: anthropic, timeout: 5m }',
  },
  'model/overloaded': {
    title: 'A provider is overloaded or has a fault',
    help: 'It answered with a status such as 500, 502, 503 or 529. Another attempt is made if `retry` allows. After several such failures in a row the provider is left alone for a while: see `breaker`.',
  },
  'model/network': {
    title: 'A provider could not be reached or broke the connection',
    help: 'The name was not found, the connection was refused or cut, or the certificate is not trusted. Where the request may have arrived, its cost is not known. Another attempt is made if `retry` allows.',
    example:
      'providers:\n  local: { type: openai-compatible, base_url: http://127.0.0.1:11434/v1, model: llama3 }   # is it running?',
  },
  'model/bad-output': {
    title: 'An answer of a model cannot be used',
    help: 'The answer was empty, cut off, no JSON, or did not fit the schema of the stage even after it was sent back to be mended. Whether there is another attempt is said by `retry`. A simpler schema, a larger `max_tokens` or more rounds of `repair` help.',
    example: 'with: { prompt: podcast/outline.md, max_tokens: 200 }   # the outline does not fit into it',
  },
  'model/not-recorded': {
    title: 'A call is not among the recorded ones',
    help: 'The manifest says `replay`: calls of models are answered from that folder and by nobody else. This one is not in it: a prompt, a schema, a file or the model changed since, or a stage is new. The message says what differs from the nearest recorded call of the stage, and where. Is the change meant, record the call: `run --record` asks the real provider for what is missing, which costs what it costs; a run that has ended needs `retry` before it. A call whose answer is too large for a recorded one (4 MiB of text, 64 MiB of media) is told with the same code.',
    example: 'replay: tests/calls/podcast   # pipeline-runner run tests/podcast --record',
  },
  'model/bad-recorded': {
    title: 'A recorded call cannot be used',
    help: 'A file in the folder that `replay` of the manifest names is damaged, is no recorded call, was edited in what was asked, or names a file of an answer that is not there or not the same. Take it from git again, or delete it and record the call anew. The text of an answer may be edited.',
    example: 'git checkout -- tests/calls/podcast',
  },
  'model/missing-package': {
    title: 'The package of a provider is not installed',
    help: 'Packages of providers are large, so they are installed only where they are used. The message names the package and how to install it: beside pipeline-runner itself, so both in the project.',
    example: 'npm install ai @ai-sdk/anthropic',
  },
  'model/unsupported': {
    title: 'A provider cannot do what it is asked for',
    help: 'Not every provider has text, speech, images, video and transcription. Name another one in the stage, or in `providers:` of the manifest.',
    example: 'uses: video\nwith: { provider: writer }   # writer has text only',
  },
  'model/breaker-open': {
    title: 'A provider is left alone for a while',
    help: 'Its last calls failed in a way that says that it is in trouble, so it is not asked before the time in the message; then one call finds out whether it is back. That is remembered over restarts. The stage tries again by itself if the trouble can pass; where the key or the account was refused somebody has to mend that first. `breaker: { failures, cooldown }` of the provider says after how many failures and for how long; `fallback` names who is asked meanwhile.',
    example: 'providers:\n  writer: { type: anthropic, breaker: { failures: 5, cooldown: 30s }, fallback: [backup] }',
  },
  'ledger/damaged': {
    title: 'The ledger of calls was damaged and has been set aside',
    help: 'The file .pipeline-runner/calls.db holds answers of models that were paid for, and what a day has cost. It could not be read and was moved below .pipeline-runner/damaged; an empty one was begun. Runs go on. A call whose answer was only there is made again, and what was spent today before counts no more for the budget of the day.',
  },
} as const satisfies Record<string, CodeEntry>;

export type ModelCode = keyof typeof modelCodes;
