/** Completion: what is proposed at each place, and that bash puts nothing on the command line that it would evaluate. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { PROGRAM } from '../rig/program.ts';
import { MANIFEST, project, type TestProject, TWO_STAGES } from './rig.ts';

const EACH = `name: each
stages:
  clips: { foreach: "\${{ ['intro', 'end'] }}", key: "\${{ item }}", uses: write, with: { text: x, to: a.md } }
finally:
  notify: { uses: write, with: { text: x, to: b.md } }
`;
const FILES = {
  'pipelines/two.yaml': TWO_STAGES,
  'pipelines/sub/each.yaml': EACH,
  'runs/ep1.yaml': MANIFEST,
  'runs/a/ep2.yaml': 'pipeline: sub/each\n',
};

const proposed = async (p: TestProject, ...words: string[]): Promise<readonly string[]> => {
  const { code, out, err } = await p.cli('__complete', ...words);
  assert.deepEqual([code, err], [0, '']);
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t')[0] ?? '');
};

test('completion proposes commands, flags, choices, runs, pipelines and stages where they are valid', async () => {
  using p = project(FILES);
  const cases: readonly (readonly [words: readonly string[], expected: readonly string[]])[] = [
    [['sta'], ['status']],
    [['help', 'sta'], ['status']],
    [['--root', '.', 'sta'], ['status']],
    [['list', '--sta'], ['--status']],
    [['list', '--limit', '3', '--limi'], []],
    [['list', '--status', 'paused', '--status', 'comp'], ['completed']],
    [['list', '--status=comp'], ['--status=completed']],
    [
      ['status', ''],
      ['a/ep2', 'ep1'],
    ],
    [['status', '--json', 'a'], ['a/ep2']],
    [['status', 'ep1', ''], []],
    [['graph', 's'], ['sub/each']],
    [
      ['graph', '--format', ''],
      ['mermaid', 'dot'],
    ],
    [
      ['list', '--pipeline', ''],
      ['sub/each', 'two'],
    ],
    [
      ['logs', 'ep1', ''],
      ['music', 'join'],
    ],
    [['logs', '-f', 'ep1', 'm'], ['music']],
    [['logs', 'a/ep2', 'finally:'], ['finally:notify']],
    [['logs', '--', 'ep1', '--'], []],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['schema', 'che'], ['checkpoint']],
    [['nonsense', ''], []],
    [['--ver'], ['--version']],
  ];
  for (const [words, expected] of cases) assert.deepEqual(await proposed(p, ...words), expected, words.join(' '));
  assert.ok((await proposed(p, '')).includes('help'));
});

test('completion takes stages from the checkpoint if there is one, and items on request', async () => {
  using p = project(FILES);
  assert.equal((await p.cli('run', 'a/ep2', '--quiet')).code, 0);
  p.write('pipelines/sub/each.yaml', 'broken: [');
  assert.deepEqual(await proposed(p, 'logs', 'a/ep2', ''), ['clips', 'finally:notify']);
  assert.deepEqual(await proposed(p, 'logs', 'a/ep2', 'clips['), ['clips[intro]', 'clips[end]']);
  assert.deepEqual(await proposed(p, 'retry', 'a/ep2', '--from=cl'), ['--from=clips']);
});

test('completion works in a broken project, and without a project', async () => {
  using p = project({ 'pipeline-runner.config.yaml': 'x: [', 'runs/ep1.yaml': 'pipeline: [' });
  assert.deepEqual(await proposed(p, 'status', ''), ['ep1']);
  assert.deepEqual(await proposed(p, 'logs', 'ep1', ''), []);
  assert.deepEqual(await proposed(p, 'logs', '../../etc', ''), []);
  using none = project();
  assert.deepEqual(await proposed(none, 'status', ''), []);
});

const HOSTILE = ['$(touch pwned)', '`touch pwned`', ';touch pwned;', 'a b', "it's", '-rf', '*', '\u001b[2J', 'x\ty'];

test('completion does not wait for a pipe in place of a file', async () => {
  using p = project(FILES);
  for (const file of ['runs/ep1.checkpoint.json', 'runs/pipe.yaml'])
    assert.equal(spawnSync('mkfifo', [path.join(p.root, file)]).status, 0);
  assert.deepEqual(await proposed(p, 'explain', 'ep1', ''), ['music', 'join']);
  assert.deepEqual(await proposed(p, 'explain', 'pipe', ''), []);
});

test('completion does not propose file names with shell metacharacters', async () => {
  using p = project(FILES);
  for (const name of HOSTILE) p.write(`runs/${name}.yaml`, MANIFEST);
  for (const name of HOSTILE) p.write(`pipelines/${name}.yaml`, TWO_STAGES);
  const stages = Object.fromEntries(HOSTILE.map((name) => [name, { status: 'completed' }]));
  p.write('runs/ep1.checkpoint.json', JSON.stringify({ stages: { good: { status: 'completed' }, ...stages } }));
  assert.deepEqual(await proposed(p, 'status', ''), ['a/ep2', 'ep1']);
  assert.deepEqual(await proposed(p, 'list', '--pipeline', ''), ['sub/each', 'two']);
  assert.deepEqual(await proposed(p, 'logs', 'ep1', ''), ['good']);
});

/** The program on the PATH, and what it prints for a shell in a file. */
function installed(p: TestProject, shell: string) {
  const bin = path.join(p.root, 'bin');
  const program = path.join(bin, 'pipeline-runner');
  mkdirSync(bin, { recursive: true });
  writeFileSync(program, `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(PROGRAM)} "$@"\n`);
  chmodSync(program, 0o755);
  // A home without settings of a shell, but with the program's code as compiled at earlier starts.
  const XDG_CACHE_HOME = process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
  const env = { PATH: `${bin}:${process.env.PATH ?? ''}`, HOME: p.root, XDG_CACHE_HOME };
  const script = path.join(p.root, `completion.${shell}`);
  writeFileSync(script, spawnSync(program, ['completion', shell], { encoding: 'utf8', env }).stdout);
  return { program, script, env };
}

