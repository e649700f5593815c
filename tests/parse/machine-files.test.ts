/** What a check says of the beginning of a name is what the run says of the whole. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { machineFile } from '../../src/parse/machine-files.ts';

const GLOBS = ['list.json', 'shows/*/list.json', 'a/**/?.json'];
const isWhole = (name: string): boolean => machineFile(GLOBS, name, 'whole').ok;
const isBeginning = (name: string): boolean => machineFile(GLOBS, name, 'beginning').ok;

test('no prefix of an accepted file name is refused', () => {
  const step = fc.constantFrom('shows', 'kids', 'a', 'b', '.', '');
  const last = fc.constantFrom('list.json', 'x.json', 'y');
  const names = fc.tuple(fc.array(step, { maxLength: 4 }), last).map(([steps, name]) => [...steps, name].join('/'));
  fc.assert(fc.property(names, fc.nat(40), (name, length) => !isWhole(name) || isBeginning(name.slice(0, length))));
});

test('a prefix that nothing can follow is refused', () => {
  for (const name of ['x', 'show/', 'shows/kids/m', 'shows/kids/list.json/', 'lists', '/', '../', '~', 'b/c'])
    assert.equal(isBeginning(name), false, name);
  for (const name of ['', './', 'sh', 'shows', 'shows/', 'shows/kids', 'shows/kids/li', 'a', 'a/b/c/', 'li', '.'])
    assert.equal(isBeginning(name), true, name);
});
