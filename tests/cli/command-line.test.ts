/** What is typed: commands, flags, names of runs; and what comes of mistakes in them. */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { existsSync, readdirSync, readFileSync, realpathSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DurableError } from '../../src/adapters/disk/error.ts';
import { arrangedArguments } from '../../src/cli/arguments.ts';
import { crashReport } from '../../src/cli/crash.ts';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { interrupts } from '../../src/cli/signals.ts';
import { terminalOf } from '../../src/cli/terminal.ts';
import { InternalError } from '../../src/model/brand.ts';
import { MANIFEST, project, TWO_STAGES } from './rig.ts';

test('an unknown command is a usage mistake that suggests the nearest one', async () => {
  using p = project();
  const { code, err, out } = await p.cli('rn', 'x');
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /error\[cli\/usage\]: there is no command `rn`\n {4}hint: did you mean `run`/);
});

test('unknown flags, missing and extra arguments and bad values are usage mistakes in plain words', async () => {
  using p = project({ 'a-file': '' });
  const cases: readonly [readonly string[], RegExp][] = [
    [['run', 'x', '--quite'], /there is no flag --quite\n +hint: did you mean --quiet\?/],
    [['run', 'x', '--dryrun'], /there is no flag --dryrun\n +hint: did you mean --dry-run\?/],
    [['run', 'x', '--hlep'], /hint: did you mean --help\?/],
    [['approve', 'x', '--gate', 'y'], /there is no flag --gate\n/],
    [['reject', 'x'], /the reason is missing\n +hint: give it in a few words, as in --feedback "not for this show"/],
    [['reject', 'x', '--feedback'], /--feedback needs a value/],
    [['doctor', '--max-cost'], /--max-cost needs a value/],
    [['--verzion'], /there is no flag --verzion\n +hint: did you mean --version\?/],
    [['nope'], /there is no command `nope`\n {4}hint: pipeline-runner --help lists the commands/],
    [['resume', 'x'], /there is no command `resume`\n {4}hint: did you mean `run`\?/],
    [['lint'], /hint: did you mean `validate`\?/],
    [['run'], /the argument <manifest\|pipeline> is missing/],
    [['run', 'a', 'b'], /"b" is one argument too many; .*\n +hint: add --help/],
    [['run', 'a', 'topic=b c'], /hint: write --input 'topic=b c'\n/],
    [['new', 'podcast', 'ep1'], /hint: write --id ep1\n/],
    [['retry', 'ep1', 'clips[s3]'], /hint: write --from 'clips\[s3\]'\n/],
    [['fork', 'ep1', 'ep2'], /hint: write --as ep2\n/],
    [['list', '--status', 'done'], /--status cannot be "done"; it is one of/],
    [['logs', 'x', '--attempt', '0'], /--attempt: "0" is not a whole number above 0/],
    [['budget', 'x', 'ten'], /<usd>: "ten" is not an amount/],
    [['version', 'x'], /"x" is one argument too many; the command takes none\n/],
    [['status', '--root', 'nowhere'], /there is no folder nowhere/],
    [['status', '--root', 'a-file'], /a-file is not a folder/],
    [['schema', 'pipelin'], /there is no schema "pipelin"\n {4}hint: did you mean "pipeline"\?/],
  ];
  for (const [argv, expected] of cases) {
    const { code, err } = await p.cli(...argv);
    assert.equal(code, 2, argv.join(' '));
    assert.match(err, expected);
    assert.doesNotMatch(err, /\bat .*\.ts:/);
  }
});

test('help, version and schemas work without a project', async () => {
  using p = project();
  for (const argv of [
    [],
    ['--help'],
    ['help'],
    ['run', '--help'],
    ['help', 'run'],
    ['--version'],
    ['version'],
    ['schema'],
  ]) {
    const { code, out, err } = await p.cli(...argv);
    assert.deepEqual([code, err], [0, ''], argv.join(' '));
    assert.ok(out.length > 3);
  }
  assert.match((await p.cli('help', 'retry')).out, /--from/);
  const { out } = await p.cli('schema', 'run');
  assert.equal(out, readFileSync(path.join(import.meta.dirname, '../../schemas/run.schema.json'), 'utf8'));
});

