/*
 * The code that V8 made of the bundle, and the text it was made of, in the cache folder of the user: one file a command.
 *
 * 1. Code is taken only from a file of this user that nobody else can write, made of this very build by this very Node.
 * 2. Whatever is wrong with the file, it is as if there were none.
 *
 * The file: CRC-32 of the index, its length as 4 bytes, the index as JSON, the parts, each its text and its code. The
 * index has the CRC-32 of each part: V8 does not look whether code is damaged, it ends the process. Node's crypto takes
 * longer to load than all that is in the file.
 *
 * A part is read when it is asked for, into room that serves the next one too: to touch new memory takes longer than to
 * read.
 */
'use strict';

const fs = require('node:fs');
const { enableCompileCache } = require('node:module');
const { homedir } = require('node:os');
const path = require('node:path');
const { crc32 } = require('node:zlib');

const SUM_BYTES = 4;
const HEAD_BYTES = SUM_BYTES + 4;
/* Of the index, and of most parts. */
const ROOM_BYTES = 256 * 1024;
const MAX_BYTES = 64 * 1024 * 1024;
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
exports.keepSources = () => quietly(() => enableCompileCache(path.join(ownFolder(), 'sources')));

const fileOf = (build, command) => path.join(folder(), `${build}-${process.version}-${process.arch}`, `${command}.bin`);

/**
 * `made`: bytes of bytecode of the process that wrote it. `part` reads one; its code is good until the next is read.
 *
 * @returns {{ made: number, names: readonly string[], part: (name: string) => { text: string, code: Buffer } | null }}
 */
exports.openCode = function openCode(build, command) {
  let fd = -1;
  try {
    // Stays open: a newer file that replaces this one has its parts at other places.
    fd = fs.openSync(fileOf(build, command), fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
    return readerOf(fd);
  } catch {
    if (fd !== -1) fs.closeSync(fd);
    return { made: 0, names: [], part: () => null };
  }
};

function readerOf(fd) {
  const { uid, mode, size } = fs.fstatSync(fd);
  const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
  if (!isOurs || size > MAX_BYTES) throw new Error('not ours');
  let room = Buffer.allocUnsafeSlow(ROOM_BYTES);
  const read = (at, length) => {
    if (at + length > size) throw new Error('cut off');
    if (room.length < length) room = Buffer.allocUnsafeSlow(length);
    const bytes = room.subarray(0, length);
    fs.readSync(fd, bytes, 0, length, at);
    return bytes;
  };
  const checked = (at, length, sum) => {
    const bytes = read(at, length);
    if (crc32(bytes) !== sum) throw new Error('damaged');
    return bytes;
  };
  const head = read(0, HEAD_BYTES);
  const sum = head.readUInt32LE(0);
  let at = HEAD_BYTES + head.readUInt32LE(SUM_BYTES);
  const { made, parts } = JSON.parse(checked(HEAD_BYTES, at - HEAD_BYTES, sum).latin1Slice());
  const places = new Map();
  for (const [name, textLength, length, sum] of parts) {
    places.set(name, { at, textLength, length, sum });
    at += length;
  }
  if (at !== size) throw new Error('cut off');
  const part = (name) => {
    const place = places.get(name);
    if (place === undefined) return null;
    try {
      const bytes = checked(place.at, place.length, place.sum);
      return { text: bytes.latin1Slice(0, place.textLength), code: bytes.subarray(place.textLength) };
    } catch {
      return null;
    }
  };
  return { made, names: [...places.keys()], part };
}

/**
 * @param {{ made: number, parts: Map<string, { text: string, code: Buffer }> }} content
 *
 * Never throws: it is the last thing that a start does, and must not make a failure of it. A home may be on a read-only
 * disk, another user's, or not known at all.
 */
exports.writeCode = function writeCode(build, command, content) {
  quietly(() => {
    const file = fileOf(build, command);
    const temp = `${file}.${process.pid}.tmp`;
    const isWritten = quietly(() => {
      if (fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })) forgetOthers(path.dirname(file));
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

function bytesOf({ made, parts }) {
  const written = [...parts].map(([name, { text, code }]) => {
    const bytes = Buffer.concat([Buffer.from(text, 'latin1'), code]);
    return { listed: [name, text.length, bytes.length, crc32(bytes)], bytes };
  });
  const index = Buffer.from(JSON.stringify({ made, parts: written.map(({ listed }) => listed) }), 'latin1');
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(crc32(index), 0);
  head.writeUInt32LE(index.length, SUM_BYTES);
  return Buffer.concat([head, index, ...written.map(({ bytes }) => bytes)]);
}

/* Code of builds that nobody has started for long. */
function forgetOthers(current) {
  for (const name of fs.readdirSync(folder())) {
    const other = path.join(folder(), name);
    const isOld = Date.now() - fs.statSync(other).mtimeMs > FORGOTTEN_AFTER_MS;
    if (other !== current && isOld) fs.rmSync(other, { recursive: true, force: true });
  }
}
