/**
 * The runs of a random project, and what holds for each of them whatever is typed.
 *
 * C1. What has finished is not begun again under the same effect key, and one key is one work.
 * C2. What a stage has made is what its definition, its reads and its program make (made.ts).
 * C3. What `plan` says is what `run` does.
 * C4. A run that is over is over: `run` changes no byte and executes nothing.
 * C5. It costs what was done, and no more than it may.
 */
import assert from 'node:assert/strict';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { checkpointTasks } from '../../../src/report/checkpoint-tasks.ts';
import type { Plan } from '../../../src/report/plan-text.ts';
import { Luck } from '../luck.ts';
import { assertFollowsPlan } from '../whole-run/plan-law.ts';
import { agreeAbout, told, verifies } from './agree.ts';
import { checkMade, type Versions } from './made.ts';
import { type Said, type Service, Shop } from './shop.ts';
import { type Inputs, type ProjectSpec, randomProject, yamlOf } from './spec.ts';

/** What is known of a run. */
export interface Run {
  readonly id: string;
  inputs: Inputs;
  /** What its generation was begun with. */
  adopted: {
    readonly project: ProjectSpec;
    readonly inputs: Inputs;
    versions: Versions;
    readonly generation: number;
  } | null;
  /** Attempts of it may have been killed or stopped. */
  isCut: boolean;
  hasBudget: boolean;
  /** The most that it was ever allowed to cost, micro-dollars. */
  most: number;
  /** Programs that ended in trials of it, which it does not pay for. */
  tried: number;
}

export interface CaseOptions {
  readonly seed: number;
  readonly acts: number;
  /** How often a run has a budget. */
  readonly limits: number;
  /** Only these acts; null: all. */
  readonly does: readonly string[] | null;
  /** How often a run is a process that is killed. */
  readonly kills: number;
}

export abstract class TypedRuns {
  readonly history: string[] = [];

  readonly seen = {
    runs: 0,
    kills: 0,
    plans: 0,
    made: 0,
    again: 0,
    gcs: 0,
    forks: 0,
    orders: 0,
    parts: 0,
    agreed: 0,
    trials: 0,
    daemons: 0,
    kept: 0,
    replays: 0,
    twice: 0,
  };

  readonly shop: Shop;

  protected readonly luck: Luck;

  protected readonly service: Service;

  protected readonly options: CaseOptions;

  protected project: ProjectSpec;

  protected readonly runs: Run[] = [];

  protected versions = { a: 1, b: 1, m: 1 };

  /** Effect keys of results that stand in a checkpoint, and since which line of effects.log. */
  protected readonly done = new Map<string, number>();

  /** Somebody removed a file of a run. */
  protected isLossy = false;

  protected readonly works = new Map<string, string>();

  constructor(service: Service, options: CaseOptions) {
    this.options = options;
    this.luck = new Luck(options.seed);
    this.service = service;
    service.requests = [];
    this.shop = new Shop(service.port);
    this.project = randomProject(this.luck);
  }

  protected note(line: string): void {
    this.history.push(line);
  }

  protected picked(): Run {
    return this.luck.pick(this.runs);
  }

  /** Calls that a day may pay for. */
  protected day: number | null = null;

  protected limits(): JsonObject {
    const { luck } = this;
    if (!luck.chance(this.options.limits)) return {};
    const paid = this.project.main.stages.filter(({ kind }) => kind !== 'gate' && kind !== 'child');
    if (paid.length === 0) return {};
    const { id } = luck.pick(paid);
    const stages = luck.chance(0.5) ? { stages: { [id]: luck.int(0, 3) / 1000 } } : {};
    return { budget: { ...(luck.chance(0.7) ? { usd: luck.int(0, 8) / 1000 } : {}), ...stages, unknown_cost: 'warn' } };
  }

  protected newRun(id: string, inputs: Inputs, manifest: JsonObject | null): Run {
    if (manifest) this.shop.put(`runs/${id}.yaml`, manifest);
    const run: Run = {
      id,
      inputs,
      adopted: null,
      isCut: false,
      hasBudget: this.day !== null || this.shop.manifest(id).budget !== undefined,
      tried: 0,
      most: mostOf(this.shop.manifest(id)),
    };
    this.runs.push(run);
    return run;
  }

  protected written(): void {
    this.shop.put('pipelines/main.yaml', yamlOf(this.project.main));
    this.shop.put('pipelines/sub.yaml', yamlOf(this.project.sub));
  }

