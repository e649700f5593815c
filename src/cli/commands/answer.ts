/** `approve`, `reject` and `request-changes`: a person's answer to a gate. */
import { type AnswerWish, answerGate } from '../../app/steer/answer.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { ApproveFlags, ChangesFlags, CommitFlags, ItemText, RejectFlags } from '../flags.ts';
import { refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';
import { goesOn, steering } from './steer.ts';

/** The arguments as typed. */
type Named = readonly [run: string, gate?: string];

export const approveCommand = (terminal: Terminal, flags: ApproveFlags, ...named: Named): Promise<ExitCode> =>
  answer(terminal, flags, { named, decision: 'approve', feedback: flags.feedback ?? null, items: null });

export async function rejectCommand(terminal: Terminal, flags: RejectFlags, ...named: Named): Promise<ExitCode> {
  const { feedback } = flags;
  if (feedback === undefined) return refused(terminal, [usage('the reason is missing', 'not for this show')]);
  return answer(terminal, flags, { named, decision: 'reject', feedback, items: null });
}

export async function changesCommand(terminal: Terminal, flags: ChangesFlags, ...named: Named): Promise<ExitCode> {
  const { feedback = null, item = [] } = flags;
  if (feedback === null && item.length === 0) return refused(terminal, [usage('the feedback is missing')]);
  const twice = item.find(({ key }, at) => item.findIndex((other) => other.key === key) !== at);
  if (twice) return refused(terminal, [usage(`--item is given twice for "${twice.key}"`)]);
  return answer(terminal, flags, { named, decision: 'changes', feedback, items: itemsOf(item) });
}

const itemsOf = (items: readonly ItemText[]): AnswerWish['items'] =>
  items.length === 0 ? null : Object.fromEntries(items.map(({ key, text }) => [key, text]));

interface Wish extends Omit<AnswerWish, 'gate'> {
  readonly named: Named;
}

async function answer(terminal: Terminal, flags: CommitFlags, { named, ...wish }: Wish): Promise<ExitCode> {
  const [typed, gate = null] = named;
  if (wish.feedback !== null && wish.feedback.trim() === '') return refused(terminal, [usage('--feedback is empty')]);
  return steering(terminal, flags, typed, {
    act: (project, run) => answerGate(project, run, { ...wish, gate }),
    next: goesOn,
  });
}

const usage = (message: string, words = 'shorter, and start with the launch'): Diagnostic =>
  anError('cli/usage', message, { hint: `give it in a few words, as in --feedback "${words}"` });
