/** A command line in a project of its own, run in this process. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../../src/cli/program.ts';
import { terminalOf } from '../../src/cli/terminal.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { Plan } from '../../src/report/plan-text.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface TestProject extends Disposable {
  readonly root: string;
  read(file: string): string;
  write(file: string, text: string): void;
  cli(...argv: string[]): Promise<Said>;
  /** The same from a folder of the project. */
  cliIn(folder: string, ...argv: string[]): Promise<Said>;
}

/** @param files project path -> text. */
export function project(files: Readonly<Record<string, string>> = {}): TestProject {
  const root = mkdtempSync(path.join(tmpdir(), 'cli-'));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  for (const [file, text] of Object.entries(files)) write(file, text);
  const cliIn = async (folder: string, ...argv: string[]): Promise<Said> => {
    const said = { out: '', err: '' };
    const to = (stream: keyof typeof said) => ({
      write: (text: string): void => {
        said[stream] += text;
      },
    });
    const code = await runCli(
      argv,
      terminalOf({
        cwd: () => path.join(root, folder),
        env: { NO_COLOR: '1', PATH: process.env.PATH },
        stdout: to('out'),
        stderr: to('err'),
      }),
    );
    return { code, ...said };
  };
  const cli = (...argv: string[]): Promise<Said> => cliIn('', ...argv);
  return { root, read, write, cli, cliIn, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** The checkpoint of a run, as it is in its file. */
export const checkpointOf = ({ read }: TestProject, run: string): Checkpoint =>
  JSON.parse(read(`runs/${run}.checkpoint.json`));

/** The plan of run `r`. */
export async function planOf(p: TestProject): Promise<Plan> {
  const { code, out, err } = await p.cli('plan', 'r', '--json');
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

/** A pipeline whose one stage succeeds when the file `ok` is there, and whose last stage needs it. */
export const TWO_STAGES = `name: two
inputs:
  type: object
  required: [topic]
  properties: { topic: { type: string, minLength: 2 } }
stages:
  music:
    uses: command
    with: { argv: [sh, -c, 'test -e ok || { echo "no \\033[31mtune\\033[2J" >&2; exit 64; }; echo "$1"', sh, "\${{ inputs.topic }}"] }
  join:
    uses: command
    needs: [music]
    with: { argv: [sh, -c, 'cat > "$PIPELINE_ARTIFACTS/out.txt"'] }
outputs: { file: "\${{ stages.join.artifacts.out.path }}" }
`;
export const MANIFEST = '# mine\npipeline: two\ninputs: { topic: rockets }\n';
