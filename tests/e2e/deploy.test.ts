/** What stands in deploy/ works: each step of the workflows is carried out, the unit and the image are checked. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { GRACES_OF_A_CALL } from '../../src/app/stopping.ts';
import { DEFAULT_CONFIG } from '../../src/parse/config.ts';
import {
  type Done,
  deployText,
  environment,
  Host,
  linkPackage,
  Machine,
  onlyJob,
  type Step,
  workflow,
  write,
} from './workflow-job.ts';

const LIMIT = { timeout: 120_000 };
const RUNS = workflow('github-actions.yml');
const CHECK = workflow('github-actions-pull-request.yml');
const WORK = 'Carry out the runs';
const COMMIT = 'Commit and push what the runner made';
const END = 'Say how it ended';

const PIPELINES = {
  'pipelines/asks.yaml':
    'name: asks\nstages:\n  make: { uses: command, with: { argv: [echo, "1"] } }\n  review: { uses: approval, with: { subject: make } }\n',
  'pipelines/ends.yaml':
    'name: ends\nstages:\n  make: { uses: command, with: { argv: [sh, -c, "echo made > $PIPELINE_ARTIFACTS/a.txt"] } }\n',
  'pipelines/fails.yaml':
    'name: fails\nstages:\n  make: { uses: command, retry: { attempts: 1 }, with: { argv: [sh, -c, "exit 64"] } }\n',
};

/** A job up to the point where it commits. */
function worked(
  host: Host,
  name: string,
  tools: 'real' | 'quick' = 'quick',
): { readonly machine: Machine; readonly work: Done } {
  const machine = new Machine(host, name, RUNS, tools);
  assert.equal(machine.install().status, 0);
  return { machine, work: machine.step(WORK) };
}

function job(host: Host, name: string): { readonly work: Done; readonly commit: Done; readonly end: Done } {
  const { machine, work } = worked(host, name);
  return { work, commit: machine.step(COMMIT), end: machine.step(END) };
}

const statusOf = (host: Host, run: string, branch = 'main'): string =>
  JSON.parse(host.text(`runs/${run}.checkpoint.json`, branch)).status;

