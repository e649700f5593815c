/** The program is killed in the middle of each fan-out and of a composition; what was made stays, the rest is made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ContentProject } from './content-project.ts';

const LIMIT = { timeout: 120_000 };
const SLOW = { type: 'offline', options: { delay: '300ms' } };
const PODCAST = {
  pipeline: 'podcast',
  inputs: { topic: 'How rockets work', show: 'curious-kids', notes: 'shows/curious-kids/notes/rockets.md', minutes: 2 },
  auto_approve: ['outline_review'],
  skip: ['music', 'jingle', 'cover', 'mixing'],
};
const STORYBOARD = {
  pipeline: 'storyboard-video',
  inputs: {
    title: 'The way of a drop',
    scenes: 4,
    seconds: 2,
    story:
      'A drop of rain hangs on a pine needle. The drop lets go and falls past ferns. ' +
      'A dry cushion of moss drinks the drop. A thin stream begins below the moss.',
  },
  skip: ['music'],
};

interface Case {
  readonly name: string;
  readonly manifest: typeof PODCAST | typeof STORYBOARD;
  /** Whose items are under way when it is killed, and how many of them are made by then. */
  readonly stage: string;
  readonly made: number;
  readonly slow: string;
}
const CASES: readonly Case[] = [
  { name: 'the segments of an episode', manifest: PODCAST, stage: 'segments', made: 2, slow: 'writer' },
  { name: 'the lines of an episode', manifest: PODCAST, stage: 'speech', made: 4, slow: 'voice' },
  { name: 'the clips of a storyboard', manifest: STORYBOARD, stage: 'clips', made: 2, slow: 'camera' },
];

for (const { name, manifest, stage, made, slow } of CASES) {
  test(`killed in the middle of ${name}, only what is missing is made afterwards`, LIMIT, async () => {
    await using project = new ContentProject({ providers: { [slow]: SLOW } });
    project.write('runs/r.yaml', manifest);
    const working = project.start('run', 'r', '--json');
    const isMade = ({ type, task }: { readonly type: string; readonly task?: unknown }): boolean =>
      type === 'attempt-succeeded' && String(task).startsWith(`${stage}[`);
    await working.until(isMade, made);
    await working.kill();
    const before = project.files('r');
    assert.ok(before.size >= made);
    const { code, shown } = await project.cli('run', 'r');
    assert.equal(code, 0, shown);
    const after = project.files('r');
    for (const [file, stamp] of before) assert.equal(after.get(file), stamp, `${file} was made again`);
    const items = Object.entries(project.tasks('r')).filter(([task]) => task.startsWith(`${stage}[`));
    const again = items.filter(([, task]) => (task.attempts?.length ?? 0) > 1);
    assert.ok(items.length > made, 'it was killed too late');
    assert.ok(again.length <= items.length - made, `${again.length} of ${items.length} were begun again`);
  });
}
