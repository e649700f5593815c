/**
 * The things that stand in a picture, as outlines in a square of 100 by 100, and the words that call them. Pure data.
 *
 * Drawn by us for this program.
 */
/** Which colour of the palette a part is painted with. */
export type Paint = 'body' | 'accent' | 'second' | 'deep' | 'glow' | 'spark' | 'low';

export interface Part {
  readonly outline: string;
  readonly paint: Paint;
  /** Width of the line; absent: filled. */
  readonly line?: number;
}

export interface Thing {
  readonly words: RegExp;
  /** `air`: it floats. `ground`: its lower edge stands on the ground. `water`: it swims at the horizon. */
  readonly place: 'air' | 'ground' | 'water';
  readonly parts: readonly Part[];
}

const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
const ellipse = (x: number, y: number, rx: number, ry: number): string =>
  `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
/** With round corners. */
const box = (x: number, y: number, w: number, h: number, r = 0): string =>
  `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}Z`;

const fill = (paint: Paint, outline: string): Part => ({ paint, outline });
const line = (paint: Paint, width: number, outline: string): Part => ({ paint, outline, line: width });

const person = (x: number, top: number, size: number, coat: Paint, head: Paint = 'body'): readonly Part[] => {
  const at = (n: number) => n * size;
  const [shoulder, foot] = [top + at(25), 100];
  return [
    fill(
      coat,
      `M${x - at(19)} ${foot}L${x - at(19)} ${shoulder + at(18)}C${x - at(19)} ${shoulder} ${x - at(8)} ${shoulder} ${x} ${shoulder}S${x + at(19)} ${shoulder} ${x + at(19)} ${shoulder + at(18)}L${x + at(19)} ${foot}Z`,
    ),
    fill(head, circle(x, top + at(11), at(11))),
  ];
};

export const THINGS: readonly Thing[] = [
  {
    words: /^(rocket|launch|spaceship|spacecraft|shuttle|missile|liftoff|rakete)/,
    place: 'air',
    parts: [
      fill('glow', 'M40 74C38 86 45 92 50 100C55 92 62 86 60 74Z'),
      fill('accent', 'M34 50C24 58 22 70 24 80L40 70Z'),
      fill('accent', 'M66 50C76 58 78 70 76 80L60 70Z'),
      fill('body', 'M50 2C68 20 69 50 60 74H40C31 50 32 20 50 2Z'),
      fill('accent', 'M50 2C58 10 62.5 19 64 27H36C37.5 19 42 10 50 2Z'),
      fill('deep', circle(50, 42, 8.5)),
      fill('second', circle(50, 42, 5.5)),
      fill('low', box(40, 70, 20, 5, 1)),
    ],
  },
  {
    words: /^(book|read|story|stories|library|novel|page|chapter|buch|literature|history|diary)/,
    place: 'ground',
    parts: [
      fill('accent', 'M4 34C22 26 40 30 50 38C60 30 78 26 96 34V92C78 84 60 88 50 96C40 88 22 84 4 92Z'),
      fill('body', 'M9 30C24 23 41 26 50 34V90C41 82 24 80 9 85Z'),
      fill('body', 'M91 30C76 23 59 26 50 34V90C59 82 76 80 91 85Z'),
      line('low', 1.6, 'M17 42C27 39 36 41 43 45M17 53C27 50 36 52 43 56M17 64C27 61 36 63 43 67'),
      line('low', 1.6, 'M83 42C73 39 64 41 57 45M83 53C73 50 64 52 57 56M83 64C73 61 64 63 57 67'),
      line('deep', 1.2, 'M50 34V90'),
      fill('spark', circle(50, 12, 3)),
      fill('spark', circle(33, 16, 1.8)),
      fill('spark', circle(67, 14, 2.2)),
    ],
  },
  {
    words: /^(heart|love|health|cardio|care|valentine|kind|empathy|herz|medic|doctor|hospital)/,
    place: 'air',
    parts: [
      fill('accent', 'M50 90C14 64 6 46 8 32C10 16 32 8 50 28C68 8 90 16 92 32C94 46 86 64 50 90Z'),
      fill('second', 'M50 90C86 64 94 46 92 32C91 24 85 18 78 16C88 40 74 66 50 90Z'),
      line('body', 3.4, 'M10 52H34L41 38L50 66L58 46L62 52H90'),
    ],
  },
  {
    words: /^(graph|chart|data|statistic|growth|market|econom|financ|number|trend|sales|business|invest|analy|budget)/,
    place: 'ground',
    parts: [
      fill('deep', box(6, 60, 15, 40, 2)),
      fill('second', box(28, 44, 15, 56, 2)),
      fill('body', box(50, 52, 15, 48, 2)),
      fill('accent', box(72, 22, 15, 78, 2)),
      line('spark', 2.6, 'M13 48L35 30L57 38L80 6'),
      fill('spark', `${circle(13, 48, 3.4)}${circle(35, 30, 3.4)}${circle(57, 38, 3.4)}${circle(80, 6, 3.4)}`),
    ],
  },
  {
    words:
      /^(idea|bulb|lamp|invent|innovat|think|thought|brain|mind|learn|lesson|explain|insight|smart|electric|energy)/,
    place: 'air',
    parts: [
      line('spark', 3, 'M50 2V10M14 17L20 23M86 17L80 23M2 48H10M98 48H90'),
      fill('accent', 'M50 16C32 16 20 29 20 46C20 60 32 66 35 76H65C68 66 80 60 80 46C80 29 68 16 50 16Z'),
      fill('glow', 'M50 22C37 22 27 31 27 45C27 49 28 52 30 55C31 38 39 28 55 23Z'),
      line('body', 2.4, 'M42 76L38 52L46 57L50 50L54 57L62 52L58 76'),
      fill('body', box(36, 78, 28, 6, 3)),
      fill('low', box(38, 86, 24, 6, 3)),
      fill('deep', 'M43 93H57C57 97 54 99 50 99S43 97 43 93Z'),
    ],
  },
  {
    words: /^(podcast|microphone|mic|interview|radio|broadcast|voice|speak|speech|talk|record|host|episode|audio)/,
    place: 'ground',
    parts: [
      line(
        'spark',
        2.2,
        'M18 22C12 33 12 45 18 56M82 22C88 33 88 45 82 56M8 14C-1 31 -1 47 8 64M92 14C101 31 101 47 92 64',
      ),
      fill('body', box(33, 4, 34, 58, 17)),
      fill('accent', 'M33 38H67V45A17 17 0 0 1 33 45Z'),
      line('low', 2, 'M40 16H60M37 24H63M37 32H63'),
      line('second', 4, 'M26 40V46A24 24 0 0 0 74 46V40'),
      fill('second', box(47.5, 69, 5, 22)),
      fill('deep', box(30, 90, 40, 10, 4)),
    ],
  },
  {
    words: /^(music|song|melod|piano|guitar|concert|rhythm|sing|jazz|orchestra|sound)/,
    place: 'air',
    parts: [
      fill('accent', `${ellipse(26, 80, 16, 12)}${ellipse(74, 70, 16, 12)}`),
      fill('accent', 'M36 20L90 8V26L36 38Z'),
      fill('body', box(36, 20, 5.5, 60)),
      fill('body', box(84.5, 10, 5.5, 60)),
      fill('spark', `${circle(10, 30, 3)}${circle(56, 92, 2.4)}${circle(96, 90, 3)}`),
    ],
  },
  {
    words: /^(robot|machine|automat|computer|software|code|coding|program|android|algorithm|ai$|digital|chip|tech)/,
    place: 'ground',
    parts: [
      line('spark', 2.6, 'M50 18V6'),
      fill('accent', circle(50, 6, 4.5)),
      fill('body', box(22, 18, 56, 40, 12)),
      fill('deep', box(29, 27, 42, 21, 9)),
      fill('accent', `${circle(40, 37.5, 5)}${circle(60, 37.5, 5)}`),
      fill('second', `${box(13, 30, 7, 16, 3)}${box(80, 30, 7, 16, 3)}`),
      fill('body', box(28, 62, 44, 38, 9)),
      fill('second', box(12, 66, 11, 30, 5.5)),
      fill('second', box(77, 66, 11, 30, 5.5)),
      fill('accent', circle(50, 78, 7)),
      fill('glow', circle(50, 78, 3.4)),
    ],
  },
  {
    words: /^(atom|physic|chemi|science|scien|molecul|quantum|nuclear|experiment|laborator|lab$|theor|gravity|force)/,
    place: 'air',
    parts: [
      line('second', 2.6, ellipse(50, 50, 46, 17)),
      line('body', 2.6, 'M27 10.200C35 5.6 56 22 71 48S81 85.2 73 89.800C65 94.4 44 78 29 52S19 14.8 27 10.200Z'),
      line('spark', 2.6, 'M73 10.200C65 5.6 44 22 29 48S19 85.2 27 89.800C35 94.4 56 78 71 52S81 14.8 73 10.200Z'),
      fill('accent', circle(50, 50, 10)),
      fill('glow', circle(47, 47, 3.6)),
      fill('accent', `${circle(96, 50, 4)}${circle(29, 12, 4)}${circle(27, 88, 4)}`),
    ],
  },
  {
    words: /^(boat|ship|sail|captain|pirate|voyage|yacht|vessel|harbor|harbour|fishing)/,
    place: 'water',
    parts: [
      fill('deep', box(48.5, 6, 3, 66)),
      fill('body', 'M54 8C78 26 86 46 86 62H54Z'),
      fill('accent', 'M46 18C32 32 22 48 18 62H46Z'),
      fill('second', 'M48.5 4H70L64 9L70 14H48.500Z'),
      fill('deep', 'M6 70H94C90 86 80 96 72 98H28C20 96 10 86 6 70Z'),
      fill('accent', 'M6 70H94L92.6 76H7.400Z'),
    ],
  },
  {
    words: /^(earth|world|planet|globe|global|climate|geograph|international|continent|travel)/,
    place: 'air',
    parts: [
      fill('second', circle(50, 50, 42)),
      fill(
        'accent',
        'M30 15C42 8 58 10 62 20C58 28 50 26 47 34C45 42 52 44 48 52C40 56 34 46 24 46C16 45 12 40 12 34C16 26 22 19 30 15Z',
      ),
      fill('accent', 'M56 56C66 50 80 52 88 58C86 70 78 82 66 88C58 84 62 74 56 70C50 66 50 60 56 56Z'),
      fill('accent', 'M28 66C36 66 40 74 38 82C36 86 33 87 30 86C22 80 18 74 15 68C19 66 24 65 28 66Z'),
      fill('glow', 'M22 26C32 14 44 10 56 10C40 14 28 24 20 40C18 36 19 30 22 26Z'),
      line('body', 1.8, 'M2 62C10 84 40 96 68 86C92 76 102 52 96 34'),
    ],
  },
  {
    words: /^(house|home|family|village|cottage|room|kitchen|door|build|haus|farm|barn)/,
    place: 'ground',
    parts: [
      fill('second', box(70, 16, 10, 26)),
      fill('body', box(16, 46, 68, 54)),
      fill('accent', 'M50 10L96 50H4Z'),
      fill('deep', box(43, 68, 16, 32, 2)),
      fill('glow', `${box(23, 58, 13, 14, 1)}${box(66, 58, 13, 14, 1)}`),
      fill('glow', circle(50, 37, 5)),
    ],
  },
  {
    words: /^(clock|time|hour|minute|deadline|schedule|year|ancient|past|future|morning|uhr)/,
    place: 'air',
    parts: [
      fill('accent', circle(50, 50, 46)),
      fill('body', circle(50, 50, 39)),
      line('deep', 2.4, 'M50 15V21M50 79V85M15 50H21M79 50H85'),
      line('deep', 4.4, 'M50 50V26'),
      line('second', 4.4, 'M50 50L68 60'),
      fill('deep', circle(50, 50, 4)),
    ],
  },
  {
    words: /^(coin|money|dollar|euro|price|cost|pay|bank|rich|wealth|saving|gold)/,
    place: 'ground',
    parts: [
      ...[84, 70, 56].flatMap((y) => [
        fill('deep', `M14 ${y}V${y + 8}A36 11 0 0 0 86 ${y + 8}V${y}Z`),
        fill('accent', ellipse(50, y, 36, 11)),
      ]),
      fill('glow', ellipse(50, 54, 25, 6.5)),
      fill('accent', circle(50, 22, 20)),
      line('body', 2.6, circle(50, 22, 14)),
      line('body', 3.2, 'M50 13V31'),
    ],
  },
  {
    words: /^(tree|oak|leaf|leaves|plant|garden|seed|grow|nature|branch|baum|apple|environment|eco)/,
    place: 'ground',
    parts: [
      fill('deep', 'M45 100C47 84 47 72 46 60H54C53 72 53 84 56 100Z'),
      line('deep', 3, 'M50 78C56 72 62 70 68 66M49 70C43 64 38 62 34 58'),
      fill('second', circle(30, 46, 20)),
      fill('second', circle(70, 48, 20)),
      fill('accent', circle(50, 30, 27)),
      fill('glow', `${circle(40, 22, 3)}${circle(60, 34, 3.4)}${circle(28, 44, 2.8)}${circle(70, 46, 3)}`),
    ],
  },
  {
    words: /^(bird|fly|flight|wing|eagle|freedom|dove|owl|vogel)/,
    place: 'air',
    parts: [
      fill('second', 'M46 56C52 30 70 12 94 6C92 30 82 50 62 62Z'),
      fill('accent', 'M26 66L2 84L10 68L0 60Z'),
      fill('body', 'M16 64C30 46 52 42 70 46C76 40 86 40 90 47L99 51L89 55C84 72 62 84 42 78C30 75 22 70 16 64Z'),
      fill('accent', 'M89 46.5L99 51L89 55Z'),
      fill('second', 'M30 60C34 34 28 18 14 4C44 8 62 30 62 58C54 68 38 70 30 60Z'),
      line('body', 1.8, 'M36 58C40 44 38 32 32 22M46 58C50 46 50 38 46 30'),
      fill('deep', circle(80, 49, 2.6)),
    ],
  },
  {
    words: /^(fish|whale|dolphin|shark|underwater|aquarium|coral)/,
    place: 'air',
    parts: [
      fill('accent', 'M4 50C20 22 56 20 74 46L96 26C92 42 92 58 96 74L74 54C56 80 20 78 4 50Z'),
      fill('second', 'M40 28C46 14 58 12 66 16C60 22 58 28 58 33C52 29 46 28 40 28Z'),
      fill('body', circle(21, 46, 5.5)),
      fill('deep', circle(20, 46, 2.8)),
      line('glow', 2.2, 'M36 40C42 46 42 54 36 60M50 38C57 45 57 55 50 62'),
      line('spark', 1.8, `${circle(4, 26, 3)}${circle(12, 14, 4)}`),
    ],
  },
  {
    words: /^(cat|kitten|dog|puppy|pet|animal|fox|wolf|lion|tiger|katze)/,
    place: 'ground',
    parts: [
      fill('accent', 'M22 14L42 30H58L78 14L82 44C82 62 68 72 50 72S18 62 18 44Z'),
      fill('second', 'M26 24L36 32L25 38ZM74 24L64 32L75 38Z'),
      fill('deep', `${ellipse(38, 46, 4, 6)}${ellipse(62, 46, 4, 6)}`),
      fill('body', 'M50 66C42 66 37 62 38 58C41 55 46 57 50 55C54 57 59 55 62 58C63 62 58 66 50 66Z'),
      fill('deep', 'M46 54H54L50 59Z'),
      fill('accent', 'M26 100C26 80 36 72 50 72S74 80 74 100Z'),
      fill('body', 'M41 100C41 86 45 80 50 80S59 86 59 100Z'),
    ],
  },
  {
    words: /^(camera|film|movie|video|photo|cinema|scene|director|picture)/,
    place: 'ground',
    parts: [
      fill('body', box(6, 34, 64, 50, 8)),
      fill('accent', 'M72 52L96 38V80L72 66Z'),
      fill('deep', circle(38, 59, 17)),
      fill('second', circle(38, 59, 12)),
      fill('glow', circle(33, 54, 4)),
      fill('deep', `${circle(22, 20, 15)}${circle(54, 20, 15)}`),
      fill('accent', `${circle(22, 20, 6)}${circle(54, 20, 6)}`),
    ],
  },
  {
    words: /^(car|drive|driving|road|traffic|truck|bus|vehicle|race|auto)$/,
    place: 'ground',
    parts: [
      fill(
        'accent',
        'M4 82V66C4 60 8 57 16 56L28 38C30 35 33 34 37 34H64C68 34 71 36 73 39L82 54C92 56 97 60 97 68V82Z',
      ),
      fill('glow', 'M27 55L35 42H47V55ZM52 42H65L74 55H52Z'),
      fill('deep', `${circle(25, 84, 13)}${circle(75, 84, 13)}`),
      fill('body', `${circle(25, 84, 6)}${circle(75, 84, 6)}`),
      fill('body', box(90, 64, 7, 6, 3)),
    ],
  },
  {
    words: /^(question|why|what|how|curious|wonder|mystery|secret|puzzle|quiz|riddle)$/,
    place: 'air',
    parts: [
      line('deep', 18, 'M30 32C30 18 40 10 51 10C64 10 73 19 73 31C73 48 51 47 51 66'),
      line('accent', 14, 'M30 30C30 16 40 8 51 8C64 8 73 17 73 29C73 46 51 45 51 64'),
      fill('accent', circle(51, 88, 8.5)),
      fill('spark', `${circle(12, 18, 3)}${circle(90, 62, 3.6)}${circle(20, 70, 2.4)}${circle(88, 10, 2.2)}`),
    ],
  },
  {
    words: /^(people|crowd|team|group|friend|children|kids|students|class|community|public|audience|meeting|panel)/,
    place: 'ground',
    parts: [...person(24, 34, 0.86, 'second'), ...person(76, 34, 0.86, 'second'), ...person(50, 20, 1.06, 'accent')],
  },
  {
    words:
      /^(person|man|woman|girl|boy|child|kid|teacher|student|hero|character|narrator|presenter|player|he|she|someone|artist|king|queen|engineer|writer)$/,
    place: 'ground',
    parts: person(50, 6, 1.3, 'accent'),
  },
];
