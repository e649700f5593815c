/** Runs that wait while the project around them changes: what they are pinned to is enough to go on with. */
import assert from 'node:assert/strict';
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

test('a run goes on though files are gone that only finished stages opened, or that were frozen when it began', async () => {
  using p = await waiting();
  for (const name of ['shows/a.yaml', 'tools/made.mjs', 'tools/words.txt']) rmSync(path.join(p.root, name));
  const approved = await p.cli('approve', 'r');
  assert.equal(approved.code, 0, approved.err);
  const { code, err } = await p.cli('run', 'r', '--quiet');
  assert.equal(code, 0, err);
});

test('what does not fit a run any more is told in its own copy of the definitions, with the way to those of now', async () => {
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

test('line ends that git changed in the copy are told as that: a checkout alone would change them again', async () => {
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

test('validate holds a run to the pipeline that it began with, until its manifest asks for the one of now', async () => {
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
