/**
 * The system's `espeak-ng`, for the languages that the embedded voice does not speak.
 *
 * P1. No shell: an argument list, with the text on standard input.
 * P2. Killed when the signal aborts or when its output exceeds {@link MOST_BYTES}; its end is awaited in any case.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Pcm } from '../../../media/pcm.ts';
import { decodeWav } from '../../../media/wav.ts';

export interface EspeakTake {
  readonly text: string;
  /** Checked by {@link isLanguage}. */
  readonly language: string;
  /** Name of a voice or character. */
  readonly voice: string | null;
  /** 1: normal. */
  readonly tempo: number;
  /** 1: normal. */
  readonly pitch: number;
}

/** BCP 47, as far as it can be the name of a voice: it cannot be taken for an option or a path. */
export const isLanguage = (tag: string): boolean => /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/i.test(tag);

const WORDS_PER_MINUTE = 165;
/** espeak-ng counts each sign as a word. */
const SIGNS_PER_MINUTE = 290;
const VARIANTS = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'f1', 'f2', 'f3', 'f4', 'f5'];

/** Tags that it only knows as voices if no variant is requested, or for which all variants sound the same. */
const OTHER_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^zh-(?:hk|mo)$/, 'yue'],
  [/^zh(?:-|$)/, 'cmn'],
  [/^no(?:-|$)/, 'nb'],
];

function languageOf(tag: string): string {
  const asked = tag.toLowerCase();
  return OTHER_NAMES.find(([tags]) => tags.test(asked))?.[1] ?? asked;
}

/** Arguments of one call; a character is one of the variants that every language has. */
export function espeakArguments({ language, voice, tempo, pitch }: Omit<EspeakTake, 'text'>): readonly string[] {
  const spoken = languageOf(language);
  const usual = /^(?:cmn|yue)/.test(spoken) ? SIGNS_PER_MINUTE : WORDS_PER_MINUTE;
  const words = Math.round(Math.max(80, Math.min(450, usual * tempo)));
  const [variant, shift] = variantOf(voice);
  const height = Math.round(Math.max(0, Math.min(99, 50 + (pitch - 1) * 150 + shift)));
  return ['-v', `${spoken}${variant}`, '-s', `${words}`, '-p', `${height}`, '-b', '1', '--stdout'];
}

function variantOf(voice: string | null): readonly [variant: string, shift: number] {
  const name = (voice ?? '').trim().toLowerCase();
  if (name === '') return ['', 0];
  const bytes = createHash('sha256').update(name).digest();
  return [`+${VARIANTS[bytes.readUInt8(0) % VARIANTS.length]}`, (bytes.readUInt8(1) % 25) - 12];
}

const MOST_BYTES = 64 * 1024 * 1024;

/** null: no such voice, failed, or aborted. */
export async function espeakTake(program: string, take: EspeakTake, signal: AbortSignal): Promise<Pcm | null> {
  const bytes = await outputOf(program, take, signal);
  const sound = bytes === null ? null : decodeWav(bytes);
  return sound?.ok && (sound.value.channels[0]?.length ?? 0) > 0 ? sound.value : null;
}

/** Nothing of our environment: it needs no key and no setting. */
const { SystemRoot } = process.env;
const ENVIRONMENT: NodeJS.ProcessEnv = SystemRoot === undefined ? {} : { SystemRoot };

function outputOf(program: string, take: EspeakTake, signal: AbortSignal): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const child = spawn(program, [...espeakArguments(take)], {
      stdio: ['pipe', 'pipe', 'ignore'],
      signal,
      env: ENVIRONMENT,
    });
    const parts: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= MOST_BYTES) parts.push(part);
      else child.kill('SIGKILL');
    });
    // It may exit before it has read everything, or not start at all: `close` or `error` reports it.
    child.stdin.on('error', () => {});
    child.on('error', () => resolve(null));
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(parts) : null));
    child.stdin.end(take.text);
  });
}
