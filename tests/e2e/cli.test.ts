/** The program as people start it: a process of its own in a project of its own. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Event } from '../../src/model/event.ts';
import type { Explanation } from '../../src/report/explain-text.ts';
import type { Lineage } from '../../src/report/lineage-text.ts';
import type { Plan } from '../../src/report/plan-text.ts';
import { MANIFEST, TWO_STAGES } from '../cli/rig.ts';
import { PROGRAM } from '../rig/program.ts';
import { cleanEnvironment } from './nodes.ts';

const temporary: string[] = [];
const started: ChildProcess[] = [];
after(() => {
  // A test that failed in the middle leaves its runner waiting.
  for (const child of started) if (child.exitCode === null) child.kill('SIGTERM');
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

class Project {
  readonly root = mkdtempSync(path.join(tmpdir(), 'e2e-cli-'));

  constructor(files: Readonly<Record<string, string>>) {
    temporary.push(this.root);
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), text);
  }

  read(file: string): string {
    return readFileSync(this.at(file), 'utf8');
  }

  at(file: string): string {
    return path.join(this.root, file);
  }

  start(...argv: string[]): ChildProcess {
    const env = { ...cleanEnvironment(), NO_COLOR: '1' };
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    const child = spawn(process.execPath, [PROGRAM, ...argv], { cwd: this.root, env, stdio });
    started.push(child);
    return child;
  }

  cli(...argv: string[]): Promise<Said> {
    return said(this.start(...argv));
  }
}

function said(child: ChildProcess): Promise<Said> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** Resolves when stderr has said it: progress lines tell what the run does. */
function tells(child: ChildProcess, text: string): Promise<void> {
  let err = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString();
      if (err.includes(text)) resolve();
    });
    child.on('close', () => reject(new Error(`ended without "${text}": ${err}`)));
  });
}

const two = (): Project => new Project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/ep1.yaml': MANIFEST });

test('a run goes from a manifest to files and outputs, and is not done twice', async () => {
  const p = two();
  p.write('ok', '');
  const first = await p.cli('run', 'runs/ep1.yaml');
  assert.equal(first.code, 0, first.err);
  assert.match(first.out, /^ep1 is completed: 2 of 2 tasks done\n/);
  assert.match(first.out, /file +runs\/ep1\.run\/join\/out\.txt\n/);
  assert.match(first.err, /done +music/);
  assert.ok(existsSync(p.at('runs/ep1.run/join/out.txt')));
  const checkpoint = p.read('runs/ep1.checkpoint.json');
  const again = await p.cli('run', 'ep1', '--quiet');
  assert.deepEqual(again, { code: 0, out: '{"file":"runs/ep1.run/join/out.txt"}\n', err: '' });
  assert.equal(p.read('runs/ep1.checkpoint.json'), checkpoint);
});

test('a failed run exits with 1, and retry and run finish it without doing again what is done', async () => {
  const p = two();
  const failed = await p.cli('run', 'ep1', '--quiet');
  assert.equal(failed.code, 1);
  assert.equal(failed.out, '');
  assert.match(failed.err, /music: command\/exit: .*no .*tune/);
  assert.match(failed.err, /log: {2}runs\/ep1\.run\/logs\/music\.1\.log/);
  const retried = await p.cli('retry', 'ep1');
  assert.equal(retried.code, 0);
  assert.match(retried.out, /runs\/ep1\.yaml\n\+ rerun: 2\nNext: pipeline-runner run ep1\n/);
  assert.equal(p.read('runs/ep1.yaml'), `${MANIFEST}rerun: 2\n`);
  assert.match((await p.cli('retry', 'ep1')).out, /generation 2 is asked for already/);
  assert.equal(p.read('runs/ep1.yaml'), `${MANIFEST}rerun: 2\n`);
  p.write('ok', '');
  assert.equal((await p.cli('run', 'ep1')).code, 0);
  const { stages } = JSON.parse(p.read('runs/ep1.checkpoint.json'));
  assert.deepEqual(
    stages.music.attempts.map(({ outcome }: { outcome: string }) => outcome),
    ['failure', 'success'],
  );
});

