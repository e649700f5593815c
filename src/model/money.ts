/** Money: counted in whole millionths of a dollar, shown to people in dollars. Pure. */
import { type UsdMicros, usdMicros } from './brand.ts';

export const microsOf = (dollars: number): UsdMicros => usdMicros(Math.round(dollars * 1_000_000));

/** `$0.12`, and `$0.000420` below a cent, so that a small cost is never shown as zero. */
export function usdText(micros: number): string {
  const isSmall = micros > 0 && micros < 10_000;
  return `$${(micros / 1e6).toFixed(isSmall ? 6 : 2)}`;
}

/** With all digits, for amounts that a person may copy into a budget. */
export const usdExactly = (micros: number): string => `$${(micros / 1e6).toFixed(6).replace(/0{1,4}$/, '')}`;

/** Rounded up to whole cents, or exact below a cent, so that the amount is enough when a person copies it. */
export const usdRoundedUp = (micros: number): string =>
  usdText(micros < 10_000 ? micros : Math.ceil(micros / 10_000) * 10_000);
