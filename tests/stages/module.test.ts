import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { isJsonObject } from '../../src/model/json.ts';
import { PermanentError, RetryableError, retryOf } from '../../src/stages/define-stage.ts';
import { createRig, failureOf, outputOf, type Rig } from './rig.ts';

const PACKAGE = new URL('../../src/stages/define-stage.ts', import.meta.url).href;

/** Runs `source` as the project's module `stages/x.ts`. */
function run(rig: Rig, source: string, more: object = {}, options: Parameters<Rig['run']>[2] = {}) {
  rig.put('stages/x.ts', source);
  return rig.run('module', { module: 'stages/x.ts', ...more }, options);
}

test('a function gets its whole context, typed', async () => {
  using rig = createRig();
  const source = `
    import { defineStage } from '${PACKAGE}';
    export default defineStage<{ depth: number }, { title: string }>(async (c) => {
      c.progress(1, 2, 'half'); c.cost({ usd: 0.5, tokens: 10 }); c.externalId('job-1');
      c.log.info('hello'); c.log.warn('careful');
      await c.artifacts.write('sub/a.txt', 'text');
      const { inputs, context, item, needs, args, run, stage, attempt, effectKey } = c;
      return { output: { inputs, context, item, needs, depth: args.depth + 1, run, stage, attempt, effectKey, aborted: c.signal.aborted } };
    });`;
  const output = outputOf(await run(rig, source, { args: { depth: 2 } }));
  assert.deepEqual(output, {
    inputs: { topic: 'rockets' },
    context: { show: { name: 'Kids' } },
    item: { title: 'Intro' },
    needs: {
      outline: { output: { n: 3 }, artifacts: { 'a.md': { path: 'x/a.md' } }, itemArtifacts: [] },
      clips: { output: [1, 2], artifacts: {}, itemArtifacts: [{ 'c.mp4': { path: 'x/c.mp4' } }, {}] },
    },
    depth: 3,
    run: '2026/ep001',
    stage: 'segments',
    attempt: 2,
    effectKey: 'effect-7',
    aborted: false,
  });
  assert.equal(readFileSync(join(rig.staging, 'sub/a.txt'), 'utf8'), 'text');
  assert.equal(rig.log(), 'hello\nwarning: careful\n');
  assert.deepEqual(
    rig.reports.map((report) => report.type),
    ['progress', 'cost', 'external'],
  );
});

test('a module may use job ids and progress labels as long as those of a command', async () => {
  using rig = createRig();
  const source = `export default ({ externalId, progress }) => {
    externalId('job\\u001b[31m' + 'x'.repeat(1e6)); progress(1, 2, 'y'.repeat(1e6));
  };`;
  outputOf(await run(rig, source));
  const texts = rig.reports.map((report) => (report.type === 'external' ? report.externalId : JSON.stringify(report)));
  assert.ok(texts.length === 2 && texts.every((text) => text.length < 700), texts.map(({ length }) => length).join());
  assert.ok(!texts.join().includes('\u001b'));
});

test('secrets are removed from job ids and labels before these are shortened', async () => {
  using rig = createRig();
  const source = `export default ({ externalId, progress }) => {
    externalId('abcdef123' + 'x'.repeat(510)); progress(1, 2, 'abcdef123' + 'y'.repeat(195));
  };`;
  outputOf(await run(rig, source, {}, { secrets: { KEY: 'abcdef123' } }));
  const texts = rig.reports.map((report) => (report.type === 'external' ? report.externalId : JSON.stringify(report)));
  assert.deepEqual([texts.length, texts.filter((text) => /[a-f][1-3]/.test(text))], [2, []]);
});

test('`console` output of a function goes to its log, and nowhere else', async () => {
  using one = createRig();
  using two = createRig();
  const source = (word: string) => `import { AsyncResource } from 'node:async_hooks';
    console.log('loading');
    export default async () => {
      console.info('%s of %d', '${word}', 2);
      await null;
      console.warn('careful'); console.error('no'); console.dir({ a: [1] }); console.table(['cell']);
      globalThis.saidLate = AsyncResource.bind(() => console.log('late'));
    };`;
  const printed: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = (text: string | Uint8Array) => printed.push(String(text)) > 0;
  try {
    await Promise.all([run(one, source('one')), run(two, source('two'))]);
    Reflect.get(globalThis, 'saidLate')();
  } finally {
    process.stdout.write = write;
  }
  for (const [rig, word] of [[one, 'one'] as const, [two, 'two'] as const]) {
    const lines = rig.log().split('\n');
    assert.deepEqual(lines.slice(0, 5), ['loading', `${word} of 2`, 'warning: careful', 'error: no', '{ a: [ 1 ] }']);
    assert.ok(rig.log().includes("'cell'") && !rig.log().includes('late'), rig.log());
  }
  assert.deepEqual(
    printed.filter((text) => /of 2|careful|cell|late/.test(text)),
    [],
  );
});

