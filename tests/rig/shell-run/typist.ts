/**
 * What somebody types and edits.
 *
 * C7. Two gates, answered in any order, come to the same.
 * C9. Where nothing differs, a retry and a fork do nothing again.
 * C10. A run that is killed comes to the same as one that is not.
 */
import assert from 'node:assert/strict';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { checkpointArtifacts, checkpointTasks } from '../../../src/report/checkpoint-tasks.ts';
import { outcomeOf } from '../whole-run/outcome.ts';
import { afterRetry, agreeAbout, fitsRetry } from './agree.ts';
import { program } from './made.ts';
import { edited, type Inputs } from './spec.ts';
import { mostOf, type Run, TypedRuns } from './typed-runs.ts';

export const INPUTS: Inputs = {
  topic: 'a',
  flag: true,
  items: [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
  ],
};

export abstract class Typist extends TypedRuns {
  /** Edits of everything, before a rerun. */
  protected async edits(run: Run): Promise<void> {
    const { luck, shop } = this;
    if (luck.chance(0.35)) {
      const before = this.project;
      this.project = edited(luck, before);
      this.written();
      const { code } = await shop.cli('validate', 'pipelines/main.yaml');
      if (code !== 0) this.project = before;
      this.written();
      this.note(`edits the pipeline: ${code}`);
    }
    if (luck.chance(0.2)) {
      const which = luck.pick(['a', 'b', 'm'] as const);
      this.versions = { ...this.versions, [which]: this.versions[which] + 1 };
      const version = `${which}${this.versions[which]}`;
      if (which === 'm') shop.put('stages/lib.mjs', `export const M = '${version}';\n`);
      else shop.put(`tools/${which}.sh`, program(version));
      this.note(`edits ${which}`);
      for (const { adopted } of this.runs)
        if (adopted) adopted.versions = { ...adopted.versions, [which]: [...adopted.versions[which], version] };
    }
    if (luck.chance(0.25)) {
      run.inputs = this.newInputs();
      shop.steer(run.id, { inputs: run.inputs as never });
      this.note(`inputs ${JSON.stringify(run.inputs)}`);
    }
    if (luck.chance(0.3)) this.breaks();
    if (luck.chance(0.4)) shop.remove('broken');
  }

  protected newInputs(): Inputs {
    const { luck } = this;
    const items = [
      ...(luck.chance(0.7) ? [{ id: 'a', n: luck.int(1, 2) }] : []),
      ...(luck.chance(0.5) ? [{ id: 'c', n: 3 }] : []),
    ];
    return {
      topic: luck.pick(['a', 'b']),
      flag: luck.chance(0.7),
      items: [...items, ...(luck.chance(0.7) ? [{ id: 'b', n: 2 }] : [])],
    };
  }

  protected breaks(): void {
    const { luck, shop } = this;
    const { id } = luck.pick([...this.project.main.stages, ...this.project.sub.stages]);
    const how = luck.pick(['broken', 'flaky']);
    shop.put(`${how}/${id}`, '');
    this.note(`${how} ${id}`);
  }

  protected async retries(run: Run, checkpoint: Checkpoint): Promise<void> {
    const { luck } = this;
    if (luck.chance(0.3) && this.isAsAdopted(run, checkpoint)) {
      this.seen.kept++;
      const before = this.shop.effects().length;
      const asked = this.service.requests.length;
      await this.types('retry', run.id);
      await this.shop.cli('run', run.id);
      assert.deepEqual(this.shop.effects().slice(before), [], 'C9: retried, and something is done again');
      assert.equal(this.service.requests.length, asked, 'C9: retried, and something is asked again');
      const generation = this.shop.checkpoint(run.id)?.generation ?? 0;
      if (run.adopted) run.adopted = { ...run.adopted, generation };
      return;
    }
    await this.edits(run);
    const from = luck.chance(0.3) ? ['--from', luck.pick(this.addresses(checkpoint))] : [];
    if (luck.chance(0.3)) return this.driven(run, from);
    const said = from.length === 0 ? await afterRetry(this.shop, run.id) : null;
    const { code } = await this.types('retry', run.id, ...from);
    if (said && code === 0) await fitsRetry(this.shop, run.id, said);
    await this.driven(run);
  }

  protected async resets(run: Run, checkpoint: Checkpoint): Promise<void> {
    await this.types('reset', run.id, '--to', this.luck.pick(this.addresses(checkpoint)));
    await this.driven(run);
  }

