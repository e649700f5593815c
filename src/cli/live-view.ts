/** Live progress of `run` on stderr, with a forecast from earlier runs. */
import { expectedOf } from '../app/expected.ts';
import type { Project } from '../app/types.ts';
import type { Observer } from '../ports/observer.ts';
import { RunLines } from '../report/run-lines.ts';
import type { Terminal } from './terminal.ts';

const TICK_MS = 1000;

export interface LiveView {
  readonly observers: readonly Observer[];
  close(): void;
}

export function liveView(terminal: Terminal, project: Project): LiveView {
  const lines = new RunLines({
    write: terminal.err,
    paint: terminal.paint.err,
    columns: terminal.columns,
    expected: (pipeline) => expectedOf(project, pipeline),
  });
  // The status line lets time pass also while stages say nothing.
  const timer = terminal.columns ? setInterval(() => lines.tick(project.clock.now()), TICK_MS) : undefined;
  timer?.unref();
  return {
    observers: [lines],
    close: () => {
      clearInterval(timer);
      lines.close();
    },
  };
}
