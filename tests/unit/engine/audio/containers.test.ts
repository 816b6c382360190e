import { describe, expect, test } from 'vitest';
import { decodeAll, pipeSource } from './decodeAll.ts';
import { ascii, bigChunk, join, s16, u16be, u32, u32be, u64be } from './fileBytes.ts';

const refused = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });
const s16be = (...values: readonly number[]) => join(...values.map(u16be));
const samples = s16be(0, 16_384, -32_768);
const values = [0, 0.5, -1];

async function mono(file: Uint8Array) {
  const { info, channels } = await decodeAll(file);
  return { info, values: Array.from(channels[0]!), warnings: info.warnings };
}

describe('AIFF', () => {
  // 8,000 = 1.953125 · 2¹²: exponent 12 + 16,383, mantissa from its leading 1.
  const rate8000 = join(u16be(0x400b), u32be(0xfa00_0000), u32be(0));
  const common = ({ channels = 1, nSamples = 3, bits = 16, rate = rate8000, extra = ascii('') } = {}) =>
    bigChunk('COMM', join(u16be(channels), u32be(nSamples), u16be(bits), rate, extra));
  const sound = (body: Uint8Array, skipBytes = 0) => bigChunk('SSND', join(u32be(skipBytes), u32be(0), body));
  const form = (type: string, ...chunks: Uint8Array[]) => {
    const body = join(ascii(type), ...chunks);
    return join(ascii('FORM'), u32be(body.length), body);
  };
  const compressed = (type: string) => common({ extra: join(ascii(type), Uint8Array.of(0, 0)) });

  test('plain', async () => {
    const got = await mono(form('AIFF', common(), sound(samples)));
    expect(got.info).toMatchObject({
      container: 'AIFF',
      codec: 'PCM s16be',
      sampleRateHz: 8000,
      nSamples: 3,
      warnings: [],
    });
    expect(got.values).toEqual(values);
  });

  test('sound before COMM, odd chunks between, an offset into the sound', async () => {
    const file = form(
      'AIFF',
      sound(join(Uint8Array.of(9, 9, 9), samples), 3),
      bigChunk('NAME', ascii('abc')),
      common(),
    );
    expect((await mono(file)).values).toEqual(values);
  });

  test('a fractional rate is kept: 80-bit 11,025.5 Hz', async () => {
    const rate = join(u16be(0x400c), u32be(0xac46_0000), u32be(0));
    expect((await mono(form('AIFF', common({ rate }), sound(samples)))).info.sampleRateHz).toBe(11_025.5);
  });

  test.each([
    ['infinite', join(u16be(0x7fff), u32be(0x8000_0000), u32be(0)), /sampleRateHz=NaN/],
    ['negative', join(u16be(0xc00b), u32be(0xfa00_0000), u32be(0)), /sampleRateHz=-8000/],
    ['zero', new Uint8Array(10), /sampleRateHz=0/],
  ])('%s rate: refused', async (_, rate, message) => {
    await expect(decodeAll(form('AIFF', common({ rate }), sound(samples)))).rejects.toMatchObject(
      refused('E_FORMAT', message),
    );
  });

  test('12 bits fill 16 from the top', async () => {
    const { info, values: got } = await mono(form('AIFF', common({ bits: 12 }), sound(samples)));
    expect(info.bitsPerSample).toBe(12);
    expect(got).toEqual(values);
  });

  test.each([
    ['sowt', s16(0, 16_384, -32_768), 'PCM s16le'],
    ['twos', samples, 'PCM s16be'],
    ['NONE', samples, 'PCM s16be'],
    ['fl32', join(...[0, 0x3f00_0000, 0xbf80_0000].map(u32be)), 'PCM f32be'],
    ['FL64', join(...[0n, 0x3fe0_0000_0000_0000n, 0xbff0_0000_0000_0000n].map(u64be)), 'PCM f64be'],
    ['in24', Uint8Array.of(0, 0, 0, 0x40, 0, 0, 0x80, 0, 0), 'PCM s24be'],
    ['42ni', Uint8Array.of(0, 0, 0, 0, 0, 0x40, 0, 0, 0x80), 'PCM s24le'],
    ['23ni', join(u32(0), u32(0x4000_0000), u32(0x8000_0000)), 'PCM s32le'],
    ['raw ', Uint8Array.of(128, 192, 0), 'PCM u8'],
  ])('AIFF-C %s', async (type, body, codec) => {
    const got = await mono(form('AIFC', compressed(type), sound(body)));
    expect(got.info).toMatchObject({ container: 'AIFF-C', codec, warnings: [] });
    expect(got.values).toEqual(values);
  });

  test.each([
    ['a header that counts 0 samples, as when a recorder is cut off', common({ nSamples: 0 }), /says 0 samples/],
    ['a header that counts too many', common({ nSamples: 99 }), /says 198 bytes of samples, the sound chunk has 6/],
  ])('%s', async (_, header, warning) => {
    const got = await mono(form('AIFF', header, sound(samples)));
    expect(got.values).toEqual(values);
    expect(got.warnings).toEqual([expect.stringMatching(warning)]);
  });

  test('both counts 0: to the end of the file', async () => {
    const body = join(ascii('SSND'), u32be(0), u32be(0), u32be(0), samples);
    const got = await mono(form('AIFF', common({ nSamples: 0 }), body));
    expect(got.values).toEqual(values);
    expect(got.warnings).toEqual([expect.stringMatching(/gives no length/)]);
  });

  test('fewer samples than the chunk holds', async () => {
    expect((await mono(form('AIFF', common({ nSamples: 2 }), sound(samples)))).values).toEqual(values.slice(0, 2));
  });

  test.each([
    ['no COMM', form('AIFF', sound(samples)), 'E_FORMAT', /no COMM/],
    ['no SSND', form('AIFF', common()), 'E_FORMAT', /no SSND/],
    ['a short COMM', form('AIFF', bigChunk('COMM', new Uint8Array(10)), sound(samples)), 'E_FORMAT', /10 bytes, 18 to/],
    ['0 bits', form('AIFF', common({ bits: 0 }), sound(samples)), 'E_FORMAT', /0 bits must have 1 to 32/],
    ['33 channels', form('AIFF', common({ channels: 33 }), sound(samples)), 'E_FORMAT', /channels=33/],
    ['0 channels', form('AIFF', common({ channels: 0 }), sound(samples)), 'E_FORMAT', /channels=0/],
    ['MACE', form('AIFC', compressed('MAC3'), sound(samples)), 'E_CODEC', /"MAC3"/],
    ['another FORM', form('8SVX', common()), 'E_CODEC', /IFF other than AIFF/],
  ])('%s: refused', async (_, file, code, message) => {
    await expect(decodeAll(file)).rejects.toMatchObject(refused(code, message));
  });

  test('cut anywhere it is refused or read in part', async () => {
    const whole = form('AIFF', common(), sound(samples));
    for (let length = 12; length < whole.length; length++) {
      const outcome = await decodeAll(whole.subarray(0, length)).catch((error: unknown) => error);
      if (length < whole.length - 6) expect(outcome).toMatchObject({ code: 'E_FORMAT' });
      else expect(outcome).toMatchObject({ info: { nSamples: Math.floor((length + 6 - whole.length) / 2) } });
    }
  });
});

