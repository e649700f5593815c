/** One random run: its first start, then a number of random acts of a person, each followed by a drive to rest. */
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
import { RunLaws } from './laws.ts';
import { outcomeOf } from './outcome.ts';
import { Person } from './person.ts';
import { assertFollowsPlan } from './plan-law.ts';
import { ProjectFiles } from './project-files.ts';
import { type Cut, ProjectFolder, RUN } from './project-folder.ts';
import type { TestService } from './test-service.ts';

const UNCUT: Cut = { how: 'none', nth: 0, turns: 0 };
/** After this many interruptions of one drive it is no longer interrupted. */
const MOST_CUTS = 6;

export interface CaseOptions {
  readonly seed: number;
  /** Probability that an execution is interrupted. */
  readonly cuts: number;
  /** People do the same whether or not the run is interrupted, and the outcome must be the same. */
  readonly isSteady: boolean;
  /** How many times a person does something while the run rests. */
  readonly acts: number;
}

export class Case implements Disposable {
  readonly laws = new RunLaws();
  /** The outcome at each rest. */
  readonly outcomes: Json[] = [];
  readonly history: string[] = [];
  private readonly luck: Luck;
  /** For everything that must not influence the outcome. */
  private readonly interruptionLuck: Luck;
  private readonly options: CaseOptions;
  private readonly service: TestService;
  private readonly folder: ProjectFolder;
  private readonly files: ProjectFiles;
  private readonly person: Person;
  private outcome: RunOutcome | null = null;

  constructor(service: TestService, options: CaseOptions) {
    const { seed, isSteady } = options;
    this.service = service;
    this.options = options;
    this.luck = new Luck(seed);
    this.interruptionLuck = new Luck(seed + 77);
    this.folder = new ProjectFolder(service);
    service.reset(seed);
    service.onRequest = (request) => this.laws.onRequest(request);
    this.folder.atKill = () => this.laws.onKill();
    const { folder, laws } = this;
    this.files = new ProjectFiles(this.luck, { folder, flavour: { gates: this.luck.pick([0, 0.25, 0.45]), isSteady } });
    const { files } = this;
    const note = (line: string): void => this.note(line);
    const until = (stages: readonly string[]): Promise<void> => this.driveToRest(stages);
    const workOnTwoMachines = (): Promise<void> => this.workOnTwoMachines();
    this.person = new Person(this.luck, { folder, files, service, laws, isSteady, note, until, workOnTwoMachines });
  }

  /** @throws the first violation of a law. */
  async run(): Promise<void> {
    await this.files.create(this.service.port);
    await this.driveToRest();
    for (let n = 0; n < this.options.acts; n++) {
      await this.person.act(this.checkpoint);
      await this.driveToRest();
    }
  }

  private note(line: string): void {
    this.history.push(line);
  }

  private get checkpoint(): Checkpoint {
    if (!this.outcome) throw new Error('the run was never driven');
    return this.outcome.checkpoint;
  }

  /** Drives the run until it rests, restarting it after each interruption. */
  private async driveToRest(stages: readonly string[] = []): Promise<void> {
    const { folder, laws, interruptionLuck, options } = this;
    for (let tries = 0; ; tries++) {
      const cut = tries < MOST_CUTS && interruptionLuck.chance(options.cuts) ? randomCut(interruptionLuck) : UNCUT;
      const isEdited = !options.isSteady && interruptionLuck.chance(0.3);
      const nth = interruptionLuck.chance(0.7) ? interruptionLuck.int(1, 9) : interruptionLuck.int(1, 40);
      const generation = this.outcome?.checkpoint.generation ?? 1;
      const act = (): void => this.person.editDuringDrive(interruptionLuck, generation);
      await laws.beforeDrive(folder);
      const isPlanned = tries === 0 && !isEdited && cut.how === 'none' && interruptionLuck.chance(0.4);
      const plan = isPlanned ? await this.plan(stages) : null;
      const manifest = folder.read('runs/r.yaml');
      const saw = laws.saw.bind(laws);
      const end = await folder.drive(saw, isEdited ? { ...cut, meanwhile: { nth, act } } : cut, stages);
      if (!isEdited) assert.equal(folder.read('runs/r.yaml'), manifest, 'W8: the runner wrote the manifest');
      for (const [file, text] of this.files.drafts)
        assert.equal(folder.read(file), text, `W8: the runner overwrote ${file}`);
      if (end.type === 'killed') {
        this.note(`  killed at ${cut.nth}+${cut.turns}`);
        await laws.afterKill(folder);
      } else if (!end.outcome.ok) {
        this.undoRefused(end.outcome.error.map(({ code, message }) => `${code}: ${message}`));
      } else if (end.outcome.value.reason === 'shutdown') this.note('  stopped');
      else {
        await this.afterRest(end.outcome.value, plan);
        // An edit may have come too late to be noticed.
        if (stages.length > 0 || isEdited) return;
        if (interruptionLuck.chance(0.3)) await this.checkNothingLeftUndone();
        if (interruptionLuck.chance(0.25)) await this.checkIdle();
        return;
      }
    }
  }

