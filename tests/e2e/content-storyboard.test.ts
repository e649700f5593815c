/** A storyboard from its manifest to one video, and one of its clips that goes missing. One run for all tests. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { STORYBOARD } from './content-manifests.ts';
import { measured } from './content-measure.ts';
import { ContentProject, type Ran } from './content-project.ts';

const LIMIT = { timeout: 240_000 };
const VIDEO = 'runs/s.run/stitch/video.mp4';
const clip = (scene: number): string => `runs/s.run/clips/scene-${scene}/clip.mp4`;

let project: ContentProject;
let ran: Ran;
before(async () => {
  project = new ContentProject({ as: 'shipped' });
  // As with content-short-video.test.ts: nothing that is looked at depends on how many frames there are.
  project.change('pipelines/storyboard-video.yaml', 'fps: 24', 'fps: 8');
  const inputs = { ...STORYBOARD.inputs, scenes: 2, seconds: 2 };
  project.write('runs/s.yaml', { ...STORYBOARD, inputs, skip: [] });
  ran = await project.cli('run', 's');
}, LIMIT);
after(() => project[Symbol.asyncDispose]());

/** Of each scene, as the storyboard has it. */
function lengths(): readonly number[] {
  const { scenes }: { readonly scenes: readonly { readonly seconds: number }[] } = JSON.parse(
    project.text('runs/s.run/storyboard/answer.json'),
  );
  return scenes.map(({ seconds }) => seconds);
}

test('a storyboard becomes one video with music, as long as its scenes', LIMIT, async () => {
  assert.equal(ran.code, 0, ran.shown);
  const { seconds, ...streams } = await measured(project.path(VIDEO));
  assert.deepEqual(streams, { video: 'h264 1280x720', audio: 'aac' });
  const whole = lengths().reduce((sum, length) => sum + length, 0);
  // Half a second is shared by both where they fade into each other, or nothing where they are cut.
  assert.ok(seconds > whole - 0.7 && seconds < whole + 0.2, `${seconds} of ${whole} s`);
});

test('each scene is a separate clip, and ends with the image with which the next one begins', LIMIT, async () => {
  for (const [index, length] of lengths().entries()) {
    const { seconds, video } = await measured(project.path(clip(index + 1)));
    assert.equal(video, 'h264 1280x720');
    assert.ok(Math.abs(seconds - length) < 0.1, `${seconds} of ${length} s`);
  }
  const { stdout } = await project.cli('lineage', clip(2));
  for (const picture of ['keyframes/scene-1/frame.png', 'keyframes/scene-2/frame.png'])
    assert.ok(stdout.includes(picture), `${picture} is missing in\n${stdout}`);
});

test('one deleted clip is made again by `retry`, without remaking its sources', LIMIT, async () => {
  const before = project.files('s');
  rmSync(project.path(clip(2)));
  assert.equal((await project.cli('retry', 's')).code, 0);
  const { code, shown } = await project.cli('run', 's');
  assert.equal(code, 0, shown);
  const changed = [...project.files('s')].flatMap(([file, stamp]) => (before.get(file) === stamp ? [] : [file]));
  assert.deepEqual(changed, [clip(2)]);
  const attempts = Object.entries(project.tasks('s')).map(([task, { attempts: all = [] }]) => [task, all.length]);
  assert.deepEqual(
    attempts.filter(([, count]) => count !== 1),
    [['clips[scene-2]', 2]],
  );
});
