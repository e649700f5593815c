/** The role of a property, by its name and, if that says nothing, its description. Pure. */
import { wordsOfName } from './names.ts';

/** The first match counts. `$`: the last word of the name. */
const BY_NAME = [
  ['count', /\b(?:count|total|number of|size)$/],
  ['milliseconds', /\b(?:ms|millis|milliseconds)$/],
  ['minutes', /\b(?:minutes?|mins?)$/],
  ['seconds', /\b(?:seconds?|secs?|durations?|length|runtime|pause|hold)$/],
  ['words', /\b(?:words|word count|word target)$/],
  ['hashtag', /\bhash ?tags?$/],
  ['negativePicture', /\bnegative\b/],
  ['firstPicture', /\b(?:start|first|opening|begin\w*)\b.*\b(?:prompt|frame|image|picture|keyframe|shot)$/],
  ['lastPicture', /\b(?:end|last|closing|final)\b.*\b(?:prompt|frame|image|picture|keyframe|shot)$/],
  ['date', /\b(?:date|day|time|timestamp|published|updated|created|deadline)$|\b(?:published|created|updated) at$/],
  ['color', /\bcolou?rs?$|^(?:background|accent)$/],
  ['address', /\b(?:url|uri|link|href|website|homepage)s?$/],
  ['file', /\b(?:path|file|filename)$/],
  ['language', /^(?:language|lang|locale)$/],
  ['speaker', /\b(?:speaker|character|who|narrator|host|role|says|by|actor|voice)s?$/],
  ['emotion', /\b(?:emotions?|mood|feeling|delivery|sentiment|expression)$/],
  ['pace', /\b(?:pace|tempo|speed|pacing)$/],
  ['transition', /\btransitions?$/],
  ['motion', /\bmotion$/],
  ['move', /\b(?:move|movement|camera|camera move|pan)$/],
  [
    'picture',
    /\b(?:prompt|prompts|visuals?|images?|pictures?|shots?|frames?|keyframes?|setting|scenery|b roll|broll|imagery|thumbnail|cover|illustration)$/,
  ],
  ['hook', /\b(?:hook|teaser|cold open|tagline|grabber)$/],
  ['opening', /\b(?:opening|intro|introduction|lead|opener|beginning|greeting)$/],
  ['action', /\b(?:cta|action|call to action|outro|closing|sign off|ending|farewell|conclusion|next steps?)$/],
  ['comparison', /\b(?:comparisons?|analog(?:y|ies)|metaphors?|simile|example|examples)$/],
  ['reason', /\b(?:reasons?|why|rationale|because|justification|motivation|explanation|evidence|reasoning)$/],
  ['goal', /\b(?:goals?|purpose|objectives?|learning|outcomes?|intent|aim)$/],
  [
    'angle',
    /\b(?:angle|premise|thesis|idea|core idea|main idea|argument|message|logline|concept statement|insight|take)$/,
  ],
  ['fact', /\b(?:facts?|findings?|statements?|claims?|sentences?|quotes?|highlights?)$/],
  [
    'point',
    /\b(?:points?|key points?|beats?|takeaways?|notes?|bullets?|steps?|arguments?|ideas|details?|lessons?|outline)$/,
  ],
  ['question', /\b(?:questions?|query|queries|prompts for listeners)$/],
  [
    'concept',
    /\b(?:concepts?|keywords?|tags?|terms?|topics?|entities|categor(?:y|ies)|subjects?|themes|labels|names)$/,
  ],
  ['caption', /\b(?:captions?|subtitles?|overlay|on screen|on screen text|screen text|alt|alt text)$/],
  ['summary', /\b(?:summary|description|synopsis|abstract|overview|about|blurb|brief|recap|show notes)$/],
  [
    'body',
    /\b(?:body|script|narration|content|article|transcript|story|voice ?over|dialogue|monologue|paragraphs?|essay|post|markdown|answer|output|result|response)$/,
  ],
  ['line', /\b(?:text|line|lines|speech|utterance|say|spoken|message|phrase)$/],
  ['title', /\b(?:titles?|headline|heading|theme|subject|topic|name|label|caption title|chapter|episode)$/],
  [
    'score',
    /\b(?:score|confidence|weight|relevance|probability|rating|rank score|novelty|recency|priority|importance|strength)$/,
  ],
  ['start', /^(?:start|from|begin|begins|offset|in|at|start time|start at)$/],
  ['end', /^(?:end|to|until|ends|out|end time)$/],
  ['order', /\b(?:number|index|order|n|no|position|rank|season|round|scene|track|part|step)$/],
  ['id', /\b(?:id|ids|key|slug|ref|anchor|handle|code|identifier)$/],
  ['audience', /\b(?:audience|listeners|viewers)$/],
  ['tone', /\b(?:tone|style|genre|register)$/],
  ['show', /\b(?:show|podcast|channel|series|brand)$/],
  ['position', /^(?:type|kind|section type|segment type|format)$/],
] as const satisfies readonly (readonly [string, RegExp])[];

/** `look`: the style of pictures. `other`: unknown. */
export type Role = (typeof BY_NAME)[number][0] | 'look' | 'other';

export function roleOf(name: string, description: string): Role {
  const words = wordsOfName(name);
  const byName = BY_NAME.find(([, pattern]) => pattern.test(words))?.[0];
  const about = wordsOfName(description.split(/[.:;,]/)[0] ?? '');
  if (byName === 'tone' && /\b(?:pictures?|images?|frames?|visuals?|look)\b/.test(about)) return 'look';
  if (byName) return byName;
  return BY_NAME.find(([, pattern]) => about.split(' ').length < 8 && pattern.test(about))?.[0] ?? 'other';
}

/** Is it a list whose entries follow one another in time, each a part of the whole? */
export const isSequence = (name: string): boolean =>
  /\b(?:segments?|scenes?|sections?|chapters?|parts?|shots?|clips?|slides?|frames?|beats?|captions?|acts?|blocks?|steps?|outline|storyboard|timeline|posts?)$/.test(
    wordsOfName(name),
  );

/** Is it a list of parts that may have the names of a show's recurring segments? */
export const isOutline = (name: string): boolean =>
  /\b(?:segments?|sections?|chapters?|outline)$/.test(wordsOfName(name));