  /** Types `run`, until it is not killed. */
  protected async driven(run: Run, argv: readonly string[] = []): Promise<void> {
    const { luck, shop, options } = this;
    const isPart = argv.length > 0 && !argv.includes('--record');
    for (let tries = 0; tries < 4 && luck.chance(options.kills); tries++) {
      await this.killed(run, argv);
      if (argv.includes('--from')) argv = argv.filter((word, at) => word !== '--from' && argv[at - 1] !== '--from');
    }
    const plan = luck.chance(0.6) ? await this.planned(run, argv) : null;
    const before = shop.effects().length;
    const said = await this.typed(run, () => shop.cli('run', run.id, '--json', ...argv));
    this.note(`run ${run.id} ${argv.join(' ')}: ${said.code} ${oneLine(said.err)}`);
    this.seen.runs++;
    if (isPart) this.seen.parts++;
    if (said.code === 2) this.refused(run, said);
    const checkpoint = shop.checkpoint(run.id);
    if (!checkpoint) return;
    if (plan && said.out !== '') this.fits(plan, checkpoint, { run, said, isPart });
    if (said.out === '' && said.code !== 2)
      assert.equal(shop.effects().length, before, 'nothing was told of what was done');
    await this.looked(run);
    if (!isPart && said.code !== 2 && luck.chance(0.35)) await this.again(run);
  }

  /** Only a fork may name what an edit of the pipeline has taken away. */
  protected refused({ id }: Run, { err }: Said): void {
    if (this.shop.checkpoint(id) === null && !('fork' in this.shop.manifest(id)))
      throw new Error(`it does not start: ${err}`);
  }

  protected async planned({ id }: Run, argv: readonly string[]): Promise<Plan | null> {
    const given = argv.filter((word) => word !== '--keep' && word !== '--record');
    const { code, out } = await this.shop.cli('plan', id, '--json', ...given);
    return code === 0 ? (JSON.parse(out) as Plan) : null;
  }

  protected fits(
    plan: Plan,
    checkpoint: Checkpoint,
    { run, said, isPart }: { run: Run; said: Said; isPart: boolean },
  ): void {
    this.seen.plans++;
    const events = eventsIn(said);
    const started = new Set(events.filter(({ type }) => type === 'attempt-started').map(({ task }) => task ?? ''));
    if (plan.held !== null || plan.begins === 'rests') {
      // An attempt may begin to learn that its call is not paid for.
      const made = events.filter(({ type }) => type === 'attempt-succeeded').map(({ task }) => task);
      assert.deepEqual(made, [], `C3: plan says ${plan.begins} ${plan.held}, and something is made`);
      return;
    }
    assert.equal(plan.generation, checkpoint.generation, 'C3: generation');
    const reason = isPart ? 'shutdown' : 'rest';
    assertFollowsPlan(plan.tasks, { checkpoint, reason } as never, { started, hasBudget: run.hasBudget });
  }

  /** As another process, which dies somewhere. */
  protected async killed(run: Run, argv: readonly string[]): Promise<void> {
    const { luck, shop } = this;
    const kill = { lines: luck.int(0, 14), ms: luck.pick([0, 0, 5, 20, 60]) };
    shop.put('slow', '');
    const said = await this.typed(run, () => shop.process(['run', run.id, '--json', ...argv], kill));
    this.note(`  run ${run.id} ${argv.join(' ')} killed after ${kill.lines} lines + ${kill.ms} ms: ${said.code}`);
    shop.remove('slow');
    if (said.code !== null) return;
    this.seen.kills++;
    run.isCut = true;
    await this.looked(run);
  }

  /** What the generation was begun with is what stands in the files when it begins. */
  protected async typed(run: Run, work: () => Promise<Said>): Promise<Said> {
    const before = await this.status(run);
    const said = await work();
    const after = await this.status(run);
    if (after && after.generation !== before?.generation)
      run.adopted = { project: this.project, inputs: run.inputs, versions: this.now(), generation: after.generation };
    return said;
  }

  protected now(): Versions {
    const { a, b, m } = this.versions;
    return { a: [`a${a}`], b: [`b${b}`], m: [`m${m}`] };
  }

  protected async status({ id }: Run): Promise<Checkpoint | null> {
    return (await told<{ checkpoint: Checkpoint | null }>(this.shop, 'status', id)).checkpoint;
  }

