/** `init`: a new project that works as it is, and nothing of anybody's overwritten. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { TEMPLATES, templateFiles } from '../../src/app/init/files.ts';
import { adapted } from '../../src/app/init/text.ts';
import { initProject } from '../../src/app/init.ts';
import * as library from '../../src/index.ts';
import { project, type TestProject } from './rig.ts';

const files = ({ root }: TestProject): readonly string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .toSorted();

for (const template of TEMPLATES) {
  test(`the files of template ${template} contain no mistake`, async () => {
    using p = project();
    const { code, err } = await p.cli('init', '--template', template);
    assert.equal(code, 0, err);
    const checked = await p.cli('validate');
    assert.equal(checked.code, 0, checked.out + checked.err);
    assert.match(checked.out, /[1-9] pipelines? and 1 manifest checked/);
  });
}

/** As some installers put a package together: each file is a link to where it lies. */
function linked(from: string, to: string): void {
  if (statSync(from).isDirectory()) {
    for (const name of readdirSync(from)) linked(path.join(from, name), path.join(to, name));
    return;
  }
  mkdirSync(path.dirname(to), { recursive: true });
  symlinkSync(from, to);
}

test('`init` from a package whose files are links makes the same files', () => {
  const home = path.join(import.meta.dirname, '../..');
  using plain = project();
  using p = project();
  using links = project();
  for (const name of [...templateFiles('podcast').copied.map(([from]) => from), 'package.json'])
    if (!existsSync(path.join(links.root, name))) linked(path.join(home, name), path.join(links.root, name));
  for (const [from, to] of [
    [home, plain.root],
    [links.root, p.root],
  ] as const)
    assert.ok(initProject({ home: from, folder: path.join(to, 'mine'), template: 'podcast' }).ok);
  assert.deepEqual(files(p), files(plain));
  for (const file of files(plain)) assert.equal(p.read(file), plain.read(file), file);
});

test('files that were made in the package before it was packed are not in a new project', () => {
  const manifest = `# A run: \`npm start\` carries it out.
pipeline: podcast
inputs:
  topic: How rockets work
approvals:
  outline_review: { approved: true, of: sha256:23bda5ec3b6db917 }
rerun: { n: 2, from: mixing }

# approvals:
#   outline_review: { approved: true }
`;
  const begun = `# A run: \`npx pipeline-runner run podcast\` carries it out.
pipeline: podcast
inputs:
  topic: How rockets work

# approvals:
#   outline_review: { approved: true }
`;
  const of = { run: 'podcast' };
  assert.equal(adapted('runs/podcast.yaml', manifest, of), begun);
  assert.equal(adapted('pipelines/podcast.yaml', 'name: podcast\nbudget: { usd: 1 }\n', of).includes('budget'), true);
  const record = adapted('shows/kids/episodes.json', '{ "episodes": { "tides": { "number": 7 } } }', of);
  assert.deepEqual(JSON.parse(record), { episodes: {} });
});

