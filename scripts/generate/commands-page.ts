/** The declared commands -> docs/commands.md. */
import { commandFacts, type HelpedCommand, type Row } from '../../src/cli/help.ts';

interface Named {
  readonly name: string;
  readonly command: HelpedCommand;
}

const HEAD = `# Commands

Every command with its options. Generated from what \`--help\` prints: edit src/cli/declared/*.ts and type
\`npm run generate\`. Words are explained in the [glossary](glossary.md), messages in [errors](errors.md), files in
[pipelines](pipelines.md).

A run is named by its id or by the path of its manifest: \`ep001\`, \`ep001.yaml\` and \`runs/ep001.yaml\` are the same
run. A stage is named by its id, an item of a \`foreach\` as \`clips[intro]\`, a stage of a sub-pipeline as
\`episode/script\`.

Where \`npm install\` put it into the project, and that is the usual way, type \`npx pipeline-runner\` in its folder.

Every command takes \`--root <dir>\` (a project other than the current folder's), \`--debug\` (stack traces) and
\`--help\`. They may stand before the command too. \`pipeline-runner --version\` prints the version alone.

| exit code | meaning |
|---|---|
| 0 | Done. Of \`run\`: completed. |
| 1 | The run failed, was rejected or cancelled; or the system refused something. |
| 2 | Wrong input: a mistake in a file or on the command line. |
| 3 | The run waits for a person: paused, budget used up, approval. |
| 130 | Interrupted, by Ctrl-C for example. |

Commands that only tell of runs exit with 0 whatever they tell; with 2 where there is nothing to tell, of a run that is
not there or has not started, and with 1 where its checkpoint cannot be read.

What was asked for goes to standard output; what happens meanwhile, warnings, and why something was refused go to
standard error (of \`validate\` the mistakes are what was asked for). So \`run ep001 --json | jq\` reads events alone. What
\`--json\` prints, key by key: [json](json.md). A run goes on to its end when nobody reads its output any more, as behind
\`| head\`.

| environment | |
|---|---|
| \`NO_COLOR=1\` | No colours. \`FORCE_COLOR=1\`: colours in a pipe, too. |
| \`CI=true\`, \`TERM=dumb\` | \`run\` prints lines in place of the live tree, as where standard error is no terminal. |
| \`LC_ALL\`, \`LC_CTYPE\`, \`LANG\` | The live tree is drawn in ASCII where they do not say UTF-8. |
`;

export function commandsPage(commands: readonly Named[]): string {
  const links = commands.map(({ name }) => `[${name}](#${name})`).join(' · ');
  return [HEAD, `${links}\n`, ...commands.map(section)].join('\n');
}

function section({ name, command }: Named): string {
  const { usage, about, examples, args, options } = commandFacts(command, ['pipeline-runner', name]);
  const own = options.filter(([option]) => !/^(-h, --help|--root|--debug)\b/.test(option));
  const rows = [...args, ...own];
  const lines = [`## ${name}`, '', '```', usage, '```', '', about, ''];
  if (rows.length > 0) lines.push('| | |', '|---|---|', ...rows.map(tableRow), '');
  if (examples !== '') lines.push('```sh', ...examples.split('\n').map((line) => line.replace(/^ {2}/, '')), '```', '');
  return lines.join('\n');
}

const tableRow = ([name, about]: Row): string =>
  `| \`${name.replaceAll('|', '\\|')}\` | ${about.replaceAll('|', '\\|')} |`;
