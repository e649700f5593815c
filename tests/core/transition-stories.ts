/**
 * Small runs that together go through the whole table of core/transitions.ts. docs/states.md names them as its tests.
 *
 * Each is told through `evolve`, as the engine would; what it went through is observed, not claimed.
 */
import { evolve } from '../../src/core/evolve.ts';
import type { Transition } from '../../src/core/transitions.ts';
import { digest, itemKey, projectPath, runId, runUid, usdMicros } from '../../src/model/brand.ts';
import type { Event, RunEnd } from '../../src/model/event.ts';
import type { Decision } from '../../src/model/gate.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import type { RunPhase } from '../../src/model/state.ts';
import { buildPipeline, childStage, type GraphSpec, RETRY, type StageSpec } from '../rig/build-pipeline.ts';
import { transitionsIn } from '../rig/observed.ts';
import { PLAIN_GATE } from '../rig/plain-gate.ts';
import { address, Story } from '../rig/story.ts';

const failure = { code: 'expr/failed', message: 'no such field', retry: 'never' } as const;
const output = { type: 'inline', value: 1 } as const;
const subject = digest('sha256:5');

/** A story that notes what really happens in it. */
class Watched extends Story {
  private readonly made: Transition[];

  constructor(pipeline: Pipeline, made: Transition[]) {
    super(pipeline);
    this.made = made;
    const of = { name: pipeline.name, digest: digest('sha256:11') };
    const name = { run: runId('ep001'), uid: runUid('uid'), pipeline: of, generation: 1, inputs: {}, from: [] };
    const first = { type: 'generation-started', at: this.now, ...name } as const;
    this.made.push(...transitionsIn(null, first, evolve(pipeline, null, first)));
  }

  override tell(event: Parameters<Story['tell']>[0]): void {
    const before = this.state;
    super.tell(event);
    // The constructor of Story tells too, before there is a list.
    this.made?.push(...transitionsIn(before, { ...event, at: this.now } as Event, this.state));
  }

  /** Expanded, prepared, executed. */
  makes(task: string, fingerprint?: string): void {
    this.expands(task);
    this.prepares(task, fingerprint);
    this.starts(task);
    this.succeeds(task);
  }

  starts(task: string): void {
    const n = this.task(task).attempts.length + 1;
    this.tell({ type: 'attempt-started', task: address(task), n, effectKey: 'key' });
  }

  expands(task: string): void {
    this.tell({ type: 'stage-expanded', task: address(task), expansion: { type: 'single' } });
  }

  prepares(task: string, fingerprint = 'sha256:f1'): void {
    this.tell({ type: 'task-prepared', task: address(task), fingerprint: digest(fingerprint), depends: {} });
  }

  breaks(task: string): void {
    this.tell({ type: 'task-broken', task: address(task), failure });
  }

  cancels(): void {
    this.tell({ type: 'cancel-requested' });
  }

  pauses(): void {
    this.tell({ type: 'run-paused', reason: 'manifest', message: 'paused', needs: null });
  }

  opens(task: string): void {
    this.expands(task);
    this.prepares(task);
    this.tell({ type: 'child-opened', task: address(task), inputs: {} });
  }

  ends(status: RunEnd): void {
    this.tell({ type: 'run-ended', status, outputs: null });
  }

  /** Expands, prepares and asks. */
  asksAt(gate: string, iteration = 1, fingerprint = 'sha256:f1'): void {
    this.expands(gate);
    this.prepares(gate, fingerprint);
    const files = { read: projectPath('asked/g.1.yaml'), draft: null };
    const words = { question: 'Is it good?', how: 'approved: true', author: null, standing: [] };
    this.tell({ type: 'gate-asked', task: address(gate), iteration, subject, ...words, ...files });
  }

  answers(gate: string, decision: Decision): void {
    const nothing = { by: [], items: null, edited: null, waived: false, consumed: [] };
    const feedback = decision === 'approve' ? null : 'shorter';
    const made = decision === 'approve' ? { output } : {};
    this.tell({ type: 'gate-answered', task: address(gate), decision, feedback, ...nothing, ...made });
  }
}

/** `a`, a gate that asks about it and sends back to it, and what else there is. */
const gated = (more: GraphSpec = {}): Pipeline =>
  buildPipeline({
    a: {},
    review: { uses: 'approval', needs: ['a'], gate: PLAIN_GATE },
    ...more,
  });

