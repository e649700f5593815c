/** Files of attempts: staging, publication and logs; and the cache of results across runs. */
import type { Digest, ProjectPath, Result, RunId } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { Stage } from '../model/pipeline.ts';
import type { Artifact, OutputRef } from '../model/result.ts';
import type { StageCall } from './stage-kind.ts';

export type AttemptPlace = Pick<StageCall, 'run' | 'uid' | 'task' | 'attempt' | 'definitions'>;

export interface AttemptFiles extends AsyncDisposable {
  /** Absolute path of an empty folder, created on first access. */
  readonly staging: string;
  readonly scratch: string;
  /** Was one of the two folders created? */
  isUsed(): boolean;
  /** Processes may still use the folders: they must not serve another attempt. */
  abandon(): void;
  /** The attempt's log; null: nothing was written, so there is no file. */
  readonly log: ProjectPath | null;
  /** Appends redacted text, keeps the file bounded. */
  write(chunk: string | Uint8Array): void;
  /** Appends a line of the runner's own, on a line of its own. */
  note(line: string): void;
}

export interface Published {
  readonly output: OutputRef;
  readonly artifacts: readonly Artifact[];
}

export interface CachedResult extends Published {
  /** `<run>:<task>` that made it. */
  readonly from: string;
}

/** To be disposed of once no attempt is left. */
export interface Workspace extends AsyncDisposable {
  /** Cleans up after a runner that was killed: ends the attempt's processes and tidies its files. */
  clear(place: AttemptPlace): Promise<void>;
  /** Ends processes that an earlier attempt of this task left behind, clears its staging, makes new folders. */
  begin(place: AttemptPlace): Promise<AttemptFiles>;
  /**
   * Checks the output against `stage.outputSchema` and the staged files against `stage.artifacts`, then publishes
   * both durably: files renamed into `runs/<id>.run/<stage>[/<item>]/`, an output over 4 KB as a file.
   */
  publish(place: AttemptPlace, files: AttemptFiles, stage: Stage, output: Json): Promise<Result<Published, Failure>>;
  /** Stores the output of a task without attempts: over 4 KB it becomes a file. @throws DurableError */
  keep(run: RunId, task: string, output: Json): OutputRef;
  /** Reads an output back. @throws InternalError only; a missing or altered file is a Failure `artifact/missing`. */
  read(output: OutputRef): Result<Json, Failure>;
  /** A result of equal fingerprint from any run, its artifacts put in place for this run; null: none. */
  restore(place: AttemptPlace, fingerprint: Digest): Promise<CachedResult | null>;
  /** Adds a published result to the cache. @returns why other runs will not find it there; null: they will. */
  remember(place: AttemptPlace, fingerprint: Digest, published: Published): Promise<string | null>;
}
