/** The person's editor: which program it is, and how it ends. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { editorOf, runEditor } from '../../../src/adapters/processes/editor.ts';

test('$VISUAL has priority over $EDITOR; both are split into words and not run by a shell', () => {
  assert.equal(editorOf({}), null);
  assert.equal(editorOf({ VISUAL: ' ', EDITOR: '' }), null);
  assert.deepEqual(editorOf({ VISUAL: 'code --wait', EDITOR: 'vi' }), ['code', '--wait']);
  assert.deepEqual(editorOf({ VISUAL: '', EDITOR: 'vi' }), ['vi']);
  assert.deepEqual(editorOf({ EDITOR: `"/my apps/ed" '-x y' a"b c"d $HOME;rm *` }), [
    '/my apps/ed',
    '-x y',
    'ab cd',
    '$HOME;rm',
    '*',
  ]);
});

test('the editor gets the files after its own arguments, and its end is reported', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'editor-'));
  const program = path.join(folder, 'editor.mjs');
  writeFileSync(
    program,
    `import { writeFileSync } from 'node:fs';
const [how, file] = process.argv.slice(2);
writeFileSync(file, how);
if (how === 'kill') process.kill(process.pid, 'SIGKILL');
process.exit(how === 'fail' ? 3 : 0);
`,
  );
  const file = path.join(folder, 'a b.txt');
  const edit = (how: string) => runEditor([process.execPath, program, how], [file], { cwd: folder, env: {} });
  assert.deepEqual(await edit('mend'), { type: 'ended', code: 0 });
  assert.equal(readFileSync(file, 'utf8'), 'mend');
  assert.deepEqual(await edit('fail'), { type: 'ended', code: 3 });
  assert.deepEqual(await edit('kill'), { type: 'signalled', signal: 'SIGKILL' });
  const none = await runEditor([path.join(folder, 'none')], [file], { cwd: folder, env: {} });
  assert.equal(none.type, 'not-started');
  rmSync(folder, { recursive: true });
});
