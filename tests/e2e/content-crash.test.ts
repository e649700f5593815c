/** The program is killed in the middle of each fan-out and of a composition; what was made stays, the rest is made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../src/model/json.ts';
import { modelServer } from '../rig/model-server.ts';
import { askedAt } from './content-answers.ts';
import { LINES, SHORT_VIDEO, STORYBOARD } from './content-manifests.ts';
import { ContentProject, type Event } from './content-project.ts';

const LIMIT = { timeout: 120_000 };
process.env.LOOPBACK_KEY = 'sk-of-the-loopback';
const SLOW = { type: 'offline', concurrency: 1, options: { delay: '300ms' } };

interface Case {
  readonly name: string;
  readonly manifest: JsonObject;
  /** Whose items are under way when it is killed, and how many of them are made by then. */
  readonly stage: string;
  readonly made: number;
  readonly slow: string;
}
const CASES: readonly Case[] = [
  { name: 'the segments of an episode', manifest: LINES, stage: 'segments', made: 1, slow: 'writer' },
  { name: 'the lines of an episode', manifest: LINES, stage: 'speech', made: 4, slow: 'voice' },
  { name: 'the clips of a storyboard', manifest: STORYBOARD, stage: 'clips', made: 1, slow: 'camera' },
];

for (const { name, manifest, stage, made, slow } of CASES) {
  test(`after a kill during ${name}, only what is missing is made, and the result is the same`, LIMIT, async () => {
    await using project = new ContentProject({ providers: { [slow]: SLOW } });
    project.write('runs/r.yaml', manifest);
    const isOfIt = ({ task }: Event): boolean => String(task).startsWith(`${stage}[`);
    const working = project.start('run', 'r', '--until', stage, '--json');
    await working.until((event) => event.type === 'attempt-succeeded' && isOfIt(event), made);
    const done = doneBy(await working.kill());
    project.configure({});
    const { code, shown } = await project.cli('run', 'r', '--until', stage);
    assert.equal(code, 0, shown);
    const tasks = Object.entries(project.tasks('r'));
    const again = tasks.flatMap(([task, { attempts = [] }]) => (attempts.length > 1 ? [task] : []));
    assert.ok(again.length > 0, 'it was killed too late');
    assert.deepEqual(
      again.filter((task) => done.includes(task) || !task.startsWith(`${stage}[`)),
      [],
    );
    assert.deepEqual(project.digests('r'), await undisturbed(manifest, stage));
  });
}

const doneBy = (events: readonly Event[]): readonly unknown[] =>
  events.flatMap(({ type, task }) => (type === 'attempt-succeeded' ? [task] : []));

async function undisturbed(manifest: JsonObject, until: string): Promise<Readonly<Record<string, string>>> {
  await using project = new ContentProject();
  project.write('runs/r.yaml', manifest);
  const { code, shown } = await project.cli('run', 'r', '--until', until);
  assert.equal(code, 0, shown);
  return project.digests('r');
}

test('after a kill during the composition, the video is composed again from existing parts', LIMIT, async () => {
  await using project = new ContentProject();
  project.write('runs/r.yaml', SHORT_VIDEO);
  const working = project.start('run', 'r', '--json');
  await working.until(({ type, task }) => type === 'attempt-progressed' && task === 'composition');
  const done = doneBy(await working.kill());
  const { code, shown } = await project.cli('run', 'r', '--waiting-ok');
  assert.equal(code, 0, shown);
  assert.ok(done.includes('content_generation/script'));
  const attempts = Object.entries(project.tasks('r')).map(([task, { attempts: all = [] }]) => [task, all.length]);
  const again = attempts.filter(([, count]) => Number(count) > 1);
  assert.deepEqual(again, [['composition', 2]]);
  assert.equal(project.checkpoint('r').status, 'awaiting_approval');
});

test('clips that a provider was making during a kill are fetched, not ordered again', LIMIT, async () => {
  await using server = await modelServer({ otherwise: () => ({ type: 'answer', polls: 1 }) });
  await using project = new ContentProject({ providers: { camera: askedAt(server) } });
  project.write('runs/r.yaml', { ...STORYBOARD, inputs: { ...STORYBOARD.inputs, scenes: 2, seconds: 4 } });
  const ordered = (): number => server.ledger.filter(({ method }) => method === 'POST').length;
  const working = project.start('run', 'r', '--until', 'clips', '--json');
  await working.until(({ type }) => type === 'attempt-external', 2);
  await working.kill();
  assert.equal(ordered(), 2);
  const { code, shown } = await project.cli('run', 'r', '--until', 'clips');
  assert.equal(code, 0, shown);
  assert.equal(ordered(), 2);
  const clips = Object.entries(project.tasks('r')).filter(([task]) => task.startsWith('clips['));
  assert.deepEqual(
    clips.map(([, { status, attempts = [] }]) => [status, attempts.length]),
    [
      ['completed', 2],
      ['completed', 2],
    ],
  );
});
