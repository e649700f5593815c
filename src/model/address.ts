/**
 * The address of a task: `segments`, `segments[intro]`, `episode/script`, `clips[s3]/render[2]`, `finally:notify`.
 *
 * A task is what is executed: a stage, or one item of a `foreach` stage. Stage ids hold no `[`, `/` or `:`, and
 * item keys are safe path segments, so the text is unambiguous and sorts with its stage.
 */
import type { Brand, ItemKey, StageId } from './brand.ts';

export type TaskAddress = Brand<string, 'TaskAddress'>;

export interface AddressStep {
  readonly stage: StageId;
  readonly item: ItemKey | null;
}

export interface ParsedAddress {
  readonly graph: 'stages' | 'finally';
  /** At least one; every step but the last is a sub-pipeline. */
  readonly steps: readonly AddressStep[];
}

const FINALLY = 'finally:';

export function formatAddress({ graph, steps }: ParsedAddress): TaskAddress {
  const [only] = steps;
  const path = steps.length === 1 && only ? stepText(only) : steps.map(stepText).join('/');
  const text = graph === 'finally' ? FINALLY + path : path;
  if (!known.has(text)) remember(text, { graph, steps });
  return text as TaskAddress;
}

const stepText = ({ stage, item }: AddressStep): string => (item === null ? stage : `${stage}[${item}]`);

/** A turn parses the same few addresses again and again, mostly ones that it formatted itself. */
const known = new Map<string, ParsedAddress | null>();
const MOST_KNOWN = 256;

/** @returns null when the text is no address. */
export function parseAddress(text: string): ParsedAddress | null {
  const before = known.get(text);
  if (before !== undefined) return before;
  const parsed = parsedAddress(text);
  remember(text, parsed);
  return parsed;
}

function remember(text: string, parsed: ParsedAddress | null): void {
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, parsed);
}

function parsedAddress(text: string): ParsedAddress | null {
  const graph = text.startsWith(FINALLY) ? 'finally' : 'stages';
  const steps: AddressStep[] = [];
  for (const part of (graph === 'finally' ? text.slice(FINALLY.length) : text).split('/')) {
    const match = /^([a-z][a-z0-9_]*)(?:\[([A-Za-z0-9][A-Za-z0-9._-]{0,63})\])?$/.exec(part);
    if (!match) return null;
    steps.push({ stage: match[1] as StageId, item: (match[2] ?? null) as ItemKey | null });
  }
  return { graph, steps };
}

/** Is it in the `finally` stages? */
export const isFinal = (address: string): boolean => address.startsWith(FINALLY);

/** Is `address` equal to `around` or inside of it? `parts[a]/make` and `parts[b]` are inside of `parts`. */
export const isWithin = (address: string, around: string): boolean =>
  address === around || address.startsWith(`${around}[`) || address.startsWith(`${around}/`);

/**
 * The address around one: `parts[a]` of `parts[a]/make`, `parts` of `parts[a]`. null: there is none, or the text is no
 * address.
 */
export function aroundOf(address: string): TaskAddress | null {
  const { graph = 'stages', steps = [] } = parseAddress(address) ?? {};
  const outer = steps.slice(0, -1);
  const stage = steps.at(-1)?.item == null ? null : stageOf(address);
  return stage ?? (outer.length === 0 ? null : formatAddress({ graph, steps: outer }));
}

/** The stage of a task: `episode/parts` of `episode/parts[a]`. null: the text is no address. */
export function stageOf(address: string): TaskAddress | null {
  const parsed = parseAddress(address);
  const last = parsed?.steps.at(-1);
  return parsed && last ? formatAddress({ ...parsed, steps: [...parsed.steps.slice(0, -1), bare(last)] }) : null;
}

/** The outermost stage: `finally:notify` of `finally:notify[x]/y`. null: the text is no address. */
export function topOf(address: string): TaskAddress | null {
  const parsed = parseAddress(address);
  const first = parsed?.steps[0];
  return parsed && first ? formatAddress({ ...parsed, steps: [bare(first)] }) : null;
}

const bare = ({ stage }: AddressStep): AddressStep => ({ stage, item: null });
