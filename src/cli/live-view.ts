/** Live progress of `run` on stderr: a tree on a terminal, lines everywhere else. Only the one that is used is loaded. */
import { expectedOf } from '../app/drive/expected.ts';
import type { Project } from '../app/types.ts';
import type { Observer } from '../ports/observer.ts';
import type { Screen, Terminal } from './terminal.ts';

export interface LiveView {
  readonly observers: readonly Observer[];
  /** Words to the person at the terminal that must not get lost in what is drawn. */
  say(text: string): void;
  /** Leaves the terminal in order; may be called again. */
  close(): void;
}

export async function liveView(terminal: Terminal, project: Project): Promise<LiveView> {
  const { screen } = terminal;
  return screen ? treeOn(screen, terminal, project) : linesOn(terminal, project);
}

async function linesOn(terminal: Terminal, project: Project): Promise<LiveView> {
  const { RunLines } = await import('../report/run-lines.ts');
  const lines = new RunLines({
    write: terminal.err,
    paint: terminal.paint.err,
    expected: (pipeline) => expectedOf(project, pipeline),
  });
  return { observers: [lines], say: terminal.err, close: () => lines.close() };
}

async function treeOn(screen: Screen, terminal: Terminal, project: Project): Promise<LiveView> {
  const { LiveTree } = await import('./live-tree.ts');
  return new LiveTree({
    screen,
    paint: terminal.paint.err,
    now: () => project.clock.now(),
    expected: (pipeline) => expectedOf(project, pipeline),
  });
}
