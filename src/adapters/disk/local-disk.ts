/** Adapter: is a folder on a local disk? Then no other machine writes there, and its times reflect every change. */
import { statfsSync } from 'node:fs';
import { forgiving } from '../../model/system-error.ts';

const UNKNOWN = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EIO', 'ENOSYS', 'ELOOP'];
/** ext, XFS, Btrfs, F2FS, bcachefs, ZFS, tmpfs: see statfs(2). Others are not trusted. */
const LOCAL = new Set([0xef53n, 0x58465342n, 0x9123683en, 0xf2f52010n, 0xca451a4en, 0x2fc12fc1n, 0x01021994n]);

export const isOnLocalDisk = (path: string): boolean =>
  process.platform === 'linux' && LOCAL.has(forgiving(UNKNOWN, () => statfsSync(path, { bigint: true }).type) ?? 0n);
