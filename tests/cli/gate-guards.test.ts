/** What stands around a gate cannot be moved: pinned definitions, the record of the run, artifacts, what a rerun adopts. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { seal } from '../../src/adapters/checkpoint/text.ts';
import { restore } from '../../src/app/pinned/stored-state.ts';
import { openProject } from '../../src/app/project.ts';
import { answerGate } from '../../src/app/steer/answer.ts';
import { digest, epochMs, runId, runUid } from '../../src/model/brand.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { Event } from '../../src/model/event.ts';
import { gate, MANIFEST, MANIFEST_FILE, OUTLINE, pipeline, repository, SCHEMA, statusOf, waiting } from './gate-rig.ts';
import { project, type TestProject } from './rig.ts';

const SCRIPT = `{ uses: command, needs: [review], with: { argv: [sh, -c, 'echo done > used.txt'] } }`;
const EP = { outline: OUTLINE, review: gate('outline', ', editable: true, rework: outline'), script: SCRIPT };
const CHECKPOINT = 'runs/ep1.checkpoint.json';
const PINNED = 'runs/ep1.run/pinned/1';

const isUsed = (p: TestProject): boolean => existsSync(path.join(p.root, 'used.txt'));

/** Somebody writes a checkpoint that is sound as a file. */
function forge(p: TestProject, change: (checkpoint: Checkpoint) => Checkpoint): void {
  const { digest: _, ...checkpoint } = JSON.parse(p.read(CHECKPOINT)) as Checkpoint & { digest: string };
  p.write(CHECKPOINT, seal(change(checkpoint)).bytes.toString());
  rmSync(path.join(p.root, '.pipeline-runner'), { recursive: true, force: true });
}

test('a pinned pipeline from which the gate was removed is refused even if its index has the matching digest', async () => {
  using p = await waiting({ stages: EP });
  const around = pipeline({ outline: OUTLINE, script: SCRIPT.replace('review', 'outline') });
  const index = JSON.parse(p.read(`${PINNED}/index.json`));
  index.sources['pipelines/show.yaml'] = `sha256:${createHash('sha256').update(around).digest('hex')}`;
  p.write(`${PINNED}/pipelines/show.yaml`, around);
  p.write(`${PINNED}/index.json`, JSON.stringify(index));
  const { code, err } = await p.cli('run', 'ep1', '--quiet');
  assert.deepEqual([code, isUsed(p)], [2, false]);
  assert.match(err, /run\/pinned-damaged/);
  assert.match((await p.cli('plan', 'ep1')).err, /run\/pinned-damaged/);
});

test('a running run whose checkpoint was changed to `pending` continues as running', async () => {
  using p = await waiting({ stages: EP });
  forge(p, (checkpoint) => ({ ...checkpoint, status: 'pending' }));
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.deepEqual([await statusOf(p), isUsed(p)], ['awaiting_approval', false]);
});

test('`plan` refuses a rerun that would bypass a gate, as `run` does', async () => {
  using p = await waiting({ stages: EP });
  p.write('pipelines/show.yaml', pipeline({ outline: OUTLINE, script: SCRIPT.replace('review', 'outline') }));
  await p.cli('retry', 'ep1');
  const [planned, run] = [await p.cli('plan', 'ep1'), await p.cli('run', 'ep1', '--quiet')];
  assert.deepEqual([planned.code, run.code], [2, 2]);
  for (const { err } of [planned, run]) assert.match(err, /gate\/weakened/);
});

const DRAW = `{ uses: command, with: { argv: [sh, -c, 'echo sun > "$PIPELINE_ARTIFACTS/pic.txt"; echo x >> drawn.txt'] } }`;
const USE = `{ uses: command, with: { argv: [sh, -c, 'cat "$1" > used.txt', sh, "\${{ stages.review.artifacts['pic.txt'].path }}"] } }`;
const PICTURE = { draw: DRAW, review: gate('draw', ', rework: draw'), use: USE };
const PIC = 'runs/ep1.run/draw/pic.txt';

