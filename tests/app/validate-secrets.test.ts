/** `validate` warns of what looks like a secret, wherever it stands in the project, and never shows it. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project } from '../cli/rig.ts';
import { asNobody, noPermissions } from '../rig/nobody.ts';

/** Put together here, so that this file holds nothing of that format. */
const KEY = ['sk', 'proj', 'Zq8Rv2Lx7Nc4Wt9Pd6Hs3Kf5'].join('-');
const PASSWORD = ['Tr0ub4dor', '3x'].join('_');
const NO_FORMAT = ['7Jq2', 'Vd9x', 'Lm4R', 'tB6w', 'Zp1c'].join('');
const PIPELINE = 'stages:\n  first: { uses: command, with: { argv: [date] } }\n';

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

test('what looks like a secret is a warning with its place, in every YAML file of the project', async () => {
  using p = project({
    'pipelines/main.yaml': `${PIPELINE}# ${KEY}\n`,
    'runs/r.yaml': `pipeline: main\nlabels: { db_password: ${PASSWORD} }\n`,
    'runs/r.run/drafts/review.1.yaml': `token: ${KEY}\n`,
    'shows/kids/blueprint.yaml': `host: { name: Nia, api_key: ${KEY} }\n`,
    'pipeline-runner.config.yaml': `vars: { x: ${KEY} }\n`,
  });
  const { code, out } = await p.cli('validate', '--format', 'json');
  assert.equal(code, 0);
  const found: readonly Found[] = JSON.parse(out);
  assert.deepEqual(
    found
      .map(({ code: kind, severity, file, line, column }) => `${severity} ${kind} ${file}:${line}:${column}`)
      .toSorted(),
    [
      'warning secret/looks-like pipeline-runner.config.yaml:1:12',
      'warning secret/looks-like pipelines/main.yaml:3:3',
      'warning secret/looks-like runs/r.run/drafts/review.1.yaml:1:8',
      'warning secret/looks-like runs/r.yaml:2:24',
      'warning secret/looks-like shows/kids/blueprint.yaml:1:29',
    ],
  );
  for (const value of [KEY, PASSWORD]) assert.ok(!out.includes(value));
});

test('no report format shows the value of a possible secret, not even for a mistake in the same line', async () => {
  using p = project({
    'pipelines/main.yaml': `stages:\n  first: { uses: comand, with: { argv: [${KEY}] } }\n`,
    'runs/r.yaml': `pipeline: main\nunknown: ${KEY}\n`,
  });
  for (const format of ['text', 'json', 'github']) {
    const { code, out, err } = await p.cli('validate', '--format', format);
    assert.equal(code, 2, format);
    assert.ok(out.includes('secret/looks-like') && !(out + err).includes(KEY), out + err);
  }
});

test('a key where its reference is expected is a mistake that is reported without the key', async () => {
  using p = project({ 'pipelines/main.yaml': PIPELINE });
  // Also where the key has no format that is known.
  for (const [command, key] of [
    ['validate', KEY],
    ['list', KEY],
    ['validate', NO_FORMAT],
  ] as const) {
    p.write('pipeline-runner.config.yaml', `providers: { writer: { type: openai, api_key: ${key} } }\n`);
    const { code, out, err } = await p.cli(command);
    assert.equal(code, 2, out + err);
    assert.ok(!(out + err).includes(key), out + err);
  }
});

test('only the named files are checked', async () => {
  using p = project({ 'pipelines/main.yaml': PIPELINE, 'shows/a.yaml': `token: ${KEY}\n` });
  const { out } = await p.cli('validate', 'pipelines/main.yaml', '--format', 'json');
  assert.deepEqual(JSON.parse(out), []);
});

test('files in the folders of git, of package managers and of the runner are not checked', async () => {
  const text = `token: ${KEY}\n`;
  using p = project({
    'pipelines/main.yaml': PIPELINE,
    'node_modules/a/a.yaml': text,
    '.git/a.yaml': text,
    '.pipeline-runner/a.yaml': text,
    'runs/r.run/pinned/1/shows/a.yaml': text,
  });
  const { out } = await p.cli('validate', '--format', 'json');
  assert.deepEqual(JSON.parse(out), []);
});

test('a folder without permission is skipped, and the rest is checked', {
  skip: noPermissions,
}, async () => {
  using p = project({ 'pipelines/main.yaml': `${PIPELINE}# ${KEY}\n` });
  const closed = path.join(p.root, 'pgdata');
  mkdirSync(closed, { mode: 0o000 });
  chmodSync(p.root, 0o755);
  const { code, out } = await asNobody(() => p.cli('validate', '--format', 'json'));
  const found: readonly Found[] = JSON.parse(out);
  assert.deepEqual([code, found.map(({ file }) => file)], [0, ['pipelines/main.yaml']]);
});
