/*
 * The code that V8 made of the bundle, in the cache folder of the user: one file a command.
 *
 * 1. Code is taken only from a file of this user that nobody else can write, made of this very build by this very Node.
 * 2. Whatever is wrong with the file, it is as if there were none.
 *
 * The file: CRC-32 of the rest, length of the index as 4 bytes, the index as JSON, the parts. V8 does not look whether
 * code is damaged: it ends the process. Node's crypto takes longer to load than all that is in the file.
 */
'use strict';

const fs = require('node:fs');
const { homedir } = require('node:os');
const path = require('node:path');
const { crc32 } = require('node:zlib');

const SUM_BYTES = 4;
const LENGTH_BYTES = 4;
const MAX_BYTES = 64 * 1024 * 1024;
const FORGOTTEN_AFTER_MS = 30 * 24 * 60 * 60 * 1000;

const ownFolder = () => path.join(cacheFolder(), 'pipeline-runner');
const folder = () => path.join(ownFolder(), 'code');
exports.sourcesFolder = () => path.join(ownFolder(), 'sources');

function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  if (XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  return process.platform === 'darwin' ? path.join(homedir(), 'Library', 'Caches') : path.join(homedir(), '.cache');
}

const fileOf = (build, command) => path.join(folder(), `${build}-${process.version}-${process.arch}`, `${command}.bin`);

/**
 * `made`: bytes of bytecode of the process that wrote it. `parts`: by name of the chunk.
 *
 * @returns {{ made: number, parts: Map<string, Buffer> }}
 */
exports.readCode = function readCode(build, command) {
  try {
    const whole = readOwn(fileOf(build, command));
    const bytes = whole.subarray(SUM_BYTES);
    if (crc32(bytes) !== whole.readUInt32LE(0)) return NOTHING;
    let at = LENGTH_BYTES + bytes.readUInt32LE(0);
    const { made, sizes } = JSON.parse(bytes.toString('latin1', LENGTH_BYTES, at));
    const parts = new Map();
    for (const [name, size] of sizes) {
      parts.set(name, bytes.subarray(at, at + size));
      at += size;
    }
    return { made, parts };
  } catch {
    return NOTHING;
  }
};

const NOTHING = { made: 0, parts: new Map() };

function readOwn(file) {
  const fd = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
  try {
    const { uid, mode, size } = fs.fstatSync(fd);
    const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    if (!isOurs || size > MAX_BYTES) throw new Error('not ours');
    const bytes = Buffer.allocUnsafeSlow(size);
    fs.readSync(fd, bytes);
    return bytes;
  } finally {
    fs.closeSync(fd);
  }
}

exports.writeCode = function writeCode(build, command, { made, parts }) {
  const file = fileOf(build, command);
  const temp = `${file}.${process.pid}.tmp`;
  try {
    const sizes = [...parts].map(([name, { length }]) => [name, length]);
    const index = Buffer.from(JSON.stringify({ made, sizes }), 'latin1');
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(index.length);
    const bytes = Buffer.concat([length, index, ...parts.values()]);
    const sum = Buffer.alloc(SUM_BYTES);
    sum.writeUInt32LE(crc32(bytes));
    if (fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })) forgetOthers(path.dirname(file));
    // Synced: after a power cut it is whole or not there.
    fs.writeFileSync(temp, Buffer.concat([sum, bytes]), { mode: 0o600, flush: true });
    fs.renameSync(temp, file);
  } catch {
    fs.rmSync(temp, { force: true });
  }
};

/* Code of builds that nobody has started for long. */
function forgetOthers(current) {
  for (const name of fs.readdirSync(folder())) {
    const other = path.join(folder(), name);
    const isOld = Date.now() - fs.statSync(other).mtimeMs > FORGOTTEN_AFTER_MS;
    if (other !== current && isOld) fs.rmSync(other, { recursive: true, force: true });
  }
}
