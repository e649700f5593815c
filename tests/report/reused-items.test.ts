/** Lines of a turn in which much is reused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskAddress } from '../../src/model/address.ts';
import { epochMs, runId } from '../../src/model/brand.ts';
import type { Event } from '../../src/model/event.ts';
import { DaemonLines } from '../../src/report/daemon-lines.ts';
import { noPaint } from '../../src/report/paint.ts';
import { RunLines } from '../../src/report/run-lines.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';
import { finish, rig, success } from '../rig/engine.ts';

const pipeline = buildPipeline({ one: {}, many: { foreach: '4' } });
const made = rig(pipeline, { work: () => success() });
const { state } = await finish(made);
const reused = (task: string): Event => ({
  type: 'task-reused',
  task: task as TaskAddress,
  at: epochMs(1_000_000),
});

/** @param turns tasks that are reused: of one run, or `run:task`. */
async function linesOf(kind: typeof RunLines | typeof DaemonLines, turns: readonly (readonly string[])[]) {
  let text = '';
  const options = {
    write: (more: string) => {
      text += more;
    },
    paint: noPaint,
    expected: () => ({ task: () => null, lanes: 4 }),
  };
  const lines = new kind(options);
  for (const turn of turns) {
    for (const name of turn) {
      const [task = '', run = 'ep1'] = name.split('@');
      lines.saw(reused(task), { state: { ...state, id: runId(run) }, run: runId(run), pipeline, part: null });
    }
    await Promise.resolve();
  }
  lines.close();
  return Array.from(text.matchAll(/(?:(ep\d) +)?reused +(\S+) +(.*?)(?: {2}\[.*)?$/gm), (found) =>
    found.slice(1).filter(Boolean).join(' '),
  );
}

const SAME = 'nothing it depends on has changed';

test('consecutive reused items of a list are one line, whatever the turns', async () => {
  const turns = [['one', 'many[k0]', 'many[k1]', 'many[k2]'], ['many[k3]']];
  assert.deepEqual(await linesOf(RunLines, turns), [`one ${SAME}`, 'many 4 items: nothing they depend on has changed']);
});

test('reused items are not joined across another line, another list or another run', async () => {
  const turns = [['many[k0]', 'one', 'many[k1]', 'more[k0]', 'more[k1]@ep2', 'more[k2]@ep2']];
  assert.deepEqual(await linesOf(DaemonLines, turns), [
    `ep1 many[k0] ${SAME}`,
    `ep1 one ${SAME}`,
    `ep1 many[k1] ${SAME}`,
    `ep1 more[k0] ${SAME}`,
    'ep2 more 2 items: nothing they depend on has changed',
  ]);
});
