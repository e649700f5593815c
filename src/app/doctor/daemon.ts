/** `doctor`: does a daemon work on the project, what does it do, and do its results reach its branch? */
import { existsSync } from 'node:fs';
import { DurableError, diskDiagnostic } from '../../adapters/disk/error.ts';
import { type Holder, readHolder } from '../../adapters/disk/lock.ts';
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
  const before = readHolder(daemonLock(root));
  const holder = existsSync(daemonLock(root)) ? daemonOf(root) : null;
  if (holder === null) return [noneRuns(killed(root, before))];
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

/** A daemon that ends by itself removes its record, and one that started just now has another. */
function killed(root: string, before: Holder | null): Holder | null {
  const left = readHolder(daemonLock(root));
  return left?.command.startsWith('watch') && left.pid === before?.pid && left.since === before.since ? left : null;
}

function noneRuns(left: Holder | null): Finding {
  const hint = 'pipeline-runner watch';
  if (left === null) return said('process', 'none is running for this project', { state: 'optional', hint });
  const who = `process ${left.pid} on ${left.host}, since ${dateAndTime(left.since)}`;
  return said('process', `none is running: ${who}, was killed, or its machine restarted`, { state: 'missing', hint });
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
