/** `adopt`: a person accepts the current content of a run's files. */
import { adoptFile, adoptTheirs, brokenTheirs, type StandingRun, standingRuns } from '../../app/adopt.ts';
import { listedFiles } from '../../app/git-sync/words.ts';
import { runIdOf } from '../../app/project/names.ts';
import { checkpointPath } from '../../parse/run-files.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { SharedFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { programName } from '../program-name.ts';
import { runArgument } from '../run-argument.ts';
import { refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function adoptCommand(terminal: Terminal, flags: SharedFlags, typed?: string): Promise<ExitCode> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return refused(terminal, project.error);
  const standing = await standingRuns(project.value);
  if (typed === undefined) {
    terminal.out(standing.map((one) => told(one, programName(terminal))).join('') || NONE);
    return EXIT.completed;
  }
  // The files may exist on the branch only.
  const theirs = standing.find(({ run }) => run === runIdOf(typed, typed));
  if (theirs !== undefined) {
    const problem = (await brokenTheirs(project.value, theirs)) ?? (await adoptTheirs(project.value, theirs.run));
    if (problem !== null) return refused(terminal, [problem]);
    // The daemon may have seen more commits since the person looked, so the adopted ones are named.
    const commits = theirs.commits.length === 0 ? '' : `, of ${commitsOf(theirs)},`;
    terminal.out(
      `${theirs.run} resumes with ${listedFiles(theirs.files)}${commits} when the daemon next checks the branch.\n`,
    );
    return EXIT.completed;
  }
  const run = await runArgument(project.value, typed, terminal.cwd);
  if (!run.ok) return refused(terminal, run.error);
  const adopted = await adoptFile(project.value, run.value);
  if (!adopted.ok) return refused(terminal, adopted.error);
  const { had, knew, serial } = adopted.value;
  const file = checkpointPath(run.value);
  terminal.out(
    serial === had
      ? `${file} is already the newest known state of ${run.value}: nothing to adopt.\n`
      : `${run.value} resumes from ${file} (serial ${had}, now ${serial}); what this machine knew (serial ${knew}) is dropped.\n`,
  );
  return EXIT.completed;
}

const NONE = 'No run is on hold because somebody else changed its files.\n';

const told = ({ run, files, commits }: StandingRun, program: string): string =>
  [
    `${run} is on hold: ${commits.length === 0 ? 'somebody else' : commitsOf({ commits })} changed ${listedFiles(files)}`,
    ...commits.map((commit) => `  git show ${commit}   # what it changed`),
    `  ${program} adopt ${run}   # to accept it`,
    '',
  ].join('\n');

const commitsOf = ({ commits }: Pick<StandingRun, 'commits'>): string =>
  `commit${commits.length === 1 ? '' : 's'} ${commits.join(', ')}`;
