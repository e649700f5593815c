/** What the daemon says of runs that it cannot go on with. */
import type { RunId } from '../../model/brand.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { manifestPath } from '../names.ts';

export const vanished = (run: RunId): Diagnostic => ({
  code: 'manifest/missing',
  severity: 'warning',
  message: `the manifest of run ${run} is gone; the run rests, and nothing of it is deleted`,
  at: { file: manifestPath(run) },
  hint: `bring it back to go on: git checkout -- ${manifestPath(run)}`,
});
