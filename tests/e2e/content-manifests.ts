/** Runs of the three pipelines that are as short as they can be. */
import type { JsonObject } from '../../src/model/json.ts';

/** As short as an episode of three segments can be. */
export const PODCAST = {
  pipeline: 'podcast',
  inputs: {
    topic: 'How rockets work',
    show: 'curious-kids',
    notes: 'shows/curious-kids/notes/rockets.md',
    minutes: 1.2,
  },
} satisfies JsonObject;

/** An episode without a stop, and without what takes a computer longest. */
export const LINES = {
  ...PODCAST,
  auto_approve: ['outline_review'],
  skip: ['music', 'jingle', 'cover', 'mixing'],
} satisfies JsonObject;

export const SHORT_VIDEO = {
  pipeline: 'short-video',
  inputs: { show: 'small-wonders', seconds: 20 },
} satisfies JsonObject;

export const STORYBOARD = {
  pipeline: 'storyboard-video',
  inputs: {
    title: 'The way of a drop',
    scenes: 4,
    seconds: 2,
    story:
      'A drop of rain hangs on a pine needle. The drop lets go and falls past ferns. ' +
      'A dry cushion of moss drinks the drop. A thin stream begins below the moss.',
  },
  skip: ['music'],
} satisfies JsonObject;

/** `fail` of the provider `offline`, one entry a call; the last one stays. */
export const failing = (...fail: readonly string[]) => ({ type: 'offline', options: { fail: [...fail] } });
