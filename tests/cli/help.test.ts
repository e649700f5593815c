/** Help: every command explains itself, in the terminal and in docs/commands.md. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { allRoutes } from '../../src/cli/commands.ts';
import { commandHelp, type HelpedCommand, kebabOf, programHelp } from '../../src/cli/help.ts';
import { commandsIn } from '../../src/cli/stricli.ts';
import { project } from './rig.ts';

/** Of a terminal as it opens. */
const WIDEST = 80;
const commands = commandsIn(await allRoutes());
const manual = readFileSync(path.join(import.meta.dirname, '../../docs/commands.md'), 'utf8');

test('the help of the program lists every command once, says what to type first, and fits the terminal', async () => {
  using p = project();
  const { out, code } = await p.cli();
  assert.equal(code, 0);
  assert.equal((await p.cli('--help')).out, out);
  for (const { name } of commands) assert.equal(out.split(`\n  ${name} `).length, 2, name);
  assert.match(out, /Start with\n {2}pipeline-runner validate/);
  assert.ok(out.split('\n').every((line) => line.length <= WIDEST));
});

test('a command without a group is listed in the help as well', () => {
  const help = programHelp(
    [
      { name: 'run', brief: 'x' },
      { name: 'dance', brief: 'y' },
    ],
    'npx runner',
  );
  assert.match(help, /More\n {2}dance {2}y\n/);
  assert.match(help, /npx runner validate/);
});

for (const { name, command } of commands) {
  test(`the help of ${name} has an example, all its options, and fits the terminal`, async () => {
    using p = project();
    const { out, code } = await p.cli(name, '--help');
    assert.equal(code, 0);
    const examples = out.split('EXAMPLES\n')[1]?.split('\n\n')[0] ?? '';
    assert.match(examples, new RegExp(`pipeline-runner ${name}`));
    assert.equal(out.split('\n\n')[1]?.replaceAll('\n', ' '), `${command.brief}.`);
    for (const flag of Object.keys(command.parameters.flags ?? {}))
      assert.match(out, new RegExp(`^ {2}(?:-\\w, )?--${kebabOf(flag)}\\b`, 'm'));
    for (const line of out.split('\n')) assert.ok(line.length <= WIDEST || examples.includes(line), line);
  });

  test(`docs/commands.md lists ${name} with all its flags`, () => {
    const section = manual.split(`\n## ${name}\n`)[1]?.split('\n## ')[0];
    assert.ok(section, `there is no section ${name}`);
    assert.ok(section.includes(`\n${command.brief}.\n`), command.brief);
    for (const flag of Object.keys(command.parameters.flags ?? {}))
      if (!['root', 'debug'].includes(flag)) assert.match(section, new RegExp(`--${kebabOf(flag)}\\b`));
  });
}

test('help shows choices, defaults and repetition of a flag', () => {
  const command: HelpedCommand = {
    brief: 'Do',
    fullDescription: undefined,
    parameters: {
      flags: {
        longName: { kind: 'enum', brief: 'Which', values: ['a', 'b'], default: 'a', variadic: true },
        quiet: { kind: 'boolean', brief: 'Silent' },
      },
      aliases: { q: 'quiet' },
      positional: {
        kind: 'tuple',
        parameters: [
          { brief: 'One', placeholder: 'one' },
          { brief: 'Two', optional: true },
        ],
      },
    },
  };
  const text = commandHelp(command, ['x', 'do']);
  assert.match(text, /^x do \[options\] <one> \[<value>\]\n\nDo\.\n/);
  assert.match(text, /--long-name <longName>\.\.\. {2}Which: a, b; default: a\n/);
  assert.match(text, /-q, --quiet {16}Silent\n/);
});

test('`version` prints the version, Node and the platform; `--version` only the version', async () => {
  using p = project();
  const { out } = await p.cli('version', '--json');
  const { version, node, platform, arch } = JSON.parse(out);
  assert.deepEqual([node, platform, arch], [process.versions.node, process.platform, process.arch]);
  assert.equal((await p.cli('--version')).out, `${version}\n`);
  assert.match((await p.cli('version')).out, new RegExp(`^pipeline-runner ${version} \\(node v`));
});
