/** Types that the command line, the library and the daemon share. */
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
  /** The file of `config`; null: there is none, and all settings have their defaults. */
  readonly configFile: ConfigFile | null;
  readonly version: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
  readonly read: ReadText;
  /** Shared by all runs that this process drives. Created on demand, like the store: many commands need neither. */
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
  /** Given by a process that drives many runs, so that they share one journal. Absent: the run has its own. */
  readonly store?: RunStore;
  /** The stages to work on, together with what they need; empty or absent: all. */
  readonly stages?: readonly string[];
  /** With `replay`: calls that are not recorded are made by the real providers, and recorded. */
  readonly record?: boolean | undefined;
  /** Takes what stages will lack, before anything is started; absent: it is among the notices of the outcome. */
  readonly forewarn?: (warnings: readonly Diagnostic[]) => void | Promise<void>;
  /** Of a process that drives many runs. */
  readonly lost?: LostRunsLike;
}

/**
 * `rest`: nothing more to do without a person. `shutdown`: interrupted, continues with the next execution. `part-…`:
 * the requested stages are settled, others were left out.
 */
export type RunEndReason = 'rest' | 'shutdown' | 'part-done' | 'part-failed';

/** How an execution ended. */
export interface RunOutcome {
  readonly run: RunId;
  readonly checkpoint: Checkpoint;
  readonly reason: RunEndReason;
  /** Stages outside of the requested part that are not settled. */
  readonly left: readonly string[];
  /** False when the run was at rest already and nothing was started. */
  readonly worked: boolean;
  /** Warnings to show: recovered damage, edits that wait for a rerun. */
  readonly notices: readonly Diagnostic[];
}

/** A run, as in its files. */
export interface RunView {
  readonly run: RunId;
  /** null when it is missing or does not validate. */
  readonly manifest: Manifest | null;
  /** Including newer journal records. null: the run never started. */
  readonly checkpoint: Checkpoint | null;
  readonly driven: boolean;
  readonly notices: readonly Diagnostic[];
}
