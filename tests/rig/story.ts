/**
 * One run step by step: the test says what happens, and sees which commands `decide` returns.
 *
 * Commands are shown as short texts: `expand-stage a`, `start-attempt a 1`, `settle-gate g approve`, `end-run completed`.
 */
import { decide } from '../../src/core/decide.ts';
import { decode } from '../../src/core/decode.ts';
import { encode } from '../../src/core/encode.ts';
import { evolve } from '../../src/core/evolve.ts';
import { locate, taskAt } from '../../src/core/locate.ts';
import { parseAddress, type TaskAddress } from '../../src/model/address.ts';
import { type Digest, digest, type EpochMs, epochMs, projectPath, runId, runUid } from '../../src/model/brand.ts';
import type { AskedCall, Command, Facts } from '../../src/model/command.ts';
import type { Event } from '../../src/model/event.ts';
import type { GateFacts, GateRound } from '../../src/model/gate.ts';
import type { Json } from '../../src/model/json.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import type { CallRecord } from '../../src/model/provider.ts';
import type { RunState, StageState, TaskState } from '../../src/model/state.ts';
import { type Said, seen } from './answers.ts';
import { openGates } from './people.ts';
import { answer } from './simulated-evaluator.ts';

export const START = Date.UTC(2026, 10, 21, 9);

const MOST_COMMANDS = 5000;

type Timeless<T> = T extends { readonly at: EpochMs } ? Omit<T, 'at'> : never;

export const address = (text: string): TaskAddress => {
  if (!parseAddress(text)) throw new RangeError(`${text} is no address`);
  return text as TaskAddress;
};

export class Story {
  pipeline: Pipeline;
  state: RunState;
  now = epochMs(START);
  /** What the manifest and the process say; attempts in flight are subtracted from the slots. */
  facts: Partial<Facts> & { readonly slots?: number } = {};
  /** Version of the content that a stage depends on. */
  content = new Map<string, number>();
  /** Whether manifest and drafts are at rest. */
  rest: GateFacts['rest'] = 'steady';
  author: string | null = null;
  /** The answer in short form, at the top level of the manifest. */
  short: Said | null = null;
  private readonly written = new Map<string, readonly Said[]>();

  constructor(pipeline: Pipeline) {
    this.pipeline = pipeline;
    this.state = evolve(pipeline, null, this.generation(1, []));
    this.execution();
  }

  tell(event: Timeless<Event>): void {
    this.state = evolve(this.pipeline, this.state, { ...event, at: this.now } as Event);
  }

  /** From now on the manifest contains these answers to a gate. */
  says(gate: string, ...answers: readonly Said[]): void {
    this.written.set(gate, answers);
  }

  /** Digests of the answers to a gate in the manifest. */
  readonly standing = (gate: string): readonly Digest[] => {
    const { answers, short } = this.seen(gate, digest('sha256:0'));
    return [...answers, ...(short ? [short] : [])].map((answer) => answer.digest);
  };

  /** The last question of a gate. */
  round(gate: string): GateRound {
    const last = this.task(gate).rounds.at(-1);
    if (!last) throw new RangeError(`${gate} never asked`);
    return last;
  }

  /** The commands that `decide` returns now. */
  asks(): readonly string[] {
    return this.commands().map(commandText);
  }

  /** Performs commands until there are none. @returns all of them. */
  goesOn(): readonly string[] {
    const all: string[] = [];
    for (let commands = this.commands(); commands.length > 0; commands = this.commands()) {
      if (all.length > MOST_COMMANDS)
        throw new RangeError(`decide never stops returning commands: ${all.slice(-5).join(', ')}`);
      for (const command of commands) {
        all.push(commandText(command));
        this.tell(answer(this, this.state, { command, at: this.now }));
      }
    }
    return all;
  }

  /** @param files names of its artifacts. */
  succeeds(task: string, value: Json = null, files: readonly string[] = []): void {
    const output = { type: 'inline', value } as const;
    const ref = { task: address(task), n: this.attempts(task), log: projectPath(`logs/${task}.log`) };
    const artifacts = files.map((name) => {
      const path = projectPath(`runs/ep001.run/${task}/${name}`);
      return { name, path, sha256: digest('sha256:77'), bytes: 1, mediaType: 'text/plain' };
    });
    this.tell({ type: 'attempt-succeeded', ...ref, output, artifacts, cachedFrom: null });
  }

  /** @param retryIn milliseconds; null: not tried again. */
  fails(task: string, retryIn: number | null = null): void {
    const ref = { task: address(task), n: this.attempts(task), log: projectPath(`logs/${task}.log`) };
    const failure = { code: 'command/exit', message: 'exit code 1', retry: 'policy', exitCode: 1 } as const;
    const retryAt = retryIn === null ? null : epochMs(this.now + retryIn);
    this.tell({ type: 'attempt-failed', ...ref, outcome: 'failure', failure, retryAt });
  }

