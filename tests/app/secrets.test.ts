/** Secrets that a program prints, when it cannot do so at first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareSecrets, secretValue } from '../../src/app/drive/secrets.ts';
import { crashReport, strayReport } from '../../src/cli/crash.ts';
import { err, ok, type Result } from '../../src/model/brand.ts';
import { modelServer } from '../rig/model-server.ts';
import { TestProject } from '../rig/project.ts';

test('a secret program that failed is called again; one that printed the secret is not', async () => {
  const program = `import { appendFileSync, readFileSync } from 'node:fs';
    appendFileSync('asked', 'x');
    process.stdout.write(readFileSync('vault', 'utf8'));`;
  await using rig = await TestProject.make({
    config: { secrets: { KEY: { command: ['node', 'tools/key.mjs'] } } },
    files: { 'tools/key.mjs': program },
  });
  const project = await rig.open();
  const values: Result<string, string>[] = [];
  const look = async (): Promise<void> => {
    await prepareSecrets(project);
    values.push(secretValue(project, 'KEY'));
  };
  await look();
  rig.put('vault', 'hunter22');
  await look();
  rig.put('vault', 'another1');
  await look();
  const missing = err('the program node did not print it');
  assert.deepEqual([values, rig.text('asked')], [[missing, ok('hunter22'), ok('hunter22')], 'xx']);
});

test('a secret without a value says where it was looked for', async () => {
  const secrets = { VARIABLE: { env: 'NOT_SET_ANYWHERE' }, FILE: { file: 'vault' } };
  await using rig = await TestProject.make({ config: { secrets } });
  const project = await rig.open();
  assert.deepEqual(
    ['VARIABLE', 'FILE', 'OTHER'].map((name) => secretValue(project, name)),
    [
      err('the variable NOT_SET_ANYWHERE is not set'),
      err('the file vault cannot be read'),
      err('the config does not declare it'),
    ],
  );
});

test('an empty secret counts as missing, which does not stop a run that does not need it', async () => {
  process.env.PIPELINE_RUNNER_TEST_EMPTY = '';
  await using rig = await TestProject.make({
    pipeline: { stages: { one: { uses: 'write', with: { text: 'done', to: 'done.md' } } } },
    config: { secrets: { KEY: { env: 'PIPELINE_RUNNER_TEST_EMPTY' } } },
  });
  assert.equal((await rig.drive()).checkpoint.status, 'completed');
  assert.deepEqual(secretValue(await rig.open(), 'KEY'), err('the variable PIPELINE_RUNNER_TEST_EMPTY is not set'));
});

test('a crash report and its stack contain no secret value', async () => {
  await using rig = await TestProject.make({ config: { secrets: { KEY: { file: 'vault' } } } });
  rig.put('vault', 'kept-out-of-it');
  secretValue(await rig.open(), 'KEY');
  const error = new Error('refused: kept-out-of-it');
  for (const report of [crashReport(error, 'words'), crashReport(error, 'stack'), strayReport(error)]) {
    assert.match(report, /refused: \*\*\*/);
    assert.doesNotMatch(report, /kept-out-of-it/);
  }
});

test('a run calls a secret program that fails only once, because it may be slow', async () => {
  await using rig = await TestProject.make({
    pipeline: { stages: { one: { uses: 'write', with: { text: 'done', to: 'done.md' } } } },
    config: { secrets: { KEY: { command: ['sh', '-c', 'echo x >> asked; exit 1'] } } },
  });
  const { checkpoint } = await rig.drive();
  assert.deepEqual([checkpoint.status, rig.text('asked')], ['completed', 'x\n']);
});

test('a key that its provider refuses is looked up again by the next run, because it may have changed', async () => {
  await using server = await modelServer({ apiKey: 'rotated33' });
  const writer = {
    ...{ type: 'openai-compatible', model: 'm', base_url: server.url },
    api_key: { command: ['cat', 'vault'] },
  };
  await using rig = await TestProject.make({
    pipeline: { stages: { idea: { uses: 'llm', with: { provider: 'writer', text: 'x' } } } },
    config: { providers: { writer } },
    files: { vault: 'hunter22', 'runs/s.yaml': 'pipeline: main\n', 'runs/t.yaml': 'pipeline: main\n' },
  });
  const statuses: string[] = [];
  for (const [run, vault] of [
    ['r', 'hunter22'],
    ['s', 'rotated33'],
    ['t', 'a-later-one-that-nobody-needs'],
  ] as const) {
    rig.put('vault', vault);
    statuses.push((await rig.drive({ run })).checkpoint.status);
  }
  assert.deepEqual(statuses, ['failed', 'completed', 'completed']);
});

test('runs that start at the same time call a secret program once, because it may ask a person', async () => {
  await using rig = await TestProject.make({
    pipeline: { stages: { one: { uses: 'write', with: { text: 'done', to: 'done.md' } } } },
    config: { secrets: { KEY: { command: ['sh', '-c', 'echo x >> asked; echo hunter22'] } } },
    files: { 'runs/s.yaml': 'pipeline: main\n' },
  });
  await Promise.all(['r', 's'].map((run) => rig.drive({ run })));
  assert.equal(rig.text('asked'), 'x\n');
});

test('two projects with the same secret program each get their own secret, because it runs in the project', async () => {
  const made = (value: string) =>
    TestProject.make({ config: { secrets: { KEY: { command: ['cat', 'vault'] } } }, files: { vault: value } });
  await using first = await made('hunter22');
  await using second = await made('another1');
  const values: Result<string, string>[] = [];
  for (const rig of [first, second]) {
    const project = await rig.open();
    await prepareSecrets(project);
    values.push(secretValue(project, 'KEY'));
  }
  assert.deepEqual(values, [ok('hunter22'), ok('another1')]);
});

test('a secret that changes its value during a run is masked in both values', async () => {
  const [old, fresh] = ['hunter22', 'rotated33'];
  const argv = (script: string) => ['sh', '-c', script];
  const stages = {
    before: { uses: 'command', with: { argv: argv('echo "$KEY"'), env: { KEY: '${{ secrets.KEY }}' } } },
    rotate: {
      uses: 'command',
      needs: ['before'],
      with: { argv: argv(`printf ${fresh.slice(0, 4)} > vault; printf ${fresh.slice(4)} >> vault`) },
    },
    after: {
      uses: 'command',
      needs: ['rotate'],
      with: { argv: argv('echo "$KEY"; echo "$KEY" >&2'), env: { KEY: '${{ secrets.KEY }}' } },
    },
  };
  await using rig = await TestProject.make({
    pipeline: { stages },
    config: { secrets: { KEY: { file: 'vault' } } },
    files: { vault: old },
  });
  const { checkpoint } = await rig.drive();
  assert.equal(checkpoint.status, 'completed');
  assert.equal(rig.text('vault'), fresh);
  const written = rig.files().filter((file) => !['vault', 'control.sock'].includes(file));
  assert.deepEqual(
    written.filter((file) => rig.bytes(file).includes(old) || rig.bytes(file).includes(fresh)),
    [],
  );
  assert.match(rig.text('runs/r.run/logs/after.1.log'), /\*\*\*\n\*\*\*/);
});
