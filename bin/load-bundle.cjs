/*
 * Loads the bundle together with the code that V8 made of it at earlier starts of the same command.
 *
 * Node's own compile cache keeps what is compiled as a file is loaded. Most of a start goes into functions that are
 * compiled when they are first called: those are kept here too, which halves the time to the first stage.
 */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { getHeapCodeStatistics, getHeapSpaceStatistics, setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');
const { openCode, writeCode } = require('./code-cache.cjs');

const BUNDLE = path.join(__dirname, '..', 'dist', 'cli');
/* So much more code than what is kept was made of is worth the time to keep it. */
const WORTH_KEEPING = 64 * 1024;
/* To count the code takes 2 ms and more, so not every start does. */
const LOOKS = process.pid % 8 === 0;

/* As Node starts. Code that V8 keeps is only good for the flags that it was made with: so is that of Node's modules. */
const NODES = ['--semi-space-growth-factor=2', '--invocation-count-for-maglev=400', '--heap-growing-percent=0'];

/*
 * Young objects get no more room than at the start. They die young here, and the room would triple the memory of a
 * large run; a fork, which every command is, takes the longer the more memory there is. And a run that goes on, whose
 * commands are started by a small process by then, gets four times that room: a large one spends a fifth of its time on
 * collecting without it.
 *
 * Old objects are collected when there are three times as many as were needed, not four times as V8 would have it: most
 * of what is old here belongs to states that are past.
 *
 * But for `run`, a function is optimized after ten times the usual number of calls. A command that reads some hundred
 * lines spent a third of its time on optimized code that it had no time left to use. What goes on for longer has it.
 * A run has it after three times the usual number: one of a hundred stages spent a fifth of its processor time on it and
 * was over, one of thousands does not notice the difference.
 *
 * A list of thousands of runs keeps what it makes, does the same thousands of times, starts nothing, and is over soon:
 * all of it is as Node has it.
 */
const COMMAND = /^[a-z]{2,16}$/.test(process.argv[2] ?? '') ? process.argv[2] : 'help';
const KEPT_SMALL = ['--semi-space-growth-factor=1', '--heap-growing-percent=200'];
const LATER = COMMAND === 'list' ? NODES : [...KEPT_SMALL, '--invocation-count-for-maglev=1200'];
const EARLY = COMMAND === 'list' || COMMAND === 'run' ? LATER : [...KEPT_SMALL, '--invocation-count-for-maglev=4000'];
const LATER_MS = 150;

let flags = NODES;
setFlags(EARLY);
setTimeout(setFlags, LATER_MS, LATER).unref();

/*
 * V8 can be told by how much the room grows, and not up to where: so it is told again as soon as it has grown. While the
 * program works on something long, nobody can look, and a definition of thousands of stages would have all the room
 * there is: looks that come on time tell that it is done with that.
 */
const MORE_ROOM = ['--semi-space-growth-factor=4', ...LATER.slice(1)];
const ROOM_BYTES = 8 * 1024 * 1024; // both halves
const LOOK_MS = 20;
const ENOUGH_ON_TIME = 3;
/* Who has not made enough by then to need it waits for something: nobody is to be woken for this. */
const MOST_LOOKS = 50;

/* One of a hundred modules is over by then, and would only pay for the room. */
if (COMMAND === 'run') setTimeout(giveRoom, 2 * LATER_MS).unref();

function giveRoom() {
  let [looks, onTime, last] = [0, 0, Date.now()];
  const timer = setInterval(() => {
    const now = Date.now();
    onTime = now - last < 2 * LOOK_MS ? onTime + 1 : 0;
    last = now;
    looks += 1;
    if (flags !== MORE_ROOM && onTime >= ENOUGH_ON_TIME) setFlags(MORE_ROOM);
    const room = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size;
    if (room < ROOM_BYTES && looks < MOST_LOOKS) return;
    clearInterval(timer);
    setFlags(LATER);
  }, LOOK_MS).unref();
}

/* Only what changes: V8 looks at all of its flags after each that is set. */
function setFlags(others) {
  for (const flag of others) if (!flags.includes(flag)) setFlagsFromString(flag);
  flags = others;
}

function withFlags(others, work) {
  const before = flags;
  setFlags(others);
  try {
    return work();
  } finally {
    setFlags(before);
  }
}

/** @param {string} build digest of the bundle */
module.exports = function loadBundle(build) {
  const kept = openCode(build, COMMAND);
  const scripts = new Map();
  const modules = new Map();
  let isNews = false;

  const load = (name) => {
    const known = modules.get(name);
    if (known) return known.exports;
    const filename = path.join(BUNDLE, name);
    const part = kept.part(name);
    // A function that takes what Node's wrapper gives a module, and more: see scripts/build.ts.
    const text = part?.text ?? fs.readFileSync(filename, 'latin1');
    const script = withFlags(EARLY, () => new Script(text, { filename, cachedData: part?.code }));
    isNews ||= script.cachedDataRejected !== false;
    scripts.set(name, { script, text });
    const module = { exports: {} };
    modules.set(name, module);
    const from = path.dirname(name);
    const requireHere = (id) => {
      if (id.startsWith('.')) return load(path.join(from, id));
      return SLOW.test(id) ? whenUsed(id) : requireAsNode(id);
    };
    const run = script.runInThisContext();
    const folder = path.dirname(filename);
    const given = [requireHere, module, filename, folder, dynamicImport, clock, build, web];
    run.call(module.exports, module.exports, ...given);
    return module.exports;
  };

  process.once('exit', (code) => {
    // A usage mistake is no command worth remembering.
    if (code === 2 || !(isNews || LOOKS)) return;
    const made = getHeapCodeStatistics().bytecode_and_metadata_size;
    if (!isNews && made < kept.made + WORTH_KEEPING) return;
    // What this start did not need stays: one command takes different ways.
    const parts = new Map();
    for (const name of kept.names) {
      const part = scripts.has(name) ? null : kept.part(name);
      if (part) parts.set(name, { text: part.text, code: Buffer.from(part.code) });
    }
    withFlags(EARLY, () => {
      for (const [name, { script, text }] of scripts) parts.set(name, { text, code: script.createCachedData() });
    });
    writeCode(build, COMMAND, { made: Math.max(made, kept.made), parts });
  });
  load('main.cjs');
};

const asNode = (work) => withFlags(NODES, work);

const loaded = new Map();
/* To set the flags takes longer than to find a module that is loaded already. */
function requireAsNode(id) {
  const known = loaded.get(id) ?? asNode(() => require(id));
  loaded.set(id, known);
  return known;
}

/* Modules of Node that take milliseconds to load and that most commands import without a use for them. */
const SLOW = /^(?:node:)?(?:child_process|crypto|fs\/promises)$/;

/* Stands for a module that is loaded when something of it is first used. */
function whenUsed(id) {
  const the = () => requireAsNode(id);
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
