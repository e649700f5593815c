/** A person who steers a random run, at rest or during a drive, by all the edits and commands there are. */
import { answerGate } from '../../../src/app/steer/answer.ts';
import { cancelRun, pauseRun, skipStage, unpauseRun } from '../../../src/app/steer/settings.ts';
import { retryRun } from '../../../src/app/steer.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { checkpointTasks } from '../../../src/report/checkpoint-tasks.ts';
import type { Luck } from '../luck.ts';
import type { RunLaws } from './laws.ts';
import type { ProjectFiles } from './project-files.ts';
import { type ProjectFolder, RUN } from './project-folder.ts';
import type { TestService } from './test-service.ts';

export interface PersonOptions {
  readonly folder: ProjectFolder;
  readonly files: ProjectFiles;
  readonly service: TestService;
  readonly laws: RunLaws;
  /** The person does the same whether or not the run is interrupted. */
  readonly isSteady: boolean;
  readonly note: (line: string) => void;
  /** Drives the run as far as these stages. */
  readonly until: (stages: readonly string[]) => Promise<void>;
  /** Lets another machine work on the run as well. */
  readonly workOnTwoMachines: () => Promise<void>;
}

export class Person {
  /** Undoes the last edit, should the runner refuse it; null: there was none. */
  undo: (() => void) | null = null;
  private readonly luck: Luck;
  private readonly options: PersonOptions;
  private olderCheckpoint: string | null = null;

  constructor(luck: Luck, options: PersonOptions) {
    this.luck = luck;
    this.options = options;
  }

  async act(checkpoint: Checkpoint): Promise<void> {
    const { luck } = this;
    const { folder, isSteady, files, note } = this.options;
    const { status } = checkpoint;
    this.undo = null;
    if (this.olderCheckpoint === null && luck.chance(0.4)) this.olderCheckpoint = folder.read('runs/r.checkpoint.json');
    const dice = luck.draw();
    if (dice < 0.1) return this.changeFiles();
    if (status === 'awaiting_approval' && dice < 0.8) return this.answer(checkpoint);
    if (status === 'paused') return this.noteOutcome('unpause', await unpauseRun(await folder.open(), RUN));
    if (status === 'budget_exceeded') {
      files.changeManifest({ budget: budgetOver(checkpoint, luck.int(1, 3)) });
      return note('a larger budget');
    }
    const isOpen = status === 'running' || status === 'awaiting_approval' || (dice < 0.3 && !isSteady);
    return isOpen ? this.steer(checkpoint) : this.rerun(checkpoint);
  }

  /** An edit while the run is driven. */
  editDuringDrive(luck: Luck, generation: number): void {
    const { files, laws, folder, note } = this.options;
    laws.seen.edits++;
    const stage = luck.pick(files.stages);
    const dice = luck.int(1, 12);
    note(`  meanwhile ${dice} ${stage.id}`);
    const n = generation + luck.int(0, 2);
    if (dice <= 2) files.changeManifest({ paused: true });
    else if (dice === 3) files.changeManifest({ cancelled: true });
    else if (dice === 4 && (stage.when || stage.isSkippable || stage.onError === 'continue'))
      files.changeManifest({ skip: [stage.id] });
    else if (dice <= 6) files.changeManifest({ approved: true });
    else if (dice === 7) files.changeManifest({ rerun: n });
    else if (dice === 8) files.changeManifest({ rerun: { n, from: stage.id } });
    else if (dice === 9) files.changeManifest({ inputs: { ...files.inputs, topic: luck.pick(['a', 'b', 'c']) } });
    else if (dice === 10) files.changeManifest({ budget: { usd: luck.pick([0.001, 0.004]) } });
    else if (dice === 11) files.changeText(stage);
    else if (folder.has('runs/r.checkpoint.json') && this.hasBackup) folder.remove('runs/r.checkpoint.json');
  }

  private noteOutcome(what: string, outcome: { readonly ok: boolean }): void {
    this.options.note(outcome.ok ? what : `${what} (refused)`);
  }

  private async steer(checkpoint: Checkpoint): Promise<void> {
    const { luck } = this;
    const { folder, files, note, until } = this.options;
    const project = await folder.open();
    const { id } = luck.pick(files.stages);
    switch (luck.int(1, 8)) {
      case 1:
        return this.noteOutcome('cancel', await cancelRun(project, RUN));
      case 2:
        return this.noteOutcome('pause', await pauseRun(project, RUN));
      case 3:
        return this.noteOutcome(`skip ${id}`, await skipStage(project, RUN, id));
      case 4:
        note(`until ${id}`);
        return checkpoint.stages[id] ? until([id]) : undefined;
      default:
        return this.rerun(checkpoint);
    }
  }

