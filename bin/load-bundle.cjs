/*
 * Loads the bundle together with the code that V8 made of it at earlier starts of the same command.
 *
 * All chunks lie in one file, which is open from the first moment: a daemon works on with its own code when the package
 * is replaced under it, and what V8 makes of it is kept as code of this build, whatever lies there by then.
 *
 * Node's own compile cache keeps what is compiled as a file is loaded. Most of a start goes into functions that are
 * compiled when they are first called: those are kept here too, which halves the time to the first stage.
 */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { Script } = require('node:vm');
const { openCode, writeCode } = require('./code-cache.cjs');

/* Who wants to know where something was thrown gets the lines of files as they lie there: no packs, and nothing kept. */
const IS_DEBUG = process.argv.includes('--debug');
const NOTHING_KEPT = { made: 0, roots: [], pack: () => null };

/* Of the file of chunks: the length of its index, as scripts/build writes it. */
const HEAD_BYTES = 8;

/* So much more code than what is kept was made of is worth the time to keep it. */
const WORTH_KEEPING = 64 * 1024;
/* To count the code takes 2 ms and more, so not every start does. */
const LOOKS = process.pid % 8 === 0;

/* As Node starts. Code that V8 keeps is only good for the flags that it was made with: these, for ours and Node's. */
const NODES = ['--semi-space-growth-factor=2', '--invocation-count-for-maglev=400', '--heap-growing-percent=0'];

/*
 * Young objects get no more room than at the start. They die young here, and the room would triple the memory of a
 * large run; a fork, which every command is, takes the longer the more memory there is. And a run that goes on, whose
 * commands are started by a small process by then, gets 8 MB: a large one spends a fifth of its time on collecting
 * without it.
 *
 * Old objects are collected when there are three times as many as were needed, not four times as V8 would have it: most
 * of what is old here belongs to states that are past.
 *
 * But for `run`, a function is optimized after ten times the usual number of calls. A command that reads some hundred
 * lines spent a third of its time on optimized code that it had no time left to use. What goes on for longer has it.
 * A run has it after three times the usual number: one of a hundred stages spent a fifth of its processor time on it and
 * was over, one of thousands does not notice the difference.
 *
 * To set a flag takes 3 ms, because of the streams that Node loads for it. So a run sets none before it has loaded
 * something else that needs them: one that has nothing to do is over without. A list of thousands of runs keeps what it
 * makes, does the same thousands of times, starts nothing, and is over soon: all of it is as Node has it.
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
 * V8 can be told by how much the room grows, and not up to where: so it is told again as soon as it has grown. While the
 * program works on something long, nobody can look, and a definition of thousands of stages would have all the room
 * there is: looks that come on time tell that it is done with that.
 */
const ROOM_BYTES = 8 * 1024 * 1024; // both halves
const ROOM_AFTER_MS = 2 * LATER_MS;
const LOOK_MS = 20;
const ENOUGH_ON_TIME = 3;
/* Who has not made enough by then to need it waits for something: nobody is to be woken for this. */
const MOST_LOOKS = 50;

/* One of a hundred modules is over by then, and would only pay for the room. */
if (COMMAND === 'run') setTimeout(giveRoom, ROOM_AFTER_MS).unref();

function giveRoom() {
  const { getHeapSpaceStatistics } = require('node:v8');
  const missing = () => {
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    return Math.floor(ROOM_BYTES / (space?.space_size ?? ROOM_BYTES));
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

/* Only what changes: V8 looks at all of its flags after each that is set. */
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
 * Chunks are loaded in packs: what is asked for, and all that it imports and that is not there yet. One script of sixty
 * chunks is loaded in less time than sixty scripts.
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
    const requireHere = (id) => {
      if (id.startsWith('.')) return load(besides(name, id));
      return SLOW.test(id) ? whenUsed(id) : requireAsNode(id);
    };
    const filename = path.join(bundle, name);
    const given = [requireHere, module, filename, path.dirname(filename), dynamicImport, clock, build, web];
    functions.get(name).call(module.exports, module.exports, ...given);
    return module.exports;
  };

  process.once('exit', (code) => {
    // A usage mistake is no command worth remembering.
    if (code === 2 || IS_DEBUG || !(isNews || LOOKS)) return;
    const made = require('node:v8').getHeapCodeStatistics().bytecode_and_metadata_size;
    if (!isNews && made < kept.made + WORTH_KEEPING) return;
    // What this start did not need stays: one command takes different ways.
    const others = kept.roots.filter((root) => !packs.has(root)).map((root) => copyOf(kept.pack(root)));
    const ours = asNode(() => [...packs.values()].map(withCode));
    writeCode(build, COMMAND, { made: Math.max(made, kept.made), packs: [...ours, ...others].filter(Boolean) });
  });
  load('main.cjs');
};

const withCode = ({ names, text, script }) => ({ names, text, code: script.createCachedData() });
const copyOf = (pack) => pack && { ...pack, code: Buffer.from(pack.code) };

const besides = (name, id) => path.posix.join(path.posix.dirname(name), id);

/*
 * The file: the length of the index, the index as JSON, the texts of the chunks, which are functions. `packed` makes of
 * some of them a script that is an array of them.
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
/* To set the flags takes longer than to find a module that is loaded already. */
function requireAsNode(id) {
  const known = loaded.get(id) ?? asNode(() => require(id));
  loaded.set(id, known);
  return known;
}

/* Modules of Node that take milliseconds to load and that most commands import without a use for them. */
const SLOW = /^(?:node:)?(?:child_process|crypto|fs\/promises|zlib)$/;

/* Stands for a module that is loaded when something of it is first used. */
function whenUsed(id) {
  const the = () => {
    const module = requireAsNode(id);
    if (COMMAND === 'run' && flags === NODES) setFlags(LATER);
    return module;
  };
  return new Proxy(
    {},
    {
      // What packages ask of every module at once.
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

/* Stands for `performance`. */
const clock = { now: () => Number(process.hrtime.bigint()) / 1e6 };

let headers;
/*
 * Stands for two globals: with the first of them Node loads all that `fetch` is made of, which takes 30 ms less with the
 * flags that it was compiled with.
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
