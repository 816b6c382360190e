/** Opus by the platform's encoder, into our own Ogg pages. */
import { randomBytes } from 'node:crypto';
import type { EncoderConfig } from '../../../preload/contract/decoder.ts';
import { createOggOpusWriter, type OggOpusWriter } from '../../engine/audio/oggOpusWriter.ts';
import { opusRateHz, parseOpusHeader } from '../../engine/audio/opusHeader.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { EncodedPacket, PlatformAudioEncoder } from '../audio/webCodecsEncoder.ts';
import type { SoundEncoder, SoundPlace } from './soundEncoder.ts';
import type { SoundLayout } from './soundLayout.ts';
import { vorbisComments } from './soundTags.ts';

/** Where the encoder does not tell its delay: that of libopus at 48 kHz, 6.5 ms. */
const usualPreSkip = 312;
const blockSamples = 9600; // 0.2 s: whole frames of 20 ms

/** @returns null where the platform has none */
export async function findPlatformOpus(encoder: PlatformAudioEncoder): Promise<SoundEncoder | null> {
  const config: EncoderConfig = { codec: 'opus', sampleRateHz: opusRateHz, channels: 2, bitsPerSecond: 96_000 };
  if (!(await encoder.isSupported(config))) return null;
  return {
    name: 'Chromium (WebCodecs)',
    async open(place, layout, signal) {
      const { format, channels } = layout;
      if (format.kind !== 'opus') throw new EngineError('E_INTERNAL', `${format.kind} is not Opus`);
      const stream = await encoder.open({ ...config, channels, bitsPerSecond: format.kbps * 1000 }, signal);
      const muxer = createMuxer(place, layout);
      const silence = (nSamples: number) => Array.from({ length: channels }, () => new Float32Array(nSamples));
      return {
        async write({ channels: planes, nSamples }) {
          for (let at = 0; at < nSamples; at += blockSamples)
            await muxer.add(await stream.write(planes.map((plane) => plane.slice(at, at + blockSamples))));
        },
        async finish() {
          // What was put in comes out preSkip later: silence pushes the last of it through.
          await muxer.add(await stream.write(silence(blockSamples)));
          await muxer.add(await stream.flush());
          await muxer.finish();
        },
        close() {
          stream.close();
        },
      };
    },
  };
}

/** The header tells the encoder's delay, so it is written when the first packet has come. */
function createMuxer(place: SoundPlace, { channels, nSamples, sampleRateHz, tags }: SoundLayout) {
  let writer: OggOpusWriter | null = null;
  return {
    async add(packets: readonly EncodedPacket[]): Promise<void> {
      for (const { data, description } of packets) {
        writer ??= await createOggOpusWriter(await place.sink(), {
          ...{ channels, nSamples, inputRateHz: sampleRateHz },
          preSkip: description === null ? usualPreSkip : parseOpusHeader(description).preSkip,
          serial: randomBytes(4).readUInt32LE(),
          comments: vorbisComments(tags),
        });
        await writer.write(data);
      }
    },
    async finish(): Promise<void> {
      if (writer === null) throw new EngineError('E_CODEC', 'the platform’s encoder gave nothing');
      await writer.finish();
    },
  };
}