test('options of the project may precede the command', () => {
  assert.deepEqual(arrangedArguments(['--root', 'demo', '--debug', 'status', 'x']), [
    'status',
    '--root',
    'demo',
    '--debug',
    'x',
  ]);
  assert.deepEqual(arrangedArguments(['--root=demo', 'list']), ['list', '--root=demo']);
  assert.deepEqual(arrangedArguments(['help', 'run']), ['run', '--help']);
  assert.deepEqual(arrangedArguments(['--help', 'run']), ['run', '--help']);
  assert.deepEqual(arrangedArguments([]), []);
});

test('a run is named by its id or any path of its manifest, and for a near miss the right name is suggested', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/a/ep1.yaml': MANIFEST, 'x.yaml': MANIFEST });
  for (const typed of [
    'a/ep1',
    'a/ep1.yaml',
    'runs/a/ep1.yaml',
    './runs/a/ep1.yaml',
    path.join(p.root, 'runs/a/ep1.yaml'),
  ]) {
    const { code, out } = await p.cli('status', typed);
    assert.equal(code, 0, typed);
    assert.match(out, /^a\/ep1 /);
  }
  const { code, err } = await p.cli('status', 'a/ep2');
  assert.equal(code, 2);
  assert.match(err, /error\[cli\/unknown-run\]: there is no run "a\/ep2"\n {4}hint: did you mean "a\/ep1"\?/);
  for (const typed of ['../x', 'a/../../x', '/etc/passwd', 'con']) {
    const refused = await p.cli('run', typed);
    assert.equal(refused.code, 2, typed);
    assert.match(refused.err, /cli\/unknown-run/);
  }
});

test('where there are no runs, the hint says how to create one, or a project', async () => {
  using empty = project();
  assert.match((await empty.cli('status', 'ep1')).err, /no manifests in runs\/ of .*; `pipeline-runner init` creates/);
  using p = project({ 'pipelines/two.yaml': TWO_STAGES });
  assert.match(
    (await p.cli('status', 'ep1')).err,
    /no manifests in .*; `pipeline-runner new <pipeline>` creates one\n/,
  );
});

test('a path into another project, or to a folder of runs, is answered with what to type', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/a/ep1.yaml': MANIFEST });
  using other = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/far.yaml': MANIFEST });
  p.write('sub/pipeline-runner.config.yaml', 'concurrency: 2\n');
  p.write('sub/pipelines/two.yaml', TWO_STAGES);
  p.write('sub/runs/near.yaml', MANIFEST);
  const paths = ['sub/runs/near.yaml', 'sub/runs/near', path.join(other.root, 'runs/far.yaml')];
  for (const [command, typed] of ['run', 'status', 'plan'].flatMap((name) =>
    paths.map((file) => [name, file] as const),
  )) {
    const { code, err } = await p.cli(command, typed);
    assert.equal(code, 2);
    const [, root = ''] = /hint: it belongs to another project: add --root (\S+)\n/.exec(err) ?? [];
    assert.equal((await p.cli('plan', typed, '--root', root)).code, 0, err);
  }
  for (const typed of ['runs', 'runs/', 'a', 'a/', 'runs/a', './runs/a/'])
    assert.match(
      (await p.cli('run', typed)).err,
      /hint: it is a folder of runs: name one of them, as in a\/ep1\n/,
      typed,
    );
});

test('`validate runs/*` skips files that the runner wrote', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/ep1.yaml': MANIFEST });
  p.write('runs/ep1.checkpoint.json', '{}');
  p.write('runs/ep1.run/asked/review.1.yaml', '- a\n');
  p.write('runs/ep2.yml', MANIFEST);
  const files = ['runs/ep1.checkpoint.json', 'runs/ep1.run', 'runs/ep1.run/asked/review.1.yaml', 'runs/ep1.yaml'];
  const { code, out } = await p.cli('validate', ...files);
  assert.deepEqual([code, out], [0, '0 pipelines and 1 manifest checked: no errors\n']);
  assert.match((await p.cli('validate', 'runs/ep2.yml')).out, /^runs\/ep2\.yml warning\[manifest\/misnamed\]/);
  assert.match((await p.cli('validate', realpathSync(p.root))).out, /1 pipeline and 1 manifest checked/);
});

