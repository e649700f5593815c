/** `diff` of two runs: the differences in what they were given and in what they made. */
import { readRun } from '../../app/read-run.ts';
import { runDiff } from '../../app/run-diff.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import { runDiffReport } from '../../report/run-diff-text.ts';
import { shellWord } from '../../report/words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { DiffFlags } from '../flags.ts';
import { type NamedRun, runOf } from '../open.ts';
import { programName } from '../program-name.ts';
import { runArgument } from '../run-argument.ts';
import { jsonText, refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function runDiffCommand(
  terminal: Terminal,
  flags: DiffFlags,
  ...[typed, other]: readonly [before: string, now: string]
): Promise<ExitCode> {
  if (flags.gate !== undefined) return refused(terminal, [gateOfTwo(flags.gate)]);
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { project, run } = named.value;
  const second = await runArgument(project, other, terminal.cwd);
  if (!second.ok) return refused(terminal, (await isStage(named.value, other)) ? [stageForRun(other)] : second.error);
  const stage = flags.stage ?? null;
  const found = await runDiff(project, { before: run, now: second.value, stage });
  if (!found.ok) return refused(terminal, found.error);
  const view = { stage, columns: terminal.columns(), program: programName(terminal) };
  terminal.out(flags.json ? jsonText(found.value) : runDiffReport(found.value, view, terminal.paint.out));
  return EXIT.completed;
}

const gateOfTwo = (gate: string): Diagnostic =>
  anError('cli/usage', '--gate works on a single run, but two are given', {
    hint: `--stage ${shellWord(gate)} compares what the gate let through in both`,
  });

/** Is the second argument a stage? Other commands accept a gate there. */
async function isStage({ project, run }: NamedRun, typed: string): Promise<boolean> {
  const view = await readRun(project, run);
  const checkpoint = view.ok ? view.value.checkpoint : null;
  return checkpoint !== null && checkpointTasks(checkpoint).some(({ address }) => address === typed);
}

const stageForRun = (typed: string): Diagnostic =>
  anError('cli/unknown-run', `there is no run "${typed}"`, {
    hint: `a gate of the run is named by --gate ${shellWord(typed)}; a stage of two runs by --stage`,
  });
