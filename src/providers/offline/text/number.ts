/** Numbers of an answer: within bounds, on steps, and with a required sum if they are parts of a whole. Pure. */
import type { JsonObject } from '../../../model/json.ts';
import { asList, MULTIPLES, numberOr } from './schema.ts';
import { numberFits } from './schema-check.ts';

/** The valid number closest to `wish`; the closest bound if none is valid. */
export function numberNear(wish: number, schema: JsonObject, kind: 'integer' | 'number'): number {
  const step = stepOf(schema, kind);
  const [low, high] = boundsOf(schema);
  const inside = Math.min(Math.max(wish, low), high);
  const tidy = kind === 'integer' ? Math.round(inside) : Math.round(inside * 100) / 100;
  const all = { ...schema, ...(kind === 'integer' ? { type: 'integer' } : {}) };
  const isGood = (n: number): boolean =>
    Number.isFinite(n) && (kind === 'number' || Number.isInteger(n)) && numberFits(n, all) && onSteps(n, schema);
  if (isGood(tidy)) return tidy;
  if (step === null)
    return (
      [
        inside,
        low,
        high,
        (low + high) / 2,
        low + 0.5,
        high - 0.5,
        low * (1 + Number.EPSILON),
        low + Number.EPSILON,
      ].find(isGood) ?? (Number.isFinite(inside) ? inside : 0)
    );
  const at = Math.round(inside / step);
  for (let away = 0; away <= 2_000; away += 1) {
    for (const n of [(at + away) * step, (at - away) * step]) {
      const clean = cleaned(n);
      if (isGood(clean)) return clean;
    }
  }
  return tidy;
}

/** Rounds off errors of binary fractions: 0.30000000000000004 is 0.3. */
const cleaned = (n: number): number => (Number.isInteger(n) ? n : Number(n.toPrecision(12)));

function onSteps(n: number, schema: JsonObject): boolean {
  return asList(schema[MULTIPLES]).every((step) => typeof step !== 'number' || Number.isInteger(n / step));
}

function stepOf(schema: JsonObject, kind: 'integer' | 'number'): number | null {
  const steps = asList(schema[MULTIPLES]).filter((step) => typeof step === 'number' && step > 0);
  const all = kind === 'integer' ? [...steps, 1] : steps;
  if (all.length === 0) return null;
  const scale = 10 ** Math.max(0, ...all.map((step) => String(step).split('.')[1]?.length ?? 0));
  return all.map((step) => Math.round(Number(step) * scale)).reduce(common) / scale;
}

function common(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  const multiple = (a / (x || 1)) * b;
  return Number.isSafeInteger(multiple) && multiple > 0 ? multiple : a;
}

function boundsOf(schema: JsonObject): readonly [number, number] {
  const lows = [schema.minimum, schema.exclusiveMinimum].map((bound) => numberOr(bound, Number.NEGATIVE_INFINITY));
  const highs = [schema.maximum, schema.exclusiveMaximum].map((bound) => numberOr(bound, Number.POSITIVE_INFINITY));
  return [Math.max(...lows), Math.min(...highs)];
}

/** Shares of a total by weight, each made valid by `fit`; the sum is as close to the total as the bounds allow. */
export function sharesOf(total: number, weights: readonly number[], fit: (wish: number) => number): readonly number[] {
  const shares: number[] = [];
  let left = total;
  let weightLeft = weights.reduce((sum, weight) => sum + weight, 0);
  for (const weight of weights) {
    const share = fit(weightLeft > 0 ? (left * weight) / weightLeft : 0);
    shares.push(share);
    left -= share;
    weightLeft -= weight;
  }
  return shares;
}
