/**
 * How a picture of ours describes itself, in a text chunk of its PNG, so that the next one can continue it. Pure.
 *
 * M1. The chunk is untrusted, since anybody may have written it: only known words and numbers are taken.
 *
 * @source PNG 3rd edition (W3C), 11.3.3.2 `tEXt`.
 */
import { crc32 } from 'node:zlib';
import { isJsonObject, type Json } from '../../../model/json.ts';
import { type Color, colorOf } from './color.ts';
import { HOURS, type Hour, LANDS, type Land } from './shapes.ts';

export interface Memory {
  readonly land: Land;
  readonly hour: Hour;
  /** Seed of the sky. */
  readonly sky: number;
  /** Name of the main thing; null: none. */
  readonly thing: string | null;
  readonly colors: { readonly background: string; readonly accent: string; readonly text: string };
}

const KEYWORD = 'Scene';
const SIGNATURE = 8;
const HEADER_END = SIGNATURE + 25;
const MOST_CHUNKS = 12;
const MOST_TEXT = 2000;

/** The same picture, with its memory after the header chunk. */
export function remembering(png: Uint8Array, memory: Memory): Uint8Array {
  const content = Buffer.from(`tEXt${KEYWORD}\0${JSON.stringify(memory)}`, 'latin1');
  const chunk = Buffer.alloc(content.length + 8);
  chunk.writeUInt32BE(content.length - 4, 0);
  content.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(content), content.length + 4);
  return new Uint8Array(Buffer.concat([png.subarray(0, HEADER_END), chunk, png.subarray(HEADER_END)]));
}

/** What a picture says of itself; null: nothing, it is not ours. @param data of a PNG, or anything else. */
export function recalled(data: Buffer): Partial<Memory> | null {
  let at = SIGNATURE;
  for (let i = 0; i < MOST_CHUNKS && at + 12 <= data.length; i += 1) {
    const length = data.readUInt32BE(at);
    const type = data.toString('latin1', at + 4, at + 8);
    const text = data.toString('latin1', at + 8, at + 8 + Math.min(length, MOST_TEXT));
    if (type === 'tEXt' && text.startsWith(`${KEYWORD}\0`)) return memoryOf(text.slice(KEYWORD.length + 1));
    at += length + 12;
  }
  return null;
}

/** M1. */
function memoryOf(text: string): Partial<Memory> | null {
  const said = parsed(text);
  if (!isJsonObject(said)) return null;
  const land = LANDS.find((one) => one === said.land);
  const hour = HOURS.find((one) => one === said.hour);
  const { sky, thing } = said;
  const colors = colorsOf(said.colors);
  return {
    ...(land === undefined ? {} : { land }),
    ...(hour === undefined ? {} : { hour }),
    ...(typeof sky === 'number' && Number.isInteger(sky) ? { sky } : {}),
    ...(typeof thing === 'string' ? { thing } : {}),
    ...(colors === null ? {} : { colors }),
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null; // an invalid memory counts as none
  }
}

function colorsOf(said: Json | undefined): Memory['colors'] | null {
  if (said === undefined || !isJsonObject(said)) return null;
  const [background, accent, text] = [colorOf(said.background), colorOf(said.accent), colorOf(said.text)];
  if (background === null || accent === null || text === null) return null;
  return { background: hex(background), accent: hex(accent), text: hex(text) };
}

export const hex = (color: Color): string =>
  `#${color.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
