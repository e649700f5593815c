/**
 * What holds for every run, whatever people, machines and services do to it. The laws need no second implementation:
 * they compare the events, the requests to the service and the files.
 *
 * W1. A task that has finished does not start again with the same effect key.
 * W2. The state that results from all events is the state in the checkpoint.
 * W3. States change only as core/transitions.ts says.
 * W4. A stage is given the results of the stages that it reads; behind a gate, what was approved there.
 * W5. A run at rest has ended, or waits for a person or a time; driving it again starts nothing.
 * W6. The cost is the sum of its parts, and not less than what the service charged.
 * W7. `plan` says what starts; `explain`, `verify` and `cost` find nothing wrong.
 * W8. The runner never writes the manifest or a draft that somebody edited (checked in case.ts).
 */
import assert from 'node:assert/strict';
import { loadCheckpointCheck } from '../../../src/adapters/checkpoint/schema.ts';
import { verifyText } from '../../../src/adapters/checkpoint/text.ts';
import { costOf } from '../../../src/app/cost.ts';
import { explainRun } from '../../../src/app/explain.ts';
import { readState } from '../../../src/app/pinned/stored-state.ts';
import type { RunOutcome } from '../../../src/app/types.ts';
import { verifyRun } from '../../../src/app/verify.ts';
import { encode } from '../../../src/core/encode.ts';
import { evolve } from '../../../src/core/evolve.ts';
import { type Machine, machines, type Transition, transitionsOf } from '../../../src/core/transitions.ts';
import type { Checkpoint, CheckpointTask } from '../../../src/model/checkpoint.ts';
import type { Event } from '../../../src/model/event.ts';
import type { Json } from '../../../src/model/json.ts';
import type { Pipeline } from '../../../src/model/pipeline.ts';
import type { RunState } from '../../../src/model/state.ts';
import type { Observed } from '../../../src/ports/observer.ts';
import { checkpointTasks } from '../../../src/report/checkpoint-tasks.ts';
import { commitMessage } from '../../../src/report/commit-message.ts';
import { explainReport } from '../../../src/report/explain-text.ts';
import { runSummary } from '../../../src/report/run-summary.ts';
import { statusReport } from '../../../src/report/status.ts';
import { transitionsIn } from '../observed.ts';
import { type ProjectFolder, RUN } from './project-folder.ts';
import { PRICE, type Request } from './test-service.ts';

const transitionText = ({ machine, from, event, to }: Transition): string =>
  `${machine}: ${from} -- ${event} --> ${to}`;
const TABLE: ReadonlySet<string> = new Set(
  (Object.keys(machines) as readonly Machine[]).flatMap(transitionsOf).map(transitionText),
);

export interface Rest {
  /** All requests to the service since the start of the run. */
  readonly requests: readonly Request[];
  /** Slow checks are made as well. */
  readonly isThorough: boolean;
}

export class RunLaws {
  readonly seen = {
    drives: 0,
    events: 0,
    starts: 0,
    reads: 0,
    approvals: 0,
    kills: 0,
    compared: 0,
    edits: 0,
    plans: 0,
    idle: 0,
    rests: 0,
  };
  /** Tasks of which an attempt started in this drive, and gates that asked in it. */
  started = new Set<string>();
  askedGates = new Set<string>();
  private state: RunState | null = null;
  private pipeline: Pipeline | null = null;
  private last: Observed | null = null;
  private readonly keys = new Map<string, string>();
  private readonly done = new Map<string, string>();
  private readonly approved = new Map<string, Set<string>>();

  /** Reads the state with which a drive starts from the files. */
  async beforeDrive(folder: ProjectFolder): Promise<void> {
    this.seen.drives++;
    this.started = new Set();
    this.askedGates = new Set();
    this.last = null;
    const found = await readState(await folder.open(), RUN);
    this.state = found.ok && found.value ? found.value.state : null;
    this.pipeline = found.ok && found.value ? found.value.definitions.pipeline : null;
  }

  /** For when older files have replaced newer ones: the run may have lost results. */
  forgetResults(): void {
    this.done.clear();
  }

  saw(event: Event, context: Observed): void {
    this.seen.events++;
    const before = this.state;
    // Each event is applied with the definitions of its own generation.
    this.pipeline = context.pipeline;
    this.state = evolve(context.pipeline, before, event);
    this.last = context;
    for (const one of transitionsIn(before, event, this.state))
      assert.ok(TABLE.has(transitionText(one)), `W3: ${transitionText(one)} by ${JSON.stringify(event)}`);
    switch (event.type) {
      case 'attempt-started':
        this.seen.starts++;
        this.started.add(event.task);
        assert.notEqual(this.done.get(event.task), event.effectKey, `W1: ${event.task} had finished and starts again`);
        this.keys.set(event.task, event.effectKey);
        break;
      case 'attempt-succeeded':
        this.done.set(event.task, this.keys.get(event.task) ?? '');
        break;
      case 'gate-asked':
        this.askedGates.add(event.task);
        break;
      case 'gate-answered': {
        if (event.decision !== 'approve') break;
        this.seen.approvals++;
        const known = this.approved.get(event.task) ?? new Set();
        const { output } = event;
        if (output?.type === 'inline') known.add(JSON.stringify(output.value));
        this.approved.set(event.task, known);
        break;
      }
      default:
        break;
    }
  }

