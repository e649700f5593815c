/** Hooks: real small programs and a real server are told what happened, and nothing that they do touches the run. */
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type Notice, type NotifyLimits, notifier } from '../../src/app/notify.ts';
import { evolve } from '../../src/core/evolve.ts';
import { digest, durationMs, epochMs, projectPath, runId, runUid } from '../../src/model/brand.ts';
import type { Config, NotifyHook } from '../../src/model/config.ts';
import type { Event } from '../../src/model/event.ts';
import type { RunState } from '../../src/model/state.ts';
import { DEFAULT_CONFIG } from '../../src/parse/config.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';

const ZERO = digest(`sha256:${'0'.repeat(64)}`);
const task = 'review' as never;
const at = epochMs(0);

const asked = (question = 'Is it good?'): Event => ({
  ...{ type: 'gate-asked', task, at, iteration: 2, subject: ZERO, question, how: '', author: null, standing: [] },
  ...{ read: projectPath('runs/ep.run/asked/review.2.yaml'), draft: projectPath('runs/ep.run/drafts/review.2.yaml') },
});
const reminded: Event = { type: 'gate-reminded', task, at, n: 3 };
const ended: Event = { type: 'run-ended', at, status: 'completed', outputs: null };

const pipeline = buildPipeline({ review: { uses: 'approval', gate: {} as never } });
const opening: readonly Event[] = [
  {
    ...{ type: 'generation-started', at, run: runId('ep'), uid: runUid('u'), generation: 1, inputs: {}, from: [] },
    pipeline: { name: 'test', digest: ZERO },
  },
  { type: 'stage-expanded', task, at, expansion: { type: 'single' } },
  { type: 'task-prepared', task, at, fingerprint: ZERO, depends: {} },
  asked(),
];
const state = opening.reduce<RunState | null>((run, event) => evolve(pipeline, run, event), null);
assert.ok(state);
const CONTEXT = { run: runId('ep'), state, pipeline, part: null };

interface Here extends Disposable {
  readonly root: string;
  readonly project: { readonly root: string; readonly config: Config };
  /** Calls all hooks for the events and waits for them. @returns what went wrong. */
  tell(
    hooks: readonly NotifyHook[],
    events: readonly Event[],
    limits?: Partial<NotifyLimits>,
  ): Promise<readonly string[]>;
  /** What a program that keeps its stdin was told, in order. */
  told(): readonly Notice[];
}

const LIMITS: NotifyLimits = { each: durationMs(10_000), atEnd: durationMs(20_000) };

function here(config: Partial<Config> = {}): Here {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'notify-')));
  const project = { root, config: { ...DEFAULT_CONFIG, ...config } };
  return {
    root,
    project,
    async tell(hooks, events, limits = {}) {
      const notify = notifier(project, hooks, { ...LIMITS, ...limits });
      for (const event of events) notify.saw(event, CONTEXT);
      await notify[Symbol.asyncDispose]();
      return notify.failures().map(({ message }) => message);
    },
    told: () => {
      const file = path.join(root, 'told.ndjson');
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    },
    [Symbol.dispose]: () => {
      // Of a test that failed.
      for (const pid of aliveIn(root)) process.kill(pid, 'SIGKILL');
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Linux: processes that work in the folder; a zombie has none. */
function aliveIn(root: string): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => folderOf(pid) === root).map(Number);
}

function folderOf(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // it has ended, or is another user's
  }
}

const program = (...argv: string[]): NotifyHook => ({
  ...{ type: 'command', argv, on: ['question', 'reminder', 'budget', 'ended'] },
});
const shell = (script: string): NotifyHook => program('sh', '-c', script);
const KEEP = shell('cat >> told.ndjson');

const QUESTION: Notice = {
  ...{ event: 'question', run: 'ep', gate: 'review', iteration: 2, question: 'Is it good?' },
  ...{ read: 'runs/ep.run/asked/review.2.yaml', draft: 'runs/ep.run/drafts/review.2.yaml' },
  approve: 'pipeline-runner approve ep review',
};

test('a hook program receives questions, reminders and ends one after the other as JSON on stdin', async () => {
  using project = here();
  assert.deepEqual(await project.tell([KEEP], [asked(), reminded, ended]), []);
  assert.deepEqual(project.told(), [
    QUESTION,
    { ...QUESTION, event: 'reminder', n: 3 },
    {
      ...{ event: 'ended', run: 'ep', gate: null, iteration: null, question: null, read: null, draft: null },
      ...{ approve: null, status: 'completed' },
    },
  ]);
});

