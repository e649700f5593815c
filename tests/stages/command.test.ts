import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isJsonObject } from '../../src/model/json.ts';
import { OWN_UID } from '../rig/own-uid.ts';
import { createRig, failureOf, outputOf, type RigOptions } from './rig.ts';

const sh = (script: string, more: object = {}) => ({ argv: ['sh', '-c', script], ...more });

async function output(script: string, more: object = {}, options: RigOptions = {}) {
  using rig = createRig();
  return outputOf(await rig.run('command', sh(script, more), options));
}
async function failure(script: string, more: object = {}, options: RigOptions = {}) {
  using rig = createRig();
  return failureOf(await rig.run('command', sh(script, more), options));
}

test('preparing a command starts no program; running it starts it once', async () => {
  using rig = createRig();
  const work = await rig.prepare('command', sh('echo here >> "$PIPELINE_ARTIFACTS/starts"'));
  assert.deepEqual(readdirSync(rig.staging), []);
  outputOf(await work(new AbortController().signal));
  assert.equal(readFileSync(join(rig.staging, 'starts'), 'utf8'), 'here\n');
});

test('a command knows its run, stage, item, attempt, effect key and task', async () => {
  const names = 'RUN STAGE ITEM ATTEMPT EFFECT_KEY'.split(' ').map((name) => `$PIPELINE_${name}`);
  assert.equal(
    await output(`echo "${names.join('|')}|$PIPELINE_RUNNER_TASK"`),
    `2026/ep001|segments|intro|2|effect-7|${OWN_UID}/segments[intro]`,
  );
});

test('the input is on stdin and in the file at PIPELINE_INPUT, which only its owner may read', async () => {
  using rig = createRig();
  const both = await rig.run('command', sh('cat; cat "$PIPELINE_INPUT"; stat -c %a "$PIPELINE_INPUT"'));
  const [stdin, file, mode] = String(outputOf(both)).split('\n');
  assert.equal(stdin, file);
  assert.equal(JSON.parse(String(stdin)).inputs.topic, 'rockets');
  assert.equal(mode, '600');
});

test('the log says that output is not UTF-8, and only then', async () => {
  using rig = createRig();
  assert.equal(outputOf(await rig.run('command', sh('printf "café \\342\\202\\254"'))), 'café €');
  assert.doesNotMatch(rig.log(), /UTF-8/);
  assert.equal(outputOf(await rig.run('command', sh('printf "caf\\351"'))), 'caf\uFFFD');
  assert.match(rig.log(), /not UTF-8.*PIPELINE_ARTIFACTS/);
});

test('an argument that is too long for the system is reported with where the same data is available', async () => {
  const { code, hint = '' } = await failure('true', { argv: ['true', 'x'.repeat(3_000_000)] });
  assert.deepEqual([code, /standard input or PIPELINE_INPUT/.test(hint)], ['command/not-started', true]);
});

test('folders of a command that leaves processes running are not reused', async () => {
  let abandoned = 0;
  const call = {
    abandon: () => {
      abandoned += 1;
    },
  };
  const pid = Number(await output('sleep 1000 >/dev/null 2>&1 & echo $!', {}, { call }));
  process.kill(pid, 'SIGKILL');
  assert.equal(abandoned, 1);
  await output('echo done', {}, { call });
  assert.equal(abandoned, 1);
});

test('a program that opens stdout or stderr by name is told how to write to it', async () => {
  for (const script of ['echo x > /dev/stderr', 'echo x > /dev/stdout', 'echo x | tee /dev/stderr || exit 1'])
    assert.match((await failure(script)).hint ?? '', /^write `>&2`/, script);
  const node = `node -e "fs.writeFileSync('/dev/stdout', 'x')"`;
  assert.match((await failure(node)).hint ?? '', /^write `>&2`/);
  assert.equal((await failure('echo x > /no/such; exit 1')).hint, undefined);
});

