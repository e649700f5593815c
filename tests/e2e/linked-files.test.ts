/** Files that a stage reads through links: what counts is what lies at their other end. */
import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { act, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };

test('a change of a linked file, or of the target of a link, makes the readers run again', LIMIT, async () => {
  const module = { uses: 'module', with: { module: 'tools/current.ts' } };
  await using project = await TestProject.make({
    pipeline: {
      stages: {
        declared: { uses: 'command', with: { ...act(), files: ['data/current.txt'] } },
        named: { uses: 'command', with: act('data/current.txt') },
        module,
      },
    },
    files: {
      'data/1.txt': 'one',
      'data/2.txt': 'two',
      'tools/1.ts': 'export default () => ({ output: 1 });',
      'tools/2.ts': 'export default () => ({ output: 2 });',
    },
  });
  const lead = (to: number): void => {
    for (const [link, target] of [
      ['data/current.txt', `${to}.txt`],
      ['tools/current.ts', `${to}.ts`],
    ] as const) {
      rmSync(project.at(link), { force: true });
      symlinkSync(target, project.at(link));
    }
  };
  const drive = async (rerun?: number): Promise<readonly unknown[]> => {
    if (rerun !== undefined) project.change({ manifest: { rerun } });
    const before = project.started().length;
    const { stages } = (await project.drive()).checkpoint;
    return [project.started().slice(before).toSorted(), stages.module?.result?.output];
  };
  lead(1);
  assert.deepEqual(await drive(), [['declared', 'named'], { value: 1 }]);
  assert.deepEqual(await drive(2), [[], { value: 1 }]);
  project.change({ files: { 'data/1.txt': 'uno' } });
  assert.deepEqual(await drive(3), [['declared', 'named'], { value: 1 }]);
  lead(2);
  assert.deepEqual(await drive(4), [['declared', 'named'], { value: 2 }]);
});
