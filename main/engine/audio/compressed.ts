/** Sends a compressed container to its reader. One file a container; each streams with bounded memory. */
import { openAdts } from './adts.ts';
import { openFlac } from './flac.ts';
import { openMp3 } from './mp3.ts';
import { openMp4 } from './mp4.ts';
import { openOgg } from './ogg.ts';
import type { AudioDecoder, ByteSource, OpenAudioOptions } from './source.ts';
import { openWebm } from './webm.ts';

export type CompressedKind = 'flac' | 'ogg' | 'mp3' | 'mp4' | 'webm' | 'adts';

/**
 * Opens a compressed file of a kind already recognised by its first bytes.
 * @throws EngineError E_FORMAT for a damaged container, E_CODEC for a codec nothing here decodes, E_IO
 */
export async function openCompressedAudio(
  source: ByteSource,
  kind: CompressedKind,
  options: OpenAudioOptions,
): Promise<AudioDecoder> {
  switch (kind) {
    case 'flac':
      return openFlac(source);
    case 'ogg':
      return openOgg(source);
    case 'mp3':
      return openMp3(source);
    case 'mp4':
      return openMp4(source, options);
    case 'webm':
      return openWebm(source, options);
    case 'adts':
      return openAdts(source, options);
  }
}
