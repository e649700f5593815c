/**
 * SIGKILL of our own runner at every point of a gate's life: the first time that it comes by before, after and in the
 * middle of it, each later time in one of these ways. The next start goes on, and
 *
 * G1. nothing after the gate was started before an answer was there, and it is started once;
 * G2. a question is asked once: no round is lost or doubled, and its files are there when the run waits;
 * G3. a draft that a person wrote, before the kill or after it, is never written over;
 * G4. an answer counts once, with the value that was approved; a reminder comes at least once and is counted once;
 * G5. at rest there are no temporary files, no staging, no journals and no processes.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { CheckpointApproval } from '../../src/model/checkpoint.ts';
import { subjectText } from '../../src/parse/draft/subject-digest.ts';
import { Luck } from '../rig/luck.ts';
import { type Parts, stageIn, TestProject } from '../rig/project.ts';
import { sideBySide } from '../rig/side-by-side.ts';
import { builtDrive, type Program } from './bundle.ts';
import { GATE_POINT_NAMES, type GateLife, type GatePointName, gateWhens, isIn } from './gate-points.ts';
import { inMemory, leftovers, STEP, step } from './graph.ts';
import type { When } from './points.ts';

const LIMIT = { timeout: 300_000 };
const SEED = Number(process.env.SEED ?? 20261121);
/** Projects at a time. */
const WIDTH = 2;
const [MINUTE, WEEKS] = [60_000, 20 * 86_400_000];
const DRAFT = 'runs/r.run/drafts/review.1.md';
/** So long that it is kept in a file. A text ends as the one that was generated: without a line end. */
const VALUE = 'edited'.repeat(1000);
const EDITED = `${VALUE}\n`;
inMemory();

let program: Program;
before(async () => {
  program = await builtDrive();
});
after(() => program[Symbol.dispose]());

const GATED: Parts = {
  config: { grace: '200ms' },
  files: { 'tools/step.sh': STEP },
  pipeline: {
    stages: {
      source: step(),
      draft: step('${{ stages.source.output }}'),
      review: { uses: 'approval', with: { subject: 'draft', rework: 'draft', editable: true } },
      publish: step('${{ stages.review.output.size() }}'),
    },
    outputs: { size: '${{ stages.review.output.size() }}' },
  },
};

interface Driven {
  readonly signal: NodeJS.Signals | null;
  readonly status: string | null;
  readonly passed: Readonly<Partial<Record<GatePointName, number>>>;
}

interface Kill {
  readonly point: GatePointName;
  readonly nth: number;
  readonly when: When;
}

/** So far is the clock of a run ahead. */
const aheadIn = (life: GateLife): number => (life === 'reminding' ? WEEKS : MINUTE);

/** In a process of its own, that may die. */
async function driven(project: TestProject, life: GateLife, kill?: Kill): Promise<Driven> {
  const at = kill ? [kill.point, String(kill.nth), kill.when] : ['', '1', 'before'];
  const args = [program.file, project.root, ...at, String(aheadIn(life))];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (signal !== null) return { signal, status: null, passed: {} };
  assert.equal(code, 0, err);
  return { signal, ...(JSON.parse(out) as Pick<Driven, 'status' | 'passed'>) };
}

/** In this process. @returns its status. */
async function rested(project: TestProject, life: GateLife): Promise<string> {
  project.ahead = aheadIn(life);
  const { checkpoint } = await project.drive();
  return checkpoint.status;
}

const question = async (project: TestProject): Promise<CheckpointApproval> => {
  const { approval } = stageIn(await project.checkpoint(), 'review');
  assert.ok(approval, 'the gate has not asked');
  return approval;
};

