/** A platform decoder that decodes nothing: every AAC packet becomes 1,024 samples that count on from zero. */
import type { PlatformAudioDecoder } from '../../main/engine/audio/source.ts';

export interface CountingDecoder extends PlatformAudioDecoder {
  readonly packetSizes: number[]; // bytes, of all packets it was given
}

/** @param rateFactor 2 imitates SBR, which doubles the rate behind the container's back */
export function createCountingDecoder(rateFactor = 1): CountingDecoder {
  const packetSizes: number[] = [];
  return {
    name: 'counting',
    packetSizes,
    async *decodePackets(config, packets) {
      const nSamples = 1024 * rateFactor;
      for await (const { data } of packets) {
        const start = packetSizes.length * nSamples;
        packetSizes.push(data.length);
        const samples = Float32Array.from({ length: nSamples }, (_, n) => start + n);
        const channels = Array.from({ length: config.channels }, () => samples);
        yield { channels, nSamples, sampleRateHz: config.sampleRateHz * rateFactor };
      }
    },
  };
}
