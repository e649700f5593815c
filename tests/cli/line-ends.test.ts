/** A checkout that gives texts the line ends of its machine: the same texts, of which nothing is made a second time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { project, type TestProject } from './rig.ts';

const FILES = {
  'pipelines/p.yaml': `stages:
  page: { uses: write, with: { template: page.md, to: page.md } }
  idea:
    uses: llm
    with: { provider: offline, prompt: idea.md, vars: { topic: rockets } }
    output: { schema: idea.schema.json }
`,
  'templates/page.md': 'One line.\nAnother.\n',
  'templates/idea.md': 'An idea\nabout {{ topic }}.\n',
  'schemas/idea.schema.json':
    '{\n  "type": "object",\n  "required": ["title"],\n  "properties": { "title": { "type": "string" } }\n}\n',
  'runs/r.yaml': 'pipeline: p\n',
} as const;

type Ends = '\n' | '\r\n';
/** All but the manifest. */
function checkedOut(p: TestProject, ends: Ends): void {
  for (const [file, text] of Object.entries(FILES))
    if (!file.startsWith('runs/')) p.write(file, text.replaceAll('\n', ends));
}

const checkpoint = (p: TestProject) => JSON.parse(p.read('runs/r.checkpoint.json'));

for (const [from, to] of [['\n', '\r\n'] as const, ['\r\n', '\n'] as const])
  test(`a run that began with ${JSON.stringify(from)} repeats nothing after a checkout with ${JSON.stringify(to)}`, async () => {
    using p = project(FILES);
    checkedOut(p, from);
    assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
    assert.equal(p.read('runs/r.run/page/page.md'), FILES['templates/page.md']);
    checkedOut(p, to);
    const again = await p.cli('run', 'r', '--quiet');
    assert.doesNotMatch(again.err, /frozen-changed/);
    assert.equal((await p.cli('retry', 'r')).code, 0);
    assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
    const { generation, stages } = checkpoint(p);
    assert.equal(generation, 2);
    for (const stage of ['page', 'idea'])
      assert.deepEqual([stages[stage].result.origin, stages[stage].attempts.length], ['reused', 1], stage);
  });

test('a changed word in a template counts as a change, whatever its line ends are', async () => {
  using p = project(FILES);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  p.write('templates/idea.md', 'An ideal\r\nabout {{ topic }}.\r\n');
  assert.match((await p.cli('run', 'r', '--quiet')).err, /frozen-changed/);
  assert.equal((await p.cli('retry', 'r')).code, 0);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  const { stages } = checkpoint(p);
  assert.deepEqual([stages.page.result.origin, stages.idea.attempts.length], ['reused', 2]);
});
