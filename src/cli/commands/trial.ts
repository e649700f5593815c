/** `run --only` on a run that has started: a trial of the stage that does not become part of the run. */
import { readState, type StoredState } from '../../app/pinned/stored-state.ts';
import type { TriedStage, TriedTask } from '../../app/trial.ts';
import type { Project } from '../../app/types.ts';
import { encodeFailure, encodeSpent } from '../../core/encode.ts';
import { ok } from '../../model/brand.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { usdText } from '../../model/money.ts';
import { bytesText, codeAndMessage, durationText, harmless, oneLine } from '../../report/words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { RunFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { targetArgument } from '../run-argument.ts';
import { jsonLine, jsonText, refused } from '../show.ts';
import { interrupts } from '../signals.ts';
import type { Terminal } from '../terminal.ts';

/** @returns null when the run has not started: the stage then runs as part of the run. */
export async function trialCommand(terminal: Terminal, flags: RunFlags, typed: string): Promise<ExitCode | null> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return refused(terminal, project.error);
  const target = await targetArgument(project.value, typed, terminal.cwd);
  if (!target.ok) return refused(terminal, target.error);
  const stored = target.value.type === 'run' ? await readState(project.value, target.value.run) : ok(null);
  if (!stored.ok) return refused(terminal, stored.error);
  if (stored.value === null) return null;
  const { only = [], until = [], from = [], input = [] } = flags;
  const [address = ''] = only;
  if (only.length > 1 || until.length + from.length + input.length > 0) return refused(terminal, [alone(address)]);
  return tried(terminal, flags, { project: project.value, stored: stored.value, address });
}

const alone = (address: string): Diagnostic =>
  anError(
    'cli/usage',
    `--only ${address} of a started run only tries the stage out: it cannot be combined with another --only, --until, --from or --input`,
    { hint: 'add --keep to run it as part of the run' },
  );

interface Asked {
  readonly project: Project;
  readonly stored: StoredState;
  readonly address: string;
}

async function tried(terminal: Terminal, flags: RunFlags, { project, stored, address }: Asked): Promise<ExitCode> {
  const { tryStage } = await import('../../app/trial.ts');
  const say = (text: string): void => (flags.quiet || flags.json ? undefined : terminal.err(text));
  using signals = interrupts(() => say('Stopping the stage now.\n'));
  const began = (task: string): void => say(`trying ${task}\n`);
  const made = await tryStage(project, stored, { address, began, stop: signals.stop });
  if (!made.ok) return refused(terminal, made.error);
  const { tasks } = made.value;
  const isFine = tasks.every(({ outcome, error }) => outcome === 'success' && error === undefined);
  if (flags.json) terminal.out(jsonText(trialJson(made.value)));
  else if (flags.quiet && isFine) terminal.out(tasks.map(({ output }) => jsonLine(output ?? null)).join(''));
  else (flags.quiet ? terminal.err : terminal.out)(trialText(made.value));
  if (signals.stop.aborted) return EXIT.interrupted;
  return isFine ? EXIT.completed : EXIT.failed;
}

/** The output of `--json`, with the names that checkpoints use. */
const trialJson = ({ tasks, ...rest }: TriedStage) => ({
  ...rest,
  tasks: tasks.map(({ error, cost, ...task }) => ({
    ...task,
    ...(error && { error: encodeFailure(error) }),
    cost: cost && encodeSpent(cost),
  })),
});

function trialText({ run, folder, tasks }: TriedStage): string {
  const told = tasks.map(taskText).join('\n');
  const none = tasks.length === 0 ? 'Nothing was executed.\n' : '';
  return `${none}${told}\nThe run ${run} is unchanged; the results are in ${folder}/\n`;
}

const OUTCOMES: Readonly<Record<TriedTask['outcome'], string>> = {
  success: 'completed',
  failure: 'failed',
  timeout: 'timed out',
  cancellation: 'was cancelled',
};

function taskText({ task, outcome, output, artifacts, log, duration_ms, error, cost }: TriedTask): string {
  const paid = cost === null ? '' : `, ${cost.usd === null ? 'cost unknown' : usdText(cost.usd)}`;
  const lines = [`${task} ${OUTCOMES[outcome]} in ${durationText(duration_ms)}${paid}`];
  if (error) lines.push(`  ${codeAndMessage(error, MOST_OF_MESSAGE)}`);
  if (error?.hint) lines.push(`  hint: ${oneLine(error.hint)}`);
  if (output !== undefined) lines.push('Output', ...outputLines(output));
  if (artifacts.length > 0)
    lines.push(
      'Artifacts',
      ...artifacts.map(({ path, bytes }) => `  ${oneLine(path, MOST_OF_MESSAGE)}  ${bytesText(bytes)}`),
    );
  if (log !== null) lines.push(`Log  ${log}`);
  return `${lines.join('\n')}\n`;
}

const MOST_OF_MESSAGE = 400;

/** Text is printed as it is, other values as JSON. */
function outputLines(output: NonNullable<TriedTask['output']> | null): readonly string[] {
  const text = typeof output === 'string' ? output : JSON.stringify(output, null, 2);
  return harmless(text)
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
}
