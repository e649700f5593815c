/** What decoding a sound needs. */
import type { Ffmpeg } from './ffmpeg.ts';
import type { SoundFiles } from './sound-files.ts';

export interface Decoding {
  /** null: there is none. */
  readonly ffmpeg: Ffmpeg | null;
  readonly files: SoundFiles;
  /** Called with what is damaged but can be decoded. */
  readonly warn: (message: string) => void;
  readonly signal: AbortSignal;
}
