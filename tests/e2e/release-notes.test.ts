/** The example that makes release notes: up to its gate and beyond, twice, and where there is no history to work on. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { NPX_AT_ONCE, type Said, type WorkCopy, workCopy } from './work-copy.ts';

const NOTES = 'runs/release-notes.run/compose/release-notes.md';
const read = ({ folder }: WorkCopy, file: string): string => readFileSync(path.join(folder, file), 'utf8');
const checkpoint = (copy: WorkCopy): { readonly status: string; readonly serial: number } =>
  JSON.parse(read(copy, 'runs/release-notes.checkpoint.json'));

const cloned = workCopy('cloned');
after(() => cloned[Symbol.dispose]());

const START = 'npx pipeline-runner run release-notes --waiting-ok';
const typed = (copy: WorkCopy, line: string, env = {}): Said => copy.shell(NPX_AT_ONCE + line, env);

/** Answers the gate as the last lines say, and goes on. */
function approved(copy: WorkCopy): ReturnType<WorkCopy['shell']> {
  const { status, stdout, shown } = typed(copy, START);
  assert.equal(status, 0, shown);
  assert.equal(checkpoint(copy).status, 'awaiting_approval');
  const [, approve = ''] = /^ {2}approve {2}(npx pipeline-runner approve .*)$/m.exec(stdout) ?? [];
  const answered = typed(copy, approve);
  assert.equal(answered.status, 0, `${stdout}\n${answered.shown}`);
  return typed(copy, START);
}

test('release notes stop at a gate, say how to continue, and are made after the approval', () => {
  const copy = cloned.afresh();
  const { status, stdout, shown } = approved(copy);
  assert.equal(status, 0, shown);
  assert.ok(stdout.includes(NOTES), stdout);
  const [, command] = /^Next: .*: (npx pipeline-runner lineage \S+)$/m.exec(stdout) ?? [];
  assert.ok(command, stdout);
  assert.equal(typed(copy, command).status, 0);
  assert.equal(
    copy.shell('git status --porcelain').stdout,
    ' M runs/release-notes.yaml\n?? runs/release-notes.checkpoint.json\n?? runs/release-notes.run/\n',
  );
  const hash = (nth: number): string => copy.shell(`git log -1 --skip=${nth} --format=%h`).stdout.trim();
  const day = copy.shell('git log -1 --format=%as').stdout.trim();
  assert.equal(
    read(copy, NOTES),
    `# pipeline-runner, so far

7 commits by 1 person, on ${day}.

## Engine

- Decide what to do next, and do it (${hash(5)})

## Stages and storage

- Keep what was done where a crash cannot reach it (${hash(4)})

## File formats and diagnostics

- Say what pipelines, runs and checkpoints look like (${hash(6)})

## Commands and reports

- Show runs on the command line (${hash(3)})

## Pipelines

- Make release notes of the history (${hash(2)})

## Documentation

- Document it (${hash(1)})

## House-keeping

- Pack it (${hash(0)})
`,
  );
});

test('the notes have the sections of the edited outline, in its order', () => {
  const copy = cloned.afresh();
  typed(copy, START);
  const outline =
    'title: News\nopening: ""\nsections:\n  - { id: docs, title: Words }\n  - { id: engine, title: Works }\n';
  copy.write('runs/release-notes.run/drafts/outline_review.1.yaml', outline);
  const { status, shown } = approved(copy);
  assert.equal(status, 0, shown);
  assert.match(read(copy, NOTES), /^# News\n\n## Words\n\n- .*\n\n## Works\n\n- .*\n$/);
});

test('a second start says that the notes are done and does nothing', () => {
  const copy = cloned.afresh();
  approved(copy);
  const { serial } = checkpoint(copy);
  const { status, stdout, shown } = typed(copy, START);
  assert.equal(status, 0, shown);
  assert.match(stdout, /completed \(nothing to do\)/);
  assert.match(stdout, /^Next: /m);
  assert.equal(checkpoint(copy).serial, serial);
});

test('commit subjects appear in the notes as written, with Markdown escaped', () => {
  const copy = cloned.afresh();
  const subject = '1. <b>_Stop_</b> [here](x) & `keep_this` (0123456) | C:\\\\new #7';
  copy.shell(`git commit -q --allow-empty -m '${subject}'`);
  copy.shell("printf 'x' > 'docs/ä b.md' && git add docs && git commit -q -m '- dash'");
  const { status, shown } = approved(copy);
  assert.equal(status, 0, shown);
  const notes = read(copy, NOTES);
  assert.ok(
    notes.includes('- 1\\. \\<b\\>\\_Stop\\_\\</b\\> \\[here\\](x) \\& `keep_this` (0123456) \\| C:\\\\\\\\new #7 ('),
    notes,
  );
  assert.match(notes, /## Documentation\n\n- \\- dash \(/);
});

/** @returns what a person reads of a run that fails. */
function failing(copy: WorkCopy, env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, shown } = typed(copy, START, env);
  assert.equal(status, 1, shown);
  assert.equal(checkpoint(copy).status, 'failed');
  assert.doesNotMatch(shown, /^\s+at /m);
  return stdout;
}

test('an unpacked archive without history fails with that reason', () => {
  using copy = workCopy('unpacked');
  assert.match(failing(copy), /this folder has no git history: .* Get the project by `git clone`/);
});

test('an archive that was unpacked inside another repository does not use the history of that one', () => {
  using copy = workCopy('unpacked');
  const made = copy.shell('cd .. && git init -q && git commit -q --allow-empty -m Another');
  assert.equal(made.status, 0, made.shown);
  assert.match(
    failing(copy, { GIT_CEILING_DIRECTORIES: '' }),
    /git does not know this folder: .* Get the project by `git clone`/,
  );
});

test('a shallow clone says how to fetch the rest, and works when it has it', () => {
  using copy = workCopy('cloned');
  const origin = path.join(path.dirname(copy.folder), 'origin');
  const cut = copy.shell(
    `git clone -q --bare . '${origin}' && rm -rf .git && git clone -q --depth 1 --no-checkout 'file://${origin}' new && mv new/.git .git && rmdir new`,
  );
  assert.equal(cut.status, 0, cut.shown);
  assert.match(failing(copy), /a shallow clone\)\. Type `git fetch --unshallow`/);
  const again = typed(
    copy,
    'git fetch -q --unshallow && npx pipeline-runner retry release-notes && npx pipeline-runner run release-notes',
  );
  assert.equal(again.status, 3, again.shown);
  assert.equal(checkpoint(copy).status, 'awaiting_approval');
});

test('an unknown revision, and a range without commits, are reported at the manifest', () => {
  const copy = cloned.afresh();
  copy.write('runs/release-notes.yaml', 'pipeline: release-notes\ninputs: { since: v9 }\n');
  assert.match(failing(copy), /git knows no revision "v9"; look at `since`/);
  copy.write('runs/release-notes.yaml', 'pipeline: release-notes\ninputs: { since: HEAD }\nrerun: 2\n');
  assert.match(failing(copy), /there is no commit in this range; look at `since`/);
});
