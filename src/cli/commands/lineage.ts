/** `lineage`: where something came from and what became of it. */
import { lineageOf } from '../../app/lineage.ts';
import { pathFromRoot } from '../../app/project/typed-path.ts';
import { lineageReport } from '../../report/lineage-text.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { JsonFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function lineageCommand(terminal: Terminal, flags: JsonFlags, typed: string): Promise<ExitCode> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return refused(terminal, project.error);
  const lineage = await lineageOf(project.value, pathFromRoot(project.value.root, typed, terminal.cwd));
  if (!lineage.ok) return refused(terminal, lineage.error);
  terminal.out(
    flags.json ? `${JSON.stringify(lineage.value, null, 2)}\n` : lineageReport(lineage.value, terminal.paint.out),
  );
  return EXIT.completed;
}
