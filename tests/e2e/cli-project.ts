import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { MANIFEST, TWO_STAGES } from '../cli/rig.ts';
import { PROGRAM } from '../rig/program.ts';
import { cleanEnvironment } from './nodes.ts';

const temporary: string[] = [];
const started: ChildProcess[] = [];
after(() => {
  // A test that failed in the middle leaves its runner waiting.
  for (const child of started) if (child.exitCode === null) child.kill('SIGTERM');
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export class Project {
  readonly root = mkdtempSync(path.join(tmpdir(), 'e2e-cli-'));

  constructor(files: Readonly<Record<string, string>>) {
    temporary.push(this.root);
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), text);
  }

  read(file: string): string {
    return readFileSync(this.at(file), 'utf8');
  }

  at(file: string): string {
    return path.join(this.root, file);
  }

  start(...argv: string[]): ChildProcess {
    const env = { ...cleanEnvironment(), NO_COLOR: '1' };
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    const child = spawn(process.execPath, [PROGRAM, ...argv], { cwd: this.root, env, stdio });
    started.push(child);
    return child;
  }

  cli(...argv: string[]): Promise<Said> {
    return said(this.start(...argv));
  }
}

export function said(child: ChildProcess): Promise<Said> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** Resolves when stderr has said it: progress lines tell what the run does. */
export function tells(child: ChildProcess, text: string): Promise<void> {
  let err = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString();
      if (err.includes(text)) resolve();
    });
    child.on('close', () => reject(new Error(`ended without "${text}": ${err}`)));
  });
}

export const two = (): Project => new Project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/ep1.yaml': MANIFEST });
