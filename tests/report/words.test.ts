import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { usdRoundedUp, usdText } from '../../src/model/money.ts';
import { changedLines, lineDiff } from '../../src/report/line-diff.ts';
import { ansiPaint } from '../../src/report/paint.ts';
import { table, tableOf } from '../../src/report/table.ts';
import { aboutText, bytesText, clockText, durationText, harmless, oneLine } from '../../src/report/words.ts';

test('durations use larger units as they grow, and never show 60 of one', () => {
  const shown = [0, 340, 999.7, 4_240, 59_949, 59_951, 65_000, 3_599_600, 7_380_000, 273_600_000].map(durationText);
  assert.deepEqual(shown, [
    '0 ms',
    '340 ms',
    '1.0 s',
    '4.2 s',
    '59.9 s',
    '1 m 00 s',
    '1 m 05 s',
    '1 h 00 m',
    '2 h 03 m',
    '3 d 04 h',
  ]);
});

test('a clock shows whole seconds, and hours if there are any', () => {
  assert.deepEqual([-5, 42_999, 599_000, 3_723_000].map(clockText), ['00:00', '00:42', '09:59', '1:02:03']);
});

test('estimates are rounded', () => {
  assert.deepEqual([300, 4_400, 43_000, 58_000, 119_000, 7_840_000].map(aboutText), [
    '1 s',
    '4 s',
    '45 s',
    '1 m',
    '2 m',
    '2 h 10 m',
  ]);
});

test('sizes use powers of 1000', () => {
  assert.deepEqual([0, 999, 1000, 4_120, 999_960, 3_200_000, 5e15].map(bytesText), [
    '0 B',
    '999 B',
    '1.0 KB',
    '4.1 KB',
    '1.0 MB',
    '3.2 MB',
    '5000.0 TB',
  ]);
});

test('a positive cost is never shown as zero', () => {
  assert.deepEqual([0, 1, 420, 9_999, 120_000, 12_345_678].map(usdText), [
    '$0.00',
    '$0.000001',
    '$0.000420',
    '$0.009999',
    '$0.12',
    '$12.35',
  ]);
});

test('a requested amount is sufficient if it is typed as shown', () => {
  assert.deepEqual([420, 10_000, 12_301, 2_500_000].map(usdRoundedUp), ['$0.000420', '$0.01', '$0.02', '$2.50']);
});

test('control characters are escaped and colours removed, even if one hides the other', () => {
  assert.equal(harmless('\u001B[31mred\u001B[0m\tx\r\ny\u001B\u001B[0m[2J'), 'red    x\ny\\u001B[2J');
  assert.equal(harmless('a\u202Eb\u0007'), 'a\\u202Eb\\u0007');
  assert.equal(oneLine('it ended:\n  boom\n  bang  '), 'it ended: boom ⏎ bang');
  assert.equal(oneLine('abcdef', 4), 'abc…');
});

test('a text of very many spaces between two letters is shown quickly', () => {
  // A second look at each space for each space before it would take hours.
  const spaces = ' '.repeat(4_000_000);
  assert.equal(oneLine(`a${spaces}b\n\n ${spaces}c`, 4), 'a  …');
  assert.equal(oneLine(`a:${spaces}\n \n${spaces}b\n${spaces}\nc`), 'a: b ⏎ c');
});

test('columns are aligned, whatever their colours and width, and empty ones are left out', () => {
  assert.deepEqual(
    table([
      ['a', '', ansiPaint('red', 'x'), '1'],
      ['日本', '', 'yyy', ''],
    ]),
    ['a     \u001B[31mx\u001B[39m    1', '日本  yyy'],
  );
});

test('a table of columns equals the table of their rows, with extra lines below their rows', () => {
  const text = fc.constantFrom('', '', 'a', 'bc', '日本', ansiPaint('red', 'x'), 'a word', 'y'.repeat(70));
  const rowsOfThree = fc.array(fc.tuple(text, text, text), { maxLength: 6 });
  const law = fc.property(rowsOfThree, fc.nat(5), (rows, marked) => {
    const columns = [0, 1, 2].map((column) => rows.map((row) => row[column] ?? ''));
    const below = (row: number): readonly string[] => (row === marked ? ['below it', ''] : []);
    const lines = table(rows).flatMap((line, row) => [line, ...below(row)]);
    assert.equal(tableOf(columns, below), lines.map((line) => `${line}\n`).join(''));
  });
  fc.assert(law, { seed: 5 });
});

test('a diff shows only changed lines, wherever they are', () => {
  assert.equal(lineDiff('a: 1\r\nb: 2\r\nc: 3', 'a: 1\r\nb: 9\r\nc: 3\r\nd: 4'), '- b: 2\n+ b: 9\n+ d: 4\n');
  assert.equal(lineDiff('a\n', 'a'), '');
});

test('with context a diff shows lines around changes, and where others are left out', () => {
  const lines = changedLines('a\nb\nc\nd\ne\nf\ng', 'a\nB\nc\nd\ne\nf\ng\nh', 1);
  assert.deepEqual(lines, ['  a', '- b', '+ B', '  c', '…', '  g', '+ h']);
  assert.deepEqual(changedLines(null, 'a\nb', 1), ['+ a', '+ b']);
});

test('the changed lines of a long text are shown as well', () => {
  const lines = Array.from({ length: 30_000 }, (_, n) => (n % 3 === 0 ? '- text:' : `  line ${n}`));
  const changed = lines.map((line, n) => ([1, 15_001, 29_999].includes(n) ? `${line}, mended` : line));
  const diff = lineDiff(lines.join('\n'), ['# read', ...changed, '# end'].join('\n'));
  const mended = [1, 15_001, 29_999].map((n) => `-   line ${n}\n+   line ${n}, mended\n`);
  assert.equal(diff, `+ # read\n${mended.join('')}+ # end\n`);
});
