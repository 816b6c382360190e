/** FLAC frames that a container has already cut out: Ogg, Matroska, MP4. */
import { EngineError } from '../core/errors.ts';
import { decodeFlacFrame, parseFlacFrameHeader } from './flacFrameDecoder.ts';
import type { FlacStreamInfo } from './flacFrameDecoder.ts';
import { describeFlac } from './flacStreamInfo.ts';
import type { PacketDecoder } from './packetDecoder.ts';

export function createFlacPacketDecoder(info: FlacStreamInfo): PacketDecoder {
  return {
    format: describeFlac(info),
    decode(packet) {
      const frame = decodeFlacFrame(packet, info);
      if (frame.frameBytes > packet.length) throw new EngineError('E_FORMAT', 'a FLAC frame is cut short');
      return frame.channels;
    },
    lostSamples: (packet) => parseFlacFrameHeader(packet, info)?.blockSize ?? 0,
    free() {},
  };
}