  protected async forks(run: Run, checkpoint: Checkpoint): Promise<void> {
    const { luck, shop } = this;
    const id = `f${this.runs.length}`;
    const topic = luck.chance(0.3) ? luck.pick(['a', 'b', 'z']) : null;
    const from = luck.pick(Object.keys(checkpoint.stages));
    if (luck.chance(0.2)) await this.edits(run);
    const said = await this.types(
      'fork',
      run.id,
      '--from',
      from,
      '--as',
      id,
      ...(topic ? ['--input', `topic=${topic}`] : []),
    );
    if (said.code !== 0) return;
    this.seen.forks++;
    const inputs = shop.manifest(id).inputs as never as Inputs;
    const fork = this.newRun(id, { ...INPUTS, ...inputs }, null);
    if (this.isAsAdopted(run, checkpoint) && topic === null) await this.needsNoMore(fork, checkpoint, from);
    await this.driven(fork);
  }

  /** A checkpoint of before is checked out, or it is gone: this machine puts its own back. */
  protected async older(run: Run): Promise<void> {
    const { luck, shop } = this;
    const file = `runs/${run.id}.checkpoint.json`;
    if (!shop.has(file) || !shop.has(`.pipeline-runner/backup/${run.id}.json`)) return;
    const before = shop.read(file);
    await this.types('retry', run.id);
    await this.driven(run);
    if (luck.chance(0.5)) shop.put(file, before);
    else shop.remove(file);
    this.note('an older checkpoint, or none');
    await agreeAbout(shop, run.id);
    await this.driven(run);
  }

  /** C10. */
  protected async twice(run: Run, checkpoint: Checkpoint): Promise<void> {
    const { luck, shop } = this;
    if (run.hasBudget) return;
    this.seen.twice++;
    await this.edits(run);
    shop.remove('broken');
    shop.remove('flaky');
    await this.types('retry', run.id, '--from', luck.pick(this.addresses(checkpoint)));
    using other = shop.copy();
    other.put('slow', '');
    for (let n = luck.int(1, 4); n > 0; n--)
      await other.process(['run', run.id, '--json'], { lines: luck.int(0, 9), ms: luck.pick([0, 5, 20, 60]) });
    other.remove('slow');
    await other.cli('run', run.id);
    await this.driven(run);
    const [cut, whole] = [other.checkpoint(run.id), shop.checkpoint(run.id)];
    if (cut && whole) assert.deepEqual(outcomeOf(cut), outcomeOf(whole), 'C10: killed, it comes to something else');
  }

  /** Nothing of a completed run would differ if it began again. */
  protected isAsAdopted({ adopted, inputs }: Run, { status, generation, stages }: Checkpoint): boolean {
    if (this.isLossy || adopted?.generation !== generation || status !== 'completed') return false;
    if (adopted.project !== this.project || adopted.inputs !== inputs) return false;
    if (Object.values(adopted.versions).some((known) => known.length > 1)) return false;
    return Object.values(stages).every((stage) => stage.status === 'completed');
  }

