/** Offline speech: heard by numbers (length, loudness, pitch), because nobody listens to a test. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { programIn } from '../../src/media/programs.ts';
import { decodeWav } from '../../src/media/wav.ts';
import type { ProviderFault, SpeechRequest } from '../../src/ports/provider.ts';
import { espeakArguments, isLanguage } from '../../src/providers/offline/speech/espeak.ts';
import { piecesOf } from '../../src/providers/offline/speech/text.ts';
import { mannerOf, voiceOf } from '../../src/providers/offline/speech/voice.ts';
import { speak } from '../../src/providers/offline/speech.ts';
import { contextOf, speechRequest } from '../rig/provider.ts';

const LINE = 'A rocket flies high.';

const asked = (more: Partial<SpeechRequest>): SpeechRequest => speechRequest({ text: LINE, ...more });

interface DriveEvent {
  readonly bytes: Uint8Array;
  readonly samples: Float32Array;
  readonly rate: number;
  readonly seconds: number;
  readonly raw: unknown;
}

async function heard(more: Partial<SpeechRequest> = {}): Promise<DriveEvent> {
  const reply = await speak(asked(more), contextOf());
  assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
  const bytes = reply.value.value.audio;
  const pcm = decodeWav(bytes);
  assert.ok(pcm.ok);
  const samples = pcm.value.channels[0] ?? new Float32Array();
  return { bytes, samples, rate: pcm.value.rate, seconds: samples.length / pcm.value.rate, raw: reply.value.raw };
}

async function fault(more: Partial<SpeechRequest>): Promise<ProviderFault> {
  const reply = await speak(asked(more), contextOf());
  assert.ok(!reply.ok);
  return reply.error;
}

/** dBFS over the whole. */
const loudness = ({ samples }: DriveEvent): number =>
  10 * Math.log10(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
const peak = ({ samples }: DriveEvent): number => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

/** Median of the pitch of the voiced parts, in hertz, by autocorrelation. */
function pitchOf({ samples, rate }: DriveEvent): number {
  const found: number[] = [];
  const [size, least, most] = [Math.round(rate * 0.04), Math.round(rate / 320), Math.round(rate / 70)];
  for (let at = 0; at + size + most < samples.length; at += size) {
    const sumAt = (lag: number) => {
      let sum = 0;
      for (let i = at; i < at + size; i += 1) sum += (samples[i] ?? 0) * (samples[i + lag] ?? 0);
      return sum;
    };
    const power = sumAt(0);
    if (power / size < 0.002) continue;
    let [best, lag] = [0, 0];
    for (let candidate = least; candidate <= most; candidate += 1) {
      const sum = sumAt(candidate);
      if (sum > best) [best, lag] = [sum, candidate];
    }
    if (best > 0.5 * power) found.push(rate / lag);
  }
  return found.toSorted((a, b) => a - b)[found.length >> 1] ?? 0;
}

test('the same line gives the same bytes, whatever other voices spoke before', async () => {
  const first = await heard();
  for (const voice of ['deep', 'calm', 'bright'])
    await heard({ text: 'Twelve zebras, at 4:30, ask for £3.50: what a long sentence this has become!', voice });
  assert.deepEqual((await heard()).bytes, first.bytes);
});

test('a line is 24 kHz speech of a plausible length, reports its length and counts its characters', async () => {
  const reply = await speak(asked({ text: 'Hi 👋' }), contextOf());
  assert.ok(reply.ok);
  const { value, usage, usd } = reply.value;
  assert.equal(value.mediaType, 'audio/wav');
  assert.equal(usd, 0);
  assert.deepEqual(usage, { characters: 4, seconds: value.seconds });
  const line = await heard();
  assert.equal(line.rate, 24_000);
  assert.ok(line.seconds > 0.8 && line.seconds < 3, `${line.seconds}`);
});

test('all voices and emotions are about equally loud, and none clips', async () => {
  for (const more of [
    {},
    { voice: 'kal' },
    { voice: 'rms' },
    { voice: 'awb' },
    { voice: 'Maya' },
    { emotion: 'angry' },
  ]) {
    const line = await heard(more);
    assert.ok(Math.abs(loudness(line) + 20) < 2.5, `${JSON.stringify(more)}: ${loudness(line)}`);
    assert.ok(peak(line) < 0.9, `${JSON.stringify(more)}: ${peak(line)}`);
  }
});

test('a whisper is quieter', async () => {
  assert.ok(loudness(await heard({ emotion: 'whispering' })) < loudness(await heard()) - 4);
});

test('no line begins or ends with long silence', async () => {
  const { samples, rate } = await heard();
  const isLoud = (sample: number) => Math.abs(sample) > 0.01;
  assert.ok(samples.findIndex(isLoud) < rate * 0.06);
  assert.ok(samples.findLastIndex(isLoud) > samples.length - rate * 0.06);
});

test('at double speed a line takes half as long with the same pitch', async () => {
  const [usual, fast] = [await heard(), await heard({ speed: 2 })];
  assert.ok(Math.abs(fast.seconds / usual.seconds - 0.5) < 0.06, `${fast.seconds / usual.seconds}`);
  assert.ok(Math.abs(pitchOf(fast) / pitchOf(usual) - 1) < 0.12, `${pitchOf(fast)} and ${pitchOf(usual)}`);
});

test('excited speech is faster and higher than sad speech', async () => {
  const [excited, sad] = [await heard({ emotion: 'excited' }), await heard({ emotion: 'a little sad' })];
  assert.ok(excited.seconds < sad.seconds * 0.9);
  assert.ok(pitchOf(excited) > pitchOf(sad) * 1.04, `${pitchOf(excited)} and ${pitchOf(sad)}`);
});

test('a voice with +4 is about four semitones higher and equally long', async () => {
  const [usual, high] = [await heard({ voice: 'slt' }), await heard({ voice: 'slt+4' })];
  const ratio = pitchOf(high) / pitchOf(usual);
  assert.ok(ratio > 1.17 && ratio < 1.36, `${ratio}, not about ${2 ** (4 / 12)}`);
  assert.ok(Math.abs(high.seconds / usual.seconds - 1) < 0.03);
});

test('no two characters have the same voice, and none has the default one', () => {
  const names = Array.from({ length: 300 }, (_, i) => `character ${i}`);
  const voices = names.map(voiceOf);
  assert.equal(new Set(voices.map((voice) => JSON.stringify(voice))).size, names.length);
  assert.ok(voices.every(({ throat }) => Math.abs(Math.log2(throat)) >= 0.5 / 12 - 1e-9));
  assert.deepEqual(voiceOf(' MAYA '), voiceOf('Maya'));
});

test('two characters sound different', async () => {
  const [maya, bob] = [await heard({ voice: 'Maya' }), await heard({ voice: 'Bob' })];
  assert.ok(Math.abs(Math.log2(pitchOf(maya) / pitchOf(bob))) > 0.03, `${pitchOf(maya)} and ${pitchOf(bob)}`);
});

test('names that are special in JavaScript are ordinary names of characters', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
    assert.ok(['slt', 'rms', 'awb'].includes(voiceOf(name).base));
});

