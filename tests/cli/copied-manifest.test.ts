/** A manifest that is copied and not changed makes, and pays for, the same again: it is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { project, type TestProject } from './rig.ts';

const MANIFEST = 'pipeline: one\ninputs: { topic: rain }\n';
const TOLD =
  /runs\/ep2\.yaml warning\[run\/copied\]: it has the same content as runs\/ep1\.yaml: ep2 makes the same again$/m;

/** `ep1` has completed. */
async function completed(manifest = MANIFEST): Promise<TestProject> {
  const p = project({
    'pipelines/one.yaml':
      'inputs: { type: object, properties: { topic: { type: string } } }\nstages: { a: { uses: command, with: { argv: [echo, hi] } } }\n',
    'runs/ep1.yaml': manifest,
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  return p;
}

for (const command of ['validate', 'plan', 'run', 'reconcile'])
  test(`\`${command}\` reports that a new manifest has the content of another one`, async () => {
    using p = await completed();
    p.write('runs/ep2.yaml', MANIFEST);
    const { code, out, err } = await p.cli(command, ...(command === 'plan' || command === 'run' ? ['ep2'] : []));
    assert.match(out + err, TOLD);
    assert.equal(code, 0);
  });

const OTHERS: readonly (readonly [what: string, first: string, second: string])[] = [
  ['with another topic', MANIFEST, MANIFEST.replace('rain', 'snow')],
  ['of a pipeline that is given nothing', 'pipeline: one\n', 'pipeline: one\n'],
];
for (const [what, first, second] of OTHERS)
  test(`a manifest ${what} is not reported`, async () => {
    using p = await completed(first);
    p.write('runs/ep2.yaml', second);
    assert.doesNotMatch((await p.cli('run', 'ep2')).err, /copied/);
  });
