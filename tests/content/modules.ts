/** Calls the module of a stage as the runner does, without a runner. */
import type { StageContext, StageFunction } from '../../src/stages/define-stage.ts';

interface Called<T> {
  readonly output: T;
  readonly warnings: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

export async function called<A, T>(stage: StageFunction<A, undefined, T>, args: A, run = 'r'): Promise<Called<T>> {
  const warnings: string[] = [];
  const files: Record<string, string> = {};
  const context: StageContext<A, undefined> = {
    ...{
      inputs: {},
      context: {},
      item: undefined,
      needs: {},
      args,
      run,
      stage: 's',
      project: '/project',
      feedback: [],
    },
    ...{ attempt: 1, effectKey: 'k', signal: new AbortController().signal },
    progress: () => {},
    cost: () => {},
    externalId: () => {},
    log: { info: () => {}, warn: (text) => void warnings.push(text), error: () => {} },
    artifacts: {
      dir: '/none',
      path: (name) => `/none/${name}`,
      write: async (name, data) => {
        files[name] = String(data);
      },
    },
    secret: () => '',
  };
  const { output } = (await stage(context)) ?? {};
  if (output === undefined) throw new Error('the stage gave no output');
  return { output, warnings, files };
}
