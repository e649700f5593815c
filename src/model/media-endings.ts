/** File name extensions that an operation of a `media` stage can produce. Pure. */
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

/** Not every dot begins an extension: titles contain dots too. */
const ENDING = /\.([a-z][a-z0-9]{1,4})$/i;

/** The extensions that `op` can produce, if `name` has a different one; null: the name is fine. */
export function otherEndings(op: string, name: string): readonly string[] | null {
  const ending = ENDING.exec(name)?.[1]?.toLowerCase();
  const known = ownValue(ENDINGS, op);
  return ending === undefined || known === undefined || known.includes(ending) ? null : known;
}
