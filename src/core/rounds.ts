/** `rerun.from`: the tasks it names get a higher round, so that they run again though nothing changed. */
import { type AddressStep, parseAddress } from '../model/address.ts';
import { type ItemKey, itemKey } from '../model/brand.ts';
import type { StageBefore, TaskBase } from '../model/state.ts';

/**
 * @param from addresses: `clips` for all items, `clips[s3]` for one; only stages of the run's own pipeline.
 * Addresses that name nothing are passed over: the manifest was checked before.
 */
export function raiseRounds(
  before: ReadonlyMap<string, StageBefore>,
  from: readonly string[],
): ReadonlyMap<string, StageBefore> {
  const raised = new Map(before);
  for (const address of from) {
    const step = parseAddress(address)?.steps[0];
    const stage = step ? raised.get(step.stage) : undefined;
    if (step && stage) raised.set(step.stage, raisedStage(stage, step));
  }
  return raised;
}

function raisedStage({ single, items }: StageBefore, { item }: AddressStep): StageBefore {
  const raise = (task: TaskBase): TaskBase => ({ ...task, round: task.round + 1 });
  const hit = (key: ItemKey): boolean => item === null || itemKey(item) === key;
  return {
    single: single && item === null ? raise(single) : single,
    items: new Map([...items].map(([key, task]) => [key, hit(key) ? raise(task) : task])),
  };
}
