/** Money: counted in whole millionths of a dollar, written and read by people in dollars. Pure. */
import { type UsdMicros, usdMicros } from './brand.ts';

export const microsOf = (dollars: number): UsdMicros => usdMicros(Math.round(dollars * 1_000_000));

/** `$0.12`, and `$0.000420` below a cent: a cost that is not nothing never reads as nothing. */
export function usdText(micros: number): string {
  const isSmall = micros > 0 && micros < 10_000;
  return `$${(micros / 1e6).toFixed(isSmall ? 6 : 2)}`;
}

/** To the last digit: what is typed as it reads must be enough. */
export const usdExactly = (micros: number): string => `$${(micros / 1e6).toFixed(6).replace(/0{1,4}$/, '')}`;

/** An amount that is enough when it is typed as it reads, in whole cents if it is one or more. */
export const usdRoundedUp = (micros: number): string =>
  usdText(micros < 10_000 ? micros : Math.ceil(micros / 10_000) * 10_000);
