/**
 * One execution of a run that is not at rest: restores it from its files, drives it to rest, and writes it back.
 *
 * S3. Processes of a killed runner's attempts have ended before the first decision.
 * S4. `rerun: n` above the checkpoint's generation begins generation n with the current definitions.
 * S5. A checkpoint that could not be published before is published before anything is started: on a disk with room for
 *     a record but not for a checkpoint, each execution would start, and pay for, the same attempt again.
 */
import { hostname } from 'node:os';
import { encode } from '../core/encode.ts';
import { isEnded } from '../core/graph-state.ts';
import { withoutEqual } from '../core/notices.ts';
import { partVerdict } from '../core/part.ts';
import { Drive, type Wishes } from '../engine/drive.ts';
import { offerQuestions } from '../engine/questions.ts';
import { err, ok, type RunId, type RunUid, runUid } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { anError, type Diagnosed, type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import type { Event, Fork } from '../model/event.ts';
import type { JsonObject } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { RunState } from '../model/state.ts';
import { manifestPath } from '../parse/run-files.ts';
import type { OpenRun } from '../ports/run-store.ts';
import { checkedPart, endOf, type Part } from './asked/part.ts';
import { madeAgain, tasksWithoutFiles } from './drive/missing-files.ts';
import { type DriveParts, driveParts } from './drive/parts.ts';
import { prepareSecrets, secretMistakes } from './drive/secrets.ts';
import { wishesOf, withoutManifest } from './drive/wishes.ts';
import { expectCommands } from './expected-commands.ts';
import { checkedGeneration, type GenerationStarted, generationStarted, openingOf } from './next-generation.ts';
import { editsSince, type Frozen, frozenOf, lateIn, namedSince } from './notes/frozen-edits.ts';
import {
  misfitsNow,
  type NoticeNews,
  noticeEvents,
  noticeNews,
  settledByRerun,
  withoutThese,
} from './notes/manifest-notices.ts';
import { missedAnswers } from './notes/missed-answers.ts';
import { type Definitions, pin } from './pinned/definitions.ts';
import { putBack } from './pinned/put-back.ts';
import { asksReal, realProviders } from './pinned/run-providers.ts';
import { type Earlier, mayBegin, restoreLoosely, restoreOpened, tasksInFlight } from './pinned/stored-state.ts';
import type { Wish } from './simulate.ts';
import { stopping } from './stopping.ts';
import type { DriveOptions, Project, RunContent, RunOutcome } from './types.ts';

/** What is open while a run is driven. */
export interface OpenedRun {
  readonly run: RunId;
  readonly record: OpenRun;
  readonly options: DriveOptions;
  readonly source: ReturnType<Project['manifestSource']>;
}

interface Edited {
  readonly pipeline: Pipeline;
  readonly frozen: Frozen;
  readonly state: RunState | null;
}

/** The start of a drive, which continues a generation or begins one. */
type Start = Beginning & {
  readonly definitions: Definitions;
  readonly opening: readonly Event[];
  /** null: all stages. */
  readonly part: Part | null;
};

type Beginning =
  | { readonly begun: null; readonly state: RunState }
  | {
      /** It is in the opening. */
      readonly begun: GenerationStarted;
      /** At the end of the generation before; null: there was none. */
      readonly state: RunState | null;
      /** Its definitions are on disk; nothing is recorded before. */
      readonly durable: Promise<void>;
    };

interface Forewarning extends Pick<Definitions, 'pipeline' | 'providers'> {
  readonly inputs: JsonObject;
  /** Of the definitions. */
  readonly warnings: readonly Diagnostic[];
  /** Of a new run that is no fork; else null. */
  readonly content: RunContent | null;
}

/** How a run came to rest. */
type End = Omit<RunOutcome, 'run' | 'notices'>;

export class Execution {
  private readonly project: Project;
  private readonly parts: OpenedRun;
  private notices: Diagnostic[];
  /** How the current generation handles an edit of the manifest. */
  private heed: (change: Diagnosed<Manifest>) => void = () => {};
  /** The last edit, which may have been made before the drive began. */
  private change: Diagnosed<Manifest> | null = null;
  private secrets: Promise<void> | null = null;

  constructor(project: Project, parts: OpenedRun) {
    this.project = project;
    this.parts = parts;
    parts.source.onChange((change) => {
      this.change = change;
      this.heed(change);
    });
    this.notices = [...parts.record.notices];
  }

  async work(): Promise<Diagnosed<RunOutcome>> {
    let start = await this.start();
    const settled = start.ok ? (this.settledPart(start.value) ?? (await this.stillWaiting(start.value))) : null;
    if (settled) return ok(await this.outcome(settled));
    // Secrets that programs print are only fetched if there is work.
    await this.prepared();
    const secrets = secretMistakes(this.project);
    if (secrets.length > 0) return err(secrets);
    if (start.ok && start.value.begun === null) {
      const { definitions, state } = start.value;
      await this.forewarn({ ...definitions, inputs: state.graph.inputs, content: null, warnings: [] }, 'as-it-is');
    }
    for (;;) {
      if (!start.ok) return start;
      const { record } = this.parts.options;
      if (record && asksReal(start.value.definitions)) return err([beganWithout(this.parts.run)]);
      const end = await this.drive(start.value);
      const { state, checkpoint, reason } = end;
      const { definitions, part } = start.value;
      const rerun = this.parts.source.current().rerun?.n ?? 0;
      if (reason === 'shutdown' || rerun <= state.generation) {
        const how = endOf(definitions.pipeline, end, part);
        return ok(await this.outcome({ checkpoint, ...how, worked: true }));
      }
      start = await this.nextGeneration({ state, definitions }, rerun);
    }
  }

  /** Adds warnings about drafts that were edited after the answers with which the run came to rest. */
  private async outcome(end: End): Promise<RunOutcome> {
    const { run } = this.parts;
    const missed = await missedAnswers(this.project, run, end.checkpoint);
    const late = [...(await lateIn(this.project, end.checkpoint)), ...withoutEqual(missed, this.notices)];
    return { run, ...end, notices: [...this.notices, ...late] };
  }

  /** The outcome if the requested part is settled already: nothing is written. */
  private settledPart({ state, definitions: { pipeline }, opening, part }: Start): End | null {
    const { record, source } = this.parts;
    const { checkpoint, records } = record;
    const { cancelled, paused } = source.current();
    if (!checkpoint || records.length > 0 || opening.length > 1 || cancelled || paused) return null;
    const isAlive = state?.phase === 'running' || state?.phase === 'awaiting';
    if (!part || !isAlive || state.inFlight > 0) return null;
    const how = endOf(pipeline, { state, checkpoint, reason: 'part' }, part);
    if (partVerdict(pipeline, state.graph, part) === 'open' || how.left.length === 0) return null;
    return { checkpoint, ...how, worked: false };
  }

  /** The outcome if nobody has answered, or it stays paused, and there is nothing else to do: nothing is written. */
  private async stillWaiting({ state, definitions, opening }: Start): Promise<End | null> {
    const { record, source } = this.parts;
    const { checkpoint, records } = record;
    const isWaiting = state?.phase === 'awaiting' || state?.phase === 'paused';
    if (!checkpoint || records.length > 0 || opening.length > 1 || !isWaiting) return null;
    const { waits } = await import('./still-waiting.ts');
    const found = await waits(this.project, { state, definitions }, source.current());
    return found && { checkpoint, reason: 'rest', left: [], worked: false };
  }

  private async start(): Promise<Diagnosed<Start>> {
    const { record, run, source } = this.parts;
    const rerun = source.current().rerun?.n ?? 0;
    const restored = await restoreOpened(this.project, run, record);
    if (!restored.ok) {
      const over = { pipeline: source.current().pipeline, n: rerun, broken: restored.error };
      const before = await restoreLoosely(this.project, record, over);
      return before.ok ? this.nextGeneration(before.value, rerun) : before;
    }
    if (!restored.value) return this.nextGeneration(null, Math.max(1, rerun));
    const { state, definitions } = restored.value;
    if (rerun > state.generation && mayBegin(state)) return this.nextGeneration({ state, definitions }, rerun);
    this.notices.push(...putBack(this.project, state, definitions));
    const part = this.partIn(definitions.pipeline);
    if (!part.ok) return part;
    // A new generation is checked against its own pipeline.
    // The journal can be ahead of the checkpoint, with a gate that has asked again.
    const stands =
      record.checkpoint && record.records.length === 0 ? record.checkpoint : encode(definitions.pipeline, state);
    const misfits = rerun > state.generation ? [] : this.misfits(definitions.pipeline, stands);
    const edits = editsSince(this.project, source.current(), frozenOf(state, definitions.pipeline));
    const named = namedSince(this.project, source.current(), state);
    this.notices.push(...edits, ...named, ...misfits);
    const news = noticeNews(run, state.notices, { told: [...misfits, ...edits], alsoTrue: named });
    const opening = [this.executionStarted(), ...noticeEvents(this.project.clock.now(), news)];
    return ok({ begun: null, state, definitions, opening, part: part.value });
  }

  /** S4. */
  private async nextGeneration(earlier: Earlier | null, generation: number): Promise<Diagnosed<Start>> {
    const { run, record, source } = this.parts;
    const manifest = source.current();
    const checked = await checkedGeneration(this.project, manifest, { earlier, checkpoint: record.checkpoint });
    if (!checked.ok) return checked;
    const { loaded, inputs, context, providers } = checked.value;
    const part = this.partIn(loaded.pipeline);
    if (!part.ok) return part;
    const misfits = this.misfits(loaded.pipeline, null);
    this.notices = [...withoutThese(this.notices, misfits), ...misfits];
    const fork = earlier ? ok(null) : await this.fork(manifest);
    if (!fork.ok) return fork;
    const content = earlier || manifest.fork ? null : { pipeline: loaded.pipeline.name, inputs };
    const warnings = withoutEqual(loaded.warnings, misfits);
    const about = { ...loaded, warnings, providers, inputs, content };
    const lacking = await this.forewarn(about, earlier ? 'retry' : 'as-it-is');
    if (hasErrors(lacking)) return err(lacking);
    this.foresee(loaded.pipeline, { state: null, part: part.value });
    const { definitions, durable } = pin(this.project, loaded, { run, generation, context, providers });
    const pinned = earlier?.definitions ?? definitions;
    const again = earlier && tasksWithoutFiles(this.project, pinned.pipeline, earlier.state);
    if (again && again.length > 0) this.notices.push(madeAgain(run, again));
    const at = this.project.clock.now();
    const uid = earlier?.state.uid ?? this.uidGiven() ?? this.project.ids.uid();
    const given = { at, uid, generation, manifest, inputs, definitions, again, fork: fork.value };
    const begun = generationStarted(given);
    const gone = earlier ? settledByRerun(run, earlier.state.notices) : [];
    const events = noticeEvents(at, { fresh: misfits, gone });
    const opening = [...openingOf(begun, this.executionStarted(), earlier), ...events];
    return ok({ begun, state: earlier?.state ?? null, definitions, durable, opening, part: part.value });
  }

  /** Fetches secrets once: a program that fails to print its secret may take half a minute. */
  private prepared(): Promise<void> {
    this.secrets ??= prepareSecrets(this.project);
    return this.secrets;
  }

  /** Reports what the run will lack (F1 of preflight.ts). @returns diagnostics that keep it from starting. */
  private async forewarn(
    { pipeline, providers, inputs, content, warnings }: Forewarning,
    wish: Wish['wish'],
  ): Promise<readonly Diagnostic[]> {
    const { options, run, source } = this.parts;
    const manifest = source.current();
    if (manifest.paused || manifest.cancelled) {
      this.notices.push(...warnings);
      return [];
    }
    await this.prepared();
    const [{ foreseen }, { lostRunsFor, renamedAlone }, { copiedManifest }] = await Promise.all([
      import('./preflight.ts'),
      import('./preflight/lost-runs.ts'),
      import('./preflight/copied-manifest.ts'),
    ]);
    const asked = options.record ? realProviders(providers, this.project.config) : providers;
    const going = { manifest, pipeline, providers: asked, inputs };
    const lost = content && (options.lost ?? lostRunsFor(this.project));
    const renamed = content && lost && (await renamedAlone(run, content, lost));
    const again = content && (renamed ?? (await copiedManifest(this.project, manifest)));
    const lacking = await foreseen(this.project, going, { wish, stages: options.stages ?? [] });
    const found = [...warnings, ...(again ? [again] : []), ...lacking];
    if (hasErrors(lacking)) return lacking;
    if (options.forewarn) await options.forewarn(found);
    else this.notices.push(...found);
    return [];
  }

  /** The uid in the checkpoint of a run whose manifest was invalid before. */
  private uidGiven(): RunUid | null {
    const { checkpoint } = this.parts.record;
    return checkpoint?.status === 'invalid' ? runUid(checkpoint.uid) : null;
  }

  private async fork(manifest: Manifest): Promise<Diagnosed<Fork | null>> {
    if (!manifest.fork) return ok(null);
    const { forkOf } = await import('./fork.ts');
    return forkOf(this.project, manifest);
  }

  private partIn(pipeline: Pipeline): ReturnType<typeof checkedPart> {
    return checkedPart(pipeline, this.parts.options.stages ?? []);
  }

  private executionStarted(): Event {
    const { clock, version } = this.project;
    return { type: 'execution-started', at: clock.now(), host: hostname(), pid: process.pid, version };
  }

  private foresee(pipeline: Pipeline, { state, part }: Pick<Start, 'state' | 'part'>): void {
    const { paused, cancelled } = this.parts.source.current();
    if (!part && !paused && !cancelled) expectCommands(pipeline, state);
  }

  private async drive(start: Start) {
    const { run, record, options, source } = this.parts;
    const { state, definitions, opening, part } = start;
    const { pipeline } = definitions;
    if (state) this.foresee(pipeline, { state, part });
    const { uid } = start.begun ?? start.state;
    const note = (diagnostic: Diagnostic): void => {
      this.notices.push(diagnostic);
      drive.note({ type: 'notice', at: this.project.clock.now(), diagnostic });
    };
    const frozen = frozenIn(start);
    const replay = { generation: frozen.generation, missing: options.record ? 'recorded' : 'failed' } as const;
    const manifest = () => source.current();
    const parts = await driveParts(this.project, { run, uid, definitions, manifest, note, replay });
    await using end = new AsyncDisposableStack();
    end.defer(() => void this.notices.push(...parts.failures()));
    end.use(parts);
    // Before anything else: a lost task may be cancelled or fail, and then never run again.
    if (state) await parts.clear(tasksInFlight(pipeline, state));
    const slots = await this.project.slots();
    using seat = slots.seat({ priority: () => source.current().priority, wake: () => drive.wake() });
    let isGone = false;
    const wishes = (): Wishes => {
      const asked = { ...wishesOf(source.current(), pipeline, this.project.config), part: part ?? undefined };
      return isGone ? withoutManifest(asked) : asked;
    };
    const drive: Drive = new Drive(
      { pipeline, state, opening, wishes },
      {
        ...parts,
        clock: this.project.clock,
        slots: seat,
        record,
        observers: [...parts.observers, ...options.observers],
      },
    );
    this.heed = (change) => {
      isGone = !change.ok && change.error.some(({ code }) => code === 'manifest/missing');
      const { fresh, gone } = change.ok
        ? this.newsOf(change.value, { pipeline, frozen, state: drive.current })
        : { fresh: change.error, gone: [] };
      this.notices = [...withoutThese(this.notices, gone), ...fresh];
      drive.note(...noticeEvents(this.project.clock.now(), { fresh, gone }));
      drive.wake();
    };
    // The current manifest is used. If it is invalid, only this reports it.
    if (this.change?.ok === false) this.heed(this.change);
    // Before anything is decided from the files.
    if (start.begun === null) {
      if (!isEnded(start.state)) offerQuestions(pipeline, start.state, parts);
      // S5
      if (record.records.length > 0) await record.publish(encode(pipeline, start.state));
    } else await start.durable;
    const over = await this.driven(drive, parts);
    const enough = new AbortController();
    const left = { shutdown: () => {}, abort: () => enough.abort(), answered: nothingLeft };
    using _stop = stopping(left, options, this.project);
    await parts.landed(enough.signal);
    return over;
  }

  private async driven(drive: Drive, { answered }: Pick<DriveParts, 'answered'>) {
    const ends = { shutdown: () => drive.shutdown(), abort: () => drive.abort('shutdown'), answered };
    using _stop = stopping(ends, this.parts.options, this.project);
    return await drive.run();
  }

  /** Warnings about requests in an edit that the run does not carry out, and warnings that the edit resolves. */
  private newsOf(manifest: Manifest, { pipeline, frozen, state }: Edited): NoticeNews {
    const edits = [...editsSince(this.project, manifest, frozen), ...namedSince(this.project, manifest, frozen)];
    const misfits = this.misfits(pipeline, state && encode(pipeline, state));
    return noticeNews(manifest.id, state?.notices ?? [], { told: [...misfits, ...edits], alsoTrue: [] });
  }

  /** @param stands what is done; null: nothing. */
  private misfits(pipeline: Pipeline, stands: Checkpoint | null): readonly Diagnostic[] {
    return misfitsNow(this.project, this.parts.run, { pipeline, stands });
  }
}

const nothingLeft = async () => 'none' as const;

const beganWithout = (run: RunId): Diagnostic =>
  anError('cli/usage', `run ${run} started without \`replay\`: its calls would be paid for but not recorded`, {
    at: { file: manifestPath(run) },
    hint: `adopt the manifest first: pipeline-runner retry ${run}`,
  });

function frozenIn({ begun, state, definitions: { pipeline } }: Start): Frozen {
  if (begun === null) return frozenOf(state, pipeline);
  const { generation, inputs, autoApprove = [] } = begun;
  return { generation, inputs, autoApprove, schema: pipeline.inputs };
}
