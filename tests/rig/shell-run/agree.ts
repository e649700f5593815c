/**
 * What commands say of a run, against its checkpoint and against each other.
 *
 * A1. Every checkpoint verifies against the schema.
 * A2. `status`, `list`, `explain`, `cost`, `plan` and `lineage` tell the same tasks, statuses, costs and files.
 * A3. A task's cost is the sum of its attempts, the run's that of its tasks.
 * A4. None of them changes a file.
 * A5. What `explain` says of a retry is what `plan` says after it.
 */
import assert from 'node:assert/strict';
import { loadCheckpointCheck } from '../../../src/adapters/checkpoint/schema.ts';
import { verifyText } from '../../../src/adapters/checkpoint/text.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { Json } from '../../../src/model/json.ts';
import { checkpointArtifacts, checkpointTasks, isFrame } from '../../../src/report/checkpoint-tasks.ts';
import type { Plan } from '../../../src/report/plan-text.ts';
import type { Shop } from './shop.ts';

const NOT_WORDS = /undefined|NaN|\[object|null null/;

export async function told<T>(shop: Shop, ...argv: readonly string[]): Promise<T> {
  const { code, out, err } = await shop.cli(...argv, '--json');
  assert.ok(code === 0, `A2: ${argv.join(' ')} exits with ${code}: ${err}`);
  return JSON.parse(out) as T;
}

interface Listed {
  readonly run: string;
  readonly status: string;
  readonly generation: number;
  readonly progress: Json;
  readonly cost: Json;
  readonly worked_ms: number;
  readonly driven: boolean;
  readonly waits: readonly { readonly gate: string; readonly iteration: number }[];
}

interface Explained {
  readonly problem: string | null;
  readonly stages: readonly {
    readonly address: string;
    readonly status: string;
    readonly because: string;
    readonly next: { readonly action: string } | null;
    readonly after_retry: { readonly action: string } | null;
  }[];
}

/** @returns the checkpoint with all that is known beyond the file; null: the run has not started. */
export async function agreeAbout(shop: Shop, run: string): Promise<Checkpoint | null> {
  const before = filesIn(shop);
  const { checkpoint } = await told<{ checkpoint: Checkpoint | null }>(shop, 'status', run);
  if (checkpoint === null) return null;
  if (shop.has(`runs/${run}.checkpoint.json`)) {
    const verdict = verifyText(shop.read(`runs/${run}.checkpoint.json`), await loadCheckpointCheck());
    assert.equal(verdict.type, 'good', `A1: the checkpoint is ${JSON.stringify(verdict).slice(0, 500)}`);
    const inFile = shop.checkpoint(run);
    assert.ok(inFile && inFile.serial <= checkpoint.serial, `A2: status knows less than the file`);
  }
  const lines = (await shop.cli('list', '--json')).out.trim().split('\n').filter(Boolean);
  const listed = lines.map((line) => JSON.parse(line) as Listed).find((one) => one.run === run);
  assert.ok(listed, 'A2: list does not name the run');
  const { status, generation, progress, cost } = checkpoint;
  assert.deepEqual(
    { status: listed.status, generation: listed.generation, progress: listed.progress, cost: listed.cost },
    { status, generation, progress, cost },
    'A2: list and status',
  );
  waitsAgree(listed, checkpoint);
  await explainAgrees(shop, checkpoint);
  await costAgrees(shop, checkpoint);
  await lineageAgrees(shop, checkpoint);
  const hasLogs = [...checkpointTasks(checkpoint)].some(({ task }) =>
    task.attempts?.some(({ log }) => log !== undefined && shop.has(log)),
  );
  const asked = [['status', run], ['explain', run], ['list'], ['status'], ['cost', run], ['graph', run]];
  for (const argv of [...asked, ...(hasLogs ? [['logs', run]] : [])]) {
    const { code, out, err } = await shop.cli(...argv);
    assert.ok(code === 0, `A2: ${argv.join(' ')}: ${err}`);
    assert.doesNotMatch(out, NOT_WORDS, `A2: ${argv.join(' ')}`);
  }
  assert.deepEqual(filesIn(shop), before, 'A4: a command that only reads changes a file');
  return checkpoint;
}

/** Programs that a killed runner left may still write to theirs. */
const filesIn = (shop: Shop) => [...shop.files()].filter(([file]) => !/^(?:effects\.log$|flaky\/)/.test(file));

function waitsAgree({ waits }: Listed, checkpoint: Checkpoint): void {
  const asked = [...checkpointTasks(checkpoint)]
    .filter(({ task }) => task.status === 'awaiting_approval' && task.approval && task.approval.decision === undefined)
    .map(({ address, task }) => `${address} ${task.approval?.iteration}`);
  const said = waits.map(({ gate, iteration }) => `${gate} ${iteration}`);
  if (checkpoint.status === 'awaiting_approval') assert.deepEqual(said.sort(), asked.sort(), 'A2: gates of list');
}

async function explainAgrees(shop: Shop, checkpoint: Checkpoint): Promise<void> {
  const { stages } = await told<Explained>(shop, 'explain', checkpoint.run);
  const own = new Map(stages.map((one) => [one.address, one]));
  const [one] = Object.keys(checkpoint.stages).slice(checkpoint.serial % Object.keys(checkpoint.stages).length);
  const inside = await told<Explained>(shop, 'explain', checkpoint.run, one ?? '');
  for (const inner of inside.stages) own.set(inner.address, inner);
  for (const { address, task, depth } of checkpointTasks(checkpoint)) {
    const known = own.get(address);
    if (depth > 0 && !address.startsWith(`${one}[`) && !address.startsWith(`${one}/`)) continue;
    assert.ok(known, `A2: explain does not know ${address}`);
    assert.equal(known.status, task.status, `A2: explain of ${address}`);
    assert.ok(known.because, `A2: nothing explains ${address}`);
  }
  // Of a manifest that is invalid by now there is no plan.
  const planned = await shop.cli('plan', checkpoint.run, '--json');
  if (planned.code === 2) return void assert.match(planned.err, /^runs\/|^pipelines\//, 'A2: plan');
  const { tasks, held } = JSON.parse(planned.out) as Plan;
  if (held !== null) return;
  for (const { address, action } of tasks) {
    const next = own.get(address)?.next;
    if (next) assert.equal(next.action, action, `A2: explain and plan of ${address}`);
  }
}

interface CostSaid {
  readonly rows: readonly { readonly name: string; readonly usd_micros: number; readonly at_most_usd_micros: number }[];
  readonly total: { readonly usd_micros: number; readonly at_most_usd_micros: number; readonly unknown: number };
}

async function costAgrees(shop: Shop, checkpoint: Checkpoint): Promise<void> {
  const { usd_micros: usd, at_most_usd_micros: atMost } = checkpoint.cost;
  for (const by of ['stage', 'provider', 'model', 'day', 'why', 'run']) {
    const { rows, total } = await told<CostSaid>(shop, 'cost', checkpoint.run, '--by', by);
    assert.deepEqual([total.usd_micros, total.at_most_usd_micros], [usd, atMost], `A3: by ${by}`);
    assert.equal(
      rows.reduce((sum, row) => sum + row.usd_micros, 0),
      usd,
      `A3: rows by ${by}`,
    );
    assert.equal(
      rows.reduce((sum, row) => sum + row.at_most_usd_micros, 0),
      atMost,
      `A3: rows by ${by}, at most`,
    );
  }
  assert.ok(usd <= atMost, `A3: ${usd} of at most ${atMost}`);
}

interface Told {
  readonly made_by: readonly { readonly run: string; readonly task: string }[];
}

async function lineageAgrees(shop: Shop, checkpoint: Checkpoint): Promise<void> {
  const artifacts = [...checkpointArtifacts(checkpoint)];
  const [one] = artifacts.slice(checkpoint.serial % Math.max(1, artifacts.length));
  const frames = new Set([...checkpointTasks(checkpoint)].filter(isFrame).map(({ address }) => address));
  if (!one || frames.has(one.task) || !shop.has(one.path)) return;
  const { made_by: makers } = await told<Told>(shop, 'lineage', one.path);
  assert.ok(
    makers.some((maker) => maker.run === checkpoint.run && maker.task === one.task),
    `A2: lineage of ${one.path}: ${JSON.stringify(makers.map(({ run, task }) => [run, task]))}, not ${one.task}`,
  );
}

/** Everything that a run has is as it was made. */
export async function verifies(shop: Shop, run: string, isLossy: boolean): Promise<void> {
  const { out, err } = await shop.cli('verify', run, '--json');
  assert.ok(out, `verify ${run}: ${err}`);
  const { findings } = JSON.parse(out) as {
    findings: readonly { verdict: string; about: string; name: string; said: string }[];
  };
  assert.deepEqual(
    findings.filter(({ verdict, about }) => verdict === 'broken' && !(isLossy && about === 'artifact')),
    [],
    'A2: verify',
  );
}

/** What `explain` says of stages after a `retry`; null: that is not to be told. */
export async function afterRetry(shop: Shop, run: string): Promise<ReadonlyMap<string, string> | null> {
  const { code, out } = await shop.cli('explain', run, '--json');
  if (code !== 0) return null;
  const { problem, stages } = JSON.parse(out) as Explained;
  if (problem !== null) return null;
  return new Map(stages.map((one) => [one.address, (one.after_retry ?? one.next)?.action ?? '']));
}

/** A5. Once somebody has typed `retry`, `plan` says what `explain` said of it. */
export async function fitsRetry(shop: Shop, run: string, said: ReadonlyMap<string, string>): Promise<void> {
  const { code, out } = await shop.cli('plan', run, '--json');
  if (code !== 0) return;
  const { tasks, held } = JSON.parse(out) as Plan;
  if (held !== null) return;
  for (const { address, action } of tasks) {
    const before = said.get(address);
    if (before === undefined || before === '' || (before === 'done' && action === 'reuse')) continue;
    assert.equal(action, before, `A5: plan of ${address} after a retry, and what explain said of it`);
  }
}