test(
  'a CI job runs what was pushed, commits only files of the runner, and succeeds while a person is asked',
  LIMIT,
  () => {
    using host = new Host({
      ...PIPELINES,
      'runs/a.yaml': 'pipeline: asks\n',
      'runs/2026/b.yaml': 'pipeline: ends\n',
      'notes.txt': 'as Ada wrote them\n',
    });
    const { machine, work } = worked(host, 'first', 'real');
    assert.equal(work.status, 0, work.said);
    write(path.join(machine.folder, 'notes.txt'), 'changed by a stage\n');
    write(path.join(machine.folder, 'runs/new.yaml'), 'pipeline: ends\n');
    const commit = machine.step(COMMIT);
    assert.equal(commit.status, 0, commit.said);
    assert.deepEqual([statusOf(host, 'a'), statusOf(host, '2026/b')], ['awaiting_approval', 'completed']);
    assert.equal(host.text('runs/2026/b.run/make/a.txt'), 'made');
    const committed = host.git(host.remote, 'show', '--format=%an', '--name-only', 'main').split('\n').filter(Boolean);
    assert.deepEqual(
      [committed[0], committed.slice(1).filter((file) => !/\.checkpoint\.json$|\.run\//.test(file))],
      ['pipeline-runner', []],
    );
    const trailers = host.git(host.remote, 'log', '-1', '--format=%(trailers:key=Pipeline-Run,valueonly)', 'main');
    assert.deepEqual(trailers.split('\n').filter(Boolean), ['2026/b', 'a']);
    const end = machine.step(END);
    assert.equal(end.status, 0, end.said);
    assert.match(end.said, /::notice .*[\s\S]*review/);
  },
);

test(
  'output of the runner cannot act as a command of the CI job, because the end marker cannot be guessed',
  LIMIT,
  () => {
    using host = new Host({ ...PIPELINES, 'runs/a.yaml': 'pipeline: ends\n::add-mask::e: 1\n' });
    const ends = ['first', 'second'].map((name) => {
      const [, end = '', printed = ''] =
        /^::stop-commands::([\w-]{30,})\n([\s\S]*)^::\1::$/m.exec(worked(host, name).work.said) ?? [];
      assert.match(printed, /Nothing is left to do/);
      return end;
    });
    assert.notEqual(ends[0], ends[1]);
  },
);

test('the next job continues with what the last one pushed, after somebody pushed an answer', LIMIT, () => {
  using host = new Host({ ...PIPELINES, 'runs/a.yaml': 'pipeline: asks\n' });
  job(host, 'first');
  const bob = host.clone('bob');
  write(path.join(bob, 'runs/a.yaml'), 'pipeline: asks\napproved: true\n');
  host.push(bob, 'Approve a');
  const { commit, end } = job(host, 'second');
  assert.equal(commit.status, 0, commit.said);
  assert.equal(statusOf(host, 'a'), 'completed');
  assert.equal(end.status, 0, end.said);
  const before = host.git(host.remote, 'rev-parse', 'main');
  assert.equal(job(host, 'third').commit.status, 0);
  assert.equal(host.git(host.remote, 'rev-parse', 'main'), before, 'nothing was done, and nothing is committed');
});

test('what people push meanwhile stays, and the commit of the job comes after it', LIMIT, () => {
  using host = new Host({ ...PIPELINES, 'runs/a.yaml': 'pipeline: ends\n', 'notes.txt': 'as Ada wrote them\n' });
  const { machine } = worked(host, 'first');
  write(path.join(machine.folder, 'notes.txt'), 'changed by a stage\n');
  const bob = host.clone('bob');
  write(path.join(bob, 'runs/b.yaml'), 'pipeline: ends\n');
  host.push(bob, 'Ask for b');
  const commit = machine.step(COMMIT);
  assert.equal(commit.status, 0, commit.said);
  const subjects = host.git(host.remote, 'log', '--format=%s', 'main').split('\n');
  assert.deepEqual(subjects, ['Runs: carried out 1', 'Ask for b', 'Begin']);
  assert.equal(statusOf(host, 'a'), 'completed');
});

test(
  'if somebody else changed the same checkpoint, neither side is lost, and the job says where ours is',
  LIMIT,
  () => {
    using host = new Host({ ...PIPELINES, 'runs/a.yaml': 'pipeline: ends\n' });
    const { machine } = worked(host, 'first');
    const bob = host.clone('bob');
    write(path.join(bob, 'runs/a.checkpoint.json'), '{ "by": "Bob" }\n');
    host.push(bob, 'Change a checkpoint');
    const commit = machine.step(COMMIT);
    assert.equal(commit.status, 1);
    assert.match(commit.said, /::error .*pipeline-runner\/unmerged-7-1/);
    assert.equal(host.text('runs/a.checkpoint.json'), '{ "by": "Bob" }');
    assert.equal(statusOf(host, 'a', 'pipeline-runner/unmerged-7-1'), 'completed');
  },
);

test('a branch that refuses pushes is tried a limited number of times', LIMIT, () => {
  using host = new Host({ ...PIPELINES, 'runs/a.yaml': 'pipeline: ends\n' });
  const { machine } = worked(host, 'first');
  const hook = path.join(host.remote, 'hooks/update');
  writeFileSync(hook, `#!/bin/sh\necho try >> "${host.folder}/tries"\n[ "$1" != refs/heads/main ]\n`, { mode: 0o755 });
  const commit = machine.step(COMMIT);
  assert.equal(commit.status, 1);
  assert.equal(statusOf(host, 'a', 'pipeline-runner/unmerged-7-1'), 'completed');
  const tries = readFileSync(path.join(host.folder, 'tries'), 'utf8').split('\n').length - 1;
  assert.equal(tries, 7, 'six for the branch, one for the other');
});

test('a failed run is committed as well, and fails the job', LIMIT, () => {
  using host = new Host({ ...PIPELINES, 'runs/a.yaml': 'pipeline: fails\n', 'runs/b.yaml': 'pipeline: asks\n' });
  const { commit, end } = job(host, 'first');
  assert.equal(commit.status, 0, commit.said);
  assert.deepEqual([statusOf(host, 'a'), statusOf(host, 'b')], ['failed', 'awaiting_approval']);
  assert.equal(end.status, 1);
  assert.match(end.said, /::error title=A run did not complete/);
});

test('an interrupted job says so', LIMIT, () => {
  using host = new Host({ ...PIPELINES, 'runs/a.yaml': 'pipeline: ends\n' });
  const machine = new Machine(host, 'first', RUNS);
  machine.install();
  const end = machine.step(END);
  assert.equal(end.status, 1);
  assert.match(end.said, /::error title=Broken off/);
});

test('the check of a pull request shows a mistake at its line, and runs nothing', LIMIT, () => {
  using host = new Host({ ...PIPELINES, 'runs/a.yaml': 'pipeline: fails\n', 'runs/b.yaml': 'pipeline: other\n' });
  const machine = new Machine(host, 'check', CHECK, 'real');
  assert.equal(machine.install().status, 0);
  const check = machine.step('Check');
  assert.equal(check.status, 2);
  assert.match(check.said, /::error file=runs\/b\.yaml,line=1/);
  assert.equal(existsSync(path.join(machine.folder, 'runs/a.checkpoint.json')), false);
});

test(
  'the check of a pull request refuses changes of files that only the runner writes, and nothing else',
  LIMIT,
  () => {
    const allowed = [
      'runs/a.yaml',
      'runs/a.run/drafts/review.1.yaml',
      'runs/sub/b.run/drafts/review.1.md',
      'pipelines/x.yaml',
    ];
    const refused = [
      'runs/a.checkpoint.json',
      'runs/sub/b.checkpoint.json',
      'runs/a.run/pinned/1/index.json',
      'runs/a.run/asked/review.1.yaml',
      'runs/sub/b.run/outputs/a.json',
      '.pipeline-runner/journal/left/a.ndjson',
    ];
    for (const [file, status] of [
      ...allowed.map((one) => [one, 0] as const),
      ...refused.map((one) => [one, 1] as const),
    ]) {
      using host = new Host(PIPELINES);
      const ada = host.clone('work');
      host.git(ada, 'checkout', '--quiet', '-b', 'branch');
      write(path.join(ada, file), 'x\n');
      host.git(ada, 'add', '--force', '--all');
      host.git(ada, 'commit', '--quiet', '--message=Change');
      host.git(ada, 'checkout', '--quiet', 'main');
      host.git(ada, 'merge', '--quiet', '--no-ff', '--message=Merge', 'branch');
      host.git(ada, 'push', '--quiet', 'origin', 'main');
      const check = new Machine(host, 'check', CHECK).step('Leave to the runner what it writes');
      assert.equal(check.status, status, `${file}: ${check.said}`);
      if (status === 1) assert.match(check.said, new RegExp(`^${file}$`, 'm'));
    }
  },
);

test('the workflows request no more permissions than needed, and only the step that pushes has the token', () => {
  assert.deepEqual([RUNS.permissions, CHECK.permissions], [{ contents: 'write' }, { contents: 'read' }]);
  assert.deepEqual(RUNS.concurrency, { group: 'pipeline-runner', 'cancel-in-progress': false });
  assert.deepEqual(Object.keys(RUNS.on).sort(), ['push', 'schedule', 'workflow_dispatch']);
  assert.deepEqual(Object.keys(CHECK.on), ['pull_request']);
  const all: readonly Step[] = [...onlyJob(RUNS).steps, ...onlyJob(CHECK).steps];
  const tokens = all.filter((step) => JSON.stringify(step).includes('github.token')).map(({ name }) => name);
  assert.deepEqual(tokens, [COMMIT]);
  for (const { run = '', uses } of all) {
    assert.doesNotMatch(run, /\$\{\{/, 'a value goes into a script as text');
    if (uses) assert.match(uses, /@(v\d+|[0-9a-f]{40})$/);
  }
  const checkouts = all.filter(({ uses }) => uses?.startsWith('actions/checkout'));
  assert.deepEqual(
    checkouts.map((step) => step.with?.['persist-credentials']),
    [false, false],
  );
  assert.equal(checkouts[0]?.with?.['fetch-depth'], 0);
});

const ANALYZE = 'systemd-analyze';
const analyze = spawnSync(ANALYZE, ['--version'], { encoding: 'utf8' });
const NO_SYSTEMD =
  Number(/^systemd (\d+)/.exec(analyze.stdout ?? '')?.[1] ?? 0) >= 250 ? false : 'there is no systemd 250 here to ask';

test('systemd accepts the unit, and rates its exposure as low', {
  ...LIMIT,
  skip: NO_SYSTEMD,
}, () => {
  using folder = temporary();
  const text = deployText('pipeline-runner.service');
  const program = path.join(folder.path, 'pipeline-runner');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  const unit = path.join(folder.path, 'pipeline-runner.service');
  writeFileSync(
    unit,
    text.replace(/^ExecStart=\S+/m, `ExecStart=${program}`).replaceAll('/srv/pipeline-runner/project', folder.path),
  );
  const verified = spawnSync(ANALYZE, ['verify', unit], { encoding: 'utf8' });
  assert.deepEqual([verified.status, verified.stderr], [0, '']);
  // In tenths; 100 is a service without any of it.
  const security = spawnSync(ANALYZE, ['security', '--offline=yes', '--threshold=20', unit], {
    encoding: 'utf8',
  });
  assert.equal(security.status, 0, security.stdout.split('\n').at(-2));
});

test('the unit gives the runner enough time to stop, and does not restart where only a person can help', () => {
  const unit = new Map(
    [...deployText('pipeline-runner.service').matchAll(/^(\w+)=(.*)$/gm)].map(([, key, value]) => [key, value]),
  );
  assert.deepEqual(
    ['KillMode', 'KillSignal', 'Restart', 'RestartPreventExitStatus', 'NoNewPrivileges', 'ProtectSystem'].map((key) =>
      unit.get(key),
    ),
    ['mixed', 'SIGTERM', 'on-failure', '2', 'yes', 'strict'],
  );
  // For the answers of models, what is made of them, and what is told to end; then the push, and a little for the last writes.
  const needed = ((GRACES_OF_A_CALL + 3) * DEFAULT_CONFIG.grace) / 1000 + 20;
  assert.ok(Number(unit.get('TimeoutStopSec')) > needed + 5, `stopping takes up to ${needed} s`);
});

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** Comments and continued lines are gone. */
const instructions = (dockerfile: string): readonly Instruction[] =>
  dockerfile
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ name: line.split(' ', 1)[0] ?? '', text: line.slice(line.indexOf(' ') + 1).trim() }));

const IMAGE = instructions(deployText('Dockerfile'));
const all = (name: string): readonly string[] => IMAGE.filter((one) => one.name === name).map(({ text }) => text);

test('the image is built in two stages from one named Node, keeps only packages, and runs as an unprivileged user', () => {
  const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'STOPSIGNAL', 'ENTRYPOINT', 'CMD', 'HEALTHCHECK'];
  assert.deepEqual(
    [...new Set(IMAGE.map(({ name }) => name))].filter((name) => !known.includes(name)),
    [],
  );
  const [first, second, ...more] = all('FROM').map((text) => text.split(' ')[0] ?? '');
  assert.deepEqual([first, more], [second, []]);
  const { devDependencies, engines } = JSON.parse(
    readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8'),
  );
  assert.equal(first, `node:${devDependencies.node}-bookworm-slim`);
  assert.ok(Number.parseInt(devDependencies.node, 10) >= Number.parseInt(engines.node.replace('>=', ''), 10));
  assert.deepEqual(all('USER'), ['node']);
  assert.ok(IMAGE.findIndex(({ name }) => name === 'USER') > IMAGE.findLastIndex(({ name }) => name === 'RUN'));
  assert.deepEqual(all('COPY').at(-1), '--from=packages /build/node_modules /node_modules');
  assert.match(all('RUN').join('\n'), /apt-get install .*\bgit\b.*rm -rf \/var\/lib\/apt\/lists/);
  for (const name of ['ENTRYPOINT', 'CMD'])
    assert.ok(Array.isArray(JSON.parse(all(name)[0] ?? '')), `${name} would start a shell`);
});

