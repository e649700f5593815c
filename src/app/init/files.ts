/**
 * `init`: the files of this package that a new project starts with, and their places there. Pure.
 *
 * A folder stands for all files in it.
 */

export const TEMPLATES = ['blank', 'podcast', 'short-video', 'storyboard'] as const;
export type Template = (typeof TEMPLATES)[number];

/** Paths with `/`, relative to the package and to the project. */
type Copied = readonly [from: string, to: string];

export interface TemplateFiles {
  readonly copied: readonly Copied[];
  /** The id of its first run. */
  readonly run: string;
  /** The run stops there for a person. */
  readonly asks: boolean;
  /** Packages that its stages import. */
  readonly packages: readonly string[];
}

/** The same path in both. */
const same = (...files: readonly string[]): readonly Copied[] => files.map((file) => [file, file]);

const COMMON: readonly Copied[] = [
  ['templates/init/gitignore', '.gitignore'],
  ['templates/init/gitattributes', '.gitattributes'],
  ['templates/init/vscode-settings.json', '.vscode/settings.json'],
  ['templates/init/vscode-extensions.json', '.vscode/extensions.json'],
  ['templates/init/tsconfig.json', 'tsconfig.json'],
  ['deploy/github-actions.yml', '.github/workflows/runs.yml'],
  ['deploy/github-actions-pull-request.yml', '.github/workflows/runs-check.yml'],
];

const SHOWN = same('pipeline-runner.config.yaml', 'pipelines/lib', 'schemas/show');

const FILES: Readonly<Record<Template, Omit<TemplateFiles, 'copied'> & { readonly own: readonly Copied[] }>> = {
  blank: { own: [['templates/init/blank', '']], run: 'leaflet', asks: true, packages: [] },
  podcast: {
    own: [
      ...SHOWN,
      ...same('pipelines/podcast.yaml', 'pipelines/podcast', 'templates/podcast', 'schemas/podcast'),
      ...same('templates/runs/podcast.yaml', 'templates/runs/podcast', 'shows/curious-kids', 'runs/podcast.yaml'),
    ],
    run: 'podcast',
    asks: true,
    packages: [],
  },
  'short-video': {
    own: [
      ...SHOWN,
      ...same('pipelines/short-video.yaml', 'pipelines/short-video-content.yaml', 'pipelines/short-video'),
      ...same('templates/short-video', 'templates/runs/short-video.yaml', 'schemas/short-video'),
      ...same('shows/small-wonders', 'runs/short-video.yaml'),
    ],
    run: 'short-video',
    asks: true,
    packages: ['feedsmith'],
  },
  storyboard: {
    own: [
      ...SHOWN,
      ...same('pipelines/storyboard-video.yaml', 'templates/storyboard', 'templates/runs/storyboard-video.yaml'),
      ...same('schemas/storyboard', 'shows/small-wonders', 'runs/storyboard.yaml'),
    ],
    run: 'storyboard',
    asks: false,
    packages: [],
  },
};

export function templateFiles(template: Template): TemplateFiles {
  const { own, ...rest } = FILES[template];
  return { ...rest, copied: [...COMMON, ...own] };
}
