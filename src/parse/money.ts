/** Money as people write it, in dollars, as money is counted here. Pure. */
import { type UsdMicros, usdMicros } from '../model/brand.ts';

export const usd = (dollars: number): UsdMicros => usdMicros(Math.round(dollars * 1_000_000));
