/** What `uses: pipeline` names: parsed once, never inside itself, held to its inputs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../rig/languages.ts';
import { good, parse, stage } from './parsed-pipeline.ts';

test('a sub-pipeline is parsed once and shared, and its mistakes are reported in its own file', () => {
  const twice = good(`stages:
  a: { uses: pipeline, with: { pipeline: child, inputs: { topic: x } } }
  b: { uses: pipeline, with: { pipeline: pipelines/child.yaml, inputs: { topic: y } } }
`);
  assert.equal(stage(twice, 'a').child, stage(twice, 'b').child);
  const text = 'stages:\n  a: { uses: pipeline, with: { pipeline: wrong } }\n';
  const { pipeline, diagnostics } = parse(text, {
    'pipelines/wrong.yaml': 'stages:\n  x: { uses: comand, with: {} }\n',
  });
  assert.equal(pipeline, null);
  assert.deepEqual(
    diagnostics.map(({ code, at }) => `${code} ${at?.file}`),
    ['pipeline/unknown-kind pipelines/wrong.yaml'],
  );
});

test('no stage of `finally` may use a pipeline with a gate, at any depth', () => {
  const text = `stages: { a: { uses: command, with: { argv: [date] } } }
finally: { tell: { uses: pipeline, with: { pipeline: outer } } }
`;
  const { diagnostics } = parse(text, {
    'pipelines/outer.yaml': 'stages: { in: { uses: pipeline, with: { pipeline: inner } } }\n',
    'pipelines/inner.yaml': `stages:
  a: { uses: command, with: { argv: [date] } }
  ask: { uses: approval, with: { subject: a } }
`,
  });
  assert.deepEqual(
    diagnostics.map(({ code, message }) => `${code}: ${message.slice(0, 16)}`),
    ['gate/in-finally: outer has a gate'],
  );
});

test('a required input of a sub-pipeline with a default may be left out', () => {
  const child = (topic: string): string => `inputs: { required: [topic], properties: { topic: ${topic} } }
stages: { a: { uses: command, with: { argv: [date] } } }
`;
  const codesWith = (topic: string): readonly string[] =>
    parse('stages:\n  a: { uses: pipeline, with: { pipeline: sub } }\n', {
      'pipelines/sub.yaml': child(topic),
    }).diagnostics.map(({ code }) => code);
  assert.deepEqual(codesWith('{ type: string, default: x }'), []);
  assert.deepEqual(codesWith('{ type: string }'), ['input/missing']);
});

test('a literal input of a sub-pipeline is validated by its schema, a computed one is not', () => {
  const sub = `inputs:
  $defs: { size: { type: integer, maximum: 5 } }
  properties:
    n: { $ref: "#/$defs/size" }
    e: { enum: [a, b] }
    l: { type: array }
stages: { a: { uses: command, with: { argv: [date] } } }
`;
  const told = (given: string): readonly string[] =>
    parse(`stages:\n  a: { uses: pipeline, with: { pipeline: sub, inputs: ${given} } }\n`, {
      'pipelines/sub.yaml': sub,
    }).diagnostics.map(({ code, message, at }) => `${code} ${at && 'line' in at && at.column}: ${message}`);
  assert.deepEqual(told('{ n: 3, e: a, l: [1, "${{ run.id }}"] }'), []);
  assert.deepEqual(told('{ n: "${{ run.generation }}", e: "${{ run.id }}", l: "${{ [] }}" }'), []);
  assert.deepEqual(told('{ n: "3" }'), [
    'input/bad-value 60: the input "n" of the pipeline sub must be a whole number, but it is the text "3"',
  ]);
  assert.deepEqual(told('{ n: 9, e: c }'), [
    'input/bad-value 60: the input "n" of the pipeline sub must be at most 5, but it is 9',
    'input/bad-value 66: the input "e" of the pipeline sub must be "a" or "b", but it is the text "c"',
  ]);
});

test('pipelines that contain each other are distinguished from those used twice', () => {
  const text = 'stages:\n  a: { uses: pipeline, with: { pipeline: other } }\n';
  const other = 'stages:\n  b: { uses: pipeline, with: { pipeline: self } }\n';
  const { diagnostics } = parse(text, { 'pipelines/other.yaml': other });
  assert.deepEqual(
    diagnostics.map(({ code, message }) => `${code}: ${message}`),
    ['pipeline/recursive: this pipeline contains itself: self -> other -> self'],
  );
});

test('sub-pipelines that add up to billions of stages are a mistake, reported once', () => {
  const files = Object.fromEntries(
    Array.from({ length: 13 }, (_, i) => {
      const stage = `{ uses: ${i === 12 ? 'command, with: { argv: [date] }' : `pipeline, with: { pipeline: d${i + 1} }`} }`;
      return [`pipelines/d${i}.yaml`, `stages: { a: ${stage}, b: ${stage}, c: ${stage}, d: ${stage} }\n`];
    }),
  );
  const { diagnostics } = parse('stages:\n  a: { uses: pipeline, with: { pipeline: d0 } }\n', files);
  assert.deepEqual(
    [...new Set(diagnostics.map(({ code, at }) => `${code} ${at?.file}`))],
    ['pipeline/recursive pipelines/d3.yaml'],
  );
  assert.deepEqual(parse('stages:\n  a: { uses: pipeline, with: { pipeline: d6 } }\n', files).diagnostics, []);
});