test('a manifest with an invalid name is reported as such, and never suggested', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/my run.yaml': MANIFEST, 'runs/ep2.yml': MANIFEST });
  for (const command of ['run', 'status']) {
    const { code, err } = await p.cli(command, 'my run');
    assert.deepEqual([code, err.includes('did you mean')], [2, false], command);
    assert.match(err, /must be letters, digits/);
    for (const typed of ['ep2', 'runs/ep2.yml'])
      assert.match((await p.cli(command, typed)).err, /a manifest must end in \.yaml: rename runs\/ep2\.yml/);
  }
  assert.match(
    (await p.cli('validate')).out,
    /runs\/ep2\.yml warning\[manifest\/misnamed\][\s\S]*mv runs\/ep2\.yml runs\/ep2\.yaml/,
  );
});

test('a manifest that is a broken link is reported as such, however it is named', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/other.yaml': MANIFEST, 'runs/loud.YAML': MANIFEST });
  symlinkSync('../drafts/ep1.yaml', path.join(p.root, 'runs/ep1.yaml'));
  const { code, out } = await p.cli('validate');
  assert.equal(code, 2);
  assert.match(
    out,
    /^runs\/ep1\.yaml error\[manifest\/dangling\].*\n.*put the file itself here, or delete the link\n/m,
  );
  assert.match(out, /^runs\/loud\.YAML warning\[manifest\/misnamed\]/m);
  for (const command of ['run', 'plan', 'status'])
    assert.match((await p.cli(command, 'ep1')).err, /hint: runs\/ep1\.yaml is a broken link/, command);
});

test('without a folder of runs, `run` and `plan` report that, as `status` does', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/ep1.yaml': MANIFEST });
  await p.cli('run', 'ep1', '--quiet');
  renameSync(path.join(p.root, 'runs'), path.join(p.root, 'moved'));
  for (const command of ['run', 'plan', 'status'])
    assert.match((await p.cli(command, 'ep1')).err, /hint: the folder runs is gone/, command);
});

