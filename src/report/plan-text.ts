/** `plan`: what `run` would do now, wave by wave, and why. Pure. */
import type { DependsChange } from '../core/depends.ts';
import { type Colour, noPaint, type Paint } from './paint.ts';
import { table } from './table.ts';
import { aboutText, counted, durationText, oneLine } from './words.ts';

/**
 * `done`: finished in this generation. `reuse`: an earlier result stands. `run`: it would be executed now, once what
 * it needs is there. `later`: only known when other stages have run. `failed`: it failed in this generation and stays so. `broken`: it
 * cannot be evaluated and would fail.
 */
export type PlannedAction = 'done' | 'reuse' | 'run' | 'skip' | 'later' | 'failed' | 'broken';

/** As `--json` prints it. */
export interface PlannedTask {
  readonly address: string;
  /** From 1: stages of one wave can run at the same time. */
  readonly wave: number;
  readonly uses: string;
  readonly needs: readonly string[];
  readonly action: PlannedAction;
  /** One sentence without a full stop. */
  readonly reason: string;
  readonly changes: readonly DependsChange[];
  /** What it took in earlier runs. */
  readonly expected_ms: number | null;
}

export interface Plan {
  readonly run: string;
  readonly pipeline: string;
  /** `rests`: there is nothing to do. */
  readonly begins: 'new' | 'continues' | 'generation' | 'rests';
  readonly generation: number;
  readonly tasks: readonly PlannedTask[];
  /** Of what is still to be done; null: not known. */
  readonly expected_ms: number | null;
  /** What holds the run up before anything starts: `paused: true`, a budget. */
  readonly held: string | null;
}

const COLOURS: Readonly<Record<PlannedAction, Colour>> = {
  done: 'green',
  reuse: 'green',
  run: 'cyan',
  skip: 'dim',
  later: 'yellow',
  failed: 'red',
  broken: 'red',
};

export function planReport(plan: Plan, paint: Paint = noPaint): string {
  const head = ['WAVE', 'STAGE', 'KIND', 'ACTION', 'USUALLY', 'WHY'].map((title) => paint('dim', title));
  let wave = 0;
  const rows = plan.tasks.map((task) => {
    const shown = task.wave === wave ? '' : String(task.wave);
    wave = task.wave;
    const action = paint(COLOURS[task.action], task.action);
    const usually = task.expected_ms === null ? '' : durationText(task.expected_ms);
    return [shown, task.address, task.uses, action, usually, oneLine(task.reason)];
  });
  return `${[opening(plan, paint), '', ...table([head, ...rows]), '', closing(plan)].join('\n')}\n`;
}

const BEGINS: Readonly<Record<Plan['begins'], string>> = {
  new: 'would start',
  continues: 'would go on where it was',
  generation: 'would start again',
  rests: 'is at rest: there is nothing to do',
};

function opening({ run, pipeline, begins, generation }: Plan, paint: Paint): string {
  const nth = begins === 'generation' ? ` as generation ${generation}` : '';
  return `${paint('bold', run)} of pipeline ${pipeline} ${BEGINS[begins]}${nth}.`;
}

function closing({ tasks, expected_ms, held }: Plan): string {
  const counts = new Map<PlannedAction, number>();
  for (const { action } of tasks) counts.set(action, (counts.get(action) ?? 0) + 1);
  const parts = [...counts].map(([action, n]) => `${n} ${action}`);
  const time =
    expected_ms === null || expected_ms === 0 ? '' : `, about ${aboutText(expected_ms)} going by earlier runs`;
  const wait = held === null ? '' : `\nIt would stop before that: ${held}.`;
  return `${counted(tasks.length, 'task')}: ${parts.join(', ')}${time}. Nothing was executed.${wait}`;
}
