/** What runs of one process share of models: their ledger of calls, when the disk gets in its way. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { DurableError } from '../../src/adapters/disk/error.ts';
import { modelServer } from '../rig/model-server.ts';
import { TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 30_000 };
const ASKS = { stages: { idea: { uses: 'llm', with: { provider: 'writer', text: 'x' } } } };
const LEDGER = '.pipeline-runner/calls.db';

test(
  'a call ledger that the disk refused once is opened by the next run, and every message is shown',
  LIMIT,
  async () => {
    await using project = await TestProject.make({
      pipeline: ASKS,
      config: { providers: { writer: { type: 'offline' } } },
    });
    project.put(`${LEDGER}/in-the-way`, '');
    await assert.rejects(project.drive(), DurableError);
    await turn(); // an error that is nobody's is told by now
    project.remove(LEDGER);
    const { checkpoint } = await project.drive();
    assert.equal(checkpoint.status, 'completed');
  },
);

test('a ledger that is damaged during the work of others is reported to the run that notices it', LIMIT, async () => {
  await using project = await TestProject.make({
    pipeline: ASKS,
    config: { providers: { writer: { type: 'offline' } } },
  });
  await project.drive();
  project.put('runs/second.yaml', 'pipeline: main\n');
  project.put(LEDGER, 'x'.repeat(5_000));
  await project.drive({ run: 'second' });
  const { status, diagnostics = [] } = await project.checkpoint('second');
  assert.deepEqual([status, diagnostics.map(({ code }) => code)], ['completed', ['ledger/damaged']]);
});

test(
  'an answer that arrives after the time limit of the run is waited for and stored, and `retry` uses it',
  LIMIT,
  async () => {
    await using server = await modelServer();
    const idea = { ...ASKS.stages.idea, timeout: '300ms' };
    await using project = await TestProject.make({
      pipeline: { stages: { idea } },
      config: { providers: { writer: { type: 'openai-compatible', model: 'm', base_url: server.url } } },
      files: { 'runs/first.yaml': 'pipeline: main\n' },
    });
    await project.drive({ run: 'first' }); // so that all is loaded
    const before = server.ledger.length;
    const late = Promise.withResolvers<void>();
    // biome-ignore lint/suspicious/noThenProperty: what the server does afterwards; nobody awaits a step
    server.next({ type: 'hold', until: late.promise, then: { type: 'answer' } });
    const onEvent = ({ type }: { readonly type: string }) => {
      if (type === 'attempt-failed') late.resolve();
    };
    assert.equal((await project.drive({ onEvent })).checkpoint.status, 'failed');
    project.put('runs/r.yaml', 'pipeline: main\nrerun: 2\n');
    const { checkpoint } = await project.drive();
    assert.deepEqual([checkpoint.status, server.ledger.length - before], ['completed', 1]);
  },
);

test(
  'between two runs of one process the state of the project may be deleted, because no file of it is open',
  LIMIT,
  async () => {
    await using project = await TestProject.make({
      pipeline: ASKS,
      config: { providers: { writer: { type: 'offline' } } },
    });
    await project.drive();
    await turn();
    assert.deepEqual(openFiles(project.root), []);
    project.remove('.pipeline-runner');
    project.put('runs/second.yaml', 'pipeline: main\n');
    const { checkpoint } = await project.drive({ run: 'second' });
    assert.equal(checkpoint.status, 'completed');
  },
);

/** Of this process below a folder. Linux only: elsewhere none is found. */
function openFiles(folder: string): readonly string[] {
  if (!existsSync('/proc/self/fd')) return [];
  const all = readdirSync('/proc/self/fd').flatMap((fd) => linkIfThere(`/proc/self/fd/${fd}`));
  return all.filter((file) => file.startsWith(`${folder}/`));
}

/** The one by which the folder was listed is gone by now. */
function linkIfThere(fd: string): readonly string[] {
  try {
    return [readlinkSync(fd)];
  } catch {
    return [];
  }
}
