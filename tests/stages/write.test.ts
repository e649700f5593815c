import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { err } from '../../src/model/brand.ts';
import { createRig, failureOf, outputOf } from './rig.ts';

test('a template becomes an artifact, counted in bytes', async () => {
  using rig = createRig();
  rig.put('templates/notes/a.md', '# {{ title }}');
  const outcome = await rig.run('write', { template: 'notes/a.md', vars: { title: 'Grüße' }, to: 'out/a.md' });
  assert.deepEqual(outputOf(outcome), { artifact: 'out/a.md', bytes: 9 });
  assert.equal(readFileSync(join(rig.staging, 'out/a.md'), 'utf8'), '# Grüße');
});

test('the byte order mark of a template is not part of its result', async () => {
  using rig = createRig();
  rig.put('templates/a.md', '\uFEFFfor {{ name }}');
  await rig.run('write', { template: 'a.md', vars: { name: 'you' }, to: 'a.txt' });
  assert.equal(readFileSync(join(rig.staging, 'a.txt'), 'utf8'), 'for you');
});

test('the text may be in the pipeline itself', async () => {
  using rig = createRig();
  await rig.run('write', { text: 'Hi {{ name }}', vars: { name: 'you' }, to: 'a.txt' });
  assert.equal(readFileSync(join(rig.staging, 'a.txt'), 'utf8'), 'Hi you');
});

test('unsafe names, missing templates, secrets and both sources at once are refused', async () => {
  using rig = createRig();
  const code = async (options: object) =>
    failureOf(await rig.run('write', { text: 'x', to: 'a.txt', ...options })).code;
  for (const to of ['../a', '/a', 'a/../b', '.hidden', 'con', 'a\\b', 'a.', ''])
    assert.equal(await code({ to }), 'write/to', to);
  assert.equal(await code({ vars: { key: { $secret: 'KEY' } } }), 'secret/misplaced');
  assert.equal(await code({ template: 'a.md' }), 'stage/with');
  const missing = failureOf(await rig.run('write', { template: '../x.md', to: 'a.txt' }));
  assert.equal(missing.code, 'write/template');
});

test('an unsafe name from an expression is reported with one that would be accepted', async () => {
  using rig = createRig();
  const hint = async (to: string) => failureOf(await rig.run('write', { text: 'x', to })).hint;
  assert.match(String(await hint('de/über uns.md')), /, as in de\/uber uns\.md$/);
  assert.match(String(await hint(`${'x'.repeat(90)}.md`)), /, as in x{52}\.md$/);
  assert.match(String(await hint('../x')), /between two slashes$/);
});

test('a failure of the template is passed on', async () => {
  using rig = createRig();
  const error = { code: 'template/unknown', message: 'no such variable', retry: 'never' } as const;
  const outcome = await rig.run(
    'write',
    { text: '{{ x }}', to: 'a' },
    { deps: { renderTemplate: async () => err(error) } },
  );
  assert.deepEqual(failureOf(outcome), error);
});
