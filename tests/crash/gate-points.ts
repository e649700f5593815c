/** The instants in the life of a gate at which a kill is interesting; see points.ts. */
import type { Point, When } from './points.ts';

export type GateLife =
  /** The run is new: it works up to its gate, asks and waits. */
  | 'asking'
  /** An approval stands in the manifest, with an edited output. */
  | 'approving'
  /** So do changes: the stage runs again and the gate asks once more. */
  | 'changing'
  /** So does a rejection. */
  | 'rejecting'
  /** A reminder is due, and nothing else is to be done. */
  | 'reminding'
  /** A rerun is asked for while the gate asks, and makes the same content again. */
  | 'rerunning';

type GatePoint = Omit<Point, 'life'> & { readonly lives: readonly GateLife[] };

const ALL = ['asking', 'approving', 'changing', 'rejecting', 'reminding', 'rerunning'] as const;
const ASKING = ['asking', 'changing'] as const;

/** Every time that a life comes by a point is tried. */
export const GATE_POINTS = {
  // Of each turn: asked, noted, answered and what follows.
  'gate: record written': { lives: ALL, operation: 'write', file: /\/journal\/.*\.ndjson$/ },
  'gate: record synced': { lives: ALL, operation: 'syncData', file: /\/journal\/.*\.ndjson$/ },
  'gate: draft written': { lives: ASKING, operation: 'write', file: /\/drafts\/\.review\.\d\.md/ },
  'gate: draft published': { lives: ASKING, operation: 'link', file: /\/drafts\/review\.\d\.md$/ },
  'gate: artifacts listed': { lives: ASKING, operation: 'rename', file: /\/asked\/review\.\d\.artifacts\.yaml$/ },
  'gate: question written': { lives: ASKING, operation: 'write', file: /\/asked\/\.review\.\d\.md/ },
  'gate: question synced': { lives: ASKING, operation: 'sync', file: /\/asked\/\.review\.\d\.md/ },
  'gate: question published': { lives: ASKING, operation: 'rename', file: /\/asked\/review\.\d\.md$/ },
  'gate: approved value written': { lives: ['approving'], operation: 'write', file: /\/\.review\.1\.json/ },
  'gate: approved value published': { lives: ['approving'], operation: 'rename', file: /\/review\.1\.json$/ },
  'gate: stage started': { lives: ['asking', 'approving', 'changing', 'rerunning'], operation: 'spawn' },
  'gate: checkpoint written': { lives: ALL, operation: 'write', file: /\/runs\/\.r\.checkpoint\.json/ },
  'gate: checkpoint published': { lives: ALL, operation: 'rename', file: /\/runs\/r\.checkpoint\.json$/ },
  'gate: journal removed': { lives: ALL, operation: 'remove', file: /\/journal\/[^/]*\.ndjson$/ },
  'gate: at rest': { lives: ALL, operation: 'end' },
} as const satisfies Record<string, GatePoint>;

export type GatePointName = keyof typeof GATE_POINTS;
export const GATE_POINT_NAMES = Object.keys(GATE_POINTS) as readonly GatePointName[];

export const isIn = (name: GatePointName, life: GateLife): boolean =>
  (GATE_POINTS[name].lives as readonly GateLife[]).includes(life);

/** All that can be tried at a point: half of a write is something of its own. */
export const gateWhens = (name: GatePointName): readonly When[] =>
  GATE_POINTS[name].operation === 'write' ? ['before', 'half', 'after'] : ['before', 'after'];
