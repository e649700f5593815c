/** What somebody does with a run that rests, and while it works: everything that files and commands allow. */

import { answerGate } from '../../../src/app/steer/answer.ts';
import { cancelRun, pauseRun, skipStage, unpauseRun } from '../../../src/app/steer/settings.ts';
import { retryRun } from '../../../src/app/steer.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { checkpointTasks } from '../../../src/report/checkpoint-tasks.ts';
import type { Luck } from '../luck.ts';
import type { Desk } from './desk.ts';
import type { Effects } from './effects.ts';
import type { WholeLaws } from './laws.ts';
import { type Lives, RUN } from './lives.ts';

export interface Around {
  readonly lives: Lives;
  readonly desk: Desk;
  readonly effects: Effects;
  readonly laws: WholeLaws;
  /** What it does is the same whether or not the run is interrupted. */
  readonly isSteady: boolean;
  readonly note: (line: string) => void;
  /** Drives the run as far as these stages. */
  readonly until: (stages: readonly string[]) => Promise<void>;
  /** Lets another machine work on the run, too. */
  readonly onTwoMachines: () => Promise<void>;
}

export class Person {
  /** Takes back what the runner does not take; null: that was nothing. */
  undo: (() => void) | null = null;
  private readonly luck: Luck;
  private readonly around: Around;
  private older: string | null = null;

  constructor(luck: Luck, around: Around) {
    this.luck = luck;
    this.around = around;
  }

  async acts(checkpoint: Checkpoint): Promise<void> {
    const { luck } = this;
    const { lives, isSteady, desk, note } = this.around;
    const { status } = checkpoint;
    this.undo = null;
    if (this.older === null && luck.chance(0.4)) this.older = lives.read('runs/r.checkpoint.json');
    const dice = luck.draw();
    if (dice < 0.1) return this.files();
    if (status === 'awaiting_approval' && dice < 0.8) return this.answers(checkpoint);
    if (status === 'paused') return this.did('unpause', await unpauseRun(await lives.open(), RUN));
    if (status === 'budget_exceeded') {
      desk.manifest({ budget: budgetOver(checkpoint, luck.int(1, 3)) });
      return note('a larger budget');
    }
    const isOpen = status === 'running' || status === 'awaiting_approval' || (dice < 0.3 && !isSteady);
    return isOpen ? this.steers(checkpoint) : this.reruns(checkpoint);
  }

  /** An edit while the run is driven. */
  meanwhile(luck: Luck, generation: number): void {
    const { desk, laws, lives, note } = this.around;
    laws.seen.edits++;
    const stage = luck.pick(desk.stages);
    const dice = luck.int(1, 12);
    note(`  meanwhile ${dice} ${stage.id}`);
    const n = generation + luck.int(0, 2);
    if (dice <= 2) desk.manifest({ paused: true });
    else if (dice === 3) desk.manifest({ cancelled: true });
    else if (dice === 4 && (stage.when || stage.isSkippable || stage.onError === 'continue'))
      desk.manifest({ skip: [stage.id] });
    else if (dice <= 6) desk.manifest({ approved: true });
    else if (dice === 7) desk.manifest({ rerun: n });
    else if (dice === 8) desk.manifest({ rerun: { n, from: stage.id } });
    else if (dice === 9) desk.manifest({ inputs: { ...desk.inputs, topic: luck.pick(['a', 'b', 'c']) } });
    else if (dice === 10) desk.manifest({ budget: { usd: luck.pick([0.001, 0.004]) } });
    else if (dice === 11) desk.rewords(stage);
    else if (lives.has('runs/r.checkpoint.json') && this.hasCopy) lives.remove('runs/r.checkpoint.json');
  }

  private did(what: string, outcome: { readonly ok: boolean }): void {
    this.around.note(outcome.ok ? what : `${what}, which is refused`);
  }

  private async steers(checkpoint: Checkpoint): Promise<void> {
    const { luck } = this;
    const { lives, desk, note, until } = this.around;
    const project = await lives.open();
    const { id } = luck.pick(desk.stages);
    switch (luck.int(1, 8)) {
      case 1:
        return this.did('cancel', await cancelRun(project, RUN));
      case 2:
        return this.did('pause', await pauseRun(project, RUN));
      case 3:
        return this.did(`skip ${id}`, await skipStage(project, RUN, id));
      case 4:
        note(`until ${id}`);
        return checkpoint.stages[id] ? until([id]) : undefined;
      default:
        return this.reruns(checkpoint);
    }
  }

