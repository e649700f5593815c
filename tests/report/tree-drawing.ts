/** States of a run from events in a few words, and how they are drawn. */
import assert from 'node:assert/strict';
import { evolve } from '../../src/core/evolve.ts';
import { progressOf } from '../../src/core/progress.ts';
import { epochMs, runId, runUid, usdMicros } from '../../src/model/brand.ts';
import type { Event } from '../../src/model/event.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import type { RunState } from '../../src/model/state.ts';
import { widthOf } from '../../src/report/excerpt.ts';
import { noPaint } from '../../src/report/paint.ts';
import { UNICODE } from '../../src/report/tree/glyphs.ts';
import { type TreeView, treeLines } from '../../src/report/tree/view.ts';
import { buildPipeline, type GraphSpec, RETRY } from '../rig/build-pipeline.ts';

const START = 1_000_000;
export const at = (seconds: number) => epochMs(START + 1000 * seconds);
export const digest = 'sha256:0' as never;
export const address = (task: string) => task as never;

/** Events in a few words, `seconds` after the start. */
export const expanded = (task: string, seconds = 0, keys?: readonly string[]): Event => ({
  type: 'stage-expanded',
  task: address(task),
  at: at(seconds),
  expansion: keys ? { type: 'items', keys: keys as never } : { type: 'single' },
});
export const prepared = (task: string, seconds = 0): Event => ({
  type: 'task-prepared',
  task: address(task),
  at: at(seconds),
  fingerprint: digest,
  depends: {},
});
const attempt = (task: string, n: number, seconds: number): Event => ({
  type: 'attempt-started',
  task: address(task),
  n,
  at: at(seconds),
  effectKey: 'key',
});
export const cost = (task: string, n: number, usd: number | null): Event => ({
  type: 'attempt-cost',
  task: address(task),
  n,
  at: at(0),
  cost: { usd: usd === null ? null : usdMicros(usd * 1e6), tokens: 0 },
});
export const succeeded = (task: string, n: number, seconds: number): Event => ({
  type: 'attempt-succeeded',
  task: address(task),
  n,
  at: at(seconds),
  output: { type: 'inline', value: null },
  artifacts: [],
  log: null,
  cachedFrom: null,
});
export const reused = (task: string, seconds: number): Event[] => [
  prepared(task, seconds),
  { type: 'task-reused', task: address(task), at: at(seconds) },
];
export const failed = (task: string, n: number, seconds: number, again: number | null, message = 'no luck'): Event => ({
  type: 'attempt-failed',
  task: address(task),
  n,
  at: at(seconds),
  outcome: 'failure',
  failure: { code: 'command/exit', message, retry: 'policy' },
  retryAt: again === null ? null : at(again),
  log: null,
});
/** A task from its preparation into its first attempt. */
export const started = (task: string, seconds: number): Event[] => [prepared(task, seconds), attempt(task, 1, seconds)];
export const begun = (task: string, seconds: number): Event[] => [expanded(task, seconds), ...started(task, seconds)];
export const made = (task: string, seconds: number, took: number): Event[] => [
  ...begun(task, seconds),
  succeeded(task, 1, seconds + took),
];

export const generation = (n: number, seconds: number): readonly Event[] => [
  {
    type: 'generation-started',
    at: at(seconds),
    run: runId('ep001'),
    uid: runUid('uid'),
    generation: n,
    pipeline: { name: 'podcast', digest },
    inputs: {},
    from: [],
  },
  { type: 'execution-started', at: at(seconds), host: 'test', pid: 1, version: '0' },
];

function stateOf(pipeline: Pipeline, events: readonly Event[]): RunState {
  const state = [...generation(1, 0), ...events].reduce<RunState | null>(
    (run, event) => evolve(pipeline, run, event),
    null,
  );
  assert.ok(state);
  return state;
}

export type Looked = Partial<Pick<TreeView, 'width' | 'height' | 'left' | 'look' | 'part'>> & {
  readonly seconds?: number;
};

export function drawn(pipeline: Pipeline, events: readonly Event[], looked: Looked = {}): readonly string[] {
  const { seconds = 42, width = 79, height = 24, left = null, look = { glyphs: UNICODE, paint: noPaint } } = looked;
  const { part = null } = looked;
  const state = stateOf(pipeline, events);
  const progress = progressOf(pipeline, state);
  const lines = treeLines({ pipeline, state, progress, left, now: at(seconds), width, height, look, part });
  assert.ok(lines.length <= height, `${lines.length} lines for ${height}`);
  for (const line of lines) assert.ok(widthOf(line) <= width, `${widthOf(line)} columns for ${width}: ${line}`);
  return lines;
}

export const podcast = (specs: GraphSpec) => buildPipeline(specs, { name: 'podcast' });
const THREE = { ...RETRY, attempts: 3 };

export const SHOW = podcast({
  ideation: {},
  outlining: { needs: ['ideation'], retry: THREE },
  segments: { needs: ['outlining'], foreach: '5', retry: THREE },
  script: { needs: ['segments'] },
});
export const SHOWN: readonly Event[] = [
  ...begun('ideation', 0),
  cost('ideation', 1, 0.02),
  succeeded('ideation', 1, 2.1),
];
export const ITEMS: readonly Event[] = [
  ...SHOWN,
  ...begun('outlining', 3),
  failed('outlining', 1, 4, 5),
  attempt('outlining', 2, 5),
  succeeded('outlining', 2, 7),
  expanded('segments', 30, ['intro', 'fuel', 'stages', 'orbit', 'outro']),
  ...['intro', 'fuel', 'stages', 'orbit'].flatMap((key) => started(`segments[${key}]`, 30)),
  cost('segments[stages]', 1, 0.06),
  succeeded('segments[stages]', 1, 31),
  succeeded('segments[orbit]', 1, 32),
  failed('segments[fuel]', 1, 33, 34),
  attempt('segments[fuel]', 2, 34),
];
