/**
 * People, a bare remote and a daemon on a clone of its own that watches the branch, as a child process.
 *
 * What is waited for is a line of the daemon or a move of the branch; nothing here waits for time to pass.
 */
import assert from 'node:assert/strict';
import { on } from 'node:events';
import { readFileSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Checkpoint, SealedCheckpoint } from '../../src/model/checkpoint.ts';
import { type Clone, Forge } from '../rig/git.ts';
import { PROGRAM } from '../rig/program.ts';
import { type ChildEnd, RunnerChild } from '../rig/project.ts';

/** What it says once it works. */
export const READY = /^(?:following|watching) /m;

type Tree = Readonly<Record<string, unknown>>;

/** A stage that notes `<run> <stage>`, does what the shell is told, and says what it made; `@notes` is where. */
export const noted = (output: string, more: Tree = {}, script = ''): Tree => ({
  uses: 'command',
  with: { argv: ['sh', '-c', `echo "$PIPELINE_RUN $PIPELINE_STAGE" >> "@notes"; ${script} echo '${output}'`] },
  ...more,
});

/** For `noted`: ends when the team lets it go. */
export const HOLD = 'while [ ! -e "@notes.go" ]; do sleep 0.02; done;';

/** Three stages, the middle one a gate. */
export const gated = (review: Tree = {}) => ({
  stages: {
    outline: noted('{"title":"Rockets"}'),
    review: { uses: 'approval', with: { subject: 'outline', editable: true, rework: 'outline', ...review } },
    last: noted('done', { needs: ['review'] }),
  },
});

export const DRAFT = 'drafts/review.1.yaml';
export const APPROVED = 'approvals: { review: { approved: true } }\n';

export interface TeamParts {
  readonly pipelines?: Readonly<Record<string, Tree>>;
  readonly config?: Tree;
}

export class Team implements AsyncDisposable {
  readonly forge: Forge;
  /** The daemon's clone; somebody works in it too. */
  readonly host: Clone;
  readonly ann: Clone;
  readonly #children: RunnerChild[] = [];

