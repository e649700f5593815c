/** `status`: one run in detail, or all runs that are not finished. */
import { shownRuns } from '../../app/all-runs.ts';
import { placeInQueue } from '../../app/daemon/board.ts';
import { goneFiles } from '../../app/gone-files.ts';
import { statusNotes } from '../../app/notes/status-notes.ts';
import { withWayBack } from '../../app/project/lost-manifests.ts';
import { readRun } from '../../app/read-run.ts';
import type { Project } from '../../app/types.ts';
import type { RunId } from '../../model/brand.ts';
import type { RunStatus } from '../../model/checkpoint.ts';
import { hasErrors } from '../../model/diagnostic.ts';
import { type ListEntry, listReport } from '../../report/list.ts';
import { statusReport } from '../../report/status.ts';
import { showAhead } from '../daemon-here.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { JsonFlags } from '../flags.ts';
import { projectOf, runOf } from '../open.ts';
import { programName } from '../program-name.ts';
import { jsonLine, jsonText, refused, showDiagnostics, showLines } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function statusCommand(terminal: Terminal, flags: JsonFlags, typed?: string): Promise<ExitCode> {
  if (typed === undefined) return openRuns(terminal, flags);
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  return oneRun(terminal, flags, named.value);
}

async function oneRun(
  terminal: Terminal,
  { json }: JsonFlags,
  { project, run }: { readonly project: Project; readonly run: RunId },
): Promise<ExitCode> {
  const view = await readRun(project, run);
  if (!view.ok) return refused(terminal, view.error);
  const { checkpoint, driven } = view.value;
  const notes = await statusNotes(project, view.value);
  const notices = [...(await withWayBack(project, view.value)), ...notes.now];
  if (json) {
    const all = [...notices, ...[...notes.remarks.values()].filter((one) => one !== null)];
    terminal.out(jsonText({ run, driven, checkpoint, notices: all }));
  } else {
    await showDiagnostics(terminal, notices);
    const place = driven ? null : placeInQueue(project.root, run);
    const shown = {
      run,
      // A run in the queue has a valid manifest, even if its checkpoint still says `invalid`.
      checkpoint: place !== null && notes.checkpoint?.status === 'invalid' ? null : notes.checkpoint,
      driven,
      place,
      isFree: notes.isFree,
      asked: notes.asked,
      answered: notes.answered,
      remarks: notes.remarks,
      gone: notes.checkpoint ? goneFiles(project, notes.checkpoint, 'outputs') : undefined,
      columns: terminal.columns(),
      now: project.clock.now(),
      program: programName(terminal),
    };
    terminal.out(statusReport(shown, terminal.paint.out));
  }
  return EXIT.completed;
}

/** Failed runs are not among these: they need a person. */
const FINISHED: readonly RunStatus[] = ['completed', 'rejected', 'cancelled'];

async function openRuns(terminal: Terminal, flags: JsonFlags): Promise<ExitCode> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return refused(terminal, project.error);
  await showAhead(terminal, project.value);
  const isOpen = ({ status }: ListEntry): boolean => !FINISHED.includes(status);
  const { all, shown: open, strays } = await shownRuns(project.value, 'all', (entries) => entries.filter(isOpen));
  if (flags.json) terminal.out(open.map(jsonLine).join(''));
  else if (all.length === 0 && hasErrors(strays)) terminal.out('No runs can be seen.\n');
  else if (open.length > 0 || all.length === 0)
    terminal.out(listReport(open, { now: project.value.clock.now() }, terminal.paint.out));
  else {
    const runs = all.length === 1 ? 'The only run is' : `All ${all.length} runs are`;
    terminal.out(`${runs} finished. \`${programName(terminal)} list\` shows ${all.length === 1 ? 'it' : 'them'}.\n`);
  }
  await showLines(terminal, strays);
  return EXIT.completed;
}
