/** Adapter: SHA-256 of texts and files. A file is hashed again only when its size, times or inode changed. */
import { createHash, hash } from 'node:crypto';
import { type Digest, digest } from '../../model/brand.ts';
import { onDisk } from './error.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { statIfThere } from './if-there.ts';
import { SAFELY } from './safe-read.ts';

export interface Digests {
  ofText(text: string): Digest;
  ofBytes(content: Uint8Array | string): Digest;
  /** null: there is no regular file. Links are not followed. @throws DurableError when it cannot be read */
  ofFile(path: string): Digest | null;
}

const PIECE = 256 * 1024;
const MOST_KNOWN = 10_000;

export function createDigests(fs: FileSystem = nodeFileSystem): Digests {
  const known = new Map<string, { readonly stamp: string; readonly digest: Digest }>();
  return {
    ofText: sha256Of,
    ofBytes: sha256Of,
    ofFile: (path) => {
      const stat = statIfThere(fs, path);
      if (stat?.type !== 'file') return null;
      const before = known.get(path);
      if (before?.stamp === stat.stamp) return before.digest;
      const made = sha256OfContent(path, fs);
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(path, { stamp: stat.stamp, digest: made });
      return made;
    },
  };
}

export const sha256Of = (content: Uint8Array | string): Digest => digest(`sha256:${hash('sha256', content, 'hex')}`);

function sha256OfContent(path: string, fs: FileSystem): Digest {
  const sum = createHash('sha256');
  const room = Buffer.allocUnsafe(PIECE);
  const fd = onDisk('open', path, () => fs.open(path, SAFELY, 0));
  try {
    for (;;) {
      const got = onDisk('read', path, () => fs.read(fd, room));
      if (got === 0) return digest(`sha256:${sum.digest('hex')}`);
      sum.update(room.subarray(0, got));
    }
  } finally {
    fs.close(fd);
  }
}
