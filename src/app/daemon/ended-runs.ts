/** Remembers runs that have ended and did not change since, so that a start need not read them all. */
import { openRunIndex } from '../../adapters/runs/run-index.ts';
import type { RunId } from '../../model/brand.ts';

export interface EndedRuns {
  hasEnded(run: RunId): boolean;
  /** Call it before reading the files of a run, and call the returned function if they say that the run has ended. */
  about(run: RunId): () => void;
  /** It has no manifest any more: nothing of it is kept in memory. */
  forget(run: RunId): void;
  save(): void;
}

/** Increased when the format of the entries changes. */
const FORMAT = 2;

export function openEndedRuns(root: string, version: string): EndedRuns {
  const index = openRunIndex(root, { name: 'ended', version: `${FORMAT} ${version}` });
  return {
    hasEnded: (run) => index.find(run) !== null,
    about: (run) => {
      const keep = index.about(run);
      return () => keep([]);
    },
    forget: (run) => index.forget(run),
    save: () => index.save(),
  };
}
