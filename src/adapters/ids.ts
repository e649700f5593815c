/**
 * Adapter: unique ids that sort by time of creation.
 *
 * 20 characters of [0-9a-z]: 9 for the milliseconds, 11 random ones (56 bits). The ids of one source strictly ascend,
 * even within a millisecond and when the clock is set back.
 */
import { randomBytes } from 'node:crypto';
import { runUid } from '../model/brand.ts';
import type { Clock, Ids } from '../ports/clock.ts';

const TIME_LENGTH = 9;
const LUCK_LENGTH = 11;
const LUCK_BYTES = 7;

export function createIds(clock: Pick<Clock, 'now'>): Ids {
  let time = -1;
  let luck = 0n;
  return {
    uid: () => {
      const now = clock.now();
      // 2^56 is about half of 36^11: incrementing never overflows the 11 characters.
      luck = now > time ? BigInt(`0x${randomBytes(LUCK_BYTES).toString('hex')}`) : luck + 1n;
      time = Math.max(now, time);
      return runUid(time.toString(36).padStart(TIME_LENGTH, '0') + luck.toString(36).padStart(LUCK_LENGTH, '0'));
    },
  };
}
