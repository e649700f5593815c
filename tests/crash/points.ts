/**
 * The instants of a run at which a kill is interesting, by name: an operation on a file (before it, after it, in the
 * middle of a write), or a step in the life of a stage's process.
 */

export type Life =
  /** The run is new. */
  | 'new'
  /** It was killed in the middle before. */
  | 'killed'
  /** It had completed and is asked to run again from its first stage. */
  | 'rerun';

export interface Point {
  readonly life: Life;
  /** Of {@link FileSystem}; `spawn`, `exit`: of a stage's process; `end`: the run has been driven to its end. */
  readonly operation:
    | 'open'
    | 'write'
    | 'sync'
    | 'syncData'
    | 'rename'
    | 'link'
    | 'remove'
    | 'removeTree'
    | 'copy'
    | Making
    | Stage;
  /** The path that the operation changes. */
  readonly file?: RegExp;
}
type Making = 'makeFolder' | 'makeFolders';
type Stage = 'spawn' | 'exit' | 'end';

const point = (life: Life, operation: Point['operation'], file?: RegExp): Point =>
  file ? { life, operation, file } : { life, operation };

export const POINTS = {
  'state folder made': point('new', 'makeFolder', /\/\.pipeline-runner$/),
  'lock: holder noted': point('new', 'write', /\/locks\/r\.lock\.json$/),
  'lock: holder removed': point('new', 'remove', /\/locks\/r\.lock\.json$/),
  'pin: folder made': point('new', 'makeFolder', /\/pinned\/1$/),
  'pin: context written': point('new', 'write', /\/pinned\/1\/\.context\.json/),
  'pin: index written': point('new', 'write', /\/pinned\/1\/\.index\.json/),
  'pin: index published': point('new', 'rename', /\/pinned\/1\/index\.json$/),
  'pin: index synced': point('new', 'sync', /\/pinned\/1\/index\.json$/),
  'pin: folder synced': point('new', 'sync', /\/pinned\/1$/),
  'pin: pipeline written': point('new', 'write', /\/pinned\/1\/pipelines\/\.main/),
  'pin: pipeline published': point('new', 'rename', /\/pinned\/1\/pipelines\/main/),
  'journal: folder made': point('new', 'makeFolder', /\/journal$/),
  'journal: driver noted': point('new', 'write', /\/journal\/.*\.lock\.json$/),
  'journal: created': point('new', 'open', /\/journal\/.*\.ndjson$/),
  'journal: folder synced': point('new', 'sync', /\/journal$/),
  'journal: record written': point('new', 'write', /\/journal\/.*\.ndjson$/),
  'journal: record synced': point('new', 'syncData', /\/journal\/.*\.ndjson$/),
  'journal: removed': point('new', 'remove', /\/journal\/[^/]*\.ndjson$/),
  'journal: lock removed': point('new', 'remove', /\/journal\/.*\.lock$/),
  'attempt: folder made': point('new', 'makeFolders', /\/staging\/.*\/artifacts$/),
  'attempt: process started': point('new', 'spawn'),
  'attempt: outcome known': point('new', 'exit'),
  'artifacts: file synced': point('new', 'sync', /\/staging\/.*\/made\.txt$/),
  'artifacts: folder synced': point('new', 'sync', /\/staging\/.*\/artifacts$/),
  'artifacts: published': point('new', 'rename', /\/r\.run\/parts\/.$/),
  'artifacts: place synced': point('new', 'sync', /\/r\.run\/parts$/),
  'output: written': point('new', 'write', /\/outputs\/\.first\.json/),
  'output: synced': point('new', 'sync', /\/outputs\/\.first\.json/),
  'output: published': point('new', 'rename', /\/outputs\/first\.json$/),
  'lineage: written': point('new', 'write', /\/index\/artifacts\//),
  'cache: content copied': point('new', 'copy', /\/cache\//),
  'cache: content published': point('new', 'rename', /\/cache\/blobs\//),
  'cache: entry written': point('new', 'write', /\/cache\/\./),
  'cache: entry published': point('new', 'rename', /\/cache\/results\//),
  'attempt: folder removed': point('new', 'removeTree', /\/staging\//),
  'history: published': point('new', 'rename', /\/history\//),
  'checkpoint: opened': point('new', 'open', /\/runs\/\.r\.checkpoint\.json/),
  'checkpoint: written': point('new', 'write', /\/runs\/\.r\.checkpoint\.json/),
  'checkpoint: synced': point('new', 'sync', /\/runs\/\.r\.checkpoint\.json/),
  'checkpoint: published': point('new', 'rename', /\/runs\/r\.checkpoint\.json$/),
  'checkpoint: folder synced': point('new', 'sync', /\/runs$/),
  'backup: written': point('new', 'write', /\/backup\/\.r\.json/),
  'backup: published': point('new', 'rename', /\/backup\/r\.json$/),
  'run: driven to its end': point('new', 'end'),
  'fold: driver noted': point('killed', 'write', /\/locks\/@fold\.lock\.json$/),
  'fold: records written': point('killed', 'write', /\/left\/\.r\.ndjson/),
  'fold: records synced': point('killed', 'sync', /\/left\/\.r\.ndjson/),
  'fold: records published': point('killed', 'rename', /\/left\/r\.ndjson$/),
  'fold: folder synced': point('killed', 'sync', /\/left$/),
  'fold: dead journal removed': point('killed', 'remove', /\/journal\/[^/]*\.ndjson$/),
  'fold: dead lock removed': point('killed', 'remove', /\/journal\/.*\.lock$/),
  'fold: records forgotten': point('killed', 'remove', /\/left\/r\.ndjson$/),
  'lost attempt: files removed': point('killed', 'removeTree', /\/staging\//),
  'lost attempt: process started again': point('killed', 'spawn'),
  'rerun: index published': point('rerun', 'rename', /\/pinned\/2\/index\.json$/),
  'rerun: record synced': point('rerun', 'syncData', /\/journal\/.*\.ndjson$/),
  'rerun: old artifacts set aside': point('rerun', 'rename', /\/staging\/.*\/replaced$/),
  'rerun: new artifacts published': point('rerun', 'rename', /\/r\.run\/first$/),
  'rerun: old artifacts removed': point('rerun', 'removeTree', /\/replaced$/),
  'rerun: checkpoint published': point('rerun', 'rename', /\/runs\/r\.checkpoint\.json$/),
} as const satisfies Record<string, Point>;

export type PointName = keyof typeof POINTS;
export const POINT_NAMES = Object.keys(POINTS) as readonly PointName[];
export type When = 'before' | 'half' | 'after';

/** All that can be tried at a point: half of a write is something of its own. */
export const whens = (name: PointName): readonly When[] =>
  POINTS[name].operation === 'write' ? ['before', 'half', 'after'] : ['before', 'after'];