  /** W4: called at every request of a stage. */
  onRequest({ report }: Request): void {
    const reads = Object.entries(report.reads ?? {});
    if (reads.length === 0 || !this.state || !this.pipeline) return;
    const checkpoint = encode(this.pipeline, this.state);
    const tasks = new Map([...checkpointTasks(checkpoint)].map(({ address, task }) => [address, task]));
    const path = report.at.slice(0, report.at.lastIndexOf('/') + 1);
    for (const [id, value] of reads) {
      this.seen.reads++;
      const address = `${path}${id}`;
      const task = tasks.get(address);
      assert.ok(task, `W4: ${report.at} reads ${address}, which does not exist`);
      if (task.status === 'skipped' || task.status === 'failed' || task.status === 'rejected') continue;
      assert.equal(task.status, 'completed', `W4: ${report.at} reads ${address}`);
      const given = resultsOf(task, [...tasks], address);
      if (given === null) continue;
      const parts = Array.isArray(value) ? value : [value];
      const known = JSON.stringify(given);
      for (const part of parts)
        if (part !== 'nothing')
          assert.ok(
            known.includes(JSON.stringify(part)),
            `W4: ${report.at} was given ${JSON.stringify(part)} of ${address}, which has ${known}`,
          );
      const output = task.approval && task.result && 'value' in task.result.output ? task.result.output.value : null;
      if (output !== null)
        assert.ok(
          this.approved.get(address)?.has(JSON.stringify(output)),
          `W4: ${JSON.stringify(output)} of ${address} was never approved`,
        );
    }
  }

  /** Remembers the state at the moment of a kill. */
  onKill(): void {
    const { last, state, pipeline } = this;
    this.dying =
      last && state && pipeline
        ? { serial: last.state.serial, checkpoint: comparable(encode(pipeline, last.state)) }
        : null;
  }

  private dying: { readonly serial: number; readonly checkpoint: Json } | null = null;

  /** Checks the folder that a kill has left. */
  async afterKill(folder: ProjectFolder): Promise<void> {
    this.seen.kills++;
    const found = await readState(await folder.open(), RUN);
    assert.ok(found.ok, `W2: after a kill: ${JSON.stringify(found)}`);
    if (!this.dying) return;
    assert.ok(found.value, 'W2: after a kill the run is gone');
    const { state, definitions } = found.value;
    // Events that were saved just before the kill may not have reached the observer.
    if (state.serial !== this.dying.serial) return;
    this.seen.compared++;
    assert.deepEqual(comparable(encode(definitions.pipeline, state)), this.dying.checkpoint, 'W2: after a kill');
  }