  private async afterRest(outcome: RunOutcome, plan: readonly PlannedTask[] | null): Promise<void> {
    const { folder, laws, service, interruptionLuck } = this;
    const { checkpoint, reason } = outcome;
    this.outcome = outcome;
    this.note(`  ${reason}: ${checkpoint.status} g${checkpoint.generation}`);
    await laws.atRest(folder, outcome, { requests: service.requests, isThorough: interruptionLuck.chance(0.12) });
    if (plan) {
      laws.seen.plans++;
      assertFollowsPlan(plan, outcome, { started: laws.started, hasBudget: 'budget' in this.files.currentManifest });
    }
    this.outcomes.push(outcomeOf(checkpoint));
  }

  /** W5: when a run waits for people, everything that needs no answer has been done. */
  private async checkNothingLeftUndone(): Promise<void> {
    if ('budget' in this.files.currentManifest || this.checkpoint.status !== 'awaiting_approval') return;
    const tasks = (await this.plan([])) ?? [];
    const left = tasks.filter(({ action, is_counted: isCounted }) => action === 'run' && isCounted);
    assert.deepEqual(left, [], 'W5: the run waits for people although more could be done');
  }

  /** W5: driving a run at rest again changes nothing. */
  private async checkIdle(): Promise<void> {
    const { folder, laws } = this;
    laws.seen.idle++;
    await laws.beforeDrive(folder);
    const before = folder.read('runs/r.checkpoint.json');
    const end = await folder.drive((event, context) => laws.saw(event, context), UNCUT);
    assert.ok(end.type === 'ended' && end.outcome.ok, 'W5: the run cannot be driven again');
    assert.deepEqual([...laws.started, ...laws.askedGates], [], 'W5: something starts although the run was at rest');
    // Whether an answer was reverted, and whether its gate must ask again, is checked when a process starts.
    if (`${before}${folder.read('runs/r.checkpoint.json')}`.includes('"answer/reverted"')) return;
    assert.equal(
      folder.read('runs/r.checkpoint.json'),
      before,
      'W5: the checkpoint changes although the run was at rest',
    );
  }

  /** Undoes the edit that the runner refused. */
  private undoRefused(why: readonly string[]): void {
    const { undo } = this.person;
    this.note(`  refused: ${why.join('; ')}`);
    this.person.undo = null;
    assert.ok(undo, `the runner refuses the run: ${why.join('; ')}`);
    undo();
  }

  /** What `plan` reports; null: there is no plan, or the run is on hold. */
  private async plan(stages: readonly string[]): Promise<readonly PlannedTask[] | null> {
    const part = { only: [], until: stages };
    const wanted = { ...part, input: [], from: [], providers: {}, cwd: this.folder.root };
    const asked = await ask(await this.folder.open(), { type: 'run', run: RUN }, wanted);
    if (!asked.ok) return null;
    const planned = await planRun(asked.value, part);
    if (!planned.ok) return null;
    const { held, tasks } = planned.value;
    return held === null ? tasks : null;
  }

  /** Two machines work on the run independently; then the results are merged as by git. */
  private async workOnTwoMachines(): Promise<void> {
    const { folder, luck, laws } = this;
    this.note('on two machines');
    const home = folder.root;
    const other = mkdtempSync(path.join(tmpdir(), 'whole-'));
    cpSync(home, other, { recursive: true, filter: (file) => !/\/\.pipeline-runner(?:\/|$)/.test(file) });
    const made: string[] = [];
    for (const root of [other, home]) {
      folder.root = root;
      made.push(await this.workOnOneMachine());
    }
    cpSync(path.join(other, 'runs/r.run'), path.join(home, 'runs/r.run'), {
      recursive: true,
      force: luck.chance(0.5),
    });
    rmSync(other, { recursive: true, force: true });
    const [theirs = '', ours = ''] = made;
    const conflict = `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> theirs\n`;
    folder.put('runs/r.checkpoint.json', luck.chance(0.5) ? conflict : theirs);
    if (luck.chance(0.5)) folder.remove('.pipeline-runner');
    this.files.drafts.clear();
    laws.isHistoryComplete = false;
    laws.forgetResults();
  }

  /** @returns the checkpoint of one of the two machines. */
  private async workOnOneMachine(): Promise<string> {
    const { folder, luck, laws } = this;
    const tasks = [...checkpointTasks({ stages: this.checkpoint.stages })].map(({ address }) => address);
    const n = this.checkpoint.generation + luck.int(1, 2);
    this.files.changeManifest({ approvals: {} });
    this.files.changeManifest({
      rerun: luck.chance(0.6) ? { n, from: luck.pick(tasks) } : n,
      approved: luck.chance(0.5),
    });
    await laws.beforeDrive(folder);
    laws.forgetResults();
    const stop: Cut = { how: luck.pick(['stop', 'none']), nth: luck.int(1, 12), turns: 1 };
    const end = await folder.drive(laws.saw.bind(laws), stop);
    if (end.type === 'ended') this.note(`  ${end.outcome.ok ? end.outcome.value.checkpoint.status : 'refused'}`);
    return folder.read('runs/r.checkpoint.json');
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }
}

/** Mostly at an early event, where most happens at once. */
const randomCut = (luck: Luck): Cut => ({
  how: luck.pick(['kill', 'kill', 'stop']),
  nth: luck.chance(0.6) ? luck.int(1, 9) : luck.int(1, 30),
  turns: luck.int(0, 15),
});
