/** `list`: every run in one line. */
import { type ListEntry, listReport } from '../../report/list.ts';
import { allRuns } from '../all-runs.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { ListFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function listCommand(terminal: Terminal, flags: ListFlags): Promise<ExitCode> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return refused(terminal, project.error);
  const listed: ListEntry[] = [];
  for await (const entry of allRuns(project.value)) {
    if (flags.status !== undefined && entry.status !== flags.status) continue;
    if (flags.json) terminal.out(`${JSON.stringify(entry)}\n`);
    else listed.push(entry);
  }
  if (flags.json) return EXIT.completed;
  const isFiltered = flags.status !== undefined && listed.length === 0;
  terminal.out(
    isFiltered ? `No run is ${flags.status?.replaceAll('_', ' ')}.\n` : listReport(listed, terminal.paint.out),
  );
  return EXIT.completed;
}
