/** The table of core/transitions.ts, and the stories that really go through it -> docs/states.md. */
import { type Machine, machines, type Transition } from '../../src/core/transitions.ts';

const HEAD = `<!-- Generated from src/core/transitions.ts by \`npm run generate\`. Do not edit. -->
# States

What a run, a stage, a task and a question of a gate can be, what can happen to them, and what they become. All of it is
one table in \`src/core/transitions.ts\`. Whatever is not in it does not happen: \`evolve\` answers it with an internal error.

Words are explained in the [glossary](glossary.md). The events are those of the log file and of \`--json\`.

In the drawings an event that changes nothing is left out, and so is one that leads from more than four states to the
same one; the tables have all. \`none\` stands for what is not there yet, or not any more. A task ends with its stage when
that begins anew, and all stages of a sub-pipeline end with it; no row says so.
`;

const ABOUT: { readonly [M in Machine]: string } = {
  run: `## Run

In the checkpoint \`paused\` is \`paused\` or \`budget_exceeded\`, \`awaiting\` is \`awaiting_approval\`, and \`cancelling\` is
\`running\` with \`cancelling: true\`. After its end a run is still in work until its \`finally\` stages are done.
`,
  stage: `## Stage

What \`when\` and \`foreach\` of a stage came to. From then on it is as far as its tasks are: one (\`single\`), or one for
each item (\`items\`). A stage that is \`broken\` is \`failed\` in the checkpoint.
`,
  task: `## Task

What is carried out: a stage, or one item of it. \`prepared\` is \`pending\` in the checkpoint, \`child\` (a sub-pipeline in
work) is \`running\`, and \`asked\` is \`awaiting_approval\`.
`,
  gate: `## Gate

One question of a gate: one round. The newest stands as \`approval\` in the checkpoint, the others as \`earlier_approvals\`.
Its task is \`asked\` while it waits for the answer; a question that is open while its task is not is not being asked.
`,
};

/** Title of a story -> what really happened in it. */
type Tests = ReadonlyMap<string, readonly Transition[]>;

export function statesPage(tests: Tests): string {
  const names = Object.keys(machines) as readonly Machine[];
  const list = [...tests.keys()].map((title, i) => `${i + 1}. ${title}`);
  return [HEAD, ...names.map((name) => section(name, tests)), TESTS, `${list.join('\n')}\n`].join('\n');
}

const TESTS = `## Tests

Numbers in the last columns. Each is a small run of \`tests/core/transition-stories.ts\`; this page was made by playing
them, and \`tests/core/transitions.test.ts\` fails when they go through less or more than the tables say. It tries every
event in every state too, and drives random runs.
`;

function section(name: Machine, tests: Tests): string {
  const rows = machines[name].map((row) => {
    const { from, event, to, meaning } = row;
    const before = from.length === PHASES ? 'any' : from.map((state) => `\`${state}\``).join(', ');
    const after = to === 'same' ? 'the same' : `\`${to}\``;
    return `| ${before} | \`${event}\` | ${after} | ${meaning} | ${testsOf(rowOf(name, row), tests)} |`;
  });
  const head = '| from | event | to | what it means | tested by |\n|---|---|---|---|---|';
  return `${ABOUT[name]}\n\`\`\`mermaid\n${drawing(name)}\n\`\`\`\n\n${head}\n${rows.join('\n')}\n`;
}

type AnyRow = (typeof machines)[Machine][number];

const rowOf = (machine: Machine, { from, event, to }: AnyRow): readonly Transition[] =>
  from.map((state) => ({ machine, from: state, event, to: to === 'same' ? state : to }));

const told = ({ machine, from, event, to }: Transition): string => [machine, from, event, to].join(' ');

/** Numbers of the stories that together make all of the row, as few as come first. */
function testsOf(row: readonly Transition[], tests: Tests): string {
  const made = [...tests.values()].map((all) => new Set(all.map(told)));
  const numbers = row.map((one) => made.findIndex((story) => story.has(told(one))) + 1);
  return numbers.includes(0) ? 'nothing' : [...new Set(numbers)].sort((a, b) => a - b).join(', ');
}

const MOST_DRAWN = 4;
/** Of a run. */
const PHASES = 8;

/** One arrow for each pair of states, with all that leads from the one to the other. */
function drawing(name: Machine): string {
  const arrows = new Map<string, string[]>();
  for (const row of machines[name]) {
    if (row.to === 'same' || row.from.length > MOST_DRAWN) continue;
    for (const { from, event, to } of rowOf(name, row)) {
      const arrow = `${point(from)} --> ${point(to)}`;
      arrows.set(arrow, [...(arrows.get(arrow) ?? []), event]);
    }
  }
  const lines = [...arrows].map(([arrow, events]) => `  ${arrow} : ${events.join(', ')}`);
  return ['stateDiagram-v2', '  direction LR', ...lines].join('\n');
}

const point = (state: string): string => (state === 'none' ? '[*]' : state);
