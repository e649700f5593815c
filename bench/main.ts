/**
 * `npm run bench`: compares the runner with yardsticks in one session. docs/performance.md explains the figures.
 *
 * Exit codes: 0 measured; 1 could not be measured, or with --strict a target was missed; 2 invalid arguments;
 * 130 interrupted.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'rolldown';
import { bareNode, type Competitor, floor, runner } from './competitors.ts';
import { hold } from './contest.ts';
import { DAEMON_WORKLOADS, type DaemonFigure, type DaemonWorkload, FULL_DAEMON, measureDaemon } from './daemon.ts';
import { BenchError, endProcesses } from './processes.ts';
import { daemonText, reportText } from './report.ts';
import { least, median } from './statistics.ts';
import { surroundingsOf } from './surroundings.ts';
import { verdicts } from './verdicts.ts';
import { chosenWorkloads, FULL, targets, type Workload, workloads } from './workloads.ts';

const USAGE = `npm run bench -- [options]

  --workloads a,b  only these: start, chain, fan, rerun, steps, dag, crash, validate,
                   and of the daemon drop, latency, old
  --rounds N       samples of each (default 7)
  --json           print all samples and verdicts as JSON
  --strict         exit with 1 when a target is missed
  --folder DIR     work below this folder instead of the one for temporary files: the disk that is measured
  --cli FILE       measure this built cli.js instead of building; given twice, both
`;

interface Options {
  readonly workloads: readonly Workload[];
  readonly ofDaemon: readonly DaemonWorkload[];
  readonly rounds: number;
  readonly output: 'text' | 'json';
  readonly strictness: 'strict' | 'lenient';
  readonly folder: string;
  readonly programs: readonly string[];
}

const root = path.join(import.meta.dirname, '..');
const all = workloads(FULL);

/** @returns text: what is wrong with the arguments. */
function readOptions(argv: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        workloads: { type: 'string' },
        rounds: { type: 'string', default: '7' },
        json: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        folder: { type: 'string', default: tmpdir() },
        cli: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return '';
    const words = values.workloads?.split(',') ?? null;
    const ofDaemon = DAEMON_WORKLOADS.filter((name) => words === null || words.includes(name));
    const others = words?.filter((word) => ofDaemon.every((name) => name !== word));
    const chosen = others === undefined ? all : chosenWorkloads(all, others);
    if (chosen === null) return `--workloads ${values.workloads}: there is no such workload`;
    const rounds = Number(values.rounds);
    if (!Number.isInteger(rounds) || rounds < 1) return `--rounds ${values.rounds}: a whole number above 0 is wanted`;
    return {
      workloads: chosen,
      ofDaemon,
      rounds,
      output: values.json ? 'json' : 'text',
      strictness: values.strict ? 'strict' : 'lenient',
      folder: values.folder,
      programs: values.cli.map((file) => path.resolve(file)),
    };
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

/** @returns the program of the published package. */
function builtProgram(): string {
  const { status } = spawnSync(process.execPath, [path.join(root, 'scripts/build.ts')], {
    stdio: ['ignore', process.stderr, 'inherit'],
  });
  if (status !== 0) throw new BenchError('the build failed: see above');
  return path.join(root, 'dist/cli.js');
}

/** As plain JavaScript, so that the yardstick does not pay for type stripping. */
async function builtFloor(folder: string): Promise<string> {
  const file = path.join(folder, 'floor.mjs');
  const input = path.join(import.meta.dirname, 'floor.ts');
  await build({ input, platform: 'node', output: { file, format: 'esm' }, logLevel: 'warn' });
  return file;
}

async function competitors(programs: readonly string[], folder: string): Promise<readonly Competitor[]> {
  const yardstick = await builtFloor(folder);
  const named = programs.length === 0 ? [builtProgram()] : programs;
  const runners = named.map((file) => runner(named.length === 1 ? 'pipeline-runner' : file, file));
  return [...runners, floor('fsync', yardstick), floor('journal', yardstick), bareNode];
}

const isAbove = ({ value, limit }: DaemonFigure): boolean => limit !== null && value > limit;

/** Of the first program that is measured. */
async function daemonFigures(
  { ofDaemon, programs }: Options,
  folder: string,
  says: (line: string) => void,
): Promise<readonly DaemonFigure[]> {
  if (ofDaemon.length === 0) return [];
  const place = path.join(folder, 'daemon');
  mkdirSync(place);
  const program = programs[0] ?? path.join(root, 'dist/cli.js'); // built for the others
  return measureDaemon({ program, folder: place, sizes: FULL_DAEMON, says }, ofDaemon);
}

function ownFolder(below: string): string {
  try {
    return realpathSync(mkdtempSync(path.join(below, 'pipeline-runner-bench-')));
  } catch (error) {
    throw new BenchError(`--folder ${below}: ${error instanceof Error ? error.message : error}`);
  }
}

async function bench(options: Options): Promise<number> {
  const folder = ownFolder(options.folder);
  try {
    const entrants = await competitors(options.programs, folder);
    const around = surroundingsOf(folder);
    const says = (line: string) => process.stderr.write(`${line}\n`);
    const isAsked = options.workloads.length > 0;
    const measured = isAsked ? await hold({ ...options, competitors: entrants, folder, says }) : [];
    const ofDaemon = await daemonFigures(options, folder, says);
    const judged = entrants
      .slice(0, Math.max(1, options.programs.length))
      .flatMap(({ name }) => verdicts(name, targets(all), measured));
    if (options.output === 'text')
      process.stdout.write(`${reportText(around, measured, judged)}${daemonText(ofDaemon)}\n`);
    else {
      const figures = measured.map(({ workload, ...figure }) => ({
        workload: workload.id,
        ...figure,
        medianMs: median(figure.wallMs),
        leastMs: least(figure.wallMs),
      }));
      process.stdout.write(`${JSON.stringify({ around, figures, verdicts: judged, daemon: ofDaemon }, null, 2)}\n`);
    }
    const isMissed = judged.some(({ isMet }) => !isMet) || ofDaemon.some(isAbove);
    return options.strictness === 'strict' && isMissed ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(options === '' ? USAGE : `${options}\n\n${USAGE}`);
  process.exitCode = options === '' ? 0 : 2;
} else {
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      isInterrupted = true;
      endProcesses();
    });
  try {
    process.exitCode = await bench(options);
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    process.stderr.write(isInterrupted ? 'interrupted\n' : `${error.message}\n`);
    process.exitCode = isInterrupted ? 130 : 1;
  }
}