test('a used-up budget and a failure are reported to hooks with their reason; a pause by a person is not reported', async () => {
  using project = here();
  const paused = { type: 'run-paused', at, needs: null, message: 'the budget of $1.00 is used up' } as const;
  const failed = { code: 'outputs/failed', message: 'no such field', class: 'permanent' } as const;
  await project.tell(
    [KEEP],
    [
      { ...paused, reason: 'budget' },
      { ...paused, reason: 'manifest' },
      { ...ended, type: 'run-ended', status: 'failed', outputs: null, failure: failed as never },
    ],
  );
  assert.deepEqual(
    project.told().map(({ event, status, why }) => [event, status, why]),
    [
      ['budget', 'budget_exceeded', 'the budget of $1.00 is used up'],
      ['ended', 'failed', 'outputs/failed: no such field'],
    ],
  );
});

test('a hook is called only for the events that it listens to', async () => {
  using project = here();
  await project.tell([{ ...KEEP, on: ['reminder'] }], [asked(), reminded, ended]);
  assert.deepEqual(
    project.told().map(({ event }) => event),
    ['reminder'],
  );
});

test('a hook program starts in the project, without a shell, and with the same environment as a stage', async () => {
  using project = here({ env: ['HOOK_SEEN'] });
  Object.assign(process.env, { HOOK_SEEN: 'yes', HOOK_HIDDEN: 'no' });
  const script = 'require("fs").writeFileSync("seen", JSON.stringify([process.cwd(), process.argv[1], process.env]))';
  assert.deepEqual(await project.tell([program(process.execPath, '-e', script, '$HOME; x')], [ended]), []);
  const [cwd, argument, env] = JSON.parse(readFileSync(path.join(project.root, 'seen'), 'utf8'));
  assert.deepEqual([cwd, argument, env.HOOK_SEEN, env.HOOK_HIDDEN], [project.root, '$HOME; x', 'yes', undefined]);
});

test('a hook program that ends without reading a long question causes no error', async () => {
  using project = here();
  assert.deepEqual(await project.tell([program('true')], [asked('x'.repeat(1_000_000))]), []);
});

test('repeated failures of a hook are one warning, with the end of its output', async () => {
  using project = here();
  const failures = await project.tell(
    [shell('echo "no \u001B[2Jphone" >&2; exit 3'), program('./is-not-there'), program(), KEEP],
    [asked(), reminded],
  );
  assert.equal(failures.length, 3, failures.join('\n'));
  for (const words of [
    /not notified of the question of review and 1 other thing: it exited with 3: no \\u001B/,
    /^the hook "\.\/is-not-there" .*could not be started/,
    /does not name a program/,
  ])
    assert.ok(
      failures.some((message) => words.test(message)),
      String(words),
    );
  assert.equal(project.told().length, 2, 'the others are told all the same');
});

test('a hook program that takes too long is ended with everything it started', async () => {
  using project = here();
  const file = path.join(project.root, 'grandchild');
  const limits = { ...LIMITS, each: durationMs(600_000), atEnd: durationMs(1) };
  const notify = notifier(project.project, [shell('sleep 600 & echo $! > grandchild; wait')], limits);
  notify.saw(ended, CONTEXT);
  await written(file);
  await notify[Symbol.asyncDispose]();
  assert.match(notify.failures()[0]?.message ?? '', /the run ended before the hook did/);
  assert.deepEqual(aliveIn(project.root), []);
  const failures = await project.tell([shell('sleep 600')], [ended], { each: durationMs(50) });
  assert.match(failures[0] ?? '', /it took longer than 50 ms/);
});

/** Waits until a program has written a line there. */
async function written(file: string): Promise<void> {
  while (!existsSync(file) || !readFileSync(file, 'utf8').endsWith('\n'))
    await new Promise((resolve) => void setImmediate(resolve));
}

const CLINGING = [
  'sleep 600 & sleep 600 & echo > started; wait',
  'sh -c "sleep 600; true" & echo > started; wait',
  'trap "" TERM; sleep 600 & echo > started; wait; sleep 600',
  'setsid sleep 600 & echo > started; wait',
];

