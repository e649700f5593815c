/** `watch` and `reconcile`: runs the daemon, and prints a line for every event of every run. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DaemonEnd } from '../../app/daemon/types.ts';
import { type WatchOptions, watchProject } from '../../app/daemon/watch.ts';
import type { Project } from '../../app/types.ts';
import type { EpochMs, RunId } from '../../model/brand.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { RUNS } from '../../parse/run-files.ts';
import type { Observer } from '../../ports/observer.ts';
import { DaemonLines } from '../../report/daemon-lines.ts';
import { toText } from '../../report/diagnostics.ts';
import { counted } from '../../report/words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { WatchFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { drawPaint, jsonLine, refused } from '../show.ts';
import { interrupts } from '../signals.ts';
import type { Terminal } from '../terminal.ts';

export async function watchCommand(terminal: Terminal, flags: WatchFlags, mode: 'watch' | 'once'): Promise<ExitCode> {
  const opened = await projectOf(terminal, flags);
  if (!opened.ok) return refused(terminal, opened.error);
  const project = opened.value;
  const now = (): EpochMs => project.clock.now();
  const view = flags.json ? jsonLines(terminal) : plainLines(terminal, mode === 'once' ? now() : undefined);
  const tell = (text: string): void => view.say(now(), text);
  using signals = interrupts((nth, signal) => {
    const what = nth === 1 ? 'nothing new starts; running stages may finish' : 'running stages are ended now';
    tell(`Stopping after ${signal}: ${what}.`);
  });
  const say = (run: RunId | null, diagnostics: readonly Diagnostic[]): void => {
    for (const diagnostic of diagnostics)
      tell(`${run === null ? '' : `${run}: `}${toText(diagnostic, drawPaint(terminal.paint.err))}`);
  };
  const { observers } = view;
  const news = flags.poll ? 'poll' : 'hints';
  const ready =
    mode === 'watch'
      ? () => view.title(now(), flags.git ? 'following the branch' : watchingText(project.root))
      : undefined;
  const options = { mode, news, observers, say, note: tell, stops: signals, ready } as const;
  const done = flags.git ? await byGit(flags, { project, options, tell }) : await watchProject(project, options);
  view.close();
  if (!done.ok) return refused(terminal, done.error);
  if ('isBarred' in done.value && done.value.isBarred) return EXIT.invalid;
  if (done.value.hasGivenUp) return EXIT.failed;
  if (mode === 'watch') return EXIT.completed;
  if (!flags.json) terminal.out(endText(done.value, flags.git ? null : project.root));
  if (signals.stop.aborted) return EXIT.interrupted;
  if ('isPublished' in done.value && !done.value.isPublished) {
    terminal.err('Not all results could be pushed to the branch; the next pass pushes the rest.\n');
    return EXIT.failed;
  }
  return done.value.failed > 0 ? EXIT.failed : done.value.waiting > 0 ? EXIT.waiting : EXIT.completed;
}

interface Asked {
  readonly project: Project;
  readonly options: WatchOptions;
  readonly tell: (text: string) => void;
}

async function byGit({ remote, branch }: WatchFlags, { project, options, tell }: Asked) {
  const { watchGit } = await import('../../app/daemon/git-watch.ts');
  const git = { ...(remote === undefined ? {} : { remote }), ...(branch === undefined ? {} : { branch }) };
  return watchGit(project, { ...options, git, tell: (sentence) => tell(`git: ${sentence}`) });
}

interface View {
  readonly observers: readonly Observer[];
  say(at: EpochMs, text: string): void;
  /** A line that programs wait for, without the time. */
  title(at: EpochMs, text: string): void;
  close(): void;
}

function plainLines({ err, paint }: Terminal, since?: EpochMs): View {
  const lines = new DaemonLines({ write: err, paint: paint.err, since });
  const title = (at: EpochMs, text: string): void => {
    lines.date(at);
    lines.close();
    err(`${text}\n`);
  };
  return { observers: [lines], say: (at, text) => lines.say(at, text), title, close: () => lines.close() };
}

function jsonLines({ out, err, paint }: Terminal): View {
  const said = new DaemonLines({ write: err, paint: paint.err });

  const saw: Observer['saw'] = (event, { run }) => out(jsonLine({ ...event, run }));
  return {
    observers: [{ saw }],
    say: (at, text) => said.say(at, text),
    title: (_, text) => err(`${text}\n`),
    close: () => {},
  };
}

/** @param root folder of the project; null: the runs are on a branch. */
// Started in the wrong folder, it must not look as if all was well.
const watchingText = (root: string): string =>
  `watching ${root}/${RUNS}${existsSync(path.join(root, RUNS)) ? '' : ', which does not exist yet'}`;

function endText({ failed, waiting }: Pick<DaemonEnd, 'failed' | 'waiting'>, root: string | null): string {
  // As above, by cron for example.
  if (root !== null && !existsSync(path.join(root, RUNS)))
    return `Nothing is left to do: there is no folder ${RUNS}/ in ${root}.\n`;
  const parts = [
    ...(failed > 0 ? [`${counted(failed, 'run')} did not complete`] : []),
    ...(waiting > 0 ? [`${counted(waiting, 'run')} ${waiting === 1 ? 'waits' : 'wait'} for a person`] : []),
  ];
  return parts.length === 0 ? 'Nothing is left to do.\n' : `Nothing is left to do: ${parts.join(', ')}.\n`;
}
