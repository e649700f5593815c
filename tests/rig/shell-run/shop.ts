/** A project folder with its command line, and the service that its stages ask. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { runCli } from '../../../src/cli/program.ts';
import { terminalOf } from '../../../src/cli/terminal.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { PROGRAM } from '../program.ts';
import { MODULE, program, textOf } from './made.ts';

export interface Said {
  /** null: killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Asked {
  readonly key: string;
  readonly kind: 'llm' | 'http';
}

/** Answers a text with a text that only it has. */
export class Service {
  requests: Asked[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Service> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Json;
        const kind = request.url?.endsWith('/chat/completions') === true ? 'llm' : 'http';
        service.requests.push({ key: String(request.headers['idempotency-key'] ?? ''), kind });
        response.sendDate = false;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(kind === 'llm' ? completion(textOf(promptIn(body))) : { v: textOf(String(body)) }));
      });
    });
    const service = new Service(server);
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return service;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function promptIn(body: Json): string {
  const { messages } = body as unknown as { messages: readonly { content: string | readonly { text: string }[] }[] };
  const content = messages.at(-1)?.content ?? '';
  const text = typeof content === 'string' ? content : content.map((part) => part.text).join('');
  // A model is told what a gate found wrong; that has no part in the text here.
  return (text.split('\n\n## ')[0] ?? '').trimEnd();
}

const completion = (text: string): Json => ({
  ...{ id: 'c', object: 'chat.completion', created: 1, model: 'm' },
  choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});

export class Shop implements Disposable {
  root = mkdtempSync(path.join(tmpdir(), 'shell-'));
  readonly #port: number;
  readonly children = new Set<ChildProcess>();

  constructor(port: number) {
    this.#port = port;
    this.put('tools/a.sh', program('a1'));
    this.put('tools/b.sh', program('b1'));
    this.put('stages/m.mjs', MODULE);
    this.put('stages/lib.mjs', `export const M = 'm1';\n`);
    this.put('effects.log', '');
  }

  at = (file: string): string => path.join(this.root, file);
  has = (file: string): boolean => existsSync(this.at(file));
  read = (file: string): string => readFileSync(this.at(file), 'utf8');

  put(file: string, content: string | Json): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(
      this.at(file),
      typeof content === 'string' ? content : stringify(content, { aliasDuplicateObjects: false }),
    );
  }

  remove(file: string): void {
    rmSync(this.at(file), { recursive: true, force: true });
  }

  config(more: JsonObject): void {
    this.put('pipeline-runner.config.yaml', {
      grace: '300ms',
      http: { allow_private: [`127.0.0.1:${this.#port}`] },
      vars: { server: `http://127.0.0.1:${this.#port}/x` },
      providers: {
        writer: {
          ...{ type: 'openai-compatible', model: 'm', base_url: `http://127.0.0.1:${this.#port}/v1` },
          prices: { per_request: 0.001 },
        },
      },
      ...more,
    });
  }

  manifest(run: string): JsonObject {
    return parse(this.read(`runs/${run}.yaml`)) as JsonObject;
  }

  steer(run: string, change: JsonObject): void {
    this.put(`runs/${run}.yaml`, { ...this.manifest(run), ...change });
  }

  checkpoint(run: string): Checkpoint | null {
    const file = `runs/${run}.checkpoint.json`;
    return this.has(file) ? (JSON.parse(this.read(file)) as Checkpoint) : null;
  }

  /** Lines of effects.log: what programs and modules did, in order of time. */
  effects(): readonly string[] {
    return this.read('effects.log').split('\n').filter(Boolean);
  }

  /** By path, all files of the project but those that no git has. */
  files(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const entry of readdirSync(this.root, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isFile() || file.includes('/.pipeline-runner/')) continue;
      found.set(path.relative(this.root, file), readFileSync(file, 'latin1'));
    }
    return found;
  }

  async cli(...argv: readonly string[]): Promise<Said> {
    const said = { out: '', err: '' };
    const to = (stream: keyof typeof said) => ({
      write: (text: string): void => {
        said[stream] += text;
      },
    });
    const env = { NO_COLOR: '1', PATH: process.env.PATH };
    const terminal = terminalOf({ cwd: () => this.root, env, stdout: to('out'), stderr: to('err') });
    const code = await runCli(argv, terminal);
    return { code, ...said };
  }

  /** As a process of its own that is killed after so many lines of its output, or not at all. */
  async process(
    argv: readonly string[],
    killed: { readonly lines: number; readonly ms: number } | null,
  ): Promise<Said> {
    const env = { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NO_COLOR: '1' };
    const child = spawn(process.execPath, [PROGRAM, ...argv], {
      cwd: this.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    });
    this.children.add(child);
    let [out, err, isDying] = ['', '', false];
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (killed === null || isDying || out.split('\n').length <= killed.lines) return;
      isDying = true;
      setTimeout(() => child.kill('SIGKILL'), killed.ms);
    });
    const code = await new Promise<number | null>((resolve) => child.once('close', (ended) => resolve(ended)));
    this.children.delete(child);
    return { code, out, err };
  }

  /** The same folder once more. */
  copy(): Shop {
    const other = new Shop(this.#port);
    rmSync(other.root, { recursive: true, force: true });
    cpSync(this.root, other.root, {
      recursive: true,
      filter: (file) => !file.endsWith('.sock'),
      preserveTimestamps: true,
    });
    return other;
  }

  [Symbol.dispose](): void {
    for (const child of this.children) child.kill('SIGKILL');
    if (process.env.KEEP) process.stderr.write(`${this.root}\n`);
    else rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}
