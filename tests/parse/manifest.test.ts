import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadJsonSchemas } from '../../src/adapters/json-schema.ts';
import { projectPath } from '../../src/model/brand.ts';
import { DEFAULT_CONFIG, parseConfig } from '../../src/parse/config.ts';
import { nearestDuration, parseDuration } from '../../src/parse/duration.ts';
import { checkInputs } from '../../src/parse/manifest/inputs.ts';
import { checkManifest, checkPipelineName, parseManifest } from '../../src/parse/manifest.ts';
import { parsePipeline } from '../../src/parse/pipeline.ts';
import { caseClashes, checkRunId, runIdProblem, runOfFile } from '../../src/parse/run-id.ts';
import { config, reader } from './bad-project.ts';
import '../rig/languages.ts';

test('messages about a manifest stay short however long its lines and names are, since they are in the checkpoint', () => {
  const pipeline = parsePipeline(projectPath('pipelines/demo.yaml'), reader(), { config }).pipeline;
  assert.ok(pipeline);
  const names = Array.from({ length: 10_000 }, (_, index) => `k${index}`);
  const many = parseManifest('runs/a.yaml', `{ pipeline: demo, skip: [${names.join(', ')}] }`).document;
  assert.ok(many);
  const said = checkManifest(many, pipeline, DEFAULT_CONFIG);
  assert.equal(said.length, 101);
  assert.ok(JSON.stringify(said).length < 150_000, `${JSON.stringify(said).length}`);
  const long = parseManifest('runs/a.yaml', `pipeline: ${'x'.repeat(500_000)}\n`).document;
  assert.ok(long);
  const [unknown] = checkPipelineName(long, reader(), () => ['demo']);
  assert.equal(unknown?.code, 'run/unknown-pipeline');
  assert.ok(JSON.stringify(unknown).length < 10_000);
});

test('a manifest becomes a model; absent keys have their defaults', () => {
  const { manifest, diagnostics } = parseManifest('runs/2026/11/ep001.yaml', 'pipeline: demo\n');
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(manifest, {
    id: '2026/11/ep001',
    pipeline: 'demo',
    inputs: {},
    labels: {},
    priority: 0,
    paused: false,
    cancelled: false,
    skip: [],
    budget: null,
    limits: { stages: {}, maxCost: null, unknownCost: null },
    providers: {},
    rerun: null,
    approved: null,
    approvals: new Map(),
    replay: null,
    autoApprove: [],
    fork: null,
  });
});

test('a text that ends at a # is a warning, since YAML reads the rest as a comment; a comment with a space is none', () => {
  const text =
    'pipeline: demo # usual\ninputs:\n  topic: The #1 rocket\n  show: #kids\n  count: 3 #here\n  name: "a" #b\n';
  const { manifest, diagnostics } = parseManifest('runs/a.yaml', text);
  assert.deepEqual(manifest?.inputs, { topic: 'The', show: null, count: 3, name: 'a' });
  const places = diagnostics.map(({ code, severity, at }) => [code, severity, at && 'line' in at && at.line]);
  assert.deepEqual(places, [
    ['yaml/cut-text', 'warning', 3],
    ['yaml/cut-text', 'warning', 4],
  ]);
});

test('every key of a manifest is read', () => {
  const text = `pipeline: demo
inputs: { topic: Rockets }
labels: { show: kids }
priority: 5
paused: true
cancelled: true
skip: [music]
budget: { usd: 0.25 }
rerun: { n: 3, from: "parts[x]" }
approved: true
auto_approve: [legal_review]
`;
  const { manifest } = parseManifest('runs/a.yaml', text);
  assert.deepEqual(
    [manifest?.labels, manifest?.priority, manifest?.paused, manifest?.cancelled, manifest?.skip, manifest?.budget],
    [{ show: 'kids' }, 5, true, true, ['music'], 250_000],
  );
  assert.deepEqual(manifest?.rerun, { n: 3, from: ['parts[x]'] });
  assert.deepEqual([manifest?.approved, manifest?.autoApprove], [true, ['legal_review']]);
  assert.deepEqual(parseManifest('runs/a.yaml', 'pipeline: demo\nrerun: 2\n').manifest?.rerun, { n: 2, from: [] });
});