for (const script of CLINGING) {
  test(`nothing of \`${script}\` is left after a time-out or after the end of the run`, async () => {
    using project = here();
    const notify = notifier(project.project, [shell(script)], {
      ...LIMITS,
      each: durationMs(600_000),
      atEnd: durationMs(1),
    });
    notify.saw(ended, CONTEXT);
    await written(path.join(project.root, 'started'));
    assert.notDeepEqual(aliveIn(project.root), []);
    await notify[Symbol.asyncDispose]();
    assert.deepEqual(aliveIn(project.root), []);
    const failures = await project.tell([shell(script)], [ended], { each: durationMs(100) });
    assert.match(failures[0] ?? '', /it took longer/);
    assert.deepEqual(aliveIn(project.root), []);
  });
}

test('the end of a run does not wait forever for a hook', async () => {
  using project = here();
  const failures = await project.tell([shell('sleep 600')], [asked(), ended], { atEnd: durationMs(200) });
  assert.equal(failures.length, 1, 'what was under way is ended, and what waited for it is not started');
  assert.match(failures[0] ?? '', /of the question of review and 1 other thing: the run ended/);
});

test('secrets in a question are masked for hooks', async () => {
  process.env.HOOK_SECRET = 'very-secret-value';
  using project = here({ secrets: { KEY: { type: 'env', name: 'HOOK_SECRET' } } });
  await project.tell([KEEP], [asked('is very-secret-value good?')]);
  assert.equal(project.told()[0]?.question, 'is *** good?');
});

interface Web extends AsyncDisposable {
  readonly port: number;
  readonly got: { readonly head: string; readonly auth: string | undefined; readonly body: string }[];
}

async function web(answer: (response: ServerResponse, request: IncomingMessage) => void): Promise<Web> {
  const got: Web['got'] = [];
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    got.push({ head: `${request.method} ${request.url}`, auth: request.headers.authorization, body });
    answer(response, request);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, got, [Symbol.asyncDispose]: close };
}

const webhook = (port: number, bearer: string | null = null): NotifyHook => ({
  ...{ type: 'webhook', url: `http://127.0.0.1:${port}/hook/token-in-path`, bearer, on: ['question'] },
});
const http: Config['http'] = { allowHosts: null, allowPrivate: ['127.0.0.1'] };

test('a hook with a URL receives the same JSON, with its secret as bearer token', async () => {
  process.env.HOOK_SECRET = 'very-secret-value';
  await using server = await web((response) => response.writeHead(204).end());
  using project = here({ http, secrets: { KEY: { type: 'env', name: 'HOOK_SECRET' } } });
  assert.deepEqual(await project.tell([webhook(server.port, 'KEY')], [asked()]), []);
  const [got] = server.got;
  assert.deepEqual([got?.head, got?.auth], ['POST /hook/token-in-path', 'Bearer very-secret-value']);
  assert.deepEqual(JSON.parse(got?.body ?? ''), QUESTION);
});

test('a hook at a private network address is not called unless the config allows it', async () => {
  await using server = await web((response) => response.end());
  using project = here();
  const failures = await project.tell([webhook(server.port)], [asked()]);
  assert.match(failures[0] ?? '', /may not be called/);
  assert.deepEqual(server.got, []);
});

test('hooks do not follow redirects, and a warning about a bad answer does not show the path of the URL', async () => {
  await using server = await web((response) => response.writeHead(302, { location: '/elsewhere' }).end());
  using project = here({ http });
  const failures = await project.tell([webhook(server.port)], [asked()]);
  assert.match(failures[0] ?? '', /^the hook "127\.0\.0\.1:\d+" .*: it answered with 302$/);
  assert.equal(server.got.length, 1);
});

test('a server that does not answer, a secret that is not set and an invalid URL are warnings', async () => {
  await using server = await web(() => {});
  using project = here({ http, secrets: { NONE: { type: 'env', name: 'HOOK_NOT_SET' } } });
  const nowhere: NotifyHook = { type: 'webhook', url: 'nowhere', bearer: null, on: ['question'] };
  const hooks = [webhook(server.port), webhook(server.port, 'NONE'), nowhere];
  const failures = await project.tell(hooks, [asked()], { each: durationMs(300) });
  for (const words of [/it took longer than 300 ms/, /the secret NONE has no value/, /cannot be called/])
    assert.ok(
      failures.some((message) => words.test(message)),
      String(words),
    );
});

test('without hooks nothing is stored for them', async () => {
  using project = here();
  writeFileSync(path.join(project.root, 'x'), '');
  assert.deepEqual(await project.tell([], [asked(), ended]), []);
});
