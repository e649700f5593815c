/** Runs that have ended and that nothing has touched since: remembered, so that a start need not read them all. */
import { openRunIndex } from '../../adapters/runs/run-index.ts';
import type { RunId } from '../../model/brand.ts';

export interface EndedRuns {
  hasEnded(run: RunId): boolean;
  /** Call before the files of the run are read; what it returns is called when they say that it has ended. */
  about(run: RunId): () => void;
  save(): void;
}

/** Rises when the entries change their form. */
const FORMAT = 2;

export function openEndedRuns(root: string, version: string): EndedRuns {
  const index = openRunIndex(root, { name: 'ended', version: `${FORMAT} ${version}` });
  return {
    hasEnded: (run) => index.find(run) !== null,
    about: (run) => {
      const keep = index.about(run);
      return () => keep([]);
    },
    save: () => index.save(),
  };
}
