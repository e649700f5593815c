/** The declared commands -> docs/commands.md. */
import { commandFacts, type HelpedCommand, type Row } from '../../src/cli/help.ts';

interface Named {
  readonly name: string;
  readonly command: HelpedCommand;
}

const HEAD = `# Commands

Every command with its options. Generated from what \`--help\` prints: edit src/cli/declared/*.ts and type
\`npm run generate\`. The [glossary](glossary.md) explains terms, [errors](errors.md) messages, and
[pipelines](pipelines.md) the files.

Name a run by its id or by the path of its manifest: \`ep001\`, \`ep001.yaml\` and \`runs/ep001.yaml\` are the same run.
Name a stage by its id, an item of a \`foreach\` as \`clips[intro]\`, and a stage of a sub-pipeline as \`episode/script\`.

If the program is installed in your project with \`npm install\`, the usual way, run it as \`npx pipeline-runner\`.

Every command accepts \`--root <dir>\` (use a project in another folder), \`--debug\` (show stack traces) and \`--help\`,
before or after the name of the command. \`pipeline-runner --version\` prints only the version.

| exit code | meaning |
|---|---|
| 0 | Done. For \`run\`: the run completed. |
| 1 | The run failed, was rejected or was cancelled; or the system refused something. |
| 2 | Invalid input: an error in a file or on the command line. |
| 3 | The run waits for a person: approval, paused, or budget used up. |
| 130 | Interrupted, for example by Ctrl-C. |

Commands that only report on runs exit with 0 whatever they report, with 2 if the run does not exist or has not started,
and with 1 if its checkpoint cannot be read.

Results go to standard output. Progress, warnings and the reasons why something was refused go to standard error; for
\`validate\`, the errors it finds are the result. So \`run ep001 --json | jq\` reads only events. [json](json.md) documents
the output of \`--json\`, key by key. A run continues to its end even if nobody reads its output any more, as after
\`| head\`.

| environment | |
|---|---|
| \`NO_COLOR=1\` | No colors. \`FORCE_COLOR=1\`: colors in a pipe, too. |
| \`CI=true\`, \`TERM=dumb\` | \`run\` prints lines instead of the live tree, as it does when standard error is not a terminal. |
| \`LC_ALL\`, \`LC_CTYPE\`, \`LANG\` | The live tree is drawn in ASCII unless they select UTF-8. |
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
