/** Hints for keys of a manifest with wrong values. Pure. */
import type { Json } from '../../model/json.ts';
import type { Mistake } from '../schema/mistakes.ts';
import { answerHint } from './answer-hints.ts';

export function manifestHint(mistake: Mistake, value: Json | undefined): string | undefined {
  return (
    answerHint(mistake, value) ?? wordsHint(mistake, value) ?? moneyHint(mistake, value) ?? rerunHint(mistake, value)
  );
}

/** Hints for `rejected` and `changes` without text. */
function wordsHint({ type, path }: Mistake, value: Json | undefined): string | undefined {
  const last = path.at(-1);
  if (path[0] !== 'approvals' || type !== 'wrong-type') return undefined;
  if (last === 'rejected') return 'say why: rejected: "…"';
  if (last !== 'changes') return undefined;
  return Array.isArray(value) ? 'write one text, or a map from items to texts' : 'say what should change: changes: "…"';
}

/** Hints for `budget: 5` and `usd: $5`, also in pipelines. */
export function moneyHint({ type, path }: Mistake, value: Json | undefined): string | undefined {
  if (path[0] !== 'budget' || type !== 'wrong-type') return undefined;
  const dollars = /^\$?(\d+(?:\.\d+)?)\$?$/.exec(String(value).trim())?.[1];
  if (dollars === undefined) return undefined;
  return path.length === 1 ? `write { usd: ${dollars} }` : `write ${dollars}`;
}

function rerunHint({ type, path }: Mistake, value: Json | undefined): string | undefined {
  if (path[0] !== 'rerun' || path.length !== 1 || type !== 'wrong-type') return undefined;
  const from = typeof value === 'string' && /^[a-z][a-z0-9_]*(?:\[.*\])?$/.test(value) ? value : null;
  const number = 'n is one more than the `generation` in the checkpoint; `pipeline-runner retry` writes it';
  return from === null ? `write the next number: ${number}` : `write { n: 2, from: ${from} }: ${number}`;
}
