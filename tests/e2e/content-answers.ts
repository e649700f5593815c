/** A server of models that writes and speaks an episode of a minute as a good model would, until a test tells it otherwise. */
import type { JsonObject } from '../../src/model/json.ts';
import { type LedgerLine, type ModelServer, modelServer, type Step } from '../rig/model-server.ts';

const TWENTY = 'a rocket throws gas backwards very fast and the gas pushes the rocket forwards all the way up to space';
const turns = ['mia', 'theo', 'mia', 'theo'].map((speaker, index) => ({
  speaker,
  text: `Turn ${index}: ${TWENTY}.`,
  emotion: 'neutral',
  pace: 'normal',
}));

export const CONCEPT = {
  title: 'Rockets of the loopback',
  hook: 'A sentence that makes people want to know.',
  angle: 'The one idea that carries the episode.',
  concepts: ['thrust', 'fuel'],
  questions: ['Why does it fly?', 'Where does it go?'],
};
export const OUTLINE = {
  title: CONCEPT.title,
  summary: 'What throws, is thrown.',
  concepts: CONCEPT.concepts,
  segments: ['Up', 'Away'].map((title) => ({ title, goal: 'They know why.', points: ['It throws gas.'] })),
};
const SEGMENT = {
  opening: 'It begins so.',
  facts: ['Gas is thrown.', 'It pushes.'],
  comparison: 'Like a balloon.',
  question: 'And then?',
};
export const SCRIPT = { turns };

/** Key that only one schema of the pipeline asks for -> its answer. */
const ANSWERS: Readonly<Record<string, JsonObject>> = {
  hook: CONCEPT,
  segments: OUTLINE,
  opening: SEGMENT,
  turns: SCRIPT,
};

export type Ask = 'hook' | 'segments' | 'opening' | 'turns' | 'speech' | 'image';

/** What a request asks for; null: something else. */
export function askedFor({ body, path }: Pick<LedgerLine, 'body' | 'path'>): Ask | null {
  if (path.endsWith('/audio/speech')) return 'speech';
  if (path.includes('/images/')) return 'image';
  const schema = body?.response_format?.json_schema?.schema ?? body?.text?.format?.schema;
  const keys = ['hook', 'segments', 'opening', 'turns'] as const;
  return keys.find((key) => schema?.properties && key in schema.properties) ?? null;
}

/** 8000 samples a second, 8 bits; every byte is ASCII, so that it can be sent as text. */
function sound(bytes: number): Step {
  const number = (value: number, size: number): string =>
    String.fromCharCode(...Array.from({ length: size }, (_, index) => (value >>> (8 * index)) & 0xff));
  const format = `${number(1, 2)}${number(1, 2)}${number(8000, 4)}${number(8000, 4)}${number(1, 2)}${number(8, 2)}`;
  const head = `RIFF${number(36 + bytes, 4)}WAVEfmt ${number(16, 4)}${format}data${number(bytes, 4)}`;
  return { type: 'body', body: head + '@Zz@&\u0006&@'.repeat(bytes / 8), mediaType: 'audio/wav' };
}

export const said = (value: unknown): Step => ({ type: 'answer', text: JSON.stringify(value) });
const SPEECH: Step = sound(0x7f00);
/** A hundredth of a second. */
export const TICK: Step = sound(80);

/** @param first what it does at first when it is asked for something, one step a request; then it answers well. */
export function studio(first: Readonly<Partial<Record<Ask, readonly Step[]>>> = {}): Promise<ModelServer> {
  const left = new Map(Object.entries(first).map(([ask, steps]) => [ask, [...(steps ?? [])]]));
  return modelServer({
    otherwise: (asked) => {
      const ask = askedFor(asked);
      const step = left.get(ask ?? '')?.shift();
      if (step) return step;
      return ask === 'speech' ? SPEECH : ask === 'image' || ask === null ? { type: 'answer' } : said(ANSWERS[ask]);
    },
  });
}

/** `providers:` of a project that asks it. */
export const askedAt = ({ url }: ModelServer): JsonObject => ({
  type: 'openai',
  base_url: url,
  model: 'gpt-loopback',
  api_key: { env: 'LOOPBACK_KEY' },
});
