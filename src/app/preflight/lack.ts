/** Something that a stage will lack. */
import type { DiagnosticCode } from '../../model/codes.ts';

export interface Lack {
  readonly code: DiagnosticCode;
  /** A clause: `the provider "voice" has no key: the variable VOICE_KEY is not set`. */
  readonly text: string;
  readonly hint: string | null;
  /** L2. */
  readonly isLasting: boolean;
  /** Name of the provider that is asked instead; null: nobody. */
  readonly instead: string | null;
  /** `pauses`: the run stops there for a person. `doubtful`: it may fail, and nobody knows what it costs. */
  readonly effect: 'fails' | 'pauses' | 'doubtful';
}

/** Of most of them. */
export const FAILS = { isLasting: true, instead: null, effect: 'fails' } as const;
/** What may be there by the time it is needed. */
export const NOT_YET = { ...FAILS, isLasting: false } as const;
