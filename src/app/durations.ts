/** Keeps how long the tasks of a run took, for the next run's guess of the time left. */
import type { History } from '../adapters/history.ts';
import { parseAddress } from '../model/address.ts';
import type { Observer } from '../ports/observer.ts';

/** Writes once, when the run ends as completed. Sub-pipelines count under `stage/stage`. */
export function recordDurations(history: History): Observer {
  const started = new Map<string, number>();
  const took = new Map<string, number[]>();
  return {
    saw(event, { state }) {
      if (event.type === 'attempt-started') started.set(event.task, event.at);
      if (event.type === 'attempt-succeeded' && event.cachedFrom === null) {
        const stage = stagesOf(event.task);
        took.set(stage, [...(took.get(stage) ?? []), event.at - (started.get(event.task) ?? event.at)].slice(-20));
        started.delete(event.task);
      }
      if (event.type === 'run-ended' && event.status === 'completed' && took.size > 0) {
        history.add(state.pipeline.name, took);
      }
    },
  };
}

/** The address without its items: `episode/script`. */
const stagesOf = (task: string): string => (parseAddress(task)?.steps ?? []).map(({ stage }) => stage).join('/');