test('a file that was changed or deleted after the question cannot be approved until it is restored', async () => {
  using p = await waiting({ stages: PICTURE });
  for (const change of [() => p.write(PIC, 'moon\n'), () => rmSync(path.join(p.root, PIC))]) {
    change();
    const { code, err } = await p.cli('approve', 'ep1');
    assert.deepEqual(
      [code, /runs\/ep1\.run\/draw\/pic\.txt:? error\[gate\/artifact-changed\]/.test(err)],
      [2, true],
      err,
    );
  }
  p.write('runs/ep1.yaml', 'pipeline: show\napprovals: { review: { approved: true } }\n');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  const { checkpoint } = JSON.parse((await p.cli('status', 'ep1', '--json')).out);
  assert.equal(checkpoint.stages.review.approval.remark.code, 'gate/artifact-changed');
  p.write(PIC, 'sun\n');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  assert.equal(p.read('used.txt'), 'sun\n');
});

test('a file that was changed after its approval is not used; `retry` makes it again without another question', async () => {
  const hold = `{ uses: command, needs: [review], with: { argv: [test, -e, ok] } }`;
  using p = await waiting({ stages: { ...PICTURE, hold, use: USE.replace('{ uses', '{ needs: [hold], uses') } });
  await p.cli('approve', 'ep1');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 1);
  p.write(PIC, 'moon\n');
  p.write('ok', '');
  const swapped = await p.cli('retry', 'ep1').then(() => p.cli('run', 'ep1', '--quiet'));
  assert.deepEqual([swapped.code, isUsed(p) ? p.read('used.txt') : ''], [0, 'sun\n'], swapped.err);
});

test('a file that was changed between approval and use is not used', async () => {
  const later = `{ uses: command, needs: [review], with: { argv: [sh, -c, 'echo moon > ${PIC}'] } }`;
  using p = await waiting({ stages: { ...PICTURE, later, use: USE.replace('{ uses', '{ needs: [later], uses') } });
  await p.cli('approve', 'ep1');
  const { code, err } = await p.cli('run', 'ep1', '--quiet');
  assert.deepEqual([code, isUsed(p)], [1, false]);
  assert.match(err, /use: artifact\/missing: runs\/ep1\.run\/draw\/pic\.txt was changed/);
});

test('two people who answer at the same time both have their answers written', async () => {
  using p = await waiting({ stages: { outline: OUTLINE, review: gate('outline', ', quorum: 2') } });
  repository(p);
  const opened = await openProject(p.root);
  assert.ok(opened.ok);
  const wish = { gate: null, decision: 'approve', feedback: null, items: null } as const;
  const bob = 'pipeline: show\napprovals: { review: { by: bob@example.org, approved: true } }\n';
  for (const late of [2, 3, 4, 5, 6]) {
    p.write('runs/ep1.yaml', 'pipeline: show\n');
    let reads = 0;
    const read: typeof opened.value.read = (file) => {
      reads += file === 'runs/ep1.yaml' ? 1 : 0;
      if (reads === late && file === 'runs/ep1.yaml') p.write(file, bob);
      return opened.value.read(file);
    };
    const answered = await answerGate({ ...opened.value, read }, runId('ep1'), wish);
    assert.ok(answered.ok, `${late}: ${JSON.stringify(answered)}`);
    assert.match(
      p.read('runs/ep1.yaml'),
      /bob@example\.org[\s\S]*ada@example\.org|ada@example\.org[\s\S]*bob@example\.org/,
    );
  }
});