test('a function may return nothing, and must not return the output itself', async () => {
  using rig = createRig();
  assert.equal(outputOf(await run(rig, 'export default () => {};')), null);
  assert.equal(outputOf(await run(rig, 'export default () => ({});')), null);
  assert.match(
    failureOf(await run(rig, 'export default () => ({ groups: 1 });')).message,
    /an object with groups, not/,
  );
  assert.match(failureOf(await run(rig, 'export default () => "text";')).message, /a string, not/);
  assert.match(failureOf(await run(rig, 'export default () => [1];')).message, /a list, not/);
  // A generator has done nothing yet, and a map that is no object would be lost.
  assert.match(failureOf(await run(rig, 'export default function* () { yield 1; }')).message, /a Generator, not/);
  assert.match(failureOf(await run(rig, 'export default () => new Map([[1, 2]]);')).message, /a Map, not/);
});

test('a value that JSON cannot express is a failure with its place', async () => {
  using rig = createRig();
  const message = async (value: string) =>
    failureOf(await run(rig, `export default () => ({ output: ${value} });`)).message;
  assert.equal(await message('{ a: [1, new Map()] }'), 'output.a[1] is a Map');
  assert.equal(await message('{ a: NaN }'), 'output.a is NaN');
  assert.equal(await message('{ a: 1n }'), 'output.a is a bigint');
  assert.equal(await message('() => 1'), 'output is a function');
  assert.match(await message('(() => { const a = []; a.push(a); return a; })()'), /nested deeper/);
  assert.match(await message('"x".repeat(17e6)'), /larger than 16 MiB/);
  const date = outputOf(await run(rig, 'export default () => ({ output: { at: new Date(0), gone: undefined } });'));
  assert.deepEqual(date, { at: '1970-01-01T00:00:00.000Z' });
});

test('another export can be named; a missing one, or one that is no function, is reported', async () => {
  using rig = createRig();
  const source = 'export const group = () => ({ output: 1 }); export const n = 3; export const other = () => {};';
  assert.equal(outputOf(await run(rig, source, { export: 'group' })), 1);
  const { message, hint } = failureOf(await run(rig, source));
  assert.match(message, /has no export "default"; functions in it: group, other/);
  assert.match(String(hint), /^write `export: group` under `with`/);
  assert.match(
    failureOf(await run(rig, source, { export: 'n' })).message,
    /the export "n" of stages\/x.ts is not a function/,
  );
});

test("an error is reported with the place in the user's file and without a stack", async () => {
  using rig = createRig();
  const why = failureOf(await run(rig, '\nexport default () => {\n  throw new TypeError("bad topic");\n};'));
  assert.equal(why.code, 'module/threw');
  assert.equal(why.retry, 'policy');
  assert.equal(why.message, 'TypeError: bad topic (stages/x.ts:3:9)');
});

test('an error in an imported file names that file, and its causes are shown', async () => {
  using rig = createRig();
  rig.put('lib/deep.ts', 'export const deep = () => {\n  throw new Error("deep", { cause: new Error("root") });\n};');
  const why = failureOf(await run(rig, 'import { deep } from "../lib/deep.ts"; export default async () => deep();'));
  assert.equal(why.message, 'deep: root (lib/deep.ts:2:9)');
});

test('values that are no errors can be thrown too', async () => {
  using rig = createRig();
  assert.equal(failureOf(await run(rig, 'export default () => { throw "no"; };')).message, '"no" was thrown');
});

