import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochMs, runId } from '../../src/model/brand.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import { DaemonLines } from '../../src/report/daemon-lines.ts';
import { noPaint } from '../../src/report/paint.ts';
import { timeOfDay } from '../../src/report/words.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';
import { finish, rig, success } from '../rig/engine.ts';

/** All that happened in a run of a pipeline, said as that of several runs, one after the other for each event. */
async function linesOf(pipeline: Pipeline, ...runs: readonly string[]): Promise<readonly string[]> {
  const made = rig(pipeline, { work: () => success() });
  const { state } = await finish(made);
  const written: string[] = [];
  const lines = new DaemonLines({ write: (text) => void written.push(text), paint: noPaint });
  for (const { events } of made.journal) {
    for (const event of events)
      for (const run of runs) {
        const context = { run: runId(run), state, pipeline, part: null };
        lines.saw(event, context);
      }
    await Promise.resolve();
  }
  lines.close();
  return written.join('').split('\n').slice(1, -1); // the first is the date
}

const TIME = timeOfDay(epochMs(1_000_000)).length;
const words = (line: string): readonly string[] =>
  line
    .slice(TIME)
    .trim()
    .split(/\s{2,}/);

test('every line begins with the time and the run id', async () => {
  const lines = await linesOf(buildPipeline({ a: {} }), 'ep1', 'ep2');
  assert.ok(lines.length > 0);
  assert.deepEqual([...new Set(lines.map((line) => words(line)[0]))], ['ep1', 'ep2']);
});

test('stages of the same name in two runs are distinguished', async () => {
  const both = await linesOf(buildPipeline({ a: {}, b: { needs: ['a'] } }), 'ep1', 'ep2');
  const alone = await linesOf(buildPipeline({ a: {}, b: { needs: ['a'] } }), 'ep1');
  assert.deepEqual(
    both.filter((line) => words(line)[0] === 'ep1').map((line) => words(line).slice(1)),
    alone.map((line) => words(line).slice(1)),
  );
});

test('the text after the run id is in columns that never move to the left', async () => {
  const lines = await linesOf(buildPipeline({ a: {} }), 'a-long-name', 'b');
  const columns = lines.map((line) => line.indexOf(words(line)[1] ?? '', TIME + 'a-long-name'.length));
  assert.equal(new Set(columns).size, 1, lines.join('\n'));
});

test('a name cannot move the cursor', async () => {
  const [line = ''] = await linesOf(buildPipeline({ a: {} }), 'a\u001b[2Jb');
  assert.ok(!line.includes('\u001b'));
});

test('the date precedes the first line of each day, and messages of the daemon have their time', () => {
  const hours = (n: number) => epochMs(new Date(2026, 10, 22, n).getTime());
  const texts = (since?: number): string => {
    let written = '';
    const write = (text: string): void => {
      written += text;
    };
    const lines = new DaemonLines({ write, paint: noPaint, ...(since === undefined ? {} : { since: hours(since) }) });
    for (const hour of [1, 2, 25]) lines.say(hours(hour), 'git: away\n    hint: none');
    return written;
  };
  const told = (hour: string): string => `${hour}:00:00  git: away\n    hint: none\n`;
  const nextDay = `2026-11-23\n${told('01')}`;
  assert.equal(texts(), `2026-11-22\n${told('01')}${told('02')}${nextDay}`);
  assert.equal(texts(0), `${told('01')}${told('02')}${nextDay}`);
});