describe('CAF', () => {
  interface Fields {
    id?: string;
    flags?: number;
    packet?: number;
    channels?: number;
    bits?: number;
    rate?: number;
  }
  const caf = (...chunks: Uint8Array[]) => join(ascii('caff'), u16be(1), u16be(0), ...chunks);
  const cafChunk = (id: string, body: Uint8Array, bytes: number | bigint = body.length) =>
    join(ascii(id), u64be(bytes), body);
  const desc = ({ id = 'lpcm', flags = 0, packet = 2, channels = 1, bits = 16, rate = 8000 }: Fields = {}) => {
    const rateBytes = new Uint8Array(8);
    new DataView(rateBytes.buffer).setFloat64(0, rate);
    return cafChunk('desc', join(rateBytes, ascii(id), ...[flags, packet, 1, channels, bits].map(u32be)));
  };
  const data = (body: Uint8Array, bytes?: number | bigint) => cafChunk('data', join(u32be(0), body), bytes);

  test('big-endian, little-endian and a chunk of free space', async () => {
    expect((await mono(caf(desc(), cafChunk('free', new Uint8Array(13)), data(samples)))).values).toEqual(values);
    const little = await mono(caf(desc({ flags: 2 }), data(s16(0, 16_384, -32_768))));
    expect(little.info).toMatchObject({ container: 'CAF', codec: 'PCM s16le', warnings: [] });
    expect(little.values).toEqual(values);
  });

  test('a data size of −1 reads to the end', async () => {
    const got = await mono(caf(desc(), data(samples, -1n)));
    expect(got.values).toEqual(values);
    expect(got.warnings).toEqual([expect.stringMatching(/no data size \(−1\)/)]);
  });

  test('24 bits in 32', async () => {
    const got = await mono(caf(desc({ bits: 24, packet: 4 }), data(join(...[0, 0x4000_0000, 0x8000_0000].map(u32be)))));
    expect(got.info).toMatchObject({ sampleFormat: 's32', bitsPerSample: 24 });
    expect(got.values).toEqual(values);
  });

  test.each([
    ['no desc', caf(data(samples)), 'E_FORMAT', /no desc chunk/],
    ['no data', caf(desc()), 'E_FORMAT', /no data chunk/],
    ['version 2', caf(desc(), data(samples)).with(5, 2), 'E_FORMAT', /version 2 must be 1/],
    ['a negative chunk', caf(cafChunk('free', new Uint8Array(0), -5n)), 'E_FORMAT', /"free" of -5 bytes/],
    [
      'an endless chunk',
      caf(cafChunk('free', new Uint8Array(0), 2n ** 62n)),
      'E_FORMAT',
      /"free" of 4611686018427388000/,
    ],
    ['ALAC', caf(desc({ id: 'alac' }), data(samples)), 'E_CODEC', /"alac"/],
    ['16-bit float', caf(desc({ flags: 1 }), data(samples)), 'E_FORMAT', /float samples of 16 bits/],
    ['packets too small', caf(desc({ bits: 24 }), data(samples)), 'E_FORMAT', /24 bits in 2 bytes/],
    ['0 channels', caf(desc({ channels: 0 }), data(samples)), 'E_FORMAT', /channels=0/],
    ['NaN Hz', caf(desc({ rate: NaN }), data(samples)), 'E_FORMAT', /sampleRateHz=NaN/],
    ['10 MHz', caf(desc({ rate: 1e7 }), data(samples)), 'E_FORMAT', /sampleRateHz=10000000/],
  ])('%s: refused', async (_, file, code, message) => {
    await expect(decodeAll(file)).rejects.toMatchObject(refused(code, message));
  });
});

