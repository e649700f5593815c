/** `approve`, `reject`, `request-changes`, `edit`: an answer to a gate is one edit of the manifest, about what is on offer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCli } from '../../src/cli/program.ts';
import { terminalOf } from '../../src/cli/terminal.ts';
import {
  EDITABLE,
  gate,
  git,
  MANIFEST,
  MANIFEST_FILE,
  manifestOf,
  OUTLINE,
  person,
  pipeline,
  repository,
  SCHEMA,
  stage,
  statusOf,
  waiting,
  withoutDigests,
} from './gate-rig.ts';
import { project, type Said } from './rig.ts';

test('without a name, `approve` answers the only open gate, and the run continues', async () => {
  using p = await waiting();
  const { code, out } = await p.cli('approve', 'ep1');
  assert.equal(code, 0);
  const after = `${MANIFEST}approvals:\n  review: { approved: true, of: DIGEST }\n`;
  assert.equal(withoutDigests(manifestOf(p)), after);
  assert.match(
    out,
    /\+ {3}review: \{ approved: true, of: sha256:[0-9a-f]{16} \}\nThis approves the content .*\nNext: pipeline-runner run ep1\n$/,
  );
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
});

test('`approve` says whether the draft counts as edited, since an editor may have saved under another name', async () => {
  using p = await waiting({ stages: EDITABLE });
  const draft = 'runs/ep1.run/drafts/review.1.yaml';
  p.write(`${draft}.txt`, 'title: mine\n');
  assert.ok(
    (await p.cli('approve', 'ep1')).out.includes(`This approves the content as generated: ${draft} is not edited.\n`),
  );
  p.write(draft, 'title: mine\n');
  assert.ok((await p.cli('approve', 'ep1')).out.includes(`This approves the content as edited in ${draft}.\n`));
  assert.doesNotMatch((await p.cli('reject', 'ep1', '--feedback', 'no')).out, /That is/);
});

test('an answer that is already in the manifest, in whatever notation, is not written again', async () => {
  using p = await waiting();
  await p.cli('approve', 'ep1');
  const short = manifestOf(p).replace(/\{.*(sha256:.{8}).*\}/, '{ of: $1, decision: approve } # me');
  p.write(MANIFEST_FILE, short);
  const { code, out } = await p.cli('approve', 'ep1', 'review');
  assert.deepEqual([code, manifestOf(p)], [0, short]);
  assert.match(out, /nothing to change: the manifest already says so/);
});

test('an answer is one added line, and every other byte of the manifest stays', async () => {
  const manifest =
    '\uFEFF# mine\r\npipeline: show\r\n# approvals:\r\n#   review: { approved: false }\r\napproved: false # not yet\r\napprovals:\r\n  # all\r\n  other: { approved: false } # later\r\nlabels: {   a: b }';
  const stages = { ...EDITABLE, more: stage('1').concat(', needs: [review] }'), other: gate('more') };
  using p = await waiting({ stages, manifest });
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
  const added = '# later\r\n  review: { approved: true, of: DIGEST }\r\n';
  assert.equal(withoutDigests(manifestOf(p)), manifest.replace('# later\r\n', added));
});

test('with several open gates the gate must be named', async () => {
  using p = await waiting({ stages: { ...EDITABLE, legal: gate('outline') } });
  const { code, err } = await p.cli('approve', 'ep1');
  assert.equal(code, 2);
  assert.match(err, /cli\/which-gate[\s\S]*review, legal/);
  assert.equal(manifestOf(p), MANIFEST);
  assert.equal((await p.cli('approve', 'ep1', 'legal')).code, 0);
  assert.equal((await p.cli('reject', 'ep1', 'review', '--feedback', 'no')).code, 0);
  const both = '  legal: { approved: true, of: DIGEST }\n  review: { rejected: "no", of: DIGEST }\n';
  assert.equal(withoutDigests(manifestOf(p)), `${MANIFEST}approvals:\n${both}`);
});

test('a gate that is not open cannot be answered, and the message says why', async () => {
  const later = { more: stage('1').concat(', needs: [review] }'), other: gate('more') };
  using p = await waiting({ stages: { ...EDITABLE, ...later } });
  assert.match((await p.cli('approve', 'ep1', 'other')).err, /cli\/no-open-gate[\s\S]*not asked yet[\s\S]*review/);
  assert.match((await p.cli('approve', 'ep1', 'outline')).err, /cli\/no-open-gate[\s\S]*not a gate/);
  assert.match((await p.cli('approve', 'ep1', 'revew')).err, /cli\/unknown-stage[\s\S]*did you mean "review"/);
  await p.cli('cancel', 'ep1');
  await p.cli('run', 'ep1', '--quiet');
  assert.match((await p.cli('approve', 'ep1')).err, /cli\/no-open-gate[\s\S]*cancelled/);
});

test('a run that never started has no gate to answer', async () => {
  using p = project({ 'pipelines/show.yaml': pipeline(EDITABLE), [MANIFEST_FILE]: MANIFEST });
  assert.match((await p.cli('approve', 'ep1')).err, /cli\/not-started/);
});

test('an approval covers the draft as it was left', async () => {
  using p = await waiting();
  await p.cli('approve', 'ep1');
  const generated = manifestOf(p);
  p.write('runs/ep1.run/drafts/review.1.yaml', 'title: Rockets and kites\n');
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
  assert.notEqual(manifestOf(p), generated);
  assert.equal(withoutDigests(manifestOf(p)), withoutDigests(generated));
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  assert.match((await p.cli('diff', 'ep1')).out, /- title: Rockets\n\+ title: Rockets and kites\n/);
});

test('a draft that violates its schema cannot be approved, and nothing is written', async () => {
  using p = await waiting();
  p.write('runs/ep1.run/drafts/review.1.yaml', '# hm\ntitle: R\n');
  const { code, err } = await p.cli('approve', 'ep1', '--commit');
  assert.equal(code, 2);
  assert.match(err, /^runs\/ep1\.run\/drafts\/review\.1\.yaml:2:8 error/);
  assert.equal(manifestOf(p), MANIFEST);
  assert.equal((await p.cli('request-changes', 'ep1', '--feedback', 'longer')).code, 0);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.match(await p.cli('status', 'ep1', '--json').then(({ out }) => out), /"iteration": 2/);
});

test('the same changes can be requested again if the next round ignored them', async () => {
  using p = await waiting();
  for (const round of [2, 3]) {
    assert.equal((await p.cli('request-changes', 'ep1', '--feedback', 'shorter')).code, 0);
    assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
    assert.match((await p.cli('status', 'ep1', '--json')).out, new RegExp(`"iteration": ${round}`));
  }
});

test('an output that the person wrote beside the approval stays, and is what is approved', async () => {
  const manifest = `${MANIFEST}approvals:\n  review:\n    approved: true\n    output:\n      title: Kites # better\n`;
  using p = await waiting();
  p.write(MANIFEST_FILE, manifest);
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
  assert.equal(withoutDigests(manifestOf(p)), `${manifest}    of: DIGEST\n`);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  assert.match((await p.cli('diff', 'ep1')).out, /\+ title: Kites/);
});

test('an output that somebody else wrote beside their approval is not part of my approval', async () => {
  const stages = { outline: OUTLINE, review: gate('outline', ', editable: true, quorum: 2') };
  using p = await waiting({ stages });
  repository(p);
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
  const alone = manifestOf(p);
  const bob = '    - { by: bob@example.org, approved: true, output: { title: Kites } }\n';
  const list = `${MANIFEST}approvals:\n  review:\n${bob}`;
  p.write(MANIFEST_FILE, list);
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
  const of = /of: sha256:[0-9a-f]{16}/.exec(alone)?.[0] ?? 'nothing';
  assert.equal(manifestOf(p), `${list}    - { by: ada@example.org, approved: true, ${of} }\n`);
});

test('where one answer is enough, a new answer replaces an older one by anybody', async () => {
  using p = await waiting();
  p.write(
    MANIFEST_FILE,
    `${MANIFEST}approvals:\n  review: { by: bob@example.org, rejected: dull, of: sha256:0123456789 }\n`,
  );
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
  assert.equal(withoutDigests(manifestOf(p)), `${MANIFEST}approvals:\n  review: { approved: true, of: DIGEST }\n`);
});

test('`request-changes` sends the run back and needs feedback', async () => {
  using p = await waiting();
  assert.match((await p.cli('request-changes', 'ep1')).err, /cli\/usage[\s\S]*the feedback is missing/);
  assert.match((await p.cli('request-changes', 'ep1', '--feedback', ' ')).err, /cli\/usage[\s\S]*empty/);
  assert.equal(manifestOf(p), MANIFEST);
  const words = 'shorter: and\nstart with "the launch" # please';
  assert.equal((await p.cli('request-changes', 'ep1', '--feedback', words)).code, 0);
  const line = `review: { changes: ${JSON.stringify(words)}, of: DIGEST }`;
  assert.equal(withoutDigests(manifestOf(p)), `${MANIFEST}approvals:\n  ${line}\n`);
});

test('`request-changes` is refused for a gate without rework, and a rejection ends the run', async () => {
  using p = await waiting({ stages: { outline: OUTLINE, review: gate('outline') } });
  assert.match((await p.cli('request-changes', 'ep1', '--feedback', 'x')).err, /gate\/no-rework/);
  assert.equal(manifestOf(p), MANIFEST);
  assert.match((await p.cli('reject', 'ep1')).err, /cli\/usage/);
  assert.equal((await p.cli('reject', 'ep1', '--feedback', 'not for this show')).code, 0);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 1);
  assert.equal(await statusOf(p), 'rejected');
});

test('`request-changes` may name items of the subject, each once', async () => {
  const clips = `{ foreach: "\${{ ['intro', 'end'] }}", key: "\${{ item }}", uses: command, with: { argv: [echo, x] } }`;
  using p = await waiting({ stages: { clips, review: gate('clips', ', rework: clips') } });
  const ask = (...items: string[]) => p.cli('request-changes', 'ep1', ...items.flatMap((item) => ['--item', item]));
  assert.match((await ask('intr=x')).err, /gate\/unknown-item[\s\S]*did you mean "intro"/);
  assert.match((await ask('intro=x', 'intro=y')).err, /cli\/usage[\s\S]*twice/);
  assert.match((await ask('intro')).err, /cli\/usage[\s\S]*key=text/);
  assert.equal(manifestOf(p), MANIFEST);
  assert.equal((await ask('intro=louder=better', 'end=softer')).code, 0);
  assert.match(manifestOf(p), /review: \{ changes: \{ intro: "louder=better", end: softer \}, of: sha256:/);
});

test("in a quorum each person has one entry, replaces only that, and removes nobody else's", async () => {
  using p = await waiting({ stages: { outline: OUTLINE, review: gate('outline', ', rework: outline, quorum: 2') } });
  repository(p);
  const head = `${MANIFEST}approvals:\n  review: `;
  await p.cli('approve', 'ep1');
  const ada = '{ by: ada@example.org, approved: true, of: DIGEST }';
  assert.equal(withoutDigests(manifestOf(p)), `${head}${ada}\n`);
  person(p, 'bob@example.org');
  await p.cli('approve', 'ep1', '--feedback', 'nice');
  const bob = '{ by: bob@example.org, approved: true, of: DIGEST, feedback: nice }';
  assert.equal(withoutDigests(manifestOf(p)), `${head}[${ada}, ${bob}]\n`);
  person(p, 'ada@example.org');
  await p.cli('request-changes', 'ep1', '--feedback', 'wait');
  const anew = '{ by: ada@example.org, changes: wait, of: DIGEST }';
  assert.equal(withoutDigests(manifestOf(p)), `${head}[${anew}, ${bob}]\n`);
  person(p, 'eve@example.org');
  await p.cli('approve', 'ep1');
  const eve = '{ by: eve@example.org, approved: true, of: DIGEST }';
  assert.equal(withoutDigests(manifestOf(p)), `${head}[${anew}, ${bob}, ${eve}]\n`);
});

test('among several answers of one person, the one about the current content is replaced', async () => {
  using p = await waiting({ stages: { outline: OUTLINE, review: gate('outline', ', quorum: 2') } });
  repository(p);
  await p.cli('approve', 'ep1');
  const of = /sha256:[0-9a-f]{16}/.exec(manifestOf(p))?.[0];
  const earlier = '    - { by: ada@example.org, rejected: "no", of: sha256:0123456789 } # before\n';
  const list = (now: string): string => `${MANIFEST}approvals:\n  review:\n    - ${now}\n${earlier}`;
  p.write(
    MANIFEST_FILE,
    list(`{ by: Ada, approved: true }\n    - { by: ada@example.org, approved: true, of: "${of}" }`),
  );
  assert.equal((await p.cli('reject', 'ep1', '--feedback', 'dull')).code, 0);
  const anew = `{ by: Ada, approved: true }\n    - { by: ada@example.org, rejected: dull, of: ${of} }`;
  assert.equal(manifestOf(p), list(anew));
});

test('in a quorum the placeholder line is filled in; an answer without a known person stays', async () => {
  using p = await waiting({ stages: { outline: OUTLINE, review: gate('outline', ', quorum: 2') } });
  repository(p);
  const head = `${MANIFEST}approvals:\n  review: `;
  const ada = '{ by: ada@example.org, approved: true, of: DIGEST }';
  p.write(MANIFEST_FILE, `${head}{ approved: false } # yes?\n`);
  await p.cli('approve', 'ep1');
  assert.equal(withoutDigests(manifestOf(p)), `${head}${ada} # yes?\n`);
  p.write(MANIFEST_FILE, `${head}{ approved: true } # yes\n`);
  await p.cli('approve', 'ep1');
  assert.equal(withoutDigests(manifestOf(p)), `${head}[{ approved: true }, ${ada}] # yes\n`);
});

test('an answer that would contradict another one of the same person is not written', async () => {
  using p = await waiting({ stages: { outline: OUTLINE, review: gate('outline', ', quorum: 2') } });
  repository(p);
  await p.cli('approve', 'ep1');
  const twice = manifestOf(p).replace(/\{.*\}/, '[$&, $&]');
  p.write(MANIFEST_FILE, twice);
  assert.match((await p.cli('reject', 'ep1', '--feedback', 'dull')).err, /answer\/two-minds/);
  assert.equal(manifestOf(p), twice);
});

test('where the gate names approvers, the person who answers must be known', async () => {
  using p = await waiting({ stages: { outline: OUTLINE, review: gate('outline', ', approvers: [ada@example.org]') } });
  repository(p, '');
  assert.match((await p.cli('approve', 'ep1')).err, /gate\/nobody/);
  assert.equal(manifestOf(p), MANIFEST);
});

test('a person who is no approver, or wrote the run, is refused before anything is written', async () => {
  const limits = ', approvers: [ada@example.org, Bob], not_author: true, rework: outline';
  using p = project({
    'pipelines/show.yaml': pipeline({ outline: OUTLINE, review: gate('outline', limits) }),
    'schemas/outline.schema.json': SCHEMA,
    [MANIFEST_FILE]: MANIFEST,
  });
  repository(p);
  git(p, 'add', MANIFEST_FILE);
  git(p, 'commit', '--quiet', '-m', 'start');
  await p.cli('run', 'ep1', '--quiet');
  assert.match((await p.cli('approve', 'ep1')).err, /gate\/own-run/);
  person(p, 'eve@example.org');
  assert.match((await p.cli('approve', 'ep1')).err, /gate\/not-an-approver[\s\S]*eve@example\.org[\s\S]*Bob/);
  assert.equal(manifestOf(p), MANIFEST);
  person(p, 'bob@example.org');
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
  person(p, 'ada@example.org');
  assert.equal((await p.cli('request-changes', 'ep1', '--feedback', 'x')).code, 0);
});

test('a manifest with conflict markers is refused', async () => {
  using p = await waiting();
  const broken = `${MANIFEST}<<<<<<< ours\npaused: true\n=======\n>>>>>>> theirs\n`;
  p.write(MANIFEST_FILE, broken);
  for (const command of [['approve'], ['pause'], ['reject', '--feedback', 'x']]) {
    const [name = '', ...flags] = command;
    const { code, err } = await p.cli(name, 'ep1', ...flags);
    assert.equal(code, 2, name);
    assert.match(err, /yaml\/conflict/);
  }
  assert.equal(manifestOf(p), broken);
});

test('completion proposes the open gates', async () => {
  using p = await waiting({ stages: { ...EDITABLE, legal: gate('outline') } });
  await p.cli('approve', 'ep1', 'legal');
  await p.cli('run', 'ep1', '--quiet');
  assert.equal((await p.cli('__complete', 'approve', 'ep1', '')).out, 'review\t\n');
  assert.equal((await p.cli('__complete', 'diff', 'ep1', '--gate', '')).out, 'review\t\nlegal\t\n');
});

test('a gate inside an item of a sub-pipeline is answered by its address', async () => {
  using p = project({
    'pipelines/show.yaml': pipeline({
      episodes: `{ foreach: "\${{ ['e1', 'e2'] }}", key: "\${{ item }}", uses: pipeline, with: { pipeline: one } }`,
    }),
    'pipelines/one.yaml': pipeline({ outline: `${stage('1')} }`, review: gate('outline') }).replace('show', 'one'),
    [MANIFEST_FILE]: MANIFEST,
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.match((await p.cli('approve', 'ep1')).err, /cli\/which-gate/);
  assert.equal((await p.cli('approve', 'ep1', 'episodes[e1]/review')).code, 0);
  assert.match(manifestOf(p), /^ {2}"episodes\[e1\]\/review": \{ approved: true, of: sha256:/m);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
});

test('`edit` opens drafts and manifest, and reports what was changed and what is wrong with it', async () => {
  using p = await waiting();
  p.write(
    'ed.mjs',
    `import { appendFileSync } from 'node:fs';
const [, , how, ...files] = process.argv;
for (const file of how === 'draft' ? files.slice(0, 1) : how === 'answer' ? files.slice(1) : files)
  appendFileSync(file, how === 'read' ? '# read\\n' : how === 'answer' ? 'approved: true\\n' : 'title: 7\\n');
`,
  );
  const edit = async (how: string): Promise<Said> => {
    const said = { out: '', err: '' };
    const to = (stream: keyof typeof said) => ({
      isTTY: true,
      write: (text: string): void => {
        said[stream] += text;
      },
    });
    const env = { NO_COLOR: '1', EDITOR: `'${process.execPath}' ed.mjs ${how}` };
    const code = await runCli(
      ['edit', 'ep1'],
      terminalOf({ cwd: () => p.root, env, stdout: to('out'), stderr: to('err') }),
    );
    return { code, ...said };
  };
  const { code, out } = await edit('read');
  assert.equal(code, 0);
  assert.match(
    out,
    /^runs\/ep1\.run\/drafts\/review\.1\.yaml\n\+ # read\nruns\/ep1\.yaml\n\+ # read\nNext: .* approve ep1 review\n$/,
  );
  assert.match((await edit('answer')).out, /\+ approved: true\nNext: .* run ep1, unless/);
  p.write('runs/ep1.yaml', MANIFEST);
  const draft = await edit('draft');
  assert.deepEqual([draft.code, /^Next: .* edit ep1$/m.test(draft.out)], [2, true]);
  assert.match(draft.err, /^runs\/ep1\.run\/drafts\/review\.1\.yaml:\d+:\d+ error/m);
  const broken = await edit('all');
  assert.equal(broken.code, 2);
  assert.match(broken.err, /^runs\/ep1\.yaml:\d+:1 error\[format\/unknown-key\]/m);
});

test('`edit` without a terminal or an editor names the files to open', async () => {
  using p = await waiting();
  const { code, err } = await p.cli('edit', 'ep1');
  assert.equal(code, 2);
  assert.match(err, /cli\/no-editor[\s\S]*drafts\/review\.1\.yaml, runs\/ep1\.yaml/);
});
