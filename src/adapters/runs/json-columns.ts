/**
 * Rows of JSON values as columns, for files of thousands of them: a value that stands in many rows is written once, and
 * what is read makes no object for a row that nobody asks for. Pure.
 */
import { isJsonObject, type Json } from '../../model/json.ts';

export type Row = readonly Json[];

export interface Rows {
  at(row: number): Row;
}

/** A column of which fewer than every so many values differ is written as values, and which of them stands where. */
const WORTH_NAMING = 4;

/** @param rows all of one length. */
export function toColumns(rows: readonly Row[]): Json {
  return (rows[0] ?? []).map((_, column) => {
    const numbers = new Map<Json, number>();
    const values: Json[] = [];
    const of = rows.map((row) => {
      const value = row[column] ?? null;
      // Objects are alike by their text, which no text that is a value of its own begins like.
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

/** @param count of the rows. @returns null: that is not what {@link toColumns} makes of so many. */
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
