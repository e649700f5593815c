/**
 * SIGKILL of the daemon at random instants while people answer its gates: every run completes, and
 *
 * W1. no stage that was recorded as completed is executed again, and every checkpoint that was ever seen verifies;
 * W2. no answer is lost, and none counts twice: each gate asked once and was approved once, with the value that was meant;
 * W3. every byte that a person wrote is there as it was written;
 * W4. at the end there are no temporary files, no staging, no journals and no processes.
 *
 * `SEED=` for other instants, `KILLS=` for a shorter look or a longer one.
 */
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as instant } from 'node:timers/promises';
import type { SealedCheckpoint } from '../../src/model/checkpoint.ts';
import { Luck } from '../rig/luck.ts';
import { PROGRAM } from '../rig/program.ts';
import { type ChildEnd, isEvent, type Parts, RunnerChild, stageIn, TestProject } from '../rig/project.ts';
import { sideBySide } from '../rig/side-by-side.ts';
import { inMemory, STEP, step } from './graph.ts';
import { Witness } from './witness.ts';

const KILLS = Number(process.env.KILLS ?? 120);
const SEED = Number(process.env.SEED ?? 20261121);
const RUNS = 30;
/** Daemons at a time, each with a project of its own: they wait most of their time. */
const WIDTH = 2;
const LIMIT = { timeout: 120_000 + KILLS * 2_000 };
/** People have answered everything after so many passes, and the runner has heard it. */
const MOST_PASSES = 30;
inMemory();

const retry = { attempts: 3, min: '5ms', max: '20ms', max_lost: 1000 };
const GATED: Parts = {
  config: { concurrency: 4, grace: '200ms', watch: { runs: 8 } },
  files: { 'tools/step.sh': STEP },
  pipeline: {
    defaults: { retry },
    stages: {
      source: step(),
      draft: step('${{ stages.source.output }}'),
      review: { uses: 'approval', with: { subject: 'draft', editable: true } },
      print: step('flaky', '${{ stages.review.output }}'),
      release: { uses: 'approval', with: { subject: 'print' } },
      publish: { ...step(), needs: ['release'] },
    },
    outputs: { text: '${{ stages.review.output }}' },
  },
};

const GATES = ['review', 'release'] as const;
type Gate = (typeof GATES)[number];

/** Somebody who answers what is asked, in this way or that, and remembers every byte that he wrote. */
class Person {
  readonly #project: TestProject;
  readonly #luck: Luck;
  /** Files as they must stay. */
  readonly #wrote = new Map<string, string>();
  readonly #answered = new Set<string>();
  /** What is to come of the first gate of a run. */
  readonly #meant = new Map<string, string>();

  constructor(project: TestProject, luck: Luck) {
    this.#project = project;
    this.#luck = luck;
  }

