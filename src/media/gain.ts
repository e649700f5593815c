/** The factor for samples. @param db decibels. */
export const gainOf = (db: number): number => 10 ** (db / 20);