test('retry --from goes back to a stage though nothing changed, and says when there is no such stage', async () => {
  const p = two();
  p.write('ok', '');
  await p.cli('run', 'ep1', '--quiet');
  const wrong = await p.cli('retry', 'ep1', '--from', 'musik');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /cli\/unknown-stage[\s\S]*did you mean "music"\?/);
  assert.equal((await p.cli('retry', 'ep1', '--from', 'music')).code, 0);
  assert.match(p.read('runs/ep1.yaml'), /^rerun: \{ n: 2, from: music \}$/m);
  const plan: Plan = JSON.parse((await p.cli('plan', 'ep1', '--json')).out);
  assert.deepEqual(
    plan.tasks.map(({ address, action }) => [address, action]),
    [
      ['music', 'run'],
      ['join', 'later'],
    ],
  );
  assert.equal(plan.tasks[0]?.reason, 'a rerun asked for it');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  const { stages } = JSON.parse(p.read('runs/ep1.checkpoint.json'));
  assert.equal(stages.music.attempts.length, 2);
  assert.equal(stages.join.attempts.length, 1, 'its input is the same again');
});

test('--json prints the events of the run, one a line, and nothing else', async () => {
  const p = two();
  p.write('ok', '');
  const { code, out, err } = await p.cli('run', 'ep1', '--json');
  assert.deepEqual([code, err], [0, '']);
  const events: Event[] = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual([events[0]?.type, events.at(-1)?.type], ['generation-started', 'execution-ended']);
  assert.equal(events.filter(({ type }) => type === 'attempt-succeeded').length, 2);
});

const WAITING = `name: waiting
stages:
  wait:
    uses: command
    with: { argv: [sh, -c, 'echo $$ > pid; while test -e pid && ! test -e go; do sleep 0.05; done'] }
  then:
    needs: [wait]
    uses: command
    with: { argv: [date] }
`;
const waiting = (): Project => new Project({ 'pipelines/waiting.yaml': WAITING, 'runs/w.yaml': 'pipeline: waiting\n' });

test('cancel in another terminal ends a run that is being worked on, with exit code 1', async () => {
  const p = waiting();
  const child = p.start('run', 'w');
  const end = said(child);
  await tells(child, 'started    wait');
  const status = JSON.parse((await p.cli('status', 'w', '--json')).out);
  assert.deepEqual([status.driven, status.checkpoint.status], [true, 'running']);
  const cancelled = await p.cli('cancel', 'w');
  assert.equal(cancelled.code, 0);
  assert.match(cancelled.out, /\+ cancelled: true\nThe process that works on the run will see it/);
  const { code, out } = await end;
  assert.equal(code, 1);
  assert.match(out, /^w is cancelled/);
  assert.match((await p.cli('cancel', 'w')).out, /it is cancelled already/);
  const retried = await p.cli('retry', 'w');
  assert.match(retried.out, /- cancelled: true\n\+ cancelled: false\n\+ rerun: 2\n/);
  p.write('go', '');
  assert.equal((await p.cli('run', 'w', '--quiet')).code, 0);
});

test('status tells a pause that is asked for while a stage works, and no more when the run has ended', async () => {
  const p = waiting();
  const child = p.start('run', 'w');
  const end = said(child);
  await tells(child, 'started    wait');
  assert.doesNotMatch((await p.cli('status', 'w')).out, /asked/);
  await p.cli('pause', 'w');
  const asked = /running[\s\S]* asked +to pause \(`paused: true`\): it does when what works now has ended/;
  assert.match((await p.cli('status', 'w')).out, asked);
  await p.cli('cancel', 'w');
  assert.equal((await end).code, 1);
  assert.doesNotMatch((await p.cli('status', 'w')).out, /asked/);
});

test('a second runner of the same run says who has it and exits with 1', async () => {
  const p = waiting();
  const child = p.start('run', 'w');
  const end = said(child);
  await tells(child, 'started    wait');
  const second = await p.cli('run', 'w');
  assert.equal(second.code, 1);
  assert.match(second.err, new RegExp(`run/locked[\\s\\S]*${child.pid}`));
  p.write('go', '');
  assert.equal((await end).code, 0);
});

test('SIGINT lets what runs end, says how to go on and exits with 130; the next run completes', async () => {
  const p = waiting();
  const child = p.start('run', 'w');
  const end = said(child);
  await tells(child, 'started    wait');
  child.kill('SIGINT');
  await tells(child, 'Stopping:');
  p.write('go', '');
  const { code, out } = await end;
  assert.equal(code, 130);
  assert.match(out, /^w was interrupted[\s\S]*pipeline-runner run w/);
  assert.equal((await p.cli('run', 'w', '--quiet')).code, 0);
});

