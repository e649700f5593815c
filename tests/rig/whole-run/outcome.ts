/** What a run has achieved, without times, number of attempts and cost: equal runs have equal outcomes. */
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { Json } from '../../../src/model/json.ts';
import { checkpointTasks } from '../../../src/report/checkpoint-tasks.ts';

export function outcomeOf(checkpoint: Checkpoint): Json {
  const tasks = [...checkpointTasks(checkpoint)].map(({ address, task }) => ({
    address,
    status: task.status,
    round: task.round,
    output: task.result?.output,
    files: Object.values(task.result?.artifacts ?? {}).map(({ sha256 }) => sha256),
    error: task.error?.code,
    approval: task.approval && {
      iteration: task.approval.iteration,
      decision: task.approval.decision,
      subject: task.approval.subject,
      edited: task.approval.edited,
    },
    blocked: task.blocked_by,
  }));
  const { status, generation, outputs, inputs, pause } = checkpoint;
  return JSON.parse(JSON.stringify({ status, generation, outputs, inputs, pause: pause?.reason, tasks })) as Json;
}