for (const template of TEMPLATES) {
  test(`the files of template ${template} mention no script that an existing package.json lacks`, async () => {
    using p = project({ 'package.json': '{ "name": "mine", "type": "module" }' });
    await p.cli('init', '--template', template);
    const wrong = files(p).filter((file) => file.endsWith('.yaml') && /npm (?:start|run)/.test(p.read(file)));
    assert.deepEqual(wrong, []);
  });

  test(`the files of template ${template} say what to type, and name pages that exist`, async () => {
    using p = project();
    await p.cli('init', '--template', template);
    const said = files(p)
      .filter((file) => /\.ya?ml$/.test(file))
      .map((file) => p.read(file))
      .join('');
    assert.doesNotMatch(said, /(?:`|# {2,})pipeline-runner (?:run|approve) /);
    assert.doesNotMatch(said, /Copy it to \.github/);
    const pages = [...said.matchAll(/[\w./-]*docs\/[\w-]+\.md/g)].map(([page]) => page);
    assert.ok(pages.length > 0);
    for (const page of pages) assert.match(page, /^node_modules\/pipeline-runner\/docs\//);
  });
}

test('the first run of a new project stops at its gate, then makes its page', async () => {
  using p = project();
  await p.cli('init');
  assert.equal((await p.cli('run', 'leaflet')).code, 3);
  await p.cli('approve', 'leaflet');
  assert.equal((await p.cli('run', 'leaflet')).code, 0);
  assert.match(p.read('runs/leaflet.run/page/page.md'), /^# Lighthouses\n\n\w/);
});

test('an existing file is left unchanged and reported', async () => {
  const mine = { 'runs/leaflet.yaml': '# mine\n', '.gitignore': 'mine\n' };
  using p = project(mine);
  const { code, out } = await p.cli('init');
  assert.equal(code, 0);
  for (const [file, content] of Object.entries(mine)) {
    assert.equal(p.read(file), content);
    assert.match(out.slice(out.indexOf('Already there, left unchanged')), new RegExp(file.replaceAll('.', '\\.')));
  }
  assert.ok(existsSync(path.join(p.root, 'pipelines/leaflet.yaml')));
});

test('a new package.json is named after its folder, in characters that npm accepts', async () => {
  using p = project();
  assert.equal((await p.cli('init', 'Über uns: die Show')).code, 0);
  assert.equal(JSON.parse(p.read('Über uns: die Show/package.json')).name, 'uber-uns-die-show');
});

test('a second `init` makes nothing', async () => {
  using p = project();
  await p.cli('init', '--template', 'storyboard');
  const before = files(p);
  const { code, out } = await p.cli('init', '--template', 'storyboard');
  assert.equal(code, 0);
  assert.deepEqual(files(p), before);
  assert.match(out, /Nothing to create/);
});

test('an existing package.json is left unchanged, and what it lacks is reported', async () => {
  const manifest = '{ "name": "studio" }\n';
  using p = project({ 'package.json': manifest });
  const { out } = await p.cli('init', '--template', 'short-video');
  assert.equal(p.read('package.json'), manifest);
  assert.match(out, /npm install pipeline-runner feedsmith/);
  assert.match(out, /"type": "module"/);
});

test('a folder that is a link is not followed, and nothing is written', async () => {
  using p = project();
  using elsewhere = project();
  symlinkSync(elsewhere.root, path.join(p.root, 'runs'));
  const { code, err } = await p.cli('init');
  assert.equal(code, 2);
  assert.match(err, /runs is a symbolic link/);
  assert.deepEqual(files(elsewhere), []);
  assert.deepEqual(files(p), ['runs']);
});

test('a link in the place of a file is left unchanged, wherever it leads', async () => {
  using p = project();
  using elsewhere = project();
  const target = path.join(elsewhere.root, 'made-by-nobody');
  symlinkSync(target, path.join(p.root, '.gitignore'));
  assert.equal((await p.cli('init')).code, 0);
  assert.equal(existsSync(target), false);
});

test('a missing folder is created, and the first step is to change into it', async () => {
  using p = project();
  const { code, out } = await p.cli('init', 'my show', '--template', 'podcast');
  assert.equal(code, 0);
  assert.ok(existsSync(path.join(p.root, 'my show/pipelines/podcast.yaml')));
  assert.match(out, /Next\n {2}cd 'my show'\n/);
  assert.equal(JSON.parse(p.read('my show/package.json')).name, 'my-show');
});

test('`init` inside another project says so', async () => {
  using p = project();
  assert.doesNotMatch((await p.cli('init')).out, /inside of/);
  const { code, out } = await p.cliIn('pipelines', 'init');
  assert.equal(code, 0);
  assert.ok(
    out.includes(`a separate project inside ${realpathSync(p.root)}; commands in that project do not see it.`),
    out,
  );
});

test('`init` is refused if a file has the name of the folder', async () => {
  using p = project({ taken: '' });
  const { code, err } = await p.cli('init', 'taken');
  assert.equal(code, 2);
  assert.match(err, /taken is not a folder/);
});

test('steps that are done already are not listed: git and the installation', async () => {
  using p = project();
  mkdirSync(path.join(p.root, '.git'));
  mkdirSync(path.join(p.root, 'node_modules/pipeline-runner'), { recursive: true });
  const { out } = await p.cli('init');
  assert.doesNotMatch(out, /git init|npm install/);
  assert.match(out, /pipeline-runner validate/);
});

test('stages can import what the package exports, and editors find its schemas', async () => {
  using p = project();
  await p.cli('init', '--template', 'podcast');
  const [, names = '', from] = /export \{ (.*) \} from '(.*)'/.exec(p.read('pipelines/lib/stage.ts')) ?? [];
  assert.equal(from, 'pipeline-runner');
  assert.deepEqual(
    names.split(', ').filter((name) => !Object.hasOwn(library, name)),
    [],
  );
  const sources = files(p).filter((file) => file.endsWith('.ts') && file !== 'pipelines/lib/stage.ts');
  assert.deepEqual(
    sources.filter((file) => /from '(?:\.\.\/)*src\//.test(p.read(file))),
    [],
    'they reach into the sources of the runner',
  );
  for (const file of ['pipelines/podcast.yaml', 'runs/podcast.yaml', 'pipeline-runner.config.yaml']) {
    const [, schema = ''] = /\$schema=(\S+)/.exec(p.read(file)) ?? [];
    assert.match(
      path.posix.join(path.posix.dirname(file), schema),
      /^node_modules\/pipeline-runner\/schemas\/\w+\.schema\.json$/,
    );
  }
});

test('editors find the schema of a file in a subfolder of pipelines or runs', async () => {
  using p = project();
  await p.cli('init');
  const formats: Readonly<Record<string, string | readonly string[]>> = JSON.parse(p.read('.vscode/settings.json'))[
    'yaml.schemas'
  ];
  const formatOf = (file: string): string | undefined =>
    Object.keys(formats).find((schema) => [formats[schema] ?? []].flat().some((glob) => path.matchesGlob(file, glob)));
  for (const file of ['pipelines/leaflet.yaml', 'pipelines/video/short.yaml'])
    assert.match(formatOf(file) ?? '', /pipeline\.schema\.json$/, file);
  for (const file of ['runs/leaflet.yaml', 'runs/2026/11/ep001.yaml'])
    assert.match(formatOf(file) ?? '', /run\.schema\.json$/, file);
});

test('an unknown template is refused with the list of templates', async () => {
  using p = project();
  const { code, err } = await p.cli('init', '--template', 'opera');
  assert.equal(code, 2);
  assert.match(err, /podcast/);
  assert.deepEqual(files(p), []);
});