describe('AU', () => {
  const au = ({ offset = 24, bytes = 6, code = 3, rate = 8000, channels = 1 } = {}) =>
    join(ascii('.snd'), ...[offset, bytes, code, rate, channels].map(u32be), new Uint8Array(Math.max(0, offset - 24)));

  test('an unknown size reads to the end, an annotation is skipped', async () => {
    const got = await mono(join(au({ offset: 32, bytes: 0xffff_ffff }), samples));
    expect(got.values).toEqual(values);
    expect(got.warnings).toEqual([expect.stringMatching(/no data size/)]);
  });

  test('the little-endian twin', async () => {
    const file = join(ascii('dns.'), ...[24, 6, 3, 8000, 1].map(u32), s16(0, 16_384, -32_768));
    expect(await mono(file)).toMatchObject({ values, info: { codec: 'PCM s16le' } });
  });

  test.each([
    ['G.721', join(au({ code: 23 }), samples), 'E_CODEC', /encoding 23 \(G.721 ADPCM\)/],
    ['an unknown encoding', join(au({ code: 99 }), samples), 'E_CODEC', /encoding 99 is not PCM/],
    ['an offset into the header', join(au().with(7, 3), samples), 'E_FORMAT', /dataOffset=3 must be 24 to 30/],
    ['an offset past the end', join(au().with(6, 1), samples), 'E_FORMAT', /dataOffset=280 must be 24 to 30/],
    ['0 Hz', join(au({ rate: 0 }), samples), 'E_FORMAT', /sampleRateHz=0/],
    ['half a header', au().subarray(0, 20), 'E_FORMAT', /ends in its header/],
  ])('%s: refused', async (_, file, code, message) => {
    await expect(decodeAll(file)).rejects.toMatchObject(refused(code, message));
  });

  test('through a pipe', async () => {
    const { info } = await decodeAll(pipeSource(join(au({ bytes: 0xffff_ffff }), samples)));
    expect(info.nSamples).toBe(3);
  });
});

