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

test('a shared pipeline runs with the templates, schemas, modules and sub-pipelines of its own folder', async () => {
  using p = project(FILES);
  const { code, err } = await p.cli('run', 'r', '--quiet');
  assert.equal(code, 0, err);
  assert.equal(readFileSync(path.join(p.root, 'runs/r.run/page/page/page.md'), 'utf8'), '# Tides\n');
});
