/**
 * What holds for every run, whatever people, machines and services do to it. None of these laws needs a second
 * implementation: they compare what was told, what was asked of the service, and what stands in the files.
 *
 * W1. What has finished is not begun again while its effect key is the same.
 * W2. The events that were told, folded, are the state that stands in the checkpoint.
 * W3. States change along core/transitions.ts only.
 * W4. What a stage is given is what the stages that it reads have come to; past a gate, what was approved there.
 * W5. At rest there is an end, a person or a time that the run waits for, and driving it again begins nothing.
 * W6. What it cost is the sum of its parts, and not less than what the service was asked for.
 * W7. `plan` tells what begins; `explain`, `verify` and `cost` find nothing wrong.
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
import { PRICE, type Request } from './effects.ts';
import { type Lives, RUN } from './lives.ts';

const told = ({ machine, from, event, to }: Transition): string => `${machine}: ${from} -- ${event} --> ${to}`;
const TABLE: ReadonlySet<string> = new Set(
  (Object.keys(machines) as readonly Machine[]).flatMap(transitionsOf).map(told),
);

export interface Rest {
  /** To the service, from the beginning. */
  readonly requests: readonly Request[];
  /** What takes a while is looked at too. */
  readonly isThorough: boolean;
}

export class WholeLaws {
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
  /** Tasks of which an attempt began in this drive, and what was asked of people. */
  begun = new Set<string>();
  asked = new Set<string>();
  private state: RunState | null = null;
  private pipeline: Pipeline | null = null;
  private last: Observed | null = null;
  private readonly keys = new Map<string, string>();
  private readonly done = new Map<string, string>();
  private readonly approved = new Map<string, Set<string>>();

  /** Before a drive: what the files say is what it begins with. */
  async begins(lives: Lives): Promise<void> {
    this.seen.drives++;
    this.begun = new Set();
    this.asked = new Set();
    this.last = null;
    const found = await readState(await lives.open(), RUN);
    this.state = found.ok && found.value ? found.value.state : null;
    this.pipeline = found.ok && found.value ? found.value.definitions.pipeline : null;
  }

  /** Files of the past were put in the place of newer ones: what it knew of results may be gone. */
  forgets(): void {
    this.done.clear();
  }