test('SIGINT twice ends what runs at once', async () => {
  const p = waiting();
  const child = p.start('run', 'w');
  const end = said(child);
  await tells(child, 'started    wait');
  child.kill('SIGINT');
  await tells(child, 'Stopping:');
  child.kill('SIGINT');
  assert.equal((await end).code, 130);
  const pid = Number(p.read('pid'));
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
});

test('a run that waits for a person exits with 3', async () => {
  const p = two();
  p.write('runs/ep1.yaml', `${MANIFEST}paused: true\n`);
  const { code, out } = await p.cli('run', 'ep1');
  assert.equal(code, 3);
  assert.match(out, /^ep1 is paused/);
});

test('a manifest with a mistake exits with 2 and shows where it is', async () => {
  const p = two();
  p.write('runs/ep1.yaml', 'pipeline: two\ninputs: { topc: rockets }\n');
  const { code, err } = await p.cli('run', 'ep1');
  assert.equal(code, 2);
  assert.match(err, /runs\/ep1\.yaml:2:\d+ error\[input\/unknown\][\s\S]*~~~~/);
});

const CHAIN = `name: chain
stages:
  list:
    uses: command
    with: { argv: [node, tools/list.mjs], files: [tools/names.json] }
  parts:
    foreach: \${{ stages.list.output }}
    key: \${{ item }}
    uses: command
    with: { argv: [sh, -c, 'echo "\${1} \\033[2J"; echo "\${1}" > "$PIPELINE_ARTIFACTS/part.txt"', sh, "\${{ item }}"] }
  whole:
    uses: command
    with: { argv: [cat, "\${{ stages.parts.artifacts[0].part.path }}"] }
  note:
    uses: write
    with: { text: "{{ t }}", vars: { t: "\${{ stages.whole.output }}" }, to: note.md }
`;
const LIST = `import { readFileSync } from 'node:fs';\nconsole.log(readFileSync('tools/names.json', 'utf8'));\n`;

function chain(): Project {
  return new Project({
    'pipelines/chain.yaml': CHAIN,
    'runs/c.yaml': 'pipeline: chain\n',
    'tools/list.mjs': LIST,
    'tools/names.json': '["a","b"]\n',
  });
}

test('explain tells which field changed, before the retry and after it', async () => {
  const p = chain();
  assert.equal((await p.cli('run', 'c', '--quiet')).code, 0);
  const explain = async (...argv: string[]): Promise<Explanation> =>
    JSON.parse((await p.cli('explain', 'c', ...argv, '--json')).out);
  assert.equal((await explain('list')).stages[0]?.after_retry, null);
  p.write('tools/names.json', '["a","c"]\n');
  const before = (await explain('list')).stages[0];
  assert.equal(before?.next?.action, 'done');
  assert.equal(before?.after_retry?.action, 'run');
  assert.deepEqual(
    before?.after_retry?.changes.map(({ field }) => field),
    ['file:tools/names.json'],
  );
  await p.cli('retry', 'c');
  assert.equal((await p.cli('run', 'c', '--quiet')).code, 0);
  const after = (await explain('list')).stages[0];
  assert.deepEqual(
    after?.changed.map(({ field }) => field),
    ['file:tools/names.json'],
  );
  const [, a, c] = (await explain('parts')).stages;
  assert.equal(a?.because, 'its result was reused, because nothing that it depends on changed');
  assert.equal(c?.because, 'it ran, because it had no result before');
});

test('lineage leads from a file to what it was made from, and from a stage to what was made from it', async () => {
  const p = chain();
  assert.equal((await p.cli('run', 'c', '--quiet')).code, 0);
  const lineage = async (of: string): Promise<Lineage> => JSON.parse((await p.cli('lineage', of, '--json')).out);
  const note = await lineage('runs/c.run/note/note.md');
  assert.deepEqual(
    note.made_by.map(({ task, attempt }) => [task, attempt]),
    [['note', 1]],
  );
  const [whole] = note.made_from;
  assert.equal(whole?.task.task, 'whole');
  assert.deepEqual(
    whole?.next.map(({ task }) => task.task),
    ['parts[a]', 'parts[b]'],
  );
  assert.equal(whole?.next[0]?.next[0]?.task.task, 'list');
  const sha256 = note.file?.sha256 ?? '';
  assert.equal((await lineage(sha256.slice('sha256:'.length, 'sha256:'.length + 12))).made_by[0]?.task, 'note');
  p.write('copy.md', p.read('runs/c.run/note/note.md'));
  assert.equal((await lineage('copy.md')).file?.path, 'runs/c.run/note/note.md');
  const list = await lineage('c:list');
  assert.deepEqual(
    list.used_by.map(({ task }) => task.task),
    ['parts[a]', 'parts[b]'],
  );
  const missing = await p.cli('lineage', 'tools/list.mjs');
  assert.equal(missing.code, 2);
  assert.match(missing.err, /cli\/no-lineage/);
});

