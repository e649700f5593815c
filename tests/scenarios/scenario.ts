/**
 * One scenario file: a project, and steps that change it, drive its run and say what must stand in the checkpoint.
 *
 *   pipeline, children, manifest, config, script, files      the project (rig/project.ts, rig/act.mjs)
 *   steps:
 *     - change: { manifest: … }                              before the drive
 *       during: [{ on: attempt-started two, change: …, end: { two: { output: 1 } } }]
 *       expect: { status, executed, checkpoint, notices }
 *
 * A change writes the parts of the project that it names, then: `children`, `edit` (texts in a file that are replaced),
 * `replace` (files, by rename), `remove`, `git` (commands, in order). In the texts of manifests and files
 * `<subject review>` stands for the digest of what that gate asked about last, `<subject review 1>` in its first round.
 *
 * The clock of a step is a minute fast, so that what was just written has been at rest for long; `at: 8d` sets it
 * another time ahead of the machine's, `at: -1h` back.
 *
 * `during` is taken in order: each waits for its event (`manifest-read`: the runner took in an edit), then changes
 * files and ends stages that are held open. `executed` lists tasks in the order in which they were executed in this
 * step; `in_any_order` sorts both. `checkpoint` is compared where it says something: a map by its keys, a list item by
 * item, `<absent>` for a key that must not be there, `<any>` for one that must.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import type { RunOutcome } from '../../src/app/types.ts';
import type { Result } from '../../src/model/brand.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import { isJsonObject, type Json } from '../../src/model/json.ts';
import { checkpointTasks } from '../../src/report/checkpoint-tasks.ts';
import type { Outcome } from '../rig/control-socket.ts';
import { type DriveEvent, type Parts, stage, TestProject } from '../rig/project.ts';

interface Change extends Parts {
  readonly children?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly edit?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly replace?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
  readonly git?: readonly (readonly string[])[];
}

interface During {
  /** Type of an event, and the task that it is about. */
  readonly on: string;
  readonly change?: Change;
  readonly end?: Readonly<Record<string, Outcome>>;
}

interface Step {
  readonly at?: string;
  readonly change?: Change;
  readonly during?: readonly During[];
  readonly expect: {
    /** Of the checkpoint; left out where the run has none. */
    readonly status?: string;
    /** Codes of what the run could not be started for; the checkpoint is the one of before. */
    readonly refused?: readonly string[];
    readonly executed?: readonly string[];
    readonly in_any_order?: boolean;
    readonly worked?: boolean;
    readonly checkpoint?: Json;
    readonly notices?: readonly string[];
    /** Most stages that were open at once. */
    readonly at_most?: number;
    /** Files and folders that must not be there, and texts of files that must. */
    readonly missing?: readonly string[];
    readonly contents?: Readonly<Record<string, string>>;
    /** Files that are the same after the step as before it, byte for byte. */
    readonly untouched?: readonly string[];
    /** How often an event came: `gate-reminded review: 1`. */
    readonly heard?: Readonly<Record<string, number>>;
    /** How many processes are left in the project's folder. */
    readonly processes?: number;
  };
}

type Expected = Step['expect'];

export interface Scenario extends Change {
  readonly title: string;
  readonly steps: readonly Step[];
}

export function scenarios(): readonly (readonly [file: string, Scenario])[] {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.yaml'));
  return files.sort().flatMap((file) => {
    const all = parse(readFileSync(path.join(import.meta.dirname, file), 'utf8')) as readonly Scenario[];
    return all.map((scenario) => [file, scenario] as const);
  });
}

export async function play(scenario: Scenario): Promise<void> {
  await using project = await TestProject.make();
  apply(project, scenario);
  for (const [nth, step] of scenario.steps.entries()) await playStep(project, step, `step ${nth + 1}`);
}

