/** One random run, from its first start to where nobody does anything with it any more. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask } from '../../../src/app/asked/asked-run.ts';
import { planRun } from '../../../src/app/plan.ts';
import type { RunOutcome } from '../../../src/app/types.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { Json } from '../../../src/model/json.ts';
import { checkpointTasks } from '../../../src/report/checkpoint-tasks.ts';
import type { PlannedTask } from '../../../src/report/plan-text.ts';
import { Luck } from '../luck.ts';
import { comeTo } from './come-to.ts';
import { Desk } from './desk.ts';
import type { Effects } from './effects.ts';
import { WholeLaws } from './laws.ts';
import { type Cut, Lives, RUN } from './lives.ts';
import { Person } from './person.ts';
import { fitsPlan } from './plan-law.ts';

const UNCUT: Cut = { how: 'none', nth: 0, turns: 0 };
/** Beyond these it is let alone. */
const MOST_CUTS = 6;

export interface CaseOptions {
  readonly seed: number;
  /** How often an execution is interrupted. */
  readonly cuts: number;
  /** People do the same however often it is, and it comes to the same. */
  readonly isSteady: boolean;
  /** What people do with it. */
  readonly acts: number;
}

export class Case implements Disposable {
  readonly laws = new WholeLaws();
  /** What it had come to at each rest. */
  readonly rests: Json[] = [];
  readonly history: string[] = [];
  private readonly luck: Luck;
  /** Of all that has no part in what it comes to. */
  private readonly otherLuck: Luck;
  private readonly options: CaseOptions;
  private readonly effects: Effects;
  private readonly lives: Lives;
  private readonly desk: Desk;
  private readonly person: Person;
  private outcome: RunOutcome | null = null;

  constructor(effects: Effects, options: CaseOptions) {
    const { seed, isSteady } = options;
    this.effects = effects;
    this.options = options;
    this.luck = new Luck(seed);
    this.otherLuck = new Luck(seed + 77);
    this.lives = new Lives(effects);
    effects.begin(seed);
    effects.onRequest = (request) => this.laws.asks(request);
    this.lives.atKill = () => this.laws.dies();
    const { lives, laws } = this;
    this.desk = new Desk(this.luck, { lives, flavour: { gates: this.luck.pick([0, 0.25, 0.45]), isSteady } });
    const { desk } = this;
    const note = (line: string): void => this.note(line);
    const until = (stages: readonly string[]): Promise<void> => this.driven(stages);
    const onTwoMachines = (): Promise<void> => this.onTwoMachines();
    this.person = new Person(this.luck, { lives, desk, effects, laws, isSteady, note, until, onTwoMachines });
  }

  /** @throws what it breaks of the laws. */
  async run(): Promise<void> {
    await this.desk.begins(this.effects.port);
    await this.driven();
    for (let n = 0; n < this.options.acts; n++) {
      await this.person.acts(this.checkpoint);
      await this.driven();
    }
  }

  private note(line: string): void {
    this.history.push(line);
  }

  private get checkpoint(): Checkpoint {
    if (!this.outcome) throw new Error('it never ran');
    return this.outcome.checkpoint;
  }

  /** Until it rests, over all interruptions. */
  private async driven(stages: readonly string[] = []): Promise<void> {
    const { lives, laws, otherLuck, options } = this;
    for (let tries = 0; ; tries++) {
      const cut = tries < MOST_CUTS && otherLuck.chance(options.cuts) ? randomCut(otherLuck) : UNCUT;
      const isEdited = !options.isSteady && otherLuck.chance(0.3);
      const nth = otherLuck.chance(0.7) ? otherLuck.int(1, 9) : otherLuck.int(1, 40);
      const generation = this.outcome?.checkpoint.generation ?? 1;
      const act = (): void => this.person.meanwhile(otherLuck, generation);
      await laws.begins(lives);
      const isPlanned = tries === 0 && !isEdited && cut.how === 'none' && otherLuck.chance(0.4);
      const plan = isPlanned ? await this.planned(stages) : null;
      const manifest = lives.read('runs/r.yaml');
      const saw = laws.saw.bind(laws);
      const end = await lives.drive(saw, isEdited ? { ...cut, meanwhile: { nth, act } } : cut, stages);
      if (!isEdited) assert.equal(lives.read('runs/r.yaml'), manifest, 'W8: the manifest was written by the runner');
      for (const [file, text] of this.desk.drafts) assert.equal(lives.read(file), text, `W8: ${file} was written over`);
      if (end.type === 'killed') {
        this.note(`  killed at ${cut.nth}+${cut.turns}`);
        await laws.killed(lives);
      } else if (!end.outcome.ok) {
        this.refused(end.outcome.error.map(({ code, message }) => `${code}: ${message}`));
      } else if (end.outcome.value.reason === 'shutdown') this.note('  stopped');
      else {
        await this.rested(end.outcome.value, plan);
        if (stages.length === 0 && !isEdited && otherLuck.chance(0.25)) await this.idles();
        return;
      }
    }
  }

