/** Pictures and sounds as files, for stages that read them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCanvas } from '../../src/media/canvas.ts';
import { encodeWav } from '../../src/media/wav.ts';
import { stereo, type Tone, tone } from './sounds.ts';

/** A picture with something in it: discs on a ground. */
export async function picture(hue: number, size = { width: 216, height: 384 }): Promise<Uint8Array> {
  const loaded = await loadCanvas();
  if (!loaded.ok) throw new Error(loaded.error.message);
  const canvas = loaded.value.createCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  context.fillStyle = `hsl(${hue} 60% 35%)`;
  context.fillRect(0, 0, size.width, size.height);
  for (let disc = 0; disc < 9; disc += 1) {
    context.fillStyle = `hsl(${hue + disc * 20} 80% 60%)`;
    context.beginPath();
    context.arc((disc * 67) % size.width, (disc * 113) % size.height, 14 + disc * 3, 0, 7);
    context.fill();
  }
  return canvas.encode('png');
}

export async function putPicture(folder: string, name: string, hue: number): Promise<void> {
  writeFileSync(join(folder, name), await picture(hue));
}

/** Whether a picture of one of the hues above is more red or more green, all in all. */
export async function mostly(png: Uint8Array): Promise<'red' | 'green'> {
  const loaded = await loadCanvas();
  if (!loaded.ok) throw new Error(loaded.error.message);
  const image = await loaded.value.loadImage(png);
  const context = loaded.value.createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let surplus = 0;
  for (let at = 0; at < data.length; at += 4) surplus += (data[at] ?? 0) - (data[at + 1] ?? 0);
  return surplus > 0 ? 'red' : 'green';
}

export function putTone(folder: string, name: string, shape: Tone = {}): void {
  const rate = shape.rate ?? 24_000;
  writeFileSync(join(folder, name), encodeWav(stereo(tone({ seconds: 1, db: -20, hertz: 440, ...shape, rate }), rate)));
}
