/** What a module exports, by a look at its text: a wrong answer would be a mistake that nobody made. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { exportsInstead } from '../../src/stages/module/exports.ts';
import { foreseenOf } from '../../src/stages/module/foreseen.ts';
import { createRig, failureOf } from './rig.ts';

const THERE: readonly (readonly [text: string, name: string])[] = [
  ['export default () => 1', 'default'],
  ['export default defineStage(() => ({}))', 'default'],
  ['export default defineStage({})', 'group'],
  ['export default { group() {} }', 'group'],
  ['export async function group() {}', 'group'],
  ['export function* group() {}', 'group'],
  ['export class group {}', 'group'],
  ['export enum group { A }', 'group'],
  ['export const a = 1, group = () => {}', 'group'],
  ['export const { group } = all', 'group'],
  ['export const [a, group] = all', 'group'],
  ['function f() {}\nexport { f as group }', 'group'],
  ['function f() {}\nexport { f as default, type T }', 'default'],
  ['function f() {}\nexport { f as "group" }', 'group'],
  ['export { group } from "./other.ts"', 'group'],
  ['export * from "./other.ts"', 'group'],
  ['export * as group from "./other.ts"', 'group'],
  ['exports.group = () => {}', 'group'],
  ['module.exports = () => {}', 'default'],
  ['this.group = () => {}', 'group'],
  ['import x = require("x");\nexport = x', 'default'],
  ['const text = "/*";\nexport default () => 1;\nconst end = "*/"', 'default'],
  ['// export default is not here', 'default'],
];

test('existing and possible exports of a module are not reported', () => {
  for (const [text, name] of THERE) assert.equal(exportsInstead(text, name), null, text);
});

const MISSING: readonly (readonly [text: string, name: string, others: readonly string[]])[] = [
  ['function group() {}', 'default', []],
  ['export function group() {}\nexport const x = 1', 'default', ['group']],
  ['export default function () {}\nexport type group = string', 'group', []],
  ['export interface group { a: 1 }\nexport const other = 1', 'group', []],
  ['// a comment may export anything\nexport async function other() {}', 'group', ['other']],
  ['/* export what you like\n   */\nexport { a, b as c }', 'b', []],
];

test('an export that certainly does not exist is reported, with the existing functions', () => {
  for (const [text, name, others] of MISSING) assert.deepEqual(exportsInstead(text, name), others, text);
});

test('a syntax error is reported with its place; rules that not every parser has are left to the run', () => {
  const at = (text: string, path = 'x.ts') => foreseenOf(path, text, 'default')?.at ?? null;
  const { line, column } = at('const a: number = 1;\nconst b = ;\nexport default b;') ?? {};
  assert.deepEqual([line, column], [2, 11]);
  assert.deepEqual(at('export default () => {\n')?.line, 1);
  assert.deepEqual(at('import a from "b";\nexport default [1,\n', 'x.mjs')?.line, 2);
  for (const text of [
    'export class A { override f() {} }\nexport default A',
    'enum A { B }\nexport default () => A.B',
    'export default @dec class A {}',
    'return 1;',
  ])
    assert.equal(at(text), null, text);
  for (const path of ['x.tsx', 'x.jsx', 'x.cjs', 'x.cts', 'x.json', 'x'])
    assert.equal(foreseenOf(path, 'export const b = ;', 'default'), null, path);
});

test('a module without its last bracket is not executed to find the place', async () => {
  using rig = createRig();
  const ran = path.join(rig.project, 'ran');
  const writes = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(ran)}, '');\n`;
  rig.put('stages/z.mjs', `${writes}export default () => {`);
  assert.match(failureOf(await rig.run('module', { module: 'stages/z.mjs' })).message, /stages\/z.mjs:3/);
  assert.equal(existsSync(ran), false);
});

test('a function that reads a stage that is no need is told where to name it', async () => {
  using rig = createRig();
  rig.put('stages/n.ts', 'export default ({ needs }) => ({ output: needs.fetch.output });');
  const { code, hint } = failureOf(await rig.run('module', { module: 'stages/n.ts' }));
  assert.equal(code, 'module/threw');
  assert.match(hint ?? '', /^`needs\.<id>` is there for stages under "needs:"/);
});
