/**
 * Renders scenes and captions to the frames of a video, one after another.
 *
 * 1. Frames are requested in order; each is drawn once.
 * 2. Scene k begins at the sum of the seconds before it. A cross-fade takes place in its first seconds, while the
 *    previous scene continues below it.
 * 3. Only one frame is in memory at a time, besides the stills.
 */
import { eased, type Move, type Size, viewAt } from './camera.ts';
import type { Canvas, CanvasModule, Context } from './canvas.ts';
import type { CaptionSheet } from './caption-sheet.ts';
import type { Still } from './pictures.ts';

export interface FrameSource {
  readonly size: Size;
  readonly fps: number;
  readonly count: number;
  /** RGBA, four bytes per pixel; valid until the next call. */
  frame(index: number): Promise<Uint8Array>;
  /** Releases everything still open; must always be called. */
  close(): Promise<void>;
}

/** The picture of a scene. */
export interface Picture {
  /** @param seconds since the scene began; past its end while the next scene fades in. */
  paint(context: Context, seconds: number, alpha: number): Promise<void>;
  /** Called when it will not be painted any more. */
  close(): Promise<void>;
}

export interface Scene {
  readonly picture: Picture;
  readonly seconds: number;
}

export interface Film {
  readonly size: Size;
  readonly fps: number;
  readonly scenes: readonly Scene[];
  /** Seconds of each cross-fade; 0: cuts. */
  readonly transition: number;
  readonly captions: CaptionSheet | null;
}

function frameCount(seconds: number, fps: number): number {
  return Math.max(1, Math.round(seconds * fps));
}

export function render(film: Film, { createCanvas }: CanvasModule): FrameSource {
  const { size, fps } = film;
  const starts = startsOf(film.scenes);
  const canvas = createCanvas(size.width, size.height);
  const context = canvas.getContext('2d', { alpha: false });
  context.imageSmoothingQuality = 'low'; // stills are already scaled to about the size of the frame
  let last: Buffer | null = null;
  return {
    size,
    fps,
    count: frameCount(starts.at(-1) ?? 0, fps),
    async frame(index) {
      const time = index / fps;
      const next = starts.findIndex((start) => start > time + 1e-9);
      const at = next < 0 ? film.scenes.length - 1 : next - 1;
      await paintScenes(context, film, { time, at, starts });
      film.captions?.paint(context, time);
      if (at >= 2) await film.scenes[at - 2]?.picture.close();
      // Reuses its memory: the garbage collector would free it dozens of frames later.
      if (last?.buffer instanceof ArrayBuffer) last.buffer.transfer(0);
      last = canvas.data();
      return last;
    },
    async close() {
      for (const { picture } of film.scenes) await picture.close();
    },
  };
}

/** The start of each scene, and the end, in seconds. */
function startsOf(scenes: readonly Scene[]): readonly number[] {
  let at = 0;
  const starts = scenes.map(({ seconds }) => {
    at += seconds;
    return at - seconds;
  });
  return [...starts, at];
}

interface Moment {
  readonly time: number;
  /** Index of the scene. */
  readonly at: number;
  readonly starts: readonly number[];
}

async function paintScenes(context: Context, film: Film, { time, at, starts }: Moment): Promise<void> {
  const scene = film.scenes[at];
  const inside = time - (starts[at] ?? 0);
  const before = at > 0 ? film.scenes[at - 1] : undefined;
  // At most half of the scene, so that it is also seen alone.
  const fade = Math.min(film.transition, (scene?.seconds ?? 0) / 2);
  const isFading = before !== undefined && inside < fade;
  if (isFading) await before.picture.paint(context, time - (starts[at - 1] ?? 0), 1);
  await scene?.picture.paint(context, inside, isFading ? eased(inside / fade) : 1);
}

export interface Stills {
  readonly start: Still;
  /** The picture at the end, after a slow cross-fade; null: the same. */
  readonly end: Still | null;
  readonly move: Move;
  readonly seconds: number;
}

/** Camera moves over one or two stills, which are in memory from the first frame to `close`. */
export function movingStills({ start, end, move, seconds }: Stills): Picture {
  const open = new Map<Still, Canvas>();
  const canvasOf = async (still: Still, frame: Size): Promise<Canvas> => {
    const canvas = open.get(still) ?? (await still.open(frame));
    open.set(still, canvas);
    return canvas;
  };
  return {
    close: async () => open.clear(),
    async paint(context, at, alpha) {
      const { width, height } = context.canvas;
      const frame = { width, height };
      const t = Math.min(1, at / seconds);
      const mix = end === null ? 0 : eased((t - FADE_FROM) / (1 - 2 * FADE_FROM));
      const first = end === null ? 2 * eased(t) - 1 : eased(t);
      if (mix < 1) paintStill(context, await canvasOf(start, frame), { move, alpha, t: first });
      if (end !== null && mix > 0)
        paintStill(context, await canvasOf(end, frame), { move, alpha: alpha * mix, t: eased(t) - 1 });
    },
  };
}

/** In a clip between two pictures, each is shown alone for this fraction of it. */
const FADE_FROM = 0.3;

interface Placed {
  readonly move: Move;
  readonly alpha: number;
  readonly t: number;
}

function paintStill(context: Context, picture: Canvas, { move, alpha, t }: Placed): void {
  const frame = { width: context.canvas.width, height: context.canvas.height };
  const view = viewAt(move, t, { picture, frame });
  context.globalAlpha = alpha;
  context.drawImage(picture, view.x, view.y, view.width, view.height, 0, 0, frame.width, frame.height);
  context.globalAlpha = 1;
}
