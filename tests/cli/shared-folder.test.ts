/** Pipelines that several repositories share: all their files lie in one folder, beside those of the project. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project } from './rig.ts';

const FILES = {
  'shared/digest.yaml': `stages:
  title:
    uses: module
    with: { module: shared/title.mjs }
    output: { schema: ../shared/title.schema.json }
  page: { uses: pipeline, with: { pipeline: shared/page.yaml, inputs: { title: "\${{ stages.title.output }}" } } }
`,
  'shared/page.yaml': `inputs: { type: object, required: [title], properties: { title: { type: string } } }
stages:
  page:
    uses: write
    with: { template: ../shared/page.md, vars: { title: "\${{ inputs.title }}" }, to: page.md }
`,
  'shared/title.mjs': "export default () => ({ output: 'Tides' });\n",
  'shared/title.schema.json': '{ "type": "string" }',
  'shared/page.md': '# {{ title }}\n',
  'runs/r.yaml': 'pipeline: shared/digest.yaml\n',
};

test('a shared pipeline that a run names is validated like those of the project, with warnings', async () => {
  using p = project({ ...FILES, 'pipelines/own.yaml': 'stages: { one: { uses: command, with: { argv: [date] } } }\n' });
  assert.equal((await p.cli('validate')).out, '2 pipelines and 1 manifest checked: no errors\n');
  p.write(
    'shared/digest.yaml',
    `${FILES['shared/digest.yaml']}  last: { uses: command, with: { argv: [tools/gone.sh] } }\n`,
  );
  const { code, out } = await p.cli('validate');
  assert.equal(code, 0);
  assert.match(out, /^shared\/digest\.yaml:7:\d+ warning\[.*\]: .*tools\/gone\.sh/);
});

test('a shared pipeline uses templates, schemas, modules and sub-pipelines of its own folder', async () => {
  using p = project(FILES);
  const { code, err } = await p.cli('run', 'r', '--quiet');
  assert.equal(code, 0, err);
  assert.equal(readFileSync(path.join(p.root, 'runs/r.run/page/page/page.md'), 'utf8'), '# Tides\n');
});
