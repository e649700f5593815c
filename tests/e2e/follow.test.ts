/** `logs --follow`: what a run writes while another process carries it out, until that comes to an end. */
import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { test } from 'node:test';
import { PROGRAM } from '../rig/program.ts';
import { stage, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 30_000 };
const again = { retry: { attempts: 2, backoff: 'fixed', min: '1ms', max: '1ms', jitter: false } };
const PARTS = {
  pipeline: { stages: { one: stage(again), two: stage({ needs: ['one'] }) } },
  script: { one: [{ exit: 75, stderr: 'first try\n' }, { hold: true }], two: [{ hold: true }] },
};

/** The command line in a process of its own, whose lines are waited for one by one. */
class Follower implements AsyncDisposable {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  readonly #lines: AsyncIterator<string>;
  #err = '';

  constructor(project: TestProject, ...args: readonly string[]) {
    this.child = spawn(process.execPath, [PROGRAM, 'logs', ...args], {
      cwd: project.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, NO_COLOR: '1' },
    });
    this.child.stderr.on('data', (chunk: Buffer) => {
      this.#err += chunk.toString();
    });
    this.#lines = createInterface(this.child.stdout)[Symbol.asyncIterator]();
    this.ended = once(this.child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  /** null: there are no more. */
  async line(): Promise<string | null> {
    const next = await this.#lines.next();
    return next.done ? null : next.value;
  }

  get err(): string {
    return this.#err;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

test(
  '`logs --follow` prints what exists, then output of other attempts and stages, and ends when the run rests',
  LIMIT,
  async () => {
    await using project = await TestProject.make({
      ...PARTS,
      script: { one: [{ stderr: 'there\n', output: 1 }], two: [{ hold: true, exit: 75 }, { hold: true }] },
      pipeline: { stages: { one: stage(), two: stage({ needs: ['one'], ...again }) } },
    });
    const run = project.start('run', 'r', '--quiet');
    const two = await project.control.next('two');
    await using follower = new Follower(project, '--follow', 'r');
    assert.equal(await follower.line(), 'one | there');
    two.end({ exit: 75, stderr: 'no\u001b[2J\nlast without an end' });
    assert.equal(await follower.line(), 'two | no\\u001B[2J');
    assert.equal(await follower.line(), 'two | last without an end');
    assert.match((await follower.line()) ?? '', /^two \| pipeline-runner: command\/exit: .* ended with exit code 75$/);
    const second = await project.control.next('two');
    second.end({ output: 2, stderr: 'yes without an end' });
    assert.equal(await follower.line(), 'two#2 | yes without an end');
    assert.equal(await follower.line(), null);
    assert.deepEqual(await follower.ended, { code: 0, signal: null });
    assert.equal(follower.err, 'r is at rest: completed.\n');
    assert.equal((await run.ended).code, 0);
  },
);

test(
  '`logs --follow` of one stage prints the newest attempt and all later ones, each under its heading',
  LIMIT,
  async () => {
    await using project = await TestProject.make(PARTS);
    project.start('run', 'r', '--quiet');
    const one = await project.control.next('one');
    await using first = new Follower(project, '-f', 'r', 'one', '--attempt', '1');
    assert.equal(await first.line(), '==> one, attempt 1 (failure)');
    assert.equal(await first.line(), 'first try');
    await using follower = new Follower(project, '-f', 'r', 'one');
    one.end({ output: 1, stderr: 'a\nb\n' });
    assert.match((await follower.line()) ?? '', /^==> one, attempt 2 \((?:running|success)\)$/);
    assert.equal(await follower.line(), 'a');
    assert.equal(await follower.line(), 'b');
    (await project.control.next('two')).end({ output: 2, stderr: 'not asked for\n' });
    assert.equal(await follower.line(), null);
    assert.equal((await follower.ended).code, 0);
  },
);

test('`logs --follow` ends with a message when the runner is killed', LIMIT, async () => {
  await using project = await TestProject.make({ ...PARTS, script: { ...PARTS.script, one: [{ hold: true }] } });
  const run = project.start('run', 'r', '--quiet');
  await project.control.next('one');
  await using follower = new Follower(project, '-f', 'r');
  await run.kill();
  assert.deepEqual(await follower.ended, { code: 0, signal: null });
  assert.match(follower.err, /^No process is working on r: the last one was killed\. .*pipeline-runner run r\n$/);
});

test('Ctrl-C ends `logs --follow` like `tail -f`, and the run continues', LIMIT, async () => {
  await using project = await TestProject.make(PARTS);
  const run = project.start('run', 'r', '--quiet');
  const one = await project.control.next('one');
  await using follower = new Follower(project, '-f', 'r', '--attempt', '1');
  assert.equal(await follower.line(), 'one | first try');
  follower.child.kill('SIGINT');
  assert.deepEqual(await follower.ended, { code: null, signal: 'SIGINT' });
  one.end({ output: 1 });
  (await project.control.next('two')).end({ output: 2 });
  assert.equal((await run.ended).code, 0);
});

test('`logs --follow` ends when its reader is gone', LIMIT, async () => {
  await using project = await TestProject.make(PARTS);
  project.start('run', 'r', '--quiet');
  const one = await project.control.next('one');
  await using follower = new Follower(project, '-f', 'r', '--attempt', '1');
  assert.equal(await follower.line(), 'one | first try');
  await using reading = new Follower(project, '-f', 'r');
  reading.child.stdout.destroy();
  one.end({ output: 1, stderr: 'into the void\n'.repeat(100) });
  await project.control.next('two'); // and stays: the run does not end
  assert.equal((await reading.ended).code, 0);
});

test('`logs --follow` of a run at rest prints everything and ends', LIMIT, async () => {
  await using project = await TestProject.make({ ...PARTS, script: { one: [{ output: 1, stderr: 'x\n' }] } });
  await project.drive();
  await using follower = new Follower(project, '-f', 'r');
  assert.equal(await follower.line(), 'one | x');
  assert.equal((await follower.ended).code, 0);
  await using unknown = new Follower(project, '-f', 'r', 'onne');
  assert.equal((await unknown.ended).code, 2);
  assert.match(unknown.err, /did you mean "one"/);
});
