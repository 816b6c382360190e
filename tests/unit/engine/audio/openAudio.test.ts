import { describe, expect, test } from 'vitest';
import { bufferSource, withCachedHead } from '../../../../main/engine/audio/bufferSource.ts';
import { audioFileExtensions, openAudio } from '../../../../main/engine/audio/openAudio.ts';
import type { RawPcmFormat } from '../../../../main/engine/audio/source.ts';
import { decodeAll, pipeSource } from './decodeAll.ts';
import { ascii, chunk, formatChunk, join, riff, s16 } from './fileBytes.ts';

const refused = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });
const wav = riff(formatChunk(), chunk('data', s16(0, 16_384)));

describe('what a file is', () => {
  test('the content decides, not the name', async () => {
    const { info } = await openAudio(bufferSource('song.mp3', wav));
    expect(info.container).toBe('WAV');
  });

  test('an ID3 tag before a WAV is skipped', async () => {
    const tag = join(ascii('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, 20), new Uint8Array(20));
    expect((await decodeAll(join(tag, wav))).info.nSamples).toBe(2);
  });

  test('an empty file', async () => {
    await expect(decodeAll(new Uint8Array(0))).rejects.toMatchObject(
      refused('E_FORMAT', /"test" is empty \(0 bytes\)/),
    );
    await expect(decodeAll(pipeSource(new Uint8Array(0)))).rejects.toMatchObject(refused('E_FORMAT', /is empty/));
  });

  test('nonsense is refused with its first bytes', async () => {
    await expect(decodeAll(ascii('Dear diary, today'))).rejects.toMatchObject(
      refused('E_FORMAT', /begins with 44 65 61 72 20 64 69 61, which no known audio format does/),
    );
    await expect(decodeAll(Uint8Array.of(0xff))).rejects.toMatchObject(refused('E_FORMAT', /begins with ff,/));
  });

  test.each([
    ['riff\x2e\x91\xcf\x11', /Sony Wave64/],
    ['wvpk', /WavPack/],
    ['MThd', /MIDI/],
    ['RIFF\x00\x00\x00\x00AVI ', /AVI/],
    ['ajkg', /Shorten/],
  ])('%j is refused by name', async (magic, message) => {
    await expect(decodeAll(ascii(magic.padEnd(64, '\0')))).rejects.toMatchObject(refused('E_CODEC', message));
  });

  test('extensions for dialogs are lower case, without dots, each once', () => {
    expect(audioFileExtensions).toContain('wav');
    expect(audioFileExtensions.every((extension) => /^[a-z0-9]+$/.test(extension))).toBe(true);
    expect(new Set(audioFileExtensions).size).toBe(audioFileExtensions.length);
  });

  test('closing the decoder closes the source', async () => {
    let closed = 0;
    const close = () => {
      closed++;
      return Promise.resolve();
    };
    const source = { ...bufferSource('a.wav', wav), close };
    await (await openAudio(source)).close();
    expect(closed).toBe(1);
  });
});

describe('headerless PCM', () => {
  const raw = (changes: Partial<RawPcmFormat> = {}): { raw: RawPcmFormat } => ({
    raw: { sampleRateHz: 8000, channels: 1, encoding: 's16le', ...changes },
  });

  test('is decoded as described, even if it looks like a WAV', async () => {
    const { info, channels } = await decodeAll(wav, raw({ skipBytes: 44 }));
    expect(info).toMatchObject({ container: 'raw', codec: 'PCM s16le', nSamples: 2 });
    expect(Array.from(channels[0]!)).toEqual([0, 0.5]);
  });

  test('comes through a pipe', async () => {
    const { info } = await decodeAll(pipeSource(new Uint8Array(300_000)), raw({ channels: 2 }));
    expect(info).toMatchObject({ channels: 2, nSamples: 75_000 });
  });

  test.each([
    [{ skipBytes: -1 }, 'E_PARAM', /skipBytes=-1/],
    [{ skipBytes: 0.5 }, 'E_PARAM', /skipBytes=0.5/],
    [{ skipBytes: 1000 }, 'E_PARAM', /skipBytes=1000 must be at most the file's 48/],
    [{ channels: 1.5 }, 'E_PARAM', /channels=1.5/],
    [{ channels: 0 }, 'E_FORMAT', /channels=0/],
    [{ sampleRateHz: NaN }, 'E_FORMAT', /sampleRateHz=NaN/],
  ] as const)('%j: refused', async (changes, code, message) => {
    await expect(decodeAll(wav, raw(changes))).rejects.toMatchObject(refused(code, message));
  });
});

describe('withCachedHead', () => {
  test('reads the head again and joins it with what follows, on a pipe', async () => {
    const bytes = new Uint8Array(100).map((_, i) => i);
    const source = await withCachedHead(pipeSource(bytes), 40);
    expect(source.size).toBeNull();
    expect(Array.from(await source.read(30, 5))).toEqual([30, 31, 32, 33, 34]);
    expect(Array.from(await source.read(0, 3))).toEqual([0, 1, 2]);
    expect(Array.from(await source.read(38, 4))).toEqual([38, 39, 40, 41]);
    expect(Array.from(await source.read(98, 10))).toEqual([98, 99]);
  });

  test('learns the size of a pipe that ends in the head', async () => {
    expect((await withCachedHead(pipeSource(new Uint8Array(10)), 40)).size).toBe(10);
  });
});
