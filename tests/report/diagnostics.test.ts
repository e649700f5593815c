import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic, Place } from '../../src/model/diagnostic.ts';
import { type Paint, renderDiagnostics, summarize } from '../../src/report/diagnostics.ts';

function at(excerpt: string, marked: string, rest: Partial<Place> = {}): Place {
  const column = excerpt.indexOf(marked) + 1;
  return { file: 'pipelines/podcast.yaml', line: 6, column, length: marked.length, excerpt, ...rest };
}

const UNKNOWN: Diagnostic = {
  code: 'pipeline/unknown-need',
  severity: 'error',
  message: 'stage "script" needs "outlne", which this pipeline does not have',
  at: at('    needs: [outlne] # typo', 'outlne'),
  hint: 'did you mean "outline"?',
};

const text = (diagnostic: Diagnostic, paint?: Paint): string =>
  renderDiagnostics([diagnostic], { format: 'text', ...(paint ? { paint } : {}) });

test('a diagnostic says where, what, and what to do, with an excerpt', () => {
  assert.equal(
    text(UNKNOWN),
    `pipelines/podcast.yaml:6:13 error[pipeline/unknown-need]: stage "script" needs "outlne", which this pipeline does not have
        needs: [outlne] # typo
                ~~~~~~
    hint: did you mean "outline"?
`,
  );
});

test('a diagnostic about a whole file, or no file, has no excerpt', () => {
  const whole: Diagnostic = {
    code: 'format/empty',
    severity: 'error',
    message: 'the file is empty',
    at: { file: 'runs/a.yaml' },
  };
  assert.equal(text(whole), 'runs/a.yaml error[format/empty]: the file is empty\n');
  assert.equal(text({ ...whole, at: null, severity: 'warning' }), 'warning[format/empty]: the file is empty\n');
});

test('related places are listed below the excerpt', () => {
  const related = [{ message: 'first given here', at: at('a: 1', 'a', { line: 1 }) }];
  assert.match(text({ ...UNKNOWN, related }), /~\n {4}pipelines\/podcast\.yaml:1:1 first given here\n {4}hint: /);
});

test('the same diagnostic at several places of a file is shown once, with the lines of the others', () => {
  const on = (line: number, rest: Partial<Diagnostic> = {}): Diagnostic => ({
    ...UNKNOWN,
    at: at('    needs: [outlne] # typo', 'outlne', { line }),
    ...rest,
  });
  const shown = (...diagnostics: Diagnostic[]): string => renderDiagnostics(diagnostics, { format: 'text' });
  assert.match(shown(on(6), on(9)), /~\n {4}also on line 9\n {4}hint: did you mean "outline"\?\n$/);
  assert.match(shown(on(6), on(9), on(12), on(12)), /also on lines 9, 12\n/);
  const many = Array.from({ length: 12 }, (_, index) => on(index + 1));
  assert.match(shown(...many), /also on lines 2, 3, 4, 5, 6, 7, 8, 9 and 3 more\n/);
  for (const rest of [{ message: 'another' }, { severity: 'warning' }, { hint: 'another' }] as const)
    assert.doesNotMatch(shown(on(6), on(9, rest)), /also on/);
  const elsewhere = on(9, { at: at('a: outlne', 'outlne', { file: 'pipelines/video.yaml' }) });
  assert.doesNotMatch(shown(on(6), elsewhere), /also on/);
});

