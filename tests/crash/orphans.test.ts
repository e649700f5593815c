/**
 * Processes that a killed runner leaves behind: a stage that is deaf to SIGTERM and has a child in a group of its own.
 * The next start ends them before it does anything else with their task, wherever the task stands in the run.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Parts, stage, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };
const DEAF = { hold: true, orphan: true, stubborn: true } as const;

interface Case {
  readonly what: string;
  readonly parts: Parts;
  readonly task: string;
  /** What happens between the kill and the next start. */
  readonly meanwhile?: (project: TestProject) => Promise<void>;
}

const SINGLE = { stages: { one: stage(), two: stage({ needs: ['one'] }) } };

/** Fails until the fork server is there to start it. */
const BY_FORK_SERVER = {
  uses: 'command',
  with: { argv: ['sh', '-c', 'grep -q "fork server" /proc/$PPID/cmdline || exit 75'] },
  retry: { attempts: 100, backoff: 'fixed', min: '10ms', jitter: false },
};

const CASES: readonly Case[] = [
  {
    what: 'a stage that the fork server had started',
    task: 'one',
    parts: { pipeline: { stages: { waiting: BY_FORK_SERVER, one: stage({ needs: ['waiting'] }) } } },
  },
  {
    what: 'an item of a foreach in a sub-pipeline',
    task: 'shows[x]/parts[b]',
    parts: {
      pipeline: {
        stages: {
          shows: { uses: 'pipeline', foreach: "${{ ['x'] }}", key: '${{ item }}', with: { pipeline: 'child' } },
        },
      },
      files: {
        'pipelines/child.yaml': JSON.stringify({
          stages: { parts: stage({ foreach: "${{ ['a', 'b'] }}", key: '${{ item }}' }) },
        }),
      },
    },
  },
  {
    what: 'a finally stage',
    task: 'finally:tell',
    parts: { pipeline: { stages: { one: stage() }, finally: { tell: stage() } } },
  },
  {
    what: 'a stage of a run that is retried',
    task: 'one',
    parts: { pipeline: SINGLE },
    meanwhile: async (project) => {
      const { code, err } = await project.start('retry', 'r', '--from', 'one').ended;
      assert.equal(code, 0, err);
    },
  },
  {
    what: 'a stage that the next generation does not have any more',
    task: 'one',
    parts: { pipeline: SINGLE },
    meanwhile: async (project) => project.change({ pipeline: { stages: { other: stage() } }, manifest: { rerun: 2 } }),
  },
];

const nothing = async (): Promise<void> => {};

for (const { what, parts, task, meanwhile = nothing } of CASES) {
  test(`${what} that a killed runner left running is ended by the next start`, LIMIT, async () => {
    await using project = await TestProject.make({ ...parts, script: { [task]: [DEAF, { output: 1 }] } });
    const killed = project.start('run', 'r', '--json');
    const [lost, orphan] = await Promise.all([project.control.next(task), project.control.next(`orphan of ${task}`)]);
    await killed.kill();
    await meanwhile(project);
    const { code, err } = await project.start('run', 'r').ended;
    assert.equal(code, 0, err);
    await Promise.all([lost.gone, orphan.gone]);
    assert.deepEqual(project.processes(), []);
    const log = project.executions();
    // It was asked politely first, and was gone before its task began again.
    const [asked, again] = [log.indexOf(`deaf ${task}`), log.indexOf(`start ${task} 2`)];
    assert.ok(asked > 0 && asked < again, log.join('\n'));
  });
}
