/** What a newcomer writes on the first day: the hint is a line that can be written as it stands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mistakesIn } from './bad-check.ts';

const stage = (lines: string): string => `stages:\n  build:\n${lines}`;
const EXPRESSION = 'write "${{ … }}"';

/** Pipeline -> a hint that must be among those given. */
const HINTS: readonly (readonly [name: string, text: string, hint: string])[] = [
  ['a line of the shell', stage('    run: echo hi\n'), `write "uses: command" and "with: { argv: [sh, -c, '…'] }"`],
  ['no kind', stage('    with: { argv: [echo] }\n'), 'set what does the work, as in "uses: command"'],
  ['a list of stages', 'stages:\n  - id: build\n', 'write each stage under its id, as in "build:", instead of "- "'],
  [
    'words in one text',
    stage('    uses: command\n    with: { argv: "echo hello" }\n'),
    'write its words as a list: [echo, hello]',
  ],
  [
    'words with a value in one text',
    stage('    uses: command\n    with: { argv: "ffmpeg -i ${{ run.id }} out.mp4" }\n'),
    'write its words as a list: [ffmpeg, "-i", "${{ run.id }}", out.mp4]',
  ],
  [
    'a pattern of files',
    stage('    uses: command\n    with: { argv: [date], files: ["photos/*.png"] }\n'),
    'name each file, or for a program the folder: there are no patterns here',
  ],
  [
    'a pipe in one text',
    stage('    uses: command\n    with: { argv: "ls | wc" }\n'),
    'write its words as a list, or let a shell split it: [sh, -c, "ls | wc"]',
  ],
  [
    'a template with its folder',
    stage('    uses: write\n    with: { template: templates/a.md, to: a.md }\n'),
    'the path is relative to templates/: write a.md',
  ],
  [
    'nothing indented',
    'stages:\n  build:\n  uses: command\n',
    'indent what belongs to it deeper than its key, or delete the key',
  ],
  ['a list of settings', stage('    uses: command\n    with: [echo]\n'), 'write "name: value" for each entry'],
  [
    'a number of attempts',
    stage('    uses: command\n    retry: 3\n    with: { argv: [echo] }\n'),
    'write { attempts: 3 }',
  ],
  ['an expression in a list', stage('    uses: command\n    with: { argv: [echo, ${{ inputs.who }}] }\n'), EXPRESSION],
  ['an expression in a map', stage('    uses: write\n    with: { text: ${{ inputs.who }}, to: x }\n'), EXPRESSION],
  ['an expression behind text', stage('    uses: command\n    with: { argv: [x${{ inputs.who }}] }\n'), EXPRESSION],
  [
    'a list where an expression is expected',
    stage('    foreach: [intro, 2]\n    uses: command\n    with: { argv: [echo] }\n'),
    'write ${{ ["intro", 2] }}',
  ],
  [
    'a list of expressions where one expression is expected',
    stage('    foreach: ["${{ run.id }}", two]\n    uses: command\n    with: { argv: [echo] }\n'),
    'write ${{ [run.id, "two"] }}',
  ],
  [
    'a list of texts with expressions where one expression is expected',
    stage('    foreach: ["a ${{ run.id }}"]\n    uses: command\n    with: { argv: [echo] }\n'),
    'write ${{ […] }}',
  ],
  [
    'a number where an expression is expected',
    stage('    foreach: 3\n    uses: command\n    with: { argv: [echo] }\n'),
    'write ${{ … }}',
  ],
  ['null', stage('    uses: command\n    with: ~\n'), 'write a value, or leave the key out'],
  [
    'a comma that is missing',
    'stages: { a: { uses: command with: { argv: [x] } } }\n',
    'add the missing comma, or put the value in quotes',
  ],
  [
    'a list on the line of its key',
    stage('    uses: command\n    needs: - a\n'),
    'start it on the next line, or write [one, two]',
  ],
  [
    'words behind the sign of a block',
    stage('    uses: command\n    description: > words\n'),
    'start the text on the next line, or put it in quotes',
  ],
  [
    'a bracket too many',
    stage('    uses: command\n    with: { argv: [x] } }\n'),
    'delete it, or put the value in quotes',
  ],
  [
    'a list of maps where an expression is expected',
    stage('    foreach: [{ id: a }]\n    uses: command\n    with: { argv: [echo] }\n'),
    'write ${{ … }}',
  ],
  [
    'two texts side by side',
    stage('    uses: command\n    with: { argv: [echo, "a" "b"] }\n'),
    'add it, or put the whole text in quotes',
  ],
  [
    'an input that is not declared',
    stage('    uses: command\n    with: { argv: ["${{ inputs.who }}"] }\n'),
    'declare it under `properties:` of `inputs:`',
  ],
  [
    'a hyphen in a name',
    `inputs: { properties: { my-key: { default: a } } }\n${stage('    uses: command\n    with: { argv: ["${{ inputs.my-key }}"] }\n')}`,
    "a hyphen is a minus here: write inputs['my-key']",
  ],
  [
    'an expression as templates write it',
    stage('    uses: command\n    with: { argv: [echo, "Hello {{ inputs.who }}"] }\n'),
    'write ${{ inputs.who }}',
  ],
  [
    'an expression as shells write it',
    stage('    uses: command\n    with: { argv: [echo, "${stages.build.output}"] }\n'),
    'write ${{ stages.build.output }}',
  ],
  [
    'an item as templates write it',
    stage('    foreach: "${{ [1, 2] }}"\n    uses: command\n    with: { argv: [echo, "{{item}}"] }\n'),
    'write ${{ item }}',
  ],
  [
    'an expression in a template',
    stage('    uses: write\n    with: { text: "Hello {{ inputs.who }}", vars: {}, to: x }\n'),
    'a template sees only its `vars`: write there, for example, `who: ${{ inputs.who }}`, and {{ who }} here',
  ],
  ['yes as a condition', stage('    when: yes\n    uses: command\n    with: { argv: [echo] }\n'), 'write ${{ true }}'],
  [
    'a type as other languages call it',
    `inputs: { type: object, properties: { n: { type: int } } }\n${stage('    uses: command\n    with: { argv: [echo] }\n')}`,
    'write "integer"',
  ],
  ...(
    [
      ['{ properties: { n: string } }', 'write { type: string }'],
      ['{ properties: { n: int } }', 'write { type: integer }'],
      ['{ additionalProperties: yes }', 'write true'],
      ['{ required: n, properties: { n: {} } }', 'put it in brackets: [n]'],
      ['{ properties: { n: { format: datetime } } }', 'did you mean "date-time"?'],
      ['{ properties: { n: { format: e-mail } } }', 'did you mean "email"?'],
    ] as const
  ).map(([schema, hint]): (typeof HINTS)[number] => [
    `the schema ${schema}`,
    `inputs: ${schema}\n${stage('    uses: command\n    with: { argv: [echo] }\n')}`,
    hint,
  ]),
  ...(
    [
      ['a = 1', 'write == to compare'],
      ['1 === 1', 'write == to compare'],
      ['true and false', 'write &&'],
      ['true or false', 'write ||'],
      ['not true', 'write ! instead of not'],
      ['1 ?? 2', 'write x != null ? x : y'],
      ['run.id | upcase', 'expressions have no filters, but templates do: {{ name | upcase }}'],
      ['None', 'write null'],
      ['True', 'write true'],
      ['params.x', 'write inputs.x'],
      ['len(run.id)', 'write size(run.id)'],
      ['run.id.length', 'write size(run.id)'],
      ['stages.in.output', "write ['in'] instead of .in"],
      ['run.id.includes("a")', 'write x.contains(y), or y in list'],
    ] as const
  ).map(([source, hint]): (typeof HINTS)[number] => [
    `the expression ${source}`,
    stage(`    uses: command\n    with: { argv: [echo, '\${{ ${source} }}'] }\n`),
    hint,
  ]),
  ...(
    [
      ['if: x', 'did you mean "when"?'],
      ['depends_on: [a]', 'did you mean "needs"?'],
      ['loop: [a]', 'did you mean "foreach"?'],
      [
        'output: { type: object }',
        'put the schema into a file under schemas/, and name it: output: { schema: name.schema.json }',
      ],
      ['artifacts: a.txt', 'write [{ path: a.txt }]'],
      ['artifacts: [a.txt]', 'write { path: a.txt }'],
      ['artifacts: { path: a.txt }', 'write artifacts: [{ path: a.txt }]'],
      ['artifacts: "*.txt"', 'write [{ path: "*.txt" }]'],
      ['needs: "*"', 'put it in brackets: ["*"]'],
      ['cache: "True"', 'write true, without quotes'],
      ['max_cost: "0.5"', 'write 0.5, without quotes'],
      ['artifacts: { page: a.txt }', 'write { path: a.txt }'],
    ] as const
  ).map(([line, hint]): (typeof HINTS)[number] => [
    `${line} of a stage`,
    stage(`    ${line}\n    uses: command\n    with: { argv: [echo] }\n`),
    hint,
  ]),
  ['steps', 'steps: { a: { uses: command, with: { argv: [echo] } } }\n', 'did you mean "stages"?'],
  [
    'an input without a schema',
    `inputs: { town: string }\n${stage('    uses: command\n    with: { argv: [echo] }\n')}`,
    'write inputs: { type: object, properties: { town: { type: string } } }',
  ],
  [
    'the path of a context file',
    `context: { show: a.yaml }\n${stage('    uses: command\n    with: { argv: [echo] }\n')}`,
    'write { file: a.yaml }',
  ],
  [
    'a prompt in place of its file',
    stage('    uses: llm\n    with: { prompt: Write a poem about tea }\n'),
    'this must name a file; put the text itself under "text:"',
  ],
  [
    'a model',
    stage('    uses: llm\n    with: { text: hi, model: gpt-5 }\n'),
    'the model is set at a provider in the config; name the provider here, as in "provider: writer"',
  ],
  [
    'an id as JavaScript has it',
    'stages: { fetchData: { uses: command, with: { argv: [echo] } } }\n',
    'use "fetch_data"',
  ],
  ['a value without its end', stage('    uses: write\n    with: { text: "a {{ b", to: x }\n'), 'close it with }}'],
  [
    'a loop without its end',
    stage('    uses: write\n    with: { text: "{% for a in b %}", to: x }\n'),
    'end it with {% endfor %}',
  ],
];