type Begin = (pipeline: Pipeline) => Watched;

/** At the gate: `a` is done and `review` asks. */
function asked(begin: Begin, more: GraphSpec = {}): Watched {
  const story = begin(gated(more));
  story.makes('a');
  story.asksAt('review');
  return story;
}

/** A run in that phase, in which nothing is in flight. */
function inPhase(begin: Begin, phase: RunPhase): Watched {
  const story = asked(begin);
  if (phase === 'paused') story.pauses();
  if (phase === 'awaiting') story.tell({ type: 'run-awaiting' });
  if (phase === 'cancelling' || phase === 'cancelled') story.cancels();
  if (phase === 'completed') story.answers('review', 'approve');
  if (phase === 'failed') story.breaks('review');
  if (phase === 'rejected') story.answers('review', 'reject');
  const end = ENDED.find((one) => one === phase);
  if (end) story.ends(end);
  return story;
}

const ENDED: readonly RunEnd[] = ['completed', 'failed', 'rejected', 'cancelled'];
export const PHASES: readonly RunPhase[] = ['running', 'paused', 'awaiting', 'cancelling', ...ENDED];

const child = (): StageSpec => childStage(buildPipeline({ in: {} }));

const OTHERS: GraphSpec = { fresh: {}, ready: {}, late: {}, done: {}, lost: {} };

/** Beside what a story is about: tasks to which nothing must happen when something happens to all. */
function alsoInAllOthers(story: Watched): void {
  for (const task of ['fresh', 'ready', 'late']) story.expands(task);
  story.prepares('ready');
  story.prepares('late');
  story.starts('late');
  story.fails('late', 100);
  story.makes('done');
  story.expands('lost');
  story.breaks('lost');
}

