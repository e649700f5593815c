/** Entries of feeds: what of others' text gets through, and what is the same entry. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, deduplicated, entriesOf, plain } from '../../pipelines/short-video/feeds.ts';

const rss = (items: string): string =>
  `<rss version="2.0"><channel><title>Field &amp; Wood</title><link>https://f.example</link><description>d</description>${items}</channel></rss>`;
const item = (title: string, link: string, more = ''): string =>
  `<item><title>${title}</title><link>${link}</link>${more}</item>`;

test('RSS, Atom and JSON Feed give entries of one form, with their date and source', async () => {
  const date = '<pubDate>Fri, 20 Nov 2026 07:30:00 +0100</pubDate>';
  const [fromRss] = await entriesOf(rss(item('One', 'https://f.example/1', date)), 'a.xml');
  const atom =
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>urn:a</id><updated>2026-11-20T00:00:00Z</updated>' +
    '<entry><title>Two</title><id>2</id><link href="https://a.example/2"/><updated>2026-11-19T00:00:00Z</updated><summary>S</summary></entry></feed>';
  const [fromAtom] = await entriesOf(atom, 'b.xml');
  const json = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'J',
    items: [{ id: '3', url: 'https://j.example/3', title: 'Three', content_text: 'T' }],
  };
  const [fromJson] = await entriesOf(json, 'c.json');
  assert.deepEqual(
    [fromRss?.title, fromRss?.published, fromRss?.source],
    ['One', '2026-11-20T06:30:00.000Z', { name: 'Field & Wood', from: 'a.xml' }],
  );
  assert.deepEqual([fromAtom?.text, fromAtom?.published], ['S', '2026-11-19T00:00:00.000Z']);
  assert.deepEqual([fromJson?.text, fromJson?.published, fromJson?.url], ['T', null, 'https://j.example/3']);
});

test('markup, scripts and bidirectional control characters are removed', () => {
  assert.equal(plain('<p>Hello <b>you</b><script>alert(1)</script> &amp; me\u202e\u0007</p>', 100), 'Hello you & me');
});

test('nested brackets are removed in one pass, however many', () => {
  for (const [text, left] of [
    ['a <x <y> z> b', 'a b'],
    ['<<script>script>alert(1)', 'alert(1)'],
    ['1 < 2 > 3 > 4 < 5', '1 3 > 4 < 5'],
    [`${'<'.repeat(12_000)}${'>'.repeat(12_000)}`, ''],
  ] as const)
    assert.equal(plain(text, 1200), left);
});

test('a feed that defines entities is refused', async () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa">]>${rss(item('&a;', 'https://f.example/1'))}`;
  await assert.rejects(entriesOf(bomb, 'bomb.xml'), /document type/);
});

test('of a feed with more than 200 entries the first 200 are read', async () => {
  const many = Array.from({ length: 250 }, (_, index) => item(`Entry ${index}`, `https://f.example/${index}`)).join('');
  assert.equal((await entriesOf(rss(many), 'many.xml')).length, 200);
});

test('tracking parameters are removed from the URL of a page; URLs with other schemes are dropped', () => {
  assert.equal(addressOf({ link: 'https://x.example/a?utm_source=rss&id=3#top' }), 'https://x.example/a?id=3');
  assert.equal(addressOf({ link: 'javascript:alert(1)' }), null);
});

test('the same page or title in two feeds is one entry that names both', async () => {
  const first = await entriesOf(
    rss(item('Moss wakes up', 'https://f.example/moss', '<description>Long enough to win.</description>')),
    'a.xml',
  );
  const other = rss(item('Moss  wakes up!', 'https://g.example/copy')).replace('Field &amp; Wood', 'Other');
  const entries = deduplicated([...first, ...(await entriesOf(other, 'b.xml'))]);
  assert.deepEqual(
    entries.map(({ title, also }) => [title, also]),
    [['Moss wakes up', ['Other']]],
  );
});

test('HTML character references are decoded, because they would be read aloud', () => {
  assert.equal(
    plain('It&#8217;s &#x1F680; caf&eacute; &hellip; &amp;amp; &bogus; &#xD800;', 100),
    'It’s 🚀 café … &amp; &bogus;',
  );
});

test('a date without a time zone is UTC on every machine', async (t) => {
  const zone = process.env.TZ;
  t.after(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  process.env.TZ = 'America/New_York';
  const dates = ['2026-11-20 10:00:00', 'Fri, 20 Nov 2026 10:00:00', '2026-11-20T10:00', 'Fri, 20 Nov 2026 05:00 EST'];
  for (const date of dates) {
    const [entry] = await entriesOf(rss(item('One', 'https://f.example/1', `<pubDate>${date}</pubDate>`)), 'a.xml');
    assert.equal(entry?.published, '2026-11-20T10:00:00.000Z', date);
  }
});

test('a title made from the text ends with a whole character', async () => {
  const [entry] = await entriesOf(rss(`<item><description>${'a'.repeat(79)}🚀</description></item>`), 'a.xml');
  assert.equal(entry?.title, 'a'.repeat(79));
});