for (const [name, text, hint] of HINTS) {
  test(`${name}: ${hint}`, async () => {
    const hints = (await mistakesIn('pipeline-first', text)).map((mistake) => mistake.hint);
    assert.ok(hints.includes(hint), hints.join('\n'));
  });
}

test('something that only looks like an expression is a warning, except braces meant for a program', async () => {
  const text = (words: string): string => stage(`    uses: command\n    with: { argv: [ssh, vm, ${words}] }\n`);
  const told = await mistakesIn('pipeline-first', text(`'echo {{ run.id }} \${{ run.id }} {{ run.uid }}'`));
  assert.deepEqual(
    told.map(({ code, severity, at }) => [code, severity, at && 'line' in at ? [at.column, at.length] : null]),
    [
      ['expr/not-evaluated', 'warning', [35, 12]],
      ['expr/not-evaluated', 'warning', [62, 13]],
    ],
  );
  const meant = `'for item in a; do docker ps --format "{{ .ID }}" \${item} \${inputs} {{ item }} {{ run }}; done'`;
  assert.deepEqual(await mistakesIn('pipeline-first', text(meant)), []);
  assert.deepEqual(await mistakesIn('pipeline-first', text(`"\${{ '{{ run.id }}' }}"`)), []);
});

/** Mistakes of structure, of which one is told although all lines behind them stand wrong. */
const TOLD_ONCE: readonly (readonly [name: string, text: string, place: string])[] = [
  ['a stage beside `stages`', 'name: x\nstages:\na:\n    uses: command\n  b:\n    uses: x\n  c:\n    uses: x\n', '5:3'],
  ['a tab', 'stages:\n  a:\n\tuses: command\n  b:\n    uses: x\n  c:\n    uses: x\n', '3:1'],
  [
    'an expression in a map',
    'stages:\n  a:\n    with: { x: ${{ inputs.y }}, z: 1 }\n    uses: x\noutputs:\n  x: 1\n',
    '3:17',
  ],
  ['what belongs below `with`', 'stages:\n  a: { uses: command, argv: [echo] }\n', '2:23'],
  [
    'what belongs below a `with` that is there',
    'stages:\n  a: { uses: http, url: "https://x.org", with: {} }\n',
    '2:20',
  ],
  ['what belongs beside `with`', 'stages:\n  a: { uses: command, with: { argv: [echo], timeout: 5m } }\n', '2:45'],
  ['a line of the shell', 'stages:\n  a: { run: echo hi }\n', '2:8'],
  ['another name of `argv`', 'stages:\n  a: { uses: command, with: { command: echo } }\n', '2:31'],
];

