/** Adapter: SHA-256 of texts and files. A file is hashed again only when its size, times or inode changed. */
import { createHash, hash } from 'node:crypto';
import { type Digest, digest } from '../../model/brand.ts';
import { onDisk } from './error.ts';
import { type FileStat, type FileSystem, nodeFileSystem } from './file-system.ts';
import { createFolderDigests, type FolderDigest, type KeptFolders, type Linked } from './folder-digests.ts';
import { statIfThere } from './if-there.ts';
import { SAFELY } from './safe-read.ts';

export interface Digests {
  ofText(text: string): Digest;
  ofBytes(content: Uint8Array | string): Digest;
  /** null: there is no regular file. Links are not followed. @throws DurableError when it cannot be read */
  ofFile(path: string): Digest | null;
  /** The digest of a text as if it had these line ends; a checkout may have changed them. */
  ofTextFile(path: string, ends: LineEnds): Digest | null;
  /** The digest of all files in a folder. */
  ofFolder(path: string, linked: Linked): FolderDigest;
}

type LineEnds = 'lf' | 'crlf';

const PIECE = 256 * 1024;
const MOST_KNOWN = 10_000;
/** Bytes; a larger file is not treated as a text. */
const MAX_TEXT = 16 * 1024 * 1024;

export function createDigests(fs: FileSystem = nodeFileSystem, folders: KeptFolders = NONE_KEPT): Digests {
  const known = new Map<string, { readonly stamp: string; readonly digest: Digest }>();
  const kept = (path: string, name: string, make: (stat: FileStat) => Digest): Digest | null => {
    const stat = statIfThere(fs, path);
    if (stat?.type !== 'file') return null;
    const before = known.get(name);
    if (before?.stamp === stat.stamp) return before.digest;
    const made = make(stat);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, { stamp: stat.stamp, digest: made });
    return made;
  };
  const ofFile = (path: string): Digest | null => kept(path, path, () => sha256OfContent(path, fs));
  return {
    ofText: sha256Of,
    ofBytes: sha256Of,
    ofFile,
    ofFolder: createFolderDigests({ fs, hashFile: (path) => sha256OfContent(path, fs), hashText: sha256Of }, folders),
    // Paths contain no NUL.
    ofTextFile: (path, ends) =>
      kept(path, `${ends}\0${path}`, ({ bytes }) =>
        bytes > MAX_TEXT ? sha256OfContent(path, fs) : sha256Of(withEnds(contentOf(path, fs), ends)),
      ),
  };
}

const NONE_KEPT: KeptFolders = { read: () => new Map(), write: () => {} };

function withEnds(content: Buffer, ends: LineEnds): Buffer {
  if (ends === 'lf' && !content.includes('\r\n')) return content;
  const lf = content.toString('latin1').replaceAll('\r\n', '\n');
  return Buffer.from(ends === 'lf' ? lf : lf.replaceAll('\n', '\r\n'), 'latin1');
}

const contentOf = (path: string, fs: FileSystem): Buffer =>
  Buffer.concat(Array.from(piecesOf(path, fs), (piece) => Buffer.from(piece)));

export const sha256Of = (content: Uint8Array | string): Digest => digest(`sha256:${hash('sha256', content, 'hex')}`);

function sha256OfContent(path: string, fs: FileSystem): Digest {
  const sum = createHash('sha256');
  for (const piece of piecesOf(path, fs)) sum.update(piece);
  return digest(`sha256:${sum.digest('hex')}`);
}

/** All chunks share one buffer: each is valid until the next. */
function* piecesOf(path: string, fs: FileSystem): Generator<Buffer> {
  const room = Buffer.allocUnsafe(PIECE);
  const fd = onDisk('open', path, () => fs.open(path, SAFELY, 0));
  try {
    for (;;) {
      const got = onDisk('read', path, () => fs.read(fd, room));
      if (got === 0) return;
      yield room.subarray(0, got);
    }
  } finally {
    fs.close(fd);
  }
}
