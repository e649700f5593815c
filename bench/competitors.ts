/** The programs that are compared: the runner as users get it, and minimal yardsticks. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EXECUTIONS, type FloorJob, type Job } from './job.ts';
import { NODE, type Workload } from './workloads.ts';

export interface Competitor {
  readonly name: string;
  /** `stages`: it executes graphs. `nothing`: it only starts and ends. */
  readonly does: 'stages' | 'nothing';
  /** Arguments of Node; null: it does not support this workload. */
  argumentsFor(workload: Workload): readonly string[] | null;
  /** Writes the files of a job, or a pipeline to be validated, into a folder. */
  write(job: Job | string, folder: string): void;
  /** Makes the next start a first one. */
  forget(folder: string): void;
}

const remove = (...names: readonly string[]): void => rmSync(path.join(...names), { recursive: true, force: true });

/** Command line of a step of kind `command`. */
function argvOf({ body }: Job, id: string): readonly string[] {
  return body === 'counted' ? ['sh', '-c', `echo ${id} >> ${EXECUTIONS}`] : ['true'];
}

/** @param program the built `cli.js`. */
export function runner(name: string, program: string): Competitor {
  return {
    name,
    does: 'stages',
    argumentsFor: ({ kind }) => (kind === 'validate' ? [program, kind] : [program, 'run', 'runs/run.yaml', '--quiet']),
    write(job, folder) {
      for (const part of ['pipelines', 'runs']) mkdirSync(path.join(folder, part), { recursive: true });
      const put = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
      if (typeof job === 'string') return put('pipelines/bench.yaml', job);
      put('pipeline-runner.config.yaml', `concurrency: ${job.concurrency}\n`);
      put('runs/run.yaml', 'pipeline: bench\n');
      put('pipelines/bench.yaml', pipelineText(job));
      put('step.ts', moduleText(job));
    },
    forget(folder) {
      remove(folder, '.pipeline-runner');
      for (const file of readdirSync(path.join(folder, 'runs'))) if (file !== 'run.yaml') remove(folder, 'runs', file);
    },
  };
}

function pipelineText(job: Job): string {
  const lines = job.graph.map(({ id, needs }) => {
    const work =
      job.step === 'module'
        ? 'uses: module, with: { module: step.ts }'
        : `uses: command, with: { argv: ${JSON.stringify(argvOf(job, id))} }`;
    return `  ${id}: { ${needs.length === 0 ? '' : `needs: [${needs.join(', ')}], `}${work} }`;
  });
  return ['name: bench', 'stages:', ...lines, ''].join('\n');
}

function moduleText({ body }: Job): string {
  if (body === 'bare') return 'export default async () => ({ output: null });\n';
  return [
    "import { appendFileSync } from 'node:fs';",
    'export default async ({ stage }: { stage: string }) => {',
    `  appendFileSync('${EXECUTIONS}', stage + '\\n');`,
    '  return { output: null };',
    '};',
    '',
  ].join('\n');
}

/** @param program `floor.ts`, compiled. */
export function floor(checkpoint: FloorJob['checkpoint'], program: string): Competitor {
  return {
    name: `floor: ${checkpoint}`,
    does: 'stages',
    argumentsFor: ({ kind }) => (kind === 'validate' ? null : [program]),
    write(job, folder) {
      if (typeof job === 'string') return;
      const { graph, step, concurrency, body } = job;
      const executions = body === 'counted' ? EXECUTIONS : null;
      const asked: FloorJob = { graph, step, concurrency, argv: argvOf(job, '<id>'), executions, checkpoint };
      writeFileSync(path.join(folder, 'job.json'), JSON.stringify(asked));
    },
    forget: (folder) => remove(folder, 'state'),
  };
}

/** The time to start Node, and nothing else. */
export const bareNode: Competitor = {
  name: NODE,
  does: 'nothing',
  argumentsFor: ({ id }) => (id === 'start' || id === 'validate' ? ['-e', '0'] : null),
  write() {},
  forget() {},
};
