/** Every mistake that a person can make in a file, each in a file of its own: code, line and column. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { codes } from '../../src/model/codes.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { mistakesIn } from './bad-check.ts';

const FOLDER = join(import.meta.dirname, 'bad');

/** File -> its diagnostics, `-` for the file as a whole; a place in another file is said with that file. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'config-grace': ['duration/invalid 1:8'],
  'config-javascript': ['yaml/syntax 2:6'],
  'config-pool-text': ['format/wrong-type 1:15'],
  'config-provider-drills': [
    'format/bad-value 2:47',
    'format/bad-value 2:65',
    'format/bad-value 2:77',
    'format/bad-value 2:87',
    'duration/invalid 3:32',
  ],
  'config-provider-options': [
    'format/bad-value 2:53',
    'format/unknown-key 2:75',
    'format/bad-value 2:100',
    'format/unknown-key 3:48',
    'format/bad-value 5:17',
  ],
  'config-provider-types': [
    'format/bad-value 2:17',
    'format/bad-value 3:20',
    'format/missing-key 4:3',
    'format/missing-key 5:3',
    'format/missing-key 5:3',
    'format/bad-value 7:23',
    'format/missing-key 8:3',
  ],
  'config-unknown-key': ['format/unknown-key 1:1'],
  'pipeline-alias-bomb': ['yaml/alias-limit 7:31'],
  'pipeline-alias-loop': ['yaml/alias-limit 1:26'],
  'pipeline-alias-to-nothing': ['yaml/unknown-alias 5:25'],
  'pipeline-artifact-outside': ['artifact/unsafe-name 2:42'],
  'pipeline-backtracking-pattern': ['schema/unsafe-pattern 3:37'],
  'pipeline-bad-choice': ['format/bad-value 5:15'],
  'pipeline-bad-duration': ['duration/invalid 5:14'],
  'pipeline-bad-indent': ['yaml/syntax 4:5'],
  'pipeline-bad-inputs-schema': ['schema/invalid 2:9', 'schema/invalid 4:39', 'warning schema/invalid 4:43'],
  'pipeline-bad-outputs': ['expr/unknown-stage 6:17'],
  'pipeline-bad-stage-id': ['id/unsafe 2:3'],
  'pipeline-boolean-yes': ['format/wrong-type 5:12'],
  'pipeline-broken-schema': [
    'schema/invalid schemas/broken.schema.json:3:34',
    'schema/invalid schemas/broken.schema.json:4:15',
  ],
  'pipeline-child-inputs': ['input/unknown 2:59'],
  'pipeline-child-output': ['expr/unknown-field 3:65'],
  'pipeline-colon-in-text': ['yaml/syntax 2:14'],
  'pipeline-command-settings': [
    'expr/type-clash 5:25',
    'command/env-refused 6:14',
    'command/env-refused 6:23',
    'expr/type-clash 6:49',
    'command/cwd 7:12',
  ],
  'pipeline-half-token': ['format/bad-value 2:68', 'format/bad-value 2:79'],
  'pipeline-http-address': ['http/url 2:33', 'http/url 3:33'],
  'pipeline-misfit-defaults': [
    'schema/invalid 4:34',
    'schema/invalid 5:33',
    'schema/invalid 6:47',
    'schema/invalid 7:45',
    'schema/invalid 8:45',
  ],
  'pipeline-misplaced-secrets': [
    'secret/misplaced 2:49',
    'secret/misplaced 3:72',
    'secret/misplaced 4:79',
    'secret/misplaced 6:20',
  ],
  'pipeline-retry-codes': ['format/bad-value 1:36', 'format/bad-value 3:125'],
  'run-budget-unknown-stage': ['run/unknown-stage 3:29'],
  'pipeline-concurrency-zero': ['format/bad-value 6:18'],
  'pipeline-conflict': ['yaml/conflict 2:1'],
  'pipeline-contains-itself': ['pipeline/recursive 2:42'],
  'pipeline-idle-key': ['pipeline/idle-key 2:73'],
  'pipeline-cycle-by-expression': ['pipeline/cycle 4:26'],
  'pipeline-cycle-of-two': ['pipeline/cycle 5:13'],
  'pipeline-dotted-constructor': ['yaml/unsafe-key 4:34'],
  'pipeline-duplicate-key': ['yaml/duplicate-key 6:5'],
  'pipeline-duplicate-stage': ['yaml/duplicate-key 5:3'],
  'pipeline-duration-without-unit': ['duration/invalid 5:19'],
  'pipeline-dynamic-module': ['format/bad-value 2:38', 'format/bad-value 3:61'],
  'pipeline-empty-argv': ['format/bad-value 2:37'],
  'pipeline-empty': ['format/empty -'],
  'pipeline-expression-in-block': ['warning command/shell-word 8:11', 'expr/unknown-name 10:20'],
  'pipeline-expression-in-template': ['pipeline/expression-in-template 2:35'],
  'pipeline-expression-syntax': ['expr/syntax 4:35'],
  'pipeline-file-outside': ['file/outside 2:38'],
  'pipeline-final-needs-stage': ['pipeline/unknown-need 9:13'],
  'pipeline-foreach-not-list': ['expr/type-clash 6:18'],
  'pipeline-http-json-and-body': ['format/bad-value 4:57'],
  'pipeline-http-method': ['format/bad-value 4:49'],
  'pipeline-http-upload': [
    'file/missing 7:20',
    'file/not-a-file 8:27',
    'format/missing-key 9:9',
    'format/unknown-key 9:14',
    'format/bad-value 10:63',
    'file/missing 10:63',
  ],
  'pipeline-huge-number': ['yaml/bad-number 4:48'],
  'pipeline-idle-otherwise': ['warning pipeline/no-reader-value 5:5'],
  'pipeline-inline-template': ['template/unknown-variable 9:12'],
  'pipeline-key-without-colon': ['yaml/syntax 2:1'],
  'pipeline-key-without-foreach': ['pipeline/no-foreach 5:5'],
  'pipeline-latin1': ['yaml/not-utf8 2:16'],
  'pipeline-list': ['format/wrong-type 1:1'],
  'pipeline-many-mistakes': [
    'format/unknown-key 1:1',
    'pipeline/unknown-kind 4:11',
    'duration/invalid 6:14',
    'id/unsafe 7:3',
    'format/wrong-type 9:19',
    'pipeline/unknown-need 10:13',
    'file/missing 13:21',
    'expr/unknown-stage 14:22',
  ],
  'pipeline-may-be-null': ['expr/may-be-null 10:31'],
  'pipeline-media-type': ['format/bad-value 5:43'],
  'pipeline-merge-key': ['yaml/merge-key 6:5'],
  'pipeline-missing-argv': ['format/missing-key 4:5'],
  'pipeline-missing-context': ['file/missing 2:17'],
  'pipeline-missing-file': ['file/missing 2:52'],
  'pipeline-missing-module': ['file/missing 2:38'],
  'pipeline-missing-schema': ['file/missing 5:23'],
  'pipeline-missing-template': ['file/missing 2:39'],
  'pipeline-missing-uses': ['format/missing-key 2:3'],
  'pipeline-module-is-folder': ['file/not-a-file 2:38'],
  'pipeline-needs-itself': ['pipeline/cycle 5:13'],
  'pipeline-needs-text': ['format/wrong-type 8:12'],
  'pipeline-not-as-written': [
    'warning format/not-as-written 5:24',
    'warning format/not-as-written 5:30',
    'warning format/not-as-written 6:30',
    'warning format/not-as-written 6:43',
    'warning format/not-as-written 9:63',
    'warning format/not-as-written 9:83',
  ],
  'pipeline-nul': ['yaml/control-character 1:9'],
  'pipeline-one-artifact-two-stages': ['warning pipeline/duplicate-artifact 3:42'],
  'pipeline-proto-key': ['yaml/unsafe-key 2:3'],
  'pipeline-reserved-id': ['pipeline/reserved-id 2:3'],
  'pipeline-retry-expression': ['expr/unknown-field 5:43'],
  'pipeline-retry-min-above-max': ['format/bad-value 5:19'],
  'pipeline-same-rule-twice': ['pipeline/duplicate-artifact 7:17'],
  'pipeline-stage-is-text': ['format/wrong-type 2:6'],
  'pipeline-summary-outside-finally': ['expr/not-in-scope 2:71'],
  'pipeline-tab-indent': ['yaml/tab 2:1', 'yaml/tab 3:1'],
  'pipeline-tag': ['yaml/syntax 1:7'],
  'pipeline-template-syntax': ['template/syntax templates/broken.md:2:1'],
  'pipeline-template-variable': ['template/unknown-variable templates/good.md:1:6'],
  'pipeline-timeout-zero': ['duration/invalid 1:27', 'duration/invalid 6:14'],
  'pipeline-too-deep': ['yaml/too-deep 1:892'],
  'pipeline-two-documents': ['yaml/several-documents 5:1'],
  'pipeline-two-syntax-errors': ['yaml/syntax 1:7', 'yaml/syntax 2:14'],
  'pipeline-unclosed-list': ['yaml/syntax 5:13'],
  'pipeline-unclosed-map': ['yaml/syntax 2:6'],
  'pipeline-unclosed-quote': ['yaml/syntax 1:7'],
  'pipeline-undeclared-file': [
    'write/undeclared 2:45',
    'write/undeclared 3:45',
    'write/undeclared 4:45',
    'write/undeclared 5:45',
  ],
  'pipeline-unknown-child': ['run/unknown-pipeline 2:42'],
  'pipeline-unknown-input': ['expr/unknown-field 5:38'],
  'pipeline-unknown-item-field': ['expr/unknown-field 8:19'],
  'pipeline-unknown-key': ['format/unknown-key 5:5'],
  'pipeline-unknown-kind': ['pipeline/unknown-kind 3:11'],
  'pipeline-unknown-name': ['expr/unknown-name 5:25'],
  'pipeline-unknown-need': ['pipeline/unknown-need 8:13'],
  'pipeline-unknown-nested-field': ['expr/unknown-field 8:47'],
  'pipeline-unknown-output': [
    'expr/unknown-field 18:34',
    'expr/unknown-field 19:38',
    'expr/unknown-field 20:38',
    'expr/unknown-field 21:32',
  ],
  'pipeline-unknown-pool': ['pipeline/unknown-pool 5:11'],
  'pipeline-unknown-secret': ['expr/unknown-name 2:75'],
  'pipeline-rule-of-no-file': ['artifact/too-few 5:25', 'artifact/too-few 9:58'],
  'pipeline-unknown-artifact': [
    'expr/unknown-field 27:35',
    'expr/unknown-field 28:39',
    'expr/unknown-field 29:36',
    'expr/unknown-field 30:39',
    'expr/unknown-field 31:39',
  ],
  'pipeline-unknown-stage-read': ['expr/unknown-stage 7:38'],
  'pipeline-unknown-top-key': ['format/unknown-key 1:1'],
  'pipeline-when-not-boolean': ['expr/type-clash 6:15'],
  'pipeline-when-without-braces': ['format/bad-value 5:11'],
  'pipeline-write-without-template': ['format/missing-key 4:5'],
  'pipeline-budget-of-child': ['pipeline/idle-key 2:73'],
  'pipeline-budget-of-gate': ['format/bad-value 2:55', 'gate/idle-key 3:47'],
  'pipeline-dynamic-provider': ['format/bad-value 2:40'],
  'pipeline-idle-prelude': ['warning pipeline/idle-key 1:1'],
  'pipeline-llm-prompt-and-text': ['format/bad-value 2:70'],
  'pipeline-llm-without-prompt': ['format/missing-key 4:5'],
  'pipeline-missing-picture': ['file/missing 2:49'],
  'pipeline-missing-prompt': ['file/missing 2:48'],
  'pipeline-prelude-circle': ['pipeline/cycle 1:46'],
  'pipeline-prelude-expression': ['expr/unknown-field 1:58'],
  'pipeline-prelude-true': ['format/bad-value 2:49'],
  'pipeline-prelude-variable': ['template/unknown-variable templates/good.md:1:6'],
  'pipeline-no-capability': ['warning model/unsupported 2:14'],
  'pipeline-no-voice': ['warning pipeline/no-voice 2:43'],
  'pipeline-prompt-expression': [
    'format/bad-value 1:22',
    'pipeline/expression-in-template 3:33',
    'format/bad-value 3:70',
  ],
  'pipeline-prompt-variable': ['template/unknown-variable 5:19'],
  'pipeline-size': ['format/bad-value 2:48', 'format/bad-value 3:48', 'format/bad-value 3:61'],
  'pipeline-media-name': ['format/bad-value 2:44', 'warning file/missing 3:46', 'format/bad-value 3:61'],
  'pipeline-speech-format': ['format/bad-value 2:60'],
  'pipeline-system-variable': ['template/unknown-variable templates/good.md:1:6'],
  'pipeline-temperature': ['format/bad-value 2:53', 'format/wrong-type 3:53'],
  'pipeline-text-output-field': ['expr/unknown-field 3:57', 'expr/unknown-field 4:65'],
  'pipeline-unknown-cost': ['format/bad-value 1:33'],
  'pipeline-unknown-provider': ['pipeline/unknown-provider 2:37'],
  'run-bad-rerun': ['run/bad-rerun 3:23', 'run/bad-rerun 3:31', 'run/bad-rerun 3:45'],
  'run-budget-text': ['format/wrong-type 3:16'],
  'run-commands-injected': ['format/unknown-key 3:1'],
  'run-empty': ['format/empty -'],
  'run-input-pattern': ['input/bad-value 4:9'],
  'run-input-too-short': ['input/bad-value 2:18'],
  'run-missing-input': ['input/missing 2:1'],
  'run-misspelt-input': ['input/unknown 2:11'],
  'run-nested-input': ['input/unknown 6:9'],
  'run-no-inputs': ['input/missing 1:1'],
  'run-no-pipeline': ['format/missing-key 1:1'],
  'run-paused-text': ['format/wrong-type 3:9'],
  'run-rerun-zero': ['format/bad-value 3:8'],
  'run-skip-impossible': ['run/not-skippable 3:15'],
  'run-skip-unknown': ['run/unknown-stage 3:8'],
  'run-unknown-input': ['input/unknown 4:3'],
  'run-unknown-key': ['format/unknown-key 3:1'],
  'run-unknown-pipeline': ['run/unknown-pipeline 1:11'],
  'run-wrong-input-type': ['input/wrong-type 4:10'],
};

const OWN: Readonly<Record<string, string>> = {
  pipeline: 'pipelines/self.yaml',
  run: 'runs/self.yaml',
  config: 'pipeline-runner.config.yaml',
};

function brief({ code, severity, at }: Diagnostic, own: string): string {
  const file = at === null || at.file === own ? '' : `${at.file}:`;
  const place = at && 'line' in at ? `${file}${at.line}:${at.column}` : '-';
  return `${severity === 'warning' ? 'warning ' : ''}${code} ${place}`;
}

const read = (name: string): Uint8Array => readFileSync(join(FOLDER, `${name}.yaml`));

for (const [name, expected] of Object.entries(EXPECTED)) {
  test(`${name.replaceAll('-', ' ')} is reported at its place`, async () => {
    const own = OWN[name.split('-')[0] ?? ''] ?? '';
    const found = await mistakesIn(name, read(name));
    assert.deepEqual(
      found.map((diagnostic) => brief(diagnostic, own)),
      expected,
    );
  });
}

test('every bad file is in the table, and every mistake has a documented code and one plain sentence', async () => {
  assert.deepEqual(
    readdirSync(FOLDER).toSorted(),
    Object.keys(EXPECTED)
      .map((name) => `${name}.yaml`)
      .toSorted(),
  );
  for (const name of Object.keys(EXPECTED)) {
    for (const { code, message, hint = '' } of await mistakesIn(name, read(name))) {
      assert.ok(Object.hasOwn(codes, code), code);
      assert.match(message, /^[^A-Z].*[^.]$|^"/s, message);
      assert.equal(hint, hint.trim(), 'a list of nothing is no hint');
      assert.doesNotMatch(`${message} ${hint}`, /undefined|\[object|Error:|\bat .*\.ts:/);
    }
  }
});

test('a pattern with look-around is answered with the supported patterns', async () => {
  const [pattern] = await mistakesIn('pipeline-backtracking-pattern', read('pipeline-backtracking-pattern'));
  assert.match(pattern?.hint ?? '', /RE2: look-around \(\?=…\) and back-references \\1 are not available/);
});

test('a cycle is drawn in the message, and each of its edges has a place', async () => {
  const [cycle] = await mistakesIn('pipeline-cycle-by-expression', read('pipeline-cycle-by-expression'));
  assert.equal(cycle?.message, 'stages depend on each other in a cycle: a -> c -> b -> a');
  assert.deepEqual(
    cycle?.related?.map(({ message, at }) => `${at.line} ${message}`),
    ['12 "c" needs "b"', '8 "b" needs "a"'],
  );
});

test('a key written out, or its variable in the wrong form, is answered with where it belongs', async () => {
  const hintOf = async (text: string): Promise<string | undefined> => (await mistakesIn('config-x', text))[0]?.hint;
  const provider = (key: string): string => `providers: { writer: { type: openai, api_key: ${key} } }\n`;
  const put = (what: string): string =>
    `put ${what} into an environment variable, and write { env: NAME } with its name`;
  assert.equal(await hintOf(provider('sk-abcdefghijklmnopqrstuvwx')), put('the key'));
  assert.equal(await hintOf('secrets: { TOKEN: abcdefgh }\n'), put('the secret'));
  for (const key of ['OPENAI_API_KEY', '$OPENAI_API_KEY', '"${OPENAI_API_KEY}"'])
    assert.equal(await hintOf(provider(key)), 'write { env: OPENAI_API_KEY }');
});

test('a nearly right provider type is answered with the right one, also if it has capitals', async () => {
  const found = await mistakesIn('config-provider-types', read('config-provider-types'));
  const hints = found.filter(({ code }) => code === 'format/bad-value').map(({ hint }) => hint);
  const [openai, compatible] = ['did you mean "openai"?', 'did you mean "openai-compatible"?'];
  assert.deepEqual(hints, [openai, openai, compatible]);
});
