/** The end of `run`, where stages failed at the same and where they made many files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectPath } from '../../src/model/brand.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { AttemptEnd } from '../../src/ports/executor.ts';
import { runSummary } from '../../src/report/run-summary.ts';
import { failure } from '../rig/engine.ts';
import { checkpointOf, withFile } from './checkpoint-of.ts';

test('of many items that failed for different reasons only some are listed, with the number of others', async () => {
  const checkpoint = await checkpointOf({ a: { foreach: '20' } }, ({ task }) => failure(`no ${task}`));
  const text = runSummary({ checkpoint, reason: 'rest', worked: true });
  assert.equal(text.match(/^ {2}a\[k\d+\]: /gm)?.length, 12);
  assert.match(text, /… and 8 more/);
});

test('items that failed alike are listed once, by name; other stages separately', async () => {
  const checkpoint = await checkpointOf({ a: { foreach: '20' }, b: {} }, ({ task }) =>
    failure(task === 'a[k3]' ? 'its own' : 'full'),
  );
  const text = runSummary({ checkpoint, reason: 'rest', worked: true });
  assert.deepEqual(text.match(/^ {2}[ab][^:]*: .*: (full|its own)$/gm)?.length, 3, text);
  assert.match(text, /^ {4}also: a\[k1\], a\[k2\], a\[k4\], a\[k5\], a\[k6\] and 13 more$/m);
});

test('files of a stage with many of them are one line with their folder; few files are listed', async () => {
  const checkpoint = await checkpointOf(
    { one: {}, many: { foreach: '11' }, z: {} },
    ({ task }): AttemptEnd => ({
      ...withFile,
      artifacts: withFile.artifacts.map((file) => ({
        ...file,
        path: projectPath(`runs/test.run/${task.replace(/\[(k\d+)\]/, '/$1')}/f.bin`),
      })),
    }),
  );
  const made = (outputs?: Checkpoint['outputs']): string => {
    const text = runSummary({
      checkpoint: { ...checkpoint, ...(outputs && { outputs }) },
      reason: 'rest',
      worked: true,
    });
    return /Artifacts\n((?: {2}.*\n)+)/.exec(text)?.[1] ?? '';
  };
  const folded = made({ file: 'runs/test.run/many/k2/f.bin' });
  assert.match(folded, /^ {2}runs\/test\.run\/many\/k2\/f\.bin +4\.1 KB +many\[k2\]\n/, 'an output stands alone');
  assert.match(folded, /\n {2}runs\/test\.run\/many\/ +41\.2 KB +many, 10 files\n/);
  assert.equal(folded.match(/\n/g)?.length, 4, folded);
});

test('a narrow terminal lists files without their stages, which the paths contain', async () => {
  const checkpoint = await checkpointOf(
    { one: {}, many: { foreach: '12' } },
    ({ task }): AttemptEnd => ({
      ...withFile,
      artifacts: withFile.artifacts.map((file) => ({
        ...file,
        path: projectPath(`runs/test.run/${task.replace(/\[(k\d+)\]/, '/$1')}/file.bin`),
      })),
    }),
  );
  const made = (columns: number): string[] =>
    runSummary({ checkpoint, reason: 'rest', worked: true, columns }).match(/^ {2}runs.* KB.*/gm) ?? [];
  assert.deepEqual(made(60), [
    '  runs/test.run/one/file.bin  4.1 KB   one',
    '  runs/test.run/many/         49.4 KB  many, 12 files',
  ]);
  assert.deepEqual(made(50), [
    '  runs/test.run/one/file.bin  4.1 KB',
    '  runs/test.run/many/         49.4 KB  12 files',
  ]);
});
