/** What a show says about its videos: whose voice, which colors. A show that cannot be used ends the run in its first second. */
import { readShow } from './show.ts';
import { defineStage } from './stage.ts';

export default defineStage<{ readonly show: unknown }>(({ args }) => {
  const { cast, look, frame } = readShow(args.show, 1);
  return { output: { voices: cast[0]?.voices ?? {}, look, show: frame } };
});
