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
  /** `pauses`: the run stops there for a person. */
  readonly effect: 'fails' | 'pauses';
}

/** Of most of them. */
export const FAILS = { isLasting: true, instead: null, effect: 'fails' } as const;
