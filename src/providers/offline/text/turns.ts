/**
 * What people in a conversation say around the subject itself, without any claim about the world. Data.
 *
 * Slots: `{T}` topic, `{S}` show, `{P}` the current point (fits after `about`), `{Q}` a question or statement of the
 * plan, `{N}` the other speaker, `{L}` title of the segment, `{A}` ` for <audience>` or nothing.
 */

export const WELCOME: readonly string[] = [
  'Welcome to {S}. Today we talk about {T}.',
  'Hello, and welcome to {S}. Our subject today: {T}.',
  'This is {S}, and today it is all about {T}.',
];

/** Before the hook. */
export const HELLO: readonly string[] = [
  'Welcome to {S}.',
  'Hello, and welcome to {S}.',
  'This is {S}, and I am glad that you are here.',
];

export const OPENERS: readonly string[] = [
  'Let us turn to our next part: {L}.',
  'On to the next part of our story: {L}.',
  'Which brings us to this: {L}.',
  'Next on our list: {L}.',
  'Here is where we go now: {L}.',
];

export const AGREE: readonly string[] = [
  'Good. Let us take it slowly, one piece at a time.',
  'I have been looking forward to this part.',
  'Then let us begin with what we can say for certain.',
  'There is more in it than one would think.',
  'Yes, and we will keep it concrete.',
  'I am ready. Ask me the simple questions first.',
];

/** Before a fact. */
export const ASK: readonly string[] = [
  'What should we know about {P}?',
  'Tell me more about {P}.',
  'And what about {P}?',
  'Where do we meet {P} in this story?',
  'I keep coming back to {P}. What is behind it?',
  'Let us stay with {P} for a moment.',
  'How should we picture {P}?',
  'I would like to hear more about {P}.',
  'And now to {P}. What is worth knowing?',
  'Help me with {P}.',
  'Now, {P}. What do we know?',
];

/** Before the first fact. */
export const BEGIN: readonly string[] = [
  'Let us begin with {P}.',
  'First of all: what should we know about {P}?',
  'How should we picture {P}?',
  'What is there to say about {P}?',
  'I would like to begin with {P}.',
];

/** Before a part that recurs in every episode. */
export const RUBRICS: readonly string[] = [
  'It is time for the part that we call {L}.',
  'And now for the part that we call {L}.',
  'Here comes the part that we call {L}.',
];

/** Before the first fact, if it has no name. */
export const START: readonly string[] = [
  'Where do we begin?',
  'What comes first?',
  'How would you begin to explain it?',
  'Let us hear it from the beginning.',
];

/** Before a fact that has no name. */
export const GO_ON: readonly string[] = [
  'What else should we know?',
  'And then?',
  'What comes next?',
  'How does it go on?',
  'And what follows from that?',
  'Go on, please.',
  'What did you find out next?',
  'Where does that lead us?',
  'Is there more?',
  'What else have you got?',
];

/** After a fact. */
export const REACT: readonly string[] = [
  'That is worth holding on to.',
  'I had never looked at it like that.',
  'So that is how it fits together.',
  'That makes it much clearer.',
  'Let that sink in for a second.',
  'And you can explain that to a friend in one sentence.',
  'I like how concrete that is.',
  'That is the kind of detail I was hoping for.',
  'Good to know, and easy to remember.',
  'I will think of that the next time it comes up.',
  'That answers one question and opens another.',
  'It sounds simple once you say it.',
];

/** Before a question of the plan. */
export const POSE: readonly string[] = [
  '{Q}',
  'Here is what I would like to ask: {q}',
  '{N}, {q}',
  'Let me put it simply. {Q}',
  'Then the next question. {Q}',
  'I keep wondering: {q}',
  'What our listeners may ask now: {q}',
  'So, {q}',
  'Now it gets interesting. {Q}',
  'And if we look closer: {q}',
  'Let me stop you there. {Q}',
  'One thing I wrote down before we started: {q}',
];

