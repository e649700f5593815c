/**
 * Gateway: the number of tokens of a text, estimated before a call. The door to `gpt-tokenizer`.
 *
 * N1. It counts with the vocabulary of OpenAI's newer models; other models count at most a quarter more for ordinary
 *     texts, so a quarter is added for them. Since Opus 4.7 Anthropic's models count about 30 % more than their
 *     predecessors, which is added on top.
 * N2. Without the package, two bytes count as a token, which is more than ordinary texts have.
 * N3. Loading the vocabulary takes a fifth of a second and 70 MB. So the gateway only asks for it where the number
 *     matters: for a price or a limit of tokens (`isCounted`). Elsewhere two bytes count as a token too.
 * N4. No text takes long: it is counted in pieces, because the time for one long word grows quadratically.
 *
 * @source https://platform.claude.com/docs/en/build-with-claude/token-counting
 */
import type { ProviderIdentity } from '../../model/provider.ts';
import { isMissingModule } from '../../model/system-error.ts';

export type CountTokens = (text: string) => number;

const OTHER_VENDORS = 1.25;
const CLAUDE = OTHER_VENDORS * 1.3;
const PIECE = 512;
/** Longer texts are estimated: counting them would block everything else. */
const MOST_COUNTED = 256 * 1024;

export const byBytes: CountTokens = (text) => Math.ceil(Buffer.byteLength(text, 'utf8') / 2);

let loading: Promise<CountTokens> | null = null;

export async function tokenCounter({ type, model }: Pick<ProviderIdentity, 'type' | 'model'>): Promise<CountTokens> {
  loading ??= load();
  const count = await loading;
  const factor = model.includes('claude') ? CLAUDE : type === 'openai' ? 1 : OTHER_VENDORS;
  return (text) => Math.ceil(factor * (text.length > MOST_COUNTED ? byBytes(text) : inPieces(text, count)));
}

function inPieces(text: string, count: CountTokens): number {
  let tokens = 0;
  for (let at = 0; at < text.length; at += PIECE) tokens += count(text.slice(at, at + PIECE));
  return tokens;
}

async function load(): Promise<CountTokens> {
  try {
    const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
    // Anything that looks like a control token is ordinary text here: it comes from people and models.
    const plain = { disallowedSpecial: new Set<string>() };
    return (text) => countTokens(text, plain);
  } catch (error) {
    if (isMissingModule(error)) return byBytes;
    throw error;
  }
}
