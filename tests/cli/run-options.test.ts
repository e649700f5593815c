/** `run` and `plan` of a pipeline without a manifest, and of parts of a run: what a careless hand types as well. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { Plan } from '../../src/report/plan-text.ts';
import { checkpointOf, project, type TestProject } from './rig.ts';

const logs = (line: string, more = ''): string =>
  `{ uses: command${more}, with: { argv: [sh, -c, 'echo ${line} >> log.txt; echo ${line}'] } }`;

const PIPELINE = `inputs:
  type: object
  required: [topic]
  properties:
    topic: { type: string, minLength: 3 }
    minutes: { type: integer }
    tags: { type: array, items: { type: string } }
    mood: { enum: [calm, "3", bright] }
    extra: {}
stages:
  ideas: ${logs('ideas')}
  outline: ${logs('outline', ', needs: [ideas]')}
  review:
    needs: [outline]
    uses: command
    with: { argv: [sh, -c, 'echo review >> log.txt; test ! -e bad'] }
  music: ${logs('music')}
  mix: ${logs('mix', ', needs: [review, music]')}
finally:
  bye: ${logs('bye')}
outputs: { topic: "\${{ inputs.topic }}" }
`;
const FILES = { 'pipelines/talk.yaml': PIPELINE };
const INPUT = ['--input', 'topic=Tides'];

const log = ({ root }: TestProject): string[] => {
  const file = path.join(root, 'log.txt');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
};
const runs = ({ root }: TestProject): string[] => {
  const folder = path.join(root, 'runs');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
};

/** Makes a run and carries it out; its id. */
async function made(p: TestProject, ...argv: string[]): Promise<string> {
  const before = new Set(runs(p));
  const said = await p.cli('run', 'talk', ...INPUT, ...argv);
  const [file] = runs(p).filter((name) => !before.has(name));
  assert.ok(file, said.err);
  return file.replace(/\.yaml$/, '');
}

/** What `run` makes of typed inputs, as the run has them. */
async function inputsOf(...typed: string[]): Promise<Checkpoint['inputs']> {
  using p = project(FILES);
  const said = await p.cli('run', 'talk', ...typed.flatMap((word) => ['--input', word]), '--only', 'ideas');
  assert.equal(said.code, 0, said.err);
  return checkpointOf(p, runs(p)[0]?.replace('.yaml', '') ?? '').inputs;
}

/** Exit code 2, nothing written, and what was said. */
async function refusal(p: TestProject, ...argv: string[]): Promise<string> {
  const before = readdirSync(p.root, { recursive: true }).sort();
  const { code, err } = await p.cli(...argv);
  assert.equal(code, 2, err);
  assert.deepEqual(readdirSync(p.root, { recursive: true }).sort(), before, 'a file was left behind');
  return err;
}

test('running a pipeline creates a new manifest with all settings; each run has its own', async () => {
  using p = project(FILES);
  const first = await p.cli('run', 'talk', ...INPUT);
  assert.equal(first.code, 0, first.err);
  const name = /created runs\/(talk-\d{4}-\d\d-\d\d)-1\.yaml\n/.exec(first.err)?.[1];
  assert.ok(name, first.err);
  assert.equal(p.read(`runs/${name}-1.yaml`), 'pipeline: talk\ninputs:\n  topic: Tides\n');
  assert.equal((await p.cli('run', 'pipelines/talk.yaml', ...INPUT, '--quiet')).code, 0);
  // What another run left behind is not taken over.
  for (const left of [`${name}-1.yaml`, `${name}-1.run`]) rmSync(path.join(p.root, 'runs', left), { recursive: true });
  assert.match((await p.cli('run', 'talk', ...INPUT)).err, new RegExp(`created runs/${name}-3\\.yaml`));
  assert.equal((await p.cli('run', `${name}-2`, '--quiet')).code, 0, 'the manifest is a run as any other');
});

test('two runs that are started at the same time have two manifests', async () => {
  using p = project(FILES);
  const said = await Promise.all([1, 2, 3].map(() => p.cli('run', 'talk', ...INPUT, '--only', 'ideas')));
  assert.deepEqual(
    said.map(({ code }) => code),
    [0, 0, 0],
  );
  assert.equal(runs(p).length, 3);
  assert.deepEqual(log(p), ['ideas', 'ideas', 'ideas']);
});

