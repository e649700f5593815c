/** The engine from outside: the library, retries over restarts, times, progress and history. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { InvalidRunError, runPipeline } from '../../src/index.ts';
import type { Event } from '../../src/model/event.ts';
import type { Json } from '../../src/model/json.ts';
import { isEvent, stage, stageIn, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 20_000 };

test('runPipeline drives a run, reports its events in order and resolves with its outcome', LIMIT, async () => {
  await using project = await TestProject.make({
    pipeline: { stages: { one: stage() }, outputs: { word: '${{ stages.one.output }}' } },
    script: { one: [{ output: 'hello', events: [{ progress: { done: 1, total: 2, label: 'half' } }] }] },
  });
  const events: Event[] = [];
  const onEvent = (event: Event, run: string): void => {
    assert.equal(run, 'r');
    events.push(event);
  };
  const outcome = await runPipeline('runs/r.yaml', { root: project.root, onEvent });
  assert.equal(outcome.status, 'completed');
  assert.deepEqual(outcome.outputs, { word: 'hello' });
  assert.equal(outcome.worked, true);
  assert.equal(outcome.interrupted, false);
  const { digest: _, ...stored } = await project.checkpoint();
  assert.deepEqual(JSON.parse(JSON.stringify(outcome.checkpoint)), stored);
  assert.deepEqual(
    events.map(({ type }) => type),
    [
      'generation-started',
      'execution-started',
      'stage-expanded',
      'task-prepared',
      'attempt-started',
      'attempt-progressed',
      'attempt-succeeded',
      'run-ended',
      'finals-ended',
      'execution-ended',
    ].filter((type) => type !== 'finals-ended'),
  );
  const again = await runPipeline('r', { root: project.root });
  assert.deepEqual([again.status, again.worked], ['completed', false]);
});

test('runPipeline stops when its signal is aborted, and continues when it is called again', LIMIT, async () => {
  await using project = await TestProject.make({
    pipeline: { stages: { one: stage({ retry: { attempts: 1 } }), two: stage({ needs: ['one'] }) } },
    script: { one: [{ hold: true }, { output: 1 }] },
  });
  const stop = new AbortController();
  const held = project.control.next('one').then((stageHeld) => {
    stop.abort();
    return stageHeld.gone;
  });
  const outcome = await runPipeline('runs/r.yaml', { root: project.root, signal: stop.signal });
  await held;
  assert.deepEqual([outcome.status, outcome.interrupted], ['running', true]);
  assert.deepEqual(
    stageIn(outcome.checkpoint, 'one').attempts?.map(({ outcome: how, reason }) => [how, reason]),
    [['cancellation', 'shutdown']],
  );
  const again = await runPipeline('runs/r.yaml', { root: project.root });
  assert.equal(again.status, 'completed');
  assert.deepEqual(
    stageIn(again.checkpoint, 'one').attempts?.map(({ n, outcome: how }) => [n, how]),
    [
      [1, 'cancellation'],
      [2, 'success'],
    ],
  );
  assert.deepEqual(
    again.checkpoint.executions.map(({ reason }) => reason),
    ['shutdown', 'rest'],
  );
});

test('a signal that is already aborted starts no stage', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline: { stages: { one: stage() } } });
  const outcome = await runPipeline('r', { root: project.root, signal: AbortSignal.abort() });
  assert.equal(outcome.interrupted, true);
  assert.deepEqual(project.started(), []);
  assert.equal((await runPipeline('r', { root: project.root })).status, 'completed');
});

test('runPipeline throws the diagnostics of an invalid manifest or pipeline', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline: { stages: { one: stage({ needs: ['oen'] }) } } });
  await assert.rejects(runPipeline('r', { root: project.root }), (error: unknown) => {
    assert.ok(error instanceof InvalidRunError);
    assert.deepEqual(
      error.diagnostics.map(({ code }) => code),
      ['pipeline/unknown-need'],
    );
    return true;
  });
  await assert.rejects(runPipeline('nobody', { root: project.root }), InvalidRunError);
});

test('a run that is killed during a backoff continues with the remaining attempts and delay', LIMIT, async () => {
  const retry = { attempts: 3, min: '1500ms', max: '1500ms', jitter: false };
  await using project = await TestProject.make({
    pipeline: { stages: { one: stage({ retry }) } },
    script: { one: [{ exit: 1 }] },
  });
  const child = project.start('run', 'r', '--json');
  const failed = await child.event(isEvent('attempt-failed', 'one'));
  await child.kill();
  assert.ok(failed.type === 'attempt-failed' && failed.retryAt !== null);
  const started: Event[] = [];
  const outcome = await project.drive({
    onEvent: (event) => {
      if (event.type === 'attempt-started') started.push(event);
    },
  });
  assert.equal(outcome.checkpoint.status, 'failed');
  const { attempts = [] } = stageIn(outcome.checkpoint, 'one');
  assert.deepEqual(
    attempts.map(({ n, outcome: how }) => [n, how]),
    [
      [1, 'failure'],
      [2, 'failure'],
      [3, 'failure'],
    ],
  );
  const second = Date.parse(attempts[1]?.started_at ?? '');
  assert.ok(second >= failed.retryAt, 'the second attempt did not wait for the rest of the delay');
  assert.equal(started.length, 2);
});

test('a run that waits for a retry says `backoff` and the time in its checkpoint', LIMIT, async () => {
  const retry = { attempts: 2, min: '1h', max: '1h', jitter: false };
  await using project = await TestProject.make({
    pipeline: { stages: { one: stage({ retry }) } },
    script: { one: [{ exit: 1 }, { output: 1 }] },
  });
  const stop = new AbortController();
  const onEvent = (event: { type: string }): void => {
    if (event.type === 'attempt-failed') stop.abort();
  };
  const { checkpoint, reason } = await project.drive({ onEvent, signal: stop.signal });
  assert.equal(reason, 'shutdown');
  const one = stageIn(checkpoint, 'one');
  assert.equal(one.status, 'backoff');
  assert.equal(one.retry_at, one.attempts?.[0]?.retry_at);
});

test('reported progress keeps a silent stage alive, and is in the checkpoint', LIMIT, async () => {
  const idle = 1500;
  await using project = await TestProject.make({
    pipeline: { stages: { one: stage({ idle_timeout: `${idle}ms` }) } },
    script: { one: [{ hold: true }] },
  });
  let heard = Promise.withResolvers<number>();
  const driven = project.drive({
    onEvent: (event) => {
      if (event.type === 'attempt-progressed') heard.resolve(event.progress.done);
    },
  });
  const held = await project.control.next('one');
  const began = performance.now();
  for (let done = 1; performance.now() - began < idle * 1.2; done++) {
    heard = Promise.withResolvers();
    held.tell({ progress: { done, total: 99, label: 'frame' } });
    assert.equal(await heard.promise, done);
  }
  held.end({ output: 1 });
  assert.equal((await driven).checkpoint.status, 'completed');
});

test('every transition is logged as one JSON line', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline: { stages: { one: stage() } } });
  await project.drive();
  const lines = project
    .text('.pipeline-runner/log.ndjson')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ run, event }) => [run, event]).filter(([, event]) => String(event).startsWith('attempt')),
    [
      ['r', 'attempt-started'],
      ['r', 'attempt-succeeded'],
    ],
  );
  for (const { time } of lines) assert.ok(!Number.isNaN(Date.parse(time)));
});

test(
  'two runs of one process share its slots without disturbing each other, and the same run is driven once',
  LIMIT,
  async () => {
    await using project = await TestProject.make({
      pipeline: { stages: { one: stage(), two: stage({ needs: ['one'] }) } },
      script: { one: [{ hold: true }] },
      files: { 'runs/other.yaml': 'pipeline: main\n' },
    });
    const first = runPipeline('r', { root: project.root });
    const held = await project.control.next('one');
    await assert.rejects(runPipeline('r', { root: project.root }), InvalidRunError);
    const second = runPipeline('other', { root: project.root });
    const other = await project.control.next('one');
    held.end({ output: 1 });
    other.end({ output: 2 });
    assert.deepEqual([(await first).status, (await second).status], ['completed', 'completed']);
  },
);

test('a run with nothing to do changes no byte of its checkpoint', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline: { stages: { one: stage() } } });
  await project.drive();
  const before = project.text('runs/r.checkpoint.json');
  assert.equal((await project.drive()).worked, false);
  assert.equal(project.text('runs/r.checkpoint.json'), before);
});

test('every kind of stage works together: TypeScript, HTTP, a template, a command', LIMIT, async () => {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    if (calls === 1) response.writeHead(503, { 'retry-after': '0' }).end('busy');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ path: request.url }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await using project = await TestProject.make({
      config: { http: { allow_private: [`127.0.0.1:${port}`] } },
      pipeline: {
        stages: {
          make: { uses: 'module', with: { module: 'tools/make.ts', args: { word: 'hello' } } },
          ask: {
            uses: 'http',
            retry: { attempts: 2, min: '5ms', max: '5ms' },
            with: { url: `http://127.0.0.1:${port}/\${{ stages.make.output.said }}` },
          },
          page: {
            uses: 'write',
            with: { text: '# {{ it }}', vars: { it: '${{ stages.ask.output.body.path }}' }, to: 'page.md' },
          },
          last: stage({ with: { argv: ['node', 'tools/act.mjs', '${{ stages.page.artifacts.page.path }}'] } }),
        },
      },
      files: {
        'tools/make.ts':
          'export default ({ args }: { args: { word: string } }) => ({ output: { said: args.word } });\n',
      },
    });
    const { checkpoint } = await project.drive();
    assert.equal(checkpoint.status, 'completed', JSON.stringify(checkpoint.errors));
    assert.deepEqual(
      stageIn(checkpoint, 'ask').attempts?.map(({ outcome }) => outcome),
      ['failure', 'success'],
    );
    assert.equal(project.text('runs/r.run/page/page.md'), '# /hello');
    assert.deepEqual(stageIn(checkpoint, 'last').result?.output, { value: ['runs/r.run/page/page.md'] });
  } finally {
    server.close();
  }
});

test('six hundred items are stored in a separate file; after an edit only the new one runs', LIMIT, async () => {
  const list = (from: number): Json => Array.from({ length: 600 }, (_, i) => `item ${i + from}`);
  const text = { text: '{{ it }}', vars: { it: '${{ item }}' }, to: 'clip.md' };
  await using project = await TestProject.make({
    pipeline: {
      inputs: {
        type: 'object',
        required: ['list'],
        properties: { list: { type: 'array', items: { type: 'string' } } },
      },
      stages: { clips: { uses: 'write', foreach: '${{ inputs.list }}', with: text } },
    },
    manifest: { inputs: { list: list(0) } },
  });
  const started: string[] = [];
  const onEvent = (event: { type: string; task?: string }): void => {
    if (event.type === 'attempt-started' && event.task) started.push(event.task);
  };
  await project.drive({ onEvent });
  assert.equal(started.length, 600);
  assert.ok(project.bytes('runs/r.checkpoint.json').length < 600_000);
  assert.deepEqual(project.files('runs/r.run/items'), ['runs/r.run/items/clips.jsonl']);
  project.change({ manifest: { inputs: { list: list(1) }, rerun: 2 } });
  started.length = 0;
  const { checkpoint } = await project.drive({ onEvent });
  assert.deepEqual([checkpoint.status, started.length], ['completed', 1]);
});

test('a lost attempt counts with its maximum cost for the budget', LIMIT, async () => {
  await using project = await TestProject.make({
    pipeline: { budget: { usd: 0.5 }, stages: { one: stage({ max_cost: 0.4 }) } },
    script: { one: [{ hold: true }] },
  });
  const child = project.start('run', 'r', '--json');
  await project.control.next('one');
  await child.kill();
  const { checkpoint } = await project.drive();
  assert.equal(checkpoint.status, 'budget_exceeded');
  assert.deepEqual([checkpoint.cost.usd_micros, checkpoint.cost.at_most_usd_micros], [0, 400_000]);
  assert.equal(checkpoint.pause?.needs_usd_micros, 800_000);
});
