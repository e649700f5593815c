/**
 * Gateway: by what a call is known again, in this process or in a later one. Pure.
 *
 * K1. Nothing of the attempt is in a key: a call that was lost with its attempt has the same one.
 * K2. What a request shows to a model is in it by content; bytes by their digest.
 */
import { createHash } from 'node:crypto';
import { type Digest, digest } from '../../model/brand.ts';
import type { Capability, ProviderIdentity, ProviderSettings } from '../../model/provider.ts';
import type { CallKey } from '../../ports/call-ledger.ts';

export interface CallName {
  readonly effectKey: string;
  /** Of the call in its attempt: `draft`. */
  readonly name: string;
  readonly capability: Capability;
  readonly provider: string;
}

const hex = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** One text for one value, whatever the order of its keys; bytes stand in it as their digest. */
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
 * K1: the provider that honours it does the work of a lost call only once.
 *
 * @param ended the last job of the call that ended without an answer: under the same key its provider would name it again.
 */
export const idempotencyKeyOf = ({ key, request }: CallKey, ended: string | null = null): string =>
  `pr-${hex([key, request, ...(ended === null ? [] : [ended])].join(' ')).slice(0, 40)}`;

/** Tells two keys of an account apart without holding either. */
export const credentialOf = (apiKey: string | null): string => (apiKey === null ? '-' : hex(apiKey).slice(0, 12));

/** A breaker is about one model of one provider for one credential. */
export const breakerIdOf = (settings: ProviderSettings, { type, model, baseUrl }: ProviderIdentity, key: string) =>
  [settings.name, type, baseUrl ?? '-', model, key].join(' ');