  /** Checks the files of a run at rest. */
  async atRest(
    folder: ProjectFolder,
    { checkpoint, reason }: RunOutcome,
    { requests, isThorough }: Rest,
  ): Promise<void> {
    this.seen.rests++;
    const verdict = verifyText(folder.read('runs/r.checkpoint.json'), await loadCheckpointCheck());
    assert.equal(verdict.type, 'good', `the checkpoint is ${JSON.stringify(verdict)}`);
    if (this.state && this.pipeline && this.last)
      assert.deepEqual(comparable(encode(this.pipeline, this.state)), comparable(checkpoint), 'W2');
    // An edit of the pipeline may have removed a stage, or the items of a stage that is no longer a list.
    const text = JSON.stringify(checkpoint);
    for (const [task, key] of this.done) if (!text.includes(key) && this.isPipelineEdited) this.done.delete(task);
    const { status } = checkpoint;
    const { completed, total, percent } = checkpoint.progress;
    assert.ok(completed <= total, `W5: ${completed} of ${total}`);
    if (status === 'completed') assert.deepEqual([completed, percent], [total, 100], 'W5: progress');
    for (const { started_at: from, ended_at: to } of checkpoint.executions)
      assert.ok(to === undefined || to >= from, 'W5: an execution ends before it starts');
    if (reason === 'rest') this.checkRestStatus(checkpoint);
    else
      assert.ok(
        ['running', 'awaiting_approval', 'completed', 'failed', 'rejected', 'cancelled'].includes(status),
        status,
      );
    await this.checkCost(folder, checkpoint, { requests, isThorough });
    if (!isThorough) return;
    const project = await folder.open();
    const explained = await explainRun(project, RUN, undefined);
    assert.ok(explained.ok, `W7: explain: ${JSON.stringify(explained)}`);
    for (const { because, address } of explained.value.stages) assert.ok(because, `W7: nothing explains ${address}`);
    const texts = [
      explainReport(explained.value, 'full'),
      statusReport({ run: RUN, checkpoint, driven: false, now: Date.now() }),
      runSummary({ checkpoint, reason: 'rest', worked: true }),
      JSON.stringify(commitMessage(checkpoint)),
    ];
    for (const text of texts)
      assert.doesNotMatch(text, /undefined|NaN|\[object/, 'W7: a report contains an undefined value');
    const verified = await verifyRun(project, RUN);
    assert.ok(verified.ok, 'W7: verify');
    const broken = verified.value.findings.filter(
      ({ verdict: found, about }) =>
        // Where two machines have made artifacts, the merge may have kept those of the other.
        found === 'broken' && (this.isHistoryComplete || about !== 'artifact'),
    );
    assert.deepEqual(broken, [], 'W7: verify');
  }

  private checkRestStatus(checkpoint: Checkpoint): void {
    const { status, stages } = checkpoint;
    const tasks = [...checkpointTasks({ stages })];
    if (status === 'awaiting_approval') {
      const asks = tasks.filter(
        ({ task }) => task.status === 'awaiting_approval' && task.approval?.decision === undefined,
      );
      assert.ok(asks.length > 0, 'W5: it waits for an answer, but no gate asks');
      return;
    }
    if (status === 'paused' || status === 'budget_exceeded') return void assert.ok(checkpoint.pause, 'W5: paused');
    assert.ok(['completed', 'failed', 'rejected', 'cancelled'].includes(status), `W5: it rests with status ${status}`);
    if (status === 'completed')
      for (const { address, task, isTolerated } of tasks)
        if (!isTolerated && task.status !== 'rejected' && !address.includes('/'))
          assert.ok(['completed', 'skipped'].includes(task.status), `W5: ${address} is ${task.status}`);
    if (status === 'failed')
      assert.ok(
        tasks.some(({ task }) => task.status === 'failed') || checkpoint.errors?.at(-1)?.task === 'outputs',
        'W5: nothing failed',
      );
    if (status === 'rejected')
      assert.ok(
        tasks.some(({ task }) => task.status === 'rejected'),
        'W5: nothing was rejected',
      );
  }

  private async checkCost(
    folder: ProjectFolder,
    checkpoint: Checkpoint,
    { requests, isThorough }: Rest,
  ): Promise<void> {
    const { usd_micros: usd, at_most_usd_micros: atMost } = checkpoint.cost;
    const answered = requests.filter(({ kind, isAnswered }) => kind === 'llm' && isAnswered);
    const paid = new Set(answered.map(({ key }) => key)).size;
    if (this.isHistoryComplete)
      assert.ok(atMost >= paid * PRICE, `W6: at most ${atMost}, but ${paid} calls were answered`);
    assert.ok(usd <= atMost, `W6: ${usd} is more than ${atMost}`);
    if (this.isHistoryComplete && this.seen.kills === 0)
      assert.ok(
        usd >= paid * PRICE && usd <= answered.length * PRICE,
        `W6: ${usd} for ${paid} to ${answered.length} calls`,
      );
    if (!isThorough) return;
    for (const by of ['stage', 'provider', 'day', 'why'] as const) {
      const report = await costOf(await folder.open(), RUN, { by, since: null });
      assert.ok(report.ok, 'W6');
      assert.deepEqual([report.value.total.usd, report.value.total.atMost], [usd, atMost], `W6: by ${by}`);
    }
  }

  /** No part of the history was removed or replaced by a person. */
  isHistoryComplete = true;
  /** A pipeline was edited. */
  isPipelineEdited = false;
}

/** What a reader of the task may be given: outputs and digests of files; null: unknown, the output is in a file. */
function resultsOf(
  task: CheckpointTask & { readonly items?: unknown },
  all: readonly (readonly [string, CheckpointTask])[],
  address: string,
): Json | null {
  const own = [
    task,
    ...all
      .filter(([other]) => other.startsWith(`${address}[`) && !other.slice(address.length).includes('/'))
      .map(([, one]) => one),
  ];
  const found: Json[] = [];
  for (const { result } of own) {
    if (!result) continue;
    if (!('value' in result.output)) return null;
    found.push(
      result.output.value,
      Object.values(result.artifacts ?? {}).map(({ sha256 }) => sha256),
    );
  }
  return found;
}

/** Without the fields that differ between equal states. */
function comparable(checkpoint: Checkpoint): Json {
  const { digest: _, serial: __, ...rest } = checkpoint as Checkpoint & { readonly digest?: string };
  return JSON.parse(JSON.stringify(rest, (key, value) => (key === 'progress' ? undefined : value)));
}
