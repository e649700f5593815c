/** A fork in a process that is killed: what it took over is in its journal and its folder, and is not made again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEvent, stage, stageIn, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };

test('a fork that is killed continues with what it took over', LIMIT, async () => {
  const large = { large: 'x'.repeat(5000) };
  await using project = await TestProject.make({
    pipeline: {
      stages: {
        one: stage(),
        clips: { ...stage({ needs: ['one'] }), foreach: "${{ ['a', 'b'] }}", key: '${{ item }}' },
        part: { uses: 'pipeline', needs: ['clips'], with: { pipeline: 'part' } },
        last: stage({ needs: ['part'] }),
      },
    },
    script: { one: [{ output: large, files: { 'a.txt': 'A' } }], last: [{ output: 1 }, { hold: true }, { output: 2 }] },
    files: {
      'pipelines/part.yaml': `stages:\n  inner: { uses: command, with: { argv: [node, tools/act.mjs] } }\n`,
      'runs/f.yaml': 'pipeline: main\nfork: { run: r, from: last }\n',
    },
  });
  assert.equal((await project.drive()).checkpoint.status, 'completed');
  const made = project.started().length;
  const child = project.start('run', 'f', '--json');
  await child.event(isEvent('attempt-started', 'last'));
  await project.control.next('last');
  await child.kill();
  assert.equal((await project.start('run', 'f', '--quiet').ended).code, 0);
  assert.deepEqual(project.started().slice(made), ['last', 'last']);
  const checkpoint = await project.checkpoint('f');
  assert.equal(stageIn(checkpoint, 'one').result?.origin, 'reused');
  assert.equal(project.text('runs/f.run/one/a.txt'), 'A');
});
