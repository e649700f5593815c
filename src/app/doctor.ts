/**
 * `doctor`: checks that the programs, packages, keys and folders that the project needs exist, and that providers
 * answer.
 *
 * D1. It changes nothing and makes no calls unless requested; then the gateway makes them, with a budget.
 * D2. The value of a key is not read, except to find out whether there is one.
 * D3. `missing` is only what the config needs; everything else is optional, with its purpose.
 */
import type { UsdMicros } from '../model/brand.ts';
import type { Finding } from '../report/doctor-text.ts';
import { testCalls } from './doctor/calls.ts';
import { lookAtDaemon } from './doctor/daemon.ts';
import { lookAtProject } from './doctor/project.ts';
import { lookAtProviders } from './doctor/providers.ts';
import { lookAtPackages, lookAtSystem } from './doctor/system.ts';
import { prepareSecrets } from './drive/secrets.ts';
import type { Project } from './types.ts';

export interface DoctorAsk {
  /** Absolute path of the folder where this package is installed. */
  readonly home: string;
  /** Limit for the cost of all test calls; null: no calls are made. */
  readonly budget: UsdMicros | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export async function examine(project: Project, { home, budget, env }: DoctorAsk): Promise<readonly Finding[]> {
  await prepareSecrets(project);
  const types = new Set(Object.values(project.config.providers).map(({ type }) => type));
  const system = await lookAtSystem(env);
  const { findings, callable } = await lookAtProviders(project, types);
  const calls = budget === null ? [] : await testCalls(project, callable, budget);
  return [
    ...system,
    ...lookAtPackages(home, types),
    ...lookAtProject(project),
    ...lookAtDaemon(project),
    ...findings,
    ...calls,
  ];
}