test('`validate` accepts the config as an argument, and checks another project by its folder', async () => {
  const pipeline = 'stages: { a: { uses: command, with: { argv: [echo] } } }\n';
  using p = project({ 'sub/pipelines/a.yaml': pipeline, 'sub/pipeline-runner.config.yaml': 'concurrency: 2\n' });
  p.write('pipeline-runner.config.yaml', 'concurrency: 2\n');
  const config = await p.cli('validate', 'pipeline-runner.config.yaml');
  assert.equal(config.code, 0, config.out);
  const other = await p.cli('validate', 'sub');
  assert.match(
    other.out,
    /error\[file\/outside\]: sub belongs to another project\n.*validate --root \S*sub`\n0 pipelines/,
  );
});

test('`validate` says so if there was nothing to check', async () => {
  using p = project();
  const { code, out } = await p.cli('validate');
  assert.equal(code, 0);
  assert.match(
    out,
    /warning\[file\/missing\]: there is nothing to check in [\s\S]*0 pipelines and 0 manifests checked: 1 warning/,
  );
});

test('read-only commands leave nothing behind in a project', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/ep1.yaml': MANIFEST });
  for (const argv of [
    ['validate'],
    ['plan', 'ep1'],
    ['status', 'ep1'],
    ['list'],
    ['explain', 'ep1'],
    ['lineage', 'ep1'],
    ['logs', 'ep1'],
  ]) {
    assert.doesNotMatch((await p.cli(...argv)).err, /internal error/, argv.join(' '));
    assert.deepEqual(readdirSync(p.root).toSorted(), ['pipelines', 'runs'], argv.join(' '));
    assert.deepEqual(readdirSync(path.join(p.root, 'runs')), ['ep1.yaml'], argv.join(' '));
  }
  assert.ok(!existsSync(path.join(p.root, '.pipeline-runner')));
});

test('`validate` prints mistakes as text, JSON and for GitHub, and exits with 2', async () => {
  using p = project({
    'pipelines/two.yaml': TWO_STAGES,
    'runs/a.yaml': MANIFEST,
    'runs/b.yaml': 'pipeline: tow\n',
    'runs/c.yaml': 'pipeline: two\ninputs: { topic: x, tpic: y }\n',
    'runs/A.yaml': MANIFEST,
  });
  const text = await p.cli('validate');
  assert.equal(text.code, 2);
  assert.match(
    text.out,
    /runs\/b\.yaml:1:11 error\[run\/unknown-pipeline\]: there is no pipeline "tow"[\s\S]*did you mean "two"\?/,
  );
  assert.match(text.out, /1 pipeline and 4 manifests checked: 4 errors/);
  const json = await p.cli('validate', '--format', 'json');
  const codes = JSON.parse(json.out).map(({ code }: { code: string }) => code);
  assert.deepEqual(codes.toSorted(), ['id/case-clash', 'input/bad-value', 'input/unknown', 'run/unknown-pipeline']);
  const github = await p.cli('validate', '--format', 'github', 'runs/b.yaml');
  assert.match(github.out, /^::error file=runs\/b\.yaml,line=1,col=11/);
  assert.equal(github.out.trim().split('\n').length, 1);
});

test('every command answers a mistyped pipeline with the right name, at its place', async () => {
  const outer = 'stages: { a: { uses: pipeline, with: { pipeline: tow } } }\n';
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'pipelines/outer.yaml': outer });
  p.write('runs/a.yaml', MANIFEST.replace('two', 'tow'));
  p.write('runs/b.yaml', 'pipeline: outer\n');
  for (const command of ['run', 'plan', 'validate']) {
    const places = [
      ['runs/a.yaml', 'runs/a\\.yaml:\\d+:11'],
      ['runs/b.yaml', 'pipelines/outer\\.yaml:1:50'],
    ] as const;
    for (const [file, place] of places) {
      const { code, out, err } = await p.cli(command, file);
      assert.equal(code, 2);
      assert.match(
        out + err,
        new RegExp(`${place} error.*no pipeline "tow"\\n(.*\\n)*.*hint: did you mean "two"`),
        command,
      );
    }
  }
});

test('`validate` takes files and folders, and reports those that do not exist', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/x/a.yaml': MANIFEST, 'other/p.yaml': 'stages: {}\n' });
  assert.match((await p.cli('validate', 'runs/x')).out, /0 pipelines and 1 manifest checked: no errors/);
  assert.match((await p.cli('validate', 'pipelines', 'runs')).out, /1 pipeline and 1 manifest checked: no errors/);
  assert.equal((await p.cli('validate', 'other')).code, 2);
  const missing = await p.cli('validate', 'pipelines/tow.yaml');
  assert.equal(missing.code, 2);
  assert.match(missing.out, /file\/missing[\s\S]*did you mean "pipelines\/two\.yaml"\?/);
  assert.match((await p.cli('validate', 'x/a')).out, /did you mean "runs\/x\/a\.yaml"\?/);
  assert.match((await p.cli('validate', 'two')).out, /did you mean "pipelines\/two\.yaml"\?/);
  assert.equal((await p.cli('validate', '../elsewhere.yaml')).code, 2);
});

test('a mistake in the config stops every command with its place', async () => {
  using p = project({ 'pipeline-runner.config.yaml': 'concurency: 2\n', 'runs/a.yaml': MANIFEST });
  for (const argv of [['validate'], ['list'], ['run', 'a']]) {
    const { code, out, err } = await p.cli(...argv);
    assert.equal(code, 2);
    assert.match(out + err, /pipeline-runner\.config\.yaml:1:1 error\[format\/unknown-key\]/);
  }
});

test('a disk error is reported with path and cause, and that nothing is lost', () => {
  const cause = Object.assign(new Error('x'), { code: 'ENOSPC' });
  const text = crashReport(
    new DurableError({ path: '/p/runs/a.json', operation: 'write', code: 'ENOSPC', cause }),
    'words',
  );
  assert.match(text, /^error\[disk\/full\]: the disk is full: write failed with ENOSPC/);
  assert.match(text, /file: \/p\/runs\/a\.json\n/);
  assert.match(text, /Nothing recorded is lost/);
});

test('a bug is reported as ours, without a stack unless asked for', () => {
  const words = crashReport(new InternalError('impossible'), 'words');
  assert.match(words, /^internal error: impossible\nThis is a bug in pipeline-runner/);
  assert.doesNotMatch(words, /\.ts:\d/);
  assert.match(crashReport(new InternalError('impossible'), 'stack'), /command-line\.test\.ts:\d/);
  assert.match(crashReport(new TypeError('x is \u001B[2J'), 'words'), /^internal error: TypeError: x is \\u001B\[2J/);
});

test('the first Ctrl-C stops, the second hurries, the third leaves at once', () => {
  const said: number[] = [];
  const left: unknown[] = [];
  const source = Object.assign(new EventEmitter(), { exit: (code: unknown) => left.push(code) as never });
  {
    using signals = interrupts((nth) => said.push(nth), source as never);
    source.emit('SIGINT');
    assert.deepEqual([signals.stop.aborted, signals.hurry.aborted], [true, false]);
    source.emit('SIGTERM');
    assert.deepEqual([signals.hurry.aborted, said, left], [true, [1, 2], []]);
    source.emit('SIGINT');
    assert.deepEqual(left, [130]);
  }
  assert.equal(source.listenerCount('SIGINT'), 0);
});

test('signals of log rotators and process managers neither end a runner nor open its debugger', () => {
  const source = Object.assign(new EventEmitter(), { exit: () => assert.fail('it left') });
  using signals = interrupts(() => assert.fail('it stops'), source as never);
  for (const signal of ['SIGUSR1', 'SIGUSR2']) assert.ok(source.emit(signal), `${signal} is handled by the system`);
  assert.equal(signals.stop.aborted, false);
});

test('each way of ending has its exit code', () => {
  const codes = (
    [
      'completed',
      'failed',
      'rejected',
      'cancelled',
      'invalid',
      'paused',
      'budget_exceeded',
      'awaiting_approval',
    ] as const
  ).map((status) => exitCodeOf({ status }, 'rest'));
  assert.deepEqual(codes, [0, 1, 1, 1, 2, 3, 3, 3]);
  assert.equal(exitCodeOf({ status: 'running' }, 'shutdown'), 130);
});

test('colours are only used on terminals, and NO_COLOR has priority over everything', () => {
  const stream = (isTTY: boolean) => ({ isTTY, write: () => true });
  const painted = (env: Record<string, string>, isTTY: boolean): boolean => {
    const { paint } = terminalOf({ cwd: () => '/', env, stdout: stream(isTTY), stderr: stream(isTTY) });
    return paint.out('red', 'x') !== 'x';
  };
  assert.deepEqual([painted({}, true), painted({}, false)], [true, false]);
  assert.deepEqual(
    [painted({ NO_COLOR: '1', FORCE_COLOR: '1' }, true), painted({ FORCE_COLOR: '1' }, false)],
    [false, true],
  );
  assert.equal(
    terminalOf({ cwd: () => '/', env: { CI: 'true' }, stdout: stream(true), stderr: stream(true) }).screen,
    null,
  );
});

test('in a subfolder of a project the message says where the project is, and --root works', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/ep1.yaml': MANIFEST });
  const { code, err } = await p.cliIn('runs', 'status');
  assert.equal(code, 2);
  assert.match(err, /is inside a project but is not a project itself\n {4}hint: add --root \.\.,/);
  assert.equal((await p.cliIn('runs', 'status', '--root', '..')).code, 0);
});
