/**
 * Adapter: the text of a checkpoint file, sealed by a digest over itself. Pure.
 *
 * 1. JSON indented by two spaces, keys in the given order, a line end at the end; the last key is `digest`: SHA-256 of
 *    the same text without it. So no byte can change, be added or be removed without being noticed.
 * 2. git may have changed the line ends to CRLF; that makes no difference.
 * 3. A checkpoint came through git and may be anybody's: digest, version and schema are checked before it is trusted.
 * 4. A text that matches its digest is not damaged, so nothing needs repair: if this program cannot read it, a later
 *    version wrote it.
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

/** Complete, but sealed by a later version of this program. `message` completes "the checkpoint …". */
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

/** The check against the schema: the checkpoint, or the first mistake in it. */
export type CheckpointCheck = (value: unknown) => Result<SealedCheckpoint, string>;

/** Checks only the outline, for callers that trust the digest or know that it was checked. */
export const anySealed: CheckpointCheck = (value) => (isSealed(value) ? ok(value) : err('it has no serial'));

const isSealed = (value: unknown): value is SealedCheckpoint =>
  typeof value === 'object' && value !== null && 'serial' in value && 'uid' in value && 'stages' in value;

const END = '\n}\n';
const DIGEST_LINE = /,\n {2}"digest": "(sha256:[0-9a-f]{64})"\n\}\n$/;
/** Length of what DIGEST_LINE matches. */
const DIGEST_LENGTH = ',\n  "digest": "sha256:"\n}\n'.length + 64;

/** A large checkpoint has some megabytes: its text and its bytes are made only once. */
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

/** @param how `isUnchanged`: known to be unchanged, so the digest is not computed. */
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

/** @param mistake found by the schema in the checkpoint with this digest. */
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

/** The sides of a merge conflict as texts, ours first; none if there is no conflict. */
export function conflictSides(text: string): readonly string[] {
  if (!hasConflict(text)) return [];
  const lines = text.replaceAll('\r\n', '\n');
  return [sideOf(lines, 'ours'), sideOf(lines, 'theirs')];
}

/** The complete ones of some texts, each once: first those of a later version, then by serial, highest first. */
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