test('the environment consists of an allow-list, the config and what the stage declares', async () => {
  const env = await output('env', { env: { MINE: 'yes', N: 7 } });
  const names = String(env)
    .split('\n')
    .map((line) => line.split('=')[0] ?? '');
  assert.ok(names.includes('PATH') && names.includes('MINE') && names.includes('ALLOWED'));
  assert.ok(!names.includes('SECRET_OF_THE_RUNNER') && !names.includes('NODE_OPTIONS'));
  assert.ok(String(env).includes('N=7'));
});

test('variables that decide which code runs are refused, in any case', async () => {
  for (const name of [
    'PATH',
    'LD_PRELOAD',
    'DYLD_INSERT_LIBRARIES',
    'NODE_OPTIONS',
    'BASH_ENV',
    'ENV',
    'IFS',
    'Path',
    'PYTHONPATH',
    'PIPELINE_OUTPUT',
    'GIT_CONFIG_COUNT',
  ])
    assert.equal((await failure('true', { env: { [name]: 'x' } })).code, 'command/env-refused', name);
  assert.equal((await failure('true', { env: { 'A=B': 'x' } })).code, 'stage/with');
});

test('a secret is passed in the environment, and refused in arguments', async () => {
  const secrets = { KEY: 'abcdef123' };
  assert.equal(
    await output('echo "$TOKEN" | tr a-z A-Z', { env: { TOKEN: { $secret: 'KEY' } } }, { secrets }),
    'ABCDEF123',
  );
  using rig = createRig();
  const inArgv = failureOf(await rig.run('command', { argv: ['echo', { $secret: 'KEY' }] }, { secrets }));
  assert.equal(inArgv.code, 'secret/in-argv');
  assert.ok(!JSON.stringify(inArgv).includes('abcdef123'));
  assert.equal((await failure('true', { env: { TOKEN: { $secret: 'KEY' } } })).code, 'secret/not-set');
});

test('a secret that a program prints when it fails is not in the message', async () => {
  const why = await failure(
    'echo "bad key $TOKEN" >&2; exit 1',
    { env: { TOKEN: { $secret: 'KEY' } } },
    { secrets: { KEY: 'abcdef123' } },
  );
  assert.match(why.message, /bad key \*\*\*/);
});

test('no part of a secret is in the message: not where a long line is cut, nor after one that begins alike', async () => {
  const why = await failure(
    'printf \'%395s\' | tr \' \' x >&2; echo "$TOKEN" >&2; echo "as $SHORT or $TOKEN" >&2; exit 1',
    { env: { TOKEN: { $secret: 'KEY' }, SHORT: { $secret: 'SHORT' } } },
    { secrets: { KEY: 'abcdef123456789', SHORT: 'abcdef' } },
  );
  assert.match(why.message, /xx\*\*\*\nas \*\*\* or \*\*\*$/);
  const unfit = await failure(
    'printf "%050d $TOKEN" 0 > "$PIPELINE_OUTPUT"',
    { env: { TOKEN: { $secret: 'KEY' } } },
    { secrets: { KEY: 'abcdef123456789' } },
  );
  assert.match(unfit.message, /it begins with "0{50} \*\*\*"$/);
});

test('no part of a secret that the program found by itself is in the message', async () => {
  const found = 'printf "%395s%s\\n" "" abcdef123456789 | tr " " x >&2; exit 1';
  const why = await failure(found, {}, { secrets: { KEY: 'abcdef123456789' } });
  assert.match(why.message, /x\*\*\*$/);
});

test('no part of a secret is in the message where the kept end of a long line begins', async () => {
  for (const between of [' ', ',']) {
    const why = await failure(
      `yes "$TOKEN" | head -n 30000 | tr '\\n' '${between}' >&2; exit 1`,
      { env: { TOKEN: { $secret: 'KEY' } } },
      { secrets: { KEY: 'abcdef12345678901' } },
    );
    assert.match(why.message, /[ ,]\*{3}[ ,]\*{3}[ ,]/);
    assert.doesNotMatch(why.message, /[0-9]{3}|abc/);
  }
});

