/** W7: what `plan` said against what was done then. */
import assert from 'node:assert/strict';
import type { RunOutcome } from '../../../src/app/types.ts';
import { checkpointTasks, isFrame } from '../../../src/report/checkpoint-tasks.ts';
import type { PlannedTask } from '../../../src/report/plan-text.ts';

export interface Done {
  /** Tasks of which an attempt began. */
  readonly begun: ReadonlySet<string>;
  /** Not all that can start can be paid for. */
  readonly hasBudget: boolean;
}

export function fitsPlan(
  plan: readonly PlannedTask[],
  { checkpoint, reason }: RunOutcome,
  { begun, hasBudget }: Done,
): void {
  const after = new Map([...checkpointTasks(checkpoint)].map((entry) => [entry.address, entry]));
  const { status } = checkpoint;
  // After a failure or a no less is started than could be.
  const isWhole = !hasBudget && (status === 'completed' || status === 'awaiting_approval' || reason !== 'rest');
  for (const { address, action, reason: why } of plan) {
    const entry = after.get(address);
    if (entry && isFrame(entry)) continue;
    const what = `W7: plan says ${action} (${why}) of ${address}, which`;
    const isCached = entry?.task.result?.origin === 'cached';
    if (!MAY_BEGIN.includes(action)) assert.ok(!begun.has(address), `${what} begins`);
    if (action === 'run' && isWhole && !isCached)
      assert.ok(begun.has(address), `${what} does not: ${entry?.task.status}`);
    if (action === 'skip' && entry) assert.equal(entry.task.status, 'skipped', what);
    // What would be reused may wait for its turn among the items of a list.
    if (KEEPS.includes(action) && entry && isWhole && status === 'completed')
      assert.equal(entry.task.status, 'completed', what);
  }
  const open = plan.filter(({ action }) => OPENS.includes(action)).map(({ address }) => address);
  const planned = new Set(plan.map(({ address }) => address));
  for (const address of begun)
    assert.ok(
      planned.has(address) || open.some((one) => address.startsWith(one)),
      `W7: plan says nothing of ${address}, which begins`,
    );
}

const MAY_BEGIN: readonly string[] = ['run', 'later', 'after-answer', 'broken'];
const KEEPS: readonly string[] = ['reuse', 'done'];
/** Inside of these more is found than is known before. */
const OPENS: readonly string[] = ['run', 'later', 'after-answer', 'asks'];
