/** Programs that stages start and this machine lacks. An earlier stage, or a person, may still install them. */
import { INSTALL_FFMPEG } from '../../media/fault.ts';
import { findFfmpeg } from '../../media/ffmpeg.ts';
import { programIn } from '../../media/programs.ts';
import type { Stage } from '../../model/pipeline.ts';
import { type Lack, NOT_YET } from './lack.ts';

/** Not on Windows, where programs can have several extensions. */
const ARE_KNOWN = process.platform !== 'win32';
/** Neither a path, which is relative to the project, nor an expression. */
const NAME = /^[\w.+-]+$/;

/** Searches for each program once, however many stages start it. */
export class Programs {
  private readonly env: NodeJS.ProcessEnv;
  private readonly known = new Map<string, boolean>();

  constructor(env: NodeJS.ProcessEnv) {
    this.env = env;
  }

  /** null: the program is there, or only the run knows its name. */
  missing({ uses, with: settings }: Pick<Stage, 'uses' | 'with'>): Lack | null {
    const { argv } = settings;
    if (uses === 'media') return findFfmpeg(this.env) === null ? withoutFfmpeg(settings) : null;
    const program = ARE_KNOWN && uses === 'command' && Array.isArray(argv) ? argv[0] : null;
    if (typeof program !== 'string' || !NAME.test(program) || this.has(program)) return null;
    const text = `the program "${program}" was not found on PATH`;
    return { ...NOT_YET, code: 'command/not-started', text, hint: 'install it, or fix its name in `argv`' };
  }

  private has(name: string): boolean {
    const known = this.known.get(name) ?? programIn(this.env.PATH, name) !== null;
    this.known.set(name, known);
    return known;
  }
}

function withoutFfmpeg({ op, encoder, audio = null, music = null }: Stage['with']): Lack | null {
  if (encoder === 'ffmpeg') return NO_FFMPEG;
  return op === 'concat' && music !== null && audio === null ? NO_SOUND : null;
}

/** The clips may be silent, and an expression may be null. */
const NO_SOUND: Lack = {
  ...NOT_YET,
  code: 'media/decode',
  text: 'without ffmpeg, sound of clips cannot be mixed with `music`, and is dropped',
  hint: `${INSTALL_FFMPEG}, or leave \`music\` out to keep the sound of the clips`,
  effect: 'loses',
};

const NO_FFMPEG: Lack = {
  ...NOT_YET,
  code: 'media/encoder',
  text: '`encoder: ffmpeg` is set, but ffmpeg is not installed',
  hint: INSTALL_FFMPEG,
};
