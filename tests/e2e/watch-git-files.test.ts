/** `watch --git` and stages that keep entries of project files up to date, while people edit the same files. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inMemory } from '../crash/graph.ts';
import { HOLD, stopped, Team, type TeamParts } from './git-team.ts';

const LIMIT = { timeout: 60_000 };
inMemory();

const FILE = 'shows/x/episodes.json';

/** Puts its entry, then a stage that notes its name and does what the shell is told. */
const writing = (script = ''): TeamParts => ({
  config: { machine_files: ['shows/*/episodes.json'] },
  pipelines: {
    main: {
      stages: {
        list: {
          uses: 'write',
          with: { upsert: { file: FILE, at: '/episodes', key: '${{ run.id }}', value: { title: '${{ run.id }}' } } },
        },
        last: {
          uses: 'command',
          needs: ['list'],
          with: { argv: ['sh', '-c', `echo "$PIPELINE_RUN last" >> "@notes"; ${script} echo done`] },
        },
      },
    },
  },
});

const titles = (text: string | null): unknown =>
  Object.values(JSON.parse(text ?? '{}').episodes ?? {}).map((entry) => Object(entry).title);
const onBranch = (team: Team): unknown => titles(team.forge.show(FILE));
const inTree = (team: Team): string | null => {
  const file = path.join(team.tree, FILE);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};
const textWith = (...names: readonly string[]): string =>
  `${JSON.stringify({ episodes: Object.fromEntries(names.map((name) => [name, { title: name }])) }, null, 2)}\n`;

test(
  'runs that write into one file have their entries on the branch with the commits of their ends',
  LIMIT,
  async () => {
    await using team = new Team(writing());
    const daemon = await team.watching();
    team.asks(['a', 'b']);
    await team.reaches('a', 'completed');
    await team.reaches('b', 'completed');
    await stopped(daemon);
    assert.deepEqual([onBranch(team)].flat().toSorted(), ['a', 'b']);
    const bodies = team.forge.git('log', '--format=%b', 'main', '--', FILE);
    assert.match(bodies, new RegExp(`entries in ${FILE}`));
  },
);

test(
  'a person who edits the file between two runs, or during one, loses nothing, and neither do the runs',
  LIMIT,
  async () => {
    await using team = new Team(writing(HOLD));
    team.ann.publish({ [FILE]: textWith('by hand') });
    const daemon = await team.watching();
    team.asks(['a']);
    await daemon.said(/started +last/);
    team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
    team.ann.publish({ [FILE]: textWith('meanwhile', 'by hand') });
    team.letGo();
    await team.reaches('a', 'completed');
    assert.deepEqual(onBranch(team), ['meanwhile', 'by hand', 'a']);
    team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
    team.ann.publish({ [FILE]: textWith('meanwhile', 'a') });
    team.asks(['b']);
    await team.reaches('b', 'completed');
    await stopped(daemon);
    assert.deepEqual(onBranch(team), ['meanwhile', 'a', 'b']);
  },
);

test(
  'a daemon killed between entry and commit, while a person pushes, has both after the next start',
  LIMIT,
  async () => {
    await using team = new Team(writing(HOLD));
    team.ann.publish({ [FILE]: textWith('by hand') });
    const first = await team.watching();
    team.asks(['a']);
    await first.said(/started +last/);
    await first.kill();
    assert.deepEqual(titles(inTree(team)), ['by hand', 'a']);
    team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
    team.ann.publish({ [FILE]: textWith('by hand', 'meanwhile') });
    const second = await team.watching();
    await team.until(() => existsSync(path.join(team.tree, FILE)));
    team.letGo();
    await team.reaches('a', 'completed');
    await stopped(second);
    assert.deepEqual(onBranch(team), ['by hand', 'meanwhile', 'a']);
  },
);

test(
  'a pushed broken file is reported, keeps our entries locally and stops no run; once corrected, it is merged',
  LIMIT,
  async () => {
    await using team = new Team(writing(HOLD));
    team.ann.publish({ [FILE]: textWith('by hand') });
    const daemon = await team.watching();
    team.asks(['a']);
    await daemon.said(/started +last/);
    team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
    team.ann.publish({ [FILE]: '<<<<<<< mine\n' });
    await daemon.said(/git\/conflict.*shows\/x\/episodes\.json cannot be merged/);
    team.letGo();
    await team.reaches('a', 'completed');
    assert.equal(team.forge.show(FILE), '<<<<<<< mine');
    assert.deepEqual(titles(inTree(team)), ['by hand', 'a']);
    team.ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
    team.ann.publish({ [FILE]: textWith('mended') });
    await daemon.said(/cannot be merged.*\n[\d:]+ {2}git: (?!.*cannot be merged)/s);
    team.asks(['b']);
    await team.reaches('b', 'completed');
    await stopped(daemon);
    assert.deepEqual(onBranch(team), ['mended', 'a', 'b']);
  },
);
