/** What people write who come from another tool or language, or slip while typing: one mistake, and a hint that mends it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mistakesIn } from './bad-check.ts';

const stage = (lines: string): string => `stages:\n  build:\n${lines}`;
const SHELL = stage('    uses: command\n    with: { argv: [echo] }\n');
const INPUTS = 'inputs: { type: object, required: [a], properties: { a: { type: string } } }\n';
const template = (text: string): string =>
  stage(`    uses: write\n    with: { text: '${text}', vars: { a: 1, b: 2 }, to: x }\n`);

/** Pipeline -> a hint that must be among those given. */
const HINTS: readonly (readonly [name: string, text: string, hint: string])[] = [
  [
    'retry.on with a code that no attempt can have',
    stage('    uses: command\n    retry: { on: { codes: [gate/quorum] } }\n    with: { argv: [echo] }\n'),
    'use one from docs/errors.md: http/status, command/exit …',
  ],
  [
    'retry.on with a code without its prefix',
    stage('    uses: command\n    retry: { on: { codes: [timeout] } }\n    with: { argv: [echo] }\n'),
    'use one from docs/errors.md: attempt/timeout, model/timeout …',
  ],
  ...['json(inputs.a)', 'inputs.a.toJSON()', 'to_json([inputs.a])'].map(
    (text) =>
      [
        `${text} as in another language`,
        `${INPUTS}${stage(`    uses: command\n    with: { argv: [echo, "\${{ ${text} }}"] }\n`)}`,
        'leave it out: a value becomes JSON in a longer text, and a command reads all of them from PIPELINE_INPUT',
      ] as const,
  ),
  [
    'a list added to a text',
    `${INPUTS}${stage('    uses: command\n    with: { argv: [echo, "${{ inputs.a + [1] }}"] }\n')}`,
    'write both into one text, where it becomes JSON: "a ${{ x }}"',
  ],
  ['an expression with one brace', stage('    foreach: ${ inputs.list }\n'), 'write ${{ inputs.list }}'],
  [
    'true where a word is expected',
    stage('    uses: command\n    with: { argv: [echo] }\n    on_error: true\n'),
    'write one of: fail, continue',
  ],
  [
    'a double quote in an expression in double quotes',
    stage('    uses: command\n    with: { argv: [echo, "${{ inputs.a == "x" }}"] }\n'),
    "write single quotes in the expression, as in 'text'",
  ],
  [
    'the same on a line of its own',
    stage('    uses: command\n    when: "${{ inputs.a.contains("x") }}"\n    with: { argv: [echo] }\n'),
    "write single quotes in the expression, as in 'text'",
  ],
  [
    'a value that begins with a quoted word',
    stage('    description: "Build" it\n    uses: command\n    with: { argv: [echo] }\n'),
    'put the whole value, with its quotes, in single quotes',
  ],
  [
    'a colon without its space',
    stage('    uses: http\n    with: { url:https://example.org/ }\n'),
    'write a space after the colon: url: https://example.org/',
  ],
  [
    'a function of JavaScript',
    stage('    uses: command\n    with: { argv: ["${{ [1].map(x => x) }}"] }\n'),
    'name an entry and what it becomes: list.map(x, x.name), list.filter(x, x.size > 3)',
  ],
  [
    'a stage in `finally`',
    `${stage('    uses: command\n    with: { argv: [echo] }\n')}finally:\n  tell:\n    uses: command\n    with: { argv: [echo, "\${{ stages.build.output }}"] }\n`,
    '"finally" stages see only each other and run.summary: put what they need under `outputs:` and read run.summary.outputs',
  ],
  [
    'the header of a token',
    stage(
      '    uses: http\n    with: { url: https://example.org/, headers: { Authorization: "Bearer ${{ secrets.T }}" } }\n',
    ),
    'for http write `bearer: ${{ secrets.NAME }}` beside `headers`; elsewhere write only ${{ secrets.NAME }}',
  ],
  ['a tag of Jinja', template('{% if a %}{% elif b %}{% endif %}'), 'write {% elsif … %}'],
  ['a filter of Jinja', template('{{ a | upper }}'), 'write upcase'],
  ['an operator of JavaScript', template('{% if a && b %}{% endif %}'), 'write and'],
  ['another operator of JavaScript', template('{{ a || b }}'), 'write {{ a | default: b }}'],
  [
    'an expression within a condition',
    stage('    when: "${{ run.generation }} > 1"\n    uses: command\n    with: { argv: [echo] }\n'),
    'write ${{ run.generation > 1 }}',
  ],
  [
    'an expression within a key',
    stage('    foreach: ${{ [1] }}\n    key: q${{ index }}\n    uses: command\n    with: { argv: [echo] }\n'),
    "write ${{ 'q' + string(index) }}",
  ],
  ['a file as a track', stage('    uses: media\n    with: { op: mix, tracks: [a.wav] }\n'), 'write { file: a.wav }'],
  [
    'a picture as a scene',
    stage('    uses: media\n    with: { op: compose, scenes: [a.png] }\n'),
    'write { image: a.png }',
  ],
  [
    'a stage indented below another',
    `${SHELL}    test:\n      uses: command\n      with: { argv: [echo] }\n`,
    'indent it as "build:" is, if it is a stage of its own',
  ],
  ['a loop of Argo', `${SHELL}    withItems: [1, 2]\n`, 'did you mean "foreach"?'],
  [
    'an input without its `inputs.`',
    `${INPUTS}${stage(`    uses: command\n    with: { argv: ["\${{ a }}"] }\n`)}`,
    'write inputs.a',
  ],
  [
    'a text as a list',
    `${INPUTS}${stage('    foreach: ${{ inputs.a }}\n    uses: command\n    with: { argv: [x] }\n')}`,
    "split it: inputs.a.split(', ')",
  ],
  [
    'a text as a condition',
    `${INPUTS}${stage('    when: ${{ inputs.a }}\n    uses: command\n    with: { argv: [x] }\n')}`,
    "compare it: inputs.a == 'yes'",
  ],
  [
    'a default by ||',
    `${INPUTS}${stage(`    uses: command\n    with: { argv: ["\${{ inputs.a || 'b' }}"] }\n`)}`,
    "write inputs.a != '' ? inputs.a : …",
  ],
  [
    'a function of GitHub Actions',
    stage('    when: ${{ always() }}\n    uses: command\n    with: { argv: [x] }\n'),
    'leave it out: a stage under "finally:" runs however the run ends',
  ],
  [
    'an expression as the subject of a gate',
    `${SHELL}  look:\n    uses: approval\n    with: { subject: "\${{ stages.build.output }}" }\n`,
    'write the id alone: build',
  ],
  [
    'a color',
    stage('    uses: image\n    with: { text: x, colors: { accent: #fff } }\n'),
    'put #fff in quotes: after a space it starts a comment',
  ],
  [
    'a variable of a template without quotes',
    stage('    uses: write\n    with:\n      text: {{ a }}\n'),
    'write "{{ … }}"',
  ],
  [
    'a colon in a text between brackets',
    stage('    with: { question: Is it so: yes? }\n'),
    'add the missing comma, or put the value in quotes',
  ],
  [
    'no comma behind a bracket',
    stage('    with: { argv: [echo] to: a }\n'),
    'put a comma before it, or the whole value in quotes',
  ],
  ['a dash without its space', stage('    with:\n      argv:\n      -echo\n      -a\n'), 'write - echo'],
  [
    'a colon without its space in a block',
    stage('    uses:command\n    with: { argv: [echo] }\n'),
    'write a space after the colon: uses: command',
  ],
  [
    'quotes of a word processor in an expression',
    stage('    uses: command\n    with: { argv: ["${{ ‘a’ }}"] }\n'),
    "write plain quotes: 'text'",
  ],
  ['a path alone', `${SHELL}outputs: { x: stages.build.output }\n`, 'write ${{ stages.build.output }}'],
  [
    'an input alone',
    `${INPUTS}${stage('    uses: command\n    with: { argv: [echo, inputs.a] }\n')}`,
    'write ${{ inputs.a }}',
  ],
  ['one brace at the end', template('{{ a } b }}'), 'close it with }}'],
];

