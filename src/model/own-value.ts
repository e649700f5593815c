/** What a map itself has at a key: a word that somebody wrote, such as `constructor`, finds nothing of JavaScript's. */
export const ownValue = <T>(map: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;
