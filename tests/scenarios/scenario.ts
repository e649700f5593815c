/**
 * One scenario file: a project, and steps that change it, drive its run and say what must stand in the checkpoint.
 *
 *   pipeline, children, manifest, config, script, files      the project (rig/project.ts, rig/act.mjs)
 *   steps:
 *     - change: { manifest: … }                              before the drive
 *       during: [{ on: attempt-started two, change: …, end: { two: { output: 1 } } }]
 *       expect: { status, executed, checkpoint, notices }
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
import { isJsonObject, type Json } from '../../src/model/json.ts';
import type { Outcome } from '../rig/door.ts';
import { type Heard, type Parts, stage, TestProject } from '../rig/project.ts';

interface Change extends Parts {
  readonly children?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly remove?: readonly string[];
}

interface During {
  /** Type of an event, and the task that it is about. */
  readonly on: string;
  readonly change?: Change;
  readonly end?: Readonly<Record<string, Outcome>>;
}

interface Step {
  readonly change?: Change;
  readonly during?: readonly During[];
  readonly expect: {
    readonly status: string;
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
    /** How many processes are left in the project's folder. */
    readonly processes?: number;
  };
}

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
  apply(project, step.change ?? {});
  project.forgetExecutions();
  const script = new Director(project, step.during ?? []);
  const outcome = await project.drive({ onEvent: (event) => script.heard(event) });
  await script.finish(name);
  const checkpoint = await project.checkpoint();
  const shown = `${name}: ${JSON.stringify({ errors: checkpoint.errors, notices: outcome.notices })}`;
  assert.equal(checkpoint.status, expect.status, shown);
  if (expect.executed) {
    const order = (list: readonly string[]) => (expect.in_any_order ? list.toSorted() : [...list]);
    assert.deepEqual(order(project.started()), order(expect.executed), `${name}: executed`);
  }
  const most = mostAtOnce(project.executions());
  assert.ok(most <= (expect.at_most ?? most), `${name}: ${most} were open at once`);
  for (const file of expect.missing ?? []) assert.ok(!project.has(file), `${name}: ${file} is there`);
  for (const [file, text] of Object.entries(expect.contents ?? {})) assert.equal(project.text(file), text, name);
  if (expect.processes !== undefined) assert.equal(project.processes().length, expect.processes, `${name}: processes`);
  if (expect.worked !== undefined) assert.equal(outcome.worked, expect.worked, `${name}: worked`);
  if (expect.notices)
    assert.deepEqual(
      outcome.notices.map(({ code }) => code),
      expect.notices,
      `${name}: notices`,
    );
  if (expect.checkpoint) assert.deepEqual(misfits(checkpoint as unknown as Json, expect.checkpoint, ''), [], name);
}

/** Stages may be written as a map of what differs from the usual one (rig/project.ts). */
function apply(project: TestProject, change: Change): void {
  const { pipeline, children = {}, remove = [] } = change;
  project.change({ ...change, ...(pipeline ? { pipeline: completed(pipeline) } : {}) });
  for (const [name, child] of Object.entries(children)) {
    project.put(`pipelines/${name}.yaml`, stringify(completed(child)));
  }
  for (const file of remove) project.remove(file);
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

  heard(event: Heard): void {
    const [next] = this.#left;
    if (!next || !fits(event, next.on)) return;
    this.#left.shift();
    apply(this.#project, next.change ?? {});
    for (const [task, outcome] of Object.entries(next.end ?? {})) this.#doing.push(this.#end(task, outcome));
  }

  async finish(name: string): Promise<void> {
    await Promise.all(this.#doing);
    assert.deepEqual(this.#left, [], `${name}: these events never came`);
  }

  async #end(task: string, outcome: Outcome): Promise<void> {
    (await this.#project.door.next(task)).end(outcome);
  }
}

function fits(event: Heard, on: string): boolean {
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
