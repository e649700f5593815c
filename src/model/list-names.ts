/** Names in a sentence: `a, b, c`; of many the first, and how many more there are. */
export function listNames(names: Iterable<string>, most = 12): string {
  const all = [...names];
  const more = all.length - most;
  return more > 0 ? `${all.slice(0, most).join(', ')} and ${more} more` : all.join(', ');
}
