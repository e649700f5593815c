/** Hints for keys and kinds of other tools that have no direct equivalent. Pure. */
import type { Json } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import { ourWord, SHELL_KEYS } from '../schema/other-words.ts';
import { withoutSecrets } from '../text/secret-like.ts';
import { flowText } from '../yaml/flow.ts';
import { stageKeys } from './stage-keys.ts';

const ITS_NAME = 'leave it out: the key above the stage is its name; put text for people into "description:"';
const WHERE_IT_RUNS = 'leave it out: a stage runs on the machine where pipeline-runner runs';
const CONTAINER = 'leave it out, or start the container as a program: argv: [docker, run, --rm, IMAGE, …]';
const AFTERWARDS = 'put what must always run into a stage under "finally:"';
const A_STAGE_EACH = 'make each of them a separate stage, under its id in "stages:"';
const WITHIN = (key: string): string => `write "${key}:" below "with:"`;

/** Keys of a stage. */
const OF_STAGE: Readonly<Record<string, string>> = {
  id: ITS_NAME,
  name: ITS_NAME,
  title: ITS_NAME,
  'runs-on': WHERE_IT_RUNS,
  runs_on: WHERE_IT_RUNS,
  agent: WHERE_IT_RUNS,
  executor: WHERE_IT_RUNS,
  container: CONTAINER,
  image: CONTAINER,
  services: CONTAINER,
  steps: A_STAGE_EACH,
  stages: A_STAGE_EACH,
  jobs: A_STAGE_EACH,
  outputs: 'leave it out: what the stage returns or prints is its output, and others read stages.<id>.output',
  on: 'leave it out: a stage starts when everything it needs is done',
  finally: AFTERWARDS,
  always: AFTERWARDS,
  on_failure: AFTERWARDS,
  on_success: 'leave it out: a stage that needs this one starts when it is done',
  on_exit: AFTERWARDS,
  handlerOn: AFTERWARDS,
  handler_on: AFTERWARDS,
  trigger_rule: AFTERWARDS,
  as: 'leave it out: the item is called item, and its place in the list index',
  permissions: 'leave it out: nothing is asked of a server for a stage',
  preconditions: 'write the condition as "when: ${{ … }}"',
  retryOnFail: 'write "retry: { attempts: 3 }"',
  maxTries: 'write "retry: { attempts: 3 }"',
  max_retries: 'write "retry: { attempts: 3 }"',
  environment: WITHIN('env'),
  'working-directory': WITHIN('cwd'),
  working_directory: WITHIN('cwd'),
  workdir: WITHIN('cwd'),
  args: WITHIN('argv'),
  arguments: 'pass them to a command with "argv:" under "with:", to a module with "args:"',
  parameters: 'pass the values of the stage under "with:"',
  params: 'pass the values of the stage under "with:"',
  inputs: 'pass the values of the stage under "with:"; inputs are those of the pipeline',
  secrets: 'name the secret where it is needed, as in "env: { TOKEN: ${{ secrets.TOKEN }} }" below "with:"',
};

const NO_TRIGGER = 'leave it out: a file in runs/ begins a run; for a schedule let cron or a workflow write one';
const NO_HEAD = 'leave it out: a pipeline is "stages:" and what belongs to them';

/** Keys of the pipeline. */
const OF_PIPELINE: Readonly<Record<string, string>> = {
  on: NO_TRIGGER,
  schedule: NO_TRIGGER,
  schedule_interval: NO_TRIGGER,
  trigger: NO_TRIGGER,
  triggers: NO_TRIGGER,
  cron: NO_TRIGGER,
  start_date: NO_TRIGGER,
  catchup: NO_TRIGGER,
  apiVersion: NO_HEAD,
  kind: NO_HEAD,
  metadata: NO_HEAD,
  spec: NO_HEAD,
  id: 'leave it out: the name of the file is the name of the pipeline',
  dag_id: 'leave it out: the name of the file is the name of the pipeline',
  version: 'leave it out: git has the versions of a pipeline',
  env: 'set it at the stages that need it, under their "with:"',
  environment: 'set "env:" at the stages that need it, under their "with:"',
  secrets: 'declare them under "secrets:" of pipeline-runner.config.yaml',
  vars: 'declare them under "vars:" of pipeline-runner.config.yaml',
  providers: 'declare them under "providers:" of pipeline-runner.config.yaml',
  permissions: 'leave it out: runs need no permissions',
  concurrency: 'set it at a stage with "foreach:"; the limit for a machine is set in the config',
  handlerOn: AFTERWARDS,
  handler_on: AFTERWARDS,
  on_failure: AFTERWARDS,
  on_exit: AFTERWARDS,
};

