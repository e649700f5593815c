/**
 * Rows of JSON values as columns, for files of thousands of rows: a value that occurs in many rows is written once, and
 * reading makes no objects for rows that nobody asks for. Pure.
 */
import { isJsonObject, type Json } from '../../model/json.ts';

export type Row = readonly Json[];

export interface Rows {
  at(row: number): Row;
}

/** If fewer than one in this many values of a column differ, it is written as distinct values and their positions. */
const WORTH_NAMING = 4;

/** @param rows all of the same length. */
export function toColumns(rows: readonly Row[]): Json {
  return (rows[0] ?? []).map((_, column) => {
    const numbers = new Map<Json, number>();
    const values: Json[] = [];
    const of = rows.map((row) => {
      const value = row[column] ?? null;
      // Objects are compared by their text, with a prefix that no text value has.
      const key = typeof value === 'object' && value !== null ? `\u0000${JSON.stringify(value)}` : value;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, values.length);
      return values.push(value) - 1;
    });
    if (values.length === 1) return { values };
    return values.length * WORTH_NAMING <= rows.length ? { values, of } : rows.map((row) => row[column] ?? null);
  });
}

/** @param count of the rows. @returns null: {@link toColumns} does not produce this for so many rows. */
export function fromColumns(columns: Json | undefined, count: number): Rows | null {
  if (!Array.isArray(columns)) return null;
  const cells = columns.map((column) => cellsOf(column, count));
  if (!cells.every((cell) => cell !== null)) return null;
  return { at: (row) => cells.map((cell) => cell(row)) };
}

function cellsOf(column: Json, count: number): ((row: number) => Json) | null {
  if (Array.isArray(column)) return column.length === count ? (row) => column[row] ?? null : null;
  const { values, of } = isJsonObject(column) ? column : {};
  if (!Array.isArray(values)) return null;
  if (of === undefined) return () => values[0] ?? null;
  if (!Array.isArray(of) || of.length !== count) return null;
  return (row) => values[Number(of[row])] ?? null;
}