test('an unknown emotion changes nothing', () => {
  assert.deepEqual(mannerOf('purple'), mannerOf(null));
});

test('a text without anything to speak is refused', async () => {
  for (const text of ['', '   \n', '🚀🚀', '...!?', 'Привет', '[laughs]']) {
    const { kind, message } = await fault({ text });
    assert.equal(kind, 'invalid', text);
    assert.match(message, /no letter or digit/);
  }
});

test('a text that is too long and an invalid speed are refused', async () => {
  assert.equal((await fault({ text: 'a '.repeat(20_000) })).kind, 'invalid');
  for (const speed of [0, -1, 5, Number.NaN, Number.POSITIVE_INFINITY])
    assert.equal((await fault({ speed })).kind, 'invalid', `${speed}`);
});

test('an unsupported language is read by the English voice, which is reported', async () => {
  const { raw } = await heard({ text: 'Hallo', language: '--version; rm' });
  assert.match(JSON.stringify(raw), /"engine":"flite".*an English voice speaks instead/);
});

test('an aborted call ends after the current piece', async () => {
  const stop = new AbortController();
  let pieces = 0;
  const progress = () => {
    pieces += 1;
    stop.abort();
  };
  const reply = await speak(asked({ text: `${LINE} `.repeat(50) }), contextOf({ signal: stop.signal, progress }));
  assert.ok(!reply.ok);
  assert.equal(pieces, 1);
});

const said = (text: string): string =>
  piecesOf(text, 'ascii')
    .map((piece) => piece.text)
    .join(' | ');

