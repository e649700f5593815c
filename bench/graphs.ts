/** The graphs that are run. Pure: the same call gives the same graph on every machine. */

interface Node {
  readonly id: string;
  readonly needs: readonly string[];
}

/** In topological order. */
export type Graph = readonly Node[];

/** s0 -> s1 -> … */
export const chain = (count: number): Graph =>
  Array.from({ length: count }, (_, i) => ({ id: `s${i}`, needs: i === 0 ? [] : [`s${i - 1}`] }));

/** split -> count workers -> join */
export function fan(count: number): Graph {
  const workers = Array.from({ length: count }, (_, i) => ({ id: `w${i}`, needs: ['split'] }));
  return [{ id: 'split', needs: [] }, ...workers, { id: 'join', needs: workers.map(({ id }) => id) }];
}

const BANDS = ['red', 'green', 'blue'];

/**
 * The shape of Montage, which combines many pictures of the sky in three colours into one. In each band every picture
 * is projected and compared with every other; one model is fitted to the differences, and corrects every picture.
 *
 * @param pictures per band; 36 gives 2,122 stages and 6,114 edges, a workflow that astronomers have run.
 * @source Montage (Jacob et al., 2009); its traces at WfCommons.
 */
export function mosaic(pictures: number): Graph {
  const numbers = Array.from({ length: pictures }, (_, i) => i);
  const bands = BANDS.flatMap((band): Node[] => {
    const project = (i: number) => `${band}_project${i}`;
    const background = (i: number) => `${band}_background${i}`;
    const pairs = numbers.flatMap((a) => numbers.slice(a + 1).map((b) => [a, b] as const));
    const differences = pairs.map(([a, b], i) => ({ id: `${band}_diff${i}`, needs: [project(a), project(b)] }));
    const corrected = numbers.map(background);
    return [
      ...numbers.map((i) => ({ id: project(i), needs: [] })),
      ...differences,
      { id: `${band}_fit`, needs: differences.map(({ id }) => id) },
      { id: `${band}_model`, needs: [`${band}_fit`] },
      ...numbers.map((i) => ({ id: background(i), needs: [project(i), `${band}_model`] })),
      { id: `${band}_table`, needs: corrected },
      { id: `${band}_add`, needs: [`${band}_table`, ...corrected] },
      { id: `${band}_view`, needs: [`${band}_add`] },
    ];
  });
  return [...bands, { id: 'colour', needs: BANDS.map((band) => `${band}_add`) }];
}

export const edges = (graph: Graph): number => graph.reduce((sum, { needs }) => sum + needs.length, 0);
