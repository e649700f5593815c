/**
 * Ways to look at a subject about which nothing is known: questions without claims. Data.
 *
 * `{T}` is the topic in a form that fits after `about`; `{A}` is ` for <audience>` or nothing.
 */
export interface Lens {
  readonly title: string;
  readonly question: string;
  readonly points: readonly string[];
  /** One or two words for lists of concepts. */
  readonly concept: string;
  /** What a picture of it shows. */
  readonly picture: string;
}

export const OPENING: Lens = {
  title: 'The question behind it',
  question: 'What do we really mean when we talk about {T}?',
  points: [
    'What comes to mind first when somebody brings up {T}?',
    'Which part of that first picture have we never checked?',
    'What would a complete beginner ask?',
    'What would we like to know by the end?',
  ],
  concept: 'First impressions',
  picture: 'an open notebook with a single question mark, beside a window',
};

export const CLOSING: Lens = {
  title: 'What to take with you',
  question: 'What is worth remembering?',
  points: [
    'Which one idea would you pass on to a friend?',
    'What do we see differently now?',
    'Which question is still open?',
    'What is a small thing to try this week?',
  ],
  concept: 'Takeaways',
  picture: 'two people walking towards the light at the end of a path',
};

export const LENSES: readonly Lens[] = [
  {
    title: 'Where it starts',
    question: 'Where does the story begin?',
    points: [
      'What had to be there before anything else could follow?',
      'Who would have noticed it first, and why?',
      'What did people do before?',
      'Which early guess would have sounded right at the time?',
    ],
    concept: 'Origins',
    picture: 'the first step of a long staircase in the morning light',
  },
  {
    title: 'The parts that matter',
    question: 'Which parts have to come together?',
    points: [
      'What is the one part that nothing else can do without?',
      'Which part do people forget?',
      'How do the parts depend on each other?',
      'What could be left out without anybody noticing?',
    ],
    concept: 'Building blocks',
    picture: 'simple building blocks that fit into each other on a table',
  },
  {
    title: 'One step after another',
    question: 'What happens, in the order in which it happens?',
    points: [
      'What comes first, and what can only come after it?',
      'Where is the point of no return?',
      'Which step takes the most effort?',
      'How would we notice that a step was missing?',
    ],
    concept: 'Step by step',
    picture: 'a row of stepping stones across quiet water',
  },
  {
    title: 'In an ordinary day',
    question: 'Where do we come across it in ordinary life?',
    points: [
      'When did you last meet it without thinking about it?',
      'Who deals with it every day?',
      'What would be different tomorrow if it were gone?',
      'What could you look out for on your way home?',
    ],
    concept: 'Everyday life',
    picture: 'a kitchen table with everyday things in the morning',
  },
  {
    title: 'When it goes wrong',
    question: 'What happens when it does not go to plan?',
    points: [
      'What would be the first sign of trouble?',
      'Who would notice, and how soon?',
      'What can be repaired, and what cannot?',
      'What would a careful person check beforehand?',
    ],
    concept: 'Limits',
    picture: 'a crack in a wall with light that falls through it',
  },
  {
    title: 'A belief worth checking',
    question: 'Which common belief deserves a second look?',
    points: [
      'What does everybody seem to know about {T}?',
      'Who told us so, and how did they know?',
      'What would we have to see to change our minds?',
      'Why would the simple version be so popular?',
    ],
    concept: 'Common beliefs',
    picture: 'a magnifying glass over a line of handwriting',
  },
  {
    title: 'How could we know?',
    question: 'How could anybody find out what is true here?',
    points: [
      'What can be measured, and what can only be told?',
      'Which source would you trust first?',
      'What would a fair test look like?',
      'What do we still have to take on trust?',
    ],
    concept: 'Evidence',
    picture: 'a measuring tape, a pencil and a blank page',
  },
  {
    title: 'What it asks of us',
    question: 'What does it cost, and who carries the cost?',
    points: [
      'What does it take in time, in money, in patience?',
      'Who pays, and who benefits?',
      'Which price is easy to overlook?',
      'When is it worth it?',
    ],
    concept: 'Costs and benefits',
    picture: 'an old pair of scales in balance',
  },
  {
    title: 'Why it matters',
    question: 'Why should it matter{A}?',
    points: [
      'Whose life does it touch?',
      'Which decision becomes easier for those who understand it?',
      'Who would tell this story in another way?',
      'What is at stake if we get it wrong?',
    ],
    concept: 'Why it matters',
    picture: 'many different hands around one table',
  },
  {
    title: 'What comes next',
    question: 'Where could it go from here?',
    points: [
      'What is likely to change first?',
      'What would we be glad about in ten years?',
      'What would we rather avoid?',
      'Who gets to decide?',
    ],
    concept: 'What comes next',
    picture: 'a road that leads over a hill in the evening light',
  },
];

/** For something that was requested by name: `{P}` is its name. */
export const WISHED: Omit<Lens, 'title' | 'concept'> = {
  question: 'What should we know about {P}?',
  points: [
    'What leads up to {P}?',
    'Which part of {P} is the hardest to picture?',
    'What changes for everything that follows {P}?',
    'What would you ask somebody who knows {P} well?',
  ],
  picture: '{P}',
};
