/** What `status` shows beside the checkpoint. Changes nothing. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { withoutEqual } from '../../core/notices.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Manifest } from '../../model/manifest.ts';
import { answerText, namedAnswers, shortAnswers } from '../../parse/manifest/stood-answers.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { textOf } from '../../parse/text/decode.ts';
import { openGates } from '../../report/gates.ts';
import { readManifestDocument } from '../project/read-manifest.ts';
import type { Project, RunView } from '../types.ts';
import { lateIn } from './frozen-edits.ts';
import { wantedOf } from './manifest-wants.ts';
import { missedAnswers } from './missed-answers.ts';
import { revertedAnswers } from './reverted-answers.ts';

export interface StatusNotes {
  /** Current diagnostics: mistakes that make the manifest unreadable, edits that came too late. */
  readonly now: readonly Diagnostic[];
  /** With its current pause; without corrected mistakes of the manifest, and without those of `now`. */
  readonly checkpoint: Checkpoint | null;
  /** The reason of the pause is gone: the run continues as soon as a process works on it. */
  readonly isFree: boolean;
  /** A pause or an end that the manifest requests and that has not happened yet; null: none. */
  readonly asked: string | null;
  /** Gates with an answer in the manifest that no process has looked at yet, and that will count. */
  readonly answered: readonly string[];
  /** By gate, why its answer will not count; null: it will, whatever was said about it before. */
  readonly remarks: ReadonlyMap<string, Diagnostic | null>;
}

export async function statusNotes(project: Project, view: RunView): Promise<StatusNotes> {
  const { run } = view;
  const file = manifestPath(run);
  if (!view.checkpoint || !existsSync(path.join(project.root, file)))
    return { ...(await notStarted(project, view)), isFree: false, asked: null, ...NOTHING };
  const { checkpoint, isFree, asked } = wantedOf(project, { ...view, checkpoint: view.checkpoint });
  const read = readManifestDocument(project, run);
  // A manifest that was never valid has its mistakes in the checkpoint.
  const broken = read.ok || checkpoint.status === 'invalid' ? [] : read.error;
  const text = project.read(file);
  const lines = new Set(text.ok ? textOf(text.value).split(/\r?\n/) : []);
  const reverted = read.ok ? revertedAnswers(project, checkpoint, read.value.manifest) : [];
  const now = [
    ...broken,
    ...reverted,
    ...(await lateIn(project, checkpoint)),
    ...(await missedAnswers(project, run, checkpoint)),
  ];
  const diagnostics =
    checkpoint.diagnostics &&
    withoutEqual(checkpoint.diagnostics, now).filter((one) => isStillSo(one, { file, lines }));
  const heard = read.ok && !view.driven ? await unreadAnswers(project, read.value.manifest, checkpoint) : NOTHING;
  return { now, checkpoint: diagnostics ? { ...checkpoint, diagnostics } : checkpoint, isFree, asked, ...heard };
}

/** A checkpoint without a manifest is reported by its reader. */
async function notStarted(
  project: Project,
  { manifest, checkpoint }: RunView,
): Promise<Pick<StatusNotes, 'now' | 'checkpoint'>> {
  if (checkpoint || !manifest || manifest.fork) return { now: [], checkpoint };
  const { renamedManifest } = await import('./renamed-manifest.ts');
  return { now: await renamedManifest(project, manifest), checkpoint };
}

type Heard = Pick<StatusNotes, 'answered' | 'remarks'>;
const NOTHING: Heard = { answered: [], remarks: new Map() };

/** Answers that were removed are looked for anew. */
const isStillSo = ({ code, at }: Diagnostic, manifest: Parameters<typeof isMended>[1]): boolean =>
  code !== 'answer/reverted' && !isMended(at, manifest);

/** Is the line that the diagnostic quotes no longer in the file? A shortened quote may still be. */
function isMended(
  at: Diagnostic['at'],
  { file, lines }: { readonly file: string; readonly lines: ReadonlySet<string> },
): boolean {
  if (at?.file !== file || !('excerpt' in at) || typeof at.excerpt !== 'string') return false;
  return !/[…*]/.test(at.excerpt) && !lines.has(at.excerpt);
}

/** Answers to open gates, if the manifest contains more than when they asked. */
async function unreadAnswers(project: Project, manifest: Manifest, checkpoint: Checkpoint): Promise<Heard> {
  const gates = newlyAnswered(project, manifest, checkpoint);
  if (gates.length === 0) return NOTHING;
  const { heardAnswers } = await import('./unheard-answers.ts');
  const heard = await heardAnswers(project, manifest);
  return {
    answered: gates.filter((gate) => (heard.get(gate) ?? null) === null),
    remarks: new Map(gates.flatMap((gate) => (heard.has(gate) ? [[gate, heard.get(gate) ?? null]] : []))),
  };
}

function newlyAnswered({ digests }: Project, manifest: Manifest, checkpoint: Checkpoint): string[] {
  const open = openGates(checkpoint);
  const short = open.length === 1 ? shortAnswers(manifest) : [];
  return open.flatMap(({ gate, approval: { standing = [] } }) => {
    const said = [...namedAnswers(manifest, gate), ...short].filter(({ answer }) => answer.decision !== 'not-yet');
    return said.some((one) => !standing.includes(digests.ofText(answerText(one)))) ? [gate] : [];
  });
}