describe('SPHERE', () => {
  const fields = {
    sample_count: '-i 3',
    sample_rate: '-i 8000',
    channel_count: '-i 1',
    sample_n_bytes: '-i 2',
    sample_byte_format: '-s2 10',
    sample_coding: '-s3 pcm',
  };
  const sphere = (
    changes: Partial<Record<keyof typeof fields | 'sample_sig_bits', string | undefined>> = {},
    body = samples,
  ) => {
    const lines = Object.entries({ ...fields, ...changes }).filter(([, value]) => value !== undefined);
    const text = `NIST_1A\n   1024\n${lines.map(([key, value]) => `${key} ${value}\n`).join('')}end_head\n`;
    return join(ascii(text.padEnd(1024, ' ')), body);
  };

  test('both byte orders', async () => {
    expect(await mono(sphere())).toMatchObject({
      values,
      info: { container: 'SPHERE', codec: 'PCM s16be' },
      warnings: [],
    });
    const little = sphere({ sample_byte_format: '-s2 01' }, s16(0, 16_384, -32_768));
    expect(await mono(little)).toMatchObject({ values, info: { codec: 'PCM s16le' } });
  });

  test('what TIMIT leaves out has its defaults', async () => {
    const got = await mono(sphere({ sample_coding: undefined, channel_count: undefined, sample_sig_bits: '-i 12' }));
    expect(got.values).toEqual(values);
    expect(got.info.bitsPerSample).toBe(12);
  });

  test('no sample_count: to the end of the file', async () => {
    const got = await mono(sphere({ sample_count: undefined }));
    expect(got.values).toEqual(values);
    expect(got.warnings).toEqual([expect.stringMatching(/no sample_count/)]);
  });

  test.each(['mu-law', 'ulaw', 'ULAW'])('%s', async (coding) => {
    const file = sphere({ sample_coding: `-s4 ${coding}`, sample_n_bytes: '-i 1', sample_byte_format: '-s1 1' });
    expect((await mono(file)).info).toMatchObject({ codec: 'µ-law', nSamples: 3 });
  });

  test.each([
    ['Shorten', { sample_coding: '-s26 pcm,embedded-shorten-v2.00' }, 'E_CODEC', /embedded-shorten-v2.00.*sph2pipe/],
    ['no rate', { sample_rate: undefined }, 'E_FORMAT', /sample_rate=missing/],
    ['a rate in words', { sample_rate: '-s5 eight' }, 'E_FORMAT', /sample_rate=eight/],
    ['5 bytes', { sample_n_bytes: '-i 5' }, 'E_FORMAT', /sample_n_bytes=5/],
    ['a middle-endian order', { sample_byte_format: '-s4 2301' }, 'E_FORMAT', /"2301" must be 01 or 10/],
    ['half a channel', { channel_count: '-r 0.5' }, 'E_FORMAT', /channels=0.5/],
    ['a channel and a half', { channel_count: '-r 1.5' }, 'E_FORMAT', /channels=1.5/],
  ])('%s: refused', async (_, changes, code, message) => {
    await expect(decodeAll(sphere(changes))).rejects.toMatchObject(refused(code, message));
  });

  test.each(['0', '9999999', 'abc'])('a header length of %s is refused', async (length) => {
    const file = ascii(`NIST_1A\n${length.padStart(7)}\n`.padEnd(1024, ' '));
    await expect(decodeAll(file)).rejects.toMatchObject(
      refused('E_FORMAT', new RegExp(`header length "\\s*${length}"`)),
    );
  });
});
