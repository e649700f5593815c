/** `npm start` as a newcomer meets it: the podcast up to its gate, and on to the episode; with git and without. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { NO_OLD_NODE, oldNode } from './nodes.ts';
import { type WorkCopy, workCopy } from './work-copy.ts';

const EPISODE = 'runs/podcast.run/mixing/episode.mp3';
/** Small enough for a test: a minute is the least that the pipeline takes. readme.test.ts makes the episode as shipped. */
const MANIFEST = `pipeline: podcast
inputs:
  topic: How rockets work
  notes: shows/curious-kids/notes/rockets.md
  minutes: 1
skip: [cover, music, jingle]
`;

const old = oldNode();
const cloned = workCopy('cloned');
after(() => cloned[Symbol.dispose]());

const read = ({ folder }: WorkCopy, file: string): string => readFileSync(path.join(folder, file), 'utf8');
const checkpoint = (copy: WorkCopy): { readonly status: string; readonly serial: number } =>
  JSON.parse(read(copy, 'runs/podcast.checkpoint.json'));

/** @returns the one line to type, as it stands alone at the end. */
function lineToType(stdout: string): string {
  const [, line = ''] = /\n {2}(npx pipeline-runner approve .*)\n$/.exec(stdout) ?? [];
  assert.notEqual(line, '', stdout);
  return line;
}

/** A folder with nothing but the first step of `npm start`. */
function bareClone() {
  const folder = mkdtempSync(path.join(tmpdir(), 'bare-'));
  mkdirSync(path.join(folder, 'scripts'));
  for (const name of ['demo.cjs', 'demo.ts'])
    copyFileSync(path.join(import.meta.dirname, '../../scripts', name), path.join(folder, 'scripts', name));
  const start = (node: string) =>
    spawnSync(node, ['scripts/demo.cjs', 'podcast', 'npm start'], { cwd: folder, encoding: 'utf8' });
  return { folder, start, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

test('in a clone without installed packages the message says what to type', () => {
  using clone = bareClone();
  const { scripts } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8'));
  for (const command of ['start', 'demo:video', 'demo:storyboard'])
    assert.match(scripts[command], /^node scripts\/demo\.cjs /);
  const { status, stderr } = clone.start(process.execPath);
  assert.deepEqual(
    [status, stderr],
    [2, 'Type `npm ci && npm start`: the first part installs what this needs, Node 24 included.\n'],
  );
});

test('in a clone whose packages lack Node the message does not repeat what was typed', {
  skip: old === null ? NO_OLD_NODE : false,
}, () => {
  using clone = bareClone();
  mkdirSync(path.join(clone.folder, 'node_modules/@stricli/core'), { recursive: true });
  const { status, stderr } = clone.start(old ?? '');
  assert.equal(status, 2);
  assert.match(stderr, /^Type `npm ci --include=dev --ignore-scripts=false && npm start`: .*Node 24[^\n]*\n$/);
});

test('`npm start` shows the outline and one line to type, and that line makes the episode', () => {
  const copy = cloned.afresh();
  copy.write('runs/podcast.yaml', MANIFEST);
  const asked = copy.shell('npm start');
  assert.equal(asked.status, 0, asked.shown);
  assert.equal(checkpoint(copy).status, 'awaiting_approval');
  assert.match(asked.stdout, /^ {2}segments:\n {4}- title: /m);

  const ended = copy.shell(lineToType(asked.stdout));
  assert.equal(ended.status, 0, ended.shown);
  assert.equal(checkpoint(copy).status, 'completed');
  assert.ok(statSync(path.join(copy.folder, EPISODE)).size > 500_000);
  assert.ok(ended.stdout.includes(EPISODE), ended.stdout);
  assert.match(ended.stdout, /\d\d:\d\d long, .* \$0\.00 .*offline/s);
  assert.match(ended.stdout, /^\+ {2}"status": "completed",$/m);
  assert.deepEqual(copy.shell('git status --porcelain').stdout.trimEnd().split('\n'), [
    ' M runs/podcast.yaml',
    ' M shows/curious-kids/concepts_covered.json',
    ' M shows/curious-kids/episodes.json',
    '?? runs/podcast.checkpoint.json',
    '?? runs/podcast.run/',
  ]);

  const { serial } = checkpoint(copy);
  const again = copy.shell('npm start');
  assert.equal(again.status, 0, again.shown);
  assert.match(again.stdout, /completed \(nothing to do\)/);
  assert.equal(checkpoint(copy).serial, serial);

  const undone = copy.shell('git restore runs shows && git clean -fdqx runs .pipeline-runner && npm start');
  assert.equal(undone.status, 0, undone.shown);
  assert.equal(checkpoint(copy).status, 'awaiting_approval');
});

test('an unpacked archive without git reaches its gate as well', () => {
  using copy = workCopy('unpacked');
  copy.write('runs/podcast.yaml', MANIFEST);
  const { stdout, status, shown } = copy.shell('npm start');
  assert.equal(status, 0, shown);
  assert.notEqual(lineToType(stdout), '');
  assert.equal(checkpoint(copy).status, 'awaiting_approval');
  assert.doesNotMatch(shown, /git diff|fatal/);
});

test('a failed run makes `npm start` fail', () => {
  const copy = cloned.afresh();
  copy.write('runs/podcast.yaml', `${MANIFEST}providers: { writer: nobody }\n`);
  const { status, shown } = copy.shell('npm start');
  assert.notEqual(status, 0, shown);
  assert.doesNotMatch(shown, /^\s+at /m);
});
