/** Programs and scripts of commands that have a working directory, and are looked for in the wrong place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { project } from './rig.ts';

async function validated(argv: string, cwd = 'tools'): Promise<string> {
  using p = project({
    'tools/count.py': 'print(1)\n',
    'tools/pack.sh': 'true\n',
    'pipelines/main.yaml': `stages:\n  one: { uses: command, with: { argv: [${argv}], cwd: ${cwd} } }\n`,
  });
  const { code, out } = await p.cli('validate');
  assert.equal(code, 0, out);
  return out;
}

test('a script is searched for in cwd before anything runs', async () => {
  assert.match(await validated('python3, count.py'), /no errors/);
  assert.match(await validated('python3, gone.py'), /the program tools\/gone\.py does not exist yet\n/);
  assert.match(await validated('sh, tools/pack.sh'), /hint: a script is a path from `cwd`, which is tools: /);
  assert.match(await validated('python3, gone.py', '"${{ run.id }}"'), /no errors/);
});

test('a program path is relative to the root, whatever cwd is', async () => {
  assert.match(await validated('./pack.sh'), /hint: a program is a path from the root .*: write tools\/pack\.sh\n/);
  assert.match(await validated('tools/pack.sh'), /no errors/);
  assert.match(await validated('./gone.sh'), /hint: create the file, or fix its path; /);
});