test('only the package lists of a project are sent to the image build', () => {
  const lines = deployText('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  assert.deepEqual(lines, ['*', '!package.json', '!package-lock.json', '!vendor']);
});

test(
  'the entry point of the image finds packages above the project, and is healthy as long as it works',
  LIMIT,
  async () => {
    using folder = temporary();
    linkPackage(path.join(folder.path, 'node_modules'));
    const project = path.join(folder.path, 'project');
    for (const [file, text] of Object.entries(PIPELINES)) write(path.join(project, file), text);
    mkdirSync(path.join(project, 'runs'));
    const bin = path.join(folder.path, 'node_modules/.bin');
    const env = environment({ PATH: [bin, path.dirname(process.execPath), process.env.PATH].join(path.delimiter) });
    const health: readonly string[] = JSON.parse(/CMD (\[.*\])$/.exec(all('HEALTHCHECK')[0] ?? '')?.[1] ?? '');
    const isHealthy = (): boolean => spawnSync(health[0] ?? '', health.slice(1), { cwd: project, env }).status === 0;
    assert.equal(isHealthy(), false, 'before it works');
    const [program = '', ...args] = [...JSON.parse(all('ENTRYPOINT')[0] ?? ''), ...JSON.parse(all('CMD')[0] ?? '')];
    const daemon = spawn(program, args, { cwd: project, env, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = once(daemon, 'exit');
    for await (const chunk of daemon.stderr) if (String(chunk).includes('watching')) break;
    assert.equal(isHealthy(), true, 'while it works');
    daemon.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
    assert.equal(isHealthy(), false, 'after it was stopped');
  },
);

function temporary(): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'deploy-'));
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
