/** Things outdoors: weather, water, sky, plants, stone. Pure data, drawn by us for this program. */
import { around, at, box, circle, type Drawing, ellipse, fill, line, star, tear } from './shapes.ts';

const CLOUD = 'M22 62A18 18 0 0 1 24 26A25 25 0 0 1 70 20A21 21 0 0 1 80 62Z';
const FLAKE = around(
  6,
  (a) =>
    `M50 50L${at(a, 44)}M${at(a, 24)}L${at(a + 0.42, 36)}M${at(a, 24)}L${at(a - 0.42, 36)}M${at(a, 34)}L${at(a + 0.26, 43)}M${at(a, 34)}L${at(a - 0.26, 43)}`,
);

export const NATURE: readonly Drawing[] = [
  {
    words: 'drop droplet raindrop dewdrop dew tear drip',
    hints: 'water liquid wet drink',
    place: 'air',
    lands: ['glade', 'forest', 'hills'],
    parts: [
      fill('second', tear(50, 2, 31)),
      fill('body', 'M28 66C28 82 40 92 54 91C44 86 36 78 35 64Z'),
      fill('glow', `${ellipse(62, 60, 6, 10)}${circle(60, 78, 3)}`),
    ],
  },
  {
    words: 'rain rainfall drizzle shower storm monsoon downpour',
    hints: 'weather',
    place: 'air',
    lands: ['hills', 'city', 'forest'],
    part: 'around',
    parts: [
      fill('low', 'M34 52A16 16 0 0 1 40 20A22 22 0 0 1 82 18A18 18 0 0 1 88 52Z'),
      fill('body', CLOUD),
      fill(
        'second',
        [24, 46, 68].map((x) => tear(x, 68, 5)).join('') + [35, 57, 79].map((x) => tear(x, 80, 5)).join(''),
      ),
    ],
  },
  {
    words: 'cloud fog mist cumulus',
    place: 'air',
    lands: ['hills', 'sea', 'mountains'],
    part: 'around',
    parts: [
      fill('low', 'M40 48A16 16 0 0 1 46 22A20 20 0 0 1 84 24A16 16 0 0 1 90 54Z'),
      fill('body', `M16 80A20 20 0 0 1 20 40A28 28 0 0 1 70 34A23 23 0 0 1 82 80Z`),
      line('glow', 2.4, 'M26 50C30 40 40 36 48 40M60 44C66 40 72 42 76 47'),
    ],
  },
  {
    words: 'snow snowflake flake blizzard snowfall',
    place: 'air',
    lands: ['mountains', 'forest'],
    part: 'around',
    parts: [line('body', 4, FLAKE), fill('accent', circle(50, 50, 6)), fill('glow', circle(50, 50, 2.6))],
  },
  {
    words: 'frost hoarfrost icicle rime',
    hints: 'cold freeze frozen',
    lands: ['room', 'glade', 'forest'],
    parts: [
      fill('deep', box(8, 4, 84, 92, 4)),
      fill(
        'second',
        `${box(13, 9, 34, 38, 1)}${box(53, 9, 34, 38, 1)}${box(13, 53, 34, 38, 1)}${box(53, 53, 34, 38, 1)}`,
      ),
      line('body', 1.8, 'M13 91L42 58M20 83L18 66M27 75L25 60M20 83L38 84M27 75L44 74M35 66L46 64'),
      line('body', 1.8, 'M87 91L58 60M80 83L82 66M73 76L75 60M80 83L63 84M73 76L56 74'),
      line('body', 1.8, 'M13 9L34 36M20 18L19 32M26 26L26 42M20 18L34 18M87 9L66 34M80 18L81 32M74 26L60 24'),
      fill('glow', `${circle(42, 58, 2)}${circle(58, 60, 2)}${circle(34, 36, 2)}${circle(66, 34, 2)}`),
    ],
  },
  {
    words: 'ice iceberg glacier icecap',
    place: 'water',
    lands: ['sea', 'mountains'],
    parts: [
      fill('body', 'M8 62L22 30L38 38L52 6L70 26L78 44L94 62Z'),
      fill('glow', 'M52 6L70 26L60 62H44L46 34Z'),
      fill('second', 'M8 64H94L82 80L64 86L52 98L36 88L18 80Z'),
      line('low', 1.8, 'M22 30L30 62M38 38L44 62M70 26L60 62M78 44L74 62M52 66V90M30 66L36 84'),
    ],
  },
  {
    words: 'lightning thunder thunderstorm thunderbolt',
    place: 'air',
    lands: ['hills', 'mountains', 'sea'],
    parts: [
      fill('low', CLOUD),
      fill('glow', 'M56 40L30 74H46L38 100L72 60H54L64 40Z'),
      line('spark', 2, 'M24 70L16 84M80 68L88 82'),
    ],
  },
  {
    words: 'wind breeze gust storm tornado hurricane',
    hints: 'air blow',
    place: 'air',
    lands: ['hills', 'sea'],
    part: 'around',
    parts: [
      line('body', 5, 'M6 38H62A14 14 0 1 0 48 22'),
      line('second', 5, 'M2 54H82A12 12 0 1 1 70 68'),
      line('accent', 5, 'M16 70H48A11 11 0 1 1 37 82'),
      fill('accent', 'M78 22C86 14 94 16 97 20C92 28 84 28 78 22Z'),
    ],
  },
  {
    words: 'stream river brook creek waterfall spring',
    hints: 'flow flowing pour',
    lands: ['forest', 'hills', 'glade'],
    part: 'around',
    parts: [
      fill('low', 'M36 8H66C74 26 34 36 44 52C52 64 96 70 98 100H2C0 76 30 70 22 52C14 36 40 26 36 8Z'),
      fill('second', 'M42 8H60C66 26 28 38 38 54C46 66 88 74 88 100H12C10 78 40 70 31 54C23 38 46 26 42 8Z'),
      line(
        'body',
        2,
        'M50 16C52 26 36 34 34 42M44 62C54 68 62 74 64 80M30 84C40 80 48 84 58 92M40 70C34 76 26 82 26 90',
      ),
      fill('low', `${ellipse(14, 62, 10, 6)}${ellipse(74, 56, 12, 7)}${ellipse(58, 30, 7, 4)}`),
      fill('body', `${ellipse(12, 60, 5, 2)}${ellipse(72, 53, 6, 2.4)}`),
    ],
  },
  {
    words: 'wave sea ocean tide surf',
    hints: 'swim beach coast',
    place: 'water',
    lands: ['sea'],
    part: 'around',
    parts: [
      fill('second', 'M0 92C10 50 34 18 68 18C90 18 98 34 94 46C88 34 74 32 66 42C56 56 66 74 100 78V92Z'),
      fill('accent', 'M0 92C18 66 36 50 58 56C62 70 76 80 100 80V92Z'),
      line('body', 3, 'M12 70C24 44 44 26 68 26M30 74C38 62 46 58 54 58'),
      fill(
        'body',
        `${circle(92, 47, 4.5)}${circle(84, 38, 4)}${circle(97, 56, 3)}${circle(76, 38, 3)}${circle(88, 60, 2)}`,
      ),
    ],
  },
  {
    words: 'mountain peak summit alp volcano cliff',
    hints: 'climb high',
    lands: ['mountains'],
    part: 'around',
    parts: [
      fill('low', 'M50 100L76 40L100 100Z'),
      fill('second', 'M0 100L42 12L84 100Z'),
      fill('deep', 'M42 12L84 100H50L46 66L54 50Z'),
      fill('body', 'M42 12L58 45L50 40L44 50L37 40L26 46Z'),
      line('accent', 2, 'M42 12V1'),
      fill('accent', 'M42 1L54 4.5L42 8Z'),
    ],
  },
  {
    words: 'stone rock pebble boulder gravel mineral crystal',
    lands: ['hills', 'desert', 'mountains'],
    parts: [
      fill('deep', 'M2 100L10 66L34 48L62 52L84 70L98 100Z'),
      fill('low', 'M10 66L34 48L62 52L50 70L24 74Z'),
      fill('second', 'M50 70L62 52L84 70L98 100H60Z'),
      fill('accent', 'M66 100L70 84L84 80L96 88L100 100Z'),
    ],
  },
  {
    words: 'forest wood woodland jungle pine fir needle',
    lands: ['forest'],
    part: 'around',
    parts: [
      ...(
        [
          [20, 34, 'second'],
          [80, 28, 'second'],
          [50, 4, 'accent'],
        ] as const
      ).flatMap(([x, y, paint]) => [
        fill('deep', box(x - 3, 84, 6, 16)),
        fill(paint, `M${x} ${y}L${x + 14} ${y + 26}H${x - 14}Z`),
        fill(paint, `M${x} ${y + 14}L${x + 19} ${y + 50}H${x - 19}Z`),
        fill(paint, `M${x} ${y + 34}L${x + 24} 88H${x - 24}Z`),
        line('glow', 1.6, `M${x - 8} ${y + 24}H${x + 2}M${x - 12} ${y + 46}H${x}`),
      ]),
    ],
  },
  {
    words: 'tree oak branch twig baum trunk orchard',
    hints: 'nature environment eco park',
    lands: ['hills', 'forest', 'glade'],
    parts: [
      fill('deep', 'M45 100C47 84 47 72 46 60H54C53 72 53 84 56 100Z'),
      line('deep', 3, 'M50 78C56 72 62 70 68 66M49 70C43 64 38 62 34 58'),
      fill('second', `${circle(30, 46, 20)}${circle(70, 48, 20)}`),
      fill('accent', circle(50, 30, 27)),
      fill('glow', `${circle(40, 22, 3)}${circle(60, 34, 3.4)}${circle(28, 44, 2.8)}${circle(70, 46, 3)}`),
    ],
  },
  {
    words: 'leaf leaves foliage fern',
    hints: 'green photosynthesis',
    place: 'air',
    lands: ['glade', 'forest'],
    parts: [
      fill('accent', 'M90 8C92 52 74 86 34 82C14 62 24 16 90 8Z'),
      fill('second', 'M90 8C92 52 74 86 34 82Z'),
      line('body', 2.6, 'M8 98C22 84 50 56 84 16M44 66L38 44M44 66L66 66M58 52L54 32M58 52L78 50'),
    ],
  },
  {
    words: 'flower blossom bloom rose tulip daisy petal sunflower',
    lands: ['hills', 'glade'],
    parts: [
      line('second', 4.4, 'M50 50C52 68 48 84 50 100'),
      fill('second', 'M50 88C62 68 78 66 88 70C82 84 66 92 50 88ZM50 94C40 78 26 76 16 80C22 92 36 98 50 94Z'),
      fill(
        'accent',
        around(6, (a) => circle(50 + Math.cos(a) * 19, 32 + Math.sin(a) * 19, 13)),
      ),
      fill('glow', circle(50, 32, 11)),
      fill('low', `${circle(46, 30, 2)}${circle(54, 30, 2)}${circle(50, 37, 2)}`),
    ],
  },
  {
    words: 'seed sprout seedling acorn',
    hints: 'grow growing plant garden',
    lands: ['glade', 'hills'],
    parts: [
      line('second', 5, 'M50 70C48 54 52 42 50 30'),
      fill('accent', 'M50 36C52 14 70 6 94 8C92 30 74 42 50 36Z'),
      fill('second', 'M50 46C46 28 30 22 10 26C14 44 32 54 50 46Z'),
      fill('deep', 'M8 100C14 80 34 70 50 70S86 80 92 100Z'),
      fill('body', 'M50 66C60 70 62 84 50 92C38 84 40 70 50 66Z'),
      line('glow', 1.8, 'M56 30C66 24 76 18 86 14M42 42C34 38 26 34 18 31'),
    ],
  },
  {
    words: 'moss lichen cushion',
    lands: ['glade', 'forest'],
    parts: [
      line('spark', 1.8, 'M22 50V28M36 42V16M50 40V22M63 42V12M77 50V30'),
      fill(
        'accent',
        [
          [22, 26],
          [36, 14],
          [50, 20],
          [63, 10],
          [77, 28],
        ]
          .map(([x, y]) => ellipse(x ?? 0, y ?? 0, 3, 4.4))
          .join(''),
      ),
      fill('deep', 'M-4 100C0 84 20 76 50 76S100 84 104 100Z'),
      fill(
        'second',
        'M4 92C-2 80 6 68 16 68C14 54 28 46 38 52C44 40 60 42 64 52C76 46 88 56 86 68C98 70 102 84 96 92Z',
      ),
      fill('accent', `${circle(26, 70, 9)}${circle(50, 62, 10)}${circle(74, 70, 9)}`),
      fill(
        'glow',
        `${circle(22, 66, 2)}${circle(46, 57, 2.4)}${circle(70, 66, 2)}${circle(38, 78, 2)}${circle(62, 80, 2)}${circle(86, 80, 2)}`,
      ),
    ],
  },
  {
    words: 'mushroom fungus fungi toadstool',
    lands: ['forest', 'glade'],
    parts: [
      fill('body', 'M40 54H60C58 72 62 88 66 100H34C38 88 42 72 40 54Z'),
      fill('accent', 'M4 56C6 24 28 8 50 8S94 24 96 56C70 64 30 64 4 56Z'),
      fill('body', `${ellipse(32, 34, 8, 6)}${ellipse(62, 26, 7, 5)}${ellipse(76, 46, 6, 4)}${ellipse(50, 48, 5, 3)}`),
    ],
  },
  {
    words: 'fire flame campfire bonfire blaze wildfire',
    hints: 'burn heat hot smoke',
    lands: ['forest', 'hills', 'desert'],
    parts: [
      line('deep', 8, 'M16 96L84 82M84 96L16 82'),
      fill(
        'accent',
        'M50 2C56 22 84 36 80 64C78 82 66 90 50 90S22 82 20 64C19 50 28 44 30 32C38 38 40 42 40 48C48 38 52 22 50 2Z',
      ),
      fill(
        'glow',
        'M52 36C54 48 68 56 66 70C65 82 58 87 50 87S35 82 34 70C34 62 40 58 42 52C46 55 47 58 47 60C51 54 53 46 52 36Z',
      ),
      fill('body', 'M50 64C53 70 58 73 57 79C56 85 53 87 50 87S44 85 43 79C43 74 48 70 50 64Z'),
      fill('spark', `${circle(20, 22, 2)}${circle(80, 18, 2.4)}${circle(68, 8, 1.6)}`),
    ],
  },
  {
    words: 'sun sunshine sunlight',
    hints: 'solar summer day bright',
    place: 'air',
    lands: ['hills', 'sea', 'desert'],
    part: 'around',
    parts: [
      fill('accent', star(14, 49, 33)),
      fill('glow', circle(50, 50, 30)),
      line('body', 2.4, 'M30 42C34 32 42 27 52 27'),
    ],
  },
  {
    words: 'moon lunar crescent moonlight eclipse',
    hints: 'sleep dream night',
    place: 'air',
    lands: ['hills', 'sea', 'mountains'],
    part: 'around',
    parts: [
      fill('glow', 'M64 4A47 47 0 1 0 96 68A38 38 0 1 1 64 4Z'),
      fill('low', `${circle(24, 52, 5)}${circle(36, 74, 6)}${circle(30, 34, 3)}${circle(58, 84, 3.4)}`),
      fill('spark', `${star(4, 9, 2.4, 76, 34)}${star(4, 5, 1.4, 92, 14)}`),
    ],
  },
  {
    words: 'star constellation galaxy nebula comet meteor',
    hints: 'shine sparkle wish',
    place: 'air',
    lands: ['space', 'mountains'],
    part: 'around',
    parts: [
      line('spark', 2, 'M6 96L34 66M2 76L22 58M28 100L44 80'),
      fill('accent', star(5, 48, 21, 56, 44)),
      fill('glow', star(5, 28, 12, 56, 44)),
      fill('spark', `${star(4, 8, 2, 14, 22)}${star(4, 6, 1.6, 92, 84)}`),
    ],
  },
  {
    words: 'planet saturn jupiter mars venus neptune orbit satellite solar',
    hints: 'space universe cosmos astronomy',
    place: 'air',
    lands: ['space'],
    parts: [
      line('glow', 3.4, 'M22 36C6 42 0 52 2 56C6 66 44 64 74 54C96 46 102 36 96 32C92 30 86 30 78 32'),
      fill('accent', circle(50, 48, 31)),
      fill('second', 'M22 34C40 42 62 40 78 34C80 39 81 43 81 48C62 56 36 56 19 46C19 42 20 38 22 34Z'),
      fill('low', 'M24 65C40 70 60 68 76 64C70 74 60 79 50 79S30 74 24 65Z'),
      line('glow', 3.4, 'M3 57C14 66 50 62 76 53C86 50 93 45 96 40'),
      fill('body', ellipse(38, 28, 6, 3)),
    ],
  },
  {
    words: 'earth world',
    hints: 'climate geography international continent travel',
    place: 'air',
    lands: ['space'],
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
];
