/**
 * Who speaks in a conversation: it follows from what a turn does. Pure.
 *
 * H1. The same character asks from beginning to end; the others take turns to answer.
 */
import type { Character } from './show.ts';

/** What a turn does; it determines emotion and pace. */
export type Act = 'welcome' | 'open' | 'agree' | 'ask' | 'tell' | 'ponder' | 'close' | 'thank';

export interface Cast {
  /** @param asked number of questions so far */
  speakerOf(act: Act, asked: number): Character;
  answering(asked: number): Character;
}

const NARRATOR: Character = {
  ...{ name: 'Narrator', key: 'narrator', spoken: 'Narrator' },
  ...{ asks: false, greets: true, fields: {} },
};

export function castOf(speakers: readonly Character[]): Cast {
  const asker = speakers.find(({ asks }) => asks) ?? speakers[0] ?? NARRATOR;
  const host = asker.greets ? asker : (speakers.find(({ greets }) => greets) ?? asker);
  const others = speakers.filter((speaker) => speaker !== asker);
  const answering = (asked: number): Character => others[asked % Math.max(1, others.length)] ?? asker;
  const speakerOf = (act: Act, asked: number): Character => {
    switch (act) {
      case 'welcome':
      case 'close':
        return host;
      case 'open':
      case 'ask':
        return asker;
      case 'thank':
        return host === asker ? answering(asked) : asker;
      default:
        return answering(asked);
    }
  };
  return { speakerOf, answering };
}
