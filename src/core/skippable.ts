/** Which stages a manifest may skip. */
import type { Stage } from '../model/pipeline.ts';

/** Only stages whose readers know what to do without them. */
export const isSkippable = ({ skippable, when, onError }: Stage): boolean =>
  skippable || when !== null || onError === 'continue';