test('lineage leads from one run to another that used its file, and back', async () => {
  const p = chain();
  p.write(
    'pipelines/reader.yaml',
    'stages:\n  read: { uses: command, with: { argv: [cat, runs/c.run/note/note.md] } }\n',
  );
  p.write('runs/r.yaml', 'pipeline: reader\n');
  assert.equal((await p.cli('run', 'c', '--quiet')).code, 0);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  const back: Lineage = JSON.parse((await p.cli('lineage', 'r:read', '--json')).out);
  assert.deepEqual(
    back.made_from.map(({ task }) => `${task.run}:${task.task}`),
    ['c:note'],
  );
  const forth: Lineage = JSON.parse((await p.cli('lineage', 'runs/c.run/note/note.md', '--json')).out);
  assert.deepEqual(
    forth.used_by.map(({ task }) => `${task.run}:${task.task}`),
    ['r:read'],
  );
});

test('logs shows newest attempts, one stage, all items, and no control character of theirs', async () => {
  const p = chain();
  assert.equal((await p.cli('run', 'c', '--quiet')).code, 0);
  const all = await p.cli('logs', 'c');
  assert.equal(all.code, 0);
  assert.match(all.out, /==> list, attempt 1 \(success\)\n\["a","b"\]/);
  assert.match(all.out, /==> parts\[b\], attempt 1 \(success\)\nb \\u001B\[2J\n/);
  const items = await p.cli('logs', 'c', 'parts');
  assert.equal(items.out.match(/^==> parts\[/gm)?.length, 2);
  assert.equal((await p.cli('logs', 'c', 'parts[a]')).out.split('\n').length, 3);
  const none = await p.cli('logs', 'c', 'list', '--attempt', '9');
  assert.equal(none.code, 2);
  assert.match(none.err, /there is no attempt 9/);
  unlinkSync(p.at('runs/c.run/logs/list.1.log'));
  assert.match((await p.cli('logs', 'c', 'list')).err, /logs stay where the stage ran/);
});

test('the log of an attempt that failed ends with why, also of one that said nothing', async () => {
  const p = new Project({
    'pipelines/f.yaml': `fail: late
stages:
  silent: { uses: command, with: { argv: [sh, -c, "exit 64"] } }
  half: { uses: command, with: { argv: [sh, -c, "printf half; exit 64"] } }
  none: { uses: http, with: { url: "http://127.0.0.1:9/" } }
`,
    'runs/f.yaml': 'pipeline: f\n',
  });
  const { code, out } = await p.cli('run', 'f');
  assert.equal(code, 1);
  const logs = [...out.matchAll(/^ +log: +(\S+)$/gm)].map(([, file = '']) => p.read(file));
  const why = 'pipeline-runner: command/exit: "sh" ended with exit code 64';
  assert.deepEqual(logs.slice(0, 2), [`${why} and said nothing\n`, `half\n${why}\n`]);
  assert.match(logs[2] ?? '', /^pipeline-runner: http\/host: /);
  assert.match((await p.cli('logs', 'f', 'silent')).out, /^==> silent, attempt 1 \(failure\)\npipeline-runner: /);
});

test('list and status tell runs apart by their state', async () => {
  const p = two();
  p.write('runs/ep2.yaml', MANIFEST);
  p.write('runs/bad.yaml', 'pipelin: x\n');
  p.write('ok', '');
  await p.cli('run', 'ep1', '--quiet');
  const rows: { run: string; status: string }[] = (await p.cli('list', '--json')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    rows.map(({ run, status }) => `${run} ${status}`),
    ['bad invalid', 'ep2 pending', 'ep1 completed'],
  );
  const open = (await p.cli('status')).out;
  assert.match(open, /^ep2 /m);
  assert.doesNotMatch(open, /^ep1 /m);
  assert.match((await p.cli('list', '--status', 'failed')).out, /No run is failed/);
});

test('a reader that goes away is no error', async () => {
  const p = two();
  const child = p.start('help');
  child.stdout?.destroy();
  const { code, err } = await said(child);
  assert.deepEqual([code, err], [0, '']);
});
