/** Names for a sentence: `a, b, c`. A long list is cut: `a, b and 3 more`. */
export function listNames(names: Iterable<string>, most = 12): string {
  const all = [...names];
  const more = all.length - most;
  return more > 0 ? `${all.slice(0, most).join(', ')} and ${more} more` : all.join(', ');
}
