/** What a manifest says about the gates of its pipeline, against the pipeline. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSkippable } from '../../src/core/skippable.ts';
import { durationMs } from '../../src/model/brand.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Gate } from '../../src/model/gate.ts';
import { DEFAULT_CONFIG } from '../../src/parse/config.ts';
import { checkManifest, parseManifest } from '../../src/parse/manifest.ts';
import { buildPipeline, childStage, type StageSpec } from '../rig/build-pipeline.ts';
import { PLAIN_GATE } from '../rig/plain-gate.ts';

const GATE: Gate = { ...PLAIN_GATE, editable: true, remindAfter: durationMs(604_800_000) };
const gate = (more: Partial<Gate> = {}, stage: StageSpec = {}): StageSpec => ({
  uses: 'approval',
  needs: ['outline'],
  ...stage,
  gate: { ...GATE, ...more },
});
const PLAIN: StageSpec = { gate: null };
const ITEMS: StageSpec = { gate: null, foreach: '[1, 2]' };

const episode = buildPipeline({ script: PLAIN, review: gate({}, { needs: ['script'] }) }, { name: 'episode' });
const demo = buildPipeline(
  {
    outline: PLAIN,
    outline_review: gate(),
    strict: gate({ editable: false, rework: null }),
    waivable: gate({ autoApprove: 'allowed' }),
    episode: childStage(episode, PLAIN),
    episodes: childStage(episode, ITEMS),
  },
  { name: 'demo' },
);

function check(rest: string, pipeline = demo): readonly Diagnostic[] {
  const { document, diagnostics } = parseManifest('runs/a.yaml', `pipeline: demo\n${rest}\n`);
  assert.deepEqual(diagnostics, [], rest);
  assert.ok(document);
  return checkManifest(document, pipeline, DEFAULT_CONFIG);
}

function brief({ code, severity, at }: Diagnostic): string {
  const place = at && 'line' in at ? `${at.line}:${at.column}` : '-';
  return `${severity === 'warning' ? 'warning ' : ''}${code} ${place}`;
}

const MISTAKES: Readonly<Record<string, readonly string[]>> = {
  'approvals: { outlne_review: { approved: true } }': ['answer/unknown-gate 2:14'],
  'approvals: { outline: { approved: true } }': ['answer/no-gate 2:14'],
  'approvals: { episodes: { approved: true } }': ['answer/no-gate 2:14'],
  'approvals: { "episodes[e1]": { approved: true } }': ['answer/no-gate 2:14'],
  'approvals: { episode/script: { approved: true } }': ['answer/no-gate 2:14'],
  'approvals: { episode/reveiw: { approved: true } }': ['answer/unknown-gate 2:14'],
  'approvals: { episodes/review: { approved: true } }': ['answer/unknown-gate 2:14'],
  'approvals: { "episode[e1]/review": { approved: true } }': ['answer/unknown-gate 2:14'],
  'approvals: { "outline_review[e1]": { approved: true } }': ['answer/unknown-gate 2:14'],
  'approvals: { outline_review/review: { approved: true } }': ['answer/unknown-gate 2:14'],
  'approvals: { "episodes[../e1]/review": { approved: true } }': ['answer/unknown-gate 2:14'],
  'approvals: { "finally:outline_review": { approved: true } }': ['answer/unknown-gate 2:14'],
  'approvals: { "": { approved: true } }': ['answer/unknown-gate 2:14'],
  'approvals: { constructors: { approved: true } }': ['answer/unknown-gate 2:14'],
  'approvals: { strict: { approved: true, output: 1 } }': ['answer/not-editable 2:40'],
  'approvals: { strict: { approved: true, output: null } }': ['answer/not-editable 2:40'],
  'approvals: { strict: { changes: x } }': ['answer/no-rework 2:24'],
  'approvals: { strict: { decision: changes, feedback: x } }': ['answer/no-rework 2:24'],
  'approvals: { strict: { changes: { a: x } } }': ['answer/no-rework 2:24'],
  'approvals: { strict: [{ approved: true }, { changes: x }] }': ['answer/no-rework 2:45'],
  'approvals: { outline_review: { changes: { a: x } } }': ['answer/no-items 2:41'],
  'skip: [outline_review]': ['answer/skips-gate 2:8'],
  'skip: [episode/review]': ['answer/skips-gate 2:8'],
  'auto_approve: [waivable, outline_review]': ['answer/not-waivable 2:26'],
  'auto_approve: [outline]': ['answer/no-gate 2:16'],
  'auto_approve: [waivabel]': ['answer/unknown-gate 2:16'],
};

for (const [written, expected] of Object.entries(MISTAKES)) {
  test(`${written} is reported at its place`, () => {
    assert.deepEqual(check(written).map(brief), expected);
  });
}

test('answers that the gates accept are no mistake', () => {
  const good = [
    'approved: true',
    'approvals: { outline_review: { approved: true, output: { title: x } } }',
    'approvals: { outline_review: { changes: shorter }, strict: { approved: false, feedback: no } }',
    'approvals: { strict: { rejected: not now } }',
    'approvals: { episode/review: { approved: true }, "episodes[any.key-1]/review": { changes: x } }',
    'auto_approve: [waivable]',
  ];
  for (const written of good) assert.deepEqual(check(written), [], written);
});

test('a gate about items accepts changes of items', () => {
  const pipeline = buildPipeline({ outline: ITEMS, outline_review: gate() });
  assert.deepEqual(check('approvals: { outline_review: { changes: { a: x } } }', pipeline), []);
});

const HINTS: Readonly<Record<string, string>> = {
  'approvals: { outlne_review: { approved: true } }': 'did you mean "outline_review"?',
  'approvals: { Outline_Review: { approved: true } }': 'did you mean "outline_review"?',
  'approvals: { outline: { approved: true } }': 'the gate that asks about it is "outline_review"',
  'approvals: { episodes: { approved: true } }':
    'gates: outline_review, strict, waivable, episode/review, episodes[key]/review (key: that of an item, as `status` shows it)',
  'approvals: { music: { approved: true } }':
    'gates: outline_review, strict, waivable, episode/review, episodes[key]/review (key: that of an item, as `status` shows it)',
  'approvals: { "episodes[e1]/reveiw": { approved: true } }': 'did you mean "episodes[e1]/review"?',
  'approvals: { "episods[e1]/review": { approved: true } }': 'did you mean "episodes[e1]/review"?',
  'approvals: { episodes/review: { approved: true } }':
    'write "episodes[key]/review" (key: that of an item, as `status` shows it)',
  'approvals: { "episode[e1]/review": { approved: true } }': 'write "episode/review"',
  'approvals: { episode/script: { approved: true } }': 'the gate that asks about it is "episode/review"',
  'skip: [waivable]': 'write "auto_approve: [waivable]"',
  'skip: [strict]': 'answer it under "approvals:" when it asks',
};

for (const [written, hint] of Object.entries(HINTS)) {
  test(`${written} is answered with what to write instead`, () => {
    assert.equal(check(written)[0]?.hint, hint);
  });
}

test('an answer that the gate does not accept is reported with the place of the gate', () => {
  const [mistake] = check('approvals: { strict: { changes: x } }');
  assert.deepEqual(mistake?.related?.[0]?.at, demo.graph.stages[0]?.at);
});

test('in a pipeline without gates the short form has no effect, and other answers are mistakes', () => {
  const pipeline = buildPipeline({ outline: PLAIN });
  assert.deepEqual(check('approved: false', pipeline).map(brief), ['warning answer/no-gate 2:1']);
  const [unknown] = check('approvals: { review: { approved: true } }', pipeline);
  assert.deepEqual([unknown?.code, unknown?.hint], ['answer/unknown-gate', 'delete it: this pipeline has no gates']);
});

test('a gate is never skippable', () => {
  const stages = buildPipeline({
    outline: { ...PLAIN, skippable: true },
    a: gate({}, { skippable: true }),
    b: gate({}, { when: 'true' }),
    c: gate({}, { onError: 'continue' }),
  }).graph.stages;
  assert.deepEqual(
    stages.filter(isSkippable).map(({ id }) => id),
    ['outline'],
  );
});

test('repeatedly used sub-pipelines do not slow down the search for a gate', () => {
  let inner = buildPipeline({ outline: PLAIN, review: gate() });
  for (let depth = 0; depth < 14; depth += 1) {
    const uses = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`s${i}`, childStage(inner, PLAIN)]));
    inner = buildPipeline(uses);
  }
  assert.match(check('approvals: { nowhere: { approved: true } }', inner)[0]?.hint ?? '', /and 88 more$/);
});
