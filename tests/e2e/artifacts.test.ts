/** Results: validators that look into files, outputs by reference, secrets, and files that have gone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, stageIn, TestProject } from '../rig/project.ts';
import { wav } from '../rig/tiny-media.ts';

const LIMIT = { timeout: 60_000 };

test('the duration of a WAV must be within both limits of its rule', LIMIT, async () => {
  const rule = (duration: object) => stage({ artifacts: [{ path: '*.wav', media_type: 'audio/*', ...duration }] });
  await using project = await TestProject.make({
    pipeline: {
      fail: 'late',
      stages: {
        good: rule({ duration: { min: '2s', max: '4s' } }),
        short: rule({ duration: { min: '5s' } }),
        long: rule({ duration: { max: '2s' } }),
      },
    },
    script: Object.fromEntries(
      ['good', 'short', 'long'].map((id) => [id, [{ files: { 'a.wav': { base64: wav(3).toString('base64') } } }]]),
    ),
  });
  const { checkpoint } = await project.drive();
  assert.deepEqual(
    ['good', 'short', 'long'].map((id) => stageIn(checkpoint, id).error?.code),
    [undefined, 'artifact/duration', 'artifact/duration'],
  );
  assert.deepEqual(
    project.files('runs/r.run').filter((file) => file.endsWith('.wav')),
    ['runs/r.run/good/a.wav'],
  );
});

test('a large output is stored as a file with digest and preview, and its reader gets the value', LIMIT, async () => {
  const words = Array.from({ length: 2000 }, (_, i) => `word ${i}`);
  await using project = await TestProject.make({
    pipeline: {
      stages: {
        one: stage(),
        two: stage({ with: { argv: ['node', 'tools/act.mjs', '${{ stages.one.output.words[1999] }}'] } }),
      },
      outputs: { last: '${{ stages.one.output.words[1999] }}' },
    },
    script: { one: [{ output: { words } }] },
  });
  const { checkpoint } = await project.drive();
  const output = stageIn(checkpoint, 'one').result?.output;
  assert.ok(output && 'file' in output);
  assert.deepEqual(JSON.parse(project.text(output.file)), { words });
  assert.match(output.preview, /^\{"words":\["word 0"/);
  assert.equal(output.bytes, project.bytes(output.file).length);
  assert.deepEqual(stageIn(checkpoint, 'two').result?.output, { value: ['word 1999'] });
  assert.deepEqual(checkpoint.outputs, { last: 'word 1999' });
  assert.ok(project.bytes('runs/r.checkpoint.json').length < 8000);
});

const SECRET = 'tr0ub4dor-and-3 "quoted"';

test('no file that a run leaves contains a secret, in whatever form a stage prints it', LIMIT, async () => {
  process.env.RUNNER_TEST_SECRET = SECRET;
  const base64 = Buffer.from(SECRET).toString('base64');
  await using project = await TestProject.make({
    config: { secrets: { TOKEN: { env: 'RUNNER_TEST_SECRET' } }, env: ['RUNNER_TEST_SECRET'] },
    pipeline: {
      fail: 'late',
      stages: {
        sees: stage({ with: { argv: ['node', 'tools/act.mjs'], env: { TOKEN: '${{ secrets.TOKEN }}' } } }),
        fails: stage({ with: { argv: ['node', 'tools/act.mjs'], env: { TOKEN: '${{ secrets.TOKEN }}' } } }),
        // It was given the secret by nobody but the project's own list of variables.
        other: stage(),
        throws: { uses: 'module', with: { module: 'tools/throws.mjs' } },
      },
    },
    files: {
      'tools/throws.mjs': 'export default () => { throw new Error(`no: ${process.env.RUNNER_TEST_SECRET}`); };\n',
    },
    script: {
      sees: [{ env: ['TOKEN'], stdout: `it is ${SECRET}, ${base64}, ${encodeURIComponent(SECRET)}\n` }],
      fails: [{ exit: 1, stderr: `refused: ${SECRET}` }],
      other: [
        {
          exit: 1,
          stderr: `refused: ${SECRET}`,
          events: [{ progress: { done: 1, label: `at ${SECRET}` } }, { external_id: SECRET }],
        },
      ],
    },
  });
  const { checkpoint } = await project.drive();
  assert.deepEqual(
    ['sees', 'fails', 'other', 'throws'].map((id) => stageIn(checkpoint, id).status),
    ['completed', 'failed', 'failed', 'failed'],
  );
  assert.match(project.text('runs/r.run/logs/sees.1.log'), /^it is /);
  const forms = [SECRET, JSON.stringify(SECRET).slice(1, -1), base64, encodeURIComponent(SECRET)];
  for (const file of project.files().filter((name) => !/^(script\.(json|sh)|control.sock)$/.test(name))) {
    const text = project.text(file);
    for (const form of forms) assert.ok(!text.includes(form), `${file} holds the secret as ${form}`);
  }
});

test('a missing output file stops its reader, and a retry makes exactly that output again', LIMIT, async () => {
  const large = 'x'.repeat(9000);
  await using project = await TestProject.make({
    pipeline: {
      stages: {
        one: stage(),
        beside: stage(),
        two: stage({ needs: ['beside'], with: { argv: ['node', 'tools/act.mjs', '${{ stages.one.output.size() }}'] } }),
      },
    },
    script: { one: [{ output: large }], beside: [{ hold: true }] },
  });
  const driven = project.drive();
  const held = await project.control.next('beside');
  await project.until(() => project.has('runs/r.run/outputs/one.json'));
  project.remove('runs/r.run/outputs/one.json');
  held.end({ output: 1 });
  const { checkpoint } = await driven;
  assert.equal(checkpoint.status, 'failed');
  assert.equal(stageIn(checkpoint, 'two').error?.code, 'artifact/missing');
  project.change({ manifest: { rerun: 2 } });
  project.forgetExecutions();
  assert.equal((await project.drive()).checkpoint.status, 'completed');
  assert.deepEqual(project.started(), ['one', 'two']);
});

test('a missing artifact is made again by a retry, and existing ones are kept', LIMIT, async () => {
  await using project = await TestProject.make({
    pipeline: { stages: { one: stage(), two: stage({ needs: ['one'] }) } },
    script: { one: [{ output: 1, files: { 'a.txt': 'A' } }], two: [{ output: 2, files: { 'b.txt': 'B' } }] },
  });
  await project.drive();
  project.remove('runs/r.run/one/a.txt');
  project.change({ manifest: { rerun: 2 } });
  project.forgetExecutions();
  assert.equal((await project.drive()).checkpoint.status, 'completed');
  assert.deepEqual(project.started(), ['one']);
  assert.equal(project.text('runs/r.run/one/a.txt'), 'A');
});