test('PermanentError and RetryableError decide about a retry, even from another copy of the package', async () => {
  using rig = createRig();
  const throwing = (what: string) =>
    `import { PermanentError, RetryableError } from '${PACKAGE}?copy'; export default () => { throw ${what}; };`;
  assert.equal(failureOf(await run(rig, throwing('new PermanentError("p")'))).retry, 'never');
  const later = failureOf(await run(rig, throwing('new RetryableError("r", { retryAfterMs: 50 })')));
  assert.deepEqual([later.retry, later.retryAfterMs, later.message.split(' ')[0]], ['always', 50, 'r']);
  assert.deepEqual(retryOf(new PermanentError('x')), { retry: 'never' });
  assert.deepEqual(retryOf(new RetryableError('x')), { retry: 'always' });
  assert.deepEqual(retryOf(null), { retry: 'policy' });
});

test('a syntax error and a missing import are reported with their place', async () => {
  using rig = createRig();
  const syntax = failureOf(await run(rig, 'const a: number = 1;\nconst b = ;\nexport default a;'));
  assert.equal(syntax.code, 'module/load');
  assert.match(syntax.message, /stages\/x.ts:2:10/);
  const missing = failureOf(await run(rig, 'import "./nope.ts";\nexport default () => {};'));
  assert.match(missing.message, /stages\/nope.ts/);
  assert.ok(!missing.message.includes(rig.project), missing.message);
  rig.put('stages/y.mjs', 'export default () => {};\nconst = 1;');
  const plain = failureOf(await rig.run('module', { module: 'stages/y.mjs' }));
  assert.match(plain.message, /stages\/y.mjs:2/);
  const thrown = failureOf(await run(rig, '\nthrow new Error("at load");'));
  assert.equal(thrown.message, 'stages/x.ts could not be loaded: at load (stages/x.ts:2:7)');
});

test('a package that is not installed is reported with what to type', async () => {
  using rig = createRig();
  const hintOf = async (source: string, ending = 'ts') => {
    rig.put(`stages/p.${ending}`, source);
    return failureOf(await rig.run('module', { module: `stages/p.${ending}` })).hint;
  };
  assert.equal(await hintOf("import 'no-such-package-x/lib';"), 'npm install no-such-package-x');
  assert.equal(await hintOf("require('@some-one/no-such-x');", 'cjs'), 'npm install @some-one/no-such-x');
  rig.put('package.json', '{ "devDependencies": { "no-such-package-x": "1" } }');
  const listed = 'npm install: package.json lists no-such-package-x, but it is not in node_modules';
  assert.equal(await hintOf("import 'no-such-package-x';"), listed);
  rig.put('package.json', '{');
  assert.equal(await hintOf("enum A { b }\nimport 'no-such-package-x';\nA.b;"), 'npm install no-such-package-x');
  for (const other of ["import './no-such-file.ts';", "import '/no-such-file.ts';", "import '#inner';", 'throw null;'])
    assert.equal(await hintOf(other), undefined, other);
});

test('code that Node cannot strip is loaded by tsx: enums, imports without extension, JSX', async () => {
  using rig = createRig();
  rig.put('stages/dep.ts', 'export enum Color { Red, Green }');
  const source = `import { Color } from './dep';\nclass P { constructor(readonly n: number) {} }\n\n
    export default (c: unknown) => ({ output: [new P(Color.Green).n] });
    export const fails = () => { const x: number = 1;\n
      throw new Error('here'); };`;
  assert.deepEqual(outputOf(await run(rig, source)), [1]);
  const why = failureOf(await run(rig, source, { export: 'fails' }));
  assert.match(why.message, /^here \(stages\/x.ts:8:13\)$/);
});

test('a changed module or import is loaded again, an unchanged one is kept', async () => {
  using rig = createRig();
  const source = 'import { v } from "./v.ts"; let calls = 0; export default () => ({ output: [v, ++calls] });';
  rig.put('stages/v.ts', 'export const v = 1;');
  assert.deepEqual(outputOf(await run(rig, source)), [1, 1]);
  assert.deepEqual(outputOf(await rig.run('module', { module: 'stages/x.ts' })), [1, 2]);
  rig.put('stages/v.ts', 'export const v = 2;');
  assert.deepEqual(outputOf(await rig.run('module', { module: 'stages/x.ts' })), [2, 1]);
  assert.deepEqual(outputOf(await run(rig, source.replace('[v', '["new", v'))), ['new', 2, 1]);
});

