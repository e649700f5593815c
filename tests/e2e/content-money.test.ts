/** What a run may cost, in the middle of a fan-out; and another provider in the middle of a run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedAt, askedFor, studio } from './content-answers.ts';
import { failing, LINES } from './content-manifests.ts';
import { ContentProject } from './content-project.ts';

const LIMIT = { timeout: 120_000 };
process.env.LOOPBACK_KEY = 'sk-of-the-loopback';
const MINUTE = { ...LINES, inputs: { ...LINES.inputs, minutes: 1 } };
const CENTS = 20_000;

const paidOf = (project: ContentProject): readonly (readonly [task: string, usd: number])[] =>
  Object.entries(project.tasks('r')).flatMap(([task, { attempts = [] }]) =>
    attempts.flatMap(({ calls = [] }) => calls.flatMap(({ usd_micros: usd }) => (usd ? [[task, usd] as const] : []))),
  );

test(
  'a budget that is used up between lines stops the run; after raising it the run continues, and no line is paid twice',
  LIMIT,
  async () => {
    await using server = await studio();
    const voice = { type: 'offline', concurrency: 1, options: { cost: CENTS / 1e6 } };
    await using project = new ContentProject({ providers: { writer: askedAt(server), voice } });
    // The writer has no prices that we know: it costs nothing here, and the voice two cents a line.
    project.write('runs/r.yaml', { ...MINUTE, budget: { usd: 0.07, unknown_cost: 'warn' } });
    const stopped = await project.cli('run', 'r');
    assert.equal(project.checkpoint('r').status, 'budget_exceeded', stopped.shown);
    assert.notEqual(stopped.code, 0);
    const before = paidOf(project);
    assert.ok(before.length >= 1 && before.length <= 4, `${before.length} lines`);
    assert.ok(before.every(([task]) => task.startsWith('speech[')));
    const texts = server.ledger.length;
    assert.equal((await project.cli('budget', 'r', '1')).code, 0);
    const { code, shown } = await project.cli('run', 'r');
    assert.equal(code, 0, shown);
    const after = paidOf(project);
    assert.equal(new Set(after.map(([task]) => task)).size, after.length, 'a line was paid twice');
    assert.equal(after.length, 8);
    assert.equal(project.checkpoint('r').cost?.usd_micros, 8 * CENTS);
    assert.equal(server.ledger.length, texts);
  },
);

test('changing the voice during an episode speaks all lines again, and writes nothing again', LIMIT, async () => {
  await using server = await studio();
  const voice = { ...failing('ok', 'ok', 'ok', 'invalid'), concurrency: 1 };
  await using project = new ContentProject({ providers: { writer: askedAt(server), voice, studio: askedAt(server) } });
  project.write('runs/r.yaml', MINUTE);
  assert.equal((await project.cli('run', 'r')).code, 1);
  const spoken = Object.entries(project.tasks('r')).filter(
    ([task, { status }]) => task.startsWith('speech[') && status === 'completed',
  );
  assert.ok(spoken.length > 0 && spoken.length < 8);
  const written = server.ledger.length;
  assert.equal((await project.cli('retry', 'r')).code, 0);
  const { code, shown } = await project.cli('run', 'r', '--provider', 'voice=studio');
  assert.equal(code, 0, shown);
  assert.deepEqual(server.ledger.slice(written).map(askedFor), Array(8).fill('speech'));
  const attempts = Object.entries(project.tasks('r')).filter(([task]) =>
    /^(?:plan|ideation|outlining|segments|script|lines)/.test(task),
  );
  for (const [task, { attempts: all = [] }] of attempts) assert.equal(all.length, 1, task);
});

test('changing the writer during an episode writes it all again, and reuses what no writer made', LIMIT, async () => {
  await using server = await studio();
  await using project = new ContentProject({
    providers: { writer: failing('ok', 'ok', 'ok', 'invalid'), voice: askedAt(server), studio: askedAt(server) },
  });
  project.write('runs/r.yaml', MINUTE);
  assert.equal((await project.cli('run', 'r')).code, 1);
  assert.deepEqual(server.ledger, []);
  assert.equal((await project.cli('retry', 'r')).code, 0);
  const { code, shown } = await project.cli('run', 'r', '--provider', 'writer=studio', '--waiting-ok');
  assert.equal(code, 0, shown);
  const texts = server.ledger.map(askedFor).filter((ask) => ask !== 'speech');
  assert.deepEqual(texts, ['hook', 'segments', 'opening', 'opening', 'turns', 'turns']);
  assert.equal(project.tasks('r').plan?.attempts?.length, 1);
  assert.equal(project.json('runs/r.run/outlining/answer.json').title, 'Rockets of the loopback');
});
