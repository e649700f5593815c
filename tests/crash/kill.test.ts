/**
 * SIGKILL of our own runner, at random instants and at single operations on files: the run always completes, and
 *
 * K1. no task that was recorded as completed is executed again;
 * K2. every checkpoint that was ever seen parses and verifies;
 * K3. at the end there are no temporary files, no staging, no journals and no processes.
 *
 * `KILLS=200 node --test tests/crash/kill.test.ts` for a longer look; `SEED` for another one.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as instant } from 'node:timers/promises';
import { loadCheckpointCheck } from '../../src/adapters/checkpoint-schema.ts';
import { type Verdict, verifyText } from '../../src/adapters/checkpoint-text.ts';
import { readRun } from '../../src/app/read-run.ts';
import { runId } from '../../src/model/brand.ts';
import { checkpointTasks } from '../../src/report/checkpoint-tasks.ts';
import { Luck } from '../rig/luck.ts';
import { isEvent, TestProject } from '../rig/project.ts';

const KILLS = Number(process.env.KILLS ?? 25);
const SEED = Number(process.env.SEED ?? 20261121);
const LIMIT = { timeout: 60_000 + KILLS * 5_000 };

const step = (...args: readonly string[]) => ({ uses: 'command', with: { argv: ['sh', 'tools/step.sh', ...args] } });
const STEP = `task="\${PIPELINE_RUNNER_TASK#*/}"
echo "start $PIPELINE_RUN $task" >> executions.log
if [ "$1" = flaky ] && [ "$PIPELINE_ATTEMPT" = 1 ]; then exit 1; fi
printf '%s' "$task" > "$PIPELINE_ARTIFACTS/made.txt"
if [ "$1" = large ]; then printf '"%06000d"' 7; else printf '"%s"' "$task"; fi > "$PIPELINE_OUTPUT"
echo "end $PIPELINE_RUN $task" >> executions.log
`;
const DEFAULTS = { retry: { attempts: 3, min: '5ms', max: '20ms', max_lost: 1000 } };
const PARTS = {
  config: { concurrency: 3, grace: '200ms' },
  files: {
    'tools/step.sh': STEP,
    'pipelines/child.yaml': JSON.stringify({
      defaults: DEFAULTS,
      stages: { script: step(), speak: { ...step('flaky'), needs: ['script'] } },
      outputs: { said: '${{ stages.speak.output }}' },
    }),
  },
  pipeline: {
    defaults: DEFAULTS,
    stages: {
      first: step('large'),
      parts: {
        ...step('flaky', '${{ stages.first.output.size() }}'),
        foreach: "${{ ['a', 'b', 'c', 'd'] }}",
        key: '${{ item }}',
      },
      shows: { uses: 'pipeline', foreach: "${{ ['x', 'y'] }}", key: '${{ item }}', with: { pipeline: 'child' } },
      cached: { ...step(), cache: true, needs: ['parts'] },
      page: {
        uses: 'write',
        with: { text: '{{ it }}', vars: { it: '${{ stages.shows.output[0].said }}' }, to: 'page.md' },
      },
      last: { ...step('${{ stages.page.artifacts.page.path }}'), needs: ['cached'] },
    },
    outputs: { last: '${{ stages.last.output }}' },
    finally: { tell: step() },
  },
};

const failures = async (project: TestProject, run: string): Promise<string> =>
  JSON.stringify((await project.checkpoint(run)).errors);

/** Everything that is watched over the kills of one project. */
class Witness implements Disposable {
  readonly #project: TestProject;
  readonly #check: (text: string) => Verdict;
  readonly #watcher: ReturnType<typeof watch>;
  /** `run task` -> how many lines the log of executions had when it was seen to be completed. */
  readonly #completed = new Map<string, number>();
  readonly #bad: string[] = [];
  seen = 0;

  private constructor(project: TestProject, check: (text: string) => Verdict) {
    this.#project = project;
    this.#check = check;
    this.#watcher = watch(project.at('runs'), (_, file) => file?.endsWith('.checkpoint.json') && this.#look(file));
  }

  static async of(project: TestProject): Promise<Witness> {
    const check = await loadCheckpointCheck();
    return new Witness(project, (text) => verifyText(text, check));
  }

  /** K1, after a kill: what is recorded now is recorded for good. */
  async record(run: string): Promise<void> {
    const view = await readRun(await this.#project.open(), runId(run));
    assert.ok(view.ok, JSON.stringify(view));
    const { checkpoint, notices } = view.value;
    assert.deepEqual(notices, []);
    const tasks = checkpoint ? [...checkpointTasks(checkpoint)] : [];
    const done = new Set(
      tasks.filter(({ task }) => task.status === 'completed').map(({ address }) => `${run} ${address}`),
    );
    for (const task of this.#completed.keys())
      if (task.startsWith(`${run} `))
        assert.ok(done.has(task), `${task} was recorded as completed, and is not any more`);
    const lines = this.#project.executions().length;
    for (const task of done) if (!this.#completed.has(task)) this.#completed.set(task, lines);
  }

  verify(seed: string): void {
    const lines = this.#project.executions();
    for (const [task, from] of this.#completed) {
      const again = lines.slice(from).filter((line) => line === `start ${task}`);
      assert.deepEqual(again, [], `${task} was executed again after it was recorded (${seed})`);
    }
    assert.deepEqual(this.#bad, [], seed);
    assert.deepEqual(leftovers(this.#project), [], seed);
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

/** K3. */
function leftovers(project: TestProject): readonly string[] {
  const temporary = project.files().filter((file) => file.endsWith('.tmp'));
  const state = ['journal', 'staging'].flatMap((folder) => project.files(`.pipeline-runner/${folder}`));
  return [...temporary, ...state, ...project.processes().map((pid) => `process ${pid}`)];
}

test(`a runner that is killed ${KILLS} times at random instants (seed ${SEED})`, LIMIT, async () => {
  const luck = new Luck(SEED);
  await using project = await TestProject.make(PARTS);
  using witness = await Witness.of(project);
  let [kills, runs] = [0, 1];
  const run = (): string => `r${runs}`;
  const begin = (): void => project.put(`runs/${run()}.yaml`, 'pipeline: main\n');
  begin();
  while (kills < KILLS) {
    const child = project.start('run', run(), '--json');
    // Half of them while the program starts and opens the run, half while it works.
    if (luck.chance(0.6)) await child.event(isEvent('execution-started')).catch(() => {});
    await Promise.race([instant(luck.int(0, 250)), child.ended]);
    const { signal, code, err } = await child.kill();
    await witness.record(run());
    if (signal === 'SIGKILL') {
      kills++;
      continue;
    }
    assert.equal(code, 0, `${err} ${await failures(project, run())}`);
    witness.verify(`seed ${SEED}, after ${kills} kills`);
    runs++;
    begin();
  }
  const last = await project.start('run', run(), '--json').ended;
  assert.equal(last.code, 0, last.err);
  await witness.record(run());
  witness.verify(`seed ${SEED}`);
  assert.ok(witness.seen > 0);
});

const DRIVER = path.join(import.meta.dirname, 'fixtures/drive.ts');
interface Driven {
  readonly signal: NodeJS.Signals | null;
  readonly status: string | null;
  readonly count: number;
}

async function driven(project: TestProject, ...args: readonly string[]): Promise<Driven> {
  const child = spawn(process.execPath, [DRIVER, project.root, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (signal !== null) return { signal, status: null, count: 0 };
  assert.equal(code, 0, err);
  return { signal, ...(JSON.parse(out) as { status: string; count: number }) };
}

test(`a runner that kills itself at ${KILLS} operations on files (seed ${SEED})`, LIMIT, async () => {
  const luck = new Luck(SEED);
  await using whole = await TestProject.make(PARTS);
  const { count } = await driven(whole);
  assert.ok(count > 100);
  for (let i = 0; i < KILLS; i++) {
    // One in each stretch of the run.
    const nth = Math.floor((count * (i + luck.draw())) / KILLS) + 1;
    const when = luck.pick(['before', 'half', 'after']);
    const name = `operation ${nth} of about ${count}, ${when}, seed ${SEED}`;
    await using project = await TestProject.make(PARTS);
    using witness = await Witness.of(project);
    const first = await driven(project, String(nth), when);
    await witness.record('r');
    if (first.signal === null) continue;
    assert.equal((await driven(project)).status, 'completed', `${name} ${await failures(project, 'r')}`);
    await witness.record('r');
    witness.verify(name);
    assert.equal(project.text('runs/r.run/parts/c/made.txt'), 'parts[c]', name);
  }
});
