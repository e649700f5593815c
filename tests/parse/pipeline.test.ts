/** From the text of a pipeline to its model. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { projectPath } from '../../src/model/brand.ts';
import { hasErrors } from '../../src/model/diagnostic.ts';
import { parsePipeline } from '../../src/parse/pipeline.ts';
import { config, reader } from './bad-project.ts';
import '../rig/languages.ts';
import { FILE, good, parse, stage } from './parsed-pipeline.ts';

const SEED = 20261121;

const GOOD = `name: demo
description: All that a pipeline can say
inputs:
  type: object
  required: [topic]
  properties:
    topic: { type: string, minLength: 3 }
    quiet: { type: boolean, default: false }
context:
  show: { file: "shows/\${{ inputs.topic }}.yaml" }
defaults:
  retry: { attempts: 4, min: 1s, on: { exit_codes: [1, 75], codes: [http/status], expression: "\${{ error.exit_code == 1 }}" } }
  timeout: 5m
budget: { usd: 2.5 }
fail: late
stages:
  notes:
    uses: write
    with: { template: good.md, vars: { title: "\${{ inputs.topic }}" }, to: "\${{ inputs.topic }}.md" }
    needs: [music]
    artifacts:
      - { path: "*.md", min_bytes: 1, max_bytes: 2000, media_type: text/markdown, min_count: 2 }
      - { path: "*.mp3", duration: { min: 1s, max: 1h30m } }
  music:
    description: A tune
    when: \${{ !inputs.quiet }}
    otherwise: { track: none }
    uses: command
    with: { argv: [node, ./tools/good.ts, "--out=x", "\${{ run.id }}"], files: [tools/data.json], env: { N: 1 } }
    retry: { attempts: 2, max: 20s, max_lost: 1 }
    timeout: 90s
    idle_timeout: 500ms
    max_cost: 0.123456
    on_error: continue
    cache: true
    pool: gpu
  groups:
    uses: module
    with: { module: tools/good.ts, args: { x: 1 } }
    output: { schema: groups.schema.json }
  parts:
    foreach: \${{ stages.groups.output.groups }}
    key: \${{ item.id }}
    concurrency: 2
    uses: command
    with: { argv: [echo, "\${{ item.id }} of \${{ stages.groups.output.title }}"] }
  child:
    uses: pipeline
    with: { pipeline: child, inputs: { topic: "\${{ inputs.topic }}" } }
outputs: { text: "\${{ stages.child.output.text }}" }
finally:
  notify: { uses: http, with: { url: "https://example.org/", json: "\${{ run.summary }}" } }
`;

test('a full pipeline becomes a model with defaults, brands and units', () => {
  const pipeline = good(GOOD);
  assert.deepEqual(
    [pipeline.name, pipeline.fail, pipeline.budget, pipeline.file, pipeline.context.map(({ name }) => name)],
    ['demo', 'late', { usd: 2_500_000, unknownCost: 'block' }, FILE, ['show']],
  );
  const music = stage(pipeline, 'music');
  assert.deepEqual(
    [music.when?.trim(), music.otherwise, music.timeout, music.idleTimeout, music.maxCost, music.pool, music.cache],
    ['!inputs.quiet', { track: 'none' }, 90_000, 500, 123_456, 'gpu', true],
  );
  assert.deepEqual([music.onError, music.skippable, music.concurrency, music.child], ['continue', false, null, null]);
  assert.deepEqual(stage(pipeline, 'notes').artifacts, [
    { glob: '*.md', minBytes: 1, maxBytes: 2000, mediaType: 'text/markdown', minCount: 2, duration: null },
    {
      glob: '*.mp3',
      minBytes: null,
      maxBytes: null,
      mediaType: null,
      minCount: 1,
      duration: { min: 1000, max: 5_400_000 },
    },
  ]);
  assert.equal(music.at.line, 24);
});

test('an http stage has a default timeout of ten minutes, and other stages have none', () => {
  const stages = (more: string) => `${more}
stages:
  a: { uses: http, with: { url: "https://example.org/" } }
  b: { uses: http, with: { url: "https://example.org/" }, timeout: 1h }
  c: { uses: command, with: { argv: [date] } }
finally:
  d: { uses: http, with: { url: "https://example.org/" } }
`;
  const limits = (more: string) => {
    const { graph, finals } = good(stages(more));
    return [...graph.stages, ...finals.stages].map(({ timeout, idleTimeout }) => [timeout, idleTimeout]);
  };
  assert.deepEqual(limits(''), [
    [600_000, null],
    [3_600_000, null],
    [null, null],
    [600_000, null],
  ]);
  const said = limits('defaults: { timeout: 2d }').map(([timeout]) => timeout);
  assert.deepEqual(said, [172_800_000, 3_600_000, 172_800_000, 172_800_000]);
});

test('a stage inherits the default retry key by key', () => {
  const pipeline = good(GOOD);
  const { on, ...inherited } = stage(pipeline, 'notes').retry;
  assert.deepEqual(inherited, {
    attempts: 4,
    backoff: 'exponential',
    min: 1000,
    max: 10_000,
    jitter: true,
    maxLost: 3,
  });
  assert.deepEqual(on, { exitCodes: [1, 75], codes: ['http/status'], expression: ' error.exit_code == 1 ' });
  const { attempts, min, max, maxLost } = stage(pipeline, 'music').retry;
  assert.deepEqual([attempts, min, max, maxLost], [2, 1000, 20_000, 1]);
});

test('without `retry` there is one attempt; an empty `retry` means three', () => {
  const text = (extra: string): string => `stages:\n  a: { uses: command, with: { argv: [date] }${extra} }\n`;
  const attempts = (extra: string): number => stage(good(text(extra)), 'a').retry.attempts;
  assert.deepEqual([attempts(''), attempts(', retry: {}'), attempts(', retry: { attempts: 7 }')], [1, 3, 7]);
  const byDefault = good(`defaults: { retry: { jitter: false } }\n${text('')}`);
  assert.deepEqual([stage(byDefault, 'a').retry.attempts, stage(byDefault, 'a').retry.jitter], [3, false]);
  const { min, max } = stage(good(text(', retry: { min: 1m }')), 'a').retry;
  assert.ok(max >= min, 'the longest wait is never below the least');
});

test('needs come from `needs` and from every expression, and order and ranks from the needs', () => {
  const { graph } = good(GOOD);
  assert.deepEqual(
    graph.stages.map(({ id }) => id),
    ['music', 'notes', 'groups', 'parts', 'child'],
  );
  assert.deepEqual(
    graph.stages.map(({ needs }) => needs),
    [[], [0], [], [2], []],
  );
  assert.deepEqual(graph.dependents, [[1], [], [3], [], []]);
  assert.deepEqual(graph.rank, [0, 2, 1, 3, 4]);
  assert.deepEqual(graph.byRank, [0, 2, 1, 3, 4]);
  assert.equal(graph.indexOf.get('parts'), 3);
});

test('among equally long paths, ranks follow the order of the file, not the topological order', () => {
  const { graph } = good(`stages:
  late: { uses: command, with: { argv: [date] }, needs: [first] }
  other: { uses: command, with: { argv: [date] } }
  first: { uses: command, with: { argv: [date] } }
`);
  const ids = graph.byRank.map((index) => graph.stages[index]?.id);
  assert.deepEqual(ids, ['first', 'late', 'other']);
});

test('a result depends on the `files` of its stage; sources are what a run is pinned to', () => {
  const pipeline = good(GOOD);
  assert.deepEqual(stage(pipeline, 'music').files, ['tools/data.json']);
  assert.deepEqual(stage(pipeline, 'notes').files, ['templates/good.md']);
  assert.deepEqual(stage(pipeline, 'groups').files, [
    'schemas/groups.schema.json',
    'tools/good.ts',
    'tools/half.ts',
    'tools/data.json',
  ]);
  assert.deepEqual(pipeline.sources.toSorted(), [
    'pipelines/child.yaml',
    FILE,
    'schemas/groups.schema.json',
    'templates/good.md',
  ]);
});

test('stages of `finally` see each other and the summary, but not the stages of the run', () => {
  const text = `stages:
  a: { uses: command, with: { argv: [date] } }
finally:
  tell: { uses: command, with: { argv: [echo, "\${{ stages.a.output }}"] } }
`;
  assert.deepEqual(
    parse(text).diagnostics.map(({ code }) => code),
    ['expr/unknown-stage'],
  );
});

test('reading a stage that has an `otherwise` is accepted', () => {
  const text = (otherwise: string): string => `stages:
  a: { uses: command, with: { argv: [date] }, skippable: true, output: { schema: groups.schema.json }${otherwise} }
  b: { uses: command, with: { argv: [echo, "\${{ stages.a.output.title }}"] } }
`;
  assert.deepEqual(parse(text(', otherwise: { title: none }')).diagnostics, []);
  assert.deepEqual(
    parse(text('')).diagnostics.map(({ code }) => code),
    ['expr/may-be-null'],
  );
  assert.deepEqual(
    parse(text(', otherwise: null')).diagnostics.map(({ code }) => code),
    ['expr/may-be-null'],
  );
});

test('what the `when` of a stage guarantees holds in its `with`, but not in its `otherwise`', () => {
  const codesWith = (when: string, more = ''): readonly string[] =>
    parse(`inputs: { type: object, properties: { mood: { type: string } } }
stages:
  a: { uses: command, with: { argv: [date] }, on_error: continue, output: { schema: groups.schema.json } }
  b:
    when: \${{ ${when} }}
    foreach: \${{ stages.a.output.groups }}
    key: \${{ stages.a.output.title + item.id }}
    uses: command
    with: { argv: [echo, "x \${{ stages.a.output.title }} \${{ inputs.mood }}"] }
${more}`).diagnostics.map(({ code }) => code);
  assert.deepEqual(codesWith("stages.a.status == 'completed' && has(inputs.mood)"), []);
  assert.deepEqual(codesWith("stages.a.output != null && inputs.?mood.orValue('') != '' && has(inputs.mood)"), []);
  assert.equal(codesWith("stages.a.status != 'failed'").length, 4);
  assert.deepEqual(
    codesWith(
      "stages.a.status == 'completed' && has(inputs.mood)",
      '    otherwise: { title: "${{ stages.a.output.title }}" }\n',
    ),
    ['expr/may-be-null'],
  );
});

test('a missing file is one mistake, at its name', () => {
  const { pipeline, diagnostics } = parsePipeline(projectPath('pipelines/demoo.yaml'), reader(), {
    config,
    names: () => ['demo', 'child'],
  });
  assert.equal(pipeline, null);
  assert.deepEqual(
    diagnostics.map(({ code, hint }) => [code, hint]),
    [['run/unknown-pipeline', 'did you mean "demo"?']],
  );
});

test('a pipeline of 2,000 stages in a chain is parsed without deep recursion', () => {
  const stages = Array.from(
    { length: 2_000 },
    (_, i) => `  s${i}: { uses: command, with: { argv: [date] }${i > 0 ? `, needs: [s${i - 1}]` : ''} }`,
  );
  assert.equal(good(`stages:\n${stages.join('\n')}\n`).graph.stages.length, 2_000);
});

test('of thousands of mistakes the first hundred are shown, and that there are more', () => {
  const stages = Array.from(
    { length: 600 },
    (_, i) => `  s${i}: { uses: command, needs: [t${i}], with: { argv: [date] } }`,
  );
  const { pipeline, diagnostics } = parse(`stages:\n${stages.join('\n')}\n`);
  assert.equal(pipeline, null);
  assert.equal(diagnostics.length, 101);
  assert.equal(diagnostics.at(-1)?.code, 'format/too-many');
  assert.deepEqual(diagnostics[0]?.at && 'line' in diagnostics[0].at && diagnostics[0].at.line, 2);
});

/** One small accident of typing, copying or merging. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  length: fc.integer({ min: 0, max: 12 }),
  insert: fc.oneof(
    fc.constantFrom(
      '',
      '\t',
      '\n',
      '  ',
      ': ',
      '- ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '#',
      '|\n',
      '${{',
      '}}',
      '\0',
      '!!',
    ),
    fc.constantFrom(
      '__proto__: 1\n',
      'null',
      'true',
      '1e999',
      '<<: *a',
      '---\n',
      'stages:\n',
      '\r\n',
      '\uFEFF',
      '\u{1F600}',
    ),
    fc.string({ maxLength: 6 }),
  ),
});

test('whatever is done to a good file, the result is a pipeline or diagnostics with places in it', () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      let text = GOOD;
      for (const { at, length, insert } of mutations) {
        const start = Math.floor(at * text.length);
        text = text.slice(0, start) + insert + text.slice(start + length);
      }
      const { pipeline, diagnostics } = parse(text);
      assert.equal(pipeline === null, hasErrors(diagnostics));
      const lines = text.replace(/^\uFEFF/, '').split('\n');
      for (const { at } of diagnostics) {
        if (!at || !('line' in at) || at.file !== FILE) continue;
        assert.ok(at.line >= 1 && at.line <= lines.length, `line ${at.line}`);
        assert.ok(at.column >= 1 && at.length >= 1 && at.column <= (at.from ?? 0) + at.excerpt.length + 1);
      }
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test('a stage gets what it names in `needs` or reads in `with`, not what only decides about it', () => {
  const pipeline = good(`name: p
stages:
  list: { uses: command, with: { argv: [echo, '[1]'] } }
  before: { uses: command, with: { argv: ['true'] } }
  word: { uses: command, with: { argv: [echo, hi] } }
  each:
    needs: [before]
    foreach: \${{ stages.list.output }}
    uses: command
    with: { argv: [echo, "\${{ stages.word.output }}", "\${{ item }}"] }
`);
  const { needs, shows } = stage(pipeline, 'each');
  const names = (indexes: readonly number[]) => indexes.map((i) => pipeline.graph.stages[i]?.id).sort();
  assert.deepEqual(names(needs), ['before', 'list', 'word']);
  assert.deepEqual(names(shows), ['before', 'word']);
});
