/*
 * Loads the bundle together with the code that V8 generated for it at earlier starts of the same command.
 *
 * All chunks are in one file, which is opened at once: if the package is replaced, a running daemon continues with its
 * own code, and V8's code for it is stored for this build, whatever is on disk by then.
 *
 * Node's own compile cache only contains what is compiled when a file is loaded. Most of a start goes into functions
 * that are compiled at their first call: those are cached here too, which halves the time to the first stage.
 */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { Script } = require('node:vm');
const { openCode, writeCode } = require('./code-cache.cjs');

/* With --debug, stack traces show the lines of the files on disk: no packs, and nothing is cached. */
const IS_DEBUG = process.argv.includes('--debug');
const NOTHING_KEPT = { made: 0, roots: [], pack: () => null };

/* Of the file of chunks: the length of its index, as scripts/build writes it. */
const HEAD_BYTES = 8;

/* Caching is worth its time if there is this much more code than in the cached version. */
const WORTH_KEEPING = 64 * 1024;
/* Measuring the code takes 2 ms and more, so not every start does it. */
const LOOKS = process.pid % 8 === 0;

/* Node's defaults. V8's code is only valid for the flags that it was generated with: these, for both our and Node's. */
const NODES = ['--semi-space-growth-factor=2', '--invocation-count-for-maglev=400', '--heap-growing-percent=0'];

/*
 * The space for young objects does not grow. They die young here, and growth would triple the memory of a large run;
 * and a fork, which every command needs, takes longer the more memory there is. A run that continues starts its
 * commands from a small process by then, so it gets 8 MB: without them a large run spends a fifth of its time on
 * garbage collection.
 *
 * Old objects are collected when there are three times as many as were needed, not four times as by default in V8: most
 * old objects here belong to past states.
 *
 * Except for `run`, a function is optimised after ten times the usual number of calls: a command that reads some
 * hundred lines spent a third of its time on optimised code that it hardly used; longer processes still get it. A run
 * optimises after three times the usual number: a run of a hundred stages spent a fifth of its processor time on it and
 * was over, and a run of thousands shows no difference.
 *
 * Setting a flag takes 3 ms, because of the streams that Node loads for it. So a run sets none before it has loaded
 * something else that needs them; a run with nothing to do ends without. A list of thousands of runs keeps its objects,
 * repeats the same work thousands of times, starts nothing, and ends soon: it uses Node's defaults.
 */
const COMMAND = /^[a-z]{2,16}$/.test(process.argv[2] ?? '') ? process.argv[2] : 'help';
const KEPT_SMALL = ['--semi-space-growth-factor=1', '--heap-growing-percent=200'];
const LATER = [...KEPT_SMALL, '--invocation-count-for-maglev=1200'];
const EARLY = [...KEPT_SMALL, '--invocation-count-for-maglev=4000'];
const LATER_MS = 150;

let flags = NODES;
if (COMMAND !== 'list') {
  if (COMMAND !== 'run') setFlags(EARLY);
  setTimeout(setFlags, LATER_MS, LATER).unref();
}

/*
 * V8 takes a growth factor for the space, but no maximum: so the factor is reset as soon as the space has grown. While
 * the program is busy with something long, no timer fires, and a definition of thousands of stages would get all the
 * space there is: timers that fire on time show that this is over.
 */
const ROOM_BYTES = 4 * 1024 * 1024; // one half
const ROOM_AFTER_MS = 2 * LATER_MS;
const LOOK_MS = 20;
const ENOUGH_ON_TIME = 3;
/* A process that has not needed the space by then is waiting for something, and is not woken up for this. */
const MOST_LOOKS = 50;

/* A run of a hundred modules is over by then, and would only pay for the space. */
if (COMMAND === 'run') setTimeout(giveRoom, ROOM_AFTER_MS).unref();

function giveRoom() {
  const { getHeapSpaceStatistics } = require('node:v8');
  /* Not by `space_size`, which depends on V8: it counts both halves whole, or only the pages that they have so far. */
  const missing = () => {
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    return space ? Math.floor(ROOM_BYTES / (space.space_used_size + space.space_available_size)) : 1;
  };
  let [looks, onTime, last] = [0, 0, Date.now()];
  const timer = setInterval(() => {
    const now = Date.now();
    onTime = now - last < 2 * LOOK_MS ? onTime + 1 : 0;
    last = now;
    looks += 1;
    const factor = missing();
    const isOver = factor < 2 || looks >= MOST_LOOKS;
    if (isOver) {
      clearInterval(timer);
      setFlags(LATER);
    } else if (onTime === ENOUGH_ON_TIME) setFlags([`--semi-space-growth-factor=${factor}`, ...LATER.slice(1)]);
  }, LOOK_MS).unref();
}

/* Only flags that change: V8 checks all of its flags after each one that is set. */
function setFlags(others) {
  if (flags === others) return;
  const { setFlagsFromString } = require('node:v8');
  for (const flag of others) if (!flags.includes(flag)) setFlagsFromString(flag);
  flags = others;
}

function asNode(work) {
  const before = flags;
  setFlags(NODES);
  try {
    return work();
  } finally {
    setFlags(before);
  }
}

/**
 * Chunks are loaded in packs: a requested chunk with everything that it imports and that is not loaded yet. One script
 * of sixty chunks loads faster than sixty scripts.
 *
 * @param {string} build digest of the bundle
 * @param {string} dist the folder that `cli/` lies in
 */