test('a key on the wrong level is answered with the right one', async () => {
  const hints = async (text: string) => (await mistakesIn('pipeline-first', text)).map(({ hint }) => hint);
  assert.deepEqual(await hints('stages:\n  a: { uses: command, argv: [echo] }\n'), ['write it under "with:"']);
  assert.deepEqual(await hints('stages:\n  a: { uses: command, with: { argv: [echo], timeout: 5m } }\n'), [
    'write it beside "with:", not under it',
  ]);
  assert.deepEqual(await hints('timeout: 5m\nstages:\n  a: { uses: command, with: { argv: [echo] } }\n'), [
    'write it under "defaults:"',
  ]);
});

for (const [name, text, place] of TOLD_ONCE) {
  test(`${name} is reported as one mistake, without its consequences`, async () => {
    const found = await mistakesIn('pipeline-first', text);
    assert.deepEqual(
      found.map(({ at }) => at && 'line' in at && `${at.line}:${at.column}`),
      [place],
    );
  });
}

test('a missing script or program of the project is a warning, but not with a computed `cwd` or in options', async () => {
  const places = async (settings: string): Promise<readonly unknown[]> =>
    (await mistakesIn('pipeline-first', stage(`    uses: command\n    with: ${settings}\n`))).map(
      ({ code, severity, at }) => [code, severity, at && 'line' in at && at.column],
    );
  assert.deepEqual(await places('{ argv: [node, tools/nowhere.mjs, out.mjs] }'), [['file/missing', 'warning', 26]]);
  assert.deepEqual(await places('{ argv: [./nowhere, x] }'), [['file/missing', 'warning', 20]]);
  assert.deepEqual(await places('{ argv: [node, nowhere.mjs], cwd: tools }'), [['file/missing', 'warning', 26]]);
  assert.deepEqual(await places('{ argv: [node, nowhere.mjs], cwd: "${{ run.id }}" }'), []);
  assert.deepEqual(await places('{ argv: [node, -e, "x.mjs"] }'), []);
  assert.deepEqual(await places('{ argv: [cp, nowhere.mjs, x] }'), []);
});

