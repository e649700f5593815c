/** What an operator is told of a daemon whose work reaches nobody: by `status`, and by `doctor`. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Finding } from '../../src/report/doctor-text.ts';
import { inMemory } from '../crash/graph.ts';
import { stopped, Team } from './git-team.ts';

const LIMIT = { timeout: 60_000 };
inMemory();

interface Told {
  /** Codes of warnings of `status`. */
  readonly status: readonly string[];
  readonly doctor: readonly Pick<Finding, 'name' | 'state'>[];
  readonly code: number | null;
}

async function told(team: Team): Promise<Told> {
  const { err } = await team.typing('status').ended;
  const { out, code } = await team.typing('doctor', '--json').ended;
  const { findings }: { readonly findings: readonly Finding[] } = JSON.parse(out);
  const own = findings.filter(({ area }) => area === 'daemon').map(({ name, state }) => ({ name, state }));
  return { status: [...err.matchAll(/\[(daemon\/[a-z]+)\]/g)].map(([, word = '']) => word), doctor: own, code };
}

test(
  'a daemon whose commits are refused is reported by `status` and `doctor` until they are accepted',
  LIMIT,
  async () => {
    await using team = new Team();
    const daemon = await team.watching();
    const isOurs = 'git log -1 --format=%B "$new" | grep -q ^Pipeline-Daemon';
    team.forge.hook('pre-receive', `read old new ref; ! ${isOurs}`);
    team.asks(['r']);
    await daemon.said(/git\/refused/);
    const refused = await told(team);
    assert.deepEqual([refused.status.includes('daemon/trouble'), refused.code], [true, 1]);
    assert.deepEqual(refused.doctor, [
      { name: 'process', state: 'ok' },
      { name: 'work', state: 'ok' },
      { name: 'branch main', state: 'missing' },
    ]);

    rmSync(path.join(team.forge.bare, 'hooks/pre-receive'));
    await daemon.said(/git: 1 commit pushed to main/);
    const taken = await told(team);
    assert.deepEqual([taken.status.includes('daemon/trouble'), taken.code], [false, 0]);
    assert.deepEqual(
      taken.doctor.map(({ state }) => state),
      ['ok', 'ok', 'ok'],
    );

    await stopped(daemon);
    const after = await told(team);
    assert.deepEqual([after.status, after.doctor], [[], [{ name: 'process', state: 'optional' }]]);
  },
);
