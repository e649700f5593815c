/** Codes of sound and pictures (stage kind `media`); see codes.ts. */
import type { CodeEntry } from './code-entry.ts';

export const mediaCodes = {
  'media/file': {
    title: 'A sound, picture or video cannot be read',
    help: 'The file that a media stage is given must be a regular file inside the project, also after links are followed, and of a size that can be worked on. Paths are relative to the root of the project: those of artifacts come from `stages.<id>.artifacts`.',
    example: 'with: { op: normalise, file: ../music/theme.wav, to: theme.wav }   # outside the project',
  },
  'media/decode': {
    title: 'A sound, picture or video cannot be decoded',
    help: 'The file is damaged, is of a kind that is not known, has more than 100 million pixels, or needs ffmpeg: without ffmpeg on PATH, sound is read from WAV files and pictures from PNG, JPEG and WebP, and of videos only those of the H.264 baseline profile are decoded, such as the ones made here; others can be joined. Install ffmpeg, or let the stage before give WAV files and stills.',
    example: 'with: { op: normalise, file: theme.mp3, to: theme.wav }   # an MP3, and no ffmpeg on this machine',
  },
  'media/encode': {
    title: 'A sound or video could not be made',
    help: 'The encoder ended with an error; the message shows its last lines. Try `encoder: wasm` or `encoder: ffmpeg` to see whether the other one can do it.',
  },
  'media/encoder': {
    title: 'The encoder that a stage asks for is not there',
    help: '`encoder: ffmpeg` needs ffmpeg with libx264 on PATH, and PIPELINE_RUNNER_FFMPEG may not be `off`. `encoder: auto` takes ffmpeg where it is, and the built-in encoder elsewhere.',
    example:
      'with: { op: clip, images: [a.png], seconds: 4, to: a.mp4, encoder: ffmpeg }   # no ffmpeg on this machine',
  },
  'media/package': {
    title: 'A package for sound and pictures is not installed',
    help: 'Canvas, encoders and containers are optional packages, which npm leaves out with --omit=optional or on systems that they do not know. The message names the one that is missing.',
    example: 'npm install --include=optional',
  },
  'media/font': {
    title: 'No font has the letters of a text',
    help: 'Captions and titles are drawn with the fonts that come along (Latin, Greek, Cyrillic, Hebrew, Arabic, Japanese, simplified Chinese, emoji), then with those of the machine. A letter that none of them has would be a box in the picture, so nothing is drawn. Install a font of that script and retry: what is done is not done again.',
    example: 'apt install fonts-noto-core   # for the scripts of India and South-East Asia; fonts-noto-cjk for Korean',
  },
  'media/join': {
    title: 'Videos cannot be joined',
    help: 'Without ffmpeg, videos that cannot be decoded are joined as they are, so all of them must have the same size, codec settings and kind of sound, and `size` and `fps` cannot change them. Install ffmpeg, or make all of them with the same settings.',
    example: 'with: { op: concat, clips: [wide.mp4, tall.mp4], to: both.mp4 }   # 1920x1080 and 1080x1920',
  },
  'media/check': {
    title: 'What a media stage made did not pass its check',
    help: 'Every sound and video is looked at before it counts: its container opens, it has the streams it should have, its duration is right, it is not silent, not black and not nearly empty. The message says what was wrong, as a rule with the material that the stage was given.',
    example: 'with: { op: mix, tracks: [{ file: silence.wav }], to: episode.mp3 }   # nothing can be heard',
  },
} satisfies Record<string, CodeEntry>;
