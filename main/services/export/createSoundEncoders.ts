import type { PlatformAudioEncoder } from '../audio/webCodecsEncoder.ts';
import { createFfmpegEncoders } from './ffmpegEncoders.ts';
import { findPlatformOpus } from './platformOpus.ts';
import type { SoundEncoder, SoundEncoders } from './soundEncoder.ts';

export interface EncoderSources {
  /** Of the window; the command line has none. */
  readonly platform?: PlatformAudioEncoder | undefined;
  readonly searchPath?: string | undefined; // as PATH
}

/** Opus by the platform or ffmpeg; AAC and MP3 by ffmpeg alone. */
export function createSoundEncoders({ platform, searchPath }: EncoderSources): SoundEncoders {
  const ffmpeg = createFfmpegEncoders(searchPath);
  let opus: Promise<SoundEncoder | null> | null = null;
  const platformOpus = () => {
    if (platform === undefined) return Promise.resolve(null);
    opus ??= findPlatformOpus(platform).catch(() => {
      opus = null; // its window did not open: the next export asks again
      return null;
    });
    return opus;
  };
  return {
    async find(format) {
      const found = format === 'opus' ? await platformOpus() : null;
      return found ?? (await ffmpeg(format));
    },
  };
}
