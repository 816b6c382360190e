import { describe, expect, test } from 'vitest';
import { decodeAll, pipeSource } from './decodeAll.ts';
import { ascii, chunk, formatChunk, join, riff, s16, u16, u32, u64 } from './fileBytes.ts';

const samples = s16(0, 16_384, -32_768, 8_192);
const values = [0, 0.5, -1, 0.25];
const data = chunk('data', samples);
const refused = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });

async function mono(file: Uint8Array) {
  const { info, channels } = await decodeAll(file);
  return { info, values: Array.from(channels[0]!), warnings: info.warnings };
}

describe('sizes in the header', () => {
  test('right ones give no warning', async () => {
    const { info, warnings } = await mono(riff(formatChunk(), data));
    expect(info).toMatchObject({ container: 'WAV', codec: 'PCM s16le', nSamples: 4, bitsPerSample: 16 });
    expect(warnings).toEqual([]);
  });

  test.each([
    ['0xFFFFFFFF', 0xffff_ffff, /no data size \(0xFFFFFFFF\)/],
    ['0', 0, /data size of 0/],
    ['2 GiB, as SoX writes into a pipe', 0x7fff_f000, /2147479552 bytes of samples, the file holds 8/],
  ])('a streamed data size of %s reads to the end', async (_, bytes, warning) => {
    const file = riff(formatChunk(), chunk('data', samples, { bytes }));
    const got = await mono(file);
    expect(got.values).toEqual(values);
    expect(got.warnings).toEqual([expect.stringMatching(warning)]);
  });

  test('a data size of 0 before another chunk is the truth', async () => {
    const got = await mono(riff(formatChunk(), chunk('data', new Uint8Array(0)), chunk('LIST', ascii('INFO'))));
    expect(got.values).toEqual([]);
    expect(got.info.nSamples).toBe(0);
    expect(got.warnings).toEqual([]);
  });

  test('a data size of 0 at the end of the file is the truth', async () => {
    const got = await mono(riff(formatChunk(), chunk('data', new Uint8Array(0))));
    expect(got.info.nSamples).toBe(0);
    expect(got.warnings).toEqual([]);
  });

  test('a wrong RIFF size changes nothing', async () => {
    const file = riff(formatChunk(), data);
    file.set(u32(3), 4);
    expect((await mono(file)).values).toEqual(values);
  });

  test('chunks after the data are not heard', async () => {
    const got = await mono(riff(formatChunk(), data, chunk('LIST', ascii('INFOISFT'))));
    expect(got.values).toEqual(values);
    expect(got.warnings).toEqual([]);
  });

  test('a truncated body decodes what is there', async () => {
    const got = await mono(riff(formatChunk(), data).subarray(0, -3));
    expect(got.values).toEqual(values.slice(0, 2));
    expect(got.info.nSamples).toBe(2);
    expect(got.warnings).toEqual([
      expect.stringMatching(/says 8 bytes of samples, the file holds 5/),
      expect.stringMatching(/5 bytes of samples are not whole frames of 2: dropped the last 1/),
    ]);
  });

  test('a size that wrapped at 4 GiB is unwrapped', async () => {
    const header = riff(formatChunk(), chunk('data', new Uint8Array(0), { bytes: 100 }));
    const decoder = await decodeHead(header, header.length + 2 * 2 ** 32 + 100);
    expect(decoder.nSamples).toBe((2 * 2 ** 32 + 100) / 2);
    expect(decoder.warnings).toEqual([expect.stringMatching(/data size 100 has wrapped at 4 GiB/)]);
  });

  test('a file that shrinks while it is read ends with a warning', async () => {
    const file = riff(formatChunk(), data);
    const { info, channels } = await decodeAll({
      name: 'shrinking',
      size: file.length,
      read: (offset, length) => Promise.resolve(file.subarray(0, -4).subarray(offset, offset + length)),
      close: () => Promise.resolve(),
    });
    expect(Array.from(channels[0]!)).toEqual([0, 0.5]);
    expect(info.nSamples).toBe(2);
    expect(info.warnings).toEqual([expect.stringMatching(/ends after 2 of 4 samples/)]);
  });
});