test('a changed module that tsx loads is loaded again too', async () => {
  using rig = createRig();
  rig.put('stages/e.ts', 'export enum E { A = 1 }');
  const source = 'import { E } from "./e"; export default () => ({ output: E.A });';
  assert.equal(outputOf(await run(rig, source)), 1);
  rig.put('stages/e.ts', 'export enum E { A = 2 }');
  assert.equal(outputOf(await run(rig, source)), 2);
});

test('CommonJS modules are loaded and reloaded', async () => {
  using rig = createRig();
  const at = { module: 'stages/old.cjs' };
  rig.put('stages/dep.cjs', 'module.exports = 1;');
  rig.put('stages/old.cjs', 'const d = require("./dep.cjs"); module.exports = () => ({ output: d });');
  assert.equal(outputOf(await rig.run('module', at)), 1);
  rig.put('stages/dep.cjs', 'module.exports = 2;');
  assert.equal(outputOf(await rig.run('module', at)), 2);
});

test('a module must be in the project, even through links', async () => {
  using rig = createRig();
  rig.put('../outside.ts', 'export default () => {};');
  symlinkSync(join(rig.project, '../outside.ts'), join(rig.project, 'link.ts'));
  for (const module of ['../outside.ts', '/etc/passwd', 'missing.ts', 'link.ts'])
    assert.equal(failureOf(await rig.run('module', { module })).code, 'module/not-found', module);
});

test('a link whose target changes is followed, and refused if it leaves the project', async () => {
  using rig = createRig();
  const link = join(rig.project, 'link.mjs');
  const leadTo = (path: string, text: string): void => {
    const file = rig.put(path, text);
    rmSync(link, { force: true });
    symlinkSync(file, link);
  };
  const at = { module: 'link.mjs' };
  leadTo('one.mjs', 'export default () => ({ output: 1 });');
  assert.equal(outputOf(await rig.run('module', at)), 1);
  leadTo('two.mjs', 'export default () => ({ output: 2 });');
  assert.equal(outputOf(await rig.run('module', at)), 2);
  leadTo('../outside.mjs', 'export default () => ({ output: 3 });');
  assert.match(failureOf(await rig.run('module', at)).message, /leads out of the project/);
});

test('a parent folder of a module that becomes a link out of the project is noticed', async () => {
  using rig = createRig();
  const at = { module: 'lib/one.mjs' };
  rig.put('lib/one.mjs', 'export default () => ({ output: 1 });');
  assert.equal(outputOf(await rig.run('module', at)), 1);
  rig.put('../outside/one.mjs', 'export default () => ({ output: 2 });');
  rmSync(join(rig.project, 'lib'), { recursive: true });
  symlinkSync(join(rig.project, '../outside'), join(rig.project, 'lib'));
  assert.match(failureOf(await rig.run('module', at)).message, /leads out of the project/);
});

