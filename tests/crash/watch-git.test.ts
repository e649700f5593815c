/** `watch --git` killed at random instants, while a person answers by commits. `SEED=` repeats a sequence of kills. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { SealedCheckpoint } from '../../src/model/checkpoint.ts';
import { APPROVED, gated, READY, stopped, Team } from '../e2e/git-team.ts';
import { personSide } from '../rig/git.ts';
import { Luck } from '../rig/luck.ts';
import { stageIn } from '../rig/project.ts';
import { inMemory } from './graph.ts';

inMemory();

const KILLS = 14;
const RUNS = Array.from({ length: KILLS / 2 }, (_, n) => `r${n}`);
/** Notes by what work it is known, over all its attempts; takes long enough to be killed in. */
const keyed = (output: string, more = {}) => ({
  uses: 'command',
  with: {
    argv: [
      'sh',
      '-c',
      `echo "$PIPELINE_RUN $PIPELINE_STAGE $PIPELINE_EFFECT_KEY" >> "@notes"; sleep 0.1; echo '${output}'`,
    ],
  },
  ...more,
});

/** Asks for changes in the first round of each run and approves the second, with a draft of her own. */
class Editor {
  readonly #team: Team;
  readonly #answered = new Set<string>();
  /** By run: the commit of the approval. */
  readonly approvals = new Map<string, string>();

  constructor(team: Team) {
    this.#team = team;
  }

  answerAll(): void {
    const files: Record<string, string> = {};
    for (const run of RUNS) {
      const approval = this.#team.approval(run);
      const round = `${run} ${approval?.iteration}`;
      if (!approval || approval.decision !== undefined || this.#answered.has(round)) continue;
      this.#answered.add(round);
      const isLast = approval.iteration === 2;
      files[`runs/${run}.yaml`] =
        `pipeline: main\n${isLast ? APPROVED : 'approvals: { review: { changes: again } }\n'}`;
      if (isLast) files[`runs/${run}.run/drafts/review.2.yaml`] = `title: Of ${run}\n`;
    }
    if (Object.keys(files).length === 0) return;
    const { ann } = this.#team;
    ann.git('pull', '--quiet', '--rebase', 'origin', 'main');
    ann.publish(files, 'Answer');
    const commit = ann.git('rev-parse', 'HEAD');
    for (const draft of Object.keys(files).filter((file) => file.includes('/drafts/')))
      this.approvals.set(draft.slice('runs/'.length, draft.indexOf('.run/')), commit);
  }
}

/** Effect keys of what the checkpoints of the daemon say is done, and how much was begun by then. */
function doneIn(team: Team): { readonly begun: number; readonly keys: ReadonlySet<string> } {
  const files = RUNS.map((run) => path.join(team.tree, `runs/${run}.checkpoint.json`)).filter((file) =>
    existsSync(file),
  );
  const checkpoints = files.map((file): SealedCheckpoint => JSON.parse(readFileSync(file, 'utf8')));
  const attempts = checkpoints.flatMap(({ stages }) => Object.values(stages).flatMap((stage) => stage.attempts ?? []));
  const done = attempts.filter(({ outcome }) => outcome === 'success').map(({ effect_key }) => effect_key);
  return { begun: team.notes().length, keys: new Set(done) };
}

test('with repeated kills while commits approve, everything is done once, and no answer is lost', {
  timeout: 110_000,
}, async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const luck = new Luck(seed);
  const told = (text: string): string => `${text} (SEED=${seed})`;
  const { review } = gated().stages;
  const stages = { outline: keyed('{"title":"Rockets"}'), review, last: keyed('done', { needs: ['review'] }) };
  await using team = new Team({ pipelines: { main: { stages } }, config: { git: { interval: '100ms' } } });
  team.host.put('pipelines/main.yaml', 'half: done\n');
  const before = personSide(team.host);
  const editor = new Editor(team);
  const kept: ReturnType<typeof doneIn>[] = [];
  for (let n = 0; n < KILLS; n += 1) {
    const daemon = team.start();
    const [run] = n % 2 === 0 ? RUNS.slice(n / 2) : [];
    if (run !== undefined) team.asks([run]);
    if (luck.chance(0.7)) await daemon.said(READY);
    editor.answerAll();
    await delay(luck.int(0, 700)); // a random instant is what this test is about
    assert.equal((await daemon.kill()).signal, 'SIGKILL', told('it ended by itself'));
    kept.push(doneIn(team));
  }
  const daemon = await team.watching();
  await team.until(() => {
    editor.answerAll();
    return RUNS.every((run) => team.checkpoint(run)?.status === 'completed');
  });
  await stopped(daemon);
  const notes = team.notes();
  for (const { begun, keys } of kept)
    for (const note of notes.slice(begun)) assert.ok(!keys.has(note.split(' ')[2] ?? ''), told(`again: ${note}`));
  for (const run of RUNS) {
    const works = new Set(notes.filter((note) => note.startsWith(`${run} `)));
    assert.equal(works.size, 3, told(`${run}: ${[...works].join()}`));
    const { approval, result } = stageIn(await team.reaches(run, 'completed'), 'review');
    assert.deepEqual([approval?.iteration, approval?.by?.[0]?.commit], [2, editor.approvals.get(run)], told(run));
    assert.deepEqual(result?.output, { value: { title: `Of ${run}` } }, told(run));
    const ends = team.statuses(run).filter(({ is }) => is === 'completed');
    assert.equal(ends.length, 1, told(run));
    assert.equal(team.forge.show(`runs/${run}.yaml`), `pipeline: main\n${APPROVED}`.trimEnd(), told(run));
    assert.equal(team.forge.show(`runs/${run}.run/drafts/review.2.yaml`), `title: Of ${run}`, told(run));
  }
  assert.equal(team.forge.git('rev-list', '--merges', 'main'), '', told('a merge'));
  assert.equal(personSide(team.host), before, told('the clone of a person was touched'));
  for (const { told: said, is } of RUNS.flatMap((run) => team.statuses(run))) assert.equal(said, is, told('status'));
});
