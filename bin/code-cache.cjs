/*
 * The code that V8 made of the bundle, and the text it was made of, in the cache folder of the user: one file a command.
 *
 * 1. Code is taken only from a file of this user that nobody else can write, made of this very build by this very Node.
 * 2. Whatever is wrong with the file, it is as if there were none.
 *
 * The file: a half, and the same half once more. What is not the same in both is damaged: V8 does not look, it ends the
 * process. A checksum takes longer, because of what Node loads for it: 3 ms for zlib, 5 for crypto.
 *
 * A half: the length of the index as 4 bytes, the index as JSON, the packs, each its text and its code.
 *
 * A pack is read when it is asked for, into room that serves the next one too: to touch new memory takes longer than to
 * read.
 */
'use strict';

const fs = require('node:fs');
const { enableCompileCache } = require('node:module');
const { homedir } = require('node:os');
const path = require('node:path');

const HEAD_BYTES = 4;
/* Of the index, and of most packs. */
const ROOM_BYTES = 256 * 1024;
/* In which the second half is compared: they stay in the processor's cache. */
const PIECE_BYTES = 32 * 1024;
const MAX_BYTES = 128 * 1024 * 1024;
/* No link is followed, and no pipe is waited for. */
const SAFELY = fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0);
const FORGOTTEN_AFTER_MS = 30 * 24 * 60 * 60 * 1000;

/* Throws where the system knows no home, as of a user who is a mere number in a container. */
const ownFolder = () => path.join(cacheFolder(), 'pipeline-runner');
const folder = () => path.join(ownFolder(), 'code');

function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  if (XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  return process.platform === 'darwin' ? path.join(homedir(), 'Library', 'Caches') : path.join(homedir(), '.cache');
}

/** Has Node keep the sources of a checkout, compiled. */
exports.keepSources = () =>
  quietly(() => {
    const sources = path.join(ownFolder(), 'sources');
    makeFolders(sources);
    enableCompileCache(sources);
  });

/*
 * Not `recursive`, as Node does it itself in `enableCompileCache`: that goes in circles where a folder is there and none
 * can be made in it, as in /proc. False: it was there.
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
 * `made`: bytes of bytecode of the process that wrote it. `pack` reads one; its code is good until the next is read.
 *
 * @returns {{ made: number, roots: readonly string[], pack: (root: string) => { names: readonly string[], text: string, code: Buffer } | null }}
 */
exports.openCode = function openCode(build, command) {
  let fd = -1;
  try {
    // Stays open: a newer file that replaces this one has its parts at other places.
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
 * Never throws: it is the last thing that a start does, and must not make a failure of it. A home may be on a read-only
 * disk, another user's, or not known at all.
 */
exports.writeCode = function writeCode(build, command, content) {
  quietly(() => {
    const file = fileOf(build, command);
    const temp = `${file}.${process.pid}.tmp`;
    const isWritten = quietly(() => {
      if (makeFolders(path.dirname(file))) forgetOthers(path.dirname(file));
      // Synced: after a power cut it is whole or not there.
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

/* Code of builds that nobody has started for long. */
function forgetOthers(current) {
  for (const name of fs.readdirSync(folder())) {
    const other = path.join(folder(), name);
    const isOld = Date.now() - fs.statSync(other).mtimeMs > FORGOTTEN_AFTER_MS;
    if (other !== current && isOld) fs.rmSync(other, { recursive: true, force: true });
  }
}
