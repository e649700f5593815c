/**
 * The models of a run: the gateway with its dependencies, created at the first call.
 *
 * For a pipeline without calls, no database is opened and no package loaded.
 */
import type { OpenLedger } from '../../adapters/call-ledger.ts';
import { statePaths } from '../../adapters/state-folder.ts';
import { newQueue } from '../../engine/queue.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { REPLAY } from '../../model/provider.ts';
import type { Models } from '../../ports/models.ts';
import type { SharedLimits } from '../../providers/gateway/shared.ts';
import type { Gateway } from '../../providers/gateway.ts';
import type { Replay } from '../../providers/replay.ts';
import { type Providers, providerIdentity, realProviders } from '../pinned/run-providers.ts';
import type { Project } from '../types.ts';
import { distrust, redactorFor, sourceValue } from './secrets.ts';

type Note = (trouble: Diagnostic) => void;

export interface RunModels extends Models, Disposable, Pick<Gateway, 'landed' | 'answered'> {}

export interface ReplayHow {
  /** null: a trial, which is not part of the run. */
  readonly generation: number | null;
  /** What happens to calls that are not recorded: they fail, or (`recorded`) go to the real providers. */
  readonly missing: 'failed' | 'recorded';
}

/**
 * @param note takes diagnostics to be recorded in the checkpoint.
 * @param how settings for a run with `replay`.
 */
export function modelsOf(
  project: Project,
  providers: Providers,
  note: Note,
  how: ReplayHow = { generation: null, missing: 'failed' },
): RunModels {
  let opened: Promise<Gateway> | null = null;
  const gateway = (): Promise<Gateway> => {
    opened ??= openGateway(project, realProviders(providers, project.config), note);
    return opened;
  };
  const replays = new Map<string, Promise<Replay>>();
  const replayFrom = (folder: string): Promise<Replay> => {
    const replay = replays.get(folder) ?? openReplay(project, folder, { ...how, gateway });
    replays.set(folder, replay);
    return replay;
  };
  return {
    identity: (name) => providerIdentity(providers, name),
    async call(capability, asked, stage, signal) {
      const settings = providers.get(asked.provider);
      const folder = settings?.type === REPLAY ? settings.options.folder : undefined;
      if (settings === undefined || typeof folder !== 'string')
        return (await gateway()).call(capability, asked, stage, signal);
      return (await replayFrom(folder)).call({ capability, asked, settings, stage, signal });
    },
    answered: async (enough) => (await opened?.catch(() => null))?.answered(enough) ?? 'none',
    landed: async (enough) => (await opened?.catch(() => null))?.landed(enough),
    [Symbol.dispose]: () => {
      leave(project, note);
      // A failure to open was reported to the caller.
      opened?.then(
        (gateway) => gateway[Symbol.dispose](),
        () => {},
      );
    },
  };
}

async function openReplay(
  { root, clock }: Project,
  folder: string,
  { generation, missing, gateway }: ReplayHow & { readonly gateway: () => Promise<Gateway> },
): Promise<Replay> {
  const [{ Replay }, { openRecordedCalls }] = await Promise.all([
    import('../../providers/replay.ts'),
    import('../../adapters/recorded-calls.ts'),
  ]);
  const real = missing === 'recorded' ? gateway : null;
  return new Replay({ recorded: openRecordedCalls(root, folder), clock, generation, real });
}

async function openGateway(project: Project, providers: Providers, note: Note): Promise<Gateway> {
  const sharing = sharedOf(project, note); // at once: the run may be over before the rest is loaded
  const [{ createModels }, { createProvider }, { ledger, limits }] = await Promise.all([
    import('../../providers/gateway.ts'),
    import('../../providers/registry.ts'),
    sharing,
  ]);
  return createModels({
    providers,
    create: createProvider,
    ledger: () => ledger,
    shared: limits,
    clock: project.clock,
    secret: async (source) => sourceValue(project, source) ?? null,
    distrust: (source) => distrust(project, source),
    redact: (text) => redactorFor(project).text(text),
    dayBudget: project.config.dayBudget,
    log: () => {},
  });
}

interface Shared {
  readonly ledger: OpenLedger;
  readonly limits: SharedLimits;
}

interface SharedByRuns {
  readonly opened: Promise<Shared>;
  /** The `note` of each run in progress that has called a model: they all get the diagnostics of the ledger. */
  readonly notes: Set<Note>;
}

/** All runs of a process share the limits and one ledger. */
const shared = new Map<string, SharedByRuns>();

function sharedOf(project: Project, note: Note): Promise<Shared> {
  const { opened, notes } = shared.get(project.root) ?? newShared(project);
  notes.add(note);
  return opened;
}

/** Closes the ledger of a project once no run works on it: the file may be deleted, and other projects may follow. */
function leave({ root }: Project, note: Note): void {
  const known = shared.get(root);
  known?.notes.delete(note);
  const rest = ({ ledger }: Shared): void => {
    if (known?.notes.size === 0) ledger.rest();
  };
  known?.opened.then(rest, () => {}); // a failure was reported to the caller
}

/** After a failure to open, the next run tries again. */
function newShared(project: Project): SharedByRuns {
  const notes = new Set<Note>();
  const opened = openShared(project, (trouble) => {
    for (const note of notes) note(trouble);
  });
  opened.catch(() => shared.delete(project.root));
  const made = { opened, notes };
  shared.set(project.root, made);
  return made;
}

async function openShared({ root, clock }: Project, warn: Note): Promise<Shared> {
  const { openCallLedger } = await import('../../adapters/call-ledger.ts');
  const { createSharedLimits } = await import('../../providers/gateway/shared.ts');
  const ledger = openCallLedger({ path: statePaths(root).calls, now: () => clock.now(), warn });
  return { ledger, limits: createSharedLimits({ clock, store: () => ledger, newQueue }) };
}
