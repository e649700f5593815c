/** `providers:` of the config and of a manifest. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../src/parse/config.ts';
import { parseManifest } from '../../src/parse/manifest.ts';
import { checkManifestProviders } from '../../src/parse/provider-mistakes.ts';
import { switchedProviders } from '../../src/parse/providers.ts';

const CONFIG = 'pipeline-runner.config.yaml';
const configOf = (text: string) => parseConfig(CONFIG, text);

const told = (diagnostics: ReturnType<typeof configOf>['diagnostics']): string[] =>
  diagnostics.map(
    ({ code, at, hint }) => `${code} ${at && 'line' in at ? `${at.line}:${at.column}` : ''} ${hint ?? ''}`,
  );

test('every key of a provider is read', () => {
  const { config, diagnostics } = configOf(`providers:
  writer:
    type: anthropic
    model: claude-sonnet-4-5
    base_url: https://proxy.example.org/v1
    api_key: { env: KEY }
    requests_per_minute: 50
    tokens_per_minute: 100000
    concurrency: 4
    breaker: { failures: 3, cooldown: 1m }
    prices: { input_per_million_tokens: 3, output_per_million_tokens: 15, per_image: 0.04 }
    headers: { X-Team: a }
    timeout: 2m
    fallback: [offline]
    options: { stream: true }
`);
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(config.providers.writer, {
    name: 'writer',
    type: 'anthropic',
    model: 'claude-sonnet-4-5',
    baseUrl: 'https://proxy.example.org/v1',
    apiKey: { type: 'env', name: 'KEY' },
    requestsPerMinute: 50,
    tokensPerMinute: 100_000,
    concurrency: 4,
    breaker: { failures: 3, cooldown: 60_000 },
    prices: { inputPerMillionTokens: 3, outputPerMillionTokens: 15, perImage: 0.04 },
    headers: { 'X-Team': 'a' },
    timeout: 120_000,
    fallback: ['offline'],
    options: { stream: true },
  });
});

test('a key comes from the environment, from a file, or from a program that prints it', () => {
  const { config } = configOf(
    `secrets: { A: { env: KEY }, B: { file: /run/secrets/key }, C: { command: [pass, show, key] } }\n`,
  );
  assert.deepEqual(config.secrets, {
    A: { type: 'env', name: 'KEY' },
    B: { type: 'file', path: '/run/secrets/key' },
    C: { type: 'command', argv: ['pass', 'show', 'key'] },
  });
});

for (const [name, text, expected] of [
  ['a key in plain text', 'providers:\n  w: { type: openai, api_key: sk-123456 }\n', /format\/.*2:3/],
  ['two sources of one key', 'secrets:\n  A: { env: A, file: b }\n', /format\/bad-value 2:/],
  ['a type that is a path', 'providers:\n  w: { type: ../evil }\n', /format\/bad-value 2:/],
  ['a type that is a module of Node', 'providers:\n  w: { type: "node:fs" }\n', /format\/bad-value 2:/],
  [
    'an address with a password',
    'providers:\n  w: { type: openai, base_url: "https://a:b@c" }\n',
    /format\/bad-value 2:/,
  ],
  ['a price below zero', 'providers:\n  w: { type: openai, prices: { per_image: -1 } }\n', /format\/bad-value 2:/],
  [
    'an unknown fallback',
    'providers:\n  w: { type: openai, fallback: [offlin] }\n',
    /pipeline\/unknown-provider 2:\d+ did you mean "offline"/,
  ],
  [
    'a misspelt setting',
    'providers:\n  w: { type: openai, requests_per_minut: 5 }\n',
    /format\/unknown-key 2:\d+ did you mean "requests_per_minute"/,
  ],
] as const) {
  test(`${name} is reported with its place`, () => {
    const said = told(configOf(text).diagnostics);
    assert.match(said.join('\n'), expected);
  });
}

test('a manifest replaces one provider by another, and no other', () => {
  const { config } = configOf('providers: { writer: { type: openai, model: a }, voice: { type: openai, model: b } }\n');
  const providers = switchedProviders(config, { providers: { writer: 'offline' }, replay: null });
  assert.deepEqual(
    [...providers].map(([role, { name, type }]) => [role, name, type]),
    [
      ['offline', 'offline', 'offline'],
      ['writer', 'offline', 'offline'],
      ['voice', 'voice', 'openai'],
    ],
  );
});

test('a manifest that names an unknown provider is reported at the name', () => {
  const { config } = configOf('providers: { writer: { type: openai } }\n');
  const { document } = parseManifest('runs/a.yaml', 'pipeline: p\nproviders: { writr: offline, writer: oflline }\n');
  assert.ok(document);
  assert.deepEqual(told(checkManifestProviders(document, config)), [
    'pipeline/unknown-provider 2:14 did you mean "writer"?',
    'pipeline/unknown-provider 2:38 did you mean "offline"?',
  ]);
});

test('the settings for costs beside the budget of a manifest are read', () => {
  const text = 'pipeline: p\nbudget: { usd: 5, max_cost: 0.5, stages: { segments: 2 }, unknown_cost: warn }\n';
  const { manifest } = parseManifest('runs/a.yaml', text);
  assert.deepEqual(
    [manifest?.budget, manifest?.limits],
    [5_000_000, { stages: { segments: 2_000_000 }, maxCost: 500_000, unknownCost: 'warn' }],
  );
});
