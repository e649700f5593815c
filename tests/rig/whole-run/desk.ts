/** The files of a random run that people write: config, pipelines, manifest, drafts. */
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { loadPipeline } from '../../../src/app/pinned/definitions.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Luck } from '../luck.ts';
import type { Lives } from './lives.ts';
import { edited, type Flavour, type ProjectSpec, randomProject, type StageSpec, yamlOf } from './spec.ts';

const FIRST_INPUTS: JsonObject = {
  topic: 'a',
  flag: true,
  items: [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
  ],
};

export class Desk {
  inputs = FIRST_INPUTS;
  /** Drafts as somebody left them. */
  readonly drafts = new Map<string, string>();
  private spec: ProjectSpec = {};
  private readonly luck: Luck;
  private readonly lives: Lives;
  private readonly flavour: Flavour;

  constructor(luck: Luck, { lives, flavour }: { readonly lives: Lives; readonly flavour: Flavour }) {
    this.luck = luck;
    this.lives = lives;
    this.flavour = flavour;
  }

  /** A project that validates, and a manifest. */
  async begins(port: number): Promise<void> {
    const { luck, lives, flavour } = this;
    const writer = {
      type: 'openai-compatible',
      model: 'm',
      base_url: `http://127.0.0.1:${port}/v1`,
      prices: { per_request: 0.001 },
      breaker: { failures: 1000, cooldown: '1ms' },
    };
    lives.put('pipeline-runner.config.yaml', {
      grace: '100ms',
      concurrency: luck.int(1, 4),
      http: { allow_private: [`127.0.0.1:${port}`] },
      vars: { server: `http://127.0.0.1:${port}/x` },
      providers: { writer },
      gates: luck.pick(['keep', 'relax']),
    });
    do {
      this.spec = randomProject(luck, flavour);
      this.written();
    } while (!(await this.validates()));
    this.manifest({ pipeline: 'main', inputs: this.inputs });
  }

  /** Stages of the run's own pipeline. */
  get stages(): readonly StageSpec[] {
    return this.spec.main?.stages ?? [];
  }

  get steering(): JsonObject {
    return this.lives.has('runs/r.yaml') ? (parse(this.lives.read('runs/r.yaml')) as JsonObject) : {};
  }

  manifest(change: JsonObject): void {
    this.lives.put('runs/r.yaml', { ...this.steering, ...change });
  }

  newInputs(): void {
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
    this.manifest({ inputs: this.inputs });
  }

  /** @returns names of the pipelines that are others now. */
  async edits(): Promise<readonly string[]> {
    const before = this.spec;
    for (let tries = 0; tries < 5; tries++) {
      this.spec = edited(this.luck, before, this.flavour);
      this.written();
      if (await this.validates())
        return Object.keys(before).filter((name) => !isDeepStrictEqual(before[name], this.spec[name]));
    }
    this.spec = before;
    this.written();
    return [];
  }

  /** At once, and nothing but the text of a stage. */
  rewords(stage: StageSpec): void {
    const { main } = this.spec;
    if (!main) return;
    const stages = main.stages.map((one) => (one === stage ? { ...one, version: one.version + 1 } : one));
    this.spec = { ...this.spec, main: { ...main, stages } };
    this.written();
  }

  drafted(file: string): void {
    const { luck, lives } = this;
    const text = lives.read(file);
    const edit = (): string => `edited${luck.int(1000, 9999)}`;
    const next = luck.chance(0.15) ? `${text}: [` : text.replaceAll(/[0-9a-f]{10}/g, edit);
    lives.put(file, next);
    this.drafts.set(file, next);
  }

  /** @returns what takes everything back. */
  kept(): () => void {
    const [manifest, spec, inputs] = [this.lives.read('runs/r.yaml'), this.spec, this.inputs];
    return () => {
      this.lives.put('runs/r.yaml', manifest);
      this.spec = spec;
      this.inputs = inputs;
      this.written();
    };
  }

  private async validates(): Promise<boolean> {
    return (await loadPipeline(await this.lives.open(), 'main')).ok;
  }

  private written(): void {
    for (const [name, one] of Object.entries(this.spec)) this.lives.put(`pipelines/${name}.yaml`, yamlOf(one));
  }
}
