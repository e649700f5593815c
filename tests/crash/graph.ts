/** The pipelines of the crash tests: retries, fan-out, a sub-pipeline, a cached stage, a large output, artifacts. */
import { existsSync } from 'node:fs';
import type { Parts, TestProject } from '../rig/project.ts';

/** A stage that logs its executions, leaves a file and an output, and does what its first argument says. */
export const STEP = `set -e
task="\${PIPELINE_RUNNER_TASK#*/}"
echo "start $PIPELINE_RUN $task" >> executions.log
if [ "$1" = flaky ] && [ "$PIPELINE_ATTEMPT" = 1 ]; then exit 1; fi
printf '%s' "$task" > "$PIPELINE_ARTIFACTS/made.txt"
if [ "$1" = large ]; then printf '"%06000d"' 7; else printf '"%s"' "$task"; fi > "$PIPELINE_OUTPUT"
echo "end $PIPELINE_RUN $task" >> executions.log
`;

export const step = (...args: readonly string[]) => ({
  uses: 'command',
  with: { argv: ['sh', 'tools/step.sh', ...args] },
});

const DEFAULTS = { retry: { attempts: 3, min: '5ms', max: '20ms', max_lost: 1000 } };
const CONFIG = { concurrency: 3, grace: '200ms' };

export const GRAPH: Parts = {
  config: CONFIG,
  files: {
    'tools/step.sh': STEP,
    'pipelines/child.yaml': JSON.stringify({
      defaults: DEFAULTS,
      stages: { script: step(), speak: { ...step('flaky'), needs: ['script'] } },
      outputs: { said: '${{ stages.speak.output }}' },
    }),
  },
  pipeline: {
    defaults: DEFAULTS,
    stages: {
      first: step('large'),
      parts: {
        ...step('flaky', '${{ stages.first.output.size() }}'),
        foreach: "${{ ['a', 'b', 'c', 'd'] }}",
        key: '${{ item }}',
      },
      shows: { uses: 'pipeline', foreach: "${{ ['x', 'y'] }}", key: '${{ item }}', with: { pipeline: 'child' } },
      cached: { ...step(), cache: true, needs: ['parts'] },
      page: {
        uses: 'write',
        with: { text: '{{ it }}', vars: { it: '${{ stages.shows.output[0].said }}' }, to: 'page.md' },
      },
      last: { ...step('${{ stages.page.artifacts.page.path }}'), needs: ['cached'] },
    },
    outputs: { last: '${{ stages.last.output }}' },
    finally: { tell: step() },
  },
};

/** The same kinds of stages, fewer of them, for tests that take every step of a run. */
export const SMALL_GRAPH: Parts = {
  config: CONFIG,
  files: {
    'tools/step.sh': STEP,
    'shows/show.json': '{ "voice": "deep" }',
    'pipelines/child.yaml': JSON.stringify({
      defaults: DEFAULTS,
      stages: { speak: step('flaky') },
      outputs: { said: '${{ stages.speak.output }}' },
    }),
  },
  pipeline: {
    context: { show: { file: 'shows/show.json' } },
    defaults: DEFAULTS,
    stages: {
      first: step('large', '${{ context.show.voice }}'),
      parts: { ...step('${{ stages.first.output.size() }}'), foreach: "${{ ['a', 'b'] }}", key: '${{ item }}' },
      show: { uses: 'pipeline', with: { pipeline: 'child' } },
      cached: { ...step(), cache: true, needs: ['parts'] },
      page: {
        uses: 'write',
        with: { text: '{{ it }}', vars: { it: '${{ stages.show.output.said }}' }, to: 'page.md' },
      },
    },
    outputs: { show: '${{ stages.show.output.said }}' },
    finally: { tell: step() },
  },
};

/** Projects of this process go to memory where there is such a folder: thousands of small files, often removed. */
export function inMemory(): void {
  if (existsSync('/dev/shm')) process.env.TMPDIR = '/dev/shm';
}

/** What must not be there when a run has ended. */
export function leftovers(project: TestProject): readonly string[] {
  const temporary = project.files().filter((file) => file.endsWith('.tmp'));
  const state = ['journal', 'staging'].flatMap((folder) => project.files(`.pipeline-runner/${folder}`));
  return [...temporary, ...state, ...project.processes().map((pid) => `process ${pid}`)];
}
