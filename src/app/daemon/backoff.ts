/**
 * What failed to begin, or broke off, is tried again after a while, longer each time; a change of the manifest, or a
 * drive that did something, starts anew.
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
  /** Where the mistakes are, or may be mended. */
  readonly files: readonly ProjectPath[];
}

/** A file that is missing is put here. */
const DEFINITIONS = ['pipelines', 'templates', 'schemas'].map(projectPath);

type Broken = Extract<Need, { type: 'broken' }>;

export class Backoff {
  private readonly now: () => EpochMs;
  private readonly tries = new Map<RunId, Try>();
  /** Runs that the machine or a bug of ours keeps from going on, until they did. */
  private readonly kept = new Map<RunId, Diagnostic>();

  constructor(now: () => EpochMs) {
    this.now = now;
  }

  mayTry(run: RunId): boolean {
    return (this.tries.get(run)?.notBefore ?? 0) <= this.now();
  }

  /** When to look at it again. */
  again(run: RunId, diagnostics: readonly Diagnostic[] = []): EpochMs {
    const known = this.tries.get(run);
    return known && known.notBefore > this.now() ? known.notBefore : this.refused(run, diagnostics);
  }

  /** Files of which one will have changed when the mistakes are mended, as far as that is known. */
  filesOf(run: RunId): readonly ProjectPath[] {
    return this.tries.get(run)?.files ?? [];
  }

  /** @param diagnostics why. */
  refused(run: RunId, diagnostics: readonly Diagnostic[] = []): EpochMs {
    this.keep(run, diagnostics);
    const failures = (this.tries.get(run)?.failures ?? 0) + 1;
    const notBefore = epochMs(this.now() + Math.min(LAST_MS, FIRST_MS * 2 ** (failures - 1)));
    const named = diagnostics.flatMap(({ at }) => (at ? [projectPath(at.file)] : []));
    const others = named.filter((file) => file !== manifestPath(run)); // the inbox knows when that one is whole
    const files = named.length > 0 ? [...new Set([...others, ...DEFINITIONS])] : [];
    this.tries.set(run, { failures, notBefore, files });
    return notBefore;
  }

  /** A drive that found nothing to do though it was thought to have work must not be begun again at once. */
  ended(run: RunId, worked: boolean): void {
    if (worked) this.tries.delete(run);
    else this.refused(run);
  }

  /** What it came to could be read and written. */
  rested(run: RunId): void {
    this.kept.delete(run);
  }

  vanished(run: RunId): void {
    this.tries.delete(run);
    this.kept.delete(run);
  }

  /** Each once, though many runs may meet it. */
  troubles(): readonly Diagnostic[] {
    return [...new Map([...this.kept.values()].map((one) => [one.message, one])).values()];
  }

  /** Its files changed: what was wrong may be mended. */
  forget(run: RunId): void {
    this.tries.delete(run);
  }

  clear(): void {
    this.tries.clear();
  }

  /** The disk, or a bug of ours: said, and tried again later. @throws what is neither. */
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
  const at = null;
  const error = firstError(thrown);
  const onDisk = diskErrorOf(error);
  if (onDisk !== null) return anError('daemon/disk', onDisk.message, { at });
  if (!(error instanceof Error)) throw error;
  const message = `this run hit a bug in pipeline-runner and is on hold: ${error.message}`;
  const hint = 'report it with this line; `pipeline-runner run <run> --debug` shows where it happened';
  return anError('daemon/bug', message, { at, hint });
}
