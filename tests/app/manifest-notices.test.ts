/** What a checkpoint says of its manifest is so: a mistake that was mended is not said any more, an edit without effect is. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { startDaemon } from '../../src/app/daemon/watch.ts';
import { openProject } from '../../src/app/project.ts';
import { driveRun } from '../../src/app/run-session.ts';
import { runId } from '../../src/model/brand.ts';
import { TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 30_000 };
const NEVER = new AbortController().signal;
const RUN = runId('r');
const ECHO = {
  pipeline: {
    inputs: { type: 'object', properties: { topic: { type: 'string', default: 'tides' } } },
    stages: {
      one: { uses: 'write', with: { text: '{{ topic }}', vars: { topic: `\${{ inputs.topic }}` }, to: 'done.md' } },
    },
  },
};
const ASKS = {
  pipeline: {
    stages: {
      one: { uses: 'write', with: { text: 'done', to: 'done.md' } },
      look: { uses: 'approval', with: { subject: 'one' } },
    },
  },
};

type Pipeline = Parameters<typeof TestProject.make>[0];

/** A run that rests. */
async function rested(files: Pipeline): Promise<TestProject> {
  const project = await TestProject.make(files);
  project.put('runs/r.yaml', 'pipeline: main\n');
  await reconciled(project);
  return project;
}

/** What the daemon said meanwhile. */
async function reconciled({ root }: TestProject): Promise<readonly string[]> {
  const project = await openProject(root);
  assert.ok(project.ok);
  const said: string[] = [];
  const started = await startDaemon(project.value, {
    mode: 'once',
    news: 'poll',
    observers: [],
    say: (_, diagnostics) => said.push(...diagnostics.map(({ code }) => code)),
    stops: { stop: NEVER, hurry: NEVER },
  });
  assert.ok(started.ok);
  await using daemon = started.value;
  await daemon.work();
  return said;
}

const codes = async (project: TestProject): Promise<readonly string[]> =>
  ((await project.checkpoint('r')).diagnostics ?? []).map(({ code }) => code);

for (const [what, files, status] of [
  ['has ended', ECHO, 'completed'],
  ['waits for a person', ASKS, 'awaiting_approval'],
] as const) {
  test(`for a run that ${what}, a mistake in the manifest is reported until it is corrected`, LIMIT, async () => {
    await using project = await rested(files);
    project.put('runs/r.yaml', 'pipeline: main\npased: true\n');
    await reconciled(project);
    assert.deepEqual(await codes(project), ['format/unknown-key']);
    project.put('runs/r.yaml', 'pipeline: main\n');
    await reconciled(project);
    assert.deepEqual(await codes(project), []);
    assert.equal((await project.checkpoint('r')).status, status);
  });
}

test(
  'changed inputs of a run that has ended are reported as having no effect until they are changed back',
  LIMIT,
  async () => {
    await using project = await rested(ECHO);
    project.put('runs/r.yaml', 'pipeline: main\ninputs: { topic: rockets }\n');
    assert.deepEqual(await reconciled(project), ['run/frozen-changed']);
    assert.deepEqual(await codes(project), ['run/frozen-changed']);
    const { serial } = await project.checkpoint('r');
    await reconciled(project);
    assert.equal((await project.checkpoint('r')).serial, serial, 'it is written once');
    project.put('runs/r.yaml', 'pipeline: main\n');
    await reconciled(project);
    assert.deepEqual(await codes(project), []);
  },
);

test('defaults inside lists and maps of the inputs are no edit, but another entry is', LIMIT, async () => {
  const feed = { type: 'object', properties: { id: { type: 'string' }, weight: { type: 'number', default: 1 } } };
  const { topic } = ECHO.pipeline.inputs.properties;
  const inputs = { type: 'object', properties: { topic, feeds: { type: 'array', items: feed }, lead: feed } };
  const manifest = 'pipeline: main\ninputs: { feeds: [{ id: sea }], lead: { id: sky } }\n';
  await using project = await TestProject.make({ pipeline: { ...ECHO.pipeline, inputs } });
  project.put('runs/r.yaml', manifest);
  await reconciled(project);
  project.put('runs/r.yaml', `${manifest}labels: { show: kids }\n`);
  assert.deepEqual(await reconciled(project), []);
  project.put('runs/r.yaml', manifest.replace('{ id: sea }', '{ id: sea, weight: 2 }'));
  assert.deepEqual(await reconciled(project), ['run/frozen-changed']);
});