/** Title -> what happens. */
const stories: Readonly<Record<string, (begin: Begin) => void>> = {
  'a run continues, ends and is rerun': (begin) => {
    for (const phase of PHASES) if (phase !== 'cancelling') inPhase(begin, phase).reruns();
    const story = begin(buildPipeline({ a: {} }));
    story.makes('a');
    story.ends('completed');
    story.reruns();
    story.expands('a');
    story.prepares('a');
    story.tell({ type: 'task-reused', task: address('a') });
  },

  'executions of a run start and end in every phase': (begin) => {
    for (const phase of PHASES) {
      const story = inPhase(begin, phase);
      const diagnostic = { code: 'checkpoint/older', severity: 'warning', message: 'changed', at: null } as const;
      story.tell({ type: 'notice', diagnostic });
      story.tell({ type: 'notices-withdrawn', diagnostics: [diagnostic] });
      story.tell({ type: 'execution-ended', reason: 'rest' });
      story.crashes();
    }
  },

  'a run is paused, waits for answers, continues and is cancelled': (begin) => {
    inPhase(begin, 'paused').tell({ type: 'run-unpaused' });
    inPhase(begin, 'awaiting').tell({ type: 'run-resumed' });
    for (const phase of ['awaiting', 'paused'] as const) inPhase(begin, phase).pauses();
    for (const phase of ['running', 'paused', 'awaiting'] as const) inPhase(begin, phase).cancels();
  },

  'finally stages end after a run has ended in any way': (begin) => {
    for (const phase of ENDED) {
      const story = inPhase(begin, phase);
      story.tell({ type: 'finals-ended' });
    }
  },

  'a stage is single, a list, skipped or broken, and is undone by a rerun or by changes': (begin) => {
    const stages = {
      list: { needs: ['a'] },
      none: { needs: ['a'] },
      bad: { needs: ['a'], onError: 'continue' },
    } as const;
    for (const undo of ['rerun', 'changes'] as const) {
      const story = asked(begin, stages);
      const keys = [itemKey('k1'), itemKey('k2')];
      story.tell({ type: 'stage-expanded', task: address('list'), expansion: { type: 'items', keys } });
      story.tell({ type: 'stage-expanded', task: address('none'), expansion: { type: 'skip', reason: 'when' } });
      story.tell({ type: 'stage-broken', task: address('bad'), failure });
      if (undo === 'rerun') story.reruns();
      else story.answers('review', 'changes');
    }
  },

  'an attempt reports, fails, is retried and succeeds': (begin) => {
    const story = begin(buildPipeline({ a: {}, b: {} }));
    story.expands('a');
    story.prepares('a');
    story.starts('a');
    story.tell({ type: 'attempt-external', task: address('a'), n: 1, externalId: 'job-1' });
    story.tell({ type: 'attempt-progressed', task: address('a'), n: 1, progress: { done: 1, total: 2, label: null } });
    story.costs('a', 5);
    const call = { task: address('a'), n: 1, call: 1 };
    const money = { ceiling: usdMicros(5), reserve: usdMicros(5) };
    story.tell({ type: 'call-granted', ...call, provider: 'writer', model: 'm', ...money });
    story.settles('a', 1, 5);
    story.tell({ type: 'call-granted', ...call, call: 2, provider: 'writer', model: 'm', ...money });
    story.tell({ type: 'call-dropped', ...call, call: 2 });
    story.fails('a', 100);
    story.starts('a');
    story.fails('a', 100);
    story.prepares('a', 'sha256:f2');
    story.prepares('a', 'sha256:f3');
    story.starts('a');
    story.succeeds('a');
    story.expands('b');
    story.prepares('b');
    story.starts('b');
    story.fails('b');
  },

  'an attempt ends with its runner or with its run': (begin) => {
    const story = begin(buildPipeline({ a: {}, b: { retry: { ...RETRY, maxLost: 0 } }, c: {}, d: {}, ...OTHERS }));
    for (const task of ['a', 'b', 'c', 'd']) {
      story.expands(task);
      story.prepares(task);
      story.starts(task);
    }
    story.stops('c', 'shutdown');
    story.prepares('c');
    story.starts('c');
    story.stops('c', 'budget');
    story.cancels();
    story.stops('d', 'cancelled');
    alsoInAllOthers(story);
    story.crashes();
  },

  'tasks that wait are cancelled with their run': (begin) => {
    const story = asked(begin, { sub: child(), slow: {}, ...OTHERS });
    story.opens('sub');
    story.expands('slow');
    story.prepares('slow');
    story.starts('slow');
    story.fails('slow', 100);
    alsoInAllOthers(story);
    story.cancels();
    story.ends('cancelled');
  },

  'a sub-pipeline opens and completes, fails or is rejected': (begin) => {
    const story = begin(buildPipeline({ a: child(), b: child(), c: child() }));
    for (const task of ['a', 'b', 'c']) story.opens(task);
    story.makes('a/in');
    story.tell({ type: 'child-closed', task: address('a'), output });
    story.breaks('b');
    story.tell({ type: 'child-rejected', task: address('c'), gate: 'c/review', feedback: 'no' });
  },

  'a stage or task that cannot be evaluated fails': (begin) => {
    const story = begin(gated({ b: {}, c: {} }));
    story.expands('b');
    story.breaks('b');
    story.expands('c');
    story.prepares('c');
    story.starts('c');
    story.fails('c', 100);
    story.breaks('c');
    story.makes('a');
    story.expands('review');
    story.prepares('review');
    story.breaks('review');
    asked(begin).breaks('review');
  },

  'a gate asks, notes remarks, reminds and is answered': (begin) => {
    for (const decision of ['approve', 'changes', 'reject'] as const) {
      const story = asked(begin);
      story.tell({
        type: 'gate-noted',
        task: address('review'),
        standing: [digest('sha256:a1')],
        given: [],
        remark: null,
      });
      story.tell({ type: 'gate-reminded', task: address('review'), n: 1 });
      story.answers('review', decision);
    }
  },

  'after a rerun a gate continues its question or asks another one': (begin) => {
    const story = asked(begin);
    story.reruns();
    story.makes('a');
    story.asksAt('review');
    story.reruns();
    story.makes('a');
    story.asksAt('review', 2, 'sha256:f2');
  },
};

export const storyTitles: readonly string[] = Object.keys(stories);

/** A run of which nobody takes notes, in that phase. */
export const runIn = (phase: RunPhase): Story => inPhase((pipeline) => new Watched(pipeline, []), phase);

/** What really happens in a story. */
export function madeBy(title: string): readonly Transition[] {
  const made: Transition[] = [];
  stories[title]?.((pipeline) => new Watched(pipeline, made));
  return made;
}
