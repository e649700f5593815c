/** Folders and files whose permissions a stage has changed. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { canNobodyImport, outputAsNobody } from '../rig/nobody.ts';
import { temporaryFolder } from './rig.ts';
import { placeOf, runFiles, stageOf, workspaceIn } from './workspace-rig.ts';

test('files that a stage made inaccessible are accessible to their owner after publication, without other users', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  await using begun = await workspace.begin(placeOf());
  mkdirSync(join(begun.staging, 'shut'));
  for (const [name, mode] of Object.entries({ 'shut/tool': 0o755, owner: 0o4755, group: 0o2640 })) {
    writeFileSync(join(begun.staging, name), 'x');
    chmodSync(join(begun.staging, name), mode);
  }
  chmodSync(join(begun.staging, 'shut'), 0);
  chmodSync(begun.staging, 0o555);
  const result = await workspace.publish(placeOf(), begun, stageOf(), null);
  assert.ok(result.ok);
  const modeOf = (name: string) => statSync(join(folder.path, 'runs', name)).mode & 0o7777;
  const modes = [...runFiles(folder.path), 'ep001.run/audio/shut', 'ep001.run/audio'].map((name) => [
    name.replace('ep001.run/audio', ''),
    modeOf(name).toString(8),
  ]);
  const wanted = { '/group': '640', '/owner': '755', '/shut/tool': '755', '/shut': '700', '': '755' };
  assert.deepEqual(Object.fromEntries(modes), wanted);
});

const FILE_SYSTEM = new URL('../../src/adapters/disk/file-system.ts', import.meta.url).href;

test('a tree is removed even if its folders may not be entered or changed', (t) => {
  if (!canNobodyImport(FILE_SYSTEM)) return t.skip('there is nobody else to ask');
  const code = `
    import { chmodSync, existsSync, mkdirSync, mkdtempSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import { nodeFileSystem } from ${JSON.stringify(FILE_SYSTEM)};
    const base = mkdtempSync(tmpdir() + '/pipeline-runner-test-');
    mkdirSync(base + '/kept', 0o500);
    mkdirSync(base + '/tree/a/b', { recursive: true });
    writeFileSync(base + '/tree/a/b/x', 'x');
    symlinkSync(base + '/kept', base + '/tree/a/link');
    chmodSync(base + '/tree/a/b', 0o555);
    chmodSync(base + '/tree/a', 0);
    await nodeFileSystem.removeTree(base + '/tree');
    console.log(existsSync(base + '/tree'), statSync(base + '/kept').mode & 0o777);
    await nodeFileSystem.removeTree(base);`;
  assert.equal(outputAsNobody(code), `false ${0o500}\n`);
});
