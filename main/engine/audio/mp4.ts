import type { AudioDecoder, ByteSource, OpenAudioOptions } from './source.ts';
export function openMp4(_s: ByteSource, _o?: OpenAudioOptions): Promise<AudioDecoder> { throw new Error('soon'); }
