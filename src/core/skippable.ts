/** Which stages a manifest may skip. */
import type { Stage } from '../model/pipeline.ts';

/** Only stages whose readers know what to do without them; never a gate, whatever it says of itself. */
export const isSkippable = ({ gate, skippable, when, onError }: Stage): boolean =>
  gate === null && (skippable || when !== null || onError === 'continue');
