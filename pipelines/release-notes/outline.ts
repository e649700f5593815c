/** What the notes would say, short enough for a person to read and change. */
import { defineStage } from '../../src/stages/define-stage.ts';

interface Totals {
  readonly commits: number;
  readonly authors: number;
  /** Days, like 2026-11-21. */
  readonly from: string;
  readonly to: string;
}

interface Args {
  readonly title: string;
  readonly totals: Totals;
  readonly groups: readonly { readonly id: string; readonly title: string; readonly commits: readonly unknown[] }[];
}

export default defineStage<Args>(({ args }) => {
  const sections = args.groups.map(({ id, title, commits }) => ({ id, title, commits: commits.length }));
  return { output: { title: args.title, opening: opening(args.totals), sections } };
});

function opening({ commits, authors, from, to }: Totals): string {
  const who = `${counted(commits, 'commit', 'commits')} by ${counted(authors, 'person', 'people')}`;
  return `${who}, ${from === to ? `on ${from}` : `from ${from} to ${to}`}.`;
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
