/** Constructors of provider faults. Pure. */
import type { Failure } from '../model/failure.ts';
import type { FaultKind, ProviderFault } from '../ports/provider.ts';

/** @param more further facts; by default nothing was charged. */
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

/** A failure of sound or pictures as a fault. @param kind unless a package is missing. */
export const mediaFault = ({ code, message, hint }: Failure, kind: FaultKind = 'bad-output'): ProviderFault =>
  fault(code === 'media/package' ? 'missing' : kind, message, { hint: hint ?? null });