test('for an unknown kind the hint lists the existing kinds, once', async () => {
  const [unknown] = await mistakesIn('pipeline-first', stage('    uses: teapot\n    with: {}\n'));
  assert.equal(unknown?.code, 'pipeline/unknown-kind');
  assert.match(unknown?.hint ?? '', /^use command, module, .* or approval$/);
});

test('a manifest key in another form is reported with the right form', async () => {
  const hints: readonly (readonly [string, string])[] = [
    ['budget: 5', 'write { usd: 5 }'],
    ['budget: { usd: $5 }', 'write 5'],
    ['rerun: true', 'write the next number: '],
    ['rerun: build', 'write { n: 2, from: build }: '],
    ['approvals: { review: { rejected: true } }', 'say why: rejected: "…"'],
    ['approvals: { review: { changes: [a, b] } }', 'write one text, or a map from items to texts'],
    ['approvals: { review: { changes: true } }', 'say what should change: changes: "…"'],
  ];
  for (const [line, hint] of hints) {
    const found = await mistakesIn('run-first', `pipeline: demo\n${line}\n`);
    assert.ok(
      found.some((mistake) => mistake.hint?.startsWith(hint)),
      `${line}: ${found.map((mistake) => mistake.hint).join('; ')}`,
    );
  }
  const [misnamed] = await mistakesIn('run-first', 'pipeline: demo.yaml\n');
  assert.equal(misnamed?.hint, 'did you mean "demo"?');
});

test('an expression in a manifest is a warning, because it is not evaluated', async () => {
  const found = await mistakesIn('run-first', 'pipeline: demo\ninputs: { topic: "about ${{ vars.x }}" }\n');
  assert.deepEqual(
    found.map(({ code, severity, at }) => [code, severity, at && 'line' in at && [at.line, at.column]]),
    [['expr/not-evaluated', 'warning', [2, 25]]],
  );
});

test('a stage id that is too long is reported with the maximum length', async () => {
  const found = await mistakesIn(
    'pipeline-first',
    `stages:\n  ${'a'.repeat(65)}:\n    uses: command\n    with: { argv: [echo] }\n`,
  );
  assert.match(found[0]?.message ?? '', /at most 64/);
});