test('a typed value means the same as in a manifest; text stays as it was typed', async () => {
  const given = { topic: 'a: "b" #4', minutes: 12, tags: ['x', 'y'], extra: 'red: blue', mood: 'calm' };
  assert.deepEqual(
    await inputsOf('topic=a: "b" #4', 'minutes=12', 'tags=[x, y]', 'extra=red: blue', 'mood=calm'),
    given,
  );
  assert.deepEqual(await inputsOf('topic=123', 'extra=#fff'), { topic: '123', extra: '#fff' });
  assert.deepEqual(await inputsOf('topic=true', 'extra=a=b #c'), { topic: 'true', extra: 'a=b #c' });
  assert.deepEqual(await inputsOf('topic=@@me', 'extra="3"', 'mood="3"'), { topic: '@me', extra: '3', mood: '3' });
  assert.deepEqual(await inputsOf('topic={a: 1}', 'extra={a: [1, null]}'), {
    topic: '{a: 1}',
    extra: { a: [1, null] },
  });
  assert.deepEqual(await inputsOf('topic=abc', 'extra='), { topic: 'abc', extra: null });
  assert.deepEqual(await inputsOf('topic=abc', 'extra=1\nmore: 2'), { topic: 'abc', extra: '1\nmore: 2' });
});

test('an input can be read from a text file, and is written line by line into the manifest', async () => {
  using p = project({ ...FILES, 'notes/a.txt': 'one\n  two: 3\n\n# four\n', 'notes/b.txt': ' odd\r\n\u0085x' });
  const run = await made(p, '--input', 'extra=@notes/a.txt', '--input', 'mood=calm');
  assert.equal(checkpointOf(p, run).inputs?.extra, 'one\n  two: 3\n\n# four\n');
  assert.match(p.read(`runs/${run}.yaml`), /\n {2}extra: \|2\n {4}one\n {6}two: 3\n\n {4}# four\n/);
  const odd = await made(p, '--input', 'extra=@notes/b.txt');
  assert.equal(checkpointOf(p, odd).inputs?.extra, ' odd\r\n\u0085x');
});

test('a file that is outside of the project, missing, binary or too large is refused as input', async () => {
  using p = project({ ...FILES, 'bin.dat': 'a\0b', 'big.txt': 'x'.repeat(600_000) });
  symlinkSync('/etc/hostname', path.join(p.root, 'link.txt'));
  const of = (file: string) => refusal(p, 'run', 'talk', ...INPUT, '--input', `extra=@${file}`);
  assert.match(await of('../../etc/passwd'), /--input extra: the file .* is outside the project/);
  assert.match(await of('/etc/passwd'), /is outside the project/);
  assert.match(await of('link.txt'), /is outside the project/);
  assert.match(await of('gone.txt'), /cannot be read: there is no such file/);
  assert.match(await of('bin.dat'), /NUL/);
  assert.match(await of('big.txt'), /larger than/);
  assert.match(await of('pipelines'), /it is a folder/);
  assert.match(await of(''), /--input extra: no file name follows the @\n/);
});

test('all mistakes in inputs are reported at once by name, and no file is written', async () => {
  using p = project(FILES);
  const run = (...typed: string[]) => refusal(p, 'run', 'talk', ...typed.flatMap((word) => ['--input', word]));
  assert.match(await run(), /error\[input\/missing\].*"topic"[\s\S]*hint: add --input topic=/);
  assert.match(await run('topc=abc'), /--input topc: [\s\S]*did you mean --input topic=/);
  assert.doesNotMatch(await run('zzzz=abc'), /did you mean/);
  assert.match(
    await run('topic=abc', 'tags='),
    /"tags" must be a list, but it is empty\n {4}hint: write its value after the "="\n/,
  );
  assert.match(await run('topic=abc', 'tags=[a'), /the text "\[a"\n {4}hint: write a list as in \[one, two\]\n/);
  assert.match(await run('topic=ab', 'minutes=x'), /--input topic: [\s\S]*--input minutes: .*whole number/);
  assert.match(await run('=3'), /cli\/usage\]: --input =3: is not a name and a value/);
  assert.match(await run('topic'), /--input topic: is not a name and a value/);
  assert.match(await run('topic=abc', 'topic=abd'), /--input topic: is given twice/);
  assert.match(await run('__proto__=1'), /--input __proto__: is not a valid input name/);
  assert.match(await run('topic=abc', 'extra.constructor=1'), /is not a valid input name/);
  assert.match(await run('topic=abc', 'extra.a=1'), /has no input "extra\.a"/);
  assert.match(await refusal(p, 'plan', 'talk', '--input', 'topic=a'), /--input topic:/);
});

