/** What the build makes of the exports of a chunk. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { plainExports, sharedInterop } from '../../scripts/build/plain-exports.ts';

/** As rolldown writes it. */
const exported = (...names: readonly string[]): string =>
  names
    .map(
      (name) =>
        `Object.defineProperty(exports, "${name}", {\n\tenumerable: !0,\n\tget: function() {\n\t\treturn ${name};\n\t}\n})`,
    )
    .join(', ');

function exportsOf(code: string): Record<string, unknown> {
  const exports = {};
  runInNewContext(plainExports(code), { exports });
  return exports;
}

const isGetter = (exports: object, name: string): boolean =>
  Object.getOwnPropertyDescriptor(exports, name)?.get !== undefined;

test('functions, classes and values that never change are exported as values', () => {
  const exports = exportsOf(`
    const one = 1, two = () => one === 2;
    function three() {}
    class Four {}
    var $five = two;
    ${exported('one', 'two', 'three', 'Four', '$five')};
  `);
  assert.deepEqual(Object.keys(exports), ['one', 'two', 'three', 'Four', '$five']);
  assert.equal(exports.one, 1);
  for (const name of Object.keys(exports)) assert.equal(isGetter(exports, name), false, name);
});

const CHANGES = {
  'assigned by a function': 'let it = 1; function change() { it = 2; }',
  'declared without a value': 'let it; function change() { it = 2; }',
  'counted up': 'let it = 1; const change = () => it++;',
  'counted up before its use': 'var it = 1; const change = () => ++it;',
  'assigned if it is empty': 'let it = null; const change = () => it ??= 2;',
  'increased by an amount': 'let it = 1; const change = () => { it += 1; };',
  'assigned with others': 'let it = 1, other = 1; const change = () => { [other, { it = 1 }] = [3, { it: 2 }]; };',
  'assigned by a loop': 'let it = 1; const change = () => { for (it of [1, 2]); };',
  'a function that is replaced': 'function it() {} const change = () => { it = 2; };',
};

for (const [how, declared] of Object.entries(CHANGES)) {
  test(`an export that can change stays a getter: ${how}`, () => {
    const exports = exportsOf(`${declared} ${exported('it', 'change')};`) as { it: unknown; change(): void };
    exports.change();
    assert.equal(exports.it, 2);
  });
}

test('a module of Node that several chunks import is copied once for all of them', () => {
  let copies = 0;
  const runtime = `const __toESM = (module) => copy(module); exports["r"] = __toESM;`;
  const exports: { r?: (module: unknown, isNode?: 1) => unknown } = {};
  runInNewContext(sharedInterop(runtime), {
    exports,
    copy: (of: unknown) => {
      copies += 1;
      return { of };
    },
  });
  const { r: interop } = exports;
  const [path, fs] = [{}, {}];
  assert.equal(interop?.(path, 1), interop?.(path, 1));
  assert.notEqual(interop?.(path, 1), interop?.(fs, 1));
  assert.equal(copies, 2);
  assert.notEqual(interop?.(path), interop?.(path, 1));
});
