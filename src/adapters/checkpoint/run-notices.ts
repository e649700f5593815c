/** Adapter: messages about a run whose files are damaged, missing or outdated. Pure. */
import type { Checkpoint } from '../../model/checkpoint.ts';
import { anError, aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { listNames } from '../../model/list-names.ts';
import { usdText } from '../../model/money.ts';
import type { Holder } from '../disk/lock.ts';

export const locked = (file: string, holder: Holder | null): Diagnostic =>
  anError(
    'run/locked',
    holder
      ? `another process is working on this run${holder.command === '' ? '' : `: ${holder.command}`} (process ${holder.pid} on ${holder.host}, since ${holder.since})`
      : 'another process is working on this run',
    { at: { file }, hint: 'wait until it exits, or stop it; the run resumes where it left off' },
  );

/** @param message completes "the checkpoint …" */
export const newerVersion = (file: string, message: string): Diagnostic =>
  anError('checkpoint/newer-version', `the checkpoint ${message}`, {
    at: { file },
    hint: 'update pipeline-runner here to the version that wrote it; nothing was changed',
  });

export const unreadable = (file: string, message: string): Diagnostic =>
  anError('checkpoint/unreadable', `the checkpoint cannot be read: ${message}`, {
    at: { file },
    hint: `\`ls -l ${file}\` shows why: give this user read access, or restore the last committed version: git checkout HEAD -- ${file}`,
  });

/** About this machine's own copy. */
export const unreadableBackup = (file: string, message: string): Diagnostic =>
  anError('checkpoint/unreadable', `the backup of the checkpoint cannot be read: ${message}`, {
    at: { file },
    hint: '`ls -lR .pipeline-runner/backup` shows why: give this user read access',
  });

export const duplicateUid = (file: string, other: string): Diagnostic =>
  anError('run/duplicate-uid', `the checkpoint is a copy of ${other}: both claim to be the same run`, {
    at: { file },
    hint: `delete ${file} to start a separate run from this manifest, or delete ${other} if the run was renamed`,
  });

export const renamed = (file: string, former: string): Diagnostic =>
  aWarning(
    'run/renamed',
    `the run was called ${former.replace(/\.checkpoint\.json$/, '')} before; it continues under its new name`,
    { at: { file }, hint: 'commit the renamed manifest and checkpoint together' },
  );

export function damagedForGood(file: string, message: string, text: string): Diagnostic {
  const finished = finishedIn(text);
  const again =
    finished.length === 0
      ? 'to start the run from scratch'
      : `to run ${finished.length === 1 ? 'its finished stage' : `its ${finished.length} finished stages`} again (${listNames(finished, 8)})`;
  return anError('checkpoint/damaged', `the checkpoint ${message}, and there is no good copy of it on this machine`, {
    at: { file },
    hint: `run \`git checkout HEAD -- ${file}\` to resume from the last committed version (if that is damaged too, from an older one in \`git log -- ${file}\`), or delete it and the folder of the run ${again}`,
  });
}

/** Stages that a damaged checkpoint still shows as completed, found by our own layout of the text. */
function finishedIn(text: string): readonly string[] {
  const stages = text.matchAll(/^ {4}"([a-z][a-z0-9_]*)": \{\r?\n {6}"status": "completed"/gm);
  return Array.from(stages, (match) => match[1] ?? '');
}

/** `seen`: a command that only reads repairs nothing; whoever next works on the run does. */
export type Told = 'mended' | 'seen';

const REPLACED = "it was replaced by this machine's own good copy";

export const damaged = (file: string, message: string, { serial, told }: { serial: number; told: Told }): Diagnostic =>
  aWarning(
    'checkpoint/damaged',
    told === 'mended'
      ? `the checkpoint ${message}; ${REPLACED} (serial ${serial}), no work is repeated`
      : `the checkpoint ${message}; this machine has a good copy of it (serial ${serial}), which is used`,
    {
      at: { file },
      hint:
        told === 'mended'
          ? 'if you meant to change it, see the damaged file in .pipeline-runner/damaged'
          : `if you meant to change it, look at it now: \`pipeline-runner run\` replaces it with the good copy`,
    },
  );

export const conflict = (
  file: string,
  { taken, losers, told }: { readonly taken: number; readonly losers: readonly Checkpoint[]; readonly told: Told },
): Diagnostic =>
  aWarning(
    'checkpoint/conflict',
    (told === 'mended'
      ? `the checkpoint held a merge conflict; the version with the higher serial (${taken}) was used in full`
      : `the checkpoint holds a merge conflict; the version with the higher serial (${taken}) is used`) +
      losers.map(reusedOf).join(''),
    {
      at: { file },
      hint:
        told === 'mended'
          ? `commit ${file} to end the merge`
          : `commit ${file} after \`pipeline-runner run\` has written that version`,
    },
  );

/** Its costs are not included in those of the run: most belong to what both versions had in common. */
function reusedOf({ serial, cost }: Checkpoint): string {
  const paid = cost.usd_micros === 0 ? '' : `, which had cost ${usdText(cost.usd_micros)} in total`;
  return `; what the other (serial ${serial}${paid}) had finished is reused where it fits`;
}

export const older = (file: string, { had, know, told }: { had: number; know: number; told: Told }): Diagnostic =>
  aWarning(
    'checkpoint/older',
    told === 'mended'
      ? `the checkpoint (serial ${had}) was older than what this machine knows (serial ${know}); the newer state was restored`
      : `the checkpoint (serial ${had}) is older than what this machine knows (serial ${know}), which is used`,
    { at: { file }, hint: 'to go back on purpose, raise `rerun` in the manifest and name the stage' },
  );

export const missing = (file: string, { serial, told }: { serial: number; told: Told }): Diagnostic =>
  aWarning(
    'checkpoint/missing',
    told === 'mended'
      ? `the checkpoint was missing; the state known on this machine (serial ${serial}) was restored`
      : `the checkpoint is missing; the state known on this machine (serial ${serial}) is used`,
    { at: { file }, hint: 'to start over, raise `rerun` in the manifest, or rename the manifest' },
  );

export const journalGap = (file: string, serial: number, records: number): Diagnostic =>
  aWarning(
    'journal/damaged',
    `${records} recorded ${records === 1 ? 'change' : 'changes'} after serial ${serial} cannot be used because the journal has a gap there`,
    { at: { file }, hint: 'check the disk; the work since then will be repeated' },
  );