test('a failed run asks nobody: its gates say so and take no answer before `retry`', async () => {
  const bad = `{ uses: command, before_approval: true, needs: [outline], with: { argv: [sh, -c, 'test -e ok'] } }`;
  using p = project({
    'pipelines/show.yaml': pipeline({ ...EP, bad }),
    'schemas/outline.schema.json': SCHEMA,
    [MANIFEST_FILE]: MANIFEST,
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 1);
  const { out } = await p.cli('status', 'ep1');
  assert.deepEqual([out.includes('not asked any more'), out.includes('awaiting')], [true, false], out);
  for (const named of [['ep1'], ['ep1', 'review']]) {
    const { code, err } = await p.cli('approve', ...named);
    assert.equal(code, 2);
    assert.match(err, /cli\/no-open-gate[\s\S]*pipeline-runner retry ep1/);
  }
  assert.equal(p.read(MANIFEST_FILE), MANIFEST);
  p.write('ok', '');
  await p.cli('retry', 'ep1');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
});

test('changes are neither offered nor accepted at a gate that may not ask again', async () => {
  using p = await waiting({
    stages: { outline: OUTLINE, review: gate('outline', ', rework: outline, max_rounds: 2') },
  });
  const offers = async (): Promise<boolean> => (await p.cli('status', 'ep1')).out.includes('request-changes');
  assert.equal(await offers(), true);
  assert.equal((await p.cli('request-changes', 'ep1', '--feedback', 'shorter')).code, 0);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  const before = p.read(MANIFEST_FILE);
  const { code, err } = await p.cli('request-changes', 'ep1', '--feedback', 'longer');
  assert.deepEqual([code, p.read(MANIFEST_FILE), await offers()], [2, before, false]);
  assert.match(err, /gate\/too-many-rounds/);
});

test('asked file and draft name the items of the subject', async () => {
  const clips = `{ foreach: "\${{ ['intro', 'end'] }}", key: "\${{ item }}", uses: command, with: { argv: [echo, x] } }`;
  using p = await waiting({ stages: { clips, review: gate('clips', ', editable: true, rework: clips') } });
  for (const folder of ['asked', 'drafts'])
    assert.match(p.read(`runs/ep1.run/${folder}/review.1.yaml`), /\n# item intro\n- x\n# item end\n- x\n$/);
});

test('an asked file that was changed cannot be approved; it is written again, and the changed one is kept and reported once', async () => {
  using p = await waiting({ stages: EP });
  const read = 'runs/ep1.run/asked/review.1.yaml';
  const asked = p.read(read);
  p.write(read, '# another head\r\ntitle:   Rockets\r\n');
  assert.equal((await p.cli('run', 'ep1')).err.includes('asked-changed'), false, 'it says the same');
  p.write(read, asked.replace('Rockets', 'Kites'));
  assert.match((await p.cli('approve', 'ep1')).err, /gate\/asked-changed/);
  assert.equal(p.read(MANIFEST_FILE), MANIFEST);
  assert.match((await p.cli('run', 'ep1')).err, /gate\/asked-changed/);
  assert.deepEqual(
    [p.read(read), p.read(read.replace('.yaml', '.before-1.yaml'))],
    [asked, asked.replace('Rockets', 'Kites')],
  );
  const { diagnostics } = JSON.parse((await p.cli('status', 'ep1', '--json')).out).checkpoint;
  assert.deepEqual(
    diagnostics.map(({ code }: { code: string }) => code),
    ['gate/asked-changed'],
  );
  assert.equal((await p.cli('run', 'ep1')).err.includes('asked-changed'), false, 'told once');
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
});

test('a run whose pinned pipeline is missing does not bypass a gate that has asked', async () => {
  using p = await waiting({ stages: EP });
  rmSync(path.join(p.root, PINNED), { recursive: true });
  p.write('pipelines/show.yaml', pipeline({ outline: OUTLINE, script: SCRIPT.replace('review', 'outline') }));
  await p.cli('retry', 'ep1');
  const { code, err } = await p.cli('run', 'ep1', '--quiet');
  assert.deepEqual([code, isUsed(p)], [2, false]);
  assert.match(err, /gate\/weakened/);
  p.write('pipelines/show.yaml', pipeline(EP));
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
});

test('a generation recorded only in the journal still uses the definitions with which it began', async () => {
  using p = await waiting({ stages: EP });
  const opened = await openProject(p.root);
  assert.ok(opened.ok);
  const { uid, pipeline: pinned } = JSON.parse(p.read(CHECKPOINT)) as Checkpoint;
  const begun = async (digested: string) => {
    const event: Event = {
      type: 'generation-started',
      at: epochMs(0),
      run: runId('ep1'),
      uid: runUid(uid),
      generation: 1,
      pipeline: { name: 'show', digest: digest(digested) },
      inputs: {},
      from: [],
    };
    const record = { run: runId('ep1'), uid: runUid(uid), serial: 1, events: [event] };
    const restored = await restore(opened.value, runId('ep1'), {
      checkpoint: null,
      records: [record],
      losers: [],
      notices: [],
    });
    return restored.ok ? 'as begun' : restored.error.map(({ code }) => code).join();
  };
  assert.equal(await begun(pinned.digest), 'as begun');
  assert.equal(await begun(`sha256:${'0'.repeat(64)}`), 'run/pinned-damaged');
});
