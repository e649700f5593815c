/** Feeds as they really are: some do not answer, some are none, some are long; the video is made of the others. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { SHORT_VIDEO } from './content-manifests.ts';
import { ContentProject } from './content-project.ts';

const LIMIT = { timeout: 120_000 };

const item = (index: number): string =>
  `<item><title>Moss number ${index} drinks the rain</title><link>https://moss.example/${index}</link>` +
  `<description>Moss and rain, entry ${index}.</description><pubDate>Fri, 20 Nov 2026 07:00:00 GMT</pubDate></item>`;
const rss = (count: number): string =>
  `<rss version="2.0"><channel><title>Moss News</title><link>https://moss.example</link><description>d</description>${Array.from({ length: count }, (_, index) => item(index)).join('')}</channel></rss>`;
const PAGES: Readonly<Record<string, readonly [status: number, body: string]>> = {
  '/three.xml': [200, rss(3)],
  '/many.xml': [200, rss(250)],
  '/empty.xml': [200, rss(0)],
  '/page.html': [200, '<!doctype html><html><body><h1>Welcome</h1></body></html>'],
  '/nothing': [200, ''],
  '/bomb.xml': [200, `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(100)}">]>${rss(1)}`],
  '/broken.xml': [200, rss(3).slice(0, 300)],
};

let server: Server;
/** Nothing listens there. */
let closed = '';
before(async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  closed = `http://127.0.0.1:${(other.address() as AddressInfo).port}/feed.xml`;
  await new Promise((resolve) => other.close(resolve));
  server = createServer(({ url }, response) => {
    const [status, body] = PAGES[url ?? ''] ?? [404, 'no such page'];
    response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
after(() => server.close());

const at = (page: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}${page}`;

interface Collected {
  readonly sources: readonly { readonly from: string; readonly entries: number; readonly problem: string | null }[];
  readonly entries: readonly { readonly title: string }[];
}

async function collected(
  feeds: readonly string[],
  check: (code: number | null, project: ContentProject) => void,
): Promise<void> {
  await using project = new ContentProject({ config: { http: { allow_private: ['127.0.0.1'] } } });
  project.write('runs/r.yaml', { ...SHORT_VIDEO, inputs: { ...SHORT_VIDEO.inputs, feeds: [...feeds] } });
  const { code } = await project.cli('run', 'r', '--until', 'trend_analysis');
  check(code, project);
}

const entriesIn = (project: ContentProject): Collected =>
  JSON.parse(project.text('runs/r.run/trend_collection/entries.json'));

test('feeds that are unreachable, invalid or empty are left out, each with its reason', LIMIT, () => {
  const bad = [closed, at('/gone.xml'), at('/page.html'), at('/nothing'), at('/empty.xml'), at('/bomb.xml')];
  return collected([...bad, at('/three.xml')], (code, project) => {
    assert.equal(code, 0);
    const { sources, entries } = entriesIn(project);
    assert.deepEqual(
      sources.map(({ from, entries: count }) => [from, count]),
      [...bad.map((url) => [url, 0]), [at('/three.xml'), 3]],
    );
    for (const { from, problem } of sources) assert.equal(problem === null, from === at('/three.xml'), from);
    assert.equal(entries.length, 3);
  });
});

test('of a feed with 250 entries 200 are used, and a theme is found', LIMIT, () =>
  collected([at('/many.xml')], (code, project) => {
    assert.equal(code, 0);
    assert.equal(entriesIn(project).entries.length, 200);
    assert.match(project.text('runs/r.run/trend_analysis/trend-report.md'), /^# Theme: .*moss/im);
  }),
);

test('if no feed has an entry, the run fails with the reason for each', LIMIT, () => {
  const bad = [closed, at('/gone.xml'), at('/page.html'), at('/empty.xml')];
  return collected(bad, (code, project) => {
    assert.equal(code, 1);
    const { status, error } = project.tasks('r').trend_collection ?? {};
    assert.equal(status, 'failed');
    for (const url of bad) assert.ok(error?.message.includes(url), `${url} is missing in ${error?.message}`);
  });
});

test('a truncated feed is used as far as it is complete, or left out', LIMIT, () =>
  collected([at('/broken.xml'), at('/three.xml')], (code, project) => {
    assert.equal(code, 0);
    assert.ok(entriesIn(project).entries.length >= 3);
  }),
);

test('a feed URL that is not http or https is refused before anything runs', LIMIT, async () => {
  await using project = new ContentProject();
  project.write('runs/r.yaml', { ...SHORT_VIDEO, inputs: { feeds: ['file:///etc/passwd'] } });
  const { code, shown } = await project.cli('run', 'r');
  assert.equal(code, 2, shown);
  assert.match(shown, /runs\/r\.yaml:\d+:\d+ error/);
});