/** What an answer to the edited draft names. */
async function digestOf(project: TestProject, value: string): Promise<string> {
  const { result } = stageIn(await project.checkpoint(), 'draft');
  const artifacts = Object.entries(result?.artifacts ?? {});
  const named = artifacts.map(([name, { sha256, media_type }]) => ({ name, sha256, mediaType: media_type }));
  // The type of a digest is checked where it is made; here it is text.
  const text = subjectText(value, named as unknown as Parameters<typeof subjectText>[1]);
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

const times = (project: TestProject, line: string): number => project.executions().filter((one) => one === line).length;

/** What a life begins with, and what must be true when it has come to rest. */
interface Story {
  readonly begin: (project: TestProject) => Promise<void>;
  readonly status: string;
  readonly verify: (project: TestProject, where: string) => Promise<void>;
}

async function asked(project: TestProject): Promise<void> {
  assert.equal(await rested(project, 'asking'), 'awaiting_approval');
}

async function waits(project: TestProject, where: string, iteration: number): Promise<void> {
  const { approval, earlier_approvals: earlier = [] } = stageIn(await project.checkpoint(), 'review');
  assert.equal(approval?.iteration, iteration, where);
  assert.equal(earlier.length, iteration - 1, where);
  for (const file of [approval.read, approval.draft ?? '', approval.read.replace('.md', '.artifacts.yaml')])
    assert.ok(project.has(file), `${file} is missing ${where}`);
  assert.equal(times(project, 'start r publish'), 0, where);
}

const answered = (answer: unknown) => ({ manifest: { approvals: { review: answer } } });

const STORIES: Readonly<Record<GateLife, Story>> = {
  asking: {
    begin: async () => {},
    status: 'awaiting_approval',
    verify: (project, where) => waits(project, where, 1),
  },
  approving: {
    begin: async (project) => {
      await asked(project);
      project.put(DRAFT, EDITED);
      project.change(answered({ approved: true, of: await digestOf(project, VALUE) }));
    },
    status: 'completed',
    verify: async (project, where) => {
      const { outputs } = await project.checkpoint();
      assert.deepEqual(outputs, { size: VALUE.length }, where);
      assert.equal((await question(project)).decision, 'approve', where);
      assert.equal(project.text(DRAFT), EDITED, where);
      assert.ok([1, 2].includes(times(project, 'end r publish')), where);
    },
  },
  changing: {
    begin: async (project) => {
      await asked(project);
      project.put(DRAFT, EDITED);
      project.change(answered({ changes: 'shorter', of: (await question(project)).subject }));
    },
    status: 'awaiting_approval',
    verify: async (project, where) => {
      await waits(project, where, 2);
      const { stages } = await project.checkpoint();
      assert.equal(stages.draft?.round, 2, where);
      assert.equal(stages.review?.earlier_approvals?.[0]?.decision, 'changes', where);
      assert.equal(project.text(DRAFT), EDITED, where);
      assert.equal(times(project, 'start r source'), 1, where);
      // What was in flight at the kill is lost, and made once more.
      assert.ok([2, 3].includes(times(project, 'end r draft')), where);
    },
  },
  rejecting: {
    begin: async (project) => {
      await asked(project);
      project.change(answered({ rejected: 'never', of: (await question(project)).subject }));
    },
    status: 'rejected',
    verify: async (project, where) => {
      assert.equal((await question(project)).feedback, 'never', where);
      assert.equal(times(project, 'start r publish'), 0, where);
    },
  },
  reminding: {
    begin: asked,
    status: 'awaiting_approval',
    verify: async (project, where) => {
      await waits(project, where, 1);
      assert.equal((await question(project)).reminders, 1, where);
    },
  },
  rerunning: {
    begin: async (project) => {
      await asked(project);
      project.put(DRAFT, EDITED);
      project.change({ manifest: { rerun: { n: 2, from: 'draft' } } });
    },
    status: 'awaiting_approval',
    verify: async (project, where) => {
      await waits(project, where, 1);
      assert.equal((await project.checkpoint()).generation, 2, where);
      assert.equal(project.text(DRAFT), EDITED, where);
    },
  },
};

async function copyOf(model: TestProject): Promise<TestProject> {
  const project = await TestProject.make(GATED);
  const filter = (source: string): boolean => !source.endsWith('control.sock');
  cpSync(model.root, project.root, { recursive: true, force: true, filter });
  return project;
}

async function killAt(model: TestProject, life: GateLife, kill: Kill): Promise<void> {
  const where = `(${life}, ${kill.when} "${kill.point}", time ${kill.nth}, SEED=${SEED})`;
  await using project = await copyOf(model);
  const first = await driven(project, life, kill);
  if (first.signal === null) assert.ok(kill.nth > 1, `it never came to that ${where}`);
  if (life === 'asking' && project.has(DRAFT)) {
    assert.equal(project.text(DRAFT), 'draft\n', `half a draft ${where}`);
    project.put(DRAFT, EDITED);
  }
  const { status, verify } = STORIES[life];
  const edited = project.has(DRAFT) ? project.text(DRAFT) : null;
  const isFirst = kill.when === 'before' && kill.nth === 1;
  for (const _ of isFirst ? ['after the kill', 'once more'] : ['after the kill']) {
    assert.equal(await rested(project, life), status, where);
    await verify(project, where);
    assert.equal(project.text(DRAFT), edited ?? 'draft\n', where);
    assert.deepEqual(leftovers(project), [], where);
  }
}

for (const life of Object.keys(STORIES) as GateLife[]) {
  test(
    `a runner that is killed at any point while a gate is ${life} continues as if it had not been`,
    LIMIT,
    async (t) => {
      const luck = new Luck(SEED);
      await using model = await TestProject.make(GATED);
      const { begin, status, verify } = STORIES[life];
      await begin(model);
      await using scout = await copyOf(model);
      const { passed, ...end } = await driven(scout, life);
      assert.equal(end.status, status);
      await verify(scout, '(not killed)');
      const kills = GATE_POINT_NAMES.filter((point) => isIn(point, life)).flatMap((point) => {
        assert.ok(passed[point], `a run does not come by "${point}"`);
        const later = Array.from({ length: passed[point] - 1 }, (_, i) => i + 2);
        return [
          ...gateWhens(point).map((when): Kill => ({ point, nth: 1, when })),
          ...later.map((nth): Kill => ({ point, nth, when: luck.pick(gateWhens(point)) })),
        ];
      });
      t.diagnostic(`${kills.length} kills`);
      await sideBySide(WIDTH, kills, (kill) => killAt(model, life, kill));
    },
  );
}
