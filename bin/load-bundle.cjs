/*
 * Loads the bundle together with the code that V8 made of it at an earlier start of the same command.
 *
 * Node's own compile cache keeps what is compiled as a file is loaded. Most of a start goes into functions that are
 * compiled when they are first called: those are in here too, which halves the time to the first stage.
 *
 * 1. Code is taken only from a file of this user that nobody else can write, made of this very build by this very Node.
 * 2. Whatever is wrong with the cache, the program runs, just slower.
 */
'use strict';

const { hash } = require('node:crypto');
const fs = require('node:fs');
const { homedir } = require('node:os');
const path = require('node:path');
const { Script } = require('node:vm');

const BUNDLE = path.join(__dirname, '..', 'dist', 'cli');
const DIGEST_BYTES = 32;
const MAX_BYTES = 64 * 1024 * 1024;
const FORGOTTEN_AFTER_MS = 30 * 24 * 60 * 60 * 1000;

/** @param {string} build digest of the bundle */
module.exports = function loadBundle(build) {
  const command = /^[a-z]{2,16}$/.test(process.argv[2] ?? '') ? process.argv[2] : 'help';
  const folder = path.join(cacheFolder(), 'pipeline-runner', 'code');
  const file = path.join(folder, `${build}-${process.version}-${process.arch}`, `${command}.bin`);
  const kept = readCache(file);
  const scripts = new Map();
  const modules = new Map();
  let isNews = false;

  const load = (name) => {
    const known = modules.get(name);
    if (known) return known.exports;
    const filename = path.join(BUNDLE, name);
    // A function that takes what Node's wrapper gives a module, and `import`: see scripts/build.ts.
    const script = new Script(fs.readFileSync(filename, 'latin1'), { filename, cachedData: kept.get(name) });
    isNews ||= script.cachedDataRejected !== false;
    scripts.set(name, script);
    const module = { exports: {} };
    modules.set(name, module);
    const from = path.dirname(name);
    const requireHere = (id) => (id.startsWith('.') ? load(path.join(from, id)) : require(id));
    const run = script.runInThisContext();
    run.call(module.exports, module.exports, requireHere, module, filename, path.dirname(filename), dynamicImport);
    return module.exports;
  };

  process.once('exit', (code) => {
    // A usage mistake is no command worth remembering.
    if (isNews && code !== 2) writeCache(folder, file, scripts);
  });
  load('main.cjs');
};

const dynamicImport = (specifier) => import(specifier);

function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  if (XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  return process.platform === 'darwin' ? path.join(homedir(), 'Library', 'Caches') : path.join(homedir(), '.cache');
}

/*
 * The file: SHA-256 of the rest, length of the index as 4 bytes, the index as JSON ([[name, bytes], …]), the code of each.
 * V8 does not look whether code is damaged: it ends the process.
 */
function readCache(file) {
  const kept = new Map();
  try {
    const whole = readOwn(file);
    const bytes = whole.subarray(DIGEST_BYTES);
    if (!digestOf(bytes).equals(whole.subarray(0, DIGEST_BYTES))) return kept;
    const start = 4 + bytes.readUInt32LE(0);
    let at = start;
    for (const [name, length] of JSON.parse(bytes.toString('latin1', 4, start))) {
      kept.set(name, bytes.subarray(at, at + length));
      at += length;
    }
  } catch {
    kept.clear();
  }
  return kept;
}

const digestOf = (bytes) => hash('sha256', bytes, 'buffer');

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

function writeCache(folder, file, scripts) {
  const temp = `${file}.${process.pid}.tmp`;
  try {
    const parts = [...scripts].map(([name, script]) => [name, script.createCachedData()]);
    const index = Buffer.from(JSON.stringify(parts.map(([name, data]) => [name, data.length])), 'latin1');
    const length = Buffer.alloc(4);
    length.writeUInt32LE(index.length);
    const bytes = Buffer.concat([length, index, ...parts.map(([, data]) => data)]);
    if (fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })) forgetOld(folder, path.dirname(file));
    // Synced: after a power cut it is whole or not there.
    fs.writeFileSync(temp, Buffer.concat([digestOf(bytes), bytes]), { mode: 0o600, flush: true });
    fs.renameSync(temp, file);
  } catch {
    fs.rmSync(temp, { force: true });
  }
}

/* Code of builds that nobody has started for long. */
function forgetOld(folder, current) {
  for (const name of fs.readdirSync(folder)) {
    const other = path.join(folder, name);
    const isOld = Date.now() - fs.statSync(other).mtimeMs > FORGOTTEN_AFTER_MS;
    if (other !== current && isOld) fs.rmSync(other, { recursive: true, force: true });
  }
}
