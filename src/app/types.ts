/** What the composition root offers to the command line, the library and the daemon. */
import type { Digests } from '../adapters/disk/digests.ts';
import type { Slots } from '../engine/slots.ts';
import type { RunId } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ReadText } from '../parse/project-files.ts';
import type { Clock, Ids } from '../ports/clock.ts';
import type { ManifestSource } from '../ports/manifest-source.ts';
import type { Observer } from '../ports/observer.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { Evidence } from './evidence.ts';
import type { ConfigFile } from './project/read-config.ts';

/** A project as a process works on it. */
export interface Project {
  /** Absolute, links resolved. */
  readonly root: string;
  readonly config: Config;
  /** Where `config` stands; null: nowhere, all settings have their defaults. */
  readonly configFile: ConfigFile | null;
  readonly version: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly read: ReadText;
  /** Shared by all runs that this process drives; made, like the store, for who asks: many commands never do. */
  slots(): Promise<Slots>;
  openStore(): Promise<RunStore>;
  manifestSource(run: RunId, first: Manifest): ManifestSource;
  /** With git as control plane: who answered the gates of a run, by its commits. */
  readonly evidence?: (run: RunId) => Evidence;
}

/** What makes two runs the same work. */
export interface RunContent {
  readonly pipeline: string;
  readonly inputs: JsonObject;
}

/** Of runs whose manifest is missing, one with this content; null: none is known. */
export interface LostRunsLike {
  like(content: RunContent): Promise<Checkpoint | null>;
}

export interface DriveOptions {
  readonly observers: readonly Observer[];
  /** First abort: start nothing more, end attempts in flight after the grace. */
  readonly stop: AbortSignal;
  /** Abort: end attempts in flight at once. */
  readonly hurry?: AbortSignal;
  /** Of a process that drives many runs: their records share one journal. Without it the run has one of its own. */
  readonly store?: RunStore;
  /** Work on these stages and what they need, and leave out the others; none or absent: on all. */
  readonly stages?: readonly string[];
  /** Of a run with `replay`: calls that are not recorded are asked of the real providers, and recorded. */
  readonly record?: true;
  /** Takes what stages will lack, before anything is started; absent: it is among the notices of the outcome. */
  readonly forewarn?: (warnings: readonly Diagnostic[]) => void | Promise<void>;
  /** Of a process that drives many runs. */
  readonly lost?: LostRunsLike;
}

/**
 * `rest`: nothing more to do without a person. `shutdown`: interrupted, goes on when run again. `part-…`: the stages
 * that were asked for are settled, others are left out.
 */
export type RunEndReason = 'rest' | 'shutdown' | 'part-done' | 'part-failed';

/** How an execution ended. */
export interface RunOutcome {
  readonly run: RunId;
  readonly checkpoint: Checkpoint;
  readonly reason: RunEndReason;
  /** Stages that were not worked on because only others were asked for, and are not settled. */
  readonly left: readonly string[];
  /** False when the run was at rest already and nothing was started. */
  readonly worked: boolean;
  /** Warnings to show: recovered damage, edits that wait for a rerun. */
  readonly notices: readonly Diagnostic[];
}

/** A run as it stands in its files. */
export interface RunView {
  readonly run: RunId;
  /** null when it is missing or does not validate. */
  readonly manifest: Manifest | null;
  /** With what the journal holds beyond the file. null: never started. */
  readonly checkpoint: Checkpoint | null;
  readonly driven: boolean;
  readonly notices: readonly Diagnostic[];
}
