/** Something that a stage will lack. */
import type { DiagnosticCode } from '../../model/codes.ts';

export interface Lack {
  readonly code: DiagnosticCode;
  /** A clause: `the provider "voice" has no key: the variable VOICE_KEY is not set`. */
  readonly text: string;
  readonly hint: string | null;
  /** L2. */
  readonly isLasting: boolean;
  /** Name of the provider that is called instead; null: none. */
  readonly instead: string | null;
  /**
   * `pauses`: the run waits there for a person. `doubtful`: it may fail, and its cost is unknown. `ends`: it will fail
   * some day. `loses`: it succeeds, and its result may lack something.
   */
  readonly effect: 'fails' | 'pauses' | 'doubtful' | 'ends' | 'loses';
}

/** The properties of most lacks. */
export const FAILS = { isLasting: true, instead: null, effect: 'fails' } as const;
/** For things that may be there by the time they are needed. */
export const NOT_YET = { ...FAILS, isLasting: false } as const;
