/*
 * The program that stages of test projects run: does what `script.json` says for its task, or what the test sends.
 *
 * The outcomes of a task are a list: one per execution, the last one for all further executions.
 *   { output, exit, stderr, files: { name: text }, events: [line], hold: true, orphan: true, stubborn: true, env: [NAME] }
 * With `hold` it connects to the control socket of the test and does what the test sends. Without an outcome its output
 * is the list of its arguments. Appends `start <task> <attempt>` and `end <task> <attempt>` to executions.log.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const { env } = process;
const root = join(import.meta.dirname, '..');
const log = join(root, 'executions.log');
const task = env.PIPELINE_RUNNER_TASK.slice(env.PIPELINE_RUNNER_TASK.indexOf('/') + 1);
const own = `start ${task} `;

appendFileSync(log, `${own}${env.PIPELINE_ATTEMPT}\n`);
const outcome = scripted() ?? { output: process.argv.slice(2) };
if (outcome.stubborn) process.on('SIGTERM', () => appendFileSync(log, `deaf ${task}\n`));
if (outcome.orphan) spawn(process.execPath, [process.argv[1], '--orphan'], { detached: true, stdio: 'ignore' }).unref();
if (process.argv[2] === '--orphan') await obeyTest(() => {});
else if (outcome.hold) await obeyTest(act);
else act(outcome);

function scripted() {
  if (process.argv[2] === '--orphan') return {};
  const file = join(root, 'script.json');
  const list = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8'))[task] : undefined;
  const nth = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(own)).length;
  return list?.[Math.min(nth, list.length) - 1];
}

function act({ output, exit = 0, stderr = '', stdout = '', files = {}, events = [], env: names = [] }) {
  for (const line of events) appendFileSync(env.PIPELINE_EVENTS, `${JSON.stringify(line)}\n`);
  for (const [name, text] of Object.entries(files)) {
    const file = join(env.PIPELINE_ARTIFACTS, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof text === 'string' ? text : Buffer.from(text.base64, 'base64'));
  }
  process.stderr.write(stderr);
  process.stdout.write(stdout);
  const value = names.length > 0 ? Object.fromEntries(names.map((name) => [name, env[name] ?? null])) : output;
  if (value !== undefined) writeFileSync(env.PIPELINE_OUTPUT, JSON.stringify(value));
  appendFileSync(log, `end ${task} ${env.PIPELINE_ATTEMPT}\n`);
  process.exitCode = exit;
}

/* Each message is one line of JSON: the stage sends who it is, then the test sends orders until one says how to end. */
async function obeyTest(end) {
  const socket = connect(join(root, 'control.sock'));
  const isOrphan = process.argv[2] === '--orphan';
  const hello = {
    task,
    attempt: Number(env.PIPELINE_ATTEMPT),
    pid: process.pid,
    isOrphan,
    effectKey: env.PIPELINE_EFFECT_KEY,
  };
  socket.write(`${JSON.stringify(hello)}\n`);
  for await (const line of createInterface(socket)) {
    const order = JSON.parse(line);
    if (order.events)
      for (const event of order.events) appendFileSync(env.PIPELINE_EVENTS, `${JSON.stringify(event)}\n`);
    if (!order.end) continue;
    end(order.end);
    break;
  }
  socket.destroy();
}
