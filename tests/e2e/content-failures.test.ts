/** Providers that fail, once or for good, at each stage that asks one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../src/model/json.ts';
import { failing, LINES, SHORT_VIDEO, STORYBOARD } from './content-manifests.ts';
import { ContentProject } from './content-project.ts';

const LIMIT = { timeout: 120_000 };

test(
  'a provider that fails once at each stage of an episode is called again, with the normal result',
  LIMIT,
  async () => {
    const [no, yes] = ['overloaded', 'ok'];
    // Ideation, outlining, three segments, three scripts.
    const writer = failing(no, yes, no, yes, no, yes, yes, yes, no, yes);
    await using project = new ContentProject({
      providers: { writer, voice: failing(no, yes), painter: failing(no, yes) },
    });
    project.write('runs/r.yaml', { ...LINES, skip: ['music', 'jingle', 'mixing'] });
    const { code, shown } = await project.cli('run', 'r');
    assert.equal(code, 0, shown);
    const failed = Object.entries(project.tasks('r')).flatMap(([task, { attempts = [] }]) =>
      attempts.flatMap(({ error }) => (error ? [`${task.replace(/\[.*/, '')} ${error.code}`] : [])),
    );
    const stages = ['cover', 'ideation', 'outlining', 'script', 'segments', 'speech'];
    assert.deepEqual(
      failed.sort(),
      stages.map((stage) => `${stage} model/overloaded`),
    );
  },
);

interface Trouble {
  readonly stage: string;
  readonly providers: Readonly<Record<string, JsonObject>>;
}
const CHAINS: readonly {
  readonly name: string;
  readonly manifest: JsonObject;
  readonly until: string;
  readonly troubles: readonly Trouble[];
}[] = [
  {
    name: 'an episode',
    manifest: LINES,
    until: 'speech',
    troubles: [
      { stage: 'ideation', providers: { writer: failing('invalid') } },
      { stage: 'outlining', providers: { writer: failing('ok', 'invalid') } },
      { stage: 'segments', providers: { writer: failing('ok', 'ok', 'invalid') } },
      { stage: 'script', providers: { writer: failing('ok', 'ok', 'ok', 'invalid') } },
      { stage: 'speech', providers: { voice: failing('ok', 'ok', 'invalid') } },
    ],
  },
  {
    name: 'a storyboard',
    manifest: STORYBOARD,
    until: 'clips',
    troubles: [
      { stage: 'storyboard', providers: { writer: failing('invalid') } },
      { stage: 'opening', providers: { painter: failing('invalid') } },
      { stage: 'keyframes', providers: { painter: failing('ok', 'ok', 'invalid') } },
      { stage: 'clips', providers: { camera: failing('ok', 'invalid') } },
    ],
  },
  {
    name: 'a short video',
    manifest: SHORT_VIDEO,
    until: 'content_generation',
    troubles: [
      { stage: 'script', providers: { writer: failing('invalid') } },
      { stage: 'visuals', providers: { writer: failing('ok', 'invalid') } },
      { stage: 'pictures', providers: { painter: failing('ok', 'invalid') } },
    ],
  },
  {
    name: 'the voice of a short video',
    manifest: SHORT_VIDEO,
    until: 'content_generation',
    troubles: [{ stage: 'voice', providers: { voice: failing('ok', 'invalid') } }],
  },
];

for (const { name, manifest, until, troubles } of CHAINS) {
  test(
    `${name} that fails permanently at each stage in turn is reported with the reason, and the run continues after repair`,
    LIMIT,
    async () => {
      await using project = new ContentProject();
      project.write('runs/r.yaml', manifest);
      let made: ReadonlyMap<string, string> = new Map();
      for (const { stage, providers } of troubles) {
        project.configure(providers);
        const { code, shown } = await project.cli('run', 'r', '--until', until);
        assert.equal(code, 1, shown);
        const failed = Object.entries(project.tasks('r')).find(([, { status }]) => status === 'failed');
        assert.equal(failed?.[0].replace(/^.*\/|\[.*/g, ''), stage);
        const { code: cause, message = '' } = failed?.[1].error ?? {};
        assert.equal(cause, 'model/invalid');
        assert.match(message, new RegExp(`^${Object.keys(providers)}: drill: the request is not valid`));
        assert.deepEqual(project.changedSince('r', made), [], `made again before ${stage} failed`);
        made = project.files('r');
        assert.equal((await project.cli('retry', 'r')).code, 0);
      }
      project.configure({});
      const { code, shown } = await project.cli('run', 'r', '--until', until);
      assert.equal(code, 0, shown);
      assert.deepEqual(project.changedSince('r', made), []);
    },
  );
}
