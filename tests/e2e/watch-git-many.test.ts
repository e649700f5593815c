/** `watch --git` with many runs that wait for people: what one answer costs does not grow with the others. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inMemory } from '../crash/graph.ts';
import { gated, stopped, Team } from './git-team.ts';

const LIMIT = { timeout: 60_000 };
inMemory();

test(
  'many waiting runs are read a few at a time, so the daemon starts with a low limit of open files',
  LIMIT,
  async () => {
    await using team = new Team({ pipelines: { main: gated() } });
    const runs = Array.from({ length: 40 }, (_, n) => `r${n}`);
    team.asks(runs);
    assert.equal((await team.reconciling().ended).code, 3);
    const daemon = await team.narrow(100);
    team.answers(team.ann, 'r7');
    await team.reaches('r7', 'completed');
    const { err } = await stopped(daemon);
    assert.doesNotMatch(err, /could not/);
  },
);

test('an answer to one run is read without calling git for runs that no commit touched', LIMIT, async () => {
  await using team = new Team({ pipelines: { main: gated() } });
  team.asks(['a', 'b', 'c']);
  assert.equal((await team.reconciling().ended).code, 3);
  const trace = path.join(team.forge.root, 'trace');
  process.env.GIT_TRACE = trace;
  const daemon = await team.watching();
  delete process.env.GIT_TRACE;
  team.answers(team.ann, 'b');
  await team.reaches('b', 'completed');
  const lately = readFileSync(trace, 'utf8');
  writeFileSync(trace, '');
  team.answers(team.ann, 'c');
  await team.reaches('c', 'completed');
  await stopped(daemon);
  assert.match(lately, /ls-tree .*runs\/a\.yaml/, 'at the start each is read');
  const asked = readFileSync(trace, 'utf8');
  assert.match(asked, /ls-tree .*runs\/c\.yaml/);
  assert.doesNotMatch(asked, /runs\/a\.yaml/);
});
