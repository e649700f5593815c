/** Codes of sound and pictures (stage kind `media`); see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const mediaCodes = {
  'media/file': {
    title: 'An audio, image or video file cannot be read',
    help: 'The input of a media stage must be a regular file inside the project, also after following links, and not too large to process. Paths are relative to the root of the project: those of artifacts come from `stages.<id>.artifacts`.',
    example: 'with: { op: normalise, file: ../music/theme.wav, to: theme.wav }   # outside the project',
  },
  'media/decode': {
    title: 'An audio, image or video file cannot be decoded',
    help: 'The file is damaged, has an unknown format, has more than 100 million pixels, or needs ffmpeg: without ffmpeg on PATH, audio can be read from WAV and MP3, images from PNG, JPEG and WebP, and videos can be decoded if they have the H.264 baseline profile, as those made by pipeline-runner do; others can only be joined. Install ffmpeg, or convert AAC (.m4a) and other audio to WAV or MP3, or let the earlier stage produce WAV files and stills.',
    example: 'with: { op: normalise, file: theme.m4a, to: theme.wav }   # AAC, and no ffmpeg on this machine',
  },
  'media/encode': {
    title: 'Audio or video could not be encoded',
    help: 'The encoder ended with an error; the message shows its last lines. Try `encoder: wasm` or `encoder: ffmpeg` to see whether the other one works.',
  },
  'media/encoder': {
    title: 'The requested encoder is not available',
    help: '`encoder: ffmpeg` needs ffmpeg with libx264 on PATH, and PIPELINE_RUNNER_FFMPEG must not be `off`. `encoder: auto` uses ffmpeg if available, else the built-in encoder.',
    example:
      'with: { op: clip, images: [a.png], seconds: 4, to: a.mp4, encoder: ffmpeg }   # no ffmpeg on this machine',
  },
  'media/package': {
    title: 'A media package is not installed',
    help: 'Canvas, encoders and containers are optional packages, which npm leaves out with --omit=optional or on systems they do not support. The message names the one that is missing.',
    example: 'npm install --include=optional',
  },
  'media/font': {
    title: 'No font has the letters of a text',
    help: 'Captions and titles are drawn with the bundled fonts (Latin, Greek, Cyrillic, Hebrew, Arabic, Japanese, simplified Chinese, emoji), then with the fonts of the machine. A missing letter would be drawn as a box, so nothing is drawn. Install a font for that script and retry: completed stages do not run again.',
    example: 'apt install fonts-noto-core   # for the scripts of India and South-East Asia; fonts-noto-cjk for Korean',
  },
  'media/join': {
    title: 'Videos cannot be joined',
    help: 'Without ffmpeg, videos that cannot be decoded are joined unchanged, so all of them must have the same size, codec settings and audio format, and `size` and `fps` cannot change them. Install ffmpeg, or make all of them with the same settings.',
    example: 'with: { op: concat, clips: [wide.mp4, tall.mp4], to: both.mp4 }   # 1920x1080 and 1080x1920',
  },
  'media/check': {
    title: 'The result of a media stage did not pass its checks',
    help: 'Every audio and video file is checked before it counts: its container opens, it has the streams it should have, its duration is right, it has frames, and it is neither silent nor black. The message says what was wrong, usually with the input of the stage.',
    example: 'with: { op: mix, tracks: [{ file: silence.wav }], to: episode.mp3 }   # nothing can be heard',
  },
} satisfies Record<string, CodeEntry>;
