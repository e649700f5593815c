/** In a clone of a person: does a daemon of another clone carry out a run? */
import { DAEMON_TRAILER } from '../../adapters/git/history.ts';
import { committedAs } from '../../adapters/git/identity.ts';
import type { RunId } from '../../model/brand.ts';
import { checkpointPath } from '../../parse/run-files.ts';
import type { Project } from '../types.ts';

/** A daemon has committed its checkpoint last, and nobody has carried it out here since. */
export const isOfDaemonElsewhere = ({ root }: Project, run: RunId): boolean =>
  committedAs(root, checkpointPath(run), DAEMON_TRAILER) !== null;