for (const [name, text, hint] of HINTS) {
  test(`${name}: ${hint}`, async () => {
    const given = (await mistakesIn('pipeline-first', text)).map((found) => found.hint);
    assert.ok(given.includes(hint), given.join('\n'));
  });
}

const TOLD_ONCE: readonly (readonly [name: string, text: string, place: string])[] = [
  [
    'an expression in a map that goes on',
    'stages:\n  a:\n    with: { x: ${{ inputs.y }}, z: { a: 1 } }\n    uses: x\n    otherwise: { x: 1 }\n  b: { uses: x }\n',
    '3:17',
  ],
  [
    'a quote in an expression in a map',
    'stages:\n  a:\n    with: { x: { z: "${{ y === "1" ? 1 : 2 }}" } }\n    output: { schema: x }\n  b: { uses: x }\n',
    '3:21',
  ],
  ['keys as deep as the id of their stage', 'stages:\n  a:\n  uses: command\n  with: { argv: [echo] }\n', '2:5'],
  ['the answer of a model with its fence', `\`\`\`yaml\n${SHELL}\`\`\`\n`, '1:1'],
  [
    'one rule in place of a list of them',
    `${SHELL}    artifacts: { path: a.mp3, min_bytes: 5, duration: { min: 1s } }\n`,
    '5:24',
  ],
];

