/** A law, and what breaks when it does not hold. */
export class Broken extends Error {}

export function law(name: string, holds: boolean, message: () => string): void {
  if (!holds) throw new Broken(`${name}: ${message()}`);
}