/** Info of a file whose body does not exist. */
async function decodeHead(header: Uint8Array, size: number) {
  const { openAudio } = await import('../../../../main/engine/audio/openAudio.ts');
  const read = (offset: number, length: number) => Promise.resolve(header.subarray(offset, offset + length));
  return (await openAudio({ name: 'long', size, read, close: () => Promise.resolve() })).info;
}

describe('chunks', () => {
  test('an odd chunk is padded', async () => {
    const got = await mono(riff(chunk('note', ascii('abc')), formatChunk(), data));
    expect(got.values).toEqual(values);
    expect(got.warnings).toEqual([]);
  });

  test('an odd chunk without its pad byte is survived', async () => {
    const got = await mono(riff(chunk('note', ascii('abc'), { pad: false }), formatChunk(), data));
    expect(got.values).toEqual(values);
    expect(got.warnings).toEqual(['The odd chunk "note" has no pad byte: read on without it.']);
  });

  test('data before fmt is found', async () => {
    expect((await mono(riff(data, formatChunk()))).values).toEqual(values);
  });

  test('the first data chunk counts', async () => {
    expect((await mono(riff(data, chunk('data', s16(1, 2, 3)), formatChunk()))).values).toEqual(values);
  });

  test('4,096 chunks without fmt and data are enough', async () => {
    const empty = new Uint8Array(8 * 5000).fill(0);
    await expect(decodeAll(riff(empty))).rejects.toMatchObject(refused('E_FORMAT', /among its first 4096/));
  });
});

describe('RF64 and RIFX', () => {
  const ds64 = (dataBytes: number | bigint) => chunk('ds64', join(u64(1000), u64(dataBytes), u64(4), u32(0)));
  const long = (...chunks: Uint8Array[]) => {
    const file = riff(...chunks);
    file.set(ascii('RF64'));
    file.set(u32(0xffff_ffff), 4);
    return file;
  };

  test.each(['RF64', 'BW64'])('%s takes its size from ds64', async (id) => {
    const file = long(ds64(4), formatChunk(), chunk('data', samples, { bytes: 0xffff_ffff }));
    file.set(ascii(id));
    const got = await mono(file);
    expect(got.info.container).toBe(id);
    expect(got.values).toEqual(values.slice(0, 2));
    expect(got.warnings).toEqual([]);
  });

  test('without ds64 it reads to the end', async () => {
    const got = await mono(long(formatChunk(), chunk('data', samples, { bytes: 0xffff_ffff })));
    expect(got.values).toEqual(values);
    expect(got.warnings).toHaveLength(1);
  });

  test('more than 4 GiB', async () => {
    const bytes = 5 * 2 ** 32;
    const header = long(ds64(bytes), formatChunk(), chunk('data', new Uint8Array(0), { bytes: 0xffff_ffff }));
    expect((await decodeHead(header, header.length + bytes)).nSamples).toBe(bytes / 2);
  });

  test('a size of 2⁶⁴ − 1 is cut to the file', async () => {
    const got = await mono(long(ds64(-1n), formatChunk(), chunk('data', samples, { bytes: 0xffff_ffff })));
    expect(got.values).toEqual(values);
    expect(got.warnings).toHaveLength(1);
  });

  test('RIFX is big-endian throughout', async () => {
    const swap = (bytes: Uint8Array) => bytes.toReversed();
    const format = join(swap(u16(1)), swap(u16(1)), swap(u32(8000)), swap(u32(16_000)), swap(u16(2)), swap(u16(16)));
    const body = join(...[0, 16_384, -32_768, 8_192].map((value) => swap(u16(value))));
    const file = join(
      ascii('RIFX'),
      swap(u32(44)),
      ascii('WAVE'),
      join(ascii('fmt '), swap(u32(16)), format),
      join(ascii('data'), swap(u32(8)), body),
    );
    const got = await mono(file);
    expect(got.info).toMatchObject({ container: 'RIFX', codec: 'PCM s16be', sampleRateHz: 8000 });
    expect(got.values).toEqual(values);
  });
});

