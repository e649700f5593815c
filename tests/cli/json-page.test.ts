/** docs/json.md: each key that a command prints stands there, and each that stands there is printed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { startDaemon } from '../../src/app/daemon/watch.ts';
import { openProject } from '../../src/app/project.ts';
import { aWarning } from '../../src/model/diagnostic.ts';
import { isJsonObject, type Json } from '../../src/model/json.ts';
import { project, type TestProject } from './rig.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/json.md'), 'utf8');

/** Title of a section -> the keys in the first column of its table, as `rows[].name`. */
const documented = new Map(
  page.split(/^## /m).map((section) => {
    const rows = [...section.matchAll(/^\| (`.*?) \|/gm)].map(([, keys = '']) => keys);
    const keys = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key));
    return [section.split('\n')[0]?.replaceAll('`', '') ?? '', new Set(keys)];
  }),
);

/** All paths in a value, as the page writes them. What stands on the page as a whole is not looked into. */
function pathsIn(value: Json, known: ReadonlySet<string>, at = ''): readonly string[] {
  const isWhole = known.has(at) && ![...known].some((key) => key.startsWith(`${at}.`) || key.startsWith(`${at}[]`));
  if (isWhole) return [at];
  if (Array.isArray(value)) return value.flatMap((entry) => pathsIn(entry, known, `${at}[]`));
  if (!isJsonObject(value)) return [at];
  return Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, known, at === '' ? key : `${at}.${key}`));
}

function assertPage(title: string, printed: readonly Json[]): void {
  const known = documented.get(title);
  assert.ok(known && known.size > 0, `there is no section "${title}"`);
  const seen = new Set(printed.flatMap((value) => pathsIn(value, known)));
  assert.deepEqual([...seen].sort(), [...known].sort(), title);
}

const PIPELINE = `stages:
  idea: { uses: command, with: { argv: [sh, idea.sh] } }
  review: { uses: approval, with: { subject: idea, editable: true, remind_after: 1ms } }
  last: { uses: command, with: { argv: [cat, "\${{ stages.idea.artifacts.idea.path }}", "\${{ stages.review.output }}"] } }
`;
const FILES = {
  'pipelines/talk.yaml': PIPELINE,
  'pipelines/other.yaml': 'stages: { idea: { uses: write, with: { text: x, to: idea.txt } } }\n',
  'runs/ep2.yaml': 'pipeline: other\n',
  'pipelines/fails.yaml': 'stages: { idea: { uses: command, with: { argv: ["false"] } } }\n',
  'runs/ep3.yaml': 'pipeline: fails\n',
  'runs/ep1.yaml': 'pipeline: talk\nlabels: { show: kids }\n',
  'runs/bad.yaml': 'pipeline: tlak\napprovals: { review: { approved: true, rejected: "no" } }\n',
  'idea.sh':
    'echo idea.sh; cp idea.sh "$PIPELINE_ARTIFACTS/idea.txt"; echo "{\\"cost\\":{\\"usd\\":1}}" >> "$PIPELINE_EVENTS"; test ! -e bad\n',
  'pipeline-runner.config.yaml':
    'notify: [{ on: [question, reminder, budget, ended, trouble], command: [sh, -c, "cat >> told.ndjson"] }]\n',
};

const lines = (text: string): readonly Json[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));

async function printed(p: TestProject, ...argv: string[]): Promise<Json> {
  const { out, err } = await p.cli(...argv);
  assert.notEqual(out, '', err);
  return JSON.parse(out);
}

async function stopsByItself({ root }: TestProject): Promise<void> {
  const opened = await openProject(root);
  assert.ok(opened.ok);
  const never = new AbortController().signal;
  const options = { mode: 'watch', news: 'poll', observers: [], say: () => {} } as const;
  const started = await startDaemon(opened.value, { ...options, stops: { stop: never, hurry: never } });
  assert.ok(started.ok);
  await using daemon = started.value;
  daemon.alarm?.stops(aWarning('daemon/disk', 'the disk is full'));
}

test('docs/json.md documents all keys of all commands and hooks, and no others', async () => {
  using p = project(FILES);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.equal((await p.cli('run', 'ep3', '--quiet')).code, 1);
  for (const command of ['list', 'status']) assertPage('list and status', lines((await p.cli(command, '--json')).out));
  assertPage('list --waiting', lines((await p.cli('list', '--waiting', '--json')).out));
  assertPage('validate', (await printed(p, 'validate', '--format', 'json')) as readonly Json[]);
  await p.cli('approve', 'ep1');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  await stopsByItself(p);
  assertPage('Hook payloads', lines(p.read('told.ndjson')));
  assertPage('status of a run', [await printed(p, 'status', 'ep1', '--json')]);
  for (const argv of [['cost'], ['cost', 'ep1']]) assertPage('cost', [await printed(p, ...argv, '--json')]);
  await p.cli('run', 'ep2', '--quiet');
  assertPage('diff of two runs', [await printed(p, 'diff', 'ep1', 'ep2', '--json')]);
  assertPage('diff of a gate', [await printed(p, 'diff', 'ep1', '--json')]);
  assertPage('lineage', [await printed(p, 'lineage', 'ep1:last', '--json')]);
  assertPage('verify', [await printed(p, 'verify', 'ep1', '--json')]);
  for (const name of ['gc', 'doctor', 'version']) assertPage(name, [await printed(p, name, '--json')]);
  const good = await printed(p, 'run', 'ep1', '--only', 'idea', '--json');
  p.write('bad', '');
  assertPage('A trial', [good, await printed(p, 'run', 'ep1', '--only', 'idea', '--json')]);
  p.write('idea.sh', `${FILES['idea.sh']}echo more\n`);
  await p.cli('retry', 'ep1');
  assertPage('plan', [await printed(p, 'plan', 'ep1', '--json')]);
  assertPage('explain', [await printed(p, 'explain', 'ep1', '--json')]);
});
