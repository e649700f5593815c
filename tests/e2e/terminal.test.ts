/** `run` as a person at a terminal sees it, on a real pseudo-terminal; and where there is none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, TestProject } from '../rig/project.ts';
import { noPseudoTerminal, PseudoTerminal, type TerminalKind } from '../rig/pseudo-terminal.ts';

const LIMIT = { timeout: 20_000, skip: noPseudoTerminal() };
const pipeline = {
  name: 'main',
  stages: { one: stage(), two: stage({ needs: ['one'] }), last: stage({ needs: ['two'] }) },
};
const held = { one: [{ hold: true }, { output: 1 }] };
const CTRL_C = '\u0003';
/** The first line of the tree. */
const HEADING = / main · r /;

const count = (lines: readonly string[], words: RegExp): number => lines.filter((line) => words.test(line)).length;

interface Scene extends AsyncDisposable {
  readonly project: TestProject;
  readonly terminal: PseudoTerminal;
}

async function scene(line: string, parts: object = {}, kind: TerminalKind = {}): Promise<Scene> {
  const project = await TestProject.make({ pipeline, script: held, ...parts });
  const terminal = new PseudoTerminal(project.root, line, kind);
  const end = async (): Promise<void> => {
    terminal[Symbol.dispose]();
    await project[Symbol.asyncDispose]();
  };
  return { project, terminal, [Symbol.asyncDispose]: end };
}

test('a terminal shows the tree during the run, the same tree once at the end, and is restored', LIMIT, async () => {
  await using at = await scene('$RUNNER run r');
  const running = await at.project.control.next('one');
  await at.terminal.shows(/^ . one .*\n ○ two +needs one\n ○ last +needs two$/m);
  assert.equal(at.terminal.screen.isCursorShown, false);
  running.end({ output: 1 });
  assert.equal(await at.terminal.ended, 0);
  const { lines } = at.terminal.screen;
  assert.match(lines[0] ?? '', /^ ✔ main · r +completed · 3\/3 100%/);
  assert.equal(count(lines, HEADING), 1, lines.join('\n'));
  for (const id of ['one', 'two', 'last']) assert.equal(count(lines, new RegExp(`^ ✔ ${id} `)), 1);
  assert.equal(count(lines, /^r completed/), 1);
  assert.ok(at.terminal.screen.isRestored);
});

test('a terminal with fewer lines than the tree is never scrolled during the run', LIMIT, async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`s${i}`, stage({ needs: ['one'] })]));
  const parts = { pipeline: { name: 'main', stages: { one: stage(), ...many } } };
  await using at = await scene('$RUNNER run r', parts, { width: 40, height: 5 });
  const running = await at.project.control.next('one');
  await at.terminal.shows(/… and 29 more waiting$/);
  assert.equal(at.terminal.screen.rows.length, 5);
  running.end({ output: 1 });
  assert.equal(await at.terminal.ended, 0);
  assert.equal(count(at.terminal.screen.lines, HEADING), 1, at.terminal.screen.lines.join('\n'));
});

test('Ctrl-C lets running attempts end and says how to continue', LIMIT, async () => {
  await using at = await scene('$RUNNER run r', { config: { grace: '30s' } });
  const running = await at.project.control.next('one');
  await at.terminal.shows(HEADING);
  at.terminal.type(CTRL_C);
  await at.terminal.shows(/have 30 s to finish/);
  running.end({ output: 'in time' });
  assert.equal(await at.terminal.ended, 130);
  const { lines } = at.terminal.screen;
  assert.equal(count(lines, / To resume later: pipeline-runner run r$/), 1, lines.join('\n'));
  assert.equal(count(lines, HEADING), 1);
  assert.equal(count(lines, /^ ✔ one /), 1);
  assert.equal(count(lines, /^Next: .*pipeline-runner run r\./), 1);
  assert.ok(at.terminal.screen.isRestored);
});

test('a second Ctrl-C ends running attempts at once', LIMIT, async () => {
  await using at = await scene('$RUNNER run r', { config: { grace: '10m' } });
  const running = await at.project.control.next('one');
  await at.terminal.shows(HEADING);
  at.terminal.type(CTRL_C);
  await at.terminal.shows(/Ctrl-C again to stop them now/);
  at.terminal.type(CTRL_C);
  assert.equal(await at.terminal.ended, 130);
  await running.gone;
  assert.ok(at.terminal.screen.isRestored, at.terminal.screen.lines.join('\n'));
});

test(
  'SIGTERM stops like Ctrl-C; at the third signal the program exits at once with the cursor shown',
  LIMIT,
  async () => {
    const script = { one: [{ hold: true, stubborn: true }] };
    await using at = await scene('echo $$ > pid; exec $RUNNER run r', { script, config: { grace: '10m' } });
    const running = await at.project.control.next('one');
    await at.terminal.shows(HEADING);
    const pid = Number(at.project.text('pid'));
    process.kill(pid, 'SIGTERM');
    await at.terminal.shows(/Stopping/);
    process.kill(pid, 'SIGTERM');
    await at.terminal.shows(/exit without waiting/);
    process.kill(pid, 'SIGTERM');
    assert.equal(await at.terminal.ended, 130);
    assert.ok(at.terminal.screen.isCursorShown && at.terminal.screen.isWrapping);
    process.kill(running.hello.pid, 'SIGKILL');
  },
);

test('a pipe gets only results, NO_COLOR no colours, and a locale without UTF-8 only ASCII', LIMIT, async () => {
  const env = { NO_COLOR: '1', LC_ALL: 'C' };
  await using at = await scene('$RUNNER run r > out.txt', { script: {} }, { env });
  assert.equal(await at.terminal.ended, 0);
  assert.match(at.terminal.screen.lines[0] ?? '', /^ \+ main - r +completed - 3\/3 100%/);
  assert.equal(at.terminal.screen.lines.length, 4);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
  assert.doesNotMatch(at.terminal.text, /\u001B\[[\d;]*m|[^\u0000-\u007F]/);
  assert.match(at.project.text('out.txt'), /^r completed/);
  assert.ok(!at.project.text('out.txt').includes('\u001B'));
});

for (const env of [{ TERM: 'dumb' }, { CI: 'true' }]) {
  test(`with ${Object.entries(env).flat().join('=')} plain lines are printed`, LIMIT, async () => {
    await using at = await scene('$RUNNER run r', { script: {} }, { env: { ...env, NO_COLOR: '1' } });
    assert.equal(await at.terminal.ended, 0);
    assert.ok(!at.terminal.text.includes('\u001B'));
    assert.equal(count(at.terminal.screen.lines, /^\d\d:\d\d:\d\d {2}done +two +in .* {2}\[2\/3 {2}66%/), 1);
  });
}
