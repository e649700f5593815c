/**
 * Globs for artifacts and project files: `*` and `?` inside a folder, `**` across folders. Linear, unlike a RegExp.
 * Pure.
 */

/** `**` also matches no folder at all: `audio/**` + `/x.mp3` matches `audio/x.mp3`. */
export function matchesGlob(glob: string, name: string): boolean {
  return matchesList(glob.split('/'), name.split('/'), { any: '**', matches: matchesSegment });
}

const matchesSegment = (glob: string, segment: string): boolean =>
  matchesList([...glob], [...segment], { any: '*', matches: (a, b) => a === '?' || a === b });

interface Rule {
  readonly any: string;
  matches(pattern: string, part: string): boolean;
}

/** Greedy with one step back: only the last wildcard may have to match more. */
function matchesList(pattern: readonly string[], parts: readonly string[], { any, matches }: Rule): boolean {
  let [at, star, resume] = [0, -1, 0];
  for (let i = 0; i < parts.length; ) {
    const wanted = pattern[at];
    const part = parts[i] ?? '';
    if (wanted === any) {
      star = at;
      resume = i;
      at += 1;
    } else if (wanted !== undefined && matches(wanted, part)) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      i = resume;
    } else return false;
  }
  while (pattern[at] === any) at += 1;
  return at === pattern.length;
}