test(
  'a removed input is reported once as an edit, with its line; a default that is left out is not',
  LIMIT,
  async () => {
    const feed = { type: 'object', properties: { id: { type: 'string' }, weight: { type: 'number', default: 1 } } };
    const { topic } = ECHO.pipeline.inputs.properties;
    const inputs = { type: 'object', properties: { topic, lead: feed, feeds: { type: 'array', items: feed } } };
    await using project = await TestProject.make({ pipeline: { ...ECHO.pipeline, inputs } });
    const manifest = `pipeline: main
inputs:
  topic: rockets
  lead: { id: sky, weight: 2 }
  feeds: [{ id: sea, weight: 1 }]
`;
    const said = async (from: string | RegExp, to: string): Promise<readonly unknown[]> => {
      project.put('runs/r.yaml', manifest.replace(from, to));
      await reconciled(project);
      const { diagnostics = [], serial } = await project.checkpoint('r');
      await reconciled(project);
      assert.equal((await project.checkpoint('r')).serial, serial, 'it is said once');
      return diagnostics.map(({ code, at }) => [code, at && 'line' in at ? at.line : null]);
    };
    assert.deepEqual(await said('', ''), []);
    const told = [['run/frozen-changed', 2]];
    assert.deepEqual(await said('  topic: rockets\n', ''), told);
    assert.deepEqual(await said(', weight: 2', ''), told);
    assert.deepEqual(await said(', weight: 1', ''), [], 'it is the default');
    assert.deepEqual(await said(/inputs:.*/s, ''), [['run/frozen-changed', null]]);
    assert.deepEqual(await said('', ''), []);
  },
);

test('an input that is removed while the run waits for a person is reported', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline: { ...ASKS.pipeline, inputs: ECHO.pipeline.inputs } });
  project.put('runs/r.yaml', 'pipeline: main\ninputs: { topic: rockets }\n');
  await reconciled(project);
  project.put('runs/r.yaml', 'pipeline: main\ninputs: {}\n');
  await reconciled(project);
  assert.deepEqual(await codes(project), ['run/frozen-changed']);
});

test('for a removed pipeline no message suggests to adopt it', LIMIT, async () => {
  await using project = await rested(ECHO);
  rmSync(path.join(project.root, 'pipelines/main.yaml'));
  const opened = await openProject(project.root);
  assert.ok(opened.ok);
  const over = await driveRun(opened.value, RUN, { observers: [], stop: NEVER, hurry: NEVER });
  assert.ok(over.ok);
  const [told, ...others] = over.value.notices;
  assert.deepEqual([told?.code, others], ['run/frozen-changed', []]);
  assert.match(told?.message ?? '', /^pipelines\/main\.yaml has disappeared/);
  assert.match(told?.hint ?? '', /git checkout HEAD -- pipelines\/main\.yaml/);
});

test('a rerun adopts an edit, which is then no longer reported', LIMIT, async () => {
  await using project = await rested(ECHO);
  project.put('runs/r.yaml', 'pipeline: main\ninputs: { topic: rockets }\n');
  await reconciled(project);
  project.put('runs/r.yaml', 'pipeline: main\ninputs: { topic: rockets }\nrerun: 2\n');
  await reconciled(project);
  const { generation, diagnostics } = await project.checkpoint('r');
  assert.deepEqual([generation, diagnostics], [2, undefined]);
});

test('`run` corrects what the checkpoint says about the manifest as the daemon does', LIMIT, async () => {
  await using project = await rested(ECHO);
  project.put('runs/r.yaml', 'pipeline: main\npased: true\n');
  await reconciled(project);
  project.put('runs/r.yaml', 'pipeline: main\n');
  const outcome = await driveRun(await project.open(), RUN, { observers: [], stop: NEVER, hurry: NEVER });
  assert.ok(outcome.ok && !outcome.value.worked);
  assert.deepEqual(await codes(project), []);
});

test(
  '`run` of a run that has ended reports edits of the manifest and of the pipeline, and records the first',
  LIMIT,
  async () => {
    await using project = await rested(ECHO);
    project.put('runs/r.yaml', 'pipeline: main\ninputs: { topic: rockets }\n');
    project.put(
      'pipelines/main.yaml',
      'name: main\nstages: { one: { uses: write, with: { text: more, to: done.md } } }\n',
    );
    const outcome = await driveRun(await project.open(), RUN, { observers: [], stop: NEVER, hurry: NEVER });
    assert.ok(outcome.ok && !outcome.value.worked);
    assert.deepEqual(
      outcome.value.notices.map(({ message }) => message.split(' changed after')[0]),
      ['the inputs', 'the pipeline'],
    );
    assert.deepEqual(await codes(project), ['run/frozen-changed']);
  },
);

test('other line ends in a checkout are no change of the pipeline', LIMIT, async () => {
  await using project = await rested(ECHO);
  const file = 'pipelines/main.yaml';
  project.put(file, readFileSync(path.join(project.root, file), 'utf8').replaceAll('\n', '\r\n'));
  const outcome = await driveRun(await project.open(), RUN, { observers: [], stop: NEVER, hurry: NEVER });
  assert.deepEqual(outcome.ok && outcome.value.notices, []);
});

test('a change of the pipeline alone is not recorded in every run that has ended', LIMIT, async () => {
  await using project = await rested(ECHO);
  const before = await project.checkpoint('r');
  project.put(
    'pipelines/main.yaml',
    'name: main\nstages: { one: { uses: write, with: { text: more, to: done.md } } }\n',
  );
  await reconciled(project);
  assert.equal((await project.checkpoint('r')).serial, before.serial);
});