/** Ways to approach a question that the material does not answer. */
export const PONDER: readonly string[] = [
  'I would begin with what anybody can see, and leave the big words for later.',
  'The honest answer is that it depends on where you stand. So let us look from two sides.',
  'A good test is to explain it to somebody who has never heard of it. Where you hesitate, there is a gap.',
  'Before we look for a reason, let us describe what happens. That alone takes us half of the way.',
  'I do not want to guess. What I can do is say what an answer would have to contain.',
  'Try to draw it on a piece of paper. The part you cannot draw is the part to ask about.',
  'I like that question, because it cannot be answered with yes or no.',
  'Let us split it in two: what happens by itself, and what somebody has to do.',
  'Imagine it the other way round for a moment. What would have to be different?',
  'Most of us carry a picture around that we never tested. This is a good time to do that.',
  'Start small. Take one case that you know well, and see whether it fits.',
  'It helps to ask who would disagree, and what they would point to.',
  'There are two easy answers, and they exclude each other. That is usually a sign that something is missing.',
  'I would ask three people: somebody who does it, somebody who pays for it, and somebody who has to live with it.',
  'If I had to bet, I would bet on the plain explanation. But I would want to see it checked.',
  'Let us keep apart what we know, what we have heard, and what we would like to be true.',
  'The order matters here. Change it, and you get another story.',
  'Look for the moment where things could have gone another way. The interesting part is right there.',
  'One way in is to ask what would surprise us. If nothing could, we are not looking closely.',
  'I would take a number that everybody quotes and ask where it comes from.',
  'Think of the last time you changed your mind about something like this. What did it take?',
  'You can turn it into a small experiment: say what you expect first, and only then look.',
  'There is a short version of it, and a long one. The short one leaves out the people.',
  'What makes it hard is that cause and effect do not stand next to each other.',
  'I would look at the edge cases. The ordinary case hides too much.',
  'Suppose we are wrong about it. How would we notice, and how soon?',
  'We should say plainly what we do not know. That is where listening gets interesting.',
  'It is easy to mix up what is common and what is important. Let us ask for the important.',
  'Whoever explains it to you should be able to say what they are leaving out.',
  'Ask yourself what you would need to see in order to believe the opposite.',
  'The best place to start is a single example, told from beginning to end.',
  'I would write down the first three words that come to mind, and then question each of them.',
  'Nobody has to be an expert for that. It takes patience, and one good follow-up question.',
  'Let us give it a name first. Things without a name are hard to discuss.',
  'Here I would slow down. It is the step that most people jump over.',
  'It is worth asking what this looked like to the first person who tried.',
];

/** The reaction of the character that asked. */
export const FOLLOW: readonly string[] = [
  'That helps. It gives us something to hold on to.',
  'So the question itself already tells us where to look.',
  'I would not have started there, but I see why.',
  'If you are listening along, write down your own answer before we go on.',
  'That sounds like something we can all try at home.',
  'I will keep that as a test for everything that follows.',
  'Then I have been asking it the wrong way round.',
  'Fair enough. Better an honest gap than a confident guess.',
  'It is a relief to hear that this is allowed to be difficult.',
  'And that works for more than {T}.',
  'I can hear people nodding, and I can hear some who disagree.',
  'So we look first, and explain afterwards.',
  'Good. Let us not make it more complicated than it is.',
  'I am writing that down.',
  'That changes what I would ask next.',
  'You can take that with you into any conversation about {T}.',
  'There is a lot in that one sentence.',
  'I want to hear what our listeners make of it.',
];

export const WRAP: readonly string[] = [
  'Let us leave it there for now and move on.',
  'That is a good place to pause. There is more to come.',
  'Keep that in mind for the next part.',
  'With that we can go one step further.',
  'We will come back to this in a moment.',
];

export const LEADS: readonly string[] = [
  'Which leaves one question for the next part. {Q}',
  'And there is the next question: {q}',
  'Hold on to that. {Q}',
  'So far, so good. But {q}',
];

export const GOODBYE: readonly string[] = [
  'That was our look at {T}. Thank you for listening to {S}.',
  'That is as far as we go with {T} today. Thank you for spending this time with {S}.',
  'And that brings us to the end. This was {S}. Until next time.',
];

export const THANKS: readonly string[] = [
  'Take one question with you, and tell us what you find out.',
  'Stay curious, and write to us with what you would like to hear next.',
  'Thank you, and keep asking.',
];
