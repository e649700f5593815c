/**
 * Gateway: how a call is recognised, in this process or a later one. Pure.
 *
 * K1. A key contains nothing of the attempt: a call that was lost with its attempt keeps its key.
 * K2. It contains what the model sees of a request by content, and bytes by their digest.
 */
import { createHash } from 'node:crypto';
import { type Digest, digest } from '../../model/brand.ts';
import type { Capability, ProviderIdentity, ProviderSettings } from '../../model/provider.ts';
import type { CallKey } from '../../ports/call-ledger.ts';

export interface CallName {
  readonly effectKey: string;
  /** Name of the call in its attempt: `draft`. */
  readonly name: string;
  readonly capability: Capability;
  readonly provider: string;
}

const hex = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** One text per value, independent of the order of its keys; bytes are replaced by their digest. */
function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return `{"#sha256":"${hex(value)}"}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

export const digestOf = (value: unknown): Digest => digest(`sha256:${hex(canonical(value))}`);

export function callKeyOf(name: CallName, identity: ProviderIdentity, request: unknown): CallKey {
  const { effectKey, capability, provider } = name;
  return {
    key: hex(canonical([effectKey, name.name, capability, provider])),
    request: digestOf({ identity, request }),
  };
}

/**
 * K1: a provider that honours it does the work of a lost call only once.
 *
 * @param ended last job of this call that ended without an answer. It changes the key, since the provider would return
 * the same job for the old one.
 */
export const idempotencyKeyOf = ({ key, request }: CallKey, ended: string | null = null): string =>
  `pr-${hex([key, request, ...(ended === null ? [] : [ended])].join(' ')).slice(0, 40)}`;

/** Distinguishes the keys of an account without storing them. */
export const credentialOf = (apiKey: string | null): string => (apiKey === null ? '-' : hex(apiKey).slice(0, 12));

/** One breaker per model, provider and credential. */
export const breakerIdOf = (settings: ProviderSettings, { type, model, baseUrl }: ProviderIdentity, key: string) =>
  [settings.name, type, baseUrl ?? '-', model, key].join(' ');
