/** Files of every kind that is written here, always the same bytes: what independent readers were asked about. */
import { readFileSync } from 'node:fs';
import { bufferSource } from '../../../main/engine/audio/bufferSource.ts';
import { bufferSink, type ByteSink } from '../../../main/engine/audio/byteSink.ts';
import { ByteReader } from '../../../main/engine/audio/byteReader.ts';
import { createFlacWriter } from '../../../main/engine/audio/flacWriter.ts';
import { createOggOpusWriter } from '../../../main/engine/audio/oggOpusWriter.ts';
import { nextOggPage, OggPacketizer } from '../../../main/engine/audio/oggPages.ts';
import { parseOpusHeader } from '../../../main/engine/audio/opusHeader.ts';
import { broadcastChunk, infoChunk } from '../../../main/engine/audio/wavMetadata.ts';
import { createWavWriter } from '../../../main/engine/audio/wavWriter.ts';
import { inProject } from '../../../scripts/projectPaths.ts';

const nSamples = 4801; // odd: 8 bits end in a byte of padding
const layout = { sampleRateHz: 48_000, channels: 2, nSamples };
const left = Float32Array.from({ length: nSamples }, (_, n) => (((n * 7919) % 65_536) - 32_768) / 32_768);
const right = Float32Array.from({ length: nSamples }, (_, n) => (((n * 104_729) % 65_536) - 32_768) / 32_768);
const block = { channels: [left, right], nSamples };
const comments = {
  vendor: 'Phonoscope 1.0',
  fields: [
    ['TITLE', 'Täst'],
    ['ARTIST', 'Nobody'],
  ] as const,
};
const head = broadcastChunk({
  ...{ description: 'Description', originator: 'Originator', originatorReference: 'Reference' },
  ...{ dateTime: new Date('2026-01-02T03:04:05Z'), timeReference: 96_000, codingHistory: 'A=PCM\r\n' },
});
const tail = infoChunk({ INAM: 'Täst', IART: 'Nobody', ICRD: '2026-01-02', ICMT: 'Comment', ISFT: 'Phonoscope 1.0' });

async function made(write: (sink: ByteSink) => Promise<void>): Promise<Uint8Array> {
  const sink = bufferSink();
  await write(sink);
  return sink.bytes();
}

/** Packets of a recording by an independent encoder, in pages of ours: 1.5 s. */
async function opusFile(sink: ByteSink): Promise<void> {
  const source = new Uint8Array(readFileSync(inProject('tests/fixtures/audio/ogg-opus.opus')));
  const reader = new ByteReader(bufferSource('opus', source));
  const packetizer = new OggPacketizer();
  const packets: Uint8Array[] = [];
  for (let page = await nextOggPage(reader); page !== null; page = await nextOggPage(reader))
    packets.push(...packetizer.take(page).packets);
  const { channels, preSkip } = parseOpusHeader(packets[0]!);
  const options = { channels, preSkip, nSamples: 12_345, inputRateHz: 44_100, serial: 0x1234_5678, comments };
  const writer = await createOggOpusWriter(sink, options);
  for (const packet of packets.slice(2)) await writer.write(packet);
  await writer.finish();
}

const widths = { wav8: 'u8', wav16: 's16', wav24: 's24', wav32: 's32', wav32f: 'f32', wav64f: 'f64' } as const;

export async function exportedFiles(): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  for (const [name, format] of Object.entries(widths))
    files[`${name}.wav`] = await made(async (sink) => {
      const writer = await createWavWriter(sink, { ...layout, format, head, tail });
      await writer.write(block);
      await writer.finish();
    });
  for (const [name, format] of [
    ['flac16', 's16'],
    ['flac24', 's24'],
  ] as const)
    files[`${name}.flac`] = await made(async (sink) => {
      const writer = await createFlacWriter(sink, { ...layout, format, comments });
      await writer.write(block);
      await writer.finish();
    });
  files['opus.opus'] = await made(opusFile);
  return files;
}
