/**
 * The models of a run: the gateway with what it needs, put together at the first call.
 *
 * A pipeline that calls none pays for none: no database is opened and no package loaded.
 */
import path from 'node:path';
import type { OpenLedger } from '../adapters/call-ledger.ts';
import { statePaths } from '../adapters/state-folder.ts';
import { newQueue } from '../engine/queue.ts';
import { InternalError } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Models } from '../ports/models.ts';
import type { SharedLimits } from '../providers/gateway/shared.ts';
import type { Gateway } from '../providers/gateway.ts';
import type { Providers } from './run-providers.ts';
import { redactorFor, sourceValue } from './secrets.ts';
import type { Project } from './types.ts';

/** Where nothing is executed, as in `plan`. */
export const NO_MODELS: Models = {
  call: () => Promise.reject(new InternalError('a call of a model where nothing is executed')),
  identity: () => null,
};

export interface RunModels extends Models, Disposable {}

/** @param note takes what is to be recorded in the checkpoint. */
export function modelsOf(project: Project, providers: Providers, note: (trouble: Diagnostic) => void): RunModels {
  let opened: Promise<Gateway> | null = null;
  const identity: Models['identity'] = (name) => {
    const settings = providers.get(name);
    return settings ? { type: settings.type, model: settings.model ?? '', baseUrl: settings.baseUrl } : null;
  };
  return {
    identity,
    async call(capability, asked, stage, signal) {
      opened ??= openGateway(project, providers, note);
      return (await opened).call(capability, asked, stage, signal);
    },
    [Symbol.dispose]: () => void opened?.then((gateway) => gateway[Symbol.dispose]()),
  };
}

async function openGateway(
  project: Project,
  providers: Providers,
  note: (trouble: Diagnostic) => void,
): Promise<Gateway> {
  const { createModels } = await import('../providers/gateway.ts');
  const { createProvider } = await import('../providers/registry.ts');
  const { ledger, limits } = await sharedOf(project, note);
  return createModels({
    providers,
    create: createProvider,
    ledger: () => ledger,
    shared: limits,
    clock: project.clock,
    secret: async (source) => sourceValue(project, source) ?? null,
    redact: (text) => redactorFor(project).text(text),
    dayBudget: project.config.dayBudget,
    log: () => {},
  });
}

interface Shared {
  readonly ledger: OpenLedger;
  readonly limits: SharedLimits;
}

/** All runs of a process have the same limits, and one ledger. */
const shared = new Map<string, Promise<Shared>>();

function sharedOf(project: Project, note: (trouble: Diagnostic) => void): Promise<Shared> {
  const known = shared.get(project.root) ?? openShared(project, note);
  shared.set(project.root, known);
  return known;
}

async function openShared({ root, clock }: Project, note: (trouble: Diagnostic) => void): Promise<Shared> {
  const { openCallLedger } = await import('../adapters/call-ledger.ts');
  const { createSharedLimits } = await import('../providers/gateway/shared.ts');
  const file = path.join(statePaths(root).state, 'calls.db');
  const ledger = openCallLedger({ path: file, now: () => clock.now(), warn: note });
  return { ledger, limits: createSharedLimits({ clock, store: () => ledger, newQueue }) };
}