test('no part of a secret is in the shortened label of a progress', async () => {
  using rig = createRig();
  const label = `abcdef123456789${'x'.repeat(190)}`;
  const script = `echo '{"progress":{"done":1,"label":"${label}"}}' >> "$PIPELINE_EVENTS"`;
  outputOf(await rig.run('command', sh(script), { secrets: { KEY: 'abcdef123456789' } }));
  const progress = { done: 1, total: null, label: `***${'x'.repeat(190)}` };
  assert.deepEqual(rig.reports, [{ type: 'progress', progress }]);
});

test('the output is the file at PIPELINE_OUTPUT, else stdout as JSON, else stdout as text', async () => {
  assert.deepEqual(await output('echo noise; echo \'{"a":[1]}\' > "$PIPELINE_OUTPUT"'), { a: [1] });
  assert.deepEqual(await output('echo \'{"a":1}\''), { a: 1 });
  assert.equal(await output('echo 12'), 12);
  assert.equal(await output('echo one; echo; echo'), 'one\n\n');
  assert.equal(await output('true'), '');
  assert.equal(await output('printf "a\\r\\n"'), 'a');
});

test('a printed number becomes a number only if no digit is lost: ids and commits stay text', async () => {
  const printed = ['1234567890123456789', '12e3456', '1e5', '12345678e3', '-12345678901234567890'];
  for (const text of printed) assert.equal(await output(`echo ${text}`), text);
  for (const number of [0, -7, 2.5, 9007199254740991, -1e-7]) assert.equal(await output(`echo ${number}`), number);
  assert.equal(await output('echo 1.10'), 1.1);
  assert.equal(await output('echo 1e-05'), 0.00001);
});

test('the log says that digits of a number were lost, and only then', async () => {
  const log = async (script: string): Promise<string> => {
    using rig = createRig();
    outputOf(await rig.run('command', sh(script)));
    return rig.log();
  };
  assert.match(await log(`echo '{"id": 1234567890123456789}'`), /last ones are lost/);
  assert.match(await log('echo 1234567890123456789 > "$PIPELINE_OUTPUT"'), /last ones are lost/);
  const kept = [
    '{"id": "1234567890123456789"}',
    '[0.1234567890123456789, 9007199254740992, 12345678]',
    '1234567890123456789',
  ];
  for (const json of kept) assert.doesNotMatch(await log(`echo '${json}'`), /lost/);
});

test('lost digits are found in an output of any size and depth', async () => {
  const long = `printf '["'; head -c 15000000 /dev/zero | tr "\\0" a; printf '", 1234567890123456]'`;
  assert.equal(JSON.stringify(await output(long)).length, 15_000_021);
  const nested = (side: string) => `head -c 100000 /dev/zero | tr "\\0" "${side}"`;
  assert.match((await failure(`${nested('[')}; printf 1234567890123456789; ${nested(']')}`)).message, /nested deeper/);
});

