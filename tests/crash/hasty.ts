/** A clock for which waits between looks at a job are a hundredth of what they are. */
import { durationMs } from '../../src/model/brand.ts';
import type { Clock } from '../../src/ports/clock.ts';

export const hasty = (clock: Clock): Clock => ({
  now: () => clock.now(),
  after: (delay, then) => clock.after(durationMs(delay >= 1_000 ? delay / 100 : delay), then),
});