for (const [name, text, place] of TOLD_ONCE) {
  test(`${name} is reported as one mistake, without its consequences`, async () => {
    const found = await mistakesIn('pipeline-first', text);
    assert.deepEqual(
      found.map(({ at }) => at && 'line' in at && `${at.line}:${at.column}`),
      [place],
    );
  });
}

test('missing media files of a stage are warnings, and files outside of the project mistakes', async () => {
  const told = async (settings: string): Promise<readonly unknown[]> =>
    (await mistakesIn('pipeline-first', stage(`    uses: media\n    with: { ${settings} }\n`))).map(
      ({ severity, message }) => `${severity}: ${message}`,
    );
  const warnings = (...files: string[]): string[] =>
    files.map((file) => `warning: the file ${file} does not exist yet`);
  assert.deepEqual(
    await told('op: mix, tracks: [{ file: a.wav }], music: b.mp3, tags: { title: T, cover: c.png }'),
    warnings('a.wav', 'b.mp3', 'c.png'),
  );
  assert.deepEqual(
    await told('op: clip, images: [a.png, "${{ run.id }}"], move: zoom_in, to: b.mp4'),
    warnings('a.png'),
  );
  assert.deepEqual(await told('op: compose, scenes: [{ video: a.mp4 }], music: { mood: calm }'), warnings('a.mp4'));
  assert.deepEqual(await told('op: concat, clips: [a.mp4, { file: b.mp4 }]'), warnings('a.mp4', 'b.mp4'));
  assert.deepEqual(await told('op: probe, file: ../a.wav'), [
    'error: the file "../a.wav" is not a path inside the project',
  ]);
});

test('an invalid default is reported at its place, even inside a list or a map', async () => {
  const told = async (schema: string): Promise<readonly unknown[]> =>
    (await mistakesIn('pipeline-first', `inputs: { type: object, properties: { a: ${schema} } }\n${SHELL}`)).map(
      ({ message, at, hint }) => [message, at && 'line' in at && at.column, hint],
    );
  assert.deepEqual(await told('{ type: array, items: { type: string }, default: ["1.9", 1.10] }'), [
    ['entry 2 of "default" must be a text, but it is the number 1.1', 99, 'put it in quotes'],
  ]);
  assert.deepEqual(await told('{ type: object, properties: { n: { type: integer } }, default: { n: "5", m: 1 } }'), [
    ['"n" must be a whole number, but it is the text "5"', 110, 'write 5, without quotes'],
  ]);
  assert.deepEqual(await told('{ type: array, items: { enum: [x, y] }, default: [y, x] }'), []);
});