test('an output file that is no JSON is a failure that shows its beginning', async () => {
  assert.match((await failure('echo hello > "$PIPELINE_OUTPUT"')).message, /not JSON: it begins with "hello/);
  assert.match((await failure(': > "$PIPELINE_OUTPUT"')).message, /it is empty/);
  assert.match((await failure('printf "\\377" > "$PIPELINE_OUTPUT"')).message, /not UTF-8/);
  assert.match((await failure('ln -s /etc/passwd "$PIPELINE_OUTPUT"')).message, /not a readable file/);
  assert.match((await failure('mkfifo "$PIPELINE_OUTPUT"')).message, /not a regular file/);
});

test('an output over 16 MiB or with endless nesting is a failure', async () => {
  assert.equal((await failure('head -c 17000000 /dev/zero')).code, 'command/output-too-large');
  assert.equal((await failure('head -c 17000000 /dev/zero > "$PIPELINE_OUTPUT"')).code, 'command/output-too-large');
  const deep = 'head -c 100000 /dev/zero | tr "\\0" "["; head -c 100000 /dev/zero | tr "\\0" "]"';
  assert.match((await failure(deep)).message, /nested deeper/);
});

test('a large stdout does not matter if PIPELINE_OUTPUT is written', async () => {
  assert.equal(await output('head -c 17000000 /dev/zero; echo 1 > "$PIPELINE_OUTPUT"'), 1);
});

test('binary output is stored as text that JSON can contain', async () => {
  assert.equal(await output('printf "\\377\\000a"'), '\ufffd\u0000a');
});

test('exit codes decide whether to retry', async () => {
  const retries = await Promise.all([75, 64, 65, 78, 1].map(async (code) => (await failure(`exit ${code}`)).retry));
  assert.deepEqual(retries, ['always', 'never', 'never', 'never', 'policy']);
  const why = await failure('for i in $(seq 50); do echo "line $i" >&2; done; exit 3');
  assert.equal(why.exitCode, 3);
  assert.match(why.message, /^"sh" ended with exit code 3:\nline 41\n[\s\S]*line 50$/);
});

test('if stderr is empty, stdout is quoted; control characters are escaped', async () => {
  assert.match((await failure('printf "\\033[31mred\\007"; exit 1')).message, /:\n\\x1b\[31mred\\x07$/);
  assert.match((await failure('exit 1')).message, /and printed nothing$/);
});

test('a long last line of errors is shortened', async () => {
  const why = await failure('head -c 3000000 /dev/zero | tr "\\0" x >&2; exit 1');
  assert.ok(why.message.length < 1000, String(why.message.length));
});

test('a program that was ended by a signal is reported as such', async () => {
  const why = await failure('kill -9 $$');
  assert.equal(why.code, 'command/signal');
  assert.match(why.message, /SIGKILL/);
});

test('a bare name is searched for in PATH, a path in the project whatever cwd is', async () => {
  using rig = createRig();
  rig.put('tools/hi.sh', '#!/bin/sh\npwd\n');
  await rig.run('command', { argv: ['chmod', '+x', 'tools/hi.sh'] });
  mkdirSync(join(rig.project, 'deep'));
  assert.equal(outputOf(await rig.run('command', { argv: ['tools/hi.sh'], cwd: 'deep' })), join(rig.project, 'deep'));
  const missing = failureOf(await rig.run('command', { argv: ['no-such-x'] }));
  assert.deepEqual([missing.code, missing.retry], ['command/not-started', 'never']);
  // As it stands in the pipeline: the checkpoint is read on other machines.
  const path = failureOf(await rig.run('command', { argv: ['tools/no-such-x.sh'] }));
  assert.match(path.message, /^the program "tools\/no-such-x\.sh" does not exist/);
});

test('cwd must be in the project, even through links', async () => {
  using rig = createRig();
  symlinkSync('/', join(rig.project, 'out'));
  for (const cwd of ['..', '/tmp', 'missing', 'x'.repeat(300), 'out/tmp', 'out'])
    assert.equal(failureOf(await rig.run('command', { argv: ['pwd'], cwd })).code, 'command/cwd', cwd);
});

test('arguments become text, and a value that cannot is reported', async () => {
  using rig = createRig();
  assert.equal(outputOf(await rig.run('command', { argv: ['echo', 1, true, '$HOME; rm'] })), '1 true $HOME; rm');
  assert.match(failureOf(await rig.run('command', { argv: ['echo', null] })).message, /argv\[1\] is null/);
  assert.match(failureOf(await rig.run('command', { argv: [] })).message, /does not name a program/);
});

test('events are reported while the command runs, up to its last moment', async () => {
  using rig = createRig();
  const go = join(rig.scratch, 'go');
  const script = `
    echo '{"progress":{"done":3,"total":10,"label":"segment"}}' >> "$PIPELINE_EVENTS"
    until [ -e "${go}" ]; do sleep 0.01; done
    echo '{"cost":{"usd":0.02,"tokens":12}}' >> "$PIPELINE_EVENTS"
    printf '{"external_id":"job-17"}' >> "$PIPELINE_EVENTS"`;
  const touch = () => rig.put('../scratch/go', '');
  outputOf(await rig.run('command', sh(script), { onReport: (report) => report.type === 'progress' && touch() }));
  assert.deepEqual(rig.reports, [
    { type: 'progress', progress: { done: 3, total: 10, label: 'segment' } },
    { type: 'cost', cost: { usd: 20_000, tokens: 12 } },
    { type: 'external', externalId: 'job-17' },
  ]);
});

test('an event file that is overwritten instead of appended to is reported in the log once', async () => {
  using rig = createRig();
  const over = (n: number): string => `echo '{"progress":{"done":${n}}}' > "$PIPELINE_EVENTS"`;
  const until = (n: number): string => `until [ -e "${join(rig.scratch, `go${n}`)}" ]; do sleep 0.01; done`;
  const onReport: RigOptions['onReport'] = (report) => {
    if (report.type === 'progress') rig.put(`../scratch/go${report.progress.done}`, '');
  };
  outputOf(await rig.run('command', sh(`${over(1)}; ${until(1)}; ${over(2)}`), { onReport }));
  assert.equal(rig.log().match(/PIPELINE_EVENTS was overwritten.*append to it/g)?.length, 1);
});

test('a malformed event line is logged and ignored; a cost in it is unknown, not zero', async () => {
  using rig = createRig();
  const lines = [
    'nonsense',
    '{"progres":1}',
    '{"cost":{"usd":-1}}',
    '{"__proto__":{}}',
    '{"progress":{"done":1}}',
    '{"cost":{"tokens":5}}',
  ];
  const writes = lines.map((line) => `echo '${line}' >> "$PIPELINE_EVENTS"`).join('\n');
  outputOf(await rig.run('command', sh(`${writes}\nhead -c 200000 /dev/zero >> "$PIPELINE_EVENTS"`)));
  assert.deepEqual(rig.reports, [
    { type: 'cost', cost: { usd: null, tokens: 0 } },
    { type: 'cost', cost: { usd: null, tokens: 5 } },
    { type: 'progress', progress: { done: 1, total: null, label: null } },
  ]);
  const complaints = rig
    .log()
    .split('\n')
    .filter((line) => line.includes('PIPELINE_EVENTS'));
  assert.equal(complaints.length, 5);
  assert.match(complaints[1] ?? '', /line 2 .*"progres"/);
  assert.match(complaints[4] ?? '', /line 7 .*longer than 64 KB/);
});

test('an event file that is a pipe or a link is ignored', async () => {
  using rig = createRig();
  outputOf(await rig.run('command', sh('mkfifo "$PIPELINE_EVENTS"')));
  outputOf(await rig.run('command', sh('rm "$PIPELINE_EVENTS"; ln -s /dev/zero "$PIPELINE_EVENTS"')));
  assert.deepEqual(rig.reports, []);
});

test('PIPELINE_ARTIFACTS is the staging folder; all output is logged', async () => {
  using rig = createRig();
  await rig.run('command', sh('echo text > "$PIPELINE_ARTIFACTS/a.txt"; echo out; echo err >&2'));
  assert.equal(readFileSync(join(rig.staging, 'a.txt'), 'utf8'), 'text\n');
  assert.match(rig.log(), /out\n/);
  assert.match(rig.log(), /err\n/);
});

test('an abort ends the command soon', async () => {
  using rig = createRig();
  const abort = new AbortController();
  const outcome = await rig.run('command', sh('echo ready; sleep 1000'), {
    signal: abort.signal,
    onLog: () => abort.abort(),
  });
  assert.equal(failureOf(outcome).code, 'stage/aborted');
});

test('parsing does not change the input of a stage: keys such as __proto__ stay data', async () => {
  const value = await output(`echo '{"__proto__":{"polluted":1}}'`);
  assert.ok(isJsonObject(value) && Object.hasOwn(value, '__proto__'));
  assert.equal(Reflect.get({}, 'polluted'), undefined);
});
