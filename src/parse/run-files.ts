/** Paths of the files of a run, derived from its id. Relative to the project, with `/`. Pure. */
import { type ProjectPath, projectPath, type RunId } from '../model/brand.ts';

export const RUNS = 'runs';
/** Suffixes of its files. */
export const MANIFEST = '.yaml';
export const CHECKPOINT = '.checkpoint.json';
export const FOLDER = '.run';

export const manifestPath = (run: RunId): ProjectPath => projectPath(`${RUNS}/${run}${MANIFEST}`);
export const checkpointPath = (run: RunId): ProjectPath => projectPath(`${RUNS}/${run}${CHECKPOINT}`);
export const runFolderOf = (run: RunId): ProjectPath => projectPath(`${RUNS}/${run}${FOLDER}`);
/** Prefix of paths of the run's own files. The slash distinguishes runs whose ids begin alike. */
export const ownPrefix = (run: RunId): string => `${runFolderOf(run)}/`;
export const pinnedFolder = (run: RunId, generation: number): ProjectPath =>
  projectPath(`${runFolderOf(run)}/pinned/${generation}`);

/** Subfolders of a run's folder that do not belong to stages. */
export const OWN_FOLDERS: readonly string[] = ['pinned', 'asked', 'drafts', 'logs', 'outputs', 'items'];
