/**
 * One random project, from its first command until nobody types anything more.
 *
 * C6. After `gc`, everything verifies and `plan` says the same as before.
 * C8. A recorded run, replayed, asks no model and comes to the same.
 */
import assert from 'node:assert/strict';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { ownTasks } from '../../../src/report/checkpoint-tasks.ts';
import { verifies } from './agree.ts';
import { daemons } from './daemon.ts';
import { randomProject } from './spec.ts';
import type { Run } from './typed-runs.ts';
import { INPUTS, Typist } from './typist.ts';

export type { CaseOptions } from './typed-runs.ts';

/** Of more items than a checkpoint has in itself. */
const MANY = Array.from({ length: 503 }, (_, n) => ({ id: `m${n}`, n }));

export class Case extends Typist implements Disposable {
  async run(): Promise<void> {
    await this.begins();
    await this.driven(this.picked());
    for (let n = 0; n < this.options.acts; n++) await this.acts();
    await this.ends();
  }

  private async begins(): Promise<void> {
    const { luck, shop } = this;
    this.day = luck.chance(0.15) ? luck.int(1, 12) : null;
    shop.config({
      concurrency: luck.int(1, 4),
      gates: luck.pick(['keep', 'relax']),
      ...(this.day === null ? {} : { budget: { day: this.day / 1000 } }),
    });
    for (let tries = 0; ; tries++) {
      this.written();
      const { code, out } = await shop.cli('validate');
      if (code === 0) break;
      if (tries > 5) throw new Error(`it does not validate: ${out}`);
      this.project = randomProject(luck);
    }
    const inputs = luck.chance(0.01) ? { ...INPUTS, items: MANY } : INPUTS;
    this.newRun('r', inputs, { pipeline: 'main', inputs: inputs as never, ...this.limits() });
  }

  private async acts(): Promise<void> {
    const { luck } = this;
    const run = this.picked();
    const checkpoint = await this.status(run);
    if (!checkpoint) return this.driven(run);
    if (checkpoint.status === 'awaiting_approval' && luck.chance(0.6)) return this.answers(run, checkpoint);
    const acts: Readonly<Record<string, () => Promise<void>>> = {
      retry: () => this.retries(run, checkpoint),
      reset: () => this.resets(run, checkpoint),
      fork: () => this.forks(run, checkpoint),
      part: () => this.part(run, checkpoint),
      twice: () => this.twice(run, checkpoint),
      older: () => this.older(run),
      trial: () => this.tries(run, checkpoint),
      steer: () => this.steers(run, checkpoint),
      gc: () => this.collects(),
      move: () => this.moves(run),
      another: () => this.another(),
      reconcile: () => this.reconciles(),
      lose: () => this.loses(run, checkpoint),
      watch: () => this.watched(run, checkpoint),
      replay: () => this.replays(),
    };
    const usual = ['retry', 'retry', 'retry', 'reset', 'fork', 'fork', 'part', 'part', 'steer', 'steer'];
    const name = luck.pick(this.options.does ?? [...usual, ...Object.keys(acts)]);
    return acts[name]?.();
  }

  /** C6. */
  private async collects(): Promise<void> {
    const { luck, shop } = this;
    const argv = ['gc', ...['--artifacts', '--pinned', '--recorded'].filter(() => luck.chance(0.6))];
    const before = await this.plans();
    const made = this.runs.map(({ id }) => shop.checkpoint(id));
    await this.types(...argv);
    this.seen.gcs++;
    assert.deepEqual(
      this.runs.map(({ id }) => shop.checkpoint(id)),
      made,
      'C6: gc changes a checkpoint',
    );
    assert.deepEqual(await this.plans(), before, 'C6: plan says something else after gc');
    for (const { id } of this.runs) if (shop.checkpoint(id)) await verifies(shop, id, this.isLossy);
  }

  private async plans(): Promise<readonly unknown[]> {
    const found: unknown[] = [];
    for (const run of this.runs) {
      const plan = await this.planned(run, []);
      found.push(plan?.tasks.map(({ address, action, reason }) => [address, action, reason]));
    }
    return found;
  }