describe('formats', () => {
  const pcmTail = '000000001000800000aa00389b71';
  const extensible = (tag: number, changes: { bits?: number; validBits?: number; tail?: string } = {}) => {
    const { bits = 16, validBits = bits, tail = pcmTail } = changes;
    return chunk(
      'fmt ',
      join(
        ...[u16(0xfffe), u16(1), u32(8000), u32(8000 * (bits / 8)), u16(bits / 8), u16(bits)],
        ...[u16(22), u16(validBits), u32(0), u16(tag), Uint8Array.from(Buffer.from(tail, 'hex'))],
      ),
    );
  };

  test('extensible PCM with fewer meant bits', async () => {
    const got = await mono(riff(extensible(1, { validBits: 12 }), data));
    expect(got.info).toMatchObject({ codec: 'PCM s16le', bitsPerSample: 12 });
    expect(got.values).toEqual(values);
  });

  test('extensible float, and the Ambisonic subformat', async () => {
    const floats = chunk('data', new Uint8Array(Float32Array.of(0.1, -3).buffer));
    const expected = [Math.fround(0.1), -3];
    expect((await mono(riff(extensible(3, { bits: 32 }), floats))).values).toEqual(expected);
    const tail = '00002107d3118644c8c1ca000000';
    expect((await mono(riff(extensible(3, { bits: 32, tail }), floats))).values).toEqual(expected);
  });

  test('extensible of an unknown subformat names it', async () => {
    const file = riff(extensible(1, { tail: 'ffffffffffffffffffffffffffff' }), data);
    await expect(decodeAll(file)).rejects.toMatchObject(refused('E_CODEC', /0100ffffffffffffffffffffffffffff/));
  });

  test('an extensible fmt chunk cut short', async () => {
    await expect(decodeAll(riff(formatChunk({ tag: 0xfffe }), data))).rejects.toMatchObject(
      refused('E_FORMAT', /has 16 bytes, 40 are due/),
    );
  });

  test.each([
    [12, 2, 's16'],
    [20, 3, 's24'],
    [24, 4, 's32'],
    [8, 1, 'u8'],
    [4, 1, 'u8'],
  ])('%d bits in blocks of %d bytes are %s', async (bits, blockAlign, sampleFormat) => {
    const { info } = await decodeAll(riff(formatChunk({ bits, blockAlign }), chunk('data', new Uint8Array(12))));
    expect(info).toMatchObject({ sampleFormat, bitsPerSample: bits, warnings: [] });
  });

  test('a block size that fits nothing is replaced', async () => {
    const got = await mono(riff(formatChunk({ blockAlign: 7 }), data));
    expect(got.values).toEqual(values);
    expect(got.warnings).toEqual([expect.stringMatching(/block size 7 does not fit 1 × 2 bytes/)]);
  });

  test.each([
    ['3-bit float', { tag: 3, bits: 3 }, 'E_CODEC', /float samples of 3 bits must have 32 or 64/],
    ['40-bit integers', { bits: 40 }, 'E_CODEC', /integer samples of 40 bits must have 1 to 32/],
    ['0-bit integers', { bits: 0, blockAlign: 0 }, 'E_CODEC', /integer samples of 0 bits/],
    ['an unknown tag', { tag: 0x7777 }, 'E_CODEC', /format tag 0x7777, not PCM/],
    ['0 channels', { channels: 0 }, 'E_FORMAT', /channels=0 must be 1 to 32/],
    ['33 channels', { channels: 33 }, 'E_FORMAT', /channels=33 must be 1 to 32/],
    ['1 Hz', { rate: 1 }, 'E_FORMAT', /sampleRateHz=1 must be 8 to 1000000/],
    ['10 MHz', { rate: 10_000_000 }, 'E_FORMAT', /sampleRateHz=10000000 must be 8 to 1000000/],
  ])('%s: refused', async (_, fields, code, message) => {
    await expect(decodeAll(riff(formatChunk(fields), data))).rejects.toMatchObject(refused(code, message));
  });

  test('32 channels are decoded in bounded blocks', async () => {
    const nSamples = 20_000;
    const body = new Uint8Array(32 * 2 * nSamples).map((_, i) => (i % 2 === 0 ? (i >> 1) % 32 : 0));
    const { channels } = await decodeAll(riff(formatChunk({ channels: 32 }), chunk('data', body)));
    expect(channels).toHaveLength(32);
    channels.forEach((channel, c) => {
      expect(channel.length).toBe(nSamples);
      expect(channel.every((value) => value === c / 32_768)).toBe(true);
    });
  });

  test('NaN and infinity are kept and counted', async () => {
    const body = new Uint8Array(Float32Array.of(NaN, 0.5, Infinity).buffer);
    const got = await mono(riff(formatChunk({ tag: 3, bits: 32 }), chunk('data', body)));
    expect(got.values).toEqual([NaN, 0.5, Infinity]);
    expect(got.warnings).toEqual(['2 samples are NaN or infinite: kept as they are.']);
  });
});

