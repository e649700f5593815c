/** What changes a fingerprint, what does not, and what it costs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareDepends } from '../../src/core/depends.ts';
import { type Digest, digest, itemKey, projectPath, runId, stageIndex } from '../../src/model/brand.ts';
import { canonicalJson } from '../../src/model/canonical-json.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import type { Stage } from '../../src/model/pipeline.ts';
import type { Prepared, StageView, TaskScope } from '../../src/model/scope.ts';
import { createEvaluator, type EvaluatorDeps } from '../../src/parse/evaluator.ts';
import { createFingerprints, fingerprintOf } from '../../src/parse/task/fingerprint.ts';
import { ownFingerprints } from '../../src/parse/task/own-files.ts';
import { completed, pipelineOf, scopeOf, sha256, stageOf, worldly } from './evaluator-rig.ts';
import '../rig/languages.ts';

interface Case {
  readonly stage?: Partial<Omit<Stage, 'id' | 'index'>>;
  readonly scope?: Partial<Omit<TaskScope, 'stage'>>;
  readonly outline?: StageView;
  readonly deps?: EvaluatorDeps;
}

const FILES = { 'tools/a.mjs': 'code', 'schemas/s.json': '{}' };
const world = () => worldly({ files: { ...FILES }, env: { LANG: 'C' } }, ['LANG', 'TZ']);
const artifact = {
  name: 'a.md',
  path: projectPath('runs/r.run/outline/a.md'),
  sha256: digest('sha256:aa'),
  bytes: 2,
  mediaType: 'text/plain',
};
const view = (part: Partial<StageView> = {}): StageView => ({
  ...completed({ title: 'T' }),
  artifacts: [artifact],
  ...part,
});

/** A stage that depends on one thing of every sort, with something of it changed. */
function prepared({ stage = {}, scope = {}, outline = view(), deps = world() }: Case = {}): Prepared {
  const one = stageOf({
    id: 's',
    index: 1,
    needs: [stageIndex(0)],
    foreach: 'inputs.list',
    with: { argv: ['node', 'tools/a.mjs', '${{ item.id }}'], env: { T: '${{ secrets.TOKEN }}' } },
    files: [projectPath('tools/a.mjs'), projectPath('schemas/s.json')],
    outputSchema: projectPath('schemas/s.json'),
    ...stage,
  });
  const result = createEvaluator(deps).prepare(pipelineOf([stageOf({ id: 'outline' }), one]), one, {
    ...scopeOf({
      inputs: { list: [{ id: 'a', n: 1 }], topic: 'x' },
      context: { show: { title: 'S' } },
      secrets: ['TOKEN', 'OTHER'],
      item: { index: 0, key: itemKey('a') },
    }),
    ...scope,
    stage: () => outline,
  });
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

test('a newer version of the runner computes the same fingerprints, so paid results stay valid', () => {
  const large = Array.from({ length: 300 }, (_, i) => ({ id: `k${i}`, n: i }));
  const item = { index: 7, key: itemKey('k7') };
  const scope = scopeOf({ inputs: { list: large, topic: 'x' }, secrets: ['TOKEN'], item });
  const fingerprints = [prepared(), prepared({ scope })].map(({ fingerprint }) => fingerprint);
  // Another value here runs every stage of every run again: never by accident, and said in the changelog.
  assert.deepEqual(fingerprints, [
    'sha256:552924074da61fbe05a47130d7c3a91021da22dbeb583b48d34a17ba66b10af8',
    'sha256:c61f0a522517e4d4848ef408a9fc6d21e4751e85e4060eb0ed358be0a57880fd',
  ]);
});

test('an argument is a file if the project has it when the command runs, otherwise a word', () => {
  const argv = [
    'date',
    'tools',
    '../x.md',
    '/etc/passwd',
    '-f.md',
    './tools/a.mjs',
    'a b.c',
    'built/x.js',
    '${{ item.id }}.md',
  ];
  const files = { ...FILES, 'a b.c': '1', 'x.md': '2', 'a.md': '3', '-f.md': '4' };
  const filesOf = (more: Readonly<Record<string, string>>): readonly string[] => {
    const { depends } = prepared({
      stage: { with: { argv }, files: [] },
      deps: worldly({ files: { ...files, ...more } }),
    });
    return Object.keys(depends).filter((field) => field.startsWith('file:'));
  };
  assert.deepEqual(filesOf({}), ['file:tools/a.mjs', 'file:a b.c']);
  // Built by a stage before: the first run of the pipeline depends on it like the next.
  assert.deepEqual(filesOf({ 'built/x.js': '5' }), ['file:tools/a.mjs', 'file:a b.c', 'file:built/x.js']);
  const asWords = prepared({ stage: { uses: 'write', with: { argv }, files: [] }, deps: worldly({ files }) });
  assert.ok(!Object.keys(asWords.depends).includes('file:tools/a.mjs'));
});

test('a folder in `files` of a command counts by its content, but not in an argument', () => {
  const dependsOn = (content: string, more: Partial<Stage> = {}) => {
    const deps = worldly({ files: FILES, folders: { photos: sha256(content) } });
    const settings = { argv: ['node', 'tools/a.mjs', 'photos'], files: ['photos/', 'photos/none'] };
    return prepared({ stage: { with: settings, files: [], ...more }, deps });
  };
  const [one, other] = [dependsOn('a'), dependsOn('b')];
  assert.notEqual(one.fingerprint, other.fingerprint);
  assert.deepEqual(
    compareDepends(one.depends, other.depends).map(({ field }) => field),
    ['folder:photos'],
  );
  const inArgument = { with: { argv: ['ls', 'photos'] } };
  assert.equal(dependsOn('a', inArgument).fingerprint, dependsOn('b', inArgument).fingerprint);
});

test('an argument without a dot may be a file, searched for in cwd; a bare program is none', () => {
  const files = { cat: '0', NOTES: '1', 'tools/NOTES': '2', 'tools/mix.mjs': '3', 'bin/say': '4' };
  const filesOf = (settings: Stage['with']): readonly string[] => {
    const { depends } = prepared({ stage: { with: settings, files: [] }, deps: worldly({ files }) });
    return Object.keys(depends).filter((field) => field.startsWith('file:'));
  };
  assert.deepEqual(filesOf({ argv: ['cat', 'NOTES'] }), ['file:NOTES']);
  assert.deepEqual(filesOf({ argv: ['cat', 'NOTES', '../bin/say'], cwd: 'tools' }), [
    'file:tools/NOTES',
    'file:bin/say',
  ]);
  assert.deepEqual(filesOf({ argv: ['bin/say', 'mix.mjs'], cwd: '${{ "tools" }}' }), [
    'file:bin/say',
    'file:tools/mix.mjs',
  ]);
});

interface InRun {
  readonly uses?: string;
  /** Whose folder the path leads into; that of the run itself by default. */
  readonly folder?: string;
  /** null: the file is not there. */
  readonly bytes?: string | null;
  readonly with?: (path: string) => JsonObject;
}

/** A stage that is given a picture by its path, in a run of that id. */
function inRun(run: string, { uses = 'video', folder = run, bytes = 'picture', with: settings }: InRun = {}): Prepared {
  const path = `runs/${folder}.run/frames/1.png`;
  return prepared({
    stage: { uses, outputSchema: null, files: [], with: settings?.(path) ?? { images: [path] } },
    scope: { run: { id: run, uid: `uid-${run}`, generation: 1 }, inputs: { list: [{ path, n: 1 }] } },
    outline: view({ output: { path } }),
    deps: worldly({ files: bytes === null ? {} : { [path]: bytes } }),
  });
}

const same = (one: Prepared, other: Prepared): boolean => one.fingerprint === other.fingerprint;

for (const [uses, settings] of [
  ['video', (path: string) => ({ images: [path], text: 'a boat' })],
  ['media', (path: string) => ({ op: 'mix', tracks: [{ file: path }] })],
  ['http', (path: string) => ({ url: 'https://example.org', file: path })],
  ['command', (path: string) => ({ argv: ['convert', path] })],
  ['module', () => ({ module: 'look.ts' })],
] as const) {
  test(`${uses}: another run with the same bytes at the same path has the same fingerprint, with others it does not`, () => {
    const one = inRun('ep1', { uses, with: settings });
    const other = inRun('shows/ep2', { uses, with: settings });
    assert.deepEqual([other.fingerprint, other.depends], [one.fingerprint, one.depends]);
    assert.ok(!JSON.stringify(one.depends).includes('ep1'));
    assert.ok(!same(one, inRun('ep1', { uses, with: settings, bytes: 'another' })), 'other bytes, the same run');
    assert.ok(!same(one, inRun('ep2', { uses, with: settings, folder: 'ep1' })), 'the path is that of a third run');
  });
}

for (const [name, settings, uses] of [
  ['what is not opened', (path: string) => ({ text: 'tell of {{ it }}', vars: { it: path } }), 'llm'],
  ['what a kind that opens nothing is given', (path: string) => ({ json: { file: path } }), 'http'],
  ['the middle of a text', (path: string) => ({ argv: ['sh', '-c', `cat ${path}`] }), 'command'],
] as const) {
  test(`in ${name} a path counts as text`, () => {
    const one = inRun('ep1', { uses, with: settings });
    assert.ok(!same(one, inRun('ep2', { uses, with: settings })));
  });
}

test('for a program, a path without a file, or of a folder, counts as text', () => {
  const [one, other] = ['ep1', 'ep2'].map((run) => inRun(run, { uses: 'command', bytes: null }));
  assert.ok(one && other && !same(one, other));
});

test('the content of an opened file of the run has its own field', () => {
  assert.equal(inRun('ep1').depends['artifact:frames/1.png']?.length, 16);
  const fields = compareDepends(inRun('ep1').depends, inRun('ep1', { bytes: 'another' }).depends);
  assert.deepEqual(
    fields.map(({ field }) => field),
    ['artifact:frames/1.png'],
  );
});

test('a path of the run does not hide the rest of its text', () => {
  const { byPlace } = ownFingerprints(runId('r'), { sha256, digestFile: () => null });
  const path = byPlace.of(['runs/r.run/frames/1.png']);
  for (const other of ['frames/1.png', '~"frames/1.png"', '~frames/1.png', 'runs/r.run-frames/1.png'])
    assert.notEqual(path, byPlace.of([other]));
});

for (const [uses, given] of [
  ['command', (path: string) => ({ argv: ['node', path] })],
  ['module', (path: string) => ({ module: 'tools/a.mjs', args: { say: 'a', in: [{ path }] } })],
] as const) {
  const fieldsOf = (path: string, named: Json = []): readonly string[] => {
    const settings = { ...given(path), files: named };
    const deps = worldly({ files: { 'tables/a.csv': '1' } });
    const { depends } = prepared({ stage: { uses, with: settings, files: [] }, deps });
    return Object.keys(depends).filter((field) => field.startsWith('file:'));
  };

  test(`a file with a computed path counts if \`files\` of a ${uses} names it`, () => {
    const path = 'tables/${{ item.id }}.csv';
    assert.deepEqual(fieldsOf(path), []);
    assert.deepEqual(fieldsOf(path, [path]), ['file:tables/a.csv']);
    assert.deepEqual(fieldsOf(path, '${{ ["tables/" + item.id + ".csv"] }}'), ['file:tables/a.csv']);
  });

  test(`a file with a literal path counts wherever a ${uses} receives it`, () => {
    assert.deepEqual(fieldsOf('tables/a.csv'), ['file:tables/a.csv']);
    assert.deepEqual(fieldsOf('tables/b.csv'), [], 'what is no file');
  });
}

const changed = (now: Case): readonly string[] =>
  compareDepends(prepared().depends, prepared(now).depends).map(({ field }) => field);

test('the fields of a fingerprint name everything that a command depends on', () => {
  assert.deepEqual(Object.keys(prepared().depends), [
    ...['kind', 'with.argv', 'with.env', 'item', 'schema', 'file:tools/a.mjs', 'inputs', 'context'],
    ...['needs.outline', 'env:LANG', 'env:TZ', 'round'],
  ]);
  assert.equal(prepared().depends.kind, 'command@1');
  assert.match(prepared().fingerprint, /^sha256:[0-9a-f]{64}$/);
});

test('the fingerprint changes with the content of any artifact of any item of a need', () => {
  const each = (sha256: string): StageView => {
    const items = ['sha256:aa', sha256].map((of) => view({ artifacts: [{ ...artifact, sha256: digest(of) }] }));
    return view({ output: [1, 2], artifacts: [], items });
  };
  const [before, after] = ['sha256:bb', 'sha256:cc'].map((of) => prepared({ outline: each(of) }));
  assert.ok(before && after);
  assert.deepEqual(
    compareDepends(before.depends, after.depends).map(({ field }) => field),
    ['needs.outline'],
  );
});

const otherWorld = (part: Parameters<typeof worldly>[0]) =>
  worldly({ files: { ...FILES }, env: { LANG: 'C' }, ...part }, ['LANG', 'TZ']);
const inputs = { list: [{ id: 'a', n: 1 }], topic: 'x' };
const CHANGES: readonly (readonly [string, Case, readonly string[]])[] = [
  [
    'another program argument',
    { stage: { with: { argv: ['node'], env: { T: '${{ secrets.TOKEN }}' } } } },
    ['with.argv'],
  ],
  [
    'another secret, by its name',
    { stage: { with: { argv: ['node', 'tools/a.mjs', 'a'], env: { T: '${{ secrets.OTHER }}' } } } },
    ['with.env'],
  ],
  ['another kind', { stage: { uses: 'module' } }, ['kind']],
  ['another version of the kind', { deps: otherWorld({ versions: { command: 2 } }) }, ['kind']],
  ['another item', { scope: { inputs: { ...inputs, list: [{ id: 'a', n: 2 }] } } }, ['item', 'inputs']],
  ['another input', { scope: { inputs: { ...inputs, topic: 'y' } } }, ['inputs']],
  ['another context', { scope: { context: { show: { title: 'other' } } } }, ['context']],
  ['another output of a need', { outline: view({ output: { title: 'U' } }) }, ['needs.outline']],
  [
    'other bytes of an artifact',
    { outline: view({ artifacts: [{ ...artifact, sha256: digest('sha256:bb') }] }) },
    ['needs.outline'],
  ],
  ['another file', { deps: otherWorld({ files: { ...FILES, 'tools/a.mjs': 'other' } }) }, ['file:tools/a.mjs']],
  ['a file that is gone', { deps: otherWorld({ files: { 'schemas/s.json': '{}' } }) }, ['file:tools/a.mjs']],
  ['another schema', { deps: otherWorld({ files: { ...FILES, 'schemas/s.json': '{"a":1}' } }) }, ['schema']],
  ['another declared variable', { deps: otherWorld({ env: { LANG: 'de' } }) }, ['env:LANG']],
  ['a declared variable that is set now, if empty', { deps: otherWorld({ env: { LANG: 'C', TZ: '' } }) }, ['env:TZ']],
  ['another round', { scope: { round: 2 } }, ['round']],
];
for (const [name, now, fields] of CHANGES) {
  test(`the fingerprint changes with ${name}, and the changed field is named`, () => {
    assert.deepEqual(changed(now), fields);
    assert.notEqual(prepared(now).fingerprint, prepared().fingerprint);
  });
}

const SAME: readonly (readonly [string, Case])[] = [
  ['the order of keys', { scope: { inputs: { topic: 'x', list: [{ n: 1, id: 'a' }] } } }],
  ['the description', { stage: { description: 'new' } }],
  [
    'time limits, retries, pools and cost',
    { stage: { timeout: null, pool: 'gpu', concurrency: 3, cache: true, onError: 'continue', skippable: true } },
  ],
  ['`when`', { stage: { when: 'true' } }],
  [
    'how a value is written',
    {
      stage: {
        with: { argv: ['node', 'tools/${{ "a" }}.mjs', '${{ inputs.list[0].id }}'], env: { T: '${{secrets.TOKEN}}' } },
      },
    },
  ],
  [
    'another path of the same artifact',
    { outline: view({ artifacts: [{ ...artifact, path: projectPath('runs/other.run/outline/a.md') }] }) },
  ],
  ['the run and its generation', { scope: { run: { id: 'other', uid: 'v', generation: 9 } } }],
  ['a variable that is not declared', { deps: otherWorld({ env: { LANG: 'C', HOME: '/x' } }) }],
];
for (const [name, now] of SAME) {
  test(`the fingerprint does not depend on ${name}`, () => {
    assert.deepEqual(changed(now), []);
    assert.equal(prepared(now).fingerprint, prepared().fingerprint);
  });
}

test('a kind that sees only its `with` depends on nothing else', () => {
  const stage = { uses: 'http', with: { url: 'https://example.org/${{ item.id }}' } };
  assert.deepEqual(Object.keys(prepared({ stage }).depends), [
    'kind',
    'with.url',
    'item',
    'schema',
    'file:tools/a.mjs',
    'round',
  ]);
});

test('digests are equal for equal values only, of any size', () => {
  const seed = 20_261_106;
  const big = fc
    .jsonValue()
    .map((value) => ({ value: JSON.parse(JSON.stringify(value)) as Json, pad: 'x'.repeat(600) }));
  fc.assert(
    fc.property(big, big, (a, b) => {
      const { of } = createFingerprints(sha256);
      const copy: JsonObject = { pad: a.pad, value: JSON.parse(JSON.stringify(a.value)) as Json };
      assert.equal(of([a, a]), of([copy, copy]));
      const isEqual = JSON.stringify(a) === JSON.stringify(b);
      if (!isEqual) assert.equal(of([a]) === of([b]), of(a) === of(b));
    }),
    { seed, numRuns: 200 },
  );
});

test('the digest of a short text is cached, a long text is not kept', () => {
  let hashed = 0;
  const { of } = createFingerprints((text) => {
    hashed += 1;
    return sha256(text);
  });
  const hashedFor = (text: string): number => {
    const before = hashed;
    assert.equal(of(text), of(text));
    return hashed - before;
  };
  assert.deepEqual([hashedFor('a topic'), hashedFor('a book '.repeat(1000))], [1, 2]);
});

test('a text that looks like the digest of a large value is not confused with it', () => {
  const { of } = createFingerprints(sha256);
  const large = ['y'.repeat(2_000)];
  for (const text of [of(large), sha256(canonicalJson(large))]) assert.notEqual(of([large]), of([`#${text}`]));
});

test('large values that thousands of tasks share are read once', () => {
  const deps = worldly();
  const evaluator = createEvaluator(deps);
  const large = { text: 'z'.repeat(1_000_000) };
  const list = Array.from({ length: 1_000 }, (_, n) => ({ n }));
  const stage = stageOf({
    id: 's',
    foreach: 'inputs.list',
    with: { args: { all: '${{ inputs.large }}', item: '${{ item }}' }, again: '${{ stages.a.output }}' },
    needs: [stageIndex(0)],
    index: 1,
  });
  const pipeline = pipelineOf([stageOf({ id: 'a' }), stage]);
  const scope = scopeOf({ inputs: { large, list }, stages: { a: completed({ copy: 'w'.repeat(1_000_000) }) } });
  for (const index of list.keys()) {
    assert.ok(evaluator.prepare(pipeline, stage, { ...scope, item: { index, key: itemKey('k') } }).ok);
  }
  assert.ok(deps.world.hashed < 10_000_000, `${deps.world.hashed} characters were hashed`);
});

test('a fingerprint is the digest of the canonical JSON of all fields, in any order', () => {
  const fields = { uses: 'command/1', 'with.argv': 'sha256:0a', 'needs."é\n"': '"' };
  const asText = (text: string): Digest => text as Digest;
  for (const entries of [Object.entries(fields), Object.entries(fields).reverse()])
    assert.equal(fingerprintOf(new Map(entries), asText).fingerprint, canonicalJson(fields));
});
