/**
 * Stage kind `command`: runs a program of the project or the system.
 *
 *   with: { argv: [node, tools/mix.mjs, "${{ inputs.topic }}"], env: { SEED: "7" }, cwd: tools }
 *
 * 1. Values reach the program as arguments, environment, stdin or files; never as text of a shell.
 * 2. Secrets reach it through the environment only: arguments are visible to everybody on the machine.
 * 3. What it prints is data: it is logged, bounded, and never a command to the runner.
 */
import { realpathSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { err, ok, type Result } from '../model/brand.ts';
import type { Config } from '../model/config.ts';
import type { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import { ABSENT, forgiving } from '../model/system-error.ts';
import type { CommandLine, Processes } from '../ports/processes.ts';
import type { PreparingKind, StageCall, StageOutcome } from '../ports/stage-kind.ts';
import { captureHead, captureTail } from './command/capture.ts';
import { declaredEnvironment, type Environment, inheritedEnvironment } from './command/environment.ts';
import { followEvents } from './command/event-file.ts';
import { commandOutput, exitFailure, type Said } from './command/result.ts';
import { ABORTED, failed, failure } from './failures.ts';
import { allOf, objectOf, optionalText, safeSegments, secretNames, textOf, wrongField } from './fields.ts';
import { OUTPUT_LIMIT_BYTES } from './output.ts';
import { writeOwnFile } from './own-file.ts';

export interface CommandDeps {
  readonly processes: Processes;
  /** The runner's own environment; a command gets a part of it. */
  readonly environment: Environment;
  readonly config: Pick<Config, 'env'>;
}

const TAIL_BYTES = 64 * 1024;

export function createCommandKind(deps: CommandDeps): PreparingKind {
  const inherited = inheritedEnvironment(deps.environment, deps.config.env);
  const prepare: PreparingKind['prepare'] = async (call) => {
    const plan = planCommand(call, inherited);
    if (!plan.ok) return async () => failed(plan.error);
    writeOwnFile(plan.value.inputFile, `${JSON.stringify(call.input)}\n`, 0o600);
    return (signal) => execute({ call, plan: plan.value, processes: deps.processes }, signal);
  };
  return { prepare };
}

type Planned = Pick<CommandLine, 'argv' | 'cwd' | 'env'> & {
  readonly program: string;
  readonly outputFile: string;
  readonly eventsFile: string;
  readonly inputFile: string;
};

/** Everything that can be decided before the program starts. No effects. */
function planCommand(call: StageCall, inherited: Readonly<Record<string, string>>): Result<Planned, Failure> {
  const argv = argumentsOf(call.with.argv);
  if (!argv.ok) return argv;
  const cwd = workingFolder(call);
  if (!cwd.ok) return cwd;
  const declared = objectOf(call.with.env, 'env');
  if (!declared.ok) return declared;
  const environment = declaredEnvironment(declared.value, (name) => call.secret(name));
  if (!environment.ok) return environment;
  const [program, ...rest] = argv.value;
  // Not by `join`, which looks at each character of a path that is known to be normal, for every command.
  const within = call.scratch + sep;
  const [inputFile, outputFile, eventsFile] = [`${within}input.json`, `${within}output.json`, `${within}events.ndjson`];
  return ok({
    program,
    argv: [resolvedProgram(program, call.project), ...rest],
    cwd: cwd.value,
    env: {
      ...inherited,
      ...environment.value,
      ...contractEnvironment(call),
      PIPELINE_INPUT: inputFile,
      PIPELINE_OUTPUT: outputFile,
      PIPELINE_EVENTS: eventsFile,
    },
    inputFile,
    outputFile,
    eventsFile,
  });
}

function contractEnvironment(call: StageCall): Readonly<Record<string, string>> {
  return {
    PIPELINE_RUN: call.run,
    PIPELINE_STAGE: call.stage,
    ...(call.itemKey === null ? {} : { PIPELINE_ITEM: call.itemKey }),
    PIPELINE_ATTEMPT: String(call.attempt),
    PIPELINE_EFFECT_KEY: call.effectKey,
    PIPELINE_ARTIFACTS: call.staging,
    PIPELINE_RUNNER_TASK: `${call.uid}/${call.task}`,
  };
}

function argumentsOf(value: Json | undefined): Result<readonly [string, ...string[]], Failure> {
  if (!Array.isArray(value)) return wrongField('argv must be a list: the program, then its arguments');
  const [secret] = secretNames(value);
  if (secret !== undefined) {
    const hint = `pass it through the environment: env: { ${secret}: "\${{ secrets.${secret} }}" }`;
    return err(
      failure('secret/in-argv', `argv contains the secret ${secret}, and arguments are visible to other users`, {
        hint,
      }),
    );
  }
  const texts = allOf(value.map((entry: Json, index) => textOf(entry, `argv[${index}]`)));
  if (!texts.ok) return texts;
  const [program, ...rest] = texts.value;
  if (program === undefined || program === '') return wrongField('argv does not name a program');
  const nul = texts.value.findIndex((text) => text.includes('\0'));
  return nul >= 0 ? wrongField(`argv[${nul}] contains a NUL character`) : ok([program, ...rest]);
}

/** A bare name is looked up on PATH; a path is relative to the project, whatever `cwd` is. */
function resolvedProgram(program: string, project: string): string {
  const isPath = program.includes('/') || (process.platform === 'win32' && program.includes('\\'));
  return isPath ? resolve(project, program) : program;
}

function workingFolder(call: StageCall): Result<string, Failure> {
  const cwd = optionalText(call.with.cwd, 'cwd', '.');
  if (!cwd.ok) return cwd;
  // The default: no lookup for every command.
  if (cwd.value === '.' || cwd.value === './') return ok(call.project);
  const outside = err(failure('command/cwd', `cwd "${cwd.value}" is not a folder of the project`));
  const segments = safeSegments(cwd.value);
  if (segments === null) return outside;
  const root = realFolder(call.project);
  const real = realFolder(join(call.project, ...segments));
  if (real === null || root === null) return outside;
  return real === root || real.startsWith(root + sep) ? ok(real) : outside;
}

const realFolder = (path: string): string | null =>
  forgiving([...ABSENT, 'ELOOP', 'EACCES'], () => realpathSync.native(path));

interface Execution {
  readonly call: StageCall;
  readonly plan: Planned;
  readonly processes: Processes;
}

async function execute({ call, plan, processes }: Execution, signal: AbortSignal): Promise<StageOutcome> {
  const { argv, cwd, env, inputFile: stdin } = plan;
  const said: Said = {
    program: plan.program,
    started: argv[0],
    clean: (text) => call.redact(text),
    stdout: captureHead(OUTPUT_LIMIT_BYTES),
    lastStdout: captureTail(TAIL_BYTES),
    lastStderr: captureTail(TAIL_BYTES),
  };
  const exit = await follow(call, plan, () =>
    processes.run({ argv, cwd, env, stdin, grace: call.grace, onOutput: hear(said, call) }, signal),
  );
  if (exit.type !== 'not-started' && exit.leavesOthers) call.abandon();
  if (signal.aborted) return ABORTED;
  const why = exitFailure(exit, said);
  if (why !== null) return failed(why);
  const output = commandOutput(plan.outputFile, said, (line) => call.log(line));
  return output.ok ? { type: 'success', output: output.value } : failed(output.error);
}

/** The events file is read to its end before the exit code is used: its last line may report a cost. */
async function follow<T>(call: StageCall, plan: Planned, work: () => Promise<T>): Promise<T> {
  using _events = followEvents(plan.eventsFile, {
    report: (report) => call.report(report),
    log: (line) => call.log(line),
    clean: (text) => call.redact(text),
  });
  return await work();
}

function hear(said: Said, call: StageCall): CommandLine['onOutput'] {
  return (chunk, stream) => {
    call.log(chunk);
    const kept = stream === 'stderr' ? [said.lastStderr] : [said.stdout, said.lastStdout];
    for (const capture of kept) capture.add(chunk);
  };
}
