/** A socket to which stages of a test project connect and on which they wait: the test decides how each of them ends. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Json } from '../../src/model/json.ts';

/** What a stage does: see act.mjs. */
export interface Outcome {
  readonly output?: Json;
  readonly exit?: number;
  readonly stderr?: string;
  readonly stdout?: string;
  readonly files?: Readonly<Record<string, string | { readonly base64: string }>>;
  readonly events?: readonly Json[];
  /** Names of environment variables that become its output. */
  readonly env?: readonly string[];
}

interface Hello {
  readonly task: string;
  readonly attempt: number;
  readonly pid: number;
  readonly isOrphan: boolean;
  readonly effectKey: string;
}

export class HeldStage {
  readonly hello: Hello;
  /** Resolves when the process has ended, for whatever reason. */
  readonly gone: Promise<void>;
  readonly #socket: Socket;

  constructor(hello: Hello, socket: Socket) {
    this.hello = hello;
    this.#socket = socket;
    this.gone = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  end(outcome: Outcome = {}): void {
    this.#socket.write(`${JSON.stringify({ end: outcome })}\n`);
  }

  /** Makes the stage write lines to PIPELINE_EVENTS and wait on. */
  tell(...events: readonly Json[]): void {
    this.#socket.write(`${JSON.stringify({ events })}\n`);
  }
}

interface Waiting {
  readonly task: string;
  readonly resolve: (stage: HeldStage) => void;
}

export class ControlSocket implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #arrived: HeldStage[] = [];
  #waiting: Waiting[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#accept(socket));
  }

  static async open(path: string): Promise<ControlSocket> {
    const server = createServer();
    server.listen(path);
    await once(server, 'listening');
    return new ControlSocket(server);
  }

  /** The first execution of a task that has connected and was not returned yet, or else the next one that connects. */
  next(task: string): Promise<HeldStage> {
    const known = this.#arrived.find(({ hello }) => nameOf(hello) === task);
    this.#arrived = this.#arrived.filter((stage) => stage !== known);
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => this.#waiting.push({ task, resolve }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #accept(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
    const [line] = (await once(createInterface(socket), 'line')) as [string];
    const stage = new HeldStage(JSON.parse(line) as Hello, socket);
    const waiting = this.#waiting.find(({ task }) => task === nameOf(stage.hello));
    this.#waiting = this.#waiting.filter((one) => one !== waiting);
    if (waiting) waiting.resolve(stage);
    else this.#arrived.push(stage);
  }
}

const nameOf = ({ task, isOrphan }: Hello): string => (isOrphan ? `orphan of ${task}` : task);
