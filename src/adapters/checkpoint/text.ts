/**
 * Adapter: the text of a checkpoint file, sealed by a digest over itself. Pure.
 *
 * 1. Two-space JSON in the key order given, line end at the end; the last key is `digest`: SHA-256 over the same text
 *    without it. So no byte can change, appear or vanish without being noticed.
 * 2. git may have turned the line ends into CRLF; that changes nothing.
 * 3. A checkpoint came through git and may be anybody's: digest, version and schema are checked before it is believed.
 */
import { err, ok, type Result } from '../../model/brand.ts';
import type { Checkpoint, SealedCheckpoint } from '../../model/checkpoint.ts';
import { parsedJson } from '../../model/json.ts';
import { sha256Of } from '../disk/digests.ts';

export const CHECKPOINT_VERSION = 1;

export interface Sealed {
  readonly bytes: Buffer;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
}

export type Damage = 'empty' | 'truncated' | 'conflict' | 'not-json' | 'no-digest' | 'digest' | 'version' | 'schema';

export type Verdict =
  | { readonly type: 'good'; readonly checkpoint: SealedCheckpoint }
  /** Sealed by a later version of this program. */
  | { readonly type: 'newer'; readonly version: number }
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
    if (typeof version === 'number' && version > CHECKPOINT_VERSION) return { type: 'newer', version };
    return damaged('version', `has the version ${JSON.stringify(version)}, which never existed`);
  }
  const checked = check(value);
  return checked.ok ? { type: 'good', checkpoint: checked.value } : damaged('schema', `is not valid: ${checked.error}`);
}

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

/** Those of some texts that are good checkpoints: the highest serial first, the first of equal ones. */
export function goodVersions(texts: readonly string[], check: CheckpointCheck): readonly SealedCheckpoint[] {
  const versions = new Map<string, SealedCheckpoint>();
  for (const text of texts) {
    const verdict = verifyText(text, check);
    if (verdict.type !== 'good' || versions.has(verdict.checkpoint.digest)) continue;
    versions.set(verdict.checkpoint.digest, verdict.checkpoint);
  }
  return [...versions.values()].sort((a, b) => b.serial - a.serial);
}

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