  saw(event: Event, context: Observed): void {
    this.seen.events++;
    const before = this.state;
    // A new generation is begun with its own definitions; what was lost before it, with those of before.
    this.pipeline = context.pipeline;
    this.state = evolve(context.pipeline, before, event);
    this.last = context;
    for (const one of transitionsIn(before, event, this.state))
      assert.ok(TABLE.has(told(one)), `W3: ${told(one)} by ${JSON.stringify(event)}`);
    switch (event.type) {
      case 'attempt-started':
        this.seen.starts++;
        this.begun.add(event.task);
        assert.notEqual(this.done.get(event.task), event.effectKey, `W1: ${event.task} had finished, and begins again`);
        this.keys.set(event.task, event.effectKey);
        break;
      case 'attempt-succeeded':
        this.done.set(event.task, this.keys.get(event.task) ?? '');
        break;
      case 'gate-asked':
        this.asked.add(event.task);
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

  /** W4. */
  asks({ said }: Request): void {
    const reads = Object.entries(said.reads ?? {});
    if (reads.length === 0 || !this.state || !this.pipeline) return;
    const checkpoint = encode(this.pipeline, this.state);
    const tasks = new Map([...checkpointTasks(checkpoint)].map(({ address, task }) => [address, task]));
    const path = said.at.slice(0, said.at.lastIndexOf('/') + 1);
    for (const [id, value] of reads) {
      this.seen.reads++;
      const address = `${path}${id}`;
      const task = tasks.get(address);
      assert.ok(task, `W4: ${said.at} reads ${address}, which is not there`);
      if (task.status === 'skipped' || task.status === 'failed' || task.status === 'rejected') continue;
      assert.equal(task.status, 'completed', `W4: ${said.at} reads ${address}`);
      const given = resultsOf(task, [...tasks], address);
      if (given === null) continue;
      const parts = Array.isArray(value) ? value : [value];
      const known = JSON.stringify(given);
      for (const part of parts)
        if (part !== 'nothing')
          assert.ok(
            known.includes(JSON.stringify(part)),
            `W4: ${said.at} was given ${JSON.stringify(part)} of ${address}, which has ${known}`,
          );
      const output = task.approval && task.result && 'value' in task.result.output ? task.result.output.value : null;
      if (output !== null)
        assert.ok(
          this.approved.get(address)?.has(JSON.stringify(output)),
          `W4: ${JSON.stringify(output)} of ${address} was never approved`,
        );
    }
  }

  /** At the instant of a kill. */
  dies(): void {
    const { last, state, pipeline } = this;
    this.dying =
      last && state && pipeline ? { serial: last.state.serial, checkpoint: plain(encode(pipeline, last.state)) } : null;
  }

  private dying: { readonly serial: number; readonly checkpoint: Json } | null = null;

  /** After a kill, in the folder that it left. */
  async killed(lives: Lives): Promise<void> {
    this.seen.kills++;
    const found = await readState(await lives.open(), RUN);
    assert.ok(found.ok, `W2: after a kill: ${JSON.stringify(found)}`);
    if (!this.dying) return;
    assert.ok(found.value, 'W2: after a kill the run is gone');
    const { state, definitions } = found.value;
    // What was saved in the last moments has not been told.
    if (state.serial !== this.dying.serial) return;
    this.seen.compared++;
    assert.deepEqual(plain(encode(definitions.pipeline, state)), this.dying.checkpoint, 'W2: after a kill');
  }

  /** What stands there when nothing more happens. */
  async rests(lives: Lives, { checkpoint, reason }: RunOutcome, { requests, isThorough }: Rest): Promise<void> {
    this.seen.rests++;
    const verdict = verifyText(lives.read('runs/r.checkpoint.json'), await loadCheckpointCheck());
    assert.equal(verdict.type, 'good', `the checkpoint is ${JSON.stringify(verdict)}`);
    if (this.state && this.pipeline && this.last)
      assert.deepEqual(plain(encode(this.pipeline, this.state)), plain(checkpoint), 'W2');
    // What an edit of the pipeline took away is forgotten: a stage, or all items of one that is a list no more.
    const text = JSON.stringify(checkpoint);
    for (const [task, key] of this.done) if (!text.includes(key) && this.isRedefined) this.done.delete(task);
    const { status } = checkpoint;
    const { completed, total, percent } = checkpoint.progress;
    assert.ok(completed <= total, `W5: ${completed} of ${total}`);
    if (status === 'completed') assert.deepEqual([completed, percent], [total, 100], 'W5: progress');
    for (const { started_at: from, ended_at: to } of checkpoint.executions)
      assert.ok(to === undefined || to >= from, 'W5: an execution ends before it starts');
    if (reason === 'rest') this.waitsForSomething(checkpoint);
    else
      assert.ok(
        ['running', 'awaiting_approval', 'completed', 'failed', 'rejected', 'cancelled'].includes(status),
        status,
      );
    await this.money(lives, checkpoint, { requests, isThorough });
    if (!isThorough) return;
    const project = await lives.open();
    const explained = await explainRun(project, RUN, undefined);
    assert.ok(explained.ok, `W7: explain: ${JSON.stringify(explained)}`);
    for (const { because, address } of explained.value.stages) assert.ok(because, `W7: nothing explains ${address}`);
    const texts = [
      explainReport(explained.value, 'full'),
      statusReport({ run: RUN, checkpoint, driven: false, now: Date.now() }),
      runSummary({ checkpoint, reason: 'rest', worked: true }),
      JSON.stringify(commitMessage(checkpoint)),
    ];
    for (const text of texts) assert.doesNotMatch(text, /undefined|NaN|\[object/, 'W7: what is told of it');
    const verified = await verifyRun(project, RUN);
    assert.ok(verified.ok, 'W7: verify');
    const broken = verified.value.findings.filter(
      ({ verdict: found, about }) =>
        // Of files that two machines have made, git may have kept those of the other.
        found === 'broken' && (this.isWholeBook || about !== 'artifact'),
    );
    assert.deepEqual(broken, [], 'W7: verify');
  }

  private waitsForSomething(checkpoint: Checkpoint): void {
    const { status, stages } = checkpoint;
    const tasks = [...checkpointTasks({ stages })];
    if (status === 'awaiting_approval') {
      const asks = tasks.filter(
        ({ task }) => task.status === 'awaiting_approval' && task.approval?.decision === undefined,
      );
      assert.ok(asks.length > 0, 'W5: it waits for an answer to nothing');
      return;
    }
    if (status === 'paused' || status === 'budget_exceeded') return void assert.ok(checkpoint.pause, 'W5: paused');
    assert.ok(['completed', 'failed', 'rejected', 'cancelled'].includes(status), `W5: it rests while it is ${status}`);
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

  private async money(lives: Lives, checkpoint: Checkpoint, { requests, isThorough }: Rest): Promise<void> {
    const { usd_micros: usd, at_most_usd_micros: atMost } = checkpoint.cost;
    const answered = requests.filter(({ kind, isAnswered }) => kind === 'llm' && isAnswered);
    const paid = new Set(answered.map(({ key }) => key)).size;
    if (this.isWholeBook) assert.ok(atMost >= paid * PRICE, `W6: at most ${atMost}, but ${paid} calls were answered`);
    assert.ok(usd <= atMost, `W6: ${usd} is more than ${atMost}`);
    if (this.isWholeBook && this.seen.kills === 0)
      assert.ok(
        usd >= paid * PRICE && usd <= answered.length * PRICE,
        `W6: ${usd} for ${paid} to ${answered.length} calls`,
      );
    if (!isThorough) return;
    for (const by of ['stage', 'provider', 'day', 'why'] as const) {
      const report = await costOf(await lives.open(), RUN, { by, since: null });
      assert.ok(report.ok, 'W6');
      assert.deepEqual([report.value.total.usd, report.value.total.atMost], [usd, atMost], `W6: by ${by}`);
    }
  }

  /** Nothing of its history was put away by a person. */
  isWholeBook = true;
  /** Somebody edited a pipeline. */
  isRedefined = false;
}

/** What a reader may have been given: outputs, and files by their digest; null: that is not to be told here. */
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

/** Without what tells who wrote it, and when. */
function plain(checkpoint: Checkpoint): Json {
  const { digest: _, serial: __, ...rest } = checkpoint as Checkpoint & { readonly digest?: string };
  return JSON.parse(JSON.stringify(rest, (key, value) => (key === 'progress' ? undefined : value)));
}
