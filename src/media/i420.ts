/** Pixels as video encoders want them: RGBA to planar YUV 4:2:0, BT.709, limited range. Pure; the loops are hot. */
import type { Size } from './camera.ts';

export const i420Bytes = ({ width, height }: Size): number => (width * height * 3) / 2;

/**
 * @param rgba four bytes a pixel, alpha is ignored; width and height are even.
 * @param out as long as {@link i420Bytes}; filled.
 */
export function toI420(rgba: Uint8Array, size: Size, out: Uint8Array): void {
  addLuma(rgba, out, size.width * size.height);
  addChroma(rgba, size, out);
}

/** 256ths: 0.1826 R + 0.6142 G + 0.0620 B + 16, rounded. */
function addLuma(rgba: Uint8Array, out: Uint8Array, pixels: number): void {
  for (let at = 0, from = 0; at < pixels; at += 1, from += 4) {
    const red = 47 * (rgba[from] ?? 0);
    const green = 157 * (rgba[from + 1] ?? 0);
    out[at] = (red + green + 16 * (rgba[from + 2] ?? 0) + 4224) >> 8;
  }
}

/** Of four pixels their mean. */
function addChroma(rgba: Uint8Array, { width, height }: Size, out: Uint8Array): void {
  const stride = width * 4;
  let u = width * height;
  let v = u + u / 4;
  const sum = (from: number): number =>
    (rgba[from] ?? 0) + (rgba[from + 4] ?? 0) + (rgba[from + stride] ?? 0) + (rgba[from + stride + 4] ?? 0);
  for (let row = 0; row < height; row += 2) {
    for (let from = row * stride; from < (row + 1) * stride; from += 8) {
      const r = sum(from);
      const g = sum(from + 1);
      const b = sum(from + 2);
      out[u] = (-26 * r - 86 * g + 112 * b + 131_584) >> 10;
      out[v] = (112 * r - 102 * g - 10 * b + 131_584) >> 10;
      u += 1;
      v += 1;
    }
  }
}
