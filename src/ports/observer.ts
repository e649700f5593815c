/** Receives the events of a run: the terminal, the log file, a caller of the library. */
import type { RunId } from '../model/brand.ts';
import type { Event } from '../model/event.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { RunState } from '../model/state.ts';

export interface Observed {
  readonly run: RunId;
  readonly state: RunState;
  readonly pipeline: Pipeline;
  /** The stages that this process is limited to; null: all. */
  readonly part: ReadonlySet<string> | null;
}

export interface Observer {
  /** Called after the event took effect and, unless it is only informative, was saved. Must not throw. */
  saw(event: Event, context: Observed): void;
}
