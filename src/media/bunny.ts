/** The only importer of mediabunny and its encoders: containers, AAC and MP3. Optional, loaded on first use. */
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { optionalPackage } from './fault.ts';

export type Bunny = typeof import('mediabunny');
export type BunnyInput = import('mediabunny').Input;
/** Of a file that is written. */
export type BunnyPart = import('mediabunny').StreamTargetChunk;

let registered: Promise<Result<Bunny, Failure>> | null = null;

/** Loads mediabunny, which reads and writes containers, and its encoders for AAC and MP3. */
export async function loadBunny(): Promise<Result<Bunny, Failure>> {
  registered ??= register();
  const bunny = await registered;
  if (!bunny.ok) registered = null; // the packages may be installed later
  return bunny;
}

async function register(): Promise<Result<Bunny, Failure>> {
  const bunny = await optionalPackage('mediabunny', () => import('mediabunny'));
  if (!bunny.ok) return bunny;
  const aac = await optionalPackage('@mediabunny/aac-encoder', () => import('@mediabunny/aac-encoder'));
  if (!aac.ok) return aac;
  const mp3 = await optionalPackage('@mediabunny/mp3-encoder', () => import('@mediabunny/mp3-encoder'));
  if (!mp3.ok) return mp3;
  aac.value.registerAacEncoder();
  mp3.value.registerMp3Encoder();
  return ok(bunny.value);
}
