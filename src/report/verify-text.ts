/** `verify`: what of a run still holds, line by line. Pure. */
import { noPaint, type Paint } from './paint.ts';
import { counted, oneLine } from './words.ts';

/** `untold`: what would tell is not here. */
export type Verdict = 'holds' | 'broken' | 'untold';

/** As `--json` prints it. */
export interface Finding {
  readonly about: 'checkpoint' | 'definitions' | 'question' | 'approval' | 'output' | 'artifact';
  /** A stage, or a file. */
  readonly name: string;
  readonly verdict: Verdict;
  /** What was found, in a few words. */
  readonly said: string;
}

export interface Verification {
  readonly run: string;
  /** Nothing of it is broken. */
  readonly holds: boolean;
  readonly findings: readonly Finding[];
}

const WORDS: Readonly<Record<Verdict, string>> = { holds: 'holds', broken: 'BROKEN', untold: 'unknown' };
const COLOURS = { holds: 'green', broken: 'red', untold: 'yellow' } as const;

/** What holds comes first, what does not last: it is nearest to the sentence that sums it up. */
export function verificationReport({ run, findings }: Verification, paint: Paint = noPaint): string {
  const order = ['holds', 'untold', 'broken'] as const;
  const lines = order.flatMap((verdict) =>
    findings.filter((finding) => finding.verdict === verdict).map((finding) => line(finding, paint)),
  );
  return `${[paint('bold', run), ...lines, '', summary(findings)].join('\n')}\n`;
}

function line({ about, name, verdict, said }: Finding, paint: Paint): string {
  const word = paint(COLOURS[verdict], WORDS[verdict].padEnd(7));
  return `  ${word}  ${about.padEnd('definitions'.length)}  ${oneLine(name)}: ${oneLine(said)}`;
}

function summary(findings: readonly Finding[]): string {
  const count = (verdict: Verdict): number => findings.filter((finding) => finding.verdict === verdict).length;
  const [broken, untold] = [count('broken'), count('untold')];
  const rest = untold === 0 ? '' : `; ${untold} could not be done here`;
  if (broken > 0) return `${counted(broken, 'check')} failed${rest}.`;
  return untold === 0 ? 'All checks passed.' : `All other checks passed${rest}.`;
}