test('a run has priority over a pipeline of the same name; a path below pipelines/ is always the pipeline', async () => {
  using p = project({ ...FILES, 'runs/talk.yaml': 'pipeline: talk\ninputs: { topic: mine }\n' });
  const { out } = await p.cli('run', 'talk', '--quiet');
  assert.equal(out, '{"topic":"mine"}\n');
  assert.equal((await p.cli('run', './pipelines/talk', ...INPUT, '--quiet')).out, '{"topic":"Tides"}\n');
  assert.match(await refusal(p, 'run', 'talk', ...INPUT), /runs\/talk\.yaml error\[cli\/usage\][\s\S]*edit `inputs:`/);
});

test('a name that is neither a run nor a pipeline is answered with the nearest of both', async () => {
  using p = project({ ...FILES, 'runs/story.yaml': 'pipeline: talk\n', 'pipelines/odd/x y.yaml': PIPELINE });
  assert.match(await refusal(p, 'run', 'tlak'), /there is no run or pipeline "tlak"\n.*did you mean "talk"/);
  assert.match(await refusal(p, 'plan', 'stry'), /did you mean "story"/);
  assert.match(await refusal(p, 'run', 'pipelines/tlak.yaml'), /there is no pipeline "tlak"\n.*did you mean "talk"/);
  assert.match(await refusal(p, 'run', 'pipelines/../../x'), /file\/outside/);
  assert.match(await refusal(p, 'run', 'pipelines/'), /error\[/);
  assert.match(await refusal(p, 'run', '../talk'), /error\[/);
  assert.match(await refusal(p, 'run', ''), /error\[/);
  const said = await p.cli('run', 'pipelines/odd/x y.yaml', ...INPUT, '--only', 'ideas');
  assert.match(said.err, /created runs\/odd-x-y-\d{4}-\d\d-\d\d-1\.yaml/);
});

test('a runs folder without write permission is reported, and nothing runs', async () => {
  using p = project({ ...FILES, 'elsewhere/x': '' });
  symlinkSync('elsewhere', path.join(p.root, 'runs'));
  const { code, err } = await p.cli('run', 'talk', ...INPUT);
  assert.equal(code, 1);
  assert.match(err, /error\[disk\//);
  assert.deepEqual(log(p), []);
});

for (const [link, above] of [
  ['runs/r.run/pinned/1', 'runs/r.run/pinned'],
  ['runs/r.run/pinned', 'runs/r.run'],
  ['runs/r.run', 'runs'],
] as const) {
  test(`no definitions are pinned behind a link at ${link}`, async () => {
    using p = project({ ...FILES, 'runs/r.yaml': 'pipeline: talk\ninputs: { topic: Tides }\n' });
    using elsewhere = project({ x: '' });
    mkdirSync(path.join(p.root, above), { recursive: true });
    symlinkSync(elsewhere.root, path.join(p.root, link));
    const { code, err } = await p.cli('run', 'r');
    assert.equal(code, 1);
    assert.match(err, /error\[disk\/in-the-way\]/);
    assert.deepEqual(readdirSync(elsewhere.root), ['x']);
    assert.deepEqual(log(p), []);
  });
}

test('--dry-run only shows the plan: nothing runs and nothing is written, not even a folder', async () => {
  using p = project(FILES);
  const before = readdirSync(p.root, { recursive: true });
  const dry = await p.cli('run', 'talk', ...INPUT, '--dry-run', '--until', 'outline', '--json');
  assert.equal(dry.code, 0, dry.err);
  const plan: Plan = JSON.parse(dry.out);
  assert.equal(plan.manifest, 'new');
  assert.match(plan.run, /^talk-.*-1$/);
  const actions = plan.tasks.map(({ address, action }) => `${address} ${action}`);
  assert.deepEqual(actions, ['ideas run', 'music out', 'outline later', 'review out', 'mix out', 'finally:bye out']);
  const planned = await p.cli('plan', 'talk', ...INPUT, '--until', 'outline', '--json');
  assert.deepEqual(JSON.parse(planned.out), plan);
  assert.match((await p.cli('plan', 'talk', ...INPUT)).out, /^4 +mix +review, music +later$/m);
  assert.deepEqual(readdirSync(p.root, { recursive: true }), before);
});

test('a plan of a hundred stages stays within the width of a terminal', async () => {
  const names = Array.from({ length: 100 }, (_, i) => `stage_with_a_long_name_${i}`);
  const stages = names.map(
    (name, i) => `  ${name}: ${logs('x', i < 30 ? '' : `, needs: [${names.slice(i - 9, i)}]`)}\n`,
  );
  using p = project({ 'pipelines/many.yaml': `stages:\n${stages.join('')}` });
  const { out } = await p.cli('plan', 'many');
  const lines = out.trimEnd().split('\n');
  assert.ok(lines.length > 100 && lines.length < 110, `${lines.length} lines`);
  assert.deepEqual(
    lines.filter((line) => line.length > 80),
    [],
  );
});

test('--until runs a stage with everything it needs; a later `run` continues from there', async () => {
  using p = project(FILES);
  const run = await made(p, '--until', 'outline');
  assert.deepEqual(log(p), ['ideas', 'outline']);
  const { status, executions, finally_ended } = checkpointOf(p, run);
  assert.deepEqual([status, executions.at(-1)?.reason, finally_ended], ['running', 'shutdown', undefined]);
  const again = await p.cli('run', run, '--until', 'outline');
  assert.match(again.out, /(nothing to do)[\s\S]*Not run: review, music, mix\n.*pipeline-runner run /);
  assert.equal(checkpointOf(p, run).executions.length, executions.length, 'nothing was written for it');
  assert.equal((await p.cli('run', run, '--quiet')).code, 0);
  assert.deepEqual(log(p).toSorted(), ['bye', 'ideas', 'mix', 'music', 'outline', 'review']);
  assert.equal(p.read(`runs/${run}.yaml`), 'pipeline: talk\ninputs:\n  topic: Tides\n');
});

test('a part that is already done succeeds even if the run waits for a person elsewhere', async () => {
  const gate = 'gate: { uses: approval, with: { subject: ideas } }';
  const pipeline = `stages:\n  ideas: ${logs('ideas')}\n  ${gate}\n  mix: ${logs('mix', ', needs: [gate]')}\n`;
  using p = project({ 'pipelines/asks.yaml': pipeline, 'runs/r.yaml': 'pipeline: asks\n' });
  assert.equal((await p.cli('run', 'r')).code, 3);
  const before = p.read('runs/r.checkpoint.json');
  const done = await p.cli('run', 'r', '--until', 'ideas');
  assert.equal(done.code, 0);
  assert.match(done.out, /^r completed the requested stages \(nothing to do\): 1 of 3 tasks done\n/);
  assert.equal(p.read('runs/r.checkpoint.json'), before);
  assert.equal((await p.cli('run', 'r', '--until', 'gate')).code, 3);
  assert.deepEqual(log(p), ['ideas']);
  p.write('runs/r.yaml', 'pipeline: asks\nskip: [ideas]\n');
  assert.equal((await p.cli('run', 'r', '--until', 'ideas')).code, 0, 'also where a notice is to be recorded');
});

test('--only runs just one stage if its needs are there; for a started run together with --keep', async () => {
  using p = project(FILES);
  const early = await refusal(p, 'run', 'talk', ...INPUT, '--only', 'review');
  assert.match(early, /cli\/usage\]: --only review .*needs ideas, outline, .*not completed\n.*--until review/);
  const run = await made(p, '--only', 'music', '--only', 'ideas');
  assert.deepEqual(log(p).toSorted(), ['ideas', 'music']);
  assert.match(
    (await p.cli('run', run, '--keep', '--only', 'mix', '--until', 'outline')).err,
    /needs review, which has/,
  );
  assert.equal((await p.cli('run', run, '--keep', '--until', 'outline', '--only', 'review', '--quiet')).code, 0);
  assert.deepEqual(log(p).slice(2), ['outline', 'review']);
  const last = await p.cli('run', run, '--only', 'mix', '--keep', '--quiet');
  assert.deepEqual([last.code, last.out], [0, '{"topic":"Tides"}\n'], 'nothing is left out: the run has ended');
});

test('a failure in the requested part exits with 1, and `retry` repeats only that part', async () => {
  using p = project({ ...FILES, bad: '' });
  const run = await made(p, '--until', 'review');
  assert.deepEqual(log(p), ['ideas', 'outline', 'review']);
  assert.equal((await p.cli('run', run, '--until', 'review', '--quiet')).code, 1);
  rmSync(path.join(p.root, 'bad'));
  assert.equal((await p.cli('retry', run)).code, 0);
  const { code, out } = await p.cli('run', run, '--until', 'review');
  assert.equal(code, 0, out);
  assert.deepEqual(log(p).slice(3), ['review'], 'nothing of what was left out ran on the way');
});

test('--from goes back to a stage through the manifest, but not with --only and --keep', async () => {
  using p = project(FILES);
  const run = await made(p, '--until', 'review');
  const before = p.read(`runs/${run}.yaml`);
  const planned = await p.cli('plan', run, '--from', 'outline', '--only', 'outline', '--json');
  assert.equal(p.read(`runs/${run}.yaml`), before);
  const plan: Plan = JSON.parse(planned.out);
  assert.deepEqual([plan.begins, plan.generation, plan.manifest], ['generation', 2, 'edit']);
  const { err, code } = await p.cli('run', run, '--from', 'outline', '--only', 'outline', '--keep');
  assert.equal(code, 0);
  assert.match(err, /\+ rerun: \{ n: 2, from: outline \}/);
  assert.equal(p.read(`runs/${run}.yaml`), `${before}rerun: { n: 2, from: outline }\n`);
  assert.deepEqual(log(p).slice(3), ['outline']);
  assert.equal((await p.cli('run', run, '--quiet')).code, 0);
  assert.deepEqual(log(p).slice(4).toSorted(), ['bye', 'mix', 'music']);
});

test('--from is refused for a new run, a run that never started, and an unknown stage', async () => {
  using p = project({ ...FILES, 'runs/x.yaml': 'pipeline: talk\ninputs: { topic: abc }\n' });
  assert.match(await refusal(p, 'run', 'talk', ...INPUT, '--from', 'ideas'), /cli\/usage\]: --from/);
  assert.match(await refusal(p, 'run', 'x', '--from', 'ideas'), /cli\/not-started/);
  await p.cli('run', 'x', '--only', 'ideas');
  assert.match(await refusal(p, 'run', 'x', '--from', 'idaes'), /cli\/unknown-stage[\s\S]*did you mean "ideas"/);
});

test('--keep without --only is refused, because it would have no effect', async () => {
  using p = project(FILES);
  assert.match(await refusal(p, 'run', 'talk', ...INPUT, '--keep'), /cli\/usage\]: --keep needs --only/);
});

test('unknown stages are answered with the nearest name, and nothing is made', async () => {
  using p = project(FILES);
  const of = (...argv: string[]) => refusal(p, 'run', 'talk', ...INPUT, ...argv);
  assert.match(await of('--only', 'ideass'), /cli\/unknown-stage\].*"ideass"\n.*did you mean "ideas"/);
  assert.match(await of('--until', 'outline[x]'), /name "outline"/);
  assert.match(await of('--until', 'bye'), /`finally` stages run only after/);
  assert.match(await of('--until', 'finally:bye'), /`finally` stages run only after/);
  assert.match(await of('--only', ''), /cli\/unknown-stage/);
});

const cost = (usd: number, { atLeast }: { readonly atLeast: boolean }): Plan['expected_cost'] => ({
  ...{ usd_micros: usd, low_usd_micros: usd, high_usd_micros: usd, at_least: atLeast },
});

test('the estimate from earlier runs leaves out the stages that are not requested', async () => {
  const costs = `{ uses: command, with: { argv: [sh, -c, 'echo "{\\"cost\\":{\\"usd\\":0.25}}" >> "$PIPELINE_EVENTS"'] } }`;
  using p = project({ 'pipelines/talk.yaml': `stages:\n  a: ${costs}\n  b: ${costs}\n` });
  assert.equal((await p.cli('run', 'talk', '--quiet')).code, 0);
  const plan = async (...argv: string[]): Promise<Plan> =>
    JSON.parse((await p.cli('plan', 'talk', '--json', ...argv)).out);
  assert.deepEqual((await plan()).expected_cost, cost(500_000, { atLeast: false }));
  assert.deepEqual((await plan('--only', 'b')).expected_cost, cost(250_000, { atLeast: false }));
  assert.match((await p.cli('plan', 'talk')).out, /and about \$0\.50 based on earlier runs/);
  writeFileSync(path.join(p.root, 'pipelines/talk.yaml'), `stages:\n  a: ${costs}\n  c: ${costs}\n`);
  assert.deepEqual((await plan()).expected_cost, cost(250_000, { atLeast: true }));
});

test('for inputs of a run with the same name as a pipeline, the hint shows how to name the pipeline', async () => {
  using p = project({ ...FILES, 'runs/talk.yaml': 'pipeline: talk\ninputs: { topic: Tides }\n' });
  const { code, err } = await p.cli('run', 'talk', ...INPUT);
  assert.equal(code, 2);
  assert.match(err, /hint: for the pipeline, name its file: pipelines\/talk\.yaml; or edit `inputs:`/);
  assert.equal((await p.cli('run', 'pipelines/talk.yaml', ...INPUT, '--quiet')).code, 0);
});

test('for an unknown pipeline the hint lists the existing ones, or how to begin if there are none', async () => {
  using p = project({ 'pipelines/short-video.yaml': PIPELINE });
  assert.match((await p.cli('new', 'video')).err, /no pipeline "video"\n {4}hint: pipelines: short-video\n/);
  using empty = project();
  assert.match(
    (await empty.cli('new', 'video')).err,
    /hint: create pipelines\/video\.yaml, or create a project with `pipeline-runner init`/,
  );
});

test('for an input that names a missing file, the message names the file', async () => {
  const context = 'context:\n  notes: { file: "notes/${{ inputs.topic }}.md" }\n';
  using p = project({ 'pipelines/talk.yaml': PIPELINE.replace('stages:', `${context}stages:`) });
  const { code, err } = await p.cli('run', 'talk', ...INPUT);
  assert.equal(code, 2);
  assert.match(err, /context `notes`: notes\/Tides\.md cannot be read: there is no such file/);
  assert.match(err, /hint: fix the input that names it/);
});

test('an unknown input is reported once, even if the schema is closed', async () => {
  using p = project({
    'pipelines/talk.yaml': PIPELINE.replace('  properties:', '  additionalProperties: false\n  properties:'),
  });
  const { err } = await p.cli('run', 'talk', ...INPUT, '--input', 'minuts=2');
  assert.deepEqual(err.match(/input\/unknown.*/g), [
    'input/unknown]: --input minuts: the pipeline talk has no input "minuts"',
  ]);
});

test('what a manifest most likely does not mean is told before its run starts a stage', async () => {
  using p = project({
    'pipelines/talk.yaml': PIPELINE,
    'runs/ep1.yaml': 'pipeline: talk\ninputs:\n  topic: The #1 rocket\n',
  });
  const { out, err } = await p.cli('run', 'ep1');
  assert.match(out + err, /runs\/ep1\.yaml:3:14 warning\[yaml\/cut-text\][\s\S]* started /);
});