test('comparing an input or a status with an impossible text is a warning', async () => {
  const told = async (when: string, before = SHELL): Promise<readonly unknown[]> =>
    (
      await mistakesIn(
        'pipeline-first',
        `inputs: { type: object, properties: { mode: { enum: [dry, real], default: dry } } }\n${before}  b: { when: "\${{ ${when} }}", uses: command, with: { argv: [echo] } }\n`,
      )
    ).map(({ severity, message, hint }) => `${severity}: ${message}; ${hint}`);
  assert.deepEqual(await told("inputs.mode == 'rael'"), [
    'warning: the other side is never "rael"; did you mean "real"?',
  ]);
  assert.deepEqual(await told("'success' != stages.build.status"), [
    'warning: the other side is never "success"; it can be completed, skipped',
  ]);
  assert.match(String(await told("stages.build.status == 'failed'")), /is never "failed"; set "on_error: continue"/);
  const kept = SHELL.replace('uses:', 'on_error: continue\n    uses:');
  assert.deepEqual(await told("stages.build.status == 'failed'", kept), []);
  assert.deepEqual(await told("stages.build.status == 'completed' && inputs.mode != 'dry'"), []);
});

test('an argument with shell syntax is a warning, but not in a script of a shell', async () => {
  const told = async (argv: string): Promise<readonly unknown[]> =>
    (await mistakesIn('pipeline-first', stage(`    uses: command\n    with: { argv: ${argv} }\n`))).map(
      ({ code, message, hint }) => [code, message.split(': no shell')[0], hint],
    );
  assert.deepEqual(await told('[ls, "|", wc]'), [
    ['command/shell-word', 'the program receives | literally', "let a shell do it: [sh, -c, '… | …']"],
  ]);
  assert.deepEqual(await told('[ls, $HOME]'), [
    [
      'command/shell-word',
      'the program receives $HOME literally',
      "pass the value with an expression, or let a shell do it: [sh, -c, '… $HOME …']",
    ],
  ]);
  assert.deepEqual(await told('[bash, -ec, "echo ${{ run.id }}", sh]'), [
    [
      'command/shell-word',
      'a value inside a script is executed as part of it, whatever it contains',
      'pass it as an argument: [bash, -c, \'… "$1" …\', sh, "${{ run.id }}"]',
    ],
  ]);
  assert.deepEqual(await told('[sh, -c, \'echo "$1"\', sh, "${{ run.id }}"]'), []);
  assert.deepEqual(await told('[bash, -c, $SCRIPT]'), []);
  assert.deepEqual(await told("[test, a, '<', b]"), []);
  assert.deepEqual(await told('[echo, "a | b", "5 > 3", -f]'), []);
});

test('an artifact name that no run accepts is a mistake, even if a part of it is computed', async () => {
  const told = async (uses: string, to: string): Promise<readonly unknown[]> =>
    (
      await mistakesIn('pipeline-first', stage(`    uses: ${uses}\n    with: { text: a, to: ${JSON.stringify(to)} }\n`))
    ).map(({ code, message, hint }) => `${code}: ${message}; ${hint?.split(', as in ')[1]}`);
  const unsafe = (to: string, instead?: string): string[] => [
    `artifact/unsafe-name: "${to}" is not a safe name for an artifact; ${instead}`,
  ];
  assert.deepEqual(await told('write', 'übersicht.md'), unsafe('übersicht.md', 'ubersicht.md'));
  assert.deepEqual(await told('image', 'a: b.png'), unsafe('a: b.png', 'a- b.png'));
  assert.deepEqual(await told('speech', 'ü-${{ run.id }}.wav'), unsafe('ü-${{ run.id }}.wav'));
  assert.deepEqual(await told('write', '${{ run.id }}_${{ run.uid }}/a b.md'), []);
});