  get runs(): readonly string[] {
    return [...this.#meant.keys()];
  }

  begin(): void {
    const run = `r${this.#meant.size + 1}`;
    this.#meant.set(run, 'draft');
    const manifest = `# of mine: ${run}\npipeline: main # the only one\n`;
    this.#wrote.set(`runs/${run}.yaml`, manifest);
    if (this.#luck.chance(0.5)) this.#project.put(`runs/${run}.yaml`, manifest);
    else this.#project.replace(`runs/${run}.yaml`, manifest);
  }

  /** @param share of the questions that wait. */
  async answer(share: number): Promise<void> {
    for (const run of this.runs) {
      const asked = await this.#asked(run);
      if (asked && this.#luck.chance(share)) await this.#approve(run, asked);
    }
  }

  async #asked(run: string): Promise<{ gate: Gate; of: string; draft: string | null } | null> {
    const isOver = GATES.every((gate) => this.#answered.has(`${run} ${gate}`));
    if (isOver || !this.#project.has(`runs/${run}.checkpoint.json`)) return null;
    const checkpoint = await this.#project.checkpoint(run);
    if (checkpoint.status !== 'awaiting_approval') return null;
    for (const gate of GATES) {
      const { status, approval } = stageIn(checkpoint, gate);
      if (status !== 'awaiting_approval' || !approval || this.#answered.has(`${run} ${gate}`)) continue;
      return { gate, of: approval.subject, draft: approval.draft ?? null };
    }
    return null;
  }

  async #approve(run: string, { gate, of, draft }: { gate: Gate; of: string; draft: string | null }): Promise<void> {
    // A daemon that was killed announces a question before it writes the files of it.
    if (draft !== null && !this.#project.has(draft)) return;
    this.#answered.add(`${run} ${gate}`);
    const isEdited = draft !== null && this.#luck.chance(0.5);
    if (isEdited) this.#edit(run, draft);
    const named = isEdited || this.#luck.chance(0.5) ? '' : `, of: ${of.slice(0, 20)}`;
    const head = gate === 'review' ? 'approvals:\n' : '';
    await this.#append(`runs/${run}.yaml`, `${head}  ${gate}: { approved: true${named} } # looked at\n`);
  }

  #edit(run: string, draft: string): void {
    const text = `edited by hand, ${run}`;
    this.#meant.set(run, text);
    this.#wrote.set(draft, `${text}\n`);
    this.#project.replace(draft, `${text}\n`);
  }

  /** In one go, as a new file, or in two halves. */
  async #append(file: string, text: string): Promise<void> {
    const whole = (this.#wrote.get(file) ?? '') + text;
    this.#wrote.set(file, whole);
    const how = this.#luck.int(1, 3);
    if (how === 1) return this.#project.replace(file, whole);
    const half = how === 2 ? text.length : this.#luck.int(1, text.length - 1);
    appendFileSync(this.#project.at(file), text.slice(0, half));
    if (how === 2) return;
    await instant(this.#luck.int(0, 20));
    appendFileSync(this.#project.at(file), text.slice(half));
  }

  /** W2, W3. */
  async verify(where: string): Promise<void> {
    for (const [file, text] of this.#wrote) assert.equal(this.#project.text(file), text, `${file} (${where})`);
    for (const [run, text] of this.#meant) verifyRun(await this.#project.checkpoint(run), text, `${run}, ${where}`);
  }
}

function verifyRun(checkpoint: SealedCheckpoint, text: string, where: string): void {
  assert.equal(checkpoint.status, 'completed', where);
  assert.deepEqual(checkpoint.outputs, { text }, where);
  for (const gate of GATES) {
    const { approval, earlier_approvals: earlier = [], rounds = [] } = stageIn(checkpoint, gate) as GateStage;
    assert.equal(approval?.decision, 'approve', where);
    assert.equal(approval?.iteration, 1, where);
    assert.deepEqual([earlier, rounds], [[], []], where);
  }
}

type GateStage = SealedCheckpoint['stages'][string] & { readonly rounds?: readonly unknown[] };

/** One daemon, one project, one seed. */
async function killAtRandom(seed: number, { kills, runs }: { readonly kills: number; readonly runs: number }) {
  const luck = new Luck(seed);
  await using project = await TestProject.make(GATED);
  project.remove('runs/r.yaml');
  using witness = await Witness.of(project);
  const person = new Person(project, luck);
  for (let killed = 0; killed < kills; killed++) {
    const where = `SEED=${SEED}, project ${seed - SEED + 1}, after ${killed} kills`;
    const child = new RunnerChild([PROGRAM, 'watch', '--json'], project.root);
    while (person.runs.length < (runs * (killed + 1)) / kills) person.begin();
    if (luck.chance(0.7)) await child.said(/^watching /m);
    await Promise.race([instant(luck.int(0, 250)), child.ended]);
    await person.answer(0.3);
    await Promise.race([instant(luck.int(0, 150)), child.ended]);
    const { signal, err } = await child.kill();
    assert.equal(signal, 'SIGKILL', `${err} (${where})`);
    for (const run of person.runs) await witness.record(run, where);
  }
  await finish(project, person);
  const where = `SEED=${SEED}, project ${seed - SEED + 1}, at the end`;
  for (const run of person.runs) await witness.record(run, where);
  await person.verify(where);
  witness.verify(where);
  assert.equal(person.runs.length, runs);
}

test(
  `a daemon that is killed ${KILLS} times while people answer ${RUNS} runs loses no answer (seed ${SEED})`,
  LIMIT,
  async () => {
    const share = { kills: Math.ceil(KILLS / WIDTH), runs: Math.ceil(RUNS / WIDTH) };
    await sideBySide(WIDTH, [SEED, SEED + 1], (seed) => killAtRandom(seed, share));
  },
);

async function finish(project: TestProject, person: Person): Promise<void> {
  for (let pass = 1; ; pass++) {
    const { code, err }: ChildEnd = await new RunnerChild([PROGRAM, 'reconcile', '--json'], project.root).ended;
    if (code === 0) return;
    assert.equal(code, 3, err);
    assert.ok(pass < MOST_PASSES, `it waits after ${pass} passes: ${err}`);
    await person.answer(1);
  }
}

test('a process that a killed daemon left is ended by the next daemon before its stage runs again', LIMIT, async () => {
  await using project = await TestProject.make({
    pipeline: { stages: { one: { uses: 'command', with: { argv: ['node', 'tools/act.mjs'] } } } },
    script: { one: [{ hold: true }, {}] },
  });
  const child = new RunnerChild([PROGRAM, 'watch', '--json'], project.root);
  const first = await project.control.next('one');
  await child.kill();
  const next = new RunnerChild([PROGRAM, 'watch', '--json'], project.root);
  await first.gone;
  await next.event(isEvent('run-ended'));
  next.signal('SIGTERM');
  assert.equal((await next.ended).code, 0);
  assert.deepEqual(project.executions(), ['start one 1', 'start one 2', 'end one 2']);
});
