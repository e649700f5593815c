/** Codes of the runtime domain; see codes.ts. */
import type { CodeEntry } from './code-entry.ts';
import { modelCodes } from './codes-model.ts';
import { storageCodes } from './codes-storage.ts';

export const runtimeCodes = {
  ...storageCodes,
  ...modelCodes,
  // Stages: what an attempt of a built-in kind can fail with.
  'stage/aborted': {
    title: 'An attempt was stopped from outside',
    help: 'The attempt was stopped by a timeout, a cancellation or a shutdown of the runner. Any result the stage returned after that does not count.',
  },
  'stage/with': {
    title: 'A key of `with` has a value that the stage cannot use',
    help: 'The expressions of the stage were evaluated, and one of them gave a value of the wrong type, for example null where text is needed. The message names the key. Correct the expression, or the stage that produces the value.',
    example: 'with:\n  argv: [echo, "${{ stages.plan.output.title }}"]   # the title of the plan is null',
  },
  'secret/in-argv': {
    title: 'A secret is among the arguments of a command',
    help: 'The arguments of a program are visible to everybody on the machine, so secrets reach a command only through its environment. Declare an environment variable and let the program read it.',
    example: 'with:\n  argv: [node, tools/upload.mjs]\n  env: { UPLOAD_KEY: "${{ secrets.UPLOAD_KEY }}" }',
  },
  'secret/misplaced': {
    title: 'A secret is used where it would be written down',
    help: 'Secrets are allowed in `env` of a command, in `headers` and `bearer` of an http stage and in `args` of a module. Everywhere else their value would end up in an address, a file or a log.',
    example: 'with:\n  url: https://api.example.org/items\n  bearer: "${{ secrets.API_KEY }}"',
  },
  'secret/not-set': {
    title: 'A secret has no value',
    help: 'The config says where the value of the secret is: in an environment variable, in a file, or printed by a program. It is not there where the runner was started: the variable is not set, the file cannot be read, or the program failed; the message says which. This is reported before a run starts, as an error if a new run cannot succeed without it, which is then not started. Provide it; a run that has failed needs `retry`.',
    example: 'pipeline-runner retry ep001\nAPI_KEY=… pipeline-runner run ep001',
  },
  'command/not-started': {
    title: 'A program could not be started',
    help: 'The program of `argv` was not found, is not executable, or the system could not start another process. A bare name is looked up on PATH, a name with a slash is a path in the project. A shell is never used unless `argv` names one.',
    example: 'with: { argv: [ffmpg, -version] }   # not found on PATH',
  },
  'command/exit': {
    title: 'A program ended with an exit code other than 0',
    help: 'The message shows the last lines that the program wrote. Exit code 75 asks for another attempt, 64, 65 and 78 rule one out, and for all others `retry.on` decides. The whole output is in the log of the attempt. If the program works in your shell but not here, compare the environment: a command gets only a few of its variables, those in `with.env`, and those under `env` in the config.',
    example: 'with: { argv: [sh, -c, "echo no space left >&2; exit 1"] }',
  },
  'command/signal': {
    title: 'A program was killed by a signal',
    help: 'Something killed it: the system when memory ran out (SIGKILL), a person, or its own crash (SIGSEGV, SIGABRT).',
  },
  'command/env-refused': {
    title: 'A stage sets an environment variable that is not allowed',
    help: 'Variables such as PATH, LD_PRELOAD, NODE_OPTIONS, PYTHONPATH, MAKEFLAGS or OPENSSL_CONF decide what code a program runs, and a value in a pipeline can come from a run. Set such a variable where the runner is started and name it under `env` in pipeline-runner.config.yaml. Names that start with PIPELINE_ belong to the runner.',
    example: 'with:\n  argv: [python3, tools/mix.py]\n  env: { PYTHONPATH: lib }',
  },
  'command/cwd': {
    title: 'The working folder of a command is not in the project',
    help: '`cwd` is a path relative to the root of the project, and must be an existing folder inside it, also after links are followed.',
    example: 'with: { argv: [make], cwd: ../other }',
  },
  'command/output-invalid': {
    title: 'The output of a command cannot be used',
    help: 'What a command writes to the file at PIPELINE_OUTPUT must be one JSON value in UTF-8, nested at most 200 levels deep. Without that file stdout is the output, as JSON if it is, else as text.',
    example: 'with: { argv: [sh, -c, \'echo hello > "$PIPELINE_OUTPUT"\'] }   # must be "hello" in quotes',
  },
  'command/output-too-large': {
    title: 'The output of a command is larger than 16 MiB',
    help: 'Outputs are values that later stages read. Write large results as files into the folder PIPELINE_ARTIFACTS and print a short summary.',
  },
  'module/not-found': {
    title: 'The module of a stage does not exist',
    help: '`module` is the path of a TypeScript or JavaScript file, relative to the root of the project, and must lie inside the project, also after links are followed.',
    example: 'with: { module: stages/group-comits.ts }',
  },
  'module/load': {
    title: 'The module of a stage could not be loaded',
    help: 'The file, or one that it imports, has a syntax error, imports something that does not exist, or throws while it is loaded. The message says where; the hint shows how to install a missing package. `validate`, which executes no project code, reports a syntax error of the file itself before a run.',
    example: 'import { group } from "./gruop.ts";',
  },
  'module/export': {
    title: 'The module of a stage does not export the requested function',
    help: 'A module stage calls the default export of the file, or the export that `export:` names. It must be a function. If the text of the file leaves no doubt, `validate` reports it before a run.',
    example: 'export default defineStage(async ({ inputs }) => ({ output: inputs }));',
  },
  'module/threw': {
    title: 'The function of a module stage threw an error',
    help: 'The message is that of the error, with the place in your file. Throw a PermanentError when another attempt would be useless and a RetryableError when it is sure to be worth it; for all other errors `retry.on` decides.',
    example: 'throw new PermanentError("the topic is empty");',
  },
  'module/output': {
    title: 'A module stage returned something that is not JSON',
    help: 'A module stage returns `{ output }` or nothing. The output can contain text, finite numbers, booleans, null, lists and plain objects, at most 16 MiB and 200 levels deep. Return large results as artifacts.',
    example: 'return { output: new Map() };   // Object.fromEntries(map) would do',
  },
  'http/url': {
    title: 'The address of an http stage cannot be called',
    help: 'The address must be complete and start with http:// or https://, and must not contain a user name or a password; credentials go into `bearer` or `headers`.',
    example: 'with: { url: "api.example.org/items" }',
  },
  'http/host': {
    title: 'An http stage may not call this host',
    help: 'The config allows only certain hosts, or the name resolves to an address of this machine or of a private network. Addresses are checked after the name was resolved and again at every redirect. Allow a public host under `http.allow_hosts`, a private one under `http.allow_private`. If the address is a literal, `validate` reports it before a run.',
    example: 'with: { url: "http://localhost:8080/" }',
  },
  'http/network': {
    title: 'A server could not be reached or broke the connection',
    help: 'The name was not found, the connection was refused or broken, or the certificate is not trusted. Another attempt is made if `retry` allows.',
  },
  'http/status': {
    title: 'A server answered with an unexpected status',
    help: 'Without `expect:` every status from 200 to 299 is accepted. 408, 425, 429 and 5xx are retried, after the time that the server asks for (Retry-After); other statuses are not.',
    example: 'with: { url: "https://api.example.org/items/7", expect: [200, 404] }',
  },
  'http/redirect': {
    title: 'A redirect could not be followed',
    help: 'At most five redirects are followed, only to http and https addresses, and each must be allowed just like the first.',
  },
  'http/file': {
    title: 'A file for an http stage cannot be sent',
    help: '`file`, and `file` of an entry of `form`, are paths from the project root, usually of artifacts. Each is a regular file inside the project, links followed; all files of a request have 100 MB at most. No part of a path starts with a dot, so that settings and keys are never sent out.',
    example: 'with: { url: "https://api.example.org/upload", file: frames }   # a folder',
  },
  'http/too-large': {
    title: 'The response of a server is larger than allowed',
    help: 'An http stage reads 10 MiB at most, unless `max_bytes` says otherwise. For large downloads use a command stage that writes a file.',
    example: 'with: { url: "https://example.org/data.json", max_bytes: 20000000 }',
  },
  'http/body': {
    title: 'The response of a server could not be read',
    help: 'The server says that its response is JSON, or compressed, but it is not.',
  },
  'write/to': {
    title: 'A write stage names an artifact with an unsafe file name',
    help: '`to` is a path inside the artifact folder of the stage: letters, digits, dots, hyphens, underscores and spaces, folders with a slash, and no part starting with a dot.',
    example: 'with: { template: notes.md, to: "${{ inputs.name }}" }   # the name is ../notes.md',
  },
  'write/undeclared': {
    title: 'A stage would change a file that is not declared for it',
    help: 'A stage of kind `write` keeps entries of project files up to date only in files that `machine_files` of the config names. They then belong to the runner: it replaces them in full, and the daemon commits them. `validate` reports it if the name is literal, or starts in a way that no declared name does; for other names the run reports it.',
    example: 'machine_files: [shows/*/episodes.json]',
  },
  'write/locked': {
    title: 'The files of the project are locked for too long',
    help: 'Entries are put into project files one at a time. Another process has held the lock for half a minute. `retry` decides about another attempt.',
  },
  'write/unreadable': {
    title: 'A project file cannot be read',
    help: 'A stage had to put an entry into a file that is not JSON, too large, not a regular file, or behind a link. Nothing was changed.',
  },
  'write/at': {
    title: 'An entry cannot be placed',
    help: '`upsert.at` points at neither a map nor a list of maps, the entry for a list is not a map, or the key is not allowed (`__proto__`). Nothing was changed.',
  },
  'write/template': {
    title: 'The template of a write stage could not be used',
    help: 'The template is missing from the run’s pinned files or could not be rendered with the given `vars`. Template paths are relative to templates/.',
    example: 'with: { template: release/notes.md, to: notes.md }',
  },
  // Stages that ask models.
  'prompt/template': {
    title: 'The template of a prompt could not be used',
    help: 'The template is missing from the pinned files of the run. Paths of templates are relative to templates/.',
    example: 'with: { prompt: podcast/ideation.md }',
  },
  'prompt/empty': {
    title: 'A prompt is empty',
    help: 'The template rendered to nothing but white space. No model was called and nothing was paid. Check the values of `vars`.',
    example: 'with: { text: "{{ topic }}", vars: { topic: "" } }',
  },
  'prompt/file': {
    title: 'A file for a model cannot be read',
    help: '`images`, `files`, `reference` and `file` are paths from the project root, usually of artifacts. Each is a regular file inside the project, links followed, of at most 20 MB; no part of its path starts with a dot, so that settings and keys are never sent out.',
    example: 'with: { provider: ears, file: "${{ stages.mixing.artifacts.episode.path }}" }',
  },
  'model/refused': {
    title: 'A model refused to answer',
    help: 'The provider says that the model declined, for example because of its rules on content. Another attempt with the same prompt would be refused again, so none is made. Change the prompt, or use another provider.',
  },
  'llm/cut-off': {
    title: 'An answer was cut off',
    help: 'The answer reached `max_tokens`, or the limit of the model, before it was complete. The tokens that a model spends on thinking count as well. Raise `max_tokens`, or ask for less. With `allow_cut: true` text is accepted as it is.',
    example: 'with: { text: Tell a long story., max_tokens: 50 }',
  },
  'llm/bad-output': {
    title: 'The answer of a model does not match the schema',
    help: 'The answer was not JSON, or did not match `output.schema`, and neither did the corrections the model was asked for (`repair`). The message says what is wrong with the last one; all of them are in the log of the attempt. A simpler schema, a larger `max_tokens` or a better model helps; for a server without structured output, `options: { structured: prompt }` at its provider puts the schema into the prompt.',
    example:
      'uses: llm\nwith: { provider: writer, prompt: outline.md, repair: 3 }\noutput: { schema: outline.schema.json }',
  },
  'llm/empty': {
    title: 'The answer of a model is empty',
    help: 'The model answered with nothing but white space. `retry` decides about another attempt.',
  },
  'speech/bad-audio': {
    title: 'A provider returned unusable speech',
    help: 'The audio is empty, damaged, of an unknown kind, or too short for the text. `retry` decides about another attempt.',
  },
  'image/bad-image': {
    title: 'A provider returned an unusable image',
    help: 'The image is not PNG, JPEG or WebP, or it is damaged. `retry` decides about another attempt.',
  },
  'video/bad-video': {
    title: 'A provider returned an unusable video',
    help: 'The video is not an MP4 file, or it is damaged. `retry` decides about another attempt.',
  },
  // Hooks of the config.
  'notify/failed': {
    title: 'A hook could not be notified that a run waits or has ended',
    help: 'A program under `notify` could not be started, exited with a code other than 0, or took more than 10 seconds; or its web address could not be reached, may not be called, or answered with a status outside 200 to 299. The run continues as if nothing had happened, and the call is not repeated. A program gets JSON on standard input and no shell; addresses keep to `http.allow_hosts` and `http.allow_private`, and redirects are not followed.',
    example: 'notify:\n  - { on: [question], command: [node, tools/tel.mjs] }   # the file is tools/tell.mjs',
  },
} as const satisfies Record<string, CodeEntry>;
