/** A stage call in a folder of its own, with everything that the stage said. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createProcesses } from '../../src/adapters/processes.ts';
import { createRedactor } from '../../src/adapters/redact.ts';
import { durationMs, err, ok, runId } from '../../src/model/brand.ts';
import type { StageReport } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { preparedBy, type StageCall, type StageOutcome, type StageWork } from '../../src/ports/stage-kind.ts';
import { createStageKinds, type StageDeps } from '../../src/stages/registry.ts';
import { OWN_UID } from '../rig/own-uid.ts';
import { modelDeps } from './scripted-models.ts';

export interface Rig extends Disposable {
  readonly project: string;
  readonly staging: string;
  readonly scratch: string;
  readonly reports: StageReport[];
  log(): string;
  /** Writes a project file. */
  put(path: string, text: string): string;
  /** Makes the work of a stage ready, and does not begin it. */
  prepare(kind: string, options: JsonObject, more?: RigOptions): Promise<StageWork>;
  run(kind: string, options: JsonObject, more?: RigOptions): Promise<StageOutcome>;
}

export interface RigOptions {
  readonly signal?: AbortSignal;
  readonly call?: Partial<StageCall>;
  readonly deps?: Partial<StageDeps>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Called for every piece of log as it comes. */
  readonly onLog?: (text: string) => void;
  readonly onReport?: (report: StageReport) => void;
}

export function createRig(): Rig {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'stage-')));
  const [project, staging, scratch] = [join(root, 'project'), join(root, 'staging'), join(root, 'scratch')];
  for (const folder of [project, staging, scratch]) mkdirSync(folder);
  const reports: StageReport[] = [];
  let log = '';
  return {
    project,
    staging,
    scratch,
    reports,
    log: () => log,
    put(path, text) {
      const file = join(project, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    },
    async prepare(kind, options, { call, deps, secrets, onLog, onReport } = {}) {
      const stage = createStageKinds({ ...standardDeps, codeCache: () => join(root, 'code'), ...deps }).get(kind);
      if (stage === undefined) throw new Error(`no kind ${kind}`);
      const whole: StageCall = {
        ...standardCall,
        project,
        definitions: project,
        staging,
        scratch,
        with: options,
        log(chunk) {
          const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
          log = (log + text).slice(-100_000);
          onLog?.(text);
        },
        report(report) {
          reports.push(report);
          onReport?.(report);
        },
        secret: (name) => (secrets?.[name] === undefined ? err(`the variable ${name} is not set`) : ok(secrets[name])),
        redact: createRedactor(Object.values(secrets ?? {})).text,
        ...call,
      };
      return await preparedBy(stage, whole);
    },
    async run(kind, options, more = {}) {
      const work = await this.prepare(kind, options, more);
      return await work(more.signal ?? new AbortController().signal);
    },
    [Symbol.dispose]() {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const standardCall = {
  run: runId('2026/ep001'),
  uid: OWN_UID,
  task: 'segments[intro]',
  stage: 'segments',
  itemKey: 'intro',
  attempt: 2,
  isLast: false,
  effectKey: 'effect-7',
  item: { title: 'Intro' },
  input: {
    inputs: { topic: 'rockets' },
    context: { show: { name: 'Kids' } },
    item: { title: 'Intro' },
    index: 0,
    needs: {
      outline: { output: { n: 3 }, artifacts: { 'a.md': { path: 'x/a.md' } } },
      clips: { output: [1, 2], artifacts: [{ 'c.mp4': { path: 'x/c.mp4' } }, {}] },
    },
  },
  grace: durationMs(300),
  ask: async () => ({ type: 'granted', call: 1 }) as const,
  settle: () => {},
  overDay: () => {},
  abandon: () => {},
};

const standardDeps: Omit<StageDeps, 'codeCache'> = {
  ...modelDeps,
  processes: createProcesses(),
  upsert: async ({ file }) => ok({ file, created: true }),
  environment: { ...process.env, SECRET_OF_THE_RUNNER: 'hidden', ALLOWED: 'yes' },
  config: { env: ['ALLOWED'], http: { allowHosts: null, allowPrivate: [] } },
  renderTemplate: async (text, vars) => ok(text.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => String(vars[name]))),
};

export const failureOf = (outcome: StageOutcome) => {
  if (outcome.type !== 'failure') throw new Error(`a failure was expected, not ${JSON.stringify(outcome)}`);
  return outcome.failure;
};

export const outputOf = (outcome: StageOutcome) => {
  if (outcome.type !== 'success') throw new Error(`a success was expected, not ${JSON.stringify(outcome)}`);
  return outcome.output;
};
