/** What stands in the way of a question's files is said in words, and the run goes on once it is moved away. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { EDITABLE, MANIFEST, MANIFEST_FILE, pipeline, SCHEMA, statusOf } from './gate-rig.ts';
import { project } from './rig.ts';

for (const folder of ['asked', 'drafts']) {
  test(`a file in place of the folder ${folder} is reported with what to do, and nothing is lost`, async () => {
    const inTheWay = `runs/ep1.run/${folder}`;
    using p = project({
      'pipelines/show.yaml': pipeline(EDITABLE),
      'schemas/outline.schema.json': SCHEMA,
      [MANIFEST_FILE]: MANIFEST,
      [inTheWay]: 'mine',
    });
    const { code, err } = await p.cli('run', 'ep1', '--quiet');
    assert.equal(code, 1);
    assert.match(err, /^error\[disk\/in-the-way\]: /);
    assert.ok(err.includes(`file: ${path.join(p.root, inTheWay)}\n`), err);
    assert.match(err, /hint: move it away/);
    assert.doesNotMatch(err, / at .*\.ts:\d/, 'no stack trace');
    assert.equal(p.read(inTheWay), 'mine');
    rmSync(path.join(p.root, inTheWay));
    assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
    assert.equal(await statusOf(p), 'awaiting_approval');
    assert.ok(p.read(`runs/ep1.run/${folder}/review.1.yaml`).includes('Rockets'));
  });
}
