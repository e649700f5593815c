/** Writers, voices and painters that answer badly: mended where it can be, else a clear cause, never a broken artifact. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckpointFailure } from '../../src/model/checkpoint.ts';
import type { LedgerLine, Step } from '../rig/model-server.ts';
import { type Ask, askedAt, askedFor, CONCEPT, SCRIPT, said, studio, TICK } from './content-answers.ts';
import { LINES } from './content-manifests.ts';
import { ContentProject } from './content-project.ts';

const LIMIT = { timeout: 120_000 };
type First = Readonly<Partial<Record<Ask, readonly Step[]>>>;
const MINUTE = { ...LINES, skip: ['music', 'jingle', 'mixing'], inputs: { ...LINES.inputs, minutes: 1 } };
process.env.LOOPBACK_KEY = 'sk-of-the-loopback';

interface Recorded {
  readonly code: number | null;
  readonly shown: string;
  /** Stage and cause. */
  readonly failure: (CheckpointFailure & { readonly stage: string }) | null;
  readonly ledger: readonly LedgerLine[];
  readonly project: ContentProject;
}

/** A run up to a stage, by a studio that does this at first. */
async function recorded(first: First, until: string, check: (ran: Recorded) => void): Promise<void> {
  await using server = await studio(first);
  const by = askedAt(server);
  await using project = new ContentProject({ providers: { writer: by, voice: by, painter: by } });
  project.write('runs/r.yaml', MINUTE);
  const { code, shown } = await project.cli('run', 'r', '--until', until, '--waiting-ok');
  const failed = Object.entries(project.tasks('r')).find(([, { status }]) => status === 'failed');
  const failure = failed?.[1].error ? { ...failed[1].error, stage: failed[0] } : null;
  check({ code, shown, failure, ledger: server.ledger, project });
}

test('an answer that violates its schema, or has no or incomplete JSON, is sent back for correction', LIMIT, () => {
  const hook = [said({ ...CONCEPT, concepts: 7 })];
  const segments: Step[] = [{ type: 'answer', text: 'I would rather talk about cats.' }];
  const turns: Step[] = [{ type: 'answer', text: '{ "turns": [ { "speaker": "mi' }];
  return recorded({ hook, segments, turns }, 'lines', ({ code, shown, ledger, project }) => {
    assert.equal(code, 0, shown);
    const asked = ['hook', 'hook', 'segments', 'segments', 'opening', 'opening', 'turns', 'turns', 'turns'];
    assert.deepEqual(ledger.map(askedFor), asked);
    assert.deepEqual(errorsOf(project), []);
    assert.match(project.text('runs/r.run/ideation/prompt.2.md'), /concepts/);
    assert.equal(project.json('runs/r.run/ideation/answer.json').title, CONCEPT.title);
  });
});

test('JSON surrounded by prose is accepted without another call', LIMIT, () => {
  const text = `Gladly! Here is the idea:\n\n\`\`\`json\n${JSON.stringify(CONCEPT)}\n\`\`\`\n\nShall I go on?`;
  return recorded({ hook: [{ type: 'answer', text }] }, 'ideation', ({ code, shown, ledger, project }) => {
    assert.equal(code, 0, shown);
    assert.equal(ledger.length, 1);
    assert.deepEqual(project.tasks('r').ideation?.result?.output, { value: CONCEPT });
  });
});

test('an empty answer causes another call', LIMIT, () =>
  recorded({ hook: [{ type: 'answer', text: '' }] }, 'ideation', ({ code, shown, ledger }) => {
    assert.equal(code, 0, shown);
    assert.equal(ledger.length, 2);
  }),
);

