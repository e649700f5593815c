/** Secrets that a program prints, when it cannot do so at first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareSecrets, secretValue } from '../../src/app/secrets.ts';
import { TestProject } from '../rig/project.ts';

test('a program that failed to print a secret is asked again, one that has printed it is not', async () => {
  const program = `import { appendFileSync, readFileSync } from 'node:fs';
    appendFileSync('asked', 'x');
    process.stdout.write(readFileSync('vault', 'utf8'));`;
  await using rig = await TestProject.make({
    config: { secrets: { KEY: { command: ['node', 'tools/key.mjs'] } } },
    files: { 'tools/key.mjs': program },
  });
  const project = await rig.open();
  const values: (string | undefined)[] = [];
  const look = async (): Promise<void> => {
    await prepareSecrets(project);
    values.push(secretValue(project, 'KEY'));
  };
  await look();
  rig.put('vault', 'hunter22');
  await look();
  rig.put('vault', 'another1');
  await look();
  assert.deepEqual([values, rig.text('asked')], [[undefined, 'hunter22', 'hunter22'], 'xx']);
});
