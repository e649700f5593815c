/**
 * Files that several runs keep up to date: SIGKILL in the middle leaves the old or the new one, never half of one; the
 * next process goes on; and processes that write at the same time lose nothing of each other.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { TestProject } from '../rig/project.ts';
import { builtUpsert, type Program } from './bundle.ts';
import { inMemory } from './graph.ts';

const LIMIT = { timeout: 120_000 };
const FILE = 'shows/kids/episodes.json';
const OLD = `${JSON.stringify({ show: 'kids', episodes: { one: { title: 'One' } } }, null, 2)}\n`;
const WRITERS = 3;
const ENTRIES = 25;
inMemory();

let program: Program;
before(async () => {
  program = await builtUpsert();
});
after(() => program[Symbol.dispose]());

interface Kill {
  readonly operation: 'open' | 'write' | 'sync' | 'rename' | 'remove';
  readonly whens: readonly ('before' | 'half' | 'after')[];
}
const KILLS: readonly Kill[] = [
  { operation: 'open', whens: ['before', 'after'] },
  { operation: 'write', whens: ['before', 'half', 'after'] },
  { operation: 'sync', whens: ['before', 'after'] },
  { operation: 'rename', whens: ['before', 'after'] },
  { operation: 'remove', whens: ['before', 'after'] },
];

const projectWithEpisodes = () =>
  TestProject.make({ config: { machine_files: ['shows/*/episodes.json'] }, files: { [FILE]: OLD } });

async function upsert({ root }: TestProject, ...args: readonly string[]): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [program.file, root, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (signal === null) assert.equal(code, 0, err);
  return signal;
}

const entriesIn = (project: TestProject): Readonly<Record<string, unknown>> => JSON.parse(project.text(FILE)).episodes;

test(
  'a process that is killed during an upsert leaves the old or the new file, and the next one continues',
  LIMIT,
  async () => {
    for (const { operation, whens } of KILLS) {
      for (const when of whens) {
        const where = `${when} ${operation}`;
        await using project = await projectWithEpisodes();
        assert.equal(await upsert(project, 'a', '1', operation, when), 'SIGKILL', where);
        const left = Object.keys(entriesIn(project));
        assert.ok(['one', 'one,a1'].includes(left.join()), `${left} (${where})`);
        assert.equal(await upsert(project, 'b', '1'), null, where);
        assert.deepEqual(Object.keys(entriesIn(project)), [...left, 'b1'], where);
        assert.deepEqual(
          project.files('shows').filter((file) => file !== FILE),
          [],
          where,
        );
      }
    }
  },
);

test(`${WRITERS} processes that write concurrently lose none of each other's entries`, LIMIT, async () => {
  await using project = await projectWithEpisodes();
  const names = Array.from({ length: WRITERS }, (_, index) => `w${index}-`);
  await Promise.all(names.map((name) => upsert(project, name, String(ENTRIES))));
  const all = names.flatMap((name) => Array.from({ length: ENTRIES }, (_, index) => `${name}${index + 1}`));
  assert.deepEqual(Object.keys(entriesIn(project)).sort(), ['one', ...all].sort());
});
