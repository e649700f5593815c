/** Which Node is needed stands wherever something must know it before it can read anything else: everywhere the same. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const { engines, devDependencies } = JSON.parse(read('package.json'));

const PLACES: readonly (readonly [file: string, says: RegExp])[] = [
  ['bin/pipeline-runner.cjs', /^var NEEDED = (\d+);$/m],
  ['scripts/demo.cjs', /^const NEEDED = (\d+);$/m],
  ['src/index.ts', /^const LEAST_NODE = (\d+);$/m],
  ['src/app/doctor/system.ts', /^const NEEDED_NODE = (\d+);$/m],
  ['src/app/init/text.ts', /\[NODE_TYPES\]: '\^(\d+)'/],
  ['tests/e2e/nodes.ts', /^const NEEDED = (\d+);$/m],
  ['README.md', /`npm ci` brings Node (\d+) along/],
  ['README.md', /if yours is older than (\d+)/],
  ['README.md', /^npm install --save-dev node@(\d+) /m],
  ['deploy/github-actions.yml', /^ +node-version: (\d+)$/m],
  ['deploy/github-actions-pull-request.yml', /^ +node-version: (\d+)$/m],
];

test('the minimum version of Node is the same in package.json, the launcher, the library, the demo, the workflows and the README', () => {
  const least = /^>=(\d+)$/.exec(engines.node)?.[1];
  const said = PLACES.map(([file, says]) => [file, says.exec(read(file))?.[1]]);
  assert.deepEqual(
    said.filter(([, version]) => version !== least),
    [],
  );
  for (const name of ['node', '@types/node'])
    assert.equal(devDependencies[name].split('.')[0], least, `it is built with the ${name} of the least Node`);
});
