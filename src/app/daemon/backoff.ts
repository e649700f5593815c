/**
 * Retries runs that could not begin or broke off, after a delay that grows each time. A change of the manifest, or a
 * drive that did something, resets the delay.
 */
import { diskErrorOf, firstError } from '../../adapters/disk/error.ts';
import { type EpochMs, epochMs, type ProjectPath, projectPath, type RunId } from '../../model/brand.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { manifestPath } from '../../parse/run-files.ts';
import type { Need } from './need.ts';

const FIRST_MS = 2_000;
const LAST_MS = 5 * 60_000;

interface Try {
  readonly failures: number;
  readonly notBefore: EpochMs;
  /** Files that contain the mistakes, or in which they may be corrected. */
  readonly files: readonly ProjectPath[];
}

/** Folders in which a missing file would be created. */
const DEFINITIONS = ['pipelines', 'templates', 'schemas'].map(projectPath);

type Broken = Extract<Need, { type: 'broken' }>;

export class Backoff {
  private readonly now: () => EpochMs;
  private readonly tries = new Map<RunId, Try>();
  /** Runs stopped by a problem of the machine or a bug of ours, until they continue. */
  private readonly kept = new Map<RunId, Diagnostic>();

  constructor(now: () => EpochMs) {
    this.now = now;
  }

  mayTry(run: RunId): boolean {
    return (this.tries.get(run)?.notBefore ?? 0) <= this.now();
  }

  /** When to look at the run again. */
  again(run: RunId, diagnostics: readonly Diagnostic[] = []): EpochMs {
    const known = this.tries.get(run);
    return known && known.notBefore > this.now() ? known.notBefore : this.refused(run, diagnostics);
  }

  /** Files of which one must change to correct the mistakes, as far as that is known. */
  filesOf(run: RunId): readonly ProjectPath[] {
    return this.tries.get(run)?.files ?? [];
  }

  /** @param diagnostics why. */
  refused(run: RunId, diagnostics: readonly Diagnostic[] = []): EpochMs {
    this.keep(run, diagnostics);
    const failures = (this.tries.get(run)?.failures ?? 0) + 1;
    const notBefore = epochMs(this.now() + Math.min(LAST_MS, FIRST_MS * 2 ** (failures - 1)));
    const named = diagnostics.flatMap(({ at }) => (at ? [projectPath(at.file)] : []));
    const others = named.filter((file) => file !== manifestPath(run)); // the inbox knows when the manifest is complete
    const files = named.length > 0 ? [...new Set([...others, ...DEFINITIONS])] : [];
    this.tries.set(run, { failures, notBefore, files });
    return notBefore;
  }

  /** A drive that was expected to have work and found none must not be restarted at once. */
  ended(run: RunId, worked: boolean): void {
    if (worked) this.tries.delete(run);
    else this.refused(run);
  }

  /** Reading and writing the run worked. */
  rested(run: RunId): void {
    this.kept.delete(run);
  }

  vanished(run: RunId): void {
    this.tries.delete(run);
    this.kept.delete(run);
  }

  /** Each trouble once, even if several runs have it. */
  troubles(): readonly Diagnostic[] {
    return [...new Map([...this.kept.values()].map((one) => [one.message, one])).values()];
  }

  /** The files of the run changed: its mistakes may be corrected. */
  forget(run: RunId): void {
    this.tries.delete(run);
  }

  clear(): void {
    this.tries.clear();
  }

  /** Reports an error of the disk or a bug of ours, to be retried later. @throws any other error */
  broken(run: RunId, error: unknown): Broken {
    const diagnostics = [diagnosticOf(error)];
    this.refused(run);
    this.keep(run, diagnostics);
    return { type: 'broken', diagnostics, checkpoint: 'unknown' };
  }

  private keep(run: RunId, diagnostics: readonly Diagnostic[]): void {
    const trouble = diagnostics.find(({ code }) => /^(?:daemon|disk)\//.test(code));
    if (trouble) this.kept.set(run, trouble);
  }
}

function diagnosticOf(thrown: unknown): Diagnostic {
  const error = firstError(thrown);
  const onDisk = diskErrorOf(error);
  if (onDisk !== null) return anError('daemon/disk', onDisk.message);
  if (!(error instanceof Error)) throw error;
  const message = `this run hit a bug in pipeline-runner and is on hold: ${error.message}`;
  const hint = 'report it with this line; `pipeline-runner run <run> --debug` shows where it happened';
  return anError('daemon/bug', message, { hint });
}