const SPOKEN: readonly (readonly [text: string, spoken: string])[] = [
  ['# The *big* day\n\n- **Go** to [the shop](http://x.y/z?q=1)!', 'The big day | Go to the shop!'],
  ['Well [laughs] “yes” — it’s naïve…', 'Well "yes", it\'s naive.'],
  ['It costs 5€, or £3.50, at 20°C & 10%', 'It costs 5 euros, or 3.50 pounds, at 20 degrees Celsius and 10 percent'],
  ['See https://www.example.org/a/b?c=d.', 'See example.org'],
  ['Dr. Smith is here. He waves 👋🏽.', 'Dr. Smith is here. | He waves.'],
  ['The area is π r', 'The area is pi r'],
  ['a\u0000b\u001bc', 'a b c'],
  ['<break time="9s"/>Hello <b>you</b>', 'Hello you'],
];
for (const [text, spoken] of SPOKEN) {
  test(`${JSON.stringify(text)} is read as ${JSON.stringify(spoken)}`, () => {
    assert.equal(said(text), spoken);
  });
}

test('a long run of spaces, or of unreadable characters, is processed quickly', () => {
  // With one look back from each space this test does not end within the hour.
  for (const nothing of [' ', '字'])
    assert.ok(piecesOf(`Rockets${nothing.repeat(1_000_000)}fly.`, 'ascii').some(({ text }) => text.includes('fly')));
});

test('no piece is longer than a voice can process, whatever the text', () => {
  for (const text of [
    'word '.repeat(900),
    'x'.repeat(9000),
    '日本'.repeat(3000),
    '😀a'.repeat(2000),
    'a, b; '.repeat(900),
  ])
    for (const script of ['ascii', 'any'] as const)
      for (const piece of piecesOf(text, script)) {
        assert.ok(piece.text.length <= 300 && piece.text.isWellFormed(), piece.text);
        assert.ok(script === 'any' || /^[\x20-\x7e]{1,300}$/.test(piece.text), piece.text);
        assert.ok(
          piece.text.split(' ').every((word) => word.length <= 41),
          piece.text,
        );
      }
});

test('a language cannot become an option or a path of the speech program', () => {
  for (const good of ['de', 'pt-BR', 'zh-Hant-TW', 'yue']) assert.ok(isLanguage(good), good);
  for (const bad of ['-v', '../x', 'de+f1', 'de;ls', '', 'd', '/etc/passwd', 'de\n']) assert.ok(!isLanguage(bad), bad);
});

test('the speech program gets a voice per character, and the text not as an argument', () => {
  const settings = { language: 'de', tempo: 1, pitch: 1 };
  const [anna, otto] = ['Anna', 'Otto'].map((voice) => espeakArguments({ ...settings, voice }));
  assert.notDeepEqual(anna, otto);
  assert.deepEqual(espeakArguments({ ...settings, voice: null }).slice(0, 6), ['-v', 'de', '-s', '165', '-p', '50']);
  const tags = { zh: 'cmn', 'zh-Hant-TW': 'cmn', 'zh-HK': 'yue', no: 'nb', 'pt-BR': 'pt-br' };
  for (const [language, voice] of Object.entries(tags))
    assert.equal(espeakArguments({ ...settings, language, voice: null })[1], voice);
  assert.equal(espeakArguments({ ...settings, language: 'zh', voice: null })[3], '290');
});

test('a program is not searched for in relative folders', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'espeak-'));
  writeFileSync(path.join(folder, 'espeak-ng'), '', { mode: 0o755 });
  assert.equal(programIn(path.relative(process.cwd(), folder), 'espeak-ng'), null);
  assert.equal(programIn(`/nowhere${path.delimiter}${folder}`, 'espeak-ng'), path.join(folder, 'espeak-ng'));
  rmSync(folder, { recursive: true });
});

test('an espeak-ng language without variants is spoken by its only voice, not by the English one', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'espeak-'));
  const before = process.env.PATH;
  try {
    writeFileSync(path.join(folder, 'said.wav'), (await heard()).bytes);
    const program = `#!/bin/sh\ncase "$2" in *+*|qq) exit 1;; *) exec /bin/cat '${folder}/said.wav';; esac\n`;
    writeFileSync(path.join(folder, 'espeak-ng'), program, { mode: 0o755 });
    process.env.PATH = folder;
    const { raw } = await heard({ text: 'Привет', language: 'tlh', voice: 'Mia' });
    assert.match(JSON.stringify(raw), /"engine":"espeak-ng"/);
    const { hint } = await fault({ text: 'Привет', language: 'qq' });
    assert.match(hint ?? '', /espeak-ng --voices/);
  } finally {
    process.env.PATH = before;
    rmSync(folder, { recursive: true });
  }
});
