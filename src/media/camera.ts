/**
 * The camera's view of a still picture over time. Pure.
 *
 * 1. The view never extends beyond the picture.
 * 2. A picture at the beginning of a clip and one at its end are seen from the same place there, so that a clip that
 *    ends with the first picture of the next one continues without a jump.
 */
export const MOVES = ['zoom_in', 'zoom_out', 'pan_left', 'pan_right', 'pan_up', 'pan_down', 'still'] as const;
export type Move = (typeof MOVES)[number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, in pixels of the picture. */
export interface View extends Size {
  readonly x: number;
  readonly y: number;
}

/** Slow at both ends. @param t from 0 to 1. */
export const eased = (t: number): number => {
  const clamped = Math.max(0, Math.min(1, t));
  return clamped * clamped * (3 - 2 * clamped);
};

/** Zoom at rest: a small margin is hidden, as room for moves. */
const REST_ZOOM = 1.06;
const ZOOM_BY = 0.055;
/** Fraction of the visible width or height. */
const PAN_BY = 0.028;

export interface Sizes {
  readonly picture: Size;
  readonly frame: Size;
}

/** The largest part around the centre of `picture` with the shape of `frame`. */
export const wholeView = (sizes: Sizes): View => placed(sizes, { zoom: 1, x: 0, y: 0 });

/**
 * @param t 0: at rest; 1: the end of the move; -1: as far the other way.
 * @returns the part of `picture` that fills `frame`.
 */
export function viewAt(move: Move, t: number, sizes: Sizes): View {
  const [x, y] = panOf(move);
  return placed(sizes, { zoom: REST_ZOOM + zoomOf(move) * ZOOM_BY * t, x: x * PAN_BY * t, y: y * PAN_BY * t });
}

/** `x` and `y`: distance from the centre, in fractions of the visible part. */
function placed({ picture, frame }: Sizes, at: { zoom: number; x: number; y: number }): View {
  const scale = Math.max(frame.width / picture.width, frame.height / picture.height) * at.zoom;
  const [width, height] = [frame.width / scale, frame.height / scale];
  const x = (picture.width - width) / 2 + at.x * width;
  const y = (picture.height - height) / 2 + at.y * height;
  return {
    x: Math.max(0, Math.min(picture.width - width, x)),
    y: Math.max(0, Math.min(picture.height - height, y)),
    width,
    height,
  };
}

const zoomOf = (move: Move): number => (move === 'zoom_in' ? 1 : move === 'zoom_out' ? -1 : 0);

function panOf(move: Move): readonly [x: number, y: number] {
  switch (move) {
    case 'pan_left':
      return [-1, 0];
    case 'pan_right':
      return [1, 0];
    case 'pan_up':
      return [0, -1];
    case 'pan_down':
      return [0, 1];
    default:
      return [0, 0];
  }
}
