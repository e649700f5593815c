import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { err, ok } from '../../src/model/brand.ts';
import { createStageKinds } from '../../src/stages/registry.ts';
import { createRig, failureOf, outputOf } from './rig.ts';
import { modelDeps } from './scripted-models.ts';

test('a template becomes an artifact, counted in bytes', async () => {
  using rig = createRig();
  rig.put('templates/notes/a.md', '# {{ title }}');
  const outcome = await rig.run('write', { template: 'notes/a.md', vars: { title: 'Grüße' }, to: 'out/a.md' });
  assert.deepEqual(outputOf(outcome), { artifact: 'out/a.md', bytes: 9 });
  assert.equal(readFileSync(join(rig.staging, 'out/a.md'), 'utf8'), '# Grüße');
});

test('the byte order mark of a template is no part of what it makes', async () => {
  using rig = createRig();
  rig.put('templates/a.md', '\uFEFFfor {{ name }}');
  await rig.run('write', { template: 'a.md', vars: { name: 'you' }, to: 'a.txt' });
  assert.equal(readFileSync(join(rig.staging, 'a.txt'), 'utf8'), 'for you');
});

test('the text may stand in the pipeline itself', async () => {
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

test('a name that an expression came to, and that is unsafe, is told with one that would do', async () => {
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

test('every kind has the name and the version that the registry says', async () => {
  const deps = {
    ...modelDeps,
    upsert: async ({ file }: { readonly file: string }) => ok({ file, created: true }),
    processes: { run: async () => ({ type: 'exited', code: 0 }) as const },
    environment: {},
    config: { env: [], http: { allowHosts: null, allowPrivate: [] } },
    codeCache: join(tmpdir(), 'stage-code'),
    renderTemplate: async () => err({ code: 'x', message: 'x', retry: 'never' } as const),
  };
  const kinds = createStageKinds(deps);
  const [command, module, http, write, llm, speech, image, video, transcribe, media] = await Promise.all([
    import('../../src/stages/command.ts'),
    import('../../src/stages/module.ts'),
    import('../../src/stages/http.ts'),
    import('../../src/stages/write.ts'),
    import('../../src/stages/llm.ts'),
    import('../../src/stages/speech.ts'),
    import('../../src/stages/image.ts'),
    import('../../src/stages/video.ts'),
    import('../../src/stages/transcribe.ts'),
    import('../../src/stages/media.ts'),
  ]);
  const loaded = [
    command.createCommandKind(deps),
    module.createModuleKind(deps),
    http.createHttpKind(deps),
    write.createWriteKind(deps),
    llm.createLlmKind(deps),
    speech.createSpeechKind(deps),
    image.createImageKind(deps),
    video.createVideoKind(deps),
    transcribe.createTranscribeKind(deps),
    media.createMediaKind(deps),
  ];
  assert.deepEqual(
    [...kinds.values()].map(({ name, version }) => [name, version]),
    loaded.map(({ name, version }) => [name, version]),
  );
});

test('an entry of a project file is handed on as it is, and its key stands in the output', async () => {
  using rig = createRig();
  const seen: unknown[] = [];
  const upsert = { file: 'shows/a.json', at: '/episodes', key: 7, value: { title: 'Rockets' } };
  const deps = {
    upsert: async (edit: { readonly file: string }) => {
      seen.push(edit);
      return ok({ file: edit.file, created: true });
    },
  };
  const outcome = await rig.run('write', { upsert }, { deps });
  assert.deepEqual(seen, [{ ...upsert, key: '7' }]);
  assert.deepEqual(outputOf(outcome), { file: 'shows/a.json', key: '7', created: true });
});

test('an entry with a secret, without a file, or at what is no place is refused', async () => {
  using rig = createRig();
  const code = async (upsert: object) => failureOf(await rig.run('write', { upsert: upsert as never })).code;
  assert.equal(await code({ file: 'a.json', key: 'k', value: { $secret: 'KEY' } }), 'secret/misplaced');
  assert.equal(await code({ key: 'k', value: 1 }), 'stage/with');
  assert.equal(await code({ file: 'a.json', at: 'episodes', key: 'k', value: 1 }), 'stage/with');
});
