/** What a provider could not do, as all of them tell it. Pure. */
import type { Failure } from '../model/failure.ts';
import type { FaultKind, ProviderFault } from '../ports/provider.ts';

/** @param more what is known beyond that: where nothing is said, nothing was charged. */
export const fault = (kind: FaultKind, message: string, more: Partial<ProviderFault> = {}): ProviderFault => ({
  kind,
  message,
  status: null,
  retryAfterMs: null,
  charged: 'no',
  usage: {},
  hint: null,
  ...more,
});

/** What went wrong with sound or pictures. @param kind where no package is missing. */
export const mediaFault = ({ code, message, hint }: Failure, kind: FaultKind = 'bad-output'): ProviderFault =>
  fault(code === 'media/package' ? 'missing' : kind, message, { hint: hint ?? null });
