import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bufferSource } from '../../../../main/engine/audio/bufferSource.ts';
import { bufferSink } from '../../../../main/engine/audio/byteSink.ts';
import { ByteReader } from '../../../../main/engine/audio/byteReader.ts';
import { createOggOpusWriter, type OggOpusOptions } from '../../../../main/engine/audio/oggOpusWriter.ts';
import { OggPageWriter } from '../../../../main/engine/audio/oggPageWriter.ts';
import { nextOggPage, OggPacketizer } from '../../../../main/engine/audio/oggPages.ts';
import { opusPacketSamples, parseOpusHeader } from '../../../../main/engine/audio/opusHeader.ts';
import { vorbisCommentBytes } from '../../../../main/engine/audio/vorbisComment.ts';
import { decodeAll } from './decodeAll.ts';

async function pagesOf(bytes: Uint8Array) {
  const reader = new ByteReader(bufferSource('test', bytes));
  const packetizer = new OggPacketizer();
  const pages = [];
  const packets: Uint8Array[] = [];
  for (;;) {
    const page = await nextOggPage(reader);
    if (page === null) return { pages, packets };
    expect(page.skippedBytes).toBe(0); // a checksum that fails would skip it
    const taken = packetizer.take(page);
    expect(taken.lost).toBe(false);
    packets.push(...taken.packets);
    pages.push(page);
  }
}

describe('Ogg pages', () => {
  it('give back packets of any length, also those of a multiple of 255 and longer than a page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(0, 1, 254, 255, 256, 510, 3000, 70_000), { minLength: 1 }),
        async (lengths) => {
          const sink = bufferSink();
          const writer = new OggPageWriter(sink, 7);
          const put = lengths.map((length, i) => new Uint8Array(length).fill(i + 1));
          for (const [i, packet] of put.entries()) {
            await writer.add(packet, i);
            if (i % 3 === 2) await writer.flush();
          }
          await writer.flush(true);
          const { pages, packets } = await pagesOf(sink.bytes());
          expect(packets).toEqual(put);
          expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, i) => i));
          expect(pages.map(({ isFirst }) => isFirst)).toEqual(pages.map((_, i) => i === 0));
          expect(writer.bytes).toBe(sink.bytes().length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('say −1 where no packet ends', async () => {
    const sink = bufferSink();
    const writer = new OggPageWriter(sink, 7);
    await writer.add(new Uint8Array(100_000), 960);
    await writer.flush(true);
    const { pages } = await pagesOf(sink.bytes());
    expect(pages.map(({ granule }) => granule)).toEqual([-1, 960]);
    expect(pages.map(({ isContinued, isLast }) => [isContinued, isLast])).toEqual([
      [false, false],
      [true, true],
    ]);
  });
});

const options: OggOpusOptions = {
  ...{ channels: 1, preSkip: 312, nSamples: 48_000, inputRateHz: 16_000, serial: 0xfedc_ba98 },
  comments: { vendor: 'Phonoscope', fields: [['TITLE', 'Übung 1']] },
};

/** The packets of a file that an independent encoder wrote, and its header. */
async function foreignPackets() {
  const { packets } = await pagesOf(new Uint8Array(readFileSync('tests/fixtures/audio/ogg-opus.opus')));
  const [head, , ...sound] = packets;
  return { header: parseOpusHeader(head!), sound };
}

describe('Ogg Opus', () => {
  it.each([1, 959, 960, 12_345])(
    'gives %i samples to the decoder, the same that the packets gave where they came from',
    async (nSamples) => {
      const { header, sound } = await foreignPackets();
      const sink = bufferSink();
      const writer = await createOggOpusWriter(sink, {
        ...options,
        channels: header.channels,
        preSkip: header.preSkip,
        nSamples,
      });
      for (const packet of sound) await writer.write(packet);
      expect(await writer.finish()).toBe(sink.bytes().length);
      const decoded = await decodeAll(sink.bytes());
      expect(decoded.info).toMatchObject({ container: 'Ogg', nSamples, sampleRateHz: 48_000 });
      const before = await decodeAll(new Uint8Array(readFileSync('tests/fixtures/audio/ogg-opus.opus')));
      decoded.channels.forEach((x, c) => {
        expect(x).toEqual(before.channels[c]!.slice(0, nSamples));
      });
    },
  );

  it('has header, tags and a page a second, positions that count what is decoded, and the end where the sound ends', async () => {
    const packet = Uint8Array.of(1 << 3, 1, 2, 3); // says 20 ms: only that matters here
    const length = opusPacketSamples(packet);
    const nSamples = 2.5 * 48_000;
    const sink = bufferSink();
    const writer = await createOggOpusWriter(sink, { ...options, nSamples });
    for (let n = 0; n < nSamples + 10 * length; n += length) await writer.write(packet);
    await writer.finish();
    const { pages, packets } = await pagesOf(sink.bytes());
    expect(new TextDecoder().decode(packets[0]!.subarray(0, 8))).toBe('OpusHead');
    expect(new TextDecoder().decode(packets[1])).toContain('TITLE=Übung 1');
    expect(pages.map(({ granule }) => granule)).toEqual([0, 0, 48_000, 96_000, 312 + nSamples]);
    expect(pages.map(({ isLast }) => isLast)).toEqual([false, false, false, false, true]);
    expect(new Set(pages.map(({ serial }) => serial))).toEqual(new Set([0xfedc_ba98]));
  });

  it('refuses what is no packet, and packets that hold less than was promised', async () => {
    const writer = await createOggOpusWriter(bufferSink(), options);
    await expect(writer.write(new Uint8Array(0))).rejects.toMatchObject({ code: 'E_FORMAT' });
    await expect(writer.finish()).rejects.toMatchObject({ code: 'E_SHAPE' });
    await expect(createOggOpusWriter(bufferSink(), { ...options, channels: 3 })).rejects.toMatchObject({
      code: 'E_PARAM',
    });
  });
});

describe('Vorbis comments', () => {
  it('are lengths and texts, little-endian', () => {
    const bytes = vorbisCommentBytes({ vendor: 'v', fields: [['A', 'ü']] });
    expect([...bytes]).toEqual([1, 0, 0, 0, 0x76, 1, 0, 0, 0, 4, 0, 0, 0, 0x41, 0x3d, 0xc3, 0xbc]);
  });
  it('refuse a name that is none', () => {
    expect(() => vorbisCommentBytes({ vendor: '', fields: [['A=B', '']] })).toThrow('must be ASCII');
  });
});