  /** All laws of a run as it stands there. */
  protected async looked(run: Run): Promise<Checkpoint | null> {
    const { shop, luck } = this;
    this.oneKeyOneWork();
    const isThorough = luck.chance(0.2);
    if (isThorough) this.seen.agreed++;
    const checkpoint = isThorough ? await agreeAbout(shop, run.id) : await this.status(run);
    if (!checkpoint) return null;
    for (const { task } of checkpointTasks(checkpoint))
      for (const { outcome, effect_key: key } of task.attempts ?? [])
        if (outcome === 'success' && !this.done.has(key)) this.done.set(key, shop.effects().length);
    const { adopted } = run;
    if (adopted && adopted.generation === checkpoint.generation)
      checkMade(checkpoint, adopted.inputs, {
        project: adopted.project,
        versions: adopted.versions,
        checked: () => this.seen.made++,
        fileOf: (file) => (shop.has(file) ? shop.read(file) : null),
        differs: (address, made, allowed) => assert.fail(`C2: ${address} is ${made}, not ${allowed.join(' or ')}`),
      });
    this.costs(run, checkpoint);
    if (this.day !== null)
      assert.ok(
        this.service.requests.filter(({ kind }) => kind === 'llm').length <= this.day,
        'C5: more than a day may',
      );
    if (isThorough && shop.has(`runs/${run.id}.checkpoint.json`)) await verifies(shop, run.id, this.isLossy);
    return checkpoint;
  }

  /** C1. */
  protected oneKeyOneWork(): void {
    for (const [nth, line] of this.shop.effects().entries()) {
      const [what, run, , key = '', ...words] = line.split(' ');
      const since = this.done.get(key);
      if (what === 'start' && since !== undefined)
        assert.ok(nth < since, `C1: the work of ${key} in ${run} is done, and begins again: ${words.join(' ')}`);
      const work = words.join(' ');
      const known = this.works.get(key) ?? work;
      // A program that is edited between two attempts is another one.
      assert.equal(work.split(' ').slice(1).join(' '), known.split(' ').slice(1).join(' '), `C1: two works of ${key}`);
      this.works.set(key, known);
    }
  }

  /** C5. */
  protected costs(run: Run, { cost, run: id }: Checkpoint): void {
    const ended = this.ended(id) - run.tried;
    if (!run.isCut) assert.ok(cost.usd_micros >= ended * 1000, `C5: ${cost.usd_micros} for ${ended} programs`);
    assert.equal(cost.usd_micros % 1000, 0, 'C5: what was never charged');
    // A program without a limit of its own may begin while anything is left: four at once.
    assert.ok(cost.at_most_usd_micros <= run.most + 4000, `C5: ${cost.at_most_usd_micros} of a budget of ${run.most}`);
  }

  protected ended(run: string): number {
    return this.shop.effects().filter((line) => line.startsWith(`end ${run} `)).length;
  }

  /** C4. */
  protected async again(run: Run): Promise<void> {
    const { shop } = this;
    this.seen.again++;
    const [before, done] = [shop.files(), shop.effects().length];
    const said = await shop.cli('run', run.id, '--json');
    const { status } = shop.checkpoint(run.id) ?? {};
    if (status === 'running') return;
    assert.equal(shop.effects().length, done, `C4: run again, and something is done: ${said.out.slice(0, 1000)}`);
    const after = shop.files();
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (file) => before.get(file) !== after.get(file),
    );
    assert.deepEqual(changed, [], `C4: ${status}, run again, and files change`);
  }

  protected async types(...argv: readonly string[]): Promise<Said> {
    const said = await this.shop.cli(...argv);
    this.note(`${argv.join(' ')}: ${said.code} ${said.code === 0 ? '' : oneLine(said.err)}`);
    return said;
  }

  protected addresses(checkpoint: Checkpoint): readonly string[] {
    return [...checkpointTasks({ stages: checkpoint.stages })].map(({ address }) => address);
  }
}

/** Of a manifest's budget, micro-dollars. */
export function mostOf({ budget }: JsonObject): number {
  const { usd } = (budget ?? {}) as { readonly usd?: number };
  return usd === undefined ? Number.POSITIVE_INFINITY : usd * 1_000_000;
}

const oneLine = (text: string): string => text.trim().split('\n').slice(0, 3).join(' | ').slice(0, 300);

interface Event {
  readonly type: string;
  readonly task?: string;
}

const eventsIn = ({ out }: Said): readonly Event[] =>
  out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Event);
