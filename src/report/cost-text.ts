/** The cost of a run or stage in words. An unknown cost is never shown as zero (law 8). Pure. */
import { type Costed, type CostSum, NO_COST, taskSum } from '../core/cost-lines.ts';
import { type Checkpoint, isItemsFile } from '../model/checkpoint.ts';
import { usdText } from '../model/money.ts';
import { checkpointTasks } from './checkpoint-tasks.ts';
import { counted } from './words.ts';

export function runCostText(checkpoint: Pick<Checkpoint, 'cost' | 'stages' | 'finally'>): string {
  const { usd_micros: usd, at_most_usd_micros: atMost, unknown = 0, tokens } = checkpoint.cost;
  const used = tokens > 0 ? `, ${counted(tokens, 'token')}` : '';
  if (usd === 0 && atMost === 0 && unknown === 0 && tokens === 0 && !hasReported(checkpoint)) return 'none reported';
  if (unknown > 0) return `at least ${usdText(usd)} (${counted(unknown, 'cost')} unknown)${used}`;
  if (atMost > usd) return `${usdText(usd)}, at most ${usdText(atMost)} including lost attempts${used}`;
  return `${usdText(usd)}${used}`;
}

function hasReported(checkpoint: Pick<Checkpoint, 'stages' | 'finally'>): boolean {
  for (const { task } of checkpointTasks(checkpoint)) if (task.cost) return true;
  return false;
}

/** For a frame, the cost of everything inside, if its items are in the checkpoint. */
export function taskCostText(task: Costed): string {
  const { cost } = task;
  if (!cost) return hasItemsElsewhere(task) ? '' : frameCostText(taskSum(task));
  const used = cost.tokens ? ` ${counted(cost.tokens, 'token')}` : '';
  if (cost.usd_micros !== null) return usdText(cost.usd_micros) + used;
  const { usd, unknown } = taskSum(task) ?? NO_COST;
  return (usd === 0 ? 'unknown' : `at least ${usdText(usd)} (${counted(unknown, 'cost')} unknown)`) + used;
}

const frameCostText = (sum: CostSum | null): string =>
  sum === null ? '' : sumText(sum) + (sum.tokens > 0 ? ` ${counted(sum.tokens, 'token')}` : '');

const hasItemsElsewhere = ({ items, stages = {} }: Costed): boolean =>
  isItemsFile(items) ||
  [...Object.values(stages), ...(items ? Object.values(items) : [])].some((one) => hasItemsElsewhere(one));

/** `$0.12`, `at least $0.12`, `$0.12, at most $0.30`. */
export function sumText({ usd, atMost, unknown }: Pick<CostSum, 'usd' | 'atMost' | 'unknown'>): string {
  if (unknown > 0) return `at least ${usdText(usd)} (${counted(unknown, 'cost')} unknown)`;
  return atMost > usd ? `${usdText(usd)}, at most ${usdText(atMost)}` : usdText(usd);
}
