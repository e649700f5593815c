/** Chooses what the video is about, and says why. The whole reckoning is in trend-report.md. */
import { defineStage } from '../lib/stage.ts';
import type { Entry } from './feeds.ts';
import { type Cluster, clustersOf, type Earlier, termsOf } from './trends.ts';

interface Args {
  readonly entries: readonly Entry[];
  /** Asked for by a person; empty: whatever is best. */
  readonly theme: string;
  /** shows/<show>/themes.json. */
  readonly themes: unknown;
}

interface Choice {
  readonly theme: string;
  readonly keywords: readonly string[];
  readonly reasons: readonly string[];
  readonly entries: readonly Entry[];
}

/** A script of a minute needs no more. */
const MOST_ENTRIES = 8;
const MOST_CLUSTERS = 10;

export default defineStage<Args>(async ({ args, run, artifacts, log }) => {
  const clusters = clustersOf(args.entries, earlierThemes(args.themes, run));
  const wanted = args.theme.trim();
  const choice = wanted === '' ? bestOf(clusters) : asked(wanted, args.entries, clusters);
  for (const reason of choice.reasons) log.info(reason);
  await artifacts.write('trend-report.md', report(choice, clusters));
  const shown = clusters
    .slice(0, MOST_CLUSTERS)
    .map(({ entries, ...figures }) => ({ ...figures, entries: entries.length }));
  return {
    output: {
      ...choice,
      entries: choice.entries.slice(0, MOST_ENTRIES),
      clusters: shown,
      entries_read: args.entries.length,
    },
  };
});

function bestOf(clusters: readonly Cluster[]): Choice {
  const [best, second] = clusters;
  if (best === undefined) throw new RangeError('no entries');
  const reasons = [
    `${counted(best.entries.length, 'entry', 'entries')} of ${counted(best.sources, 'source', 'sources')} are about it (frequency ${best.frequency})`,
    `recency ${best.recency}: its newest entry is of ${
      best.entries
        .flatMap(({ published }) => published ?? [])
        .sort()
        .at(-1)
        ?.slice(0, 10) ?? 'an unknown day'
    }`,
    best.novelty === 1
      ? 'no video of this show was about it'
      : `earlier videos of this show were close to it (novelty ${best.novelty})`,
    second === undefined
      ? 'there is no other theme'
      : `it has ${best.score} points, the next one, "${second.theme}", ${second.score}`,
  ];
  return { theme: best.theme, keywords: best.keywords, reasons, entries: best.entries };
}

/** What a person asks for is made, whether or not somebody wrote about it. */
function asked(theme: string, entries: readonly Entry[], clusters: readonly Cluster[]): Choice {
  const terms = new Set(termsOf(theme));
  const hits = (entry: Entry): number =>
    new Set(termsOf(`${entry.title} ${entry.text}`).filter((term) => terms.has(term))).size;
  const fitting = entries.filter((entry) => hits(entry) > 0).sort((a, b) => hits(b) - hits(a));
  const near = clusters.find(({ keywords }) => keywords.some((word) => terms.has(word)));
  const reasons = [
    'asked for in the inputs',
    `${counted(fitting.length, 'entry', 'entries')} of ${entries.length} mention it`,
    `by the figures "${clusters[0]?.theme}" would have been chosen`,
  ];
  return {
    theme,
    keywords: [...new Set([...terms, ...(near?.keywords ?? [])])].slice(0, 5),
    reasons,
    entries: fitting,
  };
}

function earlierThemes(file: unknown, run: string): readonly Earlier[] {
  const videos = typeof file === 'object' && file !== null && 'videos' in file ? file.videos : null;
  if (typeof videos !== 'object' || videos === null) return [];
  return Object.entries(videos).flatMap(([id, video]) => (id === run ? [] : earlierTheme(video)));
}

function earlierTheme(video: unknown): readonly Earlier[] {
  if (typeof video !== 'object' || video === null || !('theme' in video)) return [];
  const keywords = 'keywords' in video && Array.isArray(video.keywords) ? video.keywords.map(String) : [];
  return [{ theme: String(video.theme), keywords }];
}

function report(choice: Choice, clusters: readonly Cluster[]): string {
  const rows = clusters
    .slice(0, MOST_CLUSTERS)
    .map(
      (c) =>
        `| ${[cell(c.theme), c.entries.length, c.sources, c.frequency, c.recency, c.novelty, c.score].join(' | ')} |`,
    );
  const sources = choice.entries.map(
    ({ title, url, source, published }) =>
      `- ${cell(title)} (${cell(source.name)}, ${published?.slice(0, 10) ?? 'no date'})${url === null ? '' : ` <${url}>`}`,
  );
  return [
    `# Theme: ${cell(choice.theme)}`,
    '',
    ...choice.reasons.map((reason) => `- ${cell(reason)}`),
    '',
    '## Themes, the best first',
    '',
    '| theme | entries | sources | frequency | recency | novelty | score |',
    '| --- | --: | --: | --: | --: | --: | --: |',
    ...rows,
    '',
    '## What it is made from',
    '',
    ...(sources.length > 0 ? sources : ['Nobody wrote about it.']),
    '',
  ].join('\n');
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
/** Text of others, in a table of Markdown. */
const cell = (text: string): string => text.replace(/[\\`*_[\]<>|&]/g, '\\$&').replace(/\s+/g, ' ');
