/** Where the files of a run are: everything follows from its id. Paths from the root of the project, with `/`. Pure. */
import { type ProjectPath, projectPath, type RunId } from '../model/brand.ts';

export const RUNS = 'runs';
/** What follows the id in the names of its files. */
export const MANIFEST = '.yaml';
export const CHECKPOINT = '.checkpoint.json';
export const FOLDER = '.run';

export const manifestPath = (run: RunId): ProjectPath => projectPath(`${RUNS}/${run}${MANIFEST}`);
export const checkpointPath = (run: RunId): ProjectPath => projectPath(`${RUNS}/${run}${CHECKPOINT}`);
export const runFolderOf = (run: RunId): ProjectPath => projectPath(`${RUNS}/${run}${FOLDER}`);
/** What paths of the run's own files begin with. The slash tells it from a run whose id begins with this one's. */
export const ownPrefix = (run: RunId): string => `${runFolderOf(run)}/`;
export const pinnedFolder = (run: RunId, generation: number): ProjectPath =>
  projectPath(`${runFolderOf(run)}/pinned/${generation}`);

/** Folders in that of a run which are not those of its stages. */
export const OWN_FOLDERS: readonly string[] = ['pinned', 'asked', 'drafts', 'logs', 'outputs', 'items'];
