/** What every container does with its packets, whichever of our codecs they hold. */
import type { Planar } from './planarStream.ts';
import type { AudioInfo } from './source.ts';

export interface PacketDecoder {
  readonly format: Pick<AudioInfo, 'codec' | 'sampleRateHz' | 'channels' | 'sampleFormat' | 'bitsPerSample'>;
  /**
   * Planar samples of one packet, possibly none (the first of an overlapping codec).
   * @throws EngineError E_FORMAT: the packet is damaged; the next one may be tried
   */
  decode(packet: Uint8Array): Planar;
  /** Samples a damaged packet stood for, if its first bytes still tell; 0 otherwise. */
  lostSamples(packet: Uint8Array): number;
  /** Frees memory outside the JavaScript heap. */
  free(): void;
}
