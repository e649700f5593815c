/** Pixels as video encoders want them: RGBA to planar YUV 4:2:0, BT.709, limited range. Pure; the loop is hot. */
import type { Size } from './camera.ts';

export const i420Bytes = ({ width, height }: Size): number => (width * height * 3) / 2;

/**
 * @param rgba four bytes a pixel, alpha is ignored; width and height are even.
 * @param out as long as {@link i420Bytes}; filled.
 */
export function toI420(rgba: Uint8Array, { width, height }: Size, out: Uint8Array): void {
  let u = width * height;
  let v = u + u / 4;
  for (let row = 0; row < height; row += 2) {
    let at = row * width;
    const end = at + width;
    for (let top = at * 4, low = (at + width) * 4; at < end; at += 2, top += 8, low += 8) {
      const r0 = rgba[top] ?? 0;
      const g0 = rgba[top + 1] ?? 0;
      const b0 = rgba[top + 2] ?? 0;
      const r1 = rgba[top + 4] ?? 0;
      const g1 = rgba[top + 5] ?? 0;
      const b1 = rgba[top + 6] ?? 0;
      const r2 = rgba[low] ?? 0;
      const g2 = rgba[low + 1] ?? 0;
      const b2 = rgba[low + 2] ?? 0;
      const r3 = rgba[low + 4] ?? 0;
      const g3 = rgba[low + 5] ?? 0;
      const b3 = rgba[low + 6] ?? 0;
      // 256ths: 0.1826 R + 0.6142 G + 0.0620 B + 16, rounded.
      out[at] = (47 * r0 + 157 * g0 + 16 * b0 + 4224) >> 8;
      out[at + 1] = (47 * r1 + 157 * g1 + 16 * b1 + 4224) >> 8;
      out[at + width] = (47 * r2 + 157 * g2 + 16 * b2 + 4224) >> 8;
      out[at + width + 1] = (47 * r3 + 157 * g3 + 16 * b3 + 4224) >> 8;
      const r = r0 + r1 + r2 + r3;
      const g = g0 + g1 + g2 + g3;
      const b = b0 + b1 + b2 + b3;
      out[u] = (-26 * r - 86 * g + 112 * b + 131_584) >> 10;
      out[v] = (112 * r - 102 * g - 10 * b + 131_584) >> 10;
      u += 1;
      v += 1;
    }
  }
}
