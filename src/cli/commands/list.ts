/** `list`: runs, one line each. */
import { allRuns, shownRuns } from '../../app/all-runs.ts';
import type { Project } from '../../app/types.ts';
import { hasErrors } from '../../model/diagnostic.ts';
import {
  type ListFilter,
  listReport,
  MOST_READ,
  selected,
  type WaitingEntry,
  waitingEntries,
  waitingReport,
} from '../../report/list.ts';
import { showAhead } from '../daemon-here.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { ListFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { programName } from '../program-name.ts';
import { jsonLine, refused, showLines } from '../show.ts';
import { sinceOf } from '../since.ts';
import type { Terminal } from '../terminal.ts';

export async function listCommand(terminal: Terminal, flags: ListFlags): Promise<ExitCode> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return refused(terminal, project.error);
  await showAhead(terminal, project.value);
  const filter = filterOf(flags, project.value);
  const now = project.value.clock.now();
  if (flags.waiting) {
    const fitting = selected(await allRuns(project.value), filter);
    return waitingGates(terminal, flags, waitingEntries(fitting, now));
  }
  const most = mostOf(terminal, flags);
  let more = 0;
  const isWhole = filter.labels.length > 0 || (flags.json && most === undefined);
  const manifests = isWhole ? 'all' : flags.json ? 'picked' : 'of-open';
  const { all, shown, strays } = await shownRuns(project.value, manifests, (entries) => {
    const fitting = selected(entries, filter);
    const picked = fitting.slice(0, most);
    more = fitting.length - picked.length;
    return picked;
  });
  if (flags.json) terminal.out(shown.map(jsonLine).join(''));
  else if (all.length === 0 && hasErrors(strays)) terminal.out('No runs can be seen.\n');
  else if (shown.length === 0 && all.length > 0) terminal.out(noneOf(flags));
  else {
    const hint = most === flags.limit ? undefined : '--all lists them';
    terminal.out(listReport(shown, { now, more, hint }, terminal.paint.out));
  }
  await showLines(terminal, strays);
  return EXIT.completed;
}

/** Programs get all runs; a person gets a limited number, and is told how many there are. */
function mostOf({ reader }: Terminal, { limit, all, json }: ListFlags): number | undefined {
  const isForPerson = reader() === 'person' && !json && !all;
  return limit ?? (isForPerson ? MOST_READ : undefined);
}

function waitingGates(terminal: Terminal, flags: ListFlags, waiting: readonly WaitingEntry[]): ExitCode {
  const shown = waiting.slice(0, flags.limit);
  const view = { more: waiting.length - shown.length, program: programName(terminal) };
  terminal.out(flags.json ? shown.map(jsonLine).join('') : waitingReport(shown, view, terminal.paint.out));
  return EXIT.completed;
}

const filterOf = ({ status = [], pipeline, label = [], since }: ListFlags, { clock }: Project): ListFilter => ({
  statuses: status,
  pipeline: pipeline ?? null,
  labels: label,
  since: sinceOf(since, clock.now()),
});

/** With several filters it is not known which of them matched nothing. */
function noneOf({ status = [], pipeline, label = [], since }: ListFlags): string {
  const isStatusOnly = pipeline === undefined && label.length === 0 && since === undefined;
  return isStatusOnly
    ? `No run is ${status.map((one) => one.replaceAll('_', ' ')).join(' or ')}.\n`
    : 'No run matches.\n';
}
