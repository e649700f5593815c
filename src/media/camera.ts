/**
 * Where the camera looks in a still picture over time. Pure.
 *
 * 1. The view never extends beyond the picture.
 * 2. A clip's first and last picture are seen with the same framing at its start and end, so that a clip that begins
 *    with the last picture of another joins it without a jump.
 */
export const MOVES = ['zoom_in', 'zoom_out', 'pan_left', 'pan_right', 'pan_up', 'pan_down', 'still'] as const;
export type Move = (typeof MOVES)[number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, in its pixels. */
export interface View extends Size {
  readonly x: number;
  readonly y: number;
}

/** Eases in and out. @param t 0 to 1. */
export const eased = (t: number): number => {
  const clamped = Math.max(0, Math.min(1, t));
  return clamped * clamped * (3 - 2 * clamped);
};

/** At rest the margin of the picture is not seen, which leaves room to move. */
const REST_ZOOM = 1.06;
const ZOOM_BY = 0.055;
/** As a share of the visible width or height. */
const PAN_BY = 0.028;

export interface Sizes {
  readonly picture: Size;
  readonly frame: Size;
}

/** The centre of `picture`, as much of it as fills `frame`. */
export const wholeView = (sizes: Sizes): View => placed(sizes, { zoom: 1, x: 0, y: 0 });

/**
 * @param t 0: at rest; 1: at the end of the move; -1: as far in the other direction.
 * @returns the part of `picture` that fills `frame`.
 */
export function viewAt(move: Move, t: number, sizes: Sizes): View {
  const [x, y] = panOf(move);
  return placed(sizes, { zoom: REST_ZOOM + zoomOf(move) * ZOOM_BY * t, x: x * PAN_BY * t, y: y * PAN_BY * t });
}

/** `x` and `y`: offsets from the centre, as shares of the visible part. */
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
