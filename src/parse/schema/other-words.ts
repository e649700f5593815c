/** Keys as other tools call them, and ours for them. Pure. */
import { ownValue } from '../../model/own-value.ts';

const OURS: Readonly<Record<string, readonly string[]>> = {
  steps: ['stages'],
  jobs: ['stages'],
  tasks: ['stages'],
  nodes: ['stages'],
  parameters: ['inputs', 'vars'],
  params: ['inputs', 'vars'],
  variables: ['vars', 'inputs'],
  if: ['when'],
  condition: ['when'],
  unless: ['when'],
  depends_on: ['needs'],
  dependsOn: ['needs'],
  dependencies: ['needs'],
  depends: ['needs'],
  after: ['needs'],
  requires: ['needs'],
  for_each: ['foreach'],
  loop: ['foreach'],
  each: ['foreach'],
  matrix: ['foreach'],
  strategy: ['foreach'],
  parallel: ['foreach'],
  with_items: ['foreach'],
  withItems: ['foreach'],
  withParam: ['foreach'],
  type: ['uses'],
  kind: ['uses'],
  action: ['uses'],
  retries: ['retry'],
  attempts: ['retry'],
  retryStrategy: ['retry'],
  retryPolicy: ['retry'],
  retry_policy: ['retry'],
  'timeout-minutes': ['timeout'],
  timeout_seconds: ['timeout'],
  'continue-on-error': ['on_error'],
  continue_on_error: ['on_error'],
  allow_failure: ['on_error'],
  ignore_errors: ['on_error'],
  continueOn: ['on_error'],
  continue_on: ['on_error'],
  message: ['question'],
  assignees: ['approvers'],
  reviewers: ['approvers'],
  template: ['prompt'],
  system_prompt: ['system'],
  filename: ['to'],
  file_name: ['to'],
  args: ['argv'],
  run: ['argv'],
  script: ['argv'],
  command: ['argv'],
  cmd: ['argv'],
  environment: ['env'],
  workdir: ['cwd'],
  'working-directory': ['cwd'],
  working_directory: ['cwd'],
};

/** Keys that other tools have for a line of the shell, where we say who does the work and with what. */
export const SHELL_KEYS: ReadonlySet<string> = new Set(['run', 'script', 'command', 'cmd', 'shell', 'bash', 'exec']);

/** Known keys that together say what the unknown one does; empty: there are none. */
export const wordsFor = (name: string, known: readonly string[]): readonly string[] =>
  SHELL_KEYS.has(name) && known.includes('uses') && known.includes('with') ? ['uses', 'with'] : [];

/** null: none of those that may stand here. */
export function ourWord(name: string, known: readonly string[]): string | null {
  const ours = ownValue(OURS, name);
  return ours?.find((word) => known.includes(word)) ?? null;
}
