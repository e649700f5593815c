/** Adapter: the media type of a file, by its first bytes, or by its name if they are not conclusive. Pure. */
import { extname } from 'node:path';

/** How many bytes of a file {@link mediaTypeOf} needs. */
export const HEAD_BYTES = 512;

interface Magic {
  readonly at: number;
  readonly bytes: readonly number[] | string;
  readonly type: string;
}

const MAGIC: readonly Magic[] = [
  { at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], type: 'image/png' },
  { at: 0, bytes: [0xff, 0xd8, 0xff], type: 'image/jpeg' },
  { at: 0, bytes: 'GIF8', type: 'image/gif' },
  { at: 0, bytes: '%PDF-', type: 'application/pdf' },
  { at: 0, bytes: [0x1f, 0x8b], type: 'application/gzip' },
  { at: 0, bytes: 'OggS', type: 'audio/ogg' },
  { at: 0, bytes: 'fLaC', type: 'audio/flac' },
  { at: 0, bytes: 'ID3', type: 'audio/mpeg' },
  { at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3], type: 'video/webm' },
];

const CONTAINERS: Readonly<Record<string, string>> = {
  WAVE: 'audio/wav',
  WEBP: 'image/webp',
  'AVI ': 'video/x-msvideo',
};
const AUDIO_BRANDS = new Set(['M4A ', 'M4B ']);
const STILL_BRANDS = new Set(['avif', 'avis', 'heic', 'heix', 'mif1']);

const EXTENSIONS: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.txt': 'text/plain',
  '.log': 'text/plain',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.ts': 'text/x-typescript',
  '.json': 'application/json',
  '.ndjson': 'application/x-ndjson',
  '.jsonl': 'application/x-ndjson',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.srt': 'application/x-subrip',
  '.vtt': 'text/vtt',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.epub': 'application/epub+zip',
};

/** @param head the first {@link HEAD_BYTES} bytes, or all there are. */
export function mediaTypeOf(name: string, head: Uint8Array): string {
  const extension = extname(name).toLowerCase();
  const byContent = byMagic(head);
  if (byContent === 'application/zip') return EXTENSIONS[extension] ?? byContent;
  if (byContent === 'video/webm' && extension === '.mkv') return 'video/x-matroska';
  if (byContent !== null) return byContent;
  if (!isText(head)) return 'application/octet-stream';
  return EXTENSIONS[extension] ?? 'text/plain';
}

function byMagic(head: Uint8Array): string | null {
  const text = (from: number, to: number): string => Buffer.from(head.subarray(from, to)).toString('latin1');
  for (const { at, bytes, type } of MAGIC) {
    const expected = typeof bytes === 'string' ? bytes : String.fromCharCode(...bytes);
    if (text(at, at + expected.length) === expected) return type;
  }
  if (text(0, 2) === 'PK' && (head[2] === 3 || head[2] === 5)) return 'application/zip';
  if (text(0, 4) === 'RIFF') return CONTAINERS[text(8, 12)] ?? null;
  if (text(4, 8) === 'ftyp') return isoType(text(8, 12));
  return isMp3Frame(head) ? 'audio/mpeg' : null;
}

function isoType(brand: string): string {
  if (AUDIO_BRANDS.has(brand)) return 'audio/mp4';
  if (STILL_BRANDS.has(brand)) return brand.startsWith('avi') ? 'image/avif' : 'image/heic';
  return brand === 'qt  ' ? 'video/quicktime' : 'video/mp4';
}

/** Checks for the sync word, an existing version and layer III, and valid bit rate and sample rate. */
export function isMp3Frame(head: Uint8Array, at = 0): boolean {
  const [a = 0, b = 0, c = 0] = [head[at], head[at + 1], head[at + 2]];
  if (a !== 0xff || (b & 0xe0) !== 0xe0 || (b & 0x18) === 0x08 || (b & 0x06) !== 0x02) return false;
  return (c & 0xf0) !== 0xf0 && (c & 0xf0) !== 0 && (c & 0x0c) !== 0x0c;
}

/** UTF-8 without control characters; a character may be cut off at the end of the head. */
function isText(head: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/.test(text);
}

/** `audio/*` matches `audio/wav`. */
export const matchesMediaType = (wanted: string, type: string): boolean =>
  wanted === type || wanted === '*/*' || (wanted.endsWith('/*') && type.startsWith(wanted.slice(0, -1)));
