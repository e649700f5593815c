/**
 * Adapter: the text of a checkpoint file, sealed by a digest over itself. Pure.
 *
 * 1. Two-space JSON in the key order given, line end at the end; the last key is `digest`: SHA-256 over the same text
 *    without it. So no byte can change, appear or vanish without being noticed.
 * 2. git may have turned the line ends into CRLF; that changes nothing.
 * 3. A checkpoint came through git and may be anybody's: digest, version and schema are checked before it is believed.
 * 4. What its digest covers nobody damaged, so there is nothing to make good: what this program cannot read in it a later
 *    one wrote.
 */
import { err, ok, type Result } from '../../model/brand.ts';
import type { Checkpoint, SealedCheckpoint } from '../../model/checkpoint.ts';
import { parsedJson } from '../../model/json.ts';
import { sha256Of } from '../disk/digests.ts';

const CHECKPOINT_VERSION = 1;

export interface Sealed {
  readonly bytes: Buffer;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
}

type Damage = 'empty' | 'truncated' | 'conflict' | 'not-json' | 'no-digest' | 'digest' | 'version';

/** Whole, and not of this program: a later version sealed it. `message` completes "the checkpoint …". */
export interface Newer {
  readonly type: 'newer';
  readonly digest: string;
  readonly message: string;
}

export type Whole = { readonly type: 'good'; readonly checkpoint: SealedCheckpoint } | Newer;

export type Verdict =
  | Whole
  /** `message` completes "the checkpoint …". */
  | { readonly type: 'damaged'; readonly damage: Damage; readonly message: string };

/** The schema: the checkpoint, or the first mistake in it. */
export type CheckpointCheck = (value: unknown) => Result<SealedCheckpoint, string>;

/** What has the outline of one, for who believes its digest, or knows that it was checked. */
export const anySealed: CheckpointCheck = (value) => (isSealed(value) ? ok(value) : err('it has no serial'));

const isSealed = (value: unknown): value is SealedCheckpoint =>
  typeof value === 'object' && value !== null && 'serial' in value && 'uid' in value && 'stages' in value;

const END = '\n}\n';
const DIGEST_LINE = /,\n {2}"digest": "(sha256:[0-9a-f]{64})"\n\}\n$/;
/** Length of what DIGEST_LINE matches. */
const DIGEST_LENGTH = ',\n  "digest": "sha256:"\n}\n'.length + 64;

/** A large checkpoint has some megabytes: they are made once as a text and once as bytes, and no more often. */
export function seal(checkpoint: Checkpoint): Sealed {
  const { digest: _old, ...rest }: Checkpoint & { digest?: string } = checkpoint;
  const json = JSON.stringify(rest, null, 2);
  const length = Buffer.byteLength(json);
  const bytes = Buffer.allocUnsafeSlow(length + '\n'.length - END.length + DIGEST_LENGTH);
  bytes.write(json);
  bytes.write('\n', length);
  const digest = sha256Of(bytes.subarray(0, length + 1));
  bytes.write(`,\n  "digest": "${digest}"${END}`, length + 1 - END.length);
  return { bytes, digest };
}

/** @param how `isUnchanged`: somebody knows that, and the digest need not tell. */
export function verifyText(given: string, check: CheckpointCheck, how = { isUnchanged: false }): Verdict {
  const text = given.includes('\r\n') ? given.replaceAll('\r\n', '\n') : given;
  const seal = DIGEST_LINE.exec(text.slice(-DIGEST_LENGTH))?.[1];
  if (seal === undefined) return withoutSeal(text);
  if (!how.isUnchanged && seal !== sha256Of(text.slice(0, -DIGEST_LENGTH) + END)) {
    if (hasConflict(text)) return damaged('conflict', 'holds merge conflict markers');
    return damaged('digest', 'was changed by something other than pipeline-runner: its digest does not match');
  }
  const value = parsedJson(text);
  if (value === undefined) return damaged('not-json', 'is not JSON');
  const version = versionOf(value);
  if (version !== CHECKPOINT_VERSION) {
    if (typeof version === 'number' && version > CHECKPOINT_VERSION)
      return { type: 'newer', digest: seal, message: `has the format version ${version}, which ${WE_DO_NOT}` };
    return damaged('version', `has the version ${JSON.stringify(version)}, which never existed`);
  }
  const checked = check(value);
  return checked.ok ? { type: 'good', checkpoint: checked.value } : beyondUs(seal, checked.error);
}

const WE_DO_NOT = 'this pipeline-runner does not know';

/** @param mistake what its schema says of the checkpoint that has this digest */
export const beyondUs = (digest: string, mistake: string): Newer => ({
  type: 'newer',
  digest,
  message: `contains something ${WE_DO_NOT}: ${mistake}`,
});

const damaged = (damage: Damage, message: string): Verdict => ({ type: 'damaged', damage, message });

function withoutSeal(text: string): Verdict {
  if (text.trim() === '') return damaged('empty', 'is empty');
  if (hasConflict(text)) return damaged('conflict', 'holds merge conflict markers');
  if (parsedJson(text) !== undefined) return damaged('no-digest', 'has no digest as its last line');
  if (!text.endsWith(END)) return damaged('truncated', 'ends in the middle');
  return damaged('not-json', 'is not JSON');
}

const versionOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, 'version') : undefined;

const hasConflict = (text: string): boolean => /^<{7}( |$)/m.test(text) && /^>{7}( |$)/m.test(text);

/** The sides of a merge conflict as texts, ours first; none when there is no conflict. */
export function conflictSides(text: string): readonly string[] {
  if (!hasConflict(text)) return [];
  const lines = text.replaceAll('\r\n', '\n');
  return [sideOf(lines, 'ours'), sideOf(lines, 'theirs')];
}

/** Those of some texts that are whole, each once: what a later version wrote first, then the highest serial. */
export function wholeVersions(texts: readonly string[], check: CheckpointCheck): readonly Whole[] {
  const versions = new Map<string, Whole>();
  for (const text of texts) {
    const verdict = verifyText(text, check);
    if (verdict.type !== 'damaged' && !versions.has(digestOf(verdict))) versions.set(digestOf(verdict), verdict);
  }
  return [...versions.values()].sort((a, b) => ageOf(b) - ageOf(a));
}

export const digestOf = (whole: Whole): string => (whole.type === 'good' ? whole.checkpoint.digest : whole.digest);
const ageOf = (whole: Whole): number => (whole.type === 'good' ? whole.checkpoint.serial : Number.MAX_SAFE_INTEGER);

function sideOf(text: string, side: 'ours' | 'theirs'): string {
  let within: 'both' | 'ours' | 'base' | 'theirs' = 'both';
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    if (/^<{7}( |$)/.test(line)) within = 'ours';
    else if (/^\|{7}( |$)/.test(line)) within = 'base';
    else if (/^={7}$/.test(line) && within !== 'both') within = 'theirs';
    else if (/^>{7}( |$)/.test(line)) within = 'both';
    else if (within === 'both' || within === side) kept.push(line);
  }
  return kept.join('\n');
}