async function playStep(project: TestProject, step: Step, name: string): Promise<void> {
  const { expect } = step;
  project.ahead = milliseconds(step.at ?? '1m');
  apply(project, step.change ?? {});
  project.forgetExecutions();
  const untouched = (expect.untouched ?? []).map((file) => [file, project.bytes(file)] as const);
  const script = new Director(project, step.during ?? []);
  const heard: DriveEvent[] = [];
  const outcome = await project.tryDrive({ onEvent: (event) => void heard.push(script.heard(event)) });
  await script.finish(name);
  const codes = outcome.ok ? [] : outcome.error.map(({ code }) => code);
  assert.deepEqual(codes, expect.refused ?? [], `${name}: refused: ${JSON.stringify(outcome)}`);
  if (outcome.ok) checkOutcome(outcome.value, expect, name);
  for (const [event, times] of Object.entries(expect.heard ?? {}))
    assert.equal(heard.filter((one) => fits(one, event)).length, times, `${name}: ${event}`);
  for (const [file, bytes] of untouched) assert.ok(bytes.equals(project.bytes(file)), `${name}: ${file} was changed`);
  checkFiles(project, expect, name);
  if (expect.status !== undefined) await checkCheckpoint(project, expect, `${name}: ${told(outcome)}`);
}

const told = (outcome: Result<RunOutcome, unknown>): string =>
  outcome.ok ? JSON.stringify({ errors: outcome.value.checkpoint.errors, notices: outcome.value.notices }) : 'refused';

function checkOutcome({ worked, notices }: RunOutcome, expect: Expected, name: string): void {
  if (expect.worked !== undefined) assert.equal(worked, expect.worked, `${name}: worked`);
  const codes = notices.map(({ code }) => code);
  if (expect.notices) assert.deepEqual(codes, expect.notices, `${name}: notices`);
}

function checkFiles(project: TestProject, expect: Expected, name: string): void {
  if (expect.executed) {
    const order = (list: readonly string[]) => (expect.in_any_order ? list.toSorted() : [...list]);
    assert.deepEqual(order(project.started()), order(expect.executed), `${name}: executed`);
  }
  const most = mostAtOnce(project.executions());
  assert.ok(most <= (expect.at_most ?? most), `${name}: ${most} were open at once`);
  for (const file of expect.missing ?? []) assert.ok(!project.has(file), `${name}: ${file} is there`);
  for (const [file, text] of Object.entries(expect.contents ?? {})) assert.equal(project.text(file), text, name);
  if (expect.processes !== undefined) assert.equal(project.processes().length, expect.processes, `${name}: processes`);
}

