import { execFile } from 'node:child_process';
import type { LossyName } from '../../../preload/contract/exportFormat.ts';
import { findFfmpeg } from '../audio/findFfmpeg.ts';
import { createFfmpegEncoder, ffmpegCodecs } from './ffmpegEncoder.ts';
import type { SoundEncoder } from './soundEncoder.ts';

const askMs = 10_000;

/** What the ffmpeg on PATH encodes, asked once; or why it does not, asked again each time: it may be there by then. */
export function createFfmpegEncoders(searchPath?: string): (format: LossyName) => Promise<SoundEncoder | string> {
  let known: Promise<Installed | string> | null = null;
  return async (format) => {
    known ??= askFfmpeg(searchPath);
    const asked = known;
    const installed = await asked;
    if (typeof installed === 'string') {
      if (known === asked) known = null;
      return installed;
    }
    const { encoder } = ffmpegCodecs[format];
    if (!installed.encoders.has(encoder)) return `the ffmpeg at ${installed.executable} was built without ${encoder}`;
    return createFfmpegEncoder(installed.executable, installed.version);
  };
}

interface Installed {
  readonly executable: string;
  readonly version: string;
  readonly encoders: ReadonlySet<string>;
}

async function askFfmpeg(searchPath: string | undefined): Promise<Installed | string> {
  const executable = await findFfmpeg(searchPath);
  if (executable === null) return 'it needs ffmpeg, and none is on PATH';
  try {
    const [about, list] = await Promise.all([answer(executable, '-version'), answer(executable, '-encoders')]);
    const encoders = [...list.matchAll(/^ A\S{5} (\S+)/gm)].map(([, name = '']) => name);
    return { executable, version: /^ffmpeg version (\S+)/.exec(about)?.[1] ?? '', encoders: new Set(encoders) };
  } catch (error) {
    return `the ffmpeg at ${executable} does not run: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function answer(executable: string, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: askMs, maxBuffer: 1 << 22, windowsHide: true };
    execFile(executable, ['-hide_banner', question], options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Error(error.message.split('\n')[0]));
    });
  });
}