module.exports = function loadBundle(build, dist) {
  const bundle = path.join(dist, 'cli');
  const chunks = openChunks(path.join(bundle, `${build}.chunks`));
  const kept = IS_DEBUG ? NOTHING_KEPT : openCode(build, COMMAND);
  const packs = new Map();
  /** By name of their chunk: see scripts/build. */
  const functions = new Map();
  const modules = new Map();
  let isNews = false;

  const openPack = (root) => {
    const pack = kept.pack(root);
    const { names, text, place } = pack ?? chunks.packed(root, functions);
    const options = { filename: path.join(bundle, root), ...place, cachedData: pack?.code };
    const script = asNode(() => new Script(text, options));
    isNews ||= script.cachedDataRejected !== false;
    packs.set(root, { names, text, script });
    script.runInThisContext().forEach((run, index) => {
      if (!functions.has(names[index])) functions.set(names[index], run);
    });
  };

  const load = (name) => {
    const known = modules.get(name);
    if (known) return known.exports;
    if (!functions.has(name)) openPack(name);
    const module = { exports: {} };
    modules.set(name, module);
    const folder = name.slice(0, name.lastIndexOf('/') + 1);
    const requireHere = (id) => {
      if (id.startsWith('.')) return load(besides(folder, id));
      return SLOW.test(id) ? whenUsed(id) : requireAsNode(id);
    };
    const dirname = folder === '' ? bundle : bundle + path.sep + folder.slice(0, -1);
    const given = [requireHere, module, bundle + path.sep + name, dirname, dynamicImport, clock, build, web];
    functions.get(name).call(module.exports, module.exports, ...given);
    return module.exports;
  };

  process.once('exit', (code) => {
    // A usage error is not worth caching code for.
    if (code === 2 || IS_DEBUG || !(isNews || LOOKS)) return;
    const made = require('node:v8').getHeapCodeStatistics().bytecode_and_metadata_size;
    if (!isNews && made < kept.made + WORTH_KEEPING) return;
    // Keeps what this start did not need: one command takes different paths.
    const others = kept.roots.filter((root) => !packs.has(root)).map((root) => copyOf(kept.pack(root)));
    const ours = asNode(() => [...packs.values()].map(withCode));
    writeCode(build, COMMAND, { made: Math.max(made, kept.made), packs: [...ours, ...others].filter(Boolean) });
  });
  load('main.cjs');
};

const withCode = ({ names, text, script }) => ({ names, text, code: script.createCachedData() });
const copyOf = (pack) => pack && { ...pack, code: Buffer.from(pack.code) };

/* A start has hundreds of imports, for which `path.join` takes 2 ms. */
const besides = (folder, id) => (id.startsWith('./') ? folder + id.slice(2) : path.posix.join(folder, id));

/*
 * The file: the length of the index, the index as JSON, the texts of the chunks, which are functions. `packed` combines
 * some of them into a script that is an array of them.
 */
function openChunks(file) {
  const fd = fs.openSync(file);
  const read = (start, length) => {
    const bytes = Buffer.allocUnsafeSlow(length);
    fs.readSync(fd, bytes, 0, length, start);
    return bytes.latin1Slice();
  };
  let index;
  let first;
  const packed = (root, known) => {
    if (index === undefined) {
      const length = Number(read(0, HEAD_BYTES));
      index = JSON.parse(read(HEAD_BYTES, length));
      first = HEAD_BYTES + length;
    }
    const names = new Set([root]);
    if (!IS_DEBUG)
      for (const name of names) for (const other of index[name].imports) if (!known.has(other)) names.add(other);
    const texts = [...names].map((name) => read(first + index[name].at, index[name].length));
    const place = IS_DEBUG ? { filename: file, lineOffset: index[root].line } : {};
    return { names: [...names], text: `[${texts.join(',')}]`, place };
  };
  return { packed };
}

const loaded = new Map();
/* Setting the flags takes longer than finding a module that is already loaded. */
function requireAsNode(id) {
  const known = loaded.get(id) ?? asNode(() => require(id));
  loaded.set(id, known);
  return known;
}

/* Node modules that take milliseconds to load, and that most commands import without using them. */
const SLOW = /^(?:node:)?(?:child_process|crypto|fs\/promises|zlib)$/;

/* A proxy for a module that is loaded at its first use. */
function whenUsed(id) {
  const the = () => {
    const module = requireAsNode(id);
    if (COMMAND === 'run' && flags === NODES) setFlags(LATER);
    return module;
  };
  return new Proxy(
    {},
    {
      // Packages ask every module for `__esModule` at once.
      get: (_, name) => (name === '__esModule' ? undefined : the()[name]),
      has: (_, name) => name in the(),
      ownKeys: () => Reflect.ownKeys(the()),
      getOwnPropertyDescriptor: (_, name) => {
        const found = Reflect.getOwnPropertyDescriptor(the(), name);
        return found && { ...found, configurable: true };
      },
    },
  );
}

const dynamicImport = (specifier) => import(specifier);

/* Replaces `performance`. */
const clock = { now: () => Number(process.hrtime.bigint()) / 1e6 };

let headers;
/*
 * Replaces two globals: at the first use of either, Node loads all of `fetch`, which takes 30 ms less with the flags
 * that it was compiled with.
 */
const web = {
  get Headers() {
    headers ??= asNode(() => Headers);
    return headers;
  },
  get fetch() {
    headers ??= web.Headers;
    return globalThis.fetch;
  },
};

/* For tests. */
Object.assign(module.exports, { asNode, clock, web, whenUsed });