describe('damaged headers are refused', () => {
  const whole = riff(formatChunk(), data);

  test.each(Array.from({ length: 43 }, (_, i) => i + 1))('cut after %d bytes', async (length) => {
    await expect(decodeAll(whole.subarray(0, length))).rejects.toMatchObject({ code: 'E_FORMAT' });
  });

  test.each([
    ['no fmt', riff(data), /no fmt chunk/],
    ['no data', riff(formatChunk()), /no data chunk/],
    ['neither', riff(), /no fmt and no data chunk/],
    ['a short fmt', riff(chunk('fmt ', new Uint8Array(12)), data), /fmt chunk has 12 bytes, 14 to 65536/],
    ['a long fmt', riff(chunk('fmt ', new Uint8Array(16), { bytes: 0xffff_fff0 }), data), /4294967280 bytes/],
    ['another RIFF type', riff(data).with(8, 0x58), /type "XAVE", not WAVE/],
  ])('%s', async (_, file, message) => {
    await expect(decodeAll(file)).rejects.toMatchObject(refused('E_FORMAT', message));
  });
});

describe('pipes', () => {
  test('a WAV is read forward only', async () => {
    const many = new Int16Array(150_000).map((_, i) => i);
    const file = riff(formatChunk(), chunk('data', new Uint8Array(many.buffer)));
    const { info, openingInfo, channels } = await decodeAll(pipeSource(file));
    expect(openingInfo.nSamples).toBe(150_000);
    expect(info.warnings).toEqual([]);
    expect(channels[0]!.every((value, i) => value === many[i]! / 32_768)).toBe(true);
  });

  test('of unknown length, nSamples is known at the end', async () => {
    const body = new Uint8Array(200_000);
    const file = riff(formatChunk(), chunk('data', body, { bytes: 0xffff_ffff }));
    const { info, openingInfo } = await decodeAll(pipeSource(file));
    expect(openingInfo.nSamples).toBeNull();
    expect(info.nSamples).toBe(100_000);
  });
});

test('decoding stops with E_ABORTED on request', async () => {
  const { openAudio } = await import('../../../../main/engine/audio/openAudio.ts');
  const { bufferSource } = await import('../../../../main/engine/audio/bufferSource.ts');
  const file = riff(formatChunk(), chunk('data', new Uint8Array(1_000_000)));
  const decoder = await openAudio(bufferSource('a.wav', file));
  const abort = new AbortController();
  const blocks = decoder.blocks({ signal: abort.signal })[Symbol.asyncIterator]();
  await blocks.next();
  abort.abort();
  await expect(blocks.next()).rejects.toMatchObject({ code: 'E_ABORTED' });
});
