/** `validate` tells what http and module stages would be refused in the run, and runs nothing of the project. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project } from '../cli/rig.ts';

interface Found {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly hint?: string;
}

async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  using p = project(files);
  const { out } = await p.cli('validate', '--format', 'json');
  assert.equal(existsSync(path.join(p.root, 'ran')), false);
  const all: readonly Found[] = JSON.parse(out);
  return all.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
}

const http = (url: string) => `stages:\n  a: { uses: http, with: { url: "${url}" } }\n`;
const CONFIG = 'http: { allow_hosts: [api.example.org], allow_private: ["box:8080"] }\n';

test('a URL that the config does not allow is an error at its place', async () => {
  const at = async (url: string, config = CONFIG) =>
    await found({ 'pipelines/p.yaml': http(url), 'pipeline-runner.config.yaml': config });
  const told = ['http/host pipelines/p.yaml:2:33'];
  assert.deepEqual(await at('http://169.254.169.254/latest'), told);
  assert.deepEqual(await at('http://localhost:3000/', 'vars: {}\n'), told);
  assert.deepEqual(await at('https://other.example.org/${{ run.id }}'), told);
  assert.deepEqual(await at('${{ vars.hook }}/x', 'vars: { hook: "http://10.0.0.1" }\n'), told);
  assert.deepEqual(await at('https://api.example.org/${{ run.id }}'), []);
  assert.deepEqual(await at('http://box:8080/'), []);
  assert.deepEqual(await at('https://other${{ run.id }}.example.org/'), []);
});

test('a module that cannot be called is an error: in the module if its syntax is wrong, otherwise at the stage', async () => {
  const PIPELINE = `stages:
  broken: { uses: module, with: { module: stages/broken.ts } }
  named: { uses: module, with: { module: stages/named.ts } }
  misspelt: { uses: module, with: { module: stages/named.ts, export: gruop } }
  good: { uses: module, with: { module: stages/named.ts, export: group } }
`;
  const RUNS = "import { writeFileSync } from 'node:fs';\nwriteFileSync('ran', '');\n";
  assert.deepEqual(
    await found({
      'pipelines/p.yaml': PIPELINE,
      'stages/broken.ts': `${RUNS}export default () => ({ output: 1 );\n`,
      'stages/named.ts': `${RUNS}export function group() {}\n`,
    }),
    ['module/load stages/broken.ts:3:35', 'module/export pipelines/p.yaml:3:42', 'module/export pipelines/p.yaml:4:70'],
  );
});

test('a mistake in a sub-pipeline is reported once, by who uses it', async () => {
  const told = await found({
    'pipelines/p.yaml': 'stages:\n  a: { uses: pipeline, with: { pipeline: child } }\n',
    'pipelines/child.yaml': http('http://10.0.0.1/'),
  });
  assert.deepEqual(told, ['http/host pipelines/child.yaml:2:33']);
});

test('a whole command line in place of a program is a warning, unless a program has that name', async () => {
  const at = async (argv: string, files: Readonly<Record<string, string>> = {}) =>
    await found({ 'pipelines/p.yaml': `stages:\n  a: { uses: command, with: { argv: ${argv} } }\n`, ...files });
  const told = ['command/shell-word pipelines/p.yaml:2:38'];
  assert.deepEqual(await at('["ffmpeg -i x y"]'), told);
  assert.deepEqual(await at('["node build.js", "--watch"]'), told);
  assert.deepEqual(await at('["ffmpeg -i ${{ run.id }} y"]'), told);
  assert.deepEqual(await at('["tools/my tool.sh"]'), told);
  assert.deepEqual(await at('["tools/my tool.sh"]', { 'tools/my tool.sh': '' }), []);
  assert.deepEqual(await at('["${{ run.id }} x"]'), []);
  assert.deepEqual(await at('["tools/${{ run.id }} x"]'), []);
});
