/*
 * V8's code of the bundle, together with the source text, in the user's cache folder: one file per command.
 *
 * 1. Code is only taken from a file of this user that nobody else can write, made from this build by this version of
 *    Node.
 * 2. A file with any defect is treated as missing.
 *
 * The file contains the same half twice. If the halves differ, the file is damaged: V8 does not check its code, and a
 * damaged one crashes the process. A checksum would take longer, because of what Node loads for it: 3 ms for zlib, 5
 * for crypto.
 *
 * A half: the length of the index as 4 bytes, the index as JSON, the packs, each with its text and its code.
 *
 * A pack is read on request, into a buffer that is reused for the next one: touching new memory takes longer than
 * reading.
 */
'use strict';

const fs = require('node:fs');
const { enableCompileCache } = require('node:module');
const { homedir } = require('node:os');
const path = require('node:path');

const HEAD_BYTES = 4;
/* Enough for the index, and for most packs. */
const ROOM_BYTES = 256 * 1024;
/* For comparing the second half: this much stays in the processor's cache. */
const PIECE_BYTES = 32 * 1024;
const MAX_BYTES = 128 * 1024 * 1024;
/* Follows no links, and does not block on a pipe. */
const SAFELY = fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0);
const FORGOTTEN_AFTER_MS = 30 * 24 * 60 * 60 * 1000;

/* Throws if the system knows no home, as for a user who is only a number in a container. */
const ownFolder = () => path.join(cacheFolder(), 'pipeline-runner');
const folder = () => path.join(ownFolder(), 'code');

function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  if (XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  return process.platform === 'darwin' ? path.join(homedir(), 'Library', 'Caches') : path.join(homedir(), '.cache');
}

/* Makes Node cache the compiled sources of a checkout. */
exports.keepSources = () =>
  quietly(() => {
    const sources = path.join(ownFolder(), 'sources');
    makeFolders(sources);
    enableCompileCache(sources);
  });

/*
 * Not `recursive`, although Node's `enableCompileCache` does that: it loops forever if a folder exists in which none
 * can be created, as in /proc. False: the folder existed.
 */
function makeFolders(folder) {
  if (fs.existsSync(folder)) return false;
  makeFolders(path.dirname(folder));
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  return true;
}

const fileOf = (build, command) => path.join(folder(), `${build}-${process.version}-${process.arch}`, `${command}.bin`);

/**
 * `made`: bytes of bytecode of the process that wrote it. `pack` reads one; its code is valid until the next call.
 *
 * @returns {{ made: number, roots: readonly string[], pack: (root: string) => { names: readonly string[], text: string, code: Buffer } | null }}
 */
exports.openCode = function openCode(build, command) {
  let fd = -1;
  try {
    // Kept open: a newer file that replaces this one has its parts at other offsets.
    fd = fs.openSync(fileOf(build, command), SAFELY);
    return readerOf(fd);
  } catch {
    if (fd !== -1) fs.closeSync(fd);
    return { made: 0, roots: [], pack: () => null };
  }
};

function readerOf(fd) {
  const stat = fs.fstatSync(fd);
  const { uid, mode, size } = stat;
  const isOurs = stat.isFile() && (process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0));
  if (!isOurs || size > MAX_BYTES) throw new Error('not ours');
  const half = size / 2;
  const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  let room = Buffer.allocUnsafeSlow(ROOM_BYTES);
  const read = (start, length) => {
    if (start + length > half) throw new Error('cut off');
    if (room.length < length) room = Buffer.allocUnsafeSlow(length);
    fs.readSync(fd, room, 0, length, start);
    for (let at = 0; at < length; at += PIECE_BYTES) {
      const end = Math.min(at + PIECE_BYTES, length);
      fs.readSync(fd, piece, 0, end - at, half + start + at);
      if (room.compare(piece, 0, end - at, at, end) !== 0) throw new Error('damaged');
    }
    return room.subarray(0, length);
  };
  const length = read(0, HEAD_BYTES).readUInt32LE(0);
  const { made, packs } = JSON.parse(read(HEAD_BYTES, length).latin1Slice());
  const places = new Map();
  let at = HEAD_BYTES + length;
  for (const [names, textLength, length] of packs) {
    places.set(names[0], { at, names, textLength, length });
    at += length;
  }
  if (at !== half) throw new Error('cut off');
  const pack = (root) => {
    const place = places.get(root);
    if (place === undefined) return null;
    const { at, names, textLength, length } = place;
    try {
      const bytes = read(at, length);
      return { names, text: bytes.latin1Slice(0, textLength), code: bytes.subarray(textLength) };
    } catch {
      return null;
    }
  };
  return { made, roots: [...places.keys()], pack };
}

/**
 * @param {{ made: number, packs: readonly { names: readonly string[], text: string, code: Buffer }[] }} content
 * `names`: of the chunks in it; the first is its root.
 *
 * Never throws: it is the last step of a start, and must not make it fail. The home may be on a read-only disk, owned
 * by another user, or unknown.
 */
exports.writeCode = function writeCode(build, command, content) {
  quietly(() => {
    const file = fileOf(build, command);
    const temp = `${file}.${process.pid}.tmp`;
    const isWritten = quietly(() => {
      if (makeFolders(path.dirname(file))) forgetOthers(path.dirname(file));
      // Synced, so that after a power cut it is complete or missing.
      fs.writeFileSync(temp, bytesOf(content), { mode: 0o600, flush: true });
      fs.renameSync(temp, file);
    });
    if (!isWritten) fs.rmSync(temp, { force: true });
  });
};

/* false: the system refused. */
function quietly(work) {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function bytesOf({ made, packs }) {
  const listed = packs.map(({ names, text, code }) => [names, text.length, text.length + code.length]);
  const index = Buffer.from(JSON.stringify({ made, packs: listed }), 'latin1');
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(index.length);
  const half = [head, index, ...packs.flatMap(({ text, code }) => [Buffer.from(text, 'latin1'), code])];
  return Buffer.concat([...half, ...half]);
}

/* Removes the code of builds that were not used for a long time. */
function forgetOthers(current) {
  for (const name of fs.readdirSync(folder())) {
    const other = path.join(folder(), name);
    const isOld = Date.now() - fs.statSync(other).mtimeMs > FORGOTTEN_AFTER_MS;
    if (other !== current && isOld) fs.rmSync(other, { recursive: true, force: true });
  }
}
