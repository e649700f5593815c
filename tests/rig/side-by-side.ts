/** Works on `width` things at a time, in order. The first error ends it, after those in progress have ended. */
export async function sideBySide<T>(width: number, things: Iterable<T>, work: (thing: T) => Promise<void>) {
  const queue = things[Symbol.iterator]();
  let failure: { readonly error: unknown } | null = null;
  const lane = async (): Promise<void> => {
    for (let next = queue.next(); !next.done && failure === null; next = queue.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  const ended = failure as { readonly error: unknown } | null;
  if (ended !== null) throw ended.error;
}