  constructor({ pipelines = { main: gated() }, config = {} }: TeamParts = {}) {
    this.forge = new Forge();
    writeFileSync(this.#notes, '');
    const files = Object.entries(pipelines).map(([name, tree]) => [`pipelines/${name}.yaml`, this.yaml(tree)]);
    const settings = { grace: '300ms', git: { interval: '200ms' }, ...config };
    this.ann = this.forge.clone('ann');
    this.ann.publish({
      ...Object.fromEntries(files),
      'pipeline-runner.config.yaml': stringify(settings),
      'runs/.gitkeep': '',
    });
    this.host = this.forge.clone('host');
  }

  yaml(tree: Tree): string {
    return stringify(tree).replaceAll('@notes', this.#notes);
  }

  /** Ends the stages that wait for it: `until "@notes.go"`. */
  letGo(): void {
    writeFileSync(`${this.#notes}.go`, '');
  }

  get #notes(): string {
    return path.join(this.forge.root, 'notes');
  }

  /** The project's folder that the daemon works in. */
  get tree(): string {
    return this.host.at('.pipeline-runner/git/tree');
  }

  /** What stages noted, in order: `<run> <stage>`. */
  notes(): readonly string[] {
    const text = readFileSync(this.#notes, 'utf8').trimEnd();
    return text === '' ? [] : text.split('\n');
  }

  /** Begun, but maybe not at work yet. */
  start(clone: Clone = this.host, ...flags: readonly string[]): RunnerChild {
    const child = new RunnerChild([PROGRAM, 'watch', '--git', ...flags], clone.root);
    this.#children.push(child);
    return child;
  }

  /** With room for so few open files. */
  async narrow(files: number): Promise<RunnerChild> {
    const shell = ['sh', '-c', `ulimit -n ${files}; exec "$@"`, 'sh'];
    const begin = `process.execve('/bin/sh', [...${JSON.stringify(shell)}, process.execPath, ...process.argv.slice(1)])`;
    const child = new RunnerChild(['-e', begin, '--', PROGRAM, 'watch', '--git'], this.host.root);
    this.#children.push(child);
    await child.said(READY);
    return child;
  }

  /** `reconcile --git`. */
  reconciling(): RunnerChild {
    const child = new RunnerChild([PROGRAM, 'reconcile', '--git'], this.host.root);
    this.#children.push(child);
    return child;
  }

  /** `run` in the clone where the daemon was started, or in another one. */
  running(run: string, clone: Clone = this.host): RunnerChild {
    const child = new RunnerChild([PROGRAM, 'run', run], clone.root);
    this.#children.push(child);
    return child;
  }

  /** Any command, in the clone where the daemon was started. */
  typing(...argv: readonly string[]): RunnerChild {
    const child = new RunnerChild([PROGRAM, ...argv], this.host.root);
    this.#children.push(child);
    return child;
  }

  async watching(clone: Clone = this.host, ...flags: readonly string[]): Promise<RunnerChild> {
    const daemon = this.start(clone, ...flags);
    await daemon.said(READY);
    return daemon;
  }

  /** @returns the commit that brings the manifests. */
  asks(runs: readonly string[], text = 'pipeline: main\n'): string {
    return this.ann.publish(Object.fromEntries(runs.map((run) => [`runs/${run}.yaml`, text])), 'Ask for runs');
  }

  /** Somebody gets what is on the branch, answers, and pushes. @returns the commit of the answer as it is on the branch. */
  answers(who: Clone, run: string, answer = APPROVED, files: Readonly<Record<string, string>> = {}): string {
    who.git('pull', '--quiet', '--rebase', 'origin', 'main');
    who.publish({ [`runs/${run}.yaml`]: `pipeline: main\n${answer}`, ...files }, `Answer ${run}`);
    return who.git('rev-parse', 'HEAD');
  }

  /** Resolves at the first move of a branch that makes it true. */
  async until(isSo: () => boolean): Promise<void> {
    const watcher = watch(path.join(this.forge.bare, 'refs/heads'));
    try {
      const moves = on(watcher, 'change');
      if (isSo()) return;
      for await (const _ of moves) if (isSo()) return;
    } finally {
      watcher.close();
    }
  }

  /** As the branch has it. */
  checkpoint(run: string): SealedCheckpoint | null {
    const text = this.forge.show(`runs/${run}.checkpoint.json`);
    return text === null ? null : JSON.parse(text);
  }

  /** Until the branch says so. */
  async reaches(run: string, isSo: Checkpoint['status'] | ((found: SealedCheckpoint) => boolean)) {
    const seen: SealedCheckpoint[] = [];
    await this.until(() => {
      const now = this.checkpoint(run);
      if (now === null || !(typeof isSo === 'string' ? now.status === isSo : isSo(now))) return false;
      return seen.push(now) > 0;
    });
    const [found] = seen;
    assert.ok(found);
    return found;
  }

  approval(run: string, gate = 'review') {
    return this.checkpoint(run)?.stages[gate]?.approval;
  }

  /** What commits of daemons say of the status of a run, and what the checkpoint in them says, oldest first. */
  statuses(run: string): readonly { readonly told: string; readonly is: string }[] {
    const format = '--format=%H %(trailers:key=Pipeline-Status,valueonly,separator=%x20)';
    const lines = this.forge.git('log', '--reverse', format, 'main', '--', `runs/${run}.checkpoint.json`).split('\n');
    return lines.map((line) => {
      const [commit, told = ''] = line.split(' ');
      return { told, is: JSON.parse(this.forge.git('show', `${commit}:runs/${run}.checkpoint.json`)).status };
    });
  }

  /** Commits of daemons on the branch that speak of the run, oldest first: `<subject>`. */
  said(run: string): readonly string[] {
    const args = ['log', '--reverse', '--format=%s', '--fixed-strings', `--grep=Pipeline-Run: ${run}`, 'main'];
    const text = this.forge.git(...args);
    return text === '' ? [] : text.split('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) await child.kill();
    this.forge[Symbol.dispose]();
  }
}

export async function stopped(daemon: RunnerChild): Promise<ChildEnd> {
  daemon.signal('SIGTERM');
  const end = await daemon.ended;
  assert.equal(end.code, 0, end.err);
  return end;
}
