/** The files of a random project that people write: config, pipelines, manifest, drafts. */
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { loadPipeline } from '../../../src/app/pinned/definitions.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Luck } from '../luck.ts';
import type { ProjectFolder } from './project-folder.ts';
import { edited, type Flavour, type ProjectSpec, randomProject, type StageSpec, yamlOf } from './spec.ts';

const FIRST_INPUTS: JsonObject = {
  topic: 'a',
  flag: true,
  items: [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
  ],
};

export class ProjectFiles {
  inputs = FIRST_INPUTS;
  /** Text of each draft after its last edit. */
  readonly drafts = new Map<string, string>();
  private spec: ProjectSpec = {};
  private readonly luck: Luck;
  private readonly folder: ProjectFolder;
  private readonly flavour: Flavour;

  constructor(luck: Luck, { folder, flavour }: { readonly folder: ProjectFolder; readonly flavour: Flavour }) {
    this.luck = luck;
    this.folder = folder;
    this.flavour = flavour;
  }

  /** Writes a random project that validates, and a manifest. */
  async create(port: number): Promise<void> {
    const { luck, folder, flavour } = this;
    const writer = {
      type: 'openai-compatible',
      model: 'm',
      base_url: `http://127.0.0.1:${port}/v1`,
      prices: { per_request: 0.001 },
      breaker: { failures: 1000, cooldown: '1ms' },
    };
    folder.put('pipeline-runner.config.yaml', {
      grace: '100ms',
      concurrency: luck.int(1, 4),
      http: { allow_private: [`127.0.0.1:${port}`] },
      vars: { server: `http://127.0.0.1:${port}/x` },
      providers: { writer },
      gates: luck.pick(['keep', 'relax']),
    });
    do {
      this.spec = randomProject(luck, flavour);
      this.writePipelines();
    } while (!(await this.isValid()));
    this.changeManifest({ pipeline: 'main', inputs: this.inputs });
  }

  /** The stages of the pipeline that the manifest names. */
  get stages(): readonly StageSpec[] {
    return this.spec.main?.stages ?? [];
  }

  get currentManifest(): JsonObject {
    return this.folder.has('runs/r.yaml') ? (parse(this.folder.read('runs/r.yaml')) as JsonObject) : {};
  }

  changeManifest(change: JsonObject): void {
    this.folder.put('runs/r.yaml', { ...this.currentManifest, ...change });
  }

  changeInputs(): void {
    const { luck } = this;
    this.inputs = {
      topic: luck.pick(['a', 'b']),
      flag: luck.chance(0.7),
      items: [
        ...(luck.chance(0.7) ? [{ id: 'a', n: luck.int(1, 2) }] : []),
        ...(luck.chance(0.5) ? [{ id: 'c', n: 3 }] : []),
        ...(luck.chance(0.7) ? [{ id: 'b', n: 2 }] : []),
      ],
    };
    this.changeManifest({ inputs: this.inputs });
  }

  /** Makes a random edit that validates, or none. @returns names of the changed pipelines. */
  async editPipelines(): Promise<readonly string[]> {
    const before = this.spec;
    for (let tries = 0; tries < 5; tries++) {
      this.spec = edited(this.luck, before, this.flavour);
      this.writePipelines();
      if (await this.isValid())
        return Object.keys(before).filter((name) => !isDeepStrictEqual(before[name], this.spec[name]));
    }
    this.spec = before;
    this.writePipelines();
    return [];
  }

  /** Changes only the text of a stage, and without validation, so it happens at once. */
  changeText(stage: StageSpec): void {
    const { main } = this.spec;
    if (!main) return;
    const stages = main.stages.map((one) => (one === stage ? { ...one, version: one.version + 1 } : one));
    this.spec = { ...this.spec, main: { ...main, stages } };
    this.writePipelines();
  }

  editDraft(file: string): void {
    const { luck, folder } = this;
    const text = folder.read(file);
    const edit = (): string => `edited${luck.int(1000, 9999)}`;
    const next = luck.chance(0.15) ? `${text}: [` : text.replaceAll(/[0-9a-f]{10}/g, edit);
    folder.put(file, next);
    this.drafts.set(file, next);
  }

  /** @returns a function that restores the current files. */
  snapshot(): () => void {
    const [manifest, spec, inputs] = [this.folder.read('runs/r.yaml'), this.spec, this.inputs];
    return () => {
      this.folder.put('runs/r.yaml', manifest);
      this.spec = spec;
      this.inputs = inputs;
      this.writePipelines();
    };
  }

  private async isValid(): Promise<boolean> {
    return (await loadPipeline(await this.folder.open(), 'main')).ok;
  }

  private writePipelines(): void {
    for (const [name, one] of Object.entries(this.spec)) this.folder.put(`pipelines/${name}.yaml`, yamlOf(one));
  }
}