/** What bash holds ready after Tab behind `line`; it cuts the line into words itself. */
function tab(p: TestProject, line: string, answers?: string): readonly string[] {
  const { program, script, env } = installed(p, 'bash');
  if (answers !== undefined) writeFileSync(program, `#!/bin/sh\nprintf '%s' ${quoted(answers)}\n`);
  const words = line.split(/(?<=\s)(?=\S)|\s+$|([=:]+)/).flatMap((word) => (word === undefined ? [] : [word.trim()]));
  const kept = words.filter((word, i) => word !== '' || i === words.length - 1);
  const drive = `source ${quoted(script)}
COMP_WORDS=(${kept.map(quoted).join(' ')}); COMP_CWORD=${kept.length - 1}
COMP_LINE=${quoted(line)}; COMP_POINT=\${#COMP_LINE}
_pipeline_runner
for reply in "\${COMPREPLY[@]}"; do printf '%s\\n' "$reply"; done`;
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', drive], { cwd: p.root, encoding: 'utf8', env });
  assert.deepEqual([status, stderr], [0, '']);
  return stdout.split('\n').filter((reply) => reply !== '');
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const hasBash = spawnSync('bash', ['--version']).status === 0;
const inBash = { skip: hasBash ? false : 'bash is not installed' };

test('bash completes with the script', inBash, () => {
  using p = project(FILES);
  assert.deepEqual(tab(p, 'pipeline-runner stat'), ['status']);
  assert.deepEqual(tab(p, 'pipeline-runner status '), ['a/ep2', 'ep1']);
  assert.deepEqual(tab(p, 'pipeline-runner list --status=comp'), ['completed'], 'bash has cut the word at =');
  assert.deepEqual(tab(p, 'pipeline-runner logs a/ep2 finally:no'), ['notify'], 'and at :');
  assert.deepEqual(tab(p, 'pipeline-runner list --status='), tab(p, 'pipeline-runner list --status '));
});

test('bash quotes what the program proposes and never evaluates it', inBash, () => {
  using p = project(FILES);
  const answers = '$(touch pwned)\tx\n`touch pwned`\n;touch pwned\nclips[a b]\n*\n';
  assert.deepEqual(tab(p, 'pipeline-runner logs ep1 ', answers), [
    '\\$\\(touch\\ pwned\\)',
    '\\`touch\\ pwned\\`',
    '\\;touch\\ pwned',
    'clips\\[a\\ b\\]',
    '\\*',
  ]);
  assert.deepEqual(
    tab(p, "pipeline-runner logs ep1 'cl", 'clips[intro]\t\n'),
    ['clips[intro]'],
    'inside quotes as it is',
  );
  tab(p, 'pipeline-runner logs $(touch pwned) ', '');
  assert.ok(!existsSync(path.join(p.root, 'pwned')));
});

for (const shell of ['bash', 'zsh', 'fish'] as const) {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  test(`${shell} finds no mistake in its script`, { skip: isThere ? false : `${shell} is not installed` }, async () => {
    using p = project();
    const { out } = await p.cli('completion', shell);
    p.write('script', out);
    const checked = spawnSync(shell, ['-n', path.join(p.root, 'script')], { encoding: 'utf8' });
    assert.deepEqual([checked.status, checked.stderr], [0, '']);
  });
}

const hasZsh = spawnSync('zsh', ['--version']).status === 0;

test('zsh completes with the script, and shows descriptions where there are any', {
  skip: hasZsh ? false : 'zsh is not installed',
}, () => {
  using p = project(FILES);
  const { script, env } = installed(p, 'zsh');
  const proposals = (words: string): readonly string[] => {
    const asked = `compdef() { : }; compadd() { print -rl -- $shown }; source ${quoted(script)}
words=(${words}); CURRENT=$#words; _pipeline_runner`;
    const told = spawnSync('zsh', ['-f', '-c', asked], { cwd: p.root, encoding: 'utf8', env });
    assert.deepEqual([told.status, told.stderr], [0, '']);
    return told.stdout.split('\n').filter((line) => line !== '');
  };
  assert.deepEqual(proposals('pipeline-runner pau'), ['pause  -- Pause a run after the stages that are running now']);
  assert.deepEqual(proposals('pipeline-runner list --status comp'), ['completed']);
});

test('a program that is only installed in the project is completed by a function that calls it', inBash, () => {
  using p = project(FILES);
  const { script, env } = installed(p, 'bash');
  const [bin = ''] = (env.PATH ?? '').split(path.delimiter);
  const drive = `pipeline-runner() { ${quoted(path.join(bin, 'pipeline-runner'))} "$@"; }; PATH=/usr/bin:/bin; source ${quoted(script)}
COMP_WORDS=(pipeline-runner stat); COMP_CWORD=1; _pipeline_runner; echo "$COMPREPLY"`;
  const { stdout } = spawnSync('bash', ['--norc', '-c', drive], { cwd: p.root, encoding: 'utf8', env });
  assert.equal(stdout, 'status\n');
});

const hasFish = spawnSync('fish', ['--version']).status === 0;

test('fish completes with the script', { skip: hasFish ? false : 'fish is not installed' }, () => {
  using p = project(FILES);
  const { script, env } = installed(p, 'fish');
  const proposals = (line: string): readonly string[] => {
    const asked = `source ${quoted(script)}; complete --do-complete ${quoted(line)}`;
    const told = spawnSync('fish', ['--no-config', '-c', asked], { cwd: p.root, encoding: 'utf8', env });
    assert.deepEqual([told.status, told.stderr], [0, '']);
    return told.stdout.split('\n').flatMap((reply) => (reply === '' ? [] : [reply.split('\t')[0] ?? '']));
  };
  assert.deepEqual(proposals('pipeline-runner stat'), ['status']);
  assert.deepEqual(proposals('pipeline-runner status a/'), ['a/ep2']);
  proposals('pipeline-runner logs $(touch pwned) ');
  assert.ok(!existsSync(path.join(p.root, 'pwned')));
});

test('an unknown shell is a usage mistake', async () => {
  using p = project();
  const { code, err } = await p.cli('completion', 'tcsh');
  assert.equal(code, 2);
  assert.match(err, /"tcsh" is not one of bash, zsh, fish/);
});
