/** What a daemon says of a config that changes while it works. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigWatch } from '../../src/app/daemon/config-watch.ts';
import { TestProject } from '../rig/project.ts';

const CONFIG = 'pipeline-runner.config.yaml';

async function watched(text: string | null) {
  const project = await TestProject.make();
  if (text === null) project.remove(CONFIG);
  else project.put(CONFIG, text);
  const config = new ConfigWatch(await project.open());
  return {
    /** The first look sees that it changed, the second one that nobody writes to it any more. */
    after: async (change: string): Promise<readonly string[]> => {
      project.put(CONFIG, change);
      await config.look();
      return (await config.look()).map(({ severity, code }) => `${severity} ${code}`);
    },
    look: () => config.look(),
    put: (change: string) => project.put(CONFIG, change),
    [Symbol.asyncDispose]: () => project[Symbol.asyncDispose](),
  };
}

test('a changed setting is a warning until it is changed back or means the same again', async () => {
  await using it = await watched('concurrency: 4\n');
  assert.deepEqual(await it.look(), []);
  assert.deepEqual(await it.after('concurrency: 3\n'), ['warning daemon/old-config']);
  assert.deepEqual(await it.look(), await it.look());
  assert.deepEqual(await it.after('concurrency: 4 # as before\n'), []);
});

test('a config with which the daemon could not start again is reported as an error, with the reason', async () => {
  await using it = await watched('concurrency: 4\n');
  assert.deepEqual(await it.after('concurency: 3\n'), ['error daemon/old-config', 'error format/unknown-key']);
  assert.deepEqual(await it.after('concurrency: 4\n'), []);
});

test('a config that is being written is not read', async () => {
  await using it = await watched('concurrency: 4\n');
  it.put('concur');
  assert.deepEqual(await it.look(), []);
  it.put('concurrency: 4\n#\n');
  assert.deepEqual([await it.look(), await it.look()], [[], []]);
});

test('a new config file is reported as well', async () => {
  await using it = await watched(null);
  assert.deepEqual(await it.after('concurrency: 3\n'), ['warning daemon/old-config']);
});
