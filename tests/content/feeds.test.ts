/** Feeds of strangers: whatever stands in them, entries are plain text with an address, a date or none, and a source. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byDate, deduplicated, type Entry, entriesOf, MOST_BYTES, plain } from '../../pipelines/short-video/feeds.ts';
import { Luck } from '../rig/luck.ts';

const SEED = 20261121;
const rss = (items: string): string =>
  `<rss version="2.0"><channel><title>Field Notes</title><link>https://f.example</link><description>d</description>${items}</channel></rss>`;
const item = (title: string, more = ''): string => `<item><title>${title}</title>${more}</item>`;
const entry = (title: string, more: Partial<Entry> = {}): Entry => ({
  ...{ id: title, title, text: '', url: null, published: null, also: [] },
  source: { name: 'A', from: 'a.xml' },
  ...more,
});

for (const [name, body] of [
  ['a page of HTML', '<!doctype html><html><body>Hello</body></html>'],
  ['an empty answer', ''],
  ['plain words', 'service unavailable'],
  ['JSON of another kind', '{"error":"not found"}'],
  ['null', null],
  ['a number', 7],
  ['a list', []],
] as const) {
  test(`${name} is refused as a feed, with the reason`, async () => {
    await assert.rejects(async () => {
      const entries = await entriesOf(body, 'x');
      assert.equal(entries.length, 0);
      throw new Error('it has no entries');
    });
  });
}

test('entities that a feed defines are never expanded, however they are written', async () => {
  const laughs = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join(
    '',
  );
  for (const head of [
    `<!DOCTYPE lolz [<!ENTITY l0 "lol">${laughs}]>`,
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!doctype r SYSTEM "http://evil.example/x.dtd">',
    '<!ENTITY x "y">',
  ])
    await assert.rejects(entriesOf(`<?xml version="1.0"?>${head}${rss(item('&l9;&x;'))}`, 'bomb.xml'), /document type/);
});

test('a feed that is too long is refused before it is parsed', async () => {
  await assert.rejects(entriesOf(rss(item('x'.repeat(MOST_BYTES))), 'long.xml'), /longer than/);
});

test('an excessively long URL or date in a feed is refused quickly', async () => {
  // With a second look at each sign for each sign before it this test takes half a minute.
  const address = `https://f.example/?${Array.from({ length: 10_000 }, (_, n) => `utm_${n}=1`).join('&amp;')}`;
  const entries = await entriesOf(
    rss(item('one', `<pubDate>${':'.repeat(100_000)}!</pubDate>`) + item('two', `<link>${address}</link>`)),
    'a.xml',
  );
  assert.deepEqual(
    entries.map(({ title, published, url }) => [title, published, url]),
    [
      ['one', null, null],
      ['two', null, null],
    ],
  );
});

test('markup in titles and texts is removed, whether it is escaped, in CDATA or neither', async () => {
  const entries = await entriesOf(
    rss(
      item('&lt;b&gt;Moss&lt;/b&gt; &amp; rain') +
        item('<![CDATA[<i>Moss</i> <script>alert(1)</script>wakes]]>') +
        item(
          'Moss',
          '<description><![CDATA[<p onclick="x()">It <em>drinks</em>.</p><style>p{}</style>]]></description>',
        ),
    ),
    'a.xml',
  );
  assert.deepEqual(
    entries.map(({ title }) => title),
    ['Moss & rain', 'Moss wakes', 'Moss'],
  );
  assert.equal(entries[2]?.text, 'It drinks .');
});

test('an entry without a title is named by its first words; one without any text is dropped', async () => {
  const entries = await entriesOf(
    rss('<item><description>Moss drinks the rain.</description></item><item></item>'),
    'a.xml',
  );
  assert.deepEqual(
    entries.map(({ title }) => title),
    ['Moss drinks the rain.'],
  );
});

test('an unreadable date counts as none, and entries without a date come last', async () => {
  const dated = (date: string): string => item(`of ${date}`, `<pubDate>${date}</pubDate>`);
  const entries = await entriesOf(
    rss(dated('yesterday') + dated('0000-00-00') + dated('Fri, 20 Nov 2026 07:00:00 GMT') + item('none')),
    'a.xml',
  );
  assert.deepEqual(
    entries.map(({ published }) => published),
    [null, null, '2026-11-20T07:00:00.000Z', null],
  );
  assert.equal([...entries].sort(byDate)[0]?.published, '2026-11-20T07:00:00.000Z');
});

test('a JSON feed is read from text or data, with its HTML as plain text', async () => {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Workbench',
    items: [
      {
        id: '1',
        url: 'https://w.example/1#top',
        title: 'Silk',
        content_html: '<p>Yeast <b>spins</b> it.</p>',
        date_published: '2026-11-20T12:00:00Z',
      },
    ],
  };
  const [fromData] = await entriesOf(feed, 'w.json');
  const [fromText] = await entriesOf(JSON.stringify(feed), 'w.json');
  assert.deepEqual(fromText, fromData);
  assert.deepEqual(
    [fromData?.text, fromData?.url, fromData?.source.name],
    ['Yeast spins it.', 'https://w.example/1', 'Workbench'],
  );
});

test('of an entry in several feeds the longest text and the oldest date are kept, whatever their order', () => {
  const one = entry('Moss wakes', { text: 'short', published: '2026-11-19T00:00:00.000Z' });
  const two = entry('moss WAKES!', {
    id: 'b',
    text: 'much longer',
    published: '2026-11-20T00:00:00.000Z',
    source: { name: 'B', from: 'b.xml' },
  });
  for (const list of [
    [one, two],
    [two, one],
  ]) {
    const [only, ...others] = deduplicated(list);
    assert.deepEqual(
      [only?.text, only?.published, only?.also, others.length],
      ['much longer', '2026-11-19T00:00:00.000Z', ['A'], 0],
    );
  }
});

test('titles in scripts without cases or spaces are distinguished', () => {
  const titles = ['苔が目を覚ます', '蜘蛛の糸', 'طحلب', 'عنكبوت'];
  assert.equal(deduplicated(titles.map((title) => entry(title))).length, titles.length);
});

test('titles that consist only of signs are distinguished', () => {
  const titles = ['🕷️', '🕸️', '???'];
  assert.equal(deduplicated(titles.map((title) => entry(title))).length, titles.length);
});

test(`plain text has no tags, no control characters and at most the allowed length (seed ${SEED})`, () => {
  const luck = new Luck(SEED);
  const parts = [
    '<b>',
    '</b>',
    '<script>',
    '</script>',
    '<',
    '>',
    '&lt;',
    '&amp;',
    ' ',
    'word',
    '\u202e',
    '\u0000',
    '👩‍🚀',
    '<a href="',
    '"',
    '\n',
  ];
  for (let round = 0; round < 500; round += 1) {
    const text = Array.from({ length: 40 }, () => parts[Math.floor(luck.draw() * parts.length)]).join('');
    const result = plain(text, 60);
    assert.ok(result.length <= 60 && !/[\p{Cc}\u202e]/u.test(result), JSON.stringify([text, result]));
    const written = plain(text.replaceAll('&lt;', ''), 60);
    assert.ok(!/<[/]?[a-z][^<>]*>/i.test(written), JSON.stringify([text, written]));
  }
});
