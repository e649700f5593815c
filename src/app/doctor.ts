/**
 * `doctor`: is all there that this project needs: programs, packages, keys, folders; and do its providers answer?
 *
 * D1. It changes nothing and asks nobody, unless calls are asked for; then the gateway makes them, under a budget.
 * D2. The value of a key is never looked at beyond whether there is one.
 * D3. Missing is only what something in the config needs; all else is optional, and says what for.
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
  /** Absolute: where this package is installed. */
  readonly home: string;
  /** What test calls may cost together; null: none are made. */
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
