/** Runs that wait while the project around them changes: what they are pinned to is enough to go on with. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gate, stage } from './gate-rig.ts';
import { project, type TestProject } from './rig.ts';

const PIPELINE = `context: { show: { file: shows/a.yaml } }
stages:
  made: { uses: module, with: { module: tools/made.mjs, args: { title: "\${{ context.show.title }}" } } }
  read: { uses: command, with: { argv: [echo, "\${{ vars.word }}"], files: [tools/words.txt] } }
  review: ${gate('made')}
  last: ${stage('1')}, needs: [review, read] }
`;
const FILES = {
  'pipeline-runner.config.yaml': 'vars: { word: hello }\n',
  'pipelines/show.yaml': PIPELINE,
  'shows/a.yaml': 'title: Rockets\n',
  'tools/made.mjs': 'export default ({ args }) => ({ output: args.title });\n',
  'tools/words.txt': 'words\n',
  'runs/r.yaml': 'pipeline: show\n',
};

async function waiting(): Promise<TestProject> {
  const p = project(FILES);
  const { code, err } = await p.cli('run', 'r', '--quiet');
  assert.equal(code, 3, err);
  return p;
}

test('a run continues without files that only finished stages needed or that were frozen', async () => {
  using p = await waiting();
  for (const name of ['shows/a.yaml', 'tools/made.mjs', 'tools/words.txt']) rmSync(path.join(p.root, name));
  const approved = await p.cli('approve', 'r');
  assert.equal(approved.code, 0, approved.err);
  const { code, err } = await p.cli('run', 'r', '--quiet');
  assert.equal(code, 0, err);
});

test('a problem of pinned definitions is reported in the pinned copy, with how to change to the current ones', async () => {
  using p = await waiting();
  p.write('pipeline-runner.config.yaml', 'vars: { phrase: hello }\n');
  p.write('pipelines/show.yaml', PIPELINE.replace('vars.word', 'vars.phrase'));
  const { code, err } = await p.cli('approve', 'r');
  assert.equal(code, 2);
  assert.match(
    err,
    /^runs\/r\.run\/pinned\/1\/pipelines\/show\.yaml:4:\d+ error\[expr\/unknown-field\]: vars has no field "word"\n/,
  );
  assert.match(err, /hint: .*adopt the current definitions with `pipeline-runner retry r`\n/);
  assert.equal((await p.cli('retry', 'r')).code, 0);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 3);
  assert.equal((await p.cli('approve', 'r')).code, 0);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
});

/** `last` makes a page of a template, once a person has agreed. */
const TEMPLATED = {
  'pipelines/page.yaml': `stages:
  made: { uses: write, with: { text: fine, to: made.md } }
  review: ${gate('made')}
  last: { needs: [review], uses: write, with: { template: page.md, to: page.md } }
`,
  'templates/page.md': 'As it was.\n',
  'runs/r.yaml': 'pipeline: page\n',
};
const COPY = 'runs/r.run/pinned/1/templates/page.md';

const damages: readonly (readonly [string, (p: TestProject) => void])[] = [
  ['edited', (p) => p.write(COPY, 'As nobody approved it.\n')],
  ['deleted', (p) => rmSync(path.join(p.root, COPY))],
  [
    'replaced by a pipe',
    (p) => {
      rmSync(path.join(p.root, COPY));
      execFileSync('mkfifo', [path.join(p.root, COPY)]);
    },
  ],
];
for (const [what, damage] of damages)
  test(`a pinned template that was ${what} is restored from the project if that has the same content`, async () => {
    using p = project(TEMPLATED);
    assert.equal((await p.cli('run', 'r', '--quiet')).code, 3);
    damage(p);
    assert.equal((await p.cli('approve', 'r')).code, 0);
    const { code, err } = await p.cli('run', 'r', '--quiet');
    assert.equal(code, 0, err);
    assert.match(
      err,
      /pinned\/1\/templates\/page\.md warning\[run\/pinned-damaged\]: templates\/page\.md .* was restored/,
    );
    for (const file of [COPY, 'runs/r.run/last/page.md']) assert.equal(p.read(file), 'As it was.\n');
  });

test('line ends that git changed in a pinned copy are reported as that, because a checkout alone would repeat it', async () => {
  using p = await waiting();
  const copy = 'runs/r.run/pinned/1/pipelines/show.yaml';
  for (const file of ['pipelines/show.yaml', copy]) p.write(file, PIPELINE.replaceAll('\n', '\r\n'));
  const { code, err } = await p.cli('run', 'r');
  assert.equal(code, 2);
  assert.match(err, /pipelines\/show\.yaml: its line ends were changed, as git does where/);
  assert.match(
    err,
    /hint: add that line to \.gitattributes, .* `git rm -rq --cached runs\/r\.run && git checkout HEAD -- runs\/r\.run`\n/,
  );
});

test('`validate` uses the pinned pipeline of a run until its manifest requests the current one', async () => {
  using p = await waiting();
  const validate = async (): Promise<string> => (await p.cli('validate', '--format', 'json')).out;
  p.write(
    'pipelines/show.yaml',
    `inputs: { type: object, required: [lang], properties: { lang: { type: string } } }\n${PIPELINE}`,
  );
  assert.doesNotMatch(await validate(), /"error"/);
  p.write('runs/r.yaml', 'pipeline: show\napprovals: { reviw: { approved: true } }\n');
  assert.match(await validate(), /reviw/);
  p.write('runs/r.yaml', 'pipeline: show\nrerun: 2\n');
  assert.match(await validate(), /input\/missing/);
});

test('edits that wait for the next generation are reported beside the plan, which ignores them', async () => {
  using p = project({
    'pipelines/main.yaml': 'stages:\n  one: { uses: command, with: { argv: [date] } }\n',
    'runs/r.yaml': 'pipeline: main\n',
  });
  assert.equal((await p.cli('run', 'r')).code, 0);
  assert.equal((await p.cli('plan', 'r')).err, '');
  p.write('pipelines/main.yaml', 'stages:\n  one: { uses: command, with: { argv: [date, -u] } }\n');
  const { code, err } = await p.cli('plan', 'r');
  assert.equal(code, 0);
  assert.match(err, /warning\[run\/frozen-changed\]: the pipeline changed after this run started/);
  assert.equal((await p.cli('retry', 'r')).code, 0);
  assert.equal((await p.cli('plan', 'r')).err, '');
});

test('a plan names the stages that run again because their files are missing', async () => {
  using p = project({
    'pipelines/main.yaml': 'stages:\n  page: { uses: write, with: { text: made, to: page.md } }\n',
    'runs/r.yaml': 'pipeline: main\n',
  });
  assert.equal((await p.cli('run', 'r')).code, 0);
  rmSync(path.join(p.root, 'runs/r.run/page/page.md'));
  assert.equal((await p.cli('retry', 'r')).code, 0);
  const { code, err } = await p.cli('plan', 'r');
  assert.equal(code, 0);
  assert.match(err, /warning\[artifact\/missing\]: files made by page are missing; they will be made again/);
});
