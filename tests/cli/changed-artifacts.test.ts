/** Files of a run that were changed between two executions: nothing is made of what no stage made. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, truncateSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project, type TestProject } from './rig.ts';

const CUT = 'runs/r.run/make/cut.txt';
const OTHER = 'runs/r.run/make/other.txt';
const MADE = 'one\ntwo\n';
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 8\n`;

/** `use` is given one of two files that `make` made, once a person has agreed to `plan`. */
const FILES = {
  'pipelines/p.yaml': `defaults: { retry: { attempts: 1 } }
stages:
  make: { uses: command, with: { argv: [sh, -c, 'printf "one\\ntwo\\n" | tee "$PIPELINE_ARTIFACTS/cut.txt" > "$PIPELINE_ARTIFACTS/other.txt"'] } }
  plan: { uses: write, with: { text: fine, to: plan.md } }
  look: { uses: approval, needs: [make], with: { subject: plan } }
  use:
    needs: [look]
    uses: write
    with: { text: "{{ of }}", vars: { of: "\${{ 'from ' + stages.make.artifacts['cut.txt'].path }}" }, to: used.md }
`,
  'runs/r.yaml': 'pipeline: p\n',
};

/** The run waits for a person. */
async function waiting(): Promise<TestProject> {
  const p = project(FILES);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 3);
  return p;
}

async function approved(p: TestProject): Promise<{ code: number; err: string }> {
  await p.cli('approve', 'r');
  return p.cli('run', 'r', '--quiet');
}

const changes: readonly (readonly [string, (p: TestProject) => void, RegExp])[] = [
  ['cut off', (p) => truncateSync(path.join(p.root, CUT), 3), /was changed since make made it/],
  ['edited to as many bytes', (p) => p.write(CUT, 'one\nTWO\n'), /was changed since make made it/],
  [
    'given other line ends',
    (p) => p.write(CUT, MADE.replaceAll('\n', '\r\n')),
    /line endings changed by git.*\.gitattributes/s,
  ],
  ['replaced by a pointer', (p) => p.write(CUT, POINTER), /git-lfs pointer.*git lfs pull/s],
  [
    'replaced by a folder',
    (p) => {
      rmSync(path.join(p.root, CUT));
      mkdirSync(path.join(p.root, CUT));
    },
    /was replaced by something that is not a file/,
  ],
];
for (const [what, change, said] of changes) {
  test(`a stage is not given a file that was ${what} after it was made`, async () => {
    using p = await waiting();
    change(p);
    const { code, err } = await approved(p);
    assert.equal(code, 1, err);
    assert.match(err, said);
    assert.match(err, /runs\/r\.run\/make\/cut\.txt.*retry r --from make/s);
    const { stages } = JSON.parse(p.read('runs/r.checkpoint.json'));
    assert.equal(stages.use.error.code, 'artifact/changed');
    assert.equal(stages.use.attempts, undefined, 'nothing was begun');
  });
}

test('a file that was changed and restored, or that only other stages read, does no harm', async () => {
  using p = await waiting();
  p.write(CUT, MADE);
  utimesSync(path.join(p.root, CUT), 1, 1);
  p.write(OTHER, 'something else\n');
  const { code, err } = await approved(p);
  assert.equal(code, 0, err);
});

test('a missing file is reported by the stage that needs it', async () => {
  using p = await waiting();
  rmSync(path.join(p.root, CUT));
  assert.equal((await approved(p)).code, 0);
});

test('the stage that made the file makes it again, and the run continues', async () => {
  using p = await waiting();
  p.write(CUT, 'damaged\n');
  assert.equal((await approved(p)).code, 1);
  assert.equal((await p.cli('retry', 'r', '--from', 'make')).code, 0);
  const again = await p.cli('run', 'r', '--quiet');
  assert.equal(again.code, 0, again.err);
  assert.equal(p.read(CUT), MADE);
  assert.ok(existsSync(path.join(p.root, 'runs/r.run/use/used.md')));
});