  /** The attempt in flight wants to make a call. @returns its number. */
  wants(task: string, ceiling: number | null, maxCost: number | null = null): number {
    const n = this.attempts(task);
    const before = this.facts.asks ?? [];
    const made = this.task(task).attempts.at(-1)?.calls.length ?? 0;
    const call = 1 + made + before.filter((ask) => ask.task === task && ask.n === n && ask.call > made).length;
    const money = { ceiling, maxCost } as Pick<AskedCall, 'ceiling' | 'maxCost'>;
    const asked: AskedCall = { task: address(task), n, call, provider: 'writer', model: 'm', ...money };
    this.facts = { ...this.facts, asks: [...before, asked] };
    return call;
  }

  /** @param usd micro-dollars; null: unknown. @param n number of the attempt, by default the last one. */
  settles(task: string, call: number, usd: number | null, n = this.attempts(task)): void {
    const record: CallRecord = {
      ...{ capability: 'text', provider: 'writer', type: 'openai', model: 'm', at: this.now, durationMs: 1 },
      ...{ usd: usd as CallRecord['usd'], source: usd === null ? 'unknown' : 'computed', prices: null, error: null },
      usage: { inputTokens: 10, outputTokens: 5 },
    };
    this.tell({ type: 'call-settled', task: address(task), n, call, record });
  }

  stops(task: string, reason: 'cancelled' | 'shutdown' | 'budget'): void {
    this.tell({ type: 'attempt-cancelled', task: address(task), n: this.attempts(task), reason, log: null });
  }

  costs(task: string, usd: number | null): void {
    const cost = { usd, tokens: 0 } as Extract<Event, { type: 'attempt-cost' }>['cost'];
    this.tell({ type: 'attempt-cost', task: address(task), n: this.attempts(task), cost });
  }

  passes(ms: number): void {
    this.now = epochMs(this.now + ms);
  }

  /** The process is killed and started again from the checkpoint. */
  crashes(): void {
    this.reads();
    this.execution();
  }

  /** Reads the state back from the checkpoint, as a restart does. */
  reads(): void {
    this.state = decode(this.pipeline, JSON.parse(JSON.stringify(encode(this.pipeline, this.state))));
  }

  reruns(from: readonly string[] = [], autoApprove: readonly string[] = []): void {
    this.tell({ ...this.generation(this.state.generation + 1, from), autoApprove });
  }

  task(name: string): TaskState {
    const found = taskAt(this.pipeline, this.state, address(name));
    if (!found) throw new RangeError(`no task at ${name}`);
    return found;
  }

  stage(name: string): StageState {
    return locate(this.pipeline, this.state, address(name)).state;
  }

  private commands(): readonly Command[] {
    const { slots = 10, ...facts } = this.facts;
    return decide(this.pipeline, this.state, {
      gates: this.gateFacts(),
      ...{ freeInPool: {}, paused: false, cancelled: false, skip: new Set<string>(), budget: null, stopping: false },
      freeSlots: slots - this.state.inFlight,
      ...facts,
      now: this.now,
    });
  }

  private gateFacts(): ReadonlyMap<string, GateFacts> {
    const open = openGates(this.pipeline, this.state);
    return new Map(
      open.map(({ task, round }) => {
        const isAmbiguous = this.short !== null && open.length > 1;
        return [task, { ...this.seen(task, round.subject), isAmbiguous, rest: this.rest }];
      }),
    );
  }

  private seen(gate: string, subject: Digest): Pick<GateFacts, 'answers' | 'short'> {
    const answers = (this.written.get(gate) ?? []).map((said) => seen(said, subject));
    return { answers, short: this.short && seen(this.short, subject, 'short') };
  }

  private attempts(task: string): number {
    return this.task(task).attempts.length;
  }

  private execution(): void {
    this.tell({ type: 'execution-started', host: 'workstation', pid: 7, version: '1.0.0' });
  }

  private generation(generation: number, from: readonly string[]): Extract<Event, { type: 'generation-started' }> {
    const pipeline = { name: this.pipeline.name, digest: digest('sha256:11') };
    const run = { run: runId('ep001'), uid: runUid('uid'), pipeline };
    return { type: 'generation-started', at: this.now, ...run, generation, inputs: { topic: 'rockets' }, from };
  }
}

function commandText(command: Command): string {
  switch (command.type) {
    case 'start-attempt':
      return `start-attempt ${command.task} ${command.n}`;
    case 'end-run':
      return `end-run ${command.status}`;
    case 'settle-gate':
      return `settle-gate ${command.task} ${command.verdict.decision}`;
    case 'pause-run':
      return command.scope ? `pause-run ${command.reason} ${command.scope}` : `pause-run ${command.reason}`;
    case 'grant-call':
      return `grant-call ${command.task} ${command.call}`;
    default:
      return 'task' in command ? `${command.type} ${command.task}` : command.type;
  }
}
