/** `doctor`: the folders of the project, the ledger of calls, and what the system allows a daemon. */
import { accessSync, constants, existsSync, globSync, readFileSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { lookIntoLedger } from '../../adapters/call-ledger/look.ts';
import { statePaths } from '../../adapters/state-folder.ts';
import { usdText } from '../../model/money.ts';
import { errorCode } from '../../model/system-error.ts';
import { RUNS } from '../../parse/run-files.ts';
import { type Finding, finding } from '../../report/doctor-text.ts';
import { bytesText, counted } from '../../report/words.ts';
import { PIPELINES } from '../project/names.ts';
import type { Project } from '../types.ts';

const WATCHES = '/proc/sys/fs/inotify/max_user_watches';
/** Enough, since the daemon watches folders and not files. */
const FEW_WATCHES = 8192;
/** Bytes for checkpoint, journal and log of a small run: with less, hardly any run can work. */
const LEAST_ROOM = 1_000_000;
/** The same for files. */
const LEAST_FILES = 100;

export function lookAtProject(project: Project): readonly Finding[] {
  return [folder(project), pipelines(project), ledger(project), ...watches()];
}

const said = (name: string, text: string, more: Partial<Finding> = {}): Finding => finding('project', name, text, more);

function folder({ root }: Project): Finding {
  const places = [root, path.join(root, RUNS), statePaths(root).state].filter((place) => existsSync(place));
  for (const place of places) {
    const code = refusalOf(place);
    if (code === 'EROFS') return lacking(`${place} is on a read-only disk`, 'mount it writable');
    if (code !== null) return lacking(`${place} cannot be written to`, `chmod u+w ${place}`);
    const { bytes, files } = roomIn(place);
    if (bytes < LEAST_ROOM) return lacking(`the disk of ${place} is full: ${bytesText(bytes)} left`, 'free some space');
    if (files < LEAST_FILES)
      return lacking(
        `the disk of ${place} is full: it can take only ${counted(files, 'more file')}`,
        'delete some files',
      );
  }
  return said('folder', root);
}

const lacking = (text: string, hint: string): Finding => said('folder', text, { state: 'missing', hint });

/** null: it is writable. */
function refusalOf(place: string): string | null {
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return code;
  }
}

/** Bytes that this user may still write, and files (inodes) to create; Infinity if the system does not say. */
function roomIn(place: string): { readonly bytes: number; readonly files: number } {
  const { blocks, bavail, bsize, files, ffree } = statfsSync(place);
  const unknown = Number.POSITIVE_INFINITY;
  return { bytes: blocks === 0 ? unknown : bavail * bsize, files: files === 0 ? unknown : ffree };
}

function pipelines({ root }: Project): Finding {
  const count = globSync('*.{yaml,yml}', { cwd: path.join(root, PIPELINES) }).length;
  if (count > 0) return said('pipelines', `${counted(count, 'pipeline')} in ${PIPELINES}/`);
  return said('pipelines', `none in ${PIPELINES}/`, { state: 'optional', hint: 'pipeline-runner init' });
}

/** Only reads the ledger: the next run repairs it, and says so. */
function ledger({ root, clock, config }: Project): Finding {
  const file = statePaths(root).calls;
  const look = lookIntoLedger(file, clock.now());
  if (look.state === 'none') return said('ledger', 'no model has been called yet');
  if (look.state === 'sound') {
    const most = config.dayBudget === null ? '' : ` of ${usdText(config.dayBudget)}`;
    return said('ledger', `${usdText(look.committed)} today${most}`);
  }
  const hint = 'the next run moves it aside and starts a new one; check the disk';
  const trouble = look.state === 'damaged' ? 'damaged' : 'cannot be read';
  return said('ledger', `${trouble}: ${file}`, { state: 'missing', hint });
}

function watches(): readonly Finding[] {
  if (!existsSync(WATCHES)) return [];
  const most = Number(readFileSync(WATCHES, 'utf8'));
  if (!(most < FEW_WATCHES)) return [said('inotify', `${most} watches`)];
  const text = `${most} watches: if they do not suffice, watch polls all folders every 1.5 s instead`;
  return [said('inotify', text, { state: 'optional' })];
}
