/** `doctor`: the folders of the project, the ledger of calls, and what the system allows a daemon. */
import { accessSync, constants, existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openCallLedger } from '../../adapters/call-ledger.ts';
import { sqlite } from '../../adapters/disk/sqlite.ts';
import { statePaths } from '../../adapters/state-folder.ts';
import { usdText } from '../../model/money.ts';
import { errorCode } from '../../model/system-error.ts';
import { RUNS } from '../../parse/run-files.ts';
import { type Finding, finding } from '../../report/doctor-text.ts';
import { counted } from '../../report/words.ts';
import { PIPELINES } from '../project/names.ts';
import type { Project } from '../types.ts';

const WATCHES = '/proc/sys/fs/inotify/max_user_watches';
/** The daemon watches folders, not files: this is plenty. */
const FEW_WATCHES = 8192;

export function lookAtProject(project: Project): readonly Finding[] {
  return [folder(project), pipelines(project), ledger(project), ...watches()];
}

const said = (name: string, text: string, more: Partial<Finding> = {}): Finding => finding('project', name, text, more);

function folder({ root }: Project): Finding {
  const places = [root, path.join(root, RUNS), statePaths(root).state].filter((place) => existsSync(place));
  const barred = places.find((place) => !isWritable(place));
  if (barred === undefined) return said('folder', root);
  return said('folder', `${barred} cannot be written to`, { state: 'missing', hint: `chmod u+w ${barred}` });
}

function isWritable(place: string): boolean {
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
    return true;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return false;
  }
}

function pipelines({ root }: Project): Finding {
  const count = globSync('*.{yaml,yml}', { cwd: path.join(root, PIPELINES) }).length;
  if (count > 0) return said('pipelines', `${counted(count, 'pipeline')} in ${PIPELINES}/`);
  return said('pipelines', `none in ${PIPELINES}/`, { state: 'optional', hint: 'pipeline-runner init' });
}

/** It is read, not mended: that is done by the next run, which says so. */
function ledger({ root, clock, config }: Project): Finding {
  const file = statePaths(root).calls;
  if (!existsSync(file)) return said('ledger', 'no call of a model was made yet');
  const trouble = damage(file);
  if (trouble !== null) {
    const hint = 'the next run sets it aside and begins another; look at the disk';
    return said('ledger', `${trouble}: ${file}`, { state: 'missing', hint });
  }
  using opened = openCallLedger({ path: file, now: () => clock.now(), warn: () => {} });
  const spent = usdText(opened.committedOn(clock.now()));
  return said('ledger', `${spent} today${config.dayBudget === null ? '' : ` of ${usdText(config.dayBudget)}`}`);
}

/** null: it is sound. */
function damage(file: string): string | null {
  try {
    const database = new (sqlite().DatabaseSync)(file, { readOnly: true });
    try {
      const said = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
      return said === 'ok' ? null : 'damaged';
    } finally {
      database.close();
    }
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return 'cannot be read';
  }
}

function watches(): readonly Finding[] {
  if (!existsSync(WATCHES)) return [];
  const most = Number(readFileSync(WATCHES, 'utf8'));
  if (!(most < FEW_WATCHES)) return [said('inotify', `${most} watches`)];
  const text = `${most} watches: watch looks at all folders every 1.5 s instead where they do not suffice`;
  return [said('inotify', text, { state: 'optional' })];
}
