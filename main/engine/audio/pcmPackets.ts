/** Interleaved PCM that a container has cut into packets: QuickTime, Matroska. */
import { bytesPerSample, decodePcm, pcmCodecName } from './pcm.ts';
import type { PcmEncoding } from './pcm.ts';
import type { PacketDecoder } from './packetDecoder.ts';

export function createPcmPacketDecoder(encoding: PcmEncoding, sampleRateHz: number, channels: number): PacketDecoder {
  const frameBytes = channels * bytesPerSample[encoding.format];
  return {
    format: {
      codec: pcmCodecName(encoding),
      sampleRateHz,
      channels,
      sampleFormat: encoding.format,
      bitsPerSample: 8 * bytesPerSample[encoding.format],
    },
    decode(packet) {
      const length = Math.floor(packet.length / frameBytes);
      const planar = Array.from({ length: channels }, () => new Float32Array(length));
      decodePcm(packet.subarray(0, length * frameBytes), encoding, planar);
      return planar;
    },
    lostSamples: () => 0,
    free() {},
  };
}