test('inputs get the defaults of the pipeline, and the manifest stays as written', async () => {
  const { manifest, document } = parseManifest('runs/a.yaml', 'pipeline: demo\ninputs: { topic: Rockets }\n');
  const { pipeline } = parsePipeline(projectPath('pipelines/demo.yaml'), reader(), { config });
  assert.ok(document && pipeline);
  const { applyDefaults } = await loadJsonSchemas();
  const checked = checkInputs(pipeline, document, applyDefaults);
  assert.deepEqual(checked, {
    inputs: { topic: 'Rockets', title: 'Untitled', count: 1, lang: 'en' },
    diagnostics: [],
  });
  assert.deepEqual(manifest?.inputs, { topic: 'Rockets' });
});

test('existing stages and items can be named in skip and rerun, even those of a sub-pipeline', () => {
  const text = `stages:
  a: { uses: pipeline, with: { pipeline: demo, inputs: { topic: abc } } }
`;
  const file = projectPath('pipelines/outer.yaml');
  const { pipeline } = parsePipeline(file, reader({ [file]: text }), { config });
  const manifest = 'pipeline: outer\nskip: [a/music]\nrerun: { n: 2, from: [a, "a/parts[x]", a/outline] }\n';
  const { document } = parseManifest('runs/a.yaml', manifest);
  assert.ok(pipeline && document);
  assert.deepEqual(checkManifest(document, pipeline, DEFAULT_CONFIG), []);
});

test('ids of runs are safe file names on every system', () => {
  const bad = [
    '',
    'a//b',
    '../a',
    'a/..',
    '.a',
    '-a',
    'a b',
    'a.',
    'a..b',
    'nul',
    'COM1.x',
    'x.run',
    'x.run/y',
    'x.lock',
  ];
  for (const id of [...bad, 'x.checkpoint', 'ä', 'a'.repeat(65), 'a\\b', 'a:b', 'aux/x']) {
    assert.notEqual(runIdProblem(id), null, id);
  }
  for (const id of ['ep001', '2026/11/ep-001_b.v2', 'a'.repeat(64), 'console', 'com10', 'running']) {
    assert.equal(runIdProblem(id), null, id);
  }
});

test('a file is a manifest by its folder and extension', () => {
  assert.equal(runOfFile('runs/a/b.yaml'), 'a/b');
  for (const file of ['runs/a.yml', 'runs/a.checkpoint.json', 'pipelines/a.yaml', 'runs/a.run/pinned/x.yaml']) {
    assert.equal(runOfFile(file), null, file);
  }
  assert.deepEqual(
    parseManifest('runs/con.yaml', 'pipeline: demo\n').diagnostics.map(({ code }) => code),
    ['id/unsafe'],
  );
});

test('a file whose name cannot be an id is answered with one that can', () => {
  const hint = (id: string) => checkRunId(id, `runs/${id}.yaml`).diagnostics[0]?.hint;
  assert.equal(
    hint('2026/Über uns (1)'),
    'rename the file, for example to runs/2026/Uber-uns-1.yaml, or delete it if it is only a copy',
  );
  assert.equal(hint('日本'), 'rename the file');
});

test('runs whose names differ only in case are reported with each other', () => {
  const found = caseClashes(['a', 'B/x', 'b/X', 'c', 'b/x']);
  assert.deepEqual(
    found.map(({ at }) => at?.file),
    ['runs/b/X.yaml', 'runs/b/x.yaml'],
  );
  assert.deepEqual(caseClashes(['a', 'b', 'a']), []);
});

/** Always there. */
const OFFLINE = {
  ...{ name: 'offline', type: 'offline', model: null, baseUrl: null, apiKey: null, prices: null, timeout: null },
  ...{ requestsPerMinute: null, tokensPerMinute: null, concurrency: null, breaker: { failures: 5, cooldown: 30_000 } },
  ...{ headers: {}, fallback: [], options: {} },
};

