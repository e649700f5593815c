/** "Did you mean": the known name that is closest to a typed one. Pure. */

/** Longer names are cut, because computing the distance takes quadratic time. */
const MAX_LENGTH = 64;

/** Further candidates are ignored, so that a hostile file cannot make a suggestion take seconds. */
const MAX_CANDIDATES = 1_000;

/**
 * @returns the candidate with the fewest edits (insert, delete, replace, swap of neighbours), if they are few
 *   enough for a typing error: a third of the longer name, at least one. Ties go to the first candidate.
 */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const typed = name.slice(0, MAX_LENGTH).toLowerCase();
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  let seen = 0;
  for (const candidate of candidates) {
    if (++seen > MAX_CANDIDATES) break;
    const known = candidate.slice(0, MAX_LENGTH).toLowerCase();
    const allowed = Math.max(1, Math.floor(Math.max(typed.length, known.length) / 3));
    if (Math.abs(typed.length - known.length) > allowed) continue;
    const edits = distance(typed, known);
    if (edits <= allowed && edits < Math.max(typed.length, known.length) && edits < least) {
      best = candidate;
      least = edits;
    }
  }
  return best;
}

/** A hint sentence, or undefined when nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const near = nearest(name, candidates);
  return near === null ? undefined : `did you mean "${near}"?`;
}

/** Damerau-Levenshtein, optimal string alignment, three rows. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      row.push(edits);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
