/** Living things: animals, people, and their parts. Pure data, drawn by us for this program. */
import { around, at, circle, type Drawing, ellipse, fill, line, type Paint, type Part, star } from './shapes.ts';

/** Rings and spokes. */
const WEB = `${around(8, (a) => `M50 50L${at(a, 50)}`)}${[12, 23, 34, 45]
  .map((far) => around(8, (a) => `M${at(a, far)}Q${at(a + Math.PI / 8, far * 0.8)} ${at(a + Math.PI / 4, far)}`))
  .join('')}`;

const person = (x: number, top: number, size: number, coat: Paint): readonly Part[] => {
  const long = (n: number) => n * size;
  const [shoulder, foot] = [top + long(25), 100];
  return [
    fill(
      coat,
      `M${x - long(19)} ${foot}L${x - long(19)} ${shoulder + long(18)}C${x - long(19)} ${shoulder} ${x - long(8)} ${shoulder} ${x} ${shoulder}S${x + long(19)} ${shoulder} ${x + long(19)} ${shoulder + long(18)}L${x + long(19)} ${foot}Z`,
    ),
    fill('body', circle(x, top + long(11), long(11))),
  ];
};

export const LIFE: readonly Drawing[] = [
  {
    words: 'spider arachnid tarantula',
    place: 'air',
    lands: ['glade', 'forest', 'room'],
    parts: [
      line('spark', 1.6, 'M50 -4V40'),
      line(
        'deep',
        4.6,
        'M40 48C28 30 18 32 10 42M38 54C24 46 14 52 4 64M38 62C26 62 16 70 10 86M42 68C34 74 28 84 26 98',
      ),
      line(
        'deep',
        4.6,
        'M60 48C72 30 82 32 90 42M62 54C76 46 86 52 96 64M62 62C74 62 84 70 90 86M58 68C66 74 72 84 74 98',
      ),
      fill('deep', ellipse(50, 42, 18, 21)),
      fill('accent', 'M50 24L58 36L50 58L42 36Z'),
      fill('deep', circle(50, 68, 13)),
      fill('body', `${circle(45, 71, 4)}${circle(55, 71, 4)}`),
      fill('deep', `${circle(45, 72, 1.8)}${circle(55, 72, 1.8)}`),
    ],
  },
  {
    words: 'web cobweb spiderweb',
    place: 'air',
    lands: ['glade', 'forest'],
    parts: [
      line('body', 1.5, WEB),
      fill(
        'glow',
        around(8, (a) => circle(50 + Math.cos(a) * 34, 50 + Math.sin(a) * 34, 1.7)),
      ),
      fill('accent', circle(50, 50, 4)),
    ],
  },
  {
    words: 'fish whale dolphin shark salmon trout goldfish',
    hints: 'aquarium coral fishing',
    place: 'air',
    lands: ['underwater'],
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
    words: 'bird eagle dove owl vogel sparrow swallow robin crow gull',
    hints: 'fly flying flight wing feather freedom',
    place: 'air',
    lands: ['hills', 'forest', 'sea'],
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
    words: 'moth butterfly butterflies insect caterpillar',
    place: 'air',
    lands: ['glade', 'hills', 'room'],
    parts: [
      fill('accent', 'M48 46C38 16 14 6 2 16C-2 36 14 54 48 56ZM52 46C62 16 86 6 98 16C102 36 86 54 52 56Z'),
      fill('second', 'M48 56C26 54 12 64 16 82C28 94 44 82 49 64ZM52 56C74 54 88 64 84 82C72 94 56 82 51 64Z'),
      fill('glow', `${circle(22, 30, 7)}${circle(78, 30, 7)}${circle(28, 74, 4)}${circle(72, 74, 4)}`),
      fill('deep', `${circle(22, 30, 3.4)}${circle(78, 30, 3.4)}${ellipse(50, 56, 5, 24)}`),
      line('deep', 2.2, 'M48 34C44 22 38 16 30 14M52 34C56 22 62 16 70 14'),
    ],
  },
  {
    words: 'bee bumblebee honeybee wasp firefly',
    hints: 'honey pollen',
    place: 'air',
    lands: ['hills', 'glade'],
    parts: [
      fill('body', 'M46 46C30 34 26 12 40 8C54 6 58 28 54 46ZM56 46C54 28 66 10 80 14C90 20 78 38 60 48Z'),
      fill('accent', ellipse(48, 62, 36, 22)),
      fill('deep', 'M36 42H45V83H36C34 82 32 81 30 80V44C32 43 34 42 36 42ZM56 41L66 43V81L56 83Z'),
      fill('deep', circle(18, 58, 12)),
      fill('body', circle(14, 55, 3)),
      line('deep', 2, 'M14 48C12 40 6 36 2 38M20 46C20 38 16 32 12 32M84 62L96 64'),
    ],
  },
  {
    words: 'snail slug',
    hints: 'slow',
    lands: ['glade', 'hills'],
    parts: [
      fill('body', 'M2 98C14 84 30 84 46 84H74C78 72 78 62 82 54C86 46 98 50 97 60C96 78 92 98 78 99Z'),
      line('body', 3, 'M86 54L80 36M93 54L98 36'),
      fill('body', `${circle(80, 35, 3.4)}${circle(98, 35, 3.4)}`),
      fill('accent', circle(44, 52, 35)),
      line('second', 6, 'M44 52C44 45 54 46 54 54C54 66 34 66 33 51C32 34 58 30 65 48C70 66 56 78 42 77'),
      fill('deep', circle(91, 60, 2.2)),
    ],
  },
  {
    words: 'shell seashell clam mussel scallop oyster snailshell',
    lands: ['sea', 'underwater', 'desert'],
    parts: [
      fill('second', 'M30 80H70L76 98H24Z'),
      fill(
        'accent',
        'M50 92C20 84 2 60 6 40C10 28 18 30 22 22C28 10 38 16 44 10C48 6 52 6 56 10C62 16 72 10 78 22C82 30 90 28 94 40C98 60 80 84 50 92Z',
      ),
      line('body', 2.4, 'M50 90V14M50 90L32 20M50 90L68 20M50 90L16 38M50 90L84 38'),
    ],
  },
  {
    words: 'cat kitten katze lion tiger fox wolf',
    hints: 'pet animal',
    lands: ['hills', 'city', 'room'],
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
    words: 'dog puppy hound hund',
    lands: ['hills', 'city', 'room'],
    parts: [
      line('accent', 6, 'M80 88C94 84 96 72 90 64'),
      fill('accent', 'M24 100C24 78 32 68 50 68S80 76 80 100Z'),
      fill('accent', 'M26 34C26 14 38 8 50 8S74 14 74 34V48C74 64 64 72 50 72S26 64 26 48Z'),
      fill(
        'second',
        'M30 14C16 12 8 24 8 44C8 56 22 58 26 48C30 38 26 26 30 14ZM70 14C84 12 92 24 92 44C92 56 78 58 74 48C70 38 74 26 70 14Z',
      ),
      fill('body', ellipse(50, 54, 14, 13)),
      fill('deep', `${ellipse(50, 47, 6, 4.4)}${circle(38, 34, 3.6)}${circle(62, 34, 3.6)}`),
      line('deep', 2, 'M50 50V58M43 60C46 63 50 61 50 58C50 61 54 63 57 60'),
      fill('body', 'M42 100C42 86 45 80 50 80S58 86 58 100Z'),
    ],
  },
  {
    words: 'horse pony donkey cow deer mare',
    hints: 'gallop ride',
    lands: ['hills', 'desert'],
    parts: [
      fill('second', 'M18 44C6 46 2 62 6 80C12 74 16 66 20 58Z'),
      fill(
        'accent',
        'M16 46C28 38 48 44 58 40C62 26 70 14 80 10L82 2L88 10C92 16 98 24 100 32C98 38 92 38 86 34C82 36 80 40 78 48C76 60 72 64 70 68L72 100H62L58 72C48 74 38 72 32 70L28 82L30 100H20L16 78C14 66 12 54 16 46Z',
      ),
      fill('second', 'M80 8C70 10 60 22 56 42C62 40 64 30 70 24C76 20 80 14 80 8Z'),
      fill('deep', circle(87, 19, 2.4)),
      fill('deep', 'M62 94H72L72.4 100H62.6ZM20 94H29.4L30 100H20.6Z'),
    ],
  },
  {
    words: 'hand finger palm fist glove',
    hints: 'touch hold help craft',
    lands: ['lines', 'room'],
    parts: [
      fill('second', 'M32 86H70V100H32Z'),
      line('body', 12, 'M34 58V22M47 54V11M60 54V15M72 58V28M34 66L16 48'),
      fill('body', 'M28 56H78C78 74 74 86 68 90H36C28 84 28 70 28 56Z'),
      line('low', 2, 'M40 70C50 64 60 66 68 72M38 80C46 76 54 76 62 80'),
      fill('accent', star(4, 11, 3, 90, 12)),
    ],
  },
  {
    words: 'eye pupil iris eyesight',
    hints: 'see look watch vision sight',
    place: 'air',
    lands: ['lines'],
    parts: [
      fill('body', 'M0 52C22 20 78 20 100 52C78 84 22 84 0 52Z'),
      fill('accent', circle(50, 52, 23)),
      line(
        'second',
        2,
        around(16, (a) => `M${at(a, 13, 50, 52)}L${at(a, 21, 50, 52)}`),
      ),
      fill('deep', circle(50, 52, 11)),
      fill('glow', `${circle(56, 45, 5)}${circle(45, 57, 2)}`),
      line('deep', 3.4, 'M0 52C22 20 78 20 100 52M20 26L14 16M50 18V6M80 26L86 16'),
    ],
  },
  {
    words: 'heart cardio valentine herz pulse heartbeat',
    hints: 'love health care kind empathy medicine doctor hospital feeling',
    place: 'air',
    lands: ['lines'],
    parts: [
      fill('accent', 'M50 90C14 64 6 46 8 32C10 16 32 8 50 28C68 8 90 16 92 32C94 46 86 64 50 90Z'),
      fill('second', 'M50 90C86 64 94 46 92 32C91 24 85 18 78 16C88 40 74 66 50 90Z'),
      line('body', 3.4, 'M10 52H34L41 38L50 66L58 46L62 52H90'),
    ],
  },
  {
    words: 'brain neuron cortex',
    hints: 'mind think thinking thought memory remember smart',
    place: 'air',
    lands: ['lines', 'grid'],
    parts: [
      fill('accent', 'M48 16C40 4 24 8 22 20C8 22 4 38 12 46C2 56 8 74 22 76C26 90 42 92 48 84Z'),
      fill('second', 'M52 16C60 4 76 8 78 20C92 22 96 38 88 46C98 56 92 74 78 76C74 90 58 92 52 84Z'),
      line(
        'body',
        2.6,
        'M22 20C28 20 32 24 32 30M12 46C20 42 28 44 30 52M22 76C22 68 28 64 34 66M48 36C40 36 38 42 40 48M48 66C42 64 40 58 44 54',
      ),
      line(
        'body',
        2.6,
        'M78 20C72 20 68 24 68 30M88 46C80 42 72 44 70 52M78 76C78 68 72 64 66 66M52 36C60 36 62 42 60 48M52 66C58 64 60 58 56 54',
      ),
    ],
  },
  {
    words: 'cell bacteria bacterium microbe virus amoeba nucleus',
    hints: 'biology tissue germ',
    place: 'air',
    lands: ['lines', 'underwater'],
    parts: [
      fill('second', 'M50 4C76 0 98 22 96 48C98 76 78 98 52 96C24 98 2 78 4 52C0 26 22 6 50 4Z'),
      fill('low', 'M50 11C72 8 90 26 89 48C90 72 74 90 52 89C28 90 10 74 11 52C8 30 26 12 50 11Z'),
      fill('accent', circle(56, 46, 19)),
      fill('glow', circle(60, 42, 7)),
      line('body', 3, 'M22 60C26 54 32 64 36 58M62 78C68 72 72 82 78 74M24 34C28 28 34 36 38 30'),
      fill('body', `${circle(30, 76, 4)}${circle(44, 80, 2.6)}${circle(80, 60, 3)}${circle(20, 48, 2.6)}`),
    ],
  },
  {
    words: 'dna gene genome genetics helix chromosome',
    hints: 'inherit evolution',
    place: 'air',
    lands: ['lines', 'grid'],
    parts: [
      line('spark', 3, 'M34 12H66M40 22H60M40 38H60M32 48H68M34 58H66M42 70H58M36 84H64M33 92H67'),
      line('accent', 6, 'M30 2C30 28 70 28 70 50S30 72 30 98'),
      line('second', 6, 'M70 2C70 28 30 28 30 50S70 72 70 98'),
    ],
  },
  {
    words: 'crowd people team group friend class community audience panel family',
    hints: 'public meeting together we everyone society',
    lands: ['city', 'hills'],
    parts: [...person(24, 34, 0.86, 'second'), ...person(76, 34, 0.86, 'second'), ...person(50, 20, 1.06, 'accent')],
  },
  {
    words: 'child children kid girl boy baby toddler',
    lands: ['hills', 'city'],
    parts: [
      fill('accent', 'M32 100C32 76 34 62 50 62S68 76 68 100Z'),
      line('accent', 8, 'M36 72L16 52M64 72L84 56'),
      fill('body', circle(50, 40, 21)),
      fill('deep', 'M29 38C28 20 40 15 52 16C66 17 72 28 71 38C62 36 56 32 52 26C46 34 38 37 29 38Z'),
      fill('deep', `${circle(43, 44, 2.2)}${circle(57, 44, 2.2)}`),
      line('deep', 2, 'M44 51C47 55 53 55 56 51'),
    ],
  },
  {
    words:
      'person man men woman women teacher student hero narrator presenter player artist king queen engineer writer scientist astronaut human researcher farmer',
    hints: 'he she someone somebody nobody character worker who',
    lands: ['hills', 'city'],
    parts: [...person(50, 6, 1.3, 'accent'), fill('deep', 'M35.7 20C34 2 66 2 64.3 20C60 12 42 10 35.7 20Z')],
  },
];
