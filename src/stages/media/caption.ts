/** Operation `caption`: writes captions as files for players. */
import { writeFile } from 'node:fs/promises';
import { BY_CHARACTERS, brokenCaptions, toSrt, toVtt } from '../../media/captions.ts';
import { mediaFault } from '../../media/fault.ts';
import { ok } from '../../model/brand.ts';
import { together } from '../fields.ts';
import { nameIn } from '../model-fields.ts';
import { type Made, type MediaContext, round, targetOf } from './context.ts';
import { captionsIn } from './settings.ts';

export async function caption(context: MediaContext): Made {
  const said = together({ captions: captionsIn(context.with), name: nameIn(context.with, 'captions') });
  if (!said.ok) return said;
  const { captions, name } = said.value;
  const broken = brokenCaptions(captions, BY_CHARACTERS);
  if (broken.length === 0) return mediaFault('media/check', 'there is no caption with text and a duration');
  const stem = name.replace(/\.(?:srt|vtt)$/i, '');
  const [srt, vtt] = [targetOf(context, `${stem}.srt`), targetOf(context, `${stem}.vtt`)];
  await writeFile(srt.file, toSrt(captions));
  await writeFile(vtt.file, toVtt(captions));
  const seconds = round(broken.at(-1)?.end ?? 0, 3);
  return ok({ file: srt.name, path: srt.path, srt: srt.path, vtt: vtt.path, captions: broken.length, seconds });
}