const HOPELESS: readonly { readonly name: string; readonly answer: Step; readonly code: string }[] = [
  { name: 'never fits its schema', answer: said({ title: 'No idea' }), code: 'llm/bad-output' },
  { name: 'is always empty', answer: { type: 'answer', text: ' \n ' }, code: 'model/bad-output' },
  { name: 'is cut off', answer: { type: 'answer', text: '{ "title": "Roc', finish: 'length' }, code: 'llm/cut-off' },
  { name: 'is a refusal', answer: { type: 'answer', finish: 'refused' }, code: 'model/refused' },
  { name: 'comes with a wrong key', answer: { type: 'status', status: 401 }, code: 'model/auth' },
];
for (const { name, answer, code } of HOPELESS) {
  test(`an answer that ${name} ends the run with ${code}, and no further call is made`, LIMIT, () =>
    recorded({ hook: Array<Step>(20).fill(answer) }, 'outlining', ({ code: exit, failure, ledger }) => {
      assert.equal(exit, 1);
      assert.deepEqual([failure?.stage, failure?.code], ['ideation', code]);
      assert.ok(failure && failure.message.length > 20);
      assert.ok(ledger.length <= 9, `${ledger.length} requests`);
    }),
  );
}

test('a script whose speakers have translated names is refused with the right names', LIMIT, () => {
  const turns = SCRIPT.turns.map((turn) => ({
    ...turn,
    speaker: 'ミア',
  }));
  return recorded({ turns: [said({ turns })] }, 'lines', ({ code, shown, failure }) => {
    assert.equal(code, 1, shown);
    assert.deepEqual([failure?.stage, failure?.code], ['lines', 'module/threw']);
    assert.match(failure?.message ?? '', /"ミア".* Characters: mia, theo/);
  });
});

/** Nothing, a page of HTML, noise, a hundredth of a second, the beginning of a file. */
const GARBAGE: readonly Step[] = [
  { type: 'body', body: '', mediaType: 'audio/wav' },
  { type: 'body', body: '<!doctype html><h1>Bad gateway</h1>', mediaType: 'text/html' },
  { type: 'body', body: 'x'.repeat(5000), mediaType: 'audio/wav' },
  TICK,
  { type: 'body', body: 'RIFF', mediaType: 'audio/wav' },
];

test('a voice that returns garbage is called again for these lines, and the episode is spoken', LIMIT, () =>
  recorded({ speech: GARBAGE }, 'speech', ({ code, shown, project }) => {
    assert.equal(code, 0, shown);
    const errors = errorsOf(project);
    assert.equal(errors.length, GARBAGE.length, `${errors}`);
    for (const error of errors) assert.match(error, /^(?:speech\/bad-audio|model\/bad-output)$/);
  }),
);

const errorsOf = (project: ContentProject): readonly string[] =>
  Object.values(project.tasks('r')).flatMap(({ attempts = [] }) => attempts.flatMap(({ error }) => error?.code ?? []));

test('a voice that only returns garbage fails its line, and no file of it is published', LIMIT, () =>
  recorded({ speech: Array<Step>(40).fill(TICK) }, 'speech', ({ code, failure, project }) => {
    assert.equal(code, 1);
    assert.equal(failure?.code, 'speech/bad-audio');
    assert.match(failure?.stage ?? '', /^speech\[/);
    assert.deepEqual(
      [...project.files('r').keys()].filter((file) => file.includes('/speech/')),
      [],
    );
  }),
);

const picture = (data: string): Step => ({
  type: 'body',
  body: JSON.stringify({ created: 1, data: [{ b64_json: data }] }),
});
const HTML = picture(Buffer.from('<!doctype html><h1>Sorry</h1>').toString('base64'));

for (const [name, image] of [
  ['a page of HTML', HTML],
  ['the beginning of a PNG', picture('iVBORw0KGgo=')],
] as const) {
  test(
    `an image provider that returns ${name}, and then nothing, is called again, and the cover is an image`,
    LIMIT,
    () =>
      recorded({ image: [image, picture('')] }, 'cover', ({ code, shown, project }) => {
        assert.equal(code, 0, shown);
        const errors = errorsOf(project);
        assert.equal(errors.length, 2);
        for (const error of errors) assert.match(error, /^(?:image\/bad-image|model\/bad-output)$/);
        const covers = [...project.files('r').keys()].filter((file) => file.includes('/cover/'));
        assert.deepEqual(covers, ['runs/r.run/cover/cover.png']);
      }),
  );
}

test('an image provider that only returns garbage fails the cover', LIMIT, () =>
  recorded({ image: Array<Step>(40).fill(HTML) }, 'cover', ({ code, failure }) => {
    assert.equal(code, 1);
    assert.deepEqual([failure?.stage, failure?.code], ['cover', 'image/bad-image']);
  }),
);
