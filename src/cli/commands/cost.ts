/** `cost`: what a run, or all of them, cost, grouped as requested. */
import { costOf } from '../../app/cost.ts';
import { ok } from '../../model/brand.ts';
import { costJson, costTable } from '../../report/cost-table.ts';
import { showAhead } from '../daemon-here.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { CostFlags } from '../flags.ts';
import { projectOf, runOf } from '../open.ts';
import { jsonText, refused, showDiagnostics } from '../show.ts';
import { sinceOf } from '../since.ts';
import type { Terminal } from '../terminal.ts';

export async function costCommand(terminal: Terminal, flags: CostFlags, typed?: string): Promise<ExitCode> {
  const asked = typed === undefined ? await everything(terminal, flags) : await runOf(terminal, flags, typed);
  if (!asked.ok) return refused(terminal, asked.error);
  const { project, run } = asked.value;
  const by = flags.by ?? (run === null ? 'run' : 'stage');
  const report = await costOf(project, run, { by, since: sinceOf(flags.since, project.clock.now()) });
  if (!report.ok) return refused(terminal, report.error);
  await showDiagnostics(terminal, report.value.problems);
  terminal.out(flags.json ? jsonText(costJson(report.value)) : costTable(report.value));
  return EXIT.completed;
}

async function everything(terminal: Terminal, flags: CostFlags) {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return project;
  await showAhead(terminal, project.value);
  return ok({ project: project.value, run: null });
}