  /** C9. */
  protected async needsNoMore(fork: Run, { stages }: Checkpoint, from: string): Promise<void> {
    this.seen.kept++;
    const plan = await this.planned(fork, []);
    const later = new Set([from]);
    const { main } = this.project;
    for (const { id, reads } of main.stages) if (reads.some((one) => later.has(one))) later.add(id);
    const more = (plan?.tasks ?? []).filter(
      ({ address, action }) =>
        action === 'run' && !later.has(address.split(/[[/]/)[0] ?? '') && stages[address.split(/[[/]/)[0] ?? ''],
    );
    assert.deepEqual(more, [], `C9: a fork from ${from} would do again what it does not change`);
  }

  /** A part of the run. */
  protected async part(run: Run, checkpoint: Checkpoint): Promise<void> {
    const { luck } = this;
    const stages = Object.keys(checkpoint.stages);
    const argv: string[] = luck.chance(0.5) ? ['--until', luck.pick(stages)] : ['--only', luck.pick(stages), '--keep'];
    if (luck.chance(0.3)) argv.push(argv[0] === '--until' ? '--until' : '--only', luck.pick(stages));
    if (luck.chance(0.5)) argv.push('--from', luck.pick(stages));
    await this.driven(run, argv);
    if (luck.chance(0.6)) await this.driven(run);
  }

  /** A trial changes nothing of the run. */
  protected async tries(run: Run, checkpoint: Checkpoint): Promise<void> {
    const { luck, shop } = this;
    const before = shop.files();
    this.seen.trials++;
    const ended = this.ended(run.id);
    await this.types('run', run.id, '--only', luck.pick(this.addresses(checkpoint)), '--json');
    run.tried += this.ended(run.id) - ended;
    const after = shop.files();
    for (const [file, text] of before)
      if (!/^(effects\.log|flaky\/.*)$/.test(file)) assert.equal(after.get(file), text, `a trial changes ${file}`);
    await this.looked(run);
  }

  protected async steers(run: Run, checkpoint: Checkpoint): Promise<void> {
    const { luck } = this;
    const stages = Object.keys(checkpoint.stages);
    const dice = luck.int(1, 7);
    if (dice === 1) await this.types('cancel', run.id);
    else if (dice === 2) await this.types('pause', run.id);
    else if (dice === 3 || dice === 4) await this.types('unpause', run.id);
    else if (dice === 5) await this.types('skip', run.id, luck.pick(stages));
    else {
      const usd = (checkpoint.cost.at_most_usd_micros / 1000 + luck.int(0, 5)) / 1000;
      if (luck.chance(0.5)) await this.types('budget', run.id, String(usd));
      else {
        const parts = luck.chance(0.5) ? { stages: { [luck.pick(stages)]: luck.int(0, 4) / 1000 } } : {};
        const most = luck.chance(0.3) ? { max_cost: luck.int(0, 3) / 1000 } : {};
        this.shop.steer(run.id, { budget: { ...(luck.chance(0.6) ? { usd } : {}), ...parts, ...most } });
        this.note(`budget ${JSON.stringify(this.shop.manifest(run.id).budget)}`);
      }
      run.most = Math.max(run.most, mostOf(this.shop.manifest(run.id)));
      run.hasBudget = true;
    }
    await this.driven(run);
  }

  /** The project on another machine. */
  protected async moves(run: Run): Promise<void> {
    this.note('a fresh clone');
    this.shop.remove('.pipeline-runner');
    for (const one of this.runs) one.isCut = true;
    await this.driven(run);
  }

  /** A file of the run is gone, or is another: it is made again, or the run says so. */
  protected async loses(run: Run, checkpoint: Checkpoint): Promise<void> {
    const { luck, shop } = this;
    const files = [...checkpointArtifacts(checkpoint)].filter(({ path }) => shop.has(path));
    if (files.length === 0) return;
    const { path, task } = luck.pick(files);
    shop.remove(path);
    this.done.clear();
    this.isLossy = true;
    this.note(`${path} of ${task} is lost`);
    await this.retries(run, checkpoint);
  }

  protected async another(): Promise<void> {
    if (this.runs.length >= 4) return;
    const inputs = this.luck.chance(0.6) ? INPUTS : this.newInputs();
    await this.driven(
      this.newRun(`x${this.runs.length}`, inputs, { pipeline: 'main', inputs: inputs as never, ...this.limits() }),
    );
  }

  protected async answers(run: Run, checkpoint: Checkpoint): Promise<void> {
    const { luck, shop } = this;
    const open = [...checkpointTasks(checkpoint)].filter(
      ({ task }) => task.status === 'awaiting_approval' && task.approval && task.approval.decision === undefined,
    );
    if (open.length > 1 && luck.chance(0.5))
      return this.anyOrder(
        run,
        open.map(({ address }) => address),
      );
    const gate = luck.pick(open);
    const decision = luck.pick(['approve', 'approve', 'approve', 'request-changes', 'reject']);
    const feedback = decision === 'approve' ? [] : ['--feedback', luck.pick(['x', 'y'])];
    const { code } = await this.types(decision, run.id, gate.address, ...feedback);
    if (code === 0 && luck.chance(0.7)) return this.driven(run);
    const people = ['ann', 'bob'].slice(0, luck.int(1, 2));
    const given = people.map((who) => ({
      by: `${who}@example.org`,
      approved: true,
      of: gate.task.approval?.subject ?? '',
    }));
    const { approvals = {} } = shop.manifest(run.id) as { approvals?: JsonObject };
    shop.steer(run.id, { approvals: { ...approvals, [gate.address]: given } });
    this.note(`by hand ${gate.address} ${people.join(', ')}`);
    await this.driven(run);
  }

  /** C7. */
  protected async anyOrder(run: Run, gates: readonly string[]): Promise<void> {
    this.seen.orders++;
    const ends: unknown[] = [];
    using other = this.shop.copy();
    for (const [shop, order] of [
      [other, gates.toReversed()],
      [this.shop, gates],
    ] as const) {
      for (const gate of order) {
        await shop.cli('approve', run.id, gate);
        await shop.cli('run', run.id);
      }
      const checkpoint = shop.checkpoint(run.id);
      ends.push(checkpoint && outcomeOf(checkpoint));
    }
    this.note(`approve ${gates.join(', ')} in any order`);
    assert.deepEqual(ends[1], ends[0], 'C7: another order of the same answers comes to something else');
    await this.looked(run);
  }
}