test('absent settings have their defaults, and an absent file means all defaults', () => {
  const { config: defaults } = parseConfig('pipeline-runner.config.yaml', null);
  assert.deepEqual(defaults, {
    concurrency: 4,
    pools: {},
    vars: {},
    secrets: {},
    providers: { offline: OFFLINE },
    dayBudget: null,
    env: [],
    http: { allowHosts: null, allowPrivate: [] },
    approvers: null,
    gates: 'keep',
    notify: [],
    watch: { runs: 20 },
    git: {
      remote: 'origin',
      branch: 'main',
      interval: 10_000,
      commit: 'gate',
      daemons: 'one',
      name: 'pipeline-runner',
      email: 'pipeline-runner@localhost',
    },
    artifacts: { inGit: 'small', maxBytes: 1_000_000 },
    machineFiles: [],
    grace: 5000,
  });
  assert.deepEqual(parseConfig('pipeline-runner.config.yaml', '# empty\n'), { config: defaults, diagnostics: [] });
});

test('settings are read from YAML and from JSON', () => {
  const yaml = `concurrency: 8
pools: { gpu: 1 }
vars: { hook: "https://example.org" }
secrets: { TOKEN: { env: MY_TOKEN } }
env: [LANG]
http: { allow_hosts: [example.org], allow_private: ["localhost:8080"] }
grace: 1m
`;
  const expected = {
    concurrency: 8,
    pools: { gpu: 1 },
    vars: { hook: 'https://example.org' },
    secrets: { TOKEN: { type: 'env', name: 'MY_TOKEN' } },
    providers: { offline: OFFLINE },
    dayBudget: null,
    env: ['LANG'],
    http: { allowHosts: ['example.org'], allowPrivate: ['localhost:8080'] },
    approvers: null,
    gates: 'keep',
    notify: [],
    watch: { runs: 20 },
    git: {
      remote: 'origin',
      branch: 'main',
      interval: 10_000,
      commit: 'gate',
      daemons: 'one',
      name: 'pipeline-runner',
      email: 'pipeline-runner@localhost',
    },
    artifacts: { inGit: 'small', maxBytes: 1_000_000 },
    machineFiles: [],
    grace: 60_000,
  };
  assert.deepEqual(parseConfig('pipeline-runner.config.yaml', yaml), { config: expected, diagnostics: [] });
  const json = '{\n\t"concurrency": 8, "http": { "allow_hosts": [] }\n}\n';
  const read = parseConfig('pipeline-runner.config.json', json).config;
  assert.deepEqual([read.concurrency, read.http.allowHosts], [8, []]);
});

test('a host in a URL is reported without the rest of the URL', () => {
  const hints = (http: string) =>
    parseConfig('pipeline-runner.config.yaml', `http: { ${http} }\n`).diagnostics.map(({ hint }) => hint);
  assert.deepEqual(hints('allow_private: ["http://127.0.0.1:8080/x"]'), ['write 127.0.0.1:8080']);
  assert.deepEqual(hints('allow_hosts: ["https://example.org/", "example.com:443"]'), [
    'write example.org',
    'write example.com',
  ]);
  assert.deepEqual(hints('allow_hosts: ["*.example.org", "::1"], allow_private: ["[::1]:80", localhost]'), []);
});

test('durations are sums of units, largest first, and nothing else', () => {
  const cases = {
    '500ms': 500,
    '30s': 30_000,
    '5m': 300_000,
    '1h30m': 5_400_000,
    '7d': 604_800_000,
    '0s': 0,
    '1m500ms': 60_500,
  };
  for (const [text, expected] of Object.entries(cases)) assert.equal(parseDuration(text), expected, text);
  for (const text of ['', '5', '5 m', '-1s', '1.5h', '30s5m', '5M', '1h1h', '99999999d', 's']) {
    assert.equal(parseDuration(text), null, text);
  }
  assert.deepEqual(
    ['5 minutes', '500 ms', '2 Hours', '10sec', '3 d', 'soon', '0.2s', '1.5 hours', '0.0001s'].map(nearestDuration),
    ['5m', '500ms', '2h', '10s', '3d', null, '200ms', '90m', null],
  );
  assert.equal(nearestDuration('5 constructor'), null, 'a word that every object of JavaScript has');
});
