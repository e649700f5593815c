/** Records durations and costs of a run's tasks, to estimate those of the next runs. */
import { costKey, type History } from '../../adapters/history.ts';
import { isFinal, parseAddress } from '../../model/address.ts';
import type { Event } from '../../model/event.ts';
import type { CallRecord } from '../../model/provider.ts';
import type { Observer } from '../../ports/observer.ts';

/**
 * Writes once per execution: a run with gates has several, and all of them cost time and money. Sub-pipelines count
 * as `stage/stage`; stages of `finally` do not count.
 */
export function recordDurations(history: History): Observer {
  const started = new Map<string, number>();
  /** Micro-dollars of a task over all its attempts; null: one of them is unknown. */
  const spent = new Map<string, number | null>();
  /** The last call of each task. */
  const called = new Map<string, CallRecord>();
  const took = new Map<string, number[]>();
  const cost = new Map<string, number[]>();
  const succeeded = ({ task, at }: Extract<Event, { type: 'attempt-succeeded' }>): void => {
    const stage = stagesOf(task);
    keep(took, stage, at - (started.get(task) ?? at));
    const usd = spent.get(task);
    if (usd != null) keep(cost, costKey(stage, called.get(task) ?? null), usd);
    started.delete(task);
    spent.delete(task);
    called.delete(task);
  };
  return {
    saw(event, { state }) {
      if (event.type === 'attempt-started') started.set(event.task, event.at);
      if (event.type === 'attempt-cost') spent.set(event.task, sum(spent.get(event.task), event.cost.usd));
      if (event.type === 'call-settled') {
        spent.set(event.task, sum(spent.get(event.task), event.record.usd));
        called.set(event.task, event.record);
      }
      if (event.type === 'attempt-succeeded' && event.cachedFrom === null && !isFinal(event.task)) succeeded(event);
      if (event.type !== 'execution-ended' || took.size === 0) return;
      history.add(state.pipeline.name, { took, cost });
      took.clear();
      cost.clear();
    },
  };
}

const NEWEST = 20;

function keep(amounts: Map<string, number[]>, stage: string, amount: number): void {
  amounts.set(stage, [...(amounts.get(stage) ?? []), amount].slice(-NEWEST));
}

const sum = (before: number | null | undefined, more: number | null): number | null =>
  before === null || more === null ? null : (before ?? 0) + more;

/** The address without items: `episode/script`. */
const stagesOf = (task: string): string => (parseAddress(task)?.steps ?? []).map(({ stage }) => stage).join('/');