  private async rested(outcome: RunOutcome, plan: readonly PlannedTask[] | null): Promise<void> {
    const { lives, laws, effects, otherLuck } = this;
    const { checkpoint, reason } = outcome;
    this.outcome = outcome;
    this.note(`  ${reason}: ${checkpoint.status} g${checkpoint.generation}`);
    await laws.rests(lives, outcome, { requests: effects.requests, isThorough: otherLuck.chance(0.12) });
    if (plan) {
      laws.seen.plans++;
      fitsPlan(plan, outcome, { begun: laws.begun, hasBudget: 'budget' in this.desk.steering });
    }
    this.rests.push(comeTo(checkpoint));
    if (reason === 'rest' && checkpoint.status === 'awaiting_approval' && otherLuck.chance(0.3))
      await this.leavesNothing();
  }

  /** W5: while people are asked, all that could be done without an answer has been done. */
  private async leavesNothing(): Promise<void> {
    if ('budget' in this.desk.steering) return;
    const tasks = (await this.planned([])) ?? [];
    const left = tasks.filter(({ action, is_counted: isCounted }) => action === 'run' && isCounted);
    assert.deepEqual(left, [], 'W5: it waits for people and leaves undone what could be done');
  }

  /** W5. */
  private async idles(): Promise<void> {
    const { lives, laws } = this;
    laws.seen.idle++;
    await laws.begins(lives);
    const before = lives.read('runs/r.checkpoint.json');
    const end = await lives.drive((event, context) => laws.saw(event, context), UNCUT);
    assert.ok(end.type === 'ended' && end.outcome.ok, 'W5: it cannot be driven again');
    assert.deepEqual([...laws.begun, ...laws.asked], [], 'W5: something begins though it was at rest');
    // What was taken back, and whether its gate asks again by now, is looked at when a process starts.
    if (`${before}${lives.read('runs/r.checkpoint.json')}`.includes('"answer/reverted"')) return;
    assert.equal(lives.read('runs/r.checkpoint.json'), before, 'W5: the file changes though it was at rest');
  }

  /** What the runner does not take is taken back. */
  private refused(why: readonly string[]): void {
    const { undo } = this.person;
    this.note(`  refused: ${why.join('; ')}`);
    this.person.undo = null;
    assert.ok(undo, `it is refused: ${why.join('; ')}`);
    undo();
  }

  /** null: there is none, or something holds the run up. */
  private async planned(stages: readonly string[]): Promise<readonly PlannedTask[] | null> {
    const part = { only: [], until: stages };
    const wanted = { ...part, input: [], from: [], providers: {}, cwd: this.lives.root };
    const asked = await ask(await this.lives.open(), { type: 'run', run: RUN }, wanted);
    if (!asked.ok) return null;
    const planned = await planRun(asked.value, part);
    if (!planned.ok) return null;
    const { held, tasks } = planned.value;
    return held === null ? tasks : null;
  }

  /** Another machine works on the run, too, and git merges what both have made of it. */
  private async onTwoMachines(): Promise<void> {
    const { lives, luck, laws } = this;
    this.note('on two machines');
    const home = lives.root;
    const other = mkdtempSync(path.join(tmpdir(), 'whole-'));
    cpSync(home, other, { recursive: true, filter: (file) => !/\/\.pipeline-runner(?:\/|$)/.test(file) });
    const made: string[] = [];
    for (const root of [other, home]) {
      lives.root = root;
      made.push(await this.workedAlone());
    }
    cpSync(path.join(other, 'runs/r.run'), path.join(home, 'runs/r.run'), {
      recursive: true,
      force: luck.chance(0.5),
    });
    rmSync(other, { recursive: true, force: true });
    const [theirs = '', ours = ''] = made;
    const conflict = `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> theirs\n`;
    lives.put('runs/r.checkpoint.json', luck.chance(0.5) ? conflict : theirs);
    if (luck.chance(0.5)) lives.remove('.pipeline-runner');
    this.desk.drafts.clear();
    laws.isWholeBook = false;
    laws.forgets();
  }

  /** @returns the checkpoint that one of two machines comes to. */
  private async workedAlone(): Promise<string> {
    const { lives, luck, laws } = this;
    const tasks = [...checkpointTasks({ stages: this.checkpoint.stages })].map(({ address }) => address);
    const n = this.checkpoint.generation + luck.int(1, 2);
    this.desk.manifest({ approvals: {} });
    this.desk.manifest({ rerun: luck.chance(0.6) ? { n, from: luck.pick(tasks) } : n, approved: luck.chance(0.5) });
    await laws.begins(lives);
    laws.forgets();
    const stop: Cut = { how: luck.pick(['stop', 'none']), nth: luck.int(1, 12), turns: 1 };
    const end = await lives.drive(laws.saw.bind(laws), stop);
    if (end.type === 'ended') this.note(`  ${end.outcome.ok ? end.outcome.value.checkpoint.status : 'refused'}`);
    return lives.read('runs/r.checkpoint.json');
  }

  [Symbol.dispose](): void {
    this.lives[Symbol.dispose]();
  }
}

/** Mostly early, where much happens at once. */
const randomCut = (luck: Luck): Cut => ({
  how: luck.pick(['kill', 'kill', 'stop']),
  nth: luck.chance(0.6) ? luck.int(1, 9) : luck.int(1, 30),
  turns: luck.int(0, 15),
});
