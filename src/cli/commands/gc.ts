/** `gc`: removes files that no run can need. */
import { collectGarbage } from '../../app/gc.ts';
import { type DurationMs, durationMs } from '../../model/brand.ts';
import { gcReport } from '../../report/gc-text.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GcFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { jsonText, refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

const MONTH: DurationMs = durationMs(30 * 86_400_000);

export async function gcCommand(terminal: Terminal, flags: GcFlags): Promise<ExitCode> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return refused(terminal, project.error);
  const { dryRun, keepCache = MONTH, keepGone = MONTH, recorded, json } = flags;
  const also = (['artifacts', 'pinned'] as const).filter((what) => flags[what] === true);
  const mode = dryRun ? 'count' : 'sweep';
  const wish = { mode, keepCache, keepGone, also, recorded } as const;
  const report = await collectGarbage(project.value, wish);
  terminal.out(json ? jsonText(report) : gcReport(report, terminal.paint.out));
  return report.refused.length > 0 ? EXIT.failed : EXIT.completed;
}
