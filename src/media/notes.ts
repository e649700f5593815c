/**
 * Measurements made when a video was encoded, stored in its tags, so that they are known even without a decoder. Pure.
 *
 *   pipeline-runner: lufs=-16.0 black=0.0 frozen=0.5
 *
 * 1. Values read from the tags are reported as noted, never as measured.
 */
export interface Notes {
  /** null: silent. Absent: no sound. */
  readonly lufs?: number | null;
  /** Seconds. */
  readonly black: number;
  readonly frozen: number;
}

const NAME = 'pipeline-runner:';

export function writeNotes({ lufs, black, frozen }: Notes): string {
  const loudness = lufs === undefined ? [] : [`lufs=${lufs === null ? 'none' : lufs.toFixed(1)}`];
  return [NAME, ...loudness, `black=${black.toFixed(1)}`, `frozen=${frozen.toFixed(1)}`].join(' ');
}

/** null: the comment has no measurements. */
export function readNotes(comment: string | null): Notes | null {
  if (!comment?.startsWith(NAME)) return null;
  const fields = new Map(
    comment
      .slice(NAME.length)
      .trim()
      .split(' ')
      .map((field) => [field.split('=')[0] ?? '', field.split('=')[1] ?? '']),
  );
  const number = (name: string): number => Number.parseFloat(fields.get(name) ?? '');
  const [black, frozen, lufs] = [number('black'), number('frozen'), number('lufs')];
  if (!Number.isFinite(black) || !Number.isFinite(frozen)) return null;
  const loudness = fields.get('lufs') === 'none' ? { lufs: null } : Number.isFinite(lufs) ? { lufs } : {};
  return { ...loudness, black, frozen };
}
