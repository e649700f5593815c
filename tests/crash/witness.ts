/** What is watched over the kills of one project. */
import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { loadCheckpointCheck } from '../../src/adapters/checkpoint/schema.ts';
import { type Verdict, verifyText } from '../../src/adapters/checkpoint/text.ts';
import { readRun } from '../../src/app/read-run.ts';
import type { Project } from '../../src/app/types.ts';
import { runId } from '../../src/model/brand.ts';
import { checkpointTasks } from '../../src/report/checkpoint-tasks.ts';
import type { TestProject } from '../rig/project.ts';
import { leftovers } from './graph.ts';

export class Witness implements Disposable {
  readonly #project: TestProject;
  /** Its config stays as it is. */
  readonly #opened: Project;
  readonly #check: (text: string) => Verdict;
  readonly #watcher: ReturnType<typeof watch>;
  /** `run generation task` -> how many lines the log of executions had when it was seen to be completed. */
  readonly #completed = new Map<string, number>();
  readonly #bad: string[] = [];
  seen = 0;

  private constructor(project: TestProject, opened: Project, check: (text: string) => Verdict) {
    this.#project = project;
    this.#opened = opened;
    this.#check = check;
    this.#watcher = watch(project.at('runs'), (_, file) => file?.endsWith('.checkpoint.json') && this.#look(file));
  }

  static async of(project: TestProject): Promise<Witness> {
    const check = await loadCheckpointCheck();
    return new Witness(project, await project.open(), (text) => verifyText(text, check));
  }

  /** K1, after a kill: what is recorded now is recorded for good. */
  async record(run: string, where: string): Promise<void> {
    const view = await readRun(this.#opened, runId(run));
    assert.ok(view.ok, `${where}: ${JSON.stringify(view)}`);
    const { checkpoint, notices } = view.value;
    assert.deepEqual(notices, [], where);
    const tasks = checkpoint ? [...checkpointTasks(checkpoint)] : [];
    const generation = `${run} ${checkpoint?.generation ?? 1}`;
    const completed = tasks.filter(({ task }) => task.status === 'completed');
    const done = new Set(completed.map(({ address }) => `${generation} ${address}`));
    for (const task of this.#completed.keys()) {
      if (!task.startsWith(`${generation} `)) continue;
      assert.ok(done.has(task), `${task} was recorded as completed, and is not any more (${where})`);
    }
    const lines = this.#project.executions().length;
    for (const task of done) if (!this.#completed.has(task)) this.#completed.set(task, lines);
  }

  /** At the end of a run: K1, K2, K3. @param generation the one that was driven. */
  verify(where: string, generation = 1): void {
    const lines = this.#project.executions();
    for (const [task, from] of this.#completed) {
      const [run, made, address] = task.split(' ');
      if (made !== String(generation)) continue;
      const again = lines.slice(from).filter((line) => line === `start ${run} ${address}`);
      assert.deepEqual(again, [], `${task} was executed again after it was recorded (${where})`);
    }
    assert.deepEqual(this.#bad, [], where);
    assert.deepEqual(leftovers(this.#project), [], where);
  }

  [Symbol.dispose](): void {
    this.#watcher.close();
  }

  /** K2. */
  #look(file: string): void {
    if (!this.#project.has(`runs/${file}`)) return;
    const verdict = this.#check(this.#project.text(`runs/${file}`));
    this.seen += 1;
    if (verdict.type !== 'good') this.#bad.push(JSON.stringify(verdict));
  }
}
