import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeAll, hashOf } from './decodeAll.ts';

interface Manifest {
  readonly files: Record<
    string,
    { codec: string; sampleRateHz: number; channels: number; nSamples: number; sha256: string; reference: string }
  >;
}

const folder = new URL('../../../fixtures/audio/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as Manifest;

describe('every fixture decodes to the bits that ffmpeg or SoX gives', () => {
  test.each(Object.entries(manifest.files))('%s', async (name, expected) => {
    const { info, channels } = await decodeAll(new Uint8Array(readFileSync(new URL(name, folder))));
    expect(info).toMatchObject({
      codec: expected.codec,
      sampleRateHz: expected.sampleRateHz,
      channels: expected.channels,
      nSamples: expected.nSamples,
    });
    expect(info.warnings.length).toBe(name === 'wav-streamed.wav' ? 1 : 0);
    expect(channels.some((channel) => channel.some((value) => value !== 0))).toBe(true);
    expect(hashOf(channels)).toBe(expected.sha256);
  });

  test('a real recording of eleven seconds', async () => {
    const { info, channels } = await decodeAll(new Uint8Array(readFileSync(new URL('../jfk.wav', folder))));
    expect(info).toMatchObject({
      container: 'WAV',
      sampleRateHz: 16_000,
      channels: 1,
      nSamples: 176_000,
      warnings: [],
    });
    expect(channels[0]!.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0)).toBe(0.78271484375);
  });
});

describe('compressed samples inside PCM containers are refused by name', () => {
  test.each([
    ['refused-adpcm-ms.wav', /0x0002 \(Microsoft ADPCM\)/],
    ['refused-adpcm-ima.wav', /0x0011 \(IMA ADPCM\)/],
    ['refused-mp3.wav', /0x0055 \(MP3\)/],
    ['refused-g722.wav', /0x028f/],
    ['refused-ima4.caf', /CAF format "ima4"/],
    ['refused-ima4.aifc', /AIFF-C compression "ima4"/],
    ['refused-wavpack.wv', /WavPack/],
  ])('%s', async (name, message) => {
    const file = new Uint8Array(readFileSync(new URL(name, folder)));
    await expect(decodeAll(file)).rejects.toMatchObject({ code: 'E_CODEC', message: expect.stringMatching(message) });
  });
});