  private async reruns(checkpoint: Checkpoint): Promise<void> {
    const { luck } = this;
    const { lives, desk, effects, laws, isSteady, note } = this.around;
    this.undo = desk.kept();
    const tasks = [...checkpointTasks({ stages: checkpoint.stages })].map(({ address }) => address);
    const from = luck.chance(0.35) && tasks.length > 0 ? [luck.pick(tasks)] : [];
    if (desk.steering.cancelled) desk.manifest({ cancelled: false });
    if (!isSteady && luck.chance(0.3)) desk.manifest({ budget: budgetOver(checkpoint, luck.int(0, 4)) });
    if (luck.chance(0.5)) {
      effects.isMended = true;
      note('mended');
    }
    if (luck.chance(0.35)) {
      const names = await desk.edits();
      laws.isRedefined = true;
      note(`edited ${names.join(', ')}`);
    }
    if (luck.chance(0.3)) {
      desk.newInputs();
      note(`inputs ${JSON.stringify(desk.inputs)}`);
    }
    if (luck.chance(0.15)) {
      const gates = desk.stages.filter(({ gate }) => gate?.auto).map(({ id }) => id);
      desk.manifest({ auto_approve: luck.chance(0.7) ? gates : [] });
      note(`auto_approve ${gates.join(', ')}`);
    }
    note(`retry ${from.join(', ')}`);
    const n = checkpoint.generation + 1;
    // The command asks git who somebody is, which takes long.
    const retried = luck.chance(0.15) ? await retryRun(await lives.open(), RUN, from) : { ok: true };
    if (retried.ok) desk.manifest({ rerun: from.length > 0 ? { n, from } : n });
    else this.undo();
  }

  private async answers(checkpoint: Checkpoint): Promise<void> {
    const { luck } = this;
    const { lives, desk, note } = this.around;
    const asks = [...checkpointTasks({ stages: checkpoint.stages })].filter(
      ({ task }) => task.status === 'awaiting_approval' && task.approval && task.approval.decision === undefined,
    );
    if (luck.chance(0.15)) {
      const all = asks.map(({ address }) => [address, luck.pick([YES, YES, { changes: 'z' }])] as const);
      desk.manifest({ approvals: Object.fromEntries(all) });
      return note(`all ${JSON.stringify(all)}`);
    }
    const { address, task } = luck.pick(asks);
    const draft = task.approval?.draft;
    if (draft !== undefined && lives.has(draft) && luck.chance(0.4)) {
      desk.drafted(draft);
      note(`edits ${draft}`);
    }
    const decision = luck.pick(['approve', 'approve', 'approve', 'changes', 'changes', 'reject'] as const);
    const dice = luck.draw();
    if (dice < 0.2) {
      desk.manifest({ approved: true });
      return note('approved: true');
    }
    if (dice < 0.8) {
      const said = { approve: YES, changes: { changes: luck.pick(['x', 'y']) }, reject: { rejected: 'no' } }[decision];
      const about = luck.chance(0.5) ? { round: task.approval?.iteration ?? 1 } : {};
      const { approvals = {} } = desk.steering as { readonly approvals?: JsonObject };
      desk.manifest({ approvals: { ...approvals, [address]: { ...said, ...about } } });
      return note(`by hand ${address} ${JSON.stringify({ ...said, ...about })}`);
    }
    const feedback = decision === 'approve' ? null : luck.pick(['shorter', 'longer']);
    const given = await answerGate(await lives.open(), RUN, { gate: address, decision, feedback, items: null });
    this.did(`${decision} ${address}`, given);
  }

  /** Files come and go, and time passes. */
  private async files(): Promise<void> {
    const { luck } = this;
    const { lives, isSteady, note, onTwoMachines } = this.around;
    if (!isSteady && luck.chance(0.4)) return onTwoMachines();
    const dice = luck.int(1, 4);
    if (dice === 1) {
      note('a fresh clone');
      lives.remove('.pipeline-runner');
    } else if (dice === 2 && this.older !== null && this.hasCopy) {
      note('an older checkpoint is checked out');
      lives.put('runs/r.checkpoint.json', this.older);
    } else if (dice === 3 && this.hasCopy) {
      note('the checkpoint is removed');
      lives.remove('runs/r.checkpoint.json');
    } else if (dice === 4) {
      note('days pass');
      lives.ahead += luck.int(1, 20) * 86_400_000;
    }
  }

  /** This machine can put the checkpoint back. */
  private get hasCopy(): boolean {
    return this.around.lives.has('.pipeline-runner/backup/r.json');
  }
}

const YES: JsonObject = { approved: true };

/** Of so many calls more than were paid for, US dollars. */
const budgetOver = ({ cost }: Checkpoint, calls: number): JsonObject => ({
  usd: (cost.at_most_usd_micros + calls * 1000) / 1_000_000,
});