  /** C8. What is recorded is not asked again, and comes to the same. */
  private async replays(): Promise<void> {
    const { luck, shop, service } = this;
    const name = `p${this.runs.length}`;
    if (this.runs.length > 5) return;
    this.seen.replays++;
    const recording = this.newRun(name, INPUTS, { pipeline: 'main', inputs: INPUTS as never, replay: `calls/${name}` });
    await this.toTheEnd(recording, ['--record']);
    const first = shop.checkpoint(name);
    if (first?.status !== 'completed') return;
    const asked = service.requests.filter(({ kind }) => kind === 'llm').length;
    for (const id of [`${name}b`, `${name}c`]) {
      const replaying = this.newRun(id, INPUTS, { pipeline: 'main', inputs: INPUTS as never, replay: `calls/${name}` });
      await this.toTheEnd(replaying, []);
      const checkpoint = shop.checkpoint(id);
      assert.equal(service.requests.filter(({ kind }) => kind === 'llm').length, asked, 'C8: a replay calls a model');
      if (checkpoint?.status === 'completed')
        assert.deepEqual(checkpoint.outputs, first.outputs, 'C8: a replay comes to something else');
      if (luck.chance(0.5)) await this.types('gc', '--recorded', ...(luck.chance(0.3) ? ['--keep-cache', '0s'] : []));
    }
  }

  private async toTheEnd(run: Run, argv: readonly string[]): Promise<void> {
    for (let n = 0; n < 8; n++) {
      await this.driven(run, argv);
      const checkpoint = await this.status(run);
      const open = checkpoint && [...ownTasks(checkpoint)].find(({ task }) => task.status === 'awaiting_approval');
      if (checkpoint?.status !== 'awaiting_approval' || !open) return;
      const { code } = await this.types('approve', run.id, open.address);
      if (code !== 0) return;
    }
  }

  private async watched(run: Run, checkpoint: Checkpoint): Promise<void> {
    const { luck, shop } = this;
    await this.edits(run);
    const before = new Map<string, number | undefined>();
    for (const one of this.runs) {
      before.set(one.id, (await this.status(one))?.generation);
      one.isCut = true;
    }
    await this.types('retry', run.id);
    this.note('daemons');
    this.seen.daemons++;
    const type = async (): Promise<void> => {
      const dice = luck.int(1, 5);
      if (dice === 1) await this.types('pause', run.id);
      else if (dice === 2) await this.types('unpause', run.id);
      else if (dice === 3) await this.types('cancel', run.id);
      else if (dice === 4) await this.types('retry', run.id);
      else await this.types('reset', run.id, '--to', luck.pick(this.addresses(checkpoint)));
    };
    await daemons(shop, luck, { runs: this.runs.map(({ id }) => id), type });
    for (const one of this.runs) {
      const generation = (await this.status(one))?.generation;
      if (generation !== undefined && generation !== before.get(one.id))
        one.adopted = { project: this.project, inputs: one.inputs, versions: this.now(), generation };
      await this.looked(one);
    }
  }

  private async reconciles(): Promise<void> {
    const { shop } = this;
    const before = new Map<string, number | undefined>();
    for (const run of this.runs) before.set(run.id, (await this.status(run))?.generation);
    const said = await this.types('reconcile', '--json');
    assert.ok(said.code !== null && said.code <= 3, `reconcile: ${said.err}`);
    for (const run of this.runs) {
      const generation = shop.checkpoint(run.id)?.generation;
      if (generation !== undefined && generation !== before.get(run.id))
        run.adopted = { project: this.project, inputs: run.inputs, versions: this.now(), generation };
      await this.looked(run);
    }
  }

  /** Everything is mended and approved: what then can end, ends. */
  private async ends(): Promise<void> {
    const { shop } = this;
    shop.remove('broken');
    for (const run of this.runs) {
      const { cancelled: _, paused: __, budget: ___, ...rest } = shop.manifest(run.id);
      shop.put(`runs/${run.id}.yaml`, rest);
      run.most = Number.POSITIVE_INFINITY;
      for (let n = 0; n < 12; n++) {
        await this.driven(run);
        const checkpoint = await this.status(run);
        if (!checkpoint || checkpoint.status === 'completed') break;
        const open = [...ownTasks(checkpoint)].find(({ task }) => task.status === 'awaiting_approval');
        if (checkpoint.status === 'awaiting_approval' && open) await this.types('approve', run.id, open.address);
        else if (['failed', 'rejected', 'cancelled'].includes(checkpoint.status)) await this.types('retry', run.id);
        if (open && n > 8) break;
      }
    }
  }

  [Symbol.dispose](): void {
    this.shop[Symbol.dispose]();
  }
}