  private async rerun(checkpoint: Checkpoint): Promise<void> {
    const { luck } = this;
    const { folder, files, service, laws, isSteady, note } = this.options;
    this.undo = files.snapshot();
    const tasks = [...checkpointTasks({ stages: checkpoint.stages })].map(({ address }) => address);
    const from = luck.chance(0.35) && tasks.length > 0 ? [luck.pick(tasks)] : [];
    if (files.currentManifest.cancelled) files.changeManifest({ cancelled: false });
    if (!isSteady && luck.chance(0.3)) files.changeManifest({ budget: budgetOver(checkpoint, luck.int(0, 4)) });
    if (luck.chance(0.5)) {
      service.isRepaired = true;
      note('repaired');
    }
    if (luck.chance(0.35)) {
      const names = await files.editPipelines();
      laws.isPipelineEdited = true;
      note(`edited ${names.join(', ')}`);
    }
    if (luck.chance(0.3)) {
      files.changeInputs();
      note(`inputs ${JSON.stringify(files.inputs)}`);
    }
    if (luck.chance(0.15)) {
      const gates = files.stages.filter(({ gate }) => gate?.auto).map(({ id }) => id);
      files.changeManifest({ auto_approve: luck.chance(0.7) ? gates : [] });
      note(`auto_approve ${gates.join(', ')}`);
    }
    note(`retry ${from.join(', ')}`);
    const n = checkpoint.generation + 1;
    // Mostly by an edit: the command asks git for the name of the person, which is slow.
    const retried = luck.chance(0.15) ? await retryRun(await folder.open(), RUN, from) : { ok: true };
    if (retried.ok) files.changeManifest({ rerun: from.length > 0 ? { n, from } : n });
    else this.undo();
  }

  private async answer(checkpoint: Checkpoint): Promise<void> {
    const { luck } = this;
    const { folder, files, note } = this.options;
    const asks = [...checkpointTasks({ stages: checkpoint.stages })].filter(
      ({ task }) => task.status === 'awaiting_approval' && task.approval && task.approval.decision === undefined,
    );
    if (luck.chance(0.15)) {
      const all = asks.map(({ address }) => [address, luck.pick([YES, YES, { changes: 'z' }])] as const);
      files.changeManifest({ approvals: Object.fromEntries(all) });
      return note(`all ${JSON.stringify(all)}`);
    }
    const { address, task } = luck.pick(asks);
    const draft = task.approval?.draft;
    if (draft !== undefined && folder.has(draft) && luck.chance(0.4)) {
      files.editDraft(draft);
      note(`edits ${draft}`);
    }
    const decision = luck.pick(['approve', 'approve', 'approve', 'changes', 'changes', 'reject'] as const);
    const dice = luck.draw();
    if (dice < 0.2) {
      files.changeManifest({ approved: true });
      return note('approved: true');
    }
    if (dice < 0.8) {
      const answer = { approve: YES, changes: { changes: luck.pick(['x', 'y']) }, reject: { rejected: 'no' } }[
        decision
      ];
      const about = luck.chance(0.5) ? { round: task.approval?.iteration ?? 1 } : {};
      const { approvals = {} } = files.currentManifest as { readonly approvals?: JsonObject };
      files.changeManifest({ approvals: { ...approvals, [address]: { ...answer, ...about } } });
      return note(`by hand ${address} ${JSON.stringify({ ...answer, ...about })}`);
    }
    const feedback = decision === 'approve' ? null : luck.pick(['shorter', 'longer']);
    const given = await answerGate(await folder.open(), RUN, { gate: address, decision, feedback, items: null });
    this.noteOutcome(`${decision} ${address}`, given);
  }

  /** Replaces or removes files of the runner, or lets time pass. */
  private async changeFiles(): Promise<void> {
    const { luck } = this;
    const { folder, isSteady, note, workOnTwoMachines } = this.options;
    if (!isSteady && luck.chance(0.4)) return workOnTwoMachines();
    const dice = luck.int(1, 4);
    if (dice === 1) {
      note('a fresh clone');
      folder.remove('.pipeline-runner');
    } else if (dice === 2 && this.olderCheckpoint !== null && this.hasBackup) {
      note('an older checkpoint is checked out');
      folder.put('runs/r.checkpoint.json', this.olderCheckpoint);
    } else if (dice === 3 && this.hasBackup) {
      note('the checkpoint is removed');
      folder.remove('runs/r.checkpoint.json');
    } else if (dice === 4) {
      note('days pass');
      folder.ahead += luck.int(1, 20) * 86_400_000;
    }
  }

  /** This machine can restore the checkpoint from its backup. */
  private get hasBackup(): boolean {
    return this.options.folder.has('.pipeline-runner/backup/r.json');
  }
}

const YES: JsonObject = { approved: true };

/** A budget for this many calls more than were paid so far, US dollars. */
const budgetOver = ({ cost }: Checkpoint, calls: number): JsonObject => ({
  usd: (cost.at_most_usd_micros + calls * 1000) / 1_000_000,
});
