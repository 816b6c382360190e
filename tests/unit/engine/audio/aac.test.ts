import { describe, expect, test, vi } from 'vitest';
import { adtsHeader, parseAacConfig, writeAacConfig } from '../../../../main/engine/audio/aacConfig.ts';
import { parseAdtsHeader } from '../../../../main/engine/audio/adts.ts';
import { bufferSource } from '../../../../main/engine/audio/bufferSource.ts';
import { parseItunesGapless } from '../../../../main/engine/audio/mp4Track.ts';
import { openAudio } from '../../../../main/engine/audio/openAudio.ts';
import { EngineError } from '../../../../main/engine/core/errors.ts';
import { createCountingDecoder } from '../../../fuzz/countingAac.ts';
import { readFixture } from './compressedFixtures.ts';
import { decodeAll } from './decodeAll.ts';

/** Sample n of the counting decoder is n: the first one that comes out tells what was trimmed. */
async function decodeCounting(bytes: Uint8Array, rateFactor = 1) {
  const platformDecoder = createCountingDecoder(rateFactor);
  const decoded = await decodeAll(bytes, { platformDecoder });
  const [samples] = decoded.channels;
  return { ...decoded, first: samples![0], last: samples!.at(-1), packetSizes: platformDecoder.packetSizes };
}

describe('AAC packets reach the platform decoder', () => {
  test.each([
    // 14 packets of 1,024 samples hold the encoder's 1,024, the recording's 12,800 and padding
    { name: 'm4a-aac.m4a', container: 'MP4', first: 1024, nSamples: 12_800 },
    { name: 'm4a-fragmented.m4a', container: 'MP4', first: 0, nSamples: 14 * 1024 },
    { name: 'mka-aac.mka', container: 'Matroska', first: 0, nSamples: 14 * 1024 },
    { name: 'adts-aac.aac', container: 'ADTS', first: 0, nSamples: 14 * 1024 },
  ])('$name: $nSamples samples from $first on', async ({ name, container, first, nSamples }) => {
    const decoded = await decodeCounting(readFixture(name));
    expect(decoded.packetSizes.length).toBe(14);
    expect(decoded.info).toMatchObject({ container, codec: 'AAC-LC', sampleRateHz: 16_000, channels: 1, nSamples });
    expect(decoded.info.encoderDelaySamples).toBe(first);
    expect([decoded.first, decoded.last]).toEqual([first, first + nSamples - 1]);
  });

  test('the same packets come out of every container', async () => {
    const sizes = await Promise.all(
      ['m4a-aac.m4a', 'm4a-fragmented.m4a', 'mka-aac.mka', 'adts-aac.aac'].map(
        async (name) => (await decodeCounting(readFixture(name))).packetSizes,
      ),
    );
    for (const other of sizes.slice(1)) expect(other).toEqual(sizes[0]);
  });

  test('the edit list is scaled where SBR doubles the rate', async () => {
    const { info, first, last } = await decodeCounting(readFixture('m4a-aac.m4a'), 2);
    expect(info).toMatchObject({ sampleRateHz: 32_000, nSamples: 25_600, codec: 'HE-AAC' });
    expect([first, last]).toEqual([2048, 2048 + 25_599]);
  });

  test('what iTunes noted goes before the edit list', async () => {
    const text = ' 00000000 00000840 000001CA 0000000000002EE0 00000000 00000000';
    const { info, first } = await decodeCounting(withItunesGapless(readFixture('m4a-aac.m4a'), text));
    expect(info).toMatchObject({ encoderDelaySamples: 2112, nSamples: 12_000 });
    expect(first).toBe(2112);
  });

  test('without a platform decoder the error names the codec and the way out', async () => {
    await expect(openAudio(bufferSource('talk.m4a', readFixture('m4a-aac.m4a')))).rejects.toMatchObject({
      code: 'E_CODEC',
      message:
        '"talk.m4a" holds AAC-LC, which needs the platform\'s decoder: open it in the app, ' +
        'or install ffmpeg so that the command line finds it on PATH',
    });
  });

  test('cancelling ends the platform decoder', async () => {
    let aborted = false;
    const decoder = await openAudio(bufferSource('a.m4a', readFixture('m4a-aac.m4a')), {
      platformDecoder: {
        name: 'endless',
        async *decodePackets(config, _packets, options) {
          options?.signal?.addEventListener('abort', () => (aborted = true));
          for (;;) {
            await new Promise((resolve) => setTimeout(resolve, 1));
            yield { channels: [new Float32Array(1024)], nSamples: 1024, sampleRateHz: config.sampleRateHz };
          }
        },
      },
    });
    await decoder.close();
    expect(aborted).toBe(true);
  });
});

