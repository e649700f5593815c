/** W7: compares what `plan` said with what the drive after it did. */
import assert from 'node:assert/strict';
import type { RunOutcome } from '../../../src/app/types.ts';
import { checkpointTasks, isFrame } from '../../../src/report/checkpoint-tasks.ts';
import type { PlannedTask } from '../../../src/report/plan-text.ts';

export interface Drive {
  /** Tasks of which an attempt started. */
  readonly started: ReadonlySet<string>;
  /** There is a budget, so not everything that could start may start. */
  readonly hasBudget: boolean;
}

export function assertFollowsPlan(
  plan: readonly PlannedTask[],
  { checkpoint, reason }: RunOutcome,
  { started, hasBudget }: Drive,
): void {
  const after = new Map([...checkpointTasks(checkpoint)].map((entry) => [entry.address, entry]));
  const { status } = checkpoint;
  // After a failure, a rejection or a cancellation, less is started than could be.
  const isWhole = !hasBudget && (status === 'completed' || status === 'awaiting_approval' || reason !== 'rest');
  for (const { address, action, reason: why } of plan) {
    const entry = after.get(address);
    if (entry && isFrame(entry)) continue;
    const what = `W7: plan says ${action} (${why}) of ${address}, which`;
    const isCached = entry?.task.result?.origin === 'cached';
    if (!MAY_START.includes(action)) assert.ok(!started.has(address), `${what} starts`);
    if (action === 'run' && isWhole && !isCached)
      assert.ok(started.has(address), `${what} does not: ${entry?.task.status}`);
    if (action === 'skip' && entry) assert.equal(entry.task.status, 'skipped', what);
    // A task to be reused may still wait for its turn among the items of a list.
    if (KEEPS.includes(action) && entry && isWhole && status === 'completed')
      assert.equal(entry.task.status, 'completed', what);
  }
  const open = plan.filter(({ action }) => MAY_CONTAIN_MORE.includes(action)).map(({ address }) => address);
  const planned = new Set(plan.map(({ address }) => address));
  for (const address of started)
    assert.ok(
      planned.has(address) || open.some((one) => address.startsWith(one)),
      `W7: plan does not mention ${address}, which starts`,
    );
}

const MAY_START: readonly string[] = ['run', 'later', 'after-answer', 'broken'];
const KEEPS: readonly string[] = ['reuse', 'done'];
/** These may contain tasks that are not known before they start. */
const MAY_CONTAIN_MORE: readonly string[] = ['run', 'later', 'after-answer', 'asks'];
