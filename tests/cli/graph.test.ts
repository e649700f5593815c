/** `graph`: pictures that their languages can read, whatever is written in a pipeline, and that follow a run. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { MANIFEST, project, TWO_STAGES } from './rig.ts';

const HOSTILE = `"] --> x; end\n%%{init: {'a': 1}}%% <script>alert(1)</script> \`md\` \\" } & é 日本 \\\\`;
const ALL_KINDS = `name: all
inputs: { type: object, properties: { quiet: { type: boolean, default: false } } }
stages:
  end: { uses: command, with: { argv: ["true"] }, description: ${JSON.stringify(HOSTILE)} }
  class: { uses: write, with: { text: x, to: a.md }, needs: [end] }
  call: { uses: http, with: { url: "https://example.org/" }, when: "\${{ inputs.quiet }}" }
  each: { foreach: "\${{ ['a', 'b'] }}", uses: write, with: { text: x, to: b.md }, needs: [class] }
  inner: { uses: pipeline, with: { pipeline: child }, needs: [each] }
  last: { uses: command, with: { argv: ["true"] }, needs: [inner, call] }
finally:
  notify: { uses: command, with: { argv: ["true"] } }
`;
const CHILD = `name: child
stages:
  script: { uses: command, with: { argv: ["true"] } }
  speech: { uses: command, with: { argv: ["true"] }, needs: [script] }
`;
const FILES = { 'pipelines/all.yaml': ALL_KINDS, 'pipelines/child.yaml': CHILD, 'runs/ep1.yaml': 'pipeline: all\n' };

/** What stands between quotes: nothing in it can mean something to Mermaid, Markdown or HTML. */
const LABEL = /"(?:[^!-~]|[A-Za-z0-9,./_()+=-]|#\d+;|<br\/>)*"/.source;
const NAME = '[sf]_[a-z][a-zA-Z0-9_]*';
const MERMAID_LINES: Readonly<Record<string, RegExp>> = {
  comment: /^%% [\w ./:?-]+$/,
  head: /^flowchart TB$/,
  node: new RegExp(`^\\s+${NAME}(?:\\[${LABEL}\\]|\\[\\[${LABEL}\\]\\]|\\(\\[${LABEL}\\]\\)|\\[/${LABEL}/\\])$`, 'u'),
  arrow: new RegExp(`^\\s+${NAME} --> ${NAME}$`),
  open: new RegExp(`^\\s+subgraph (?:finally|${NAME})\\[${LABEL}\\]$`, 'u'),
  close: /^\s+end$/,
  colour: /^\s+classDef [a-z_]+ [a-z0-9:#,-]+$/,
  status: new RegExp(`^\\s+class ${NAME}(?:,${NAME})* [a-z_]+$`),
};

/** Kinds of the lines. @throws at a line that is none. */
function mermaidKinds(text: string): readonly string[] {
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => {
    const kind = Object.keys(MERMAID_LINES).find((name) => MERMAID_LINES[name]?.test(line));
    assert.ok(kind, `no line of Mermaid: ${line}`);
    return kind;
  });
}

test('a Mermaid graph has a shape per kind of stage, a frame per sub-pipeline, and a separate part for finally', async () => {
  using p = project(FILES);
  const { code, out, err } = await p.cli('graph', 'all');
  assert.deepEqual([code, err], [0, '']);
  const kinds = mermaidKinds(out);
  assert.deepEqual(kinds.slice(0, 2), ['comment', 'head']);
  assert.equal(kinds.filter((kind) => kind === 'open').length, kinds.filter((kind) => kind === 'close').length);
  for (const line of [
    's_class[/"class<br/>write"/]',
    's_call(["call<br/>http, if"])',
    's_each[["each<br/>write, each item"]]',
    'subgraph s_inner["inner<br/>pipeline"]',
    's_inner_X_script["script<br/>command"]',
    's_inner_X_script --> s_inner_X_speech',
    's_inner --> s_last',
    'subgraph finally["finally"]',
    'f_notify["notify<br/>command"]',
  ]) {
    assert.ok(
      out.split('\n').some((one) => one.trim() === line),
      `${line} is not in\n${out}`,
    );
  }
});