describe('cancelling the opening of an AAC file', () => {
  const endsWhenAborted = (signal: AbortSignal | undefined) =>
    new Promise<never>((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        reject(new EngineError('E_ABORTED', 'cancelled'));
      });
    });

  test('reaches a decoder that has given nothing yet', async () => {
    const aborter = new AbortController();
    const opening = openAudio(bufferSource('a.m4a', readFixture('m4a-aac.m4a')), {
      signal: aborter.signal,
      platformDecoder: {
        name: 'silent',
        async *decodePackets(_config, _packets, options) {
          yield await endsWhenAborted(options?.signal);
        },
      },
    });
    setTimeout(() => {
      aborter.abort();
    }, 5);
    await expect(opening).rejects.toMatchObject({ code: 'E_ABORTED' });
  });

  test('ends between two reads of the file', async () => {
    const aborter = new AbortController();
    const source = bufferSource('a.aac', readFixture('adts-aac.aac'));
    let reads = 0;
    const read = (offset: number, length: number) => {
      reads++;
      aborter.abort();
      return source.read(offset, length);
    };
    await expect(openAudio({ ...source, read }, { signal: aborter.signal })).rejects.toMatchObject({
      code: 'E_ABORTED',
    });
    expect(reads).toBe(1);
  });

  test('leaves no listener on the signal of a batch', async () => {
    const aborter = new AbortController();
    const added = vi.spyOn(aborter.signal, 'addEventListener');
    const removed = vi.spyOn(aborter.signal, 'removeEventListener');
    const platformDecoder = createCountingDecoder();
    await decodeAll(readFixture('m4a-aac.m4a'), { platformDecoder, signal: aborter.signal });
    expect(added).toHaveBeenCalled();
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
      expect.arrayContaining(added.mock.calls.map(([, listener]) => listener)),
    );
  });
});

describe('AAC configuration', () => {
  test('reads plain, explicit SBR and backward-compatible SBR announcements', () => {
    expect(parseAacConfig(writeAacConfig(2, 4, 2))).toMatchObject({
      codec: 'mp4a.40.2',
      name: 'AAC-LC',
      sampleRateHz: 44_100,
      channelConfig: 2,
      sbr: false,
    });
    // ISO/IEC 14496-3 table 1.15: object type 5 at 24 kHz in 2 channels, extended to 48 kHz, core type 2
    expect(parseAacConfig(Uint8Array.of(0x2b, 0x11, 0x88, 0x00))).toMatchObject({
      codec: 'mp4a.40.5',
      name: 'HE-AAC',
      objectType: 2,
      sampleRateHz: 24_000,
      sbr: true,
    });
    expect(parseAacConfig(Uint8Array.of(0x13, 0x10, 0x56, 0xe5, 0x98))).toMatchObject({
      codec: 'mp4a.40.2',
      sampleRateHz: 24_000,
      sbr: true,
    });
  });

  test('ADTS headers round-trip, and what they cannot say gives null', () => {
    const config = parseAacConfig(writeAacConfig(2, 8, 1));
    expect(parseAdtsHeader(adtsHeader(config, 300)!)).toEqual({
      objectType: 2,
      rateIndex: 8,
      channelConfig: 1,
      headerBytes: 7,
      frameBytes: 307,
      nRawBlocks: 1,
    });
    expect(adtsHeader(config, 8185)).toBeNull(); // 13 bits of length
    expect(adtsHeader(parseAacConfig(Uint8Array.of(0x2b, 0x11, 0x88, 0x00)), 100)).not.toBeNull(); // its AAC-LC core
    expect(adtsHeader({ ...config, objectType: 42 }, 100)).toBeNull();
  });

  test('iTunSMPB: delay and length in hexadecimal', () => {
    expect(parseItunesGapless(' 00000000 00000840 000001CA 00000000003F31F6 00000000')).toEqual({
      skip: 2112,
      keep: 4_141_558,
    });
    expect(parseItunesGapless(' 00000000 00000000 00000000 0000000000000000')).toBeNull();
    expect(parseItunesGapless('nothing of the kind')).toBeNull();
  });
});

/** Adds moov/udta/meta/ilst/---- with the iTunSMPB text; "moov" is the last box of the fixture. */
function withItunesGapless(file: Uint8Array, text: string): Uint8Array {
  const ascii = (value: string): number[] => [...new TextEncoder().encode(value)];
  const box = (type: string, ...bodies: readonly number[][]): number[] => {
    const body = bodies.flat();
    const size = body.length + 8;
    return [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255, ...ascii(type), ...body];
  };
  const item = box(
    '----',
    box('mean', [0, 0, 0, 0], ascii('com.apple.iTunes')),
    box('name', [0, 0, 0, 0], ascii('iTunSMPB')),
    box('data', [0, 0, 0, 1, 0, 0, 0, 0], ascii(text)),
  );
  const udta = box('udta', box('meta', [0, 0, 0, 0], box('ilst', item)));
  const renamed = file.slice();
  renamed.set(ascii('free'), Buffer.from(file).indexOf('udta')); // the fixture's own
  const moovAt = Buffer.from(file).indexOf('moov') - 4;
  const result = new Uint8Array(file.length + udta.length);
  result.set(renamed);
  result.set(udta, file.length);
  new DataView(result.buffer).setUint32(moovAt, file.length + udta.length - moovAt);
  return result;
}
