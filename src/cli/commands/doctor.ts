/** `doctor`: checks that everything the project needs is installed and works. */
import { examine } from '../../app/doctor.ts';
import { microsOf } from '../../model/money.ts';
import { doctorText } from '../../report/doctor-text.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { DoctorFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { packageFolder } from '../package-folder.ts';
import { programName, withProgramName } from '../program-name.ts';
import { jsonText, refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

/** Default limit for all test calls together, in dollars. */
const USUAL_MOST = 0.01;

export async function doctorCommand(terminal: Terminal, flags: DoctorFlags): Promise<ExitCode> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return refused(terminal, project.error);
  const { json = false, call = false, maxCost = USUAL_MOST } = flags;
  const budget = call ? microsOf(maxCost) : null;
  const findings = await examine(project.value, { home: packageFolder(), budget, env: terminal.env });
  const isFine = findings.every(({ state }) => state !== 'missing');
  const text = (): string => withProgramName(doctorText(findings, terminal.paint.out), programName(terminal));
  terminal.out(json ? jsonText({ ok: isFine, findings }) : text());
  return isFine ? EXIT.completed : EXIT.failed;
}