async function checkCheckpoint(project: TestProject, expect: Expected, shown: string): Promise<void> {
  const checkpoint = await project.checkpoint();
  assert.equal(checkpoint.status, expect.status, shown);
  const expected = expect.checkpoint === undefined ? {} : placed(project, expect.checkpoint);
  assert.deepEqual(misfits(checkpoint as unknown as Json, expected, ''), [], shown);
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(text: string): number {
  const [, count = '', unit = ''] = /^(-?\d+)([smhd])$/.exec(text) ?? [];
  const factor = UNITS[unit];
  assert.ok(factor, `${text} is no time`);
  return Number(count) * factor;
}

/** Stages may be written as a map of what differs from the usual one (rig/project.ts). */
function apply(project: TestProject, change: Change): void {
  const { pipeline, manifest, files, children = {}, edit = {}, replace = {}, remove = [], git = [] } = change;
  project.change({
    ...change,
    ...(pipeline ? { pipeline: completed(pipeline) } : {}),
    ...(manifest ? { manifest: placed(project, manifest) } : {}),
    ...(files ? { files: placed(project, files) } : {}),
  });
  for (const [name, child] of Object.entries(children)) {
    project.put(`pipelines/${name}.yaml`, stringify(completed(child)));
  }
  for (const [file, texts] of Object.entries(edit)) project.put(file, edited(project.text(file), texts));
  for (const [file, text] of Object.entries(placed(project, replace))) project.replace(file, text);
  for (const file of remove) project.remove(file);
  for (const args of git) project.git(...args);
}

function edited(text: string, texts: Readonly<Record<string, string>>): string {
  return Object.entries(texts).reduce((before, [from, to]) => {
    assert.ok(before.includes(from), `there is no ${JSON.stringify(from)} in ${before}`);
    return before.replace(from, () => to);
  }, text);
}

/** The value with its `<subject …>` filled in. */
function placed<T>(project: TestProject, value: T): T {
  const text = JSON.stringify(value).replace(/<subject ([^ >]+)(?: (\d+))?>/g, (_, gate: string, nth?: string) =>
    subjectOf(project, gate, nth === undefined ? null : Number(nth)),
  );
  return JSON.parse(text) as T;
}

/** @param iteration null: the last one. */
function subjectOf(project: TestProject, gate: string, iteration: number | null): string {
  const { stages } = JSON.parse(project.text('runs/r.checkpoint.json')) as Checkpoint;
  const found = [...checkpointTasks({ stages })].find(({ address }) => address === gate)?.task;
  const rounds = [...(found?.earlier_approvals ?? []), ...(found?.approval ? [found.approval] : [])];
  const round = iteration === null ? rounds.at(-1) : rounds.find((one) => one.iteration === iteration);
  assert.ok(round, `${gate} has no round ${iteration ?? ''}`);
  return round.subject;
}

function completed(pipeline: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const all = (stages: unknown): Json | undefined =>
    isJsonObject(stages)
      ? Object.fromEntries(Object.entries(stages).map(([id, own]) => [id, stage(isJsonObject(own) ? own : {})]))
      : undefined;
  const { stages, finally: finals, ...rest } = pipeline;
  return { ...rest, stages: all(stages), ...(finals ? { finally: all(finals) } : {}) };
}

/** Waits for events in the order of the script and does what it says. */
class Director {
  readonly #project: TestProject;
  readonly #left: During[];
  readonly #doing: Promise<void>[] = [];

  constructor(project: TestProject, during: readonly During[]) {
    this.#project = project;
    this.#left = [...during];
  }

  heard(event: DriveEvent): DriveEvent {
    const [next] = this.#left;
    if (!next || !fits(event, next.on)) return event;
    this.#left.shift();
    apply(this.#project, next.change ?? {});
    for (const [task, outcome] of Object.entries(next.end ?? {})) this.#doing.push(this.#end(task, outcome));
    return event;
  }

  async finish(name: string): Promise<void> {
    await Promise.all(this.#doing);
    assert.deepEqual(this.#left, [], `${name}: these events never came`);
  }

  async #end(task: string, outcome: Outcome): Promise<void> {
    (await this.#project.control.next(task)).end(outcome);
  }
}

function fits(event: DriveEvent, on: string): boolean {
  const [type, task] = on.split(' ');
  return event.type === type && (task === undefined || ('task' in event && event.task === task));
}

function mostAtOnce(lines: readonly string[]): number {
  let [open, most] = [0, 0];
  for (const line of lines) {
    open += line.startsWith('start ') ? 1 : line.startsWith('end ') ? -1 : 0;
    most = Math.max(most, open);
  }
  return most;
}

/** Where `actual` differs from what is said of it. */
function misfits(actual: Json | undefined, expected: Json, at: string): readonly string[] {
  if (expected === '<any>') return actual === undefined ? [`${at} is not there`] : [];
  if (expected === '<absent>') return actual === undefined ? [] : [`${at} is there: ${JSON.stringify(actual)}`];
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return [`${at} is ${JSON.stringify(actual)}, not ${expected.length} of ${JSON.stringify(expected)}`];
    return expected.flatMap((one: Json, i) => misfits(actual[i] as Json, one, `${at}[${i}]`));
  }
  if (isJsonObject(expected)) {
    if (!isJsonObject(actual)) return [`${at} is ${JSON.stringify(actual)}`];
    return Object.entries(expected).flatMap(([key, one]) => misfits(actual[key], one, `${at}.${key}`));
  }
  return Object.is(actual, expected) ? [] : [`${at} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`];
}
