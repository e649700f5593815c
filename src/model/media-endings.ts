/** Which endings the name of a media stage's artifact may have: what it is, is decided by its operation. Pure. */
import { ownValue } from './own-value.ts';

const SOUND = ['wav', 'mp3'];
const VIDEO = ['mp4'];

const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  mix: SOUND,
  normalise: SOUND,
  music: SOUND,
  clip: VIDEO,
  compose: VIDEO,
  concat: VIDEO,
  thumbnail: ['png', 'jpg', 'jpeg'],
  probe: ['png'],
};

/** A dot within a title begins no ending. */
const ENDING = /\.([a-z][a-z0-9]{1,4})$/i;

/** The endings that there are for it, where `name` has another one; null: it may be called so. */
export function otherEndings(op: string, name: string): readonly string[] | null {
  const ending = ENDING.exec(name)?.[1]?.toLowerCase();
  const known = ownValue(ENDINGS, op);
  return ending === undefined || known === undefined || known.includes(ending) ? null : known;
}