test('control characters of a file do not reach the terminal', () => {
  const nasty = 'x: \u001b[31mred\u0007 \u202Eabc\u2028 [bad]';
  const shown = text({
    ...UNKNOWN,
    message: `bad \u001b[2J\rvalue`,
    hint: '\u009b1m',
    at: at(nasty, 'bad', { file: 'a\u001b.yaml' }),
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
  assert.doesNotMatch(shown, /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E]/);
  const [, line = '', squiggle = ''] = shown.split('\n');
  assert.equal(line.slice(squiggle.indexOf('~'), squiggle.indexOf('~') + 3), 'bad');
});

test('the squiggle is at the right place after tabs, wide characters and combining marks', () => {
  const widths = (excerpt: string, marked: string): [number, number] => {
    const squiggle = text({ ...UNKNOWN, at: at(excerpt, marked) }).split('\n')[2] ?? '';
    return [squiggle.indexOf('~') - 8, squiggle.trim().length];
  };
  assert.deepEqual(widths('a:\tfoo', 'foo'), [4, 3]);
  assert.deepEqual(widths('題名: foo', 'foo'), [6, 3]);
  assert.deepEqual(widths('a: 題名', '題名'), [3, 4]);
  assert.deepEqual(widths('e\u0301: foo', 'foo'), [3, 3]);
  assert.deepEqual(widths('😀 foo', 'foo'), [3, 3]);
});

test('a long line is cut around the mistake', () => {
  const long = `${'a'.repeat(500)} mistake ${'b'.repeat(500)}`;
  const [, line = '', squiggle = ''] = text({ ...UNKNOWN, at: at(long, 'mistake') }).split('\n');
  assert.ok(line.length <= 8 + 122, `${line.length}`);
  assert.match(line, /^ {8}…a+ mistake b+…$/);
  assert.equal(line.slice(squiggle.indexOf('~'), squiggle.lastIndexOf('~') + 1), 'mistake');
  const wide = text({ ...UNKNOWN, at: at('x'.repeat(1_000), 'x'.repeat(900)) });
  assert.ok(wide.split('\n').every((shown) => shown.length <= 140));
});

test('the squiggle is at the right place even if only a part of a long line is known', () => {
  const part = '…aaa mistake bbb…';
  const shown = text({ ...UNKNOWN, at: { ...at(part, 'mistake'), column: 90_006, from: 90_000 } });
  const [first, line = '', squiggle = ''] = shown.split('\n');
  assert.match(first ?? '', /^pipelines\/podcast\.yaml:6:90006 /);
  assert.equal(line.slice(squiggle.indexOf('~'), squiggle.lastIndexOf('~') + 1), 'mistake');
});

test('a mistake after the end of a line has a squiggle as well', () => {
  const shown = text({ ...UNKNOWN, at: { file: 'a.yaml', line: 1, column: 4, length: 1, excerpt: 'ab:' } });
  assert.equal(shown.split('\n')[2], `${' '.repeat(11)}~`);
  assert.equal(text({ ...UNKNOWN, at: at('', '') }).split('\n').length, 3);
});

test('colours surround the parts and change nothing else', () => {
  const painted = text(UNKNOWN, (style, part) => `<${style}>${part}</>`);
  assert.match(painted, /<place>pipelines\/podcast\.yaml:6:13<\/> <error>error\[pipeline\/unknown-need\]:<\/> stage/);
  assert.equal(painted.replaceAll(/<\/?\w*>/g, ''), text(UNKNOWN));
});

test('JSON output consists of stable objects', () => {
  const [first, second] = JSON.parse(
    renderDiagnostics([UNKNOWN, { ...UNKNOWN, at: null, severity: 'warning' }], { format: 'json' }),
  );
  assert.deepEqual(first, {
    code: 'pipeline/unknown-need',
    severity: 'error',
    message: UNKNOWN.message,
    file: 'pipelines/podcast.yaml',
    line: 6,
    column: 13,
    length: 6,
    hint: UNKNOWN.hint,
  });
  assert.equal('file' in second, false);
  assert.equal(renderDiagnostics([], { format: 'json' }), '[]\n');
});

test('GitHub output is one escaped workflow command per diagnostic', () => {
  const nasty: Diagnostic = {
    ...UNKNOWN,
    message: '50% of\n::set-output\u001b[2J\r',
    at: { ...at('a: b', 'b'), file: 'a,b:c.yaml' },
  };
  assert.equal(
    renderDiagnostics([nasty], { format: 'github' }),
    '::error file=a%2Cb%3Ac.yaml,line=6,col=4,endColumn=5,title=pipeline/unknown-need::50%25 of%0A::set-output\\u001B[2J\\r%0Ahint: did you mean "outline"?\n',
  );
  const whole: Diagnostic = { code: 'format/empty', severity: 'warning', message: 'x', at: { file: 'a.yaml' } };
  assert.equal(renderDiagnostics([whole], { format: 'github' }), '::warning file=a.yaml,title=format/empty::x\n');
});

test('the summary counts errors, warnings and files', () => {
  const warning: Diagnostic = { ...UNKNOWN, severity: 'warning', at: { file: 'b.yaml' } };
  assert.equal(summarize([]), null);
  assert.equal(summarize([UNKNOWN]), '1 error in 1 file');
  assert.equal(summarize([UNKNOWN, UNKNOWN, warning]), '2 errors, 1 warning in 2 files');
});
