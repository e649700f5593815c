/** `doctor`: does a daemon work on the project, what does it do, and do its results reach its branch? */
import { existsSync } from 'node:fs';
import { DurableError, diskDiagnostic } from '../../adapters/disk/error.ts';
import type { Holder } from '../../adapters/disk/lock.ts';
import { daemonLock } from '../../adapters/state-folder.ts';
import type { DurationMs, EpochMs } from '../../model/brand.ts';
import { type Finding, finding } from '../../report/doctor-text.ts';
import { aboutText, counted, dateAndTime } from '../../report/words.ts';
import { daemonOf, workOf } from '../daemon/board.ts';
import { silence } from '../daemon/signs.ts';
import { standingOf } from '../daemon/standing.ts';
import type { Project } from '../types.ts';

const said = (name: string, text: string, more: Partial<Finding> = {}): Finding => finding('daemon', name, text, more);

export function lookAtDaemon({ root, clock }: Pick<Project, 'root' | 'clock'>): readonly Finding[] {
  try {
    return look(root, clock.now());
  } catch (error) {
    if (!(error instanceof DurableError)) throw error;
    const hint = diskDiagnostic(error).hint ?? null;
    return [said('process', `cannot be told: ${error.message}`, { state: 'missing', hint })];
  }
}

function look(root: string, now: EpochMs): readonly Finding[] {
  const holder = existsSync(daemonLock(root)) ? daemonOf(root) : null;
  if (holder === null)
    return [said('process', 'none is running for this project', { state: 'optional', hint: 'pipeline-runner watch' })];
  if (holder === 'unknown') return [said('process', 'one is running for this project')];
  const process = processOf(holder, silence(root, now));
  if (holder.follows === undefined) return [process, work(root)];
  const standing = standingOf(root);
  const name = `branch ${holder.follows}`;
  if (standing === null) return [process, said(name, 'it has not been checked yet')];
  const text = `${standing.sentence} (since ${dateAndTime(standing.since)})`;
  const { isWell, hint } = standing;
  return [process, work(standing.tree), said(name, text, isWell ? {} : { state: 'missing', hint })];
}

function processOf({ pid, host, since }: Holder, silent: DurationMs | null): Finding {
  const text = `${pid} on ${host}, since ${dateAndTime(since)}`;
  if (silent === null) return said('process', text);
  const hint = `it is suspended, hangs, or is ending its stages: \`kill -CONT ${pid}\` resumes it if it is suspended; else restart it`;
  return said('process', `${text}, has given no sign of life for ${aboutText(silent)}`, { state: 'missing', hint });
}

function work(tree: string): Finding {
  const { active, queue } = workOf(tree);
  const waiting = queue === 0 ? '' : `, ${counted(queue, 'run')} queued`;
  return said(
    'work',
    active === 0 && queue === 0 ? 'no run in progress' : `${counted(active, 'run')} in progress${waiting}`,
  );
}
