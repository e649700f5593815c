/** Live progress of `run` on stderr: a tree on a terminal, lines elsewhere. Only the one in use is loaded. */
import { expectedOf } from '../app/drive/expected.ts';
import type { Project } from '../app/types.ts';
import type { Observer } from '../ports/observer.ts';
import type { Screen, Terminal } from './terminal.ts';

export interface LiveView {
  readonly observers: readonly Observer[];
  /** Prints a message that must not be overwritten by the drawing. */
  say(text: string): void;
  /** Restores the terminal. Can be called again. */
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
