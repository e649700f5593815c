/** A finished task of a checkpoint, as lineage shows it. Pure. */
import type { Checkpoint, CheckpointApproval, CheckpointStage } from '../../model/checkpoint.ts';
import { roundsOf } from '../../report/gates.ts';
import type { LineageApproval, LineageFile, LineageTask } from '../../report/lineage-text.ts';

/** null: the stage has no result. A result that will be replaced counts until then. */
export function lineageTask(checkpoint: Checkpoint, address: string, task: CheckpointStage): LineageTask | null {
  const { attempts = [] } = task;
  const result = task.result ?? task.earlier?.find(({ replaced }) => replaced !== true);
  if (!result) return null;
  const made = attempts.findLast(({ outcome }) => outcome === 'success');
  const approval = roundsOf(task).findLast(({ decision }) => decision === 'approve');
  const published = Object.values(result.artifacts ?? {}).map(
    ({ path, sha256, bytes, media_type }): LineageFile => ({ path, sha256, bytes, media_type }),
  );
  const { output } = result;
  const kept: LineageFile[] =
    'file' in output ? [{ path: output.file, sha256: output.sha256, bytes: output.bytes, media_type: null }] : [];
  return {
    run: checkpoint.run,
    task: address,
    generation: (made ?? approval)?.generation ?? 1,
    attempt: made?.n ?? null,
    at: result.at,
    taken_from: result.from ?? null,
    approval: approval ? answerOf(approval) : null,
    effect_key: made?.effect_key ?? null,
    depends: result.depends,
    artifacts: [...published, ...kept],
  };
}

/** The answer with which a gate passed its content. */
function answerOf(approval: CheckpointApproval): LineageApproval {
  const { iteration, by = [], feedback = null, edited = null, waived = false } = approval;
  return { decision: 'approve', iteration, by, feedback, edited, waived };
}
