/** A command cannot tell who has started it, the runner itself or the fork server, and neither can who waits for it. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ForkServer } from '../../../src/adapters/processes/fork-server.ts';
import { createProcesses } from '../../../src/adapters/processes.ts';
import type { CommandLine } from '../../../src/ports/processes.ts';
import { runCommand } from '../../rig/commands.ts';

const skip = process.platform === 'linux' ? false : 'there is a fork server on Linux only';
const folder = mkdtempSync(join(tmpdir(), 'alike-'));
after(() => rmSync(folder, { recursive: true }));

function made(name: string, content: string, mode: number): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
}

const input = made('input', 'what it reads', 0o644);
const sh = (script: string): CommandLine['argv'] => ['/bin/sh', '-c', script];

const RIGHTS = '^(Sig[BI]|Cap|Umask|NoNew|Seccomp|[UG]id|Groups)';

interface Row {
  readonly argv: CommandLine['argv'];
  readonly more?: Partial<CommandLine>;
  /** What must come of it, by whomever it is started. */
  readonly comes?: RegExp;
}

const ROWS: Readonly<Record<string, Row>> = {
  'signals, rights, umask': { argv: ['grep', '-E', RIGHTS, '/proc/self/status'] },
  limits: { argv: ['cat', '/proc/self/limits'] },
  priority: { argv: sh("cut -d ' ' -f 18,19 /proc/self/stat; cat /proc/self/oom_score_adj /proc/self/cgroup") },
  'open files': { argv: sh('for f in /proc/$$/fd/*; do echo "${f##*/} $(readlink $f | tr -d 0-9)"; done') },
  'a group and a session of its own, without a terminal': {
    argv: sh('read -r pid _ _ _ group session tty _ < /proc/$$/stat; echo $((pid - group)) $((pid - session)) $tty'),
    comes: /"stdout":"0 0 0\\n"/,
  },
  'a working folder': { argv: sh('pwd; readlink /proc/$$/cwd'), more: { cwd: folder } },
  'a working folder that is not there': { argv: sh('true'), more: { cwd: join(folder, 'gone') }, comes: /ENOENT/ },
  'a working folder that is a file': { argv: sh('true'), more: { cwd: input }, comes: /ENOTDIR/ },
  'an environment of all kinds of text': {
    argv: sh('env | sort'),
    more: { env: { A: 'two\nlines\n', B: 'é\u{1f600}', C: '', D: ' x ', 'E.F': '=' } },
  },
  'an empty PATH': { argv: ['sh', '-c', 'true'], more: { env: { PATH: '' } }, comes: /not found on PATH/ },
  'no PATH': { argv: ['sh', '-c', 'true'], more: { env: {} }, comes: /"code":0/ },
  'a PATH from the working folder': { argv: ['plain'], more: { env: { PATH: '.' }, cwd: folder } },
  'a script without a first line': { argv: [made('plain', 'echo "$# $1"\n', 0o755), 'a b'], comes: /1 a b/ },
  'a script of no interpreter': { argv: [made('lost', '#!/no/such\n', 0o755)], comes: /ENOENT.*interpreter/ },
  'a file that is no program': { argv: [made('noise', '\0\x01\x02', 0o755)] },
  'a file without the right to be executed': { argv: [input], comes: /EACCES/ },
  'a folder': { argv: [folder], comes: /EACCES/ },
  'a name that is too long': { argv: [`/${'x'.repeat(300)}`], comes: /ENAMETOOLONG/ },
  'many arguments': { argv: ['/bin/sh', '-c', 'echo $#', ...Array<string>(20_000).fill('x'.repeat(60))] },
  'too many arguments': { argv: ['true', 'x'.repeat(3_000_000)], comes: /E2BIG/ },
  'an argument that is no text': { argv: ['printf', '%s', '\ud800'] },
  'input from a file': { argv: ['cat'], more: { stdin: input }, comes: /what it reads/ },
  'input from a folder': { argv: ['cat'], more: { stdin: folder } },
  'no input': { argv: sh('cat; readlink /proc/$$/fd/0') },
  'an exit code': { argv: sh('exit 255'), comes: /"code":255/ },
  'a signal': { argv: sh('kill -SEGV $$'), comes: /"signal":"SIGSEGV"/ },
  'output that is closed early': { argv: sh('echo a; exec >&- 2>&-; exit 3'), comes: /"code":3.*"stdout":"a/ },
};

test('a command has the same result whether the runner or the fork server starts it', { skip }, async (t) => {
  const program = join(import.meta.dirname, '../../../src/adapters/processes/fork-server-program.ts');
  const forkServer = new ForkServer({ program: () => program });
  const alive = setInterval(() => {}, 1e6); // which a fork server that comes up does not do
  await forkServer.open();
  clearInterval(alive);
  const [here, there] = [createProcesses(null), createProcesses(forkServer)];
  const parents = [
    (await runCommand(here, sh('echo $PPID'))).stdout,
    (await runCommand(there, sh('echo $PPID'))).stdout,
  ];
  assert.notEqual(parents[0], parents[1]);
  for (const [name, { argv, more, comes }] of Object.entries(ROWS)) {
    await t.test(name, async () => {
      const [byUs, byServer] = [await runCommand(here, argv, more), await runCommand(there, argv, more)];
      assert.deepEqual(byServer, byUs);
      if (comes) assert.match(JSON.stringify(byUs), comes);
    });
  }
});
