/** What somebody types who comes from GitHub Actions, Argo, Dagu, n8n or Airflow: one hint leads on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mistakesIn } from './bad-check.ts';

const hintsIn = async (text: string): Promise<readonly (string | undefined)[]> =>
  (await mistakesIn('pipeline-x.yaml', text)).map(({ hint }) => hint);

const command = (word: string): string =>
  `stages:\n  draft: { uses: command, with: { argv: [date] } }\n  a:\n    uses: command\n    with: { argv: [echo, '${word}'] }\n`;

const WORDS: readonly (readonly [word: string, hint: string])[] = [
  ['={{ $json.topic }}', 'write ${{ stages.<id>.output.topic }}'],
  ['{{ $json["topic"] }}', 'write ${{ stages.<id>.output.topic }}'],
  ['={{ $node["Make Draft"].json.y }}', 'write ${{ stages.make_draft.output.y }}'],
  ['={{ $("Draft").item.json.y }}', 'write ${{ stages.draft.output.y }}'],
  ['={{ $input.item.json.x }}', 'write ${{ item.x }}'],
  ['{{workflow.parameters.topic}}', 'write ${{ inputs.topic }}'],
  ['{{inputs.parameters.topic}}', 'write ${{ inputs.topic }}'],
  ['{{tasks.make-draft.outputs.result}}', 'write ${{ stages.make_draft.output }}'],
  ['{{steps.draft.outputs.parameters.x}}', 'write ${{ stages.draft.output.x }}'],
  ['{{ params.topic }}', 'write ${{ inputs.topic }}'],
  ['{{ dag_run.conf.topic }}', 'write ${{ inputs.topic }}'],
  ['{{ var.value.hook }}', 'write ${{ vars.hook }}'],
  ['{{ ds }}', 'a run has no clock: pass the time as an input, and write ${{ inputs.… }}'],
  ['${{ steps.draft.outputs.x }}', 'write stages.draft.output.x'],
  ['${{ needs.draft.outputs.x }}', 'write stages.draft.output.x'],
  ['${{ needs.draft.result }}', 'write stages.draft.status'],
  ['${{ github.event.inputs.topic }}', 'write inputs.topic'],
  ['${{ github.run_id }}', 'write run.id'],
  ['${{ github.sha }}', 'write inputs.<name>, and pass that input to the run'],
  ['${{ run.status }}', 'write run.summary.status, in a stage under "finally:"'],
  ['${{ startsWith(run.id, "a") }}', 'write run.id.startsWith("a")'],
  ['${{ contains(run.id, "a") }}', 'write run.id.contains("a"), or of a list "a" in run.id'],
  ['${{ now() }}', 'a run has no clock: give it the time as an input'],
  ['${{ run.id | default("x") }}', 'write has(x) ? x : y, or give the input a `default:`'],
  ['${{ runner.os }}', 'there is no information about the machine here; a command can find out'],
  ['${{ vars.hook_of_nobody }}', 'declare it under "vars:" in pipeline-runner.config.yaml'],
  ['${{ format("a {0}", 1) }}', 'write the values into the text: "a ${{ x }} b"'],
  ['${{ run.id\u00a0}}', 'write a plain space instead of the special one here'],
  ['$(date)', "let a shell do it: [sh, -c, '… $(date) …']"],
  ['`date`', "let a shell do it: [sh, -c, '… `date` …']"],
  ['“draft”', 'write plain ones: "draft"'],
  ['\u00a0draft', 'write plain ones: "draft"'],
];

for (const [word, hint] of WORDS)
  test(`${word} in a command gets a hint`, async () => assert.deepEqual(await hintsIn(command(word)), [hint]));

test('words that may be meant for a program are accepted', async () => {
  for (const word of [
    '{{ .Names }}',
    '{{ title }}',
    '{{json .}}',
    '$1',
    's/$/x/',
    '{{#each}}',
    'he said “no”',
    '“a” or “b”',
  ])
    assert.deepEqual(await hintsIn(command(word)), [], word);
});

const stage = (lines: string): string =>
  `stages:\n  a:\n    uses: command\n    with: { argv: [echo] }\n${lines.replace(/^/gm, '    ')}\n`;
const A_STAGE_EACH = 'make each of them a separate stage, under its id in "stages:"';
const AFTERWARDS = 'put what must always run into a stage under "finally:"';

const OF_STAGE: readonly (readonly [lines: string, hint: string])[] = [
  ['if: x', 'did you mean "when"?'],
  ['depends_on: [b]', 'did you mean "needs"?'],
  ['dependsOn: b', 'did you mean "needs"?'],
  ['run: echo', `write "uses: command" and "with: { argv: [sh, -c, '…'] }"`],
  ['script: echo', `write "uses: command" and "with: { argv: [sh, -c, '…'] }"`],
  ['image: alpine', 'leave it out, or start the container as a program: argv: [docker, run, --rm, IMAGE, …]'],
  ['steps: []', A_STAGE_EACH],
  ['jobs: {}', A_STAGE_EACH],
  ['on: push', 'leave it out: a stage starts when everything it needs is done'],
  ['matrix: { os: [a] }', 'did you mean "foreach"?'],
  ['strategy: { matrix: { os: [a] } }', 'did you mean "foreach"?'],
  ['runs-on: x', 'leave it out: a stage runs on the machine where pipeline-runner runs'],
  ['name: x', 'leave it out: the key above the stage is its name; put text for people into "description:"'],
  ['outputs: [a.csv]', 'name the files it must leave: artifacts: [{ path: a.csv }]'],
  ['retry: { on: { status: [500, 502] } }', 'write expression: ${{ error.status in [500,502] }}'],
  ['working-directory: x', 'write "cwd:" below "with:"'],
  ['trigger_rule: all_done', AFTERWARDS],
];

for (const [lines, hint] of OF_STAGE)
  test(`"${lines}" in a stage gets a hint`, async () => assert.deepEqual(await hintsIn(stage(lines)), [hint]));

const STAGES = 'stages: { a: { uses: command, with: { argv: [echo] } } }\n';
const NO_TRIGGER = 'leave it out: a file in runs/ begins a run; for a schedule let cron or a workflow write one';

const OF_PIPELINE: readonly (readonly [line: string, hint: string])[] = [
  ['on: push', NO_TRIGGER],
  ['schedule: "0 * * * *"', NO_TRIGGER],
  ['jobs: {}', 'did you mean "stages"?'],
  ['env: { A: b }', 'set it at the stages that need it, under their "with:"'],
  ['depends_on: [b]', 'write "needs:" at a stage, under its id in "stages:"'],
  ['image: alpine', 'leave it out, or start the container as a program: argv: [docker, run, --rm, IMAGE, …]'],
  ['apiVersion: argoproj.io/v1alpha1', 'leave it out: a pipeline is "stages:" and what belongs to them'],
  ['handlerOn: {}', AFTERWARDS],
];

for (const [line, hint] of OF_PIPELINE)
  test(`"${line}" at the top of a pipeline gets a hint`, async () =>
    assert.deepEqual(await hintsIn(`${line}\n${STAGES}`), [hint]));

test('a kind of another tool is answered with ours, without reporting its missing settings', async () => {
  for (const [kind, hint] of [
    ['shell', 'write "uses: command"'],
    ['PythonOperator', 'write "uses: module"'],
    ['webhook', 'write "uses: http"'],
    ['manual', 'write "uses: approval"'],
    ['actions/checkout@v4', 'leave the stage out: stages work in the folder of the project'],
    ['./pipelines/child.yaml', 'write "uses: pipeline" and "with: { pipeline: pipelines/child.yaml }"'],
    ['stages/group.ts', 'write "uses: module" and "with: { module: stages/group.ts }"'],
    ['tools/x.py', 'write "uses: command" and "with: { argv: [tools/x.py] }"'],
    ['foreach', 'set "foreach: ${{ a list }}" at the stage that does the work'],
  ])
    assert.deepEqual(await hintsIn(`stages:\n  a: { uses: ${kind} }\n`), [hint]);
});

test('statuses written as words are answered with numbers', async () => {
  const http = (expect: string) =>
    hintsIn(`stages:\n  a: { uses: http, with: { url: "https://example.org/", expect: ${expect} } }\n`);
  assert.deepEqual(await http('"200"'), ['write 200, without quotes']);
  assert.deepEqual(await http('"200, 404"'), ['write [200, 404]']);
  assert.deepEqual(await http('2xx'), ['leave it out: every status from 200 to 299 is then accepted']);
});

test('a glob among the arguments of a program without globs is answered with how to use a shell', async () => {
  const hints = (argv: string) => hintsIn(`stages:\n  a: { uses: command, with: { argv: ${argv} } }\n`);
  assert.deepEqual(await hints('[rm, "-rf", "tmp/*"]'), ["let a shell do it: [sh, -c, '… tmp/* …']"]);
  assert.deepEqual(await hints('[cat, "*.md"]'), ["let a shell do it: [sh, -c, '… *.md …']"]);
  for (const argv of ['[find, ., "-name", "*.md"]', '[tar, xf, a.tar, "*.md"]', '[sh, -c, "rm tmp/*"]', '[echo, "*"]'])
    assert.deepEqual(await hints(argv), [], argv);
});

test('settings with names of other tools are answered with ours', async () => {
  const meant = async (uses: string, settings: string) =>
    (await hintsIn(`stages:\n  a: { uses: ${uses}, with: { ${settings} } }\n`))[0];
  for (const [uses, settings, ours] of [
    ['http', 'url: "https://example.org/", data: { a: 1 }', 'json'],
    ['http', 'url: "https://example.org/", params: { a: 1 }', 'query'],
    ['http', 'url: "https://example.org/", token: x', 'bearer'],
    ['module', 'file: stages/x.ts', 'module'],
    ['write', 'text: x, path: a.md', 'to'],
    ['write', 'text: x, output: a.md', 'to'],
    ['approval', 'stage: a', 'subject'],
    ['pipeline', 'workflow: child', 'pipeline'],
  ] as const)
    assert.equal(await meant(uses, settings), `did you mean "${ours}"?`, `${uses} ${settings}`);
});

test('needs that are not a list are answered with a list', async () => {
  const needs = (value: string) =>
    hintsIn(`stages:\n  a: { uses: command, needs: ${value}, with: { argv: [date] } }\n`);
  assert.deepEqual(await needs('b'), ['put it in brackets: [b]']);
  assert.deepEqual(await needs('"b, c"'), ['put it in brackets: [b, c]']);
  assert.deepEqual(await needs('{ b: done }'), ['put it in brackets: [b]']);
});