test('a function cannot change the data of the run', async () => {
  using rig = createRig();
  const why = failureOf(await run(rig, 'export default ({ inputs }) => { inputs.topic = "x"; };'));
  assert.match(why.message, /^TypeError: .*read only property 'topic'.* \(stages\/x.ts:1:/);
});

test('a secret is passed to the stage whose args name it, and its value is masked in messages', async () => {
  using rig = createRig();
  const source = 'export default ({ secret }) => { throw new Error("key " + secret("KEY")); };';
  const secrets = { KEY: 'abcdef123' };
  const named = failureOf(await run(rig, source, { args: { key: { $secret: 'KEY' } } }, { secrets }));
  assert.match(named.message, /^key \*\*\* /);
  const unnamed = failureOf(await run(rig, source, {}, { secrets }));
  assert.match(unnamed.message, /does not declare the secret KEY/);
  const unset = failureOf(await run(rig, source, { args: { key: { $secret: 'KEY' } } }));
  assert.match(unset.message, /the secret KEY has no value: the variable KEY is not set/);
  // Another attempt would find neither.
  assert.deepEqual([unnamed.retry, unset.retry], ['never', 'never']);
});

test('an abort ends the attempt although the function continues, and its later reports are ignored', async () => {
  using rig = createRig();
  const abort = new AbortController();
  const source = `export default async (c) => {
    globalThis.lateContext = c; c.progress(1);
    await new Promise((resolve) => setImmediate(resolve));
    c.progress(2); c.log.info('late'); globalThis.lateDone();
  };`;
  const late = new Promise<void>((resolve) => Object.assign(globalThis, { lateDone: resolve }));
  const outcome = await run(rig, source, {}, { signal: abort.signal, onReport: () => abort.abort() });
  assert.equal(failureOf(outcome).code, 'stage/aborted');
  await late;
  assert.equal(rig.reports.length, 1);
  assert.equal(rig.log(), '');
});

test('an artifact name that leads out of its folder is refused', async () => {
  using rig = createRig();
  const source = 'export default ({ artifacts }) => artifacts.write("../x", "y");';
  assert.match(failureOf(await run(rig, source)).message, /"\.\.\/x" is not a safe name/);
});

test('an output is a copy, and keys such as __proto__ stay data', async () => {
  using rig = createRig();
  const output = outputOf(await run(rig, 'export default () => ({ output: JSON.parse(\'{"__proto__":{"a":1}}\') });'));
  assert.ok(isJsonObject(output) && Object.hasOwn(output, '__proto__'));
});

test('the stripped code of a TypeScript module is cached for its next run', async () => {
  using rig = createRig();
  const file = rig.put('stage.ts', 'export default (): { output: number } => ({ output: 1 });');
  const codeCache = join(rig.project, 'code');
  const kind = pathToFileURL(join(import.meta.dirname, '../../src/stages/module.ts')).href;
  // In a process of its own: Node has one cache, and the first that asks decides where it lies.
  const script = `const { createModuleKind } = await import(${JSON.stringify(kind)});
    createModuleKind({ codeCache: () => ${JSON.stringify(codeCache)} });
    await import(${JSON.stringify(pathToFileURL(file).href)});`;
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { env });
  assert.ok(readdirSync(codeCache, { recursive: true }).length > 1);
});

test('an unchanged module that could not be loaded is loaded again, because what was missing may exist now', async () => {
  for (const ending of ['ts', 'mjs', 'cjs'] as const) {
    using rig = createRig();
    const source =
      ending === 'cjs'
        ? `const { word } = require('./word.cjs'); module.exports = () => ({ output: word });`
        : `import { word } from './word.${ending}'; export default () => ({ output: word });`;
    rig.put(`stages/x.${ending}`, source);
    const said = () => rig.run('module', { module: `stages/x.${ending}` });
    assert.equal(failureOf(await said()).code, 'module/load', ending);
    rig.put(`stages/word.${ending}`, ending === 'cjs' ? `exports.word = 'one';` : `export const word = 'one';`);
    assert.equal(outputOf(await said()), 'one', ending);
  }
});

test('whatever a function throws is a failure of its attempt, not a bug of the runner', async () => {
  using rig = createRig();
  const said = async (name: string, thrown: string): Promise<string> => {
    rig.put(`stages/${name}.mjs`, `export default () => { throw ${thrown}; };`);
    const { code, message } = failureOf(await rig.run('module', { module: `stages/${name}.mjs` }));
    assert.equal(code, 'module/threw');
    return message;
  };
  assert.match(await said('object', `Object.assign(new Error('x'), { message: { status: 5 } })`), /^\{ status: 5 \}/);
  assert.equal(await said('stack', `Object.assign(new Error('no stack'), { stack: [] })`), 'no stack');
  assert.match(await said('many', `new AggregateError([new Error('refused'), new Error('b')])`), /refused/);
  for (const [name, thrown] of Object.entries({
    getter: `new (class extends Error { get message() { throw new Error('inner'); } })()`,
    proxy: `new Proxy({}, { has() { throw new Error('trap'); }, getPrototypeOf() { throw new Error('trap'); } })`,
  }))
    assert.equal(await said(name, thrown), 'an unreadable value was thrown');
});

test('a module that threw while it was loaded is loaded again', async () => {
  using rig = createRig();
  rig.put(
    'stages/x.ts',
    `import { readFileSync } from 'node:fs';
    const word = readFileSync(import.meta.dirname + '/word.txt', 'utf8');
    export default () => ({ output: word });`,
  );
  const said = () => rig.run('module', { module: 'stages/x.ts' });
  assert.equal(failureOf(await said()).code, 'module/load');
  rig.put('stages/word.txt', 'one');
  assert.equal(outputOf(await said()), 'one');
});