/** @param value of the key. */
export function foreignStageKey(name: string, value: Json | undefined): string | undefined {
  const [first] = Array.isArray(value) ? value : [];
  if (name === 'outputs' && typeof first === 'string')
    return `name the files it must leave: artifacts: [{ path: ${flowText(withoutSecrets(first), 'plain')} }]`;
  return ownValue(OF_STAGE, name);
}

/** @param name an unknown key of the pipeline. */
export function foreignPipelineKey(name: string): string | undefined {
  const said = ownValue(OF_PIPELINE, name);
  if (said !== undefined) return said;
  const ofMachine = ownValue(OF_STAGE, name);
  if (ofMachine === WHERE_IT_RUNS || ofMachine === CONTAINER) return ofMachine;
  const keys = stageKeys();
  const meant = keys.includes(name) ? name : ourWord(name, keys);
  if (SHELL_KEYS.has(name))
    return "write it as a stage: stages: { build: { uses: command, with: { argv: [sh, -c, '…'] } } }";
  return meant === null ? undefined : `write "${meant}:" at a stage, under its id in "stages:"`;
}

const KINDS: readonly (readonly [kind: string, names: string])[] = [
  ['command', 'shell bash sh zsh exec run script cmd python docker container program cli ssh BashOperator'],
  ['module', 'node code function js javascript ts typescript lambda PythonOperator'],
  ['http', 'request fetch webhook api rest curl httpRequest get post'],
  ['llm', 'openai anthropic gpt chat completion ai prompt model agent claude text'],
  ['approval', 'gate manual approve human review wait suspend confirm'],
  ['write', 'template render file liquid output'],
  ['speech', 'tts voice text_to_speech say'],
  ['transcribe', 'stt whisper speech_to_text'],
  ['media', 'ffmpeg audio concat mix'],
  ['image', 'picture dalle images'],
  ['video', 'film videos'],
  ['pipeline', 'workflow subworkflow subpipeline sub_pipeline dag call include'],
];

/** @param kind the value of `uses`. */
export function foreignKind(kind: string): string | undefined {
  const named = flowText(withoutSecrets(kind.replace(/^\.\//, '')), 'plain');
  if (/\.ya?ml$/.test(kind)) return `write "uses: pipeline" and "with: { pipeline: ${named} }"`;
  if (/\.[cm]?[jt]s$/.test(kind)) return `write "uses: module" and "with: { module: ${named} }"`;
  if (/\.(?:sh|py|rb)$/.test(kind)) return `write "uses: command" and "with: { argv: [${named}] }"`;
  if (kind.startsWith('docker://'))
    return 'write "uses: command" and start the container: argv: [docker, run, --rm, IMAGE, …]';
  if (/^actions\/checkout@/.test(kind)) return 'leave the stage out: stages work in the folder of the project';
  if (/^[\w.-]+\/[\w./-]+@/.test(kind))
    return 'an action does not run here: write "uses: command" and its program in "argv:"';
  if (/^(?:foreach|loop|map|matrix)$/.test(kind)) return 'set "foreach: ${{ a list }}" at the stage that does the work';
  const ours = KINDS.find(([, names]) => names.split(' ').includes(kind))?.[0];
  return ours === undefined ? undefined : `write "uses: ${ours}"`;
}
