/** `lineage`: where a file or result came from, and what was made from it. */
import { lineageOf } from '../../app/lineage.ts';
import { pathFromRoot } from '../../app/project/typed-path.ts';
import { lineageReport } from '../../report/lineage-text.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { JsonFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { jsonText, refused, showDiagnostics } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function lineageCommand(terminal: Terminal, flags: JsonFlags, typed: string): Promise<ExitCode> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return refused(terminal, project.error);
  const told = await lineageOf(project.value, pathFromRoot(project.value.root, typed, terminal.cwd));
  if (!told.ok) return refused(terminal, told.error);
  const { lineage, unreadable } = told.value;
  await showDiagnostics(terminal, unreadable);
  terminal.out(flags.json ? jsonText(lineage) : lineageReport(lineage, terminal.paint.out));
  return EXIT.completed;
}