test('no description can break out of its label, in Mermaid and in DOT', async () => {
  using p = project(FILES);
  const mermaid = (await p.cli('graph', 'all')).out;
  mermaidKinds(mermaid);
  const label = /^ {2}s_end\["end<br\/>command<br\/>(.*)"\]$/m.exec(mermaid)?.[1] ?? '';
  const decoded = label.replace(/#(\d+);/g, (_, digits: string) => String.fromCharCode(Number(digits)));
  assert.ok(decoded.startsWith('"] --> x; end ⏎ %%{init:'), decoded);
  const dot = (await p.cli('graph', 'all', '--format', 'dot')).out;
  const bare = dot.replace(/"(?:[^"\\]|\\.)*"/g, 'T');
  assert.doesNotMatch(bare, /"|script>|alert|init/);
  assert.equal(bare.split('{').length, bare.split('}').length);
  for (const line of bare.trimEnd().split('\n')) {
    assert.match(
      line,
      /^(?:digraph T \{|\s*\}|\s+subgraph T \{|\s+T (?:-> T )?\[[\w=T, ]+\];|\s+T -> T;|\s+(?:node|graph) \[[\w=T, ]+\];|\s+\w+=\w+;)$/,
    );
  }
});

test('a long description is cut after whole sentences, or else after whole words', async () => {
  const described = (text: string): string =>
    `{ uses: command, with: { argv: ["true"] }, description: ${JSON.stringify(text)} }`;
  using p = project({
    'pipelines/p.yaml': `name: p
stages:
  a: ${described('The first picture. All others are shown it, so that they look alike')}
  b: ${described('One idea that carries an episode, away from what the show has had')}
  c: ${described('Ends, e.g. with music in the mood of the show, or all that it has had')}
`,
  });
  const { out } = await p.cli('graph', 'p', '--format', 'dot');
  for (const said of [
    'The first picture.',
    'away from what the show…',
    'e.g. with music in the mood of the show, or all that…',
  ])
    assert.ok(out.includes(`${said}"`), out);
});

test('in DOT, arrows to and from a sub-pipeline end at its frame', async () => {
  using p = project(FILES);
  const { out } = await p.cli('graph', 'pipelines/all.yaml', '--format', 'dot');
  assert.match(out, /"s_each" -> "s_inner_X_script" \[lhead="cluster_s_inner"\];/);
  assert.match(out, /"s_inner_X_speech" -> "s_last" \[ltail="cluster_s_inner"\];/);
});

const GRAPHVIZ = 'dot';
const hasDot = spawnSync(GRAPHVIZ, ['-V']).status === 0;
test('Graphviz accepts the DOT output', { skip: hasDot ? false : `${GRAPHVIZ} is not installed` }, async () => {
  using p = project(FILES);
  const { out } = await p.cli('graph', 'all', '--format', 'dot');
  const drawn = spawnSync(GRAPHVIZ, ['-Tsvg'], { input: out, encoding: 'utf8' });
  assert.deepEqual([drawn.status, drawn.stderr], [0, '']);
});

test('the graph of a run shows the status of each stage, with the definitions that the run uses', async () => {
  using p = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/ep1.yaml': MANIFEST });
  assert.doesNotMatch((await p.cli('graph', 'ep1')).out, /class /, 'it has not started');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 1);
  p.write('pipelines/two.yaml', 'name: two\nstages:\n  other: { uses: command, with: { argv: ["true"] } }\n');
  const { out } = await p.cli('graph', path.join(p.root, 'runs/ep1.yaml'));
  mermaidKinds(out);
  assert.match(out, /^ {2}classDef failed fill:/m);
  assert.match(out, /^ {2}class s_music failed$/m);
  assert.match(out, /^ {2}class s_join pending$/m);
  assert.match(
    (await p.cli('graph', 'ep1', '--format', 'dot')).out,
    /"s_music" \[label="music\\ncommand", fillcolor="#fee2e2"/,
  );
});

test('a name of both a run and a pipeline means the run, as for `run`; a path decides', async () => {
  using p = project({ ...FILES, 'runs/all.yaml': 'pipeline: child\n' });
  assert.match((await p.cli('graph', 'all')).out, /^%% run all$/m);
  assert.match((await p.cli('graph', 'pipelines/all.yaml')).out, /^%% pipeline all$/m);
});

test('the same files give the same graph', async () => {
  using p = project(FILES);
  for (const format of ['mermaid', 'dot']) {
    const [first, second] = [
      await p.cli('graph', 'all', '--format', format),
      await p.cli('graph', 'all', '--format', format),
    ];
    assert.equal(first.out, second.out);
  }
});

test('a name that is neither a pipeline nor a run is answered with the nearest name', async () => {
  using p = project(FILES);
  const { code, err } = await p.cli('graph', 'chidl');
  assert.equal(code, 2);
  assert.match(err, /there is no pipeline or run "chidl"\n {4}hint: did you mean "child"\?/);
  const broken = project({ 'pipelines/bad.yaml': 'stages:\n  a: { uses: comand }\n' });
  using _broken = broken;
  assert.match((await broken.cli('graph', 'bad')).err, /pipelines\/bad\.yaml:2:\d+ error\[/);
});
