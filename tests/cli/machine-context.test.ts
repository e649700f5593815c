/** Files that runs write, read as context: what other runs add meanwhile is no reason to do anything again. */
import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project, type TestProject } from './rig.ts';

const told = (more = ''): string =>
  `{ uses: command, with: { argv: [sh, -c, 'echo $PIPELINE_RUN:$PIPELINE_STAGE >> log.txt; ${more}'] } }`;
/** An episode: it reads what its show knows of others, is made, and is added to that. */
const FILES = {
  'pipeline-runner.config.yaml': 'machine_files: [shows/*/episodes.json]\n',
  'shows/kids/blueprint.yaml': 'voice: deep\n',
  'shows/kids/episodes.json': '{ "episodes": {} }\n',
  'shows/teens/episodes.json': '{ "episodes": {} }\n',
  'pipelines/episode.yaml': `inputs: { type: object, properties: { show: { type: string, default: kids } } }
context:
  show: { file: shows/kids/blueprint.yaml }
  episodes: { file: "shows/\${{ inputs.show }}/episodes.json" }
defaults: { retry: { attempts: 1 } }
stages:
  write: ${told()}
  speak: { needs: [write], ${told('test -e voice.txt').slice(1)}
  complete:
    uses: write
    needs: [speak]
    with: { upsert: { file: "shows/\${{ inputs.show }}/episodes.json", at: /episodes, key: "\${{ run.id }}", value: { voice: "\${{ context.show.voice }}" } } }
`,
  'runs/ep1.yaml': 'pipeline: episode\n',
  'runs/ep2.yaml': 'pipeline: episode\n',
};

async function carriedOut(p: TestProject, run: string, code = 0): Promise<string[]> {
  const log = path.join(p.root, 'log.txt');
  rmSync(log, { force: true });
  const ended = await p.cli('run', run, '--quiet');
  assert.equal(ended.code, code, ended.err);
  return existsSync(log) ? p.read('log.txt').trimEnd().split('\n') : [];
}

/** `ep1` lost its voice, and `ep2`, which has begun later, is completed. */
async function overtaken(): Promise<TestProject> {
  const p = project(FILES);
  assert.deepEqual(await carriedOut(p, 'ep1', 1), ['ep1:write', 'ep1:speak']);
  p.write('voice.txt', '');
  assert.deepEqual(await carriedOut(p, 'ep2'), ['ep2:write', 'ep2:speak']);
  assert.deepEqual(JSON.parse(p.read('shows/kids/episodes.json')).episodes, { ep2: { voice: 'deep' } });
  return p;
}

test('a failed run continues with its frozen machine files although another run has changed them', async () => {
  using p = await overtaken();
  assert.equal((await p.cli('retry', 'ep1')).code, 0);
  const plan = JSON.parse((await p.cli('plan', 'ep1', '--json')).out);
  assert.equal(plan.tasks.find(({ address }: { address: string }) => address === 'write').action, 'reuse');
  assert.deepEqual(await carriedOut(p, 'ep1'), ['ep1:speak']);
  const { episodes } = JSON.parse(p.read('shows/kids/episodes.json'));
  assert.deepEqual(Object.keys(episodes).sort(), ['ep1', 'ep2'], 'what others have added stays');
});

test('a fork sees the frozen machine files of the run that it forks', async () => {
  using p = await overtaken();
  assert.equal((await p.cli('fork', 'ep2', '--as', 'ep3', '--from', 'speak')).code, 0);
  assert.deepEqual(await carriedOut(p, 'ep3'), ['ep3:speak']);
});

/** The same, where the episode is a sub-pipeline that reads what its show knows, and is published by its parent. */
const NESTED = {
  'pipelines/episode.yaml': `inputs: { type: object, properties: { show: { type: string, default: kids } } }
context:
  episodes: { file: "shows/\${{ inputs.show }}/episodes.json" }
defaults: { retry: { attempts: 1 } }
stages:
  write: ${told()}
  speak: { needs: [write], ${told('test -e voice.txt').slice(1)}
`,
  'pipelines/season.yaml': `defaults: { retry: { attempts: 1 } }
stages:
  check: { uses: command, with: { argv: [sh, -c, 'test ! -e closed.txt'] } }
  episode: { needs: [check], uses: pipeline, with: { pipeline: episode, inputs: { show: kids } } }
  announce: { needs: [episode], ${told().slice(1)}
`,
  'runs/ep1.yaml': 'pipeline: season\n',
  'runs/ep2.yaml': 'pipeline: season\n',
};

test('a sub-pipeline that is opened again sees the same machine files, even after a generation that skipped it, and in a fork', async () => {
  using p = project({ ...FILES, ...NESTED });
  assert.deepEqual(await carriedOut(p, 'ep1', 1), ['ep1:write', 'ep1:speak']);
  p.write('shows/kids/episodes.json', '{ "episodes": { "other": {} } }\n');
  p.write('closed.txt', '');
  assert.equal((await p.cli('retry', 'ep1', '--from', 'check')).code, 0);
  assert.deepEqual(await carriedOut(p, 'ep1', 1), []);
  rmSync(path.join(p.root, 'closed.txt'));
  p.write('voice.txt', '');
  assert.equal((await p.cli('retry', 'ep1')).code, 0);
  assert.deepEqual(await carriedOut(p, 'ep1'), ['ep1:speak', 'ep1:announce']);
  const { episode } = JSON.parse(p.read('runs/ep1.checkpoint.json')).stages;
  assert.deepEqual(episode.context, { episodes: { episodes: {} } });
  assert.deepEqual(episode.context_files, { episodes: 'shows/kids/episodes.json' });

  assert.equal((await p.cli('fork', 'ep1', '--as', 'ep3', '--from', 'announce')).code, 0);
  assert.deepEqual(await carriedOut(p, 'ep3'), ['ep3:announce']);
});

test("a person's file is frozen anew by the next generation, and so is another file of the same name", async () => {
  using p = await overtaken();
  p.write('shows/kids/blueprint.yaml', 'voice: high\n');
  assert.equal((await p.cli('retry', 'ep1')).code, 0);
  assert.deepEqual(await carriedOut(p, 'ep1'), ['ep1:write', 'ep1:speak']);
  assert.equal(JSON.parse(p.read('shows/kids/episodes.json')).episodes.ep1.voice, 'high');

  p.write('shows/teens/episodes.json', '{ "episodes": { "old": { "voice": "low" } } }\n');
  p.write('runs/ep1.yaml', 'pipeline: episode\ninputs: { show: teens }\nrerun: { n: 3 }\n');
  await carriedOut(p, 'ep1');
  const frozen = JSON.parse(p.read('runs/ep1.run/pinned/3/context.json'));
  assert.deepEqual(frozen.episodes, { episodes: { old: { voice: 'low' } } });
});
