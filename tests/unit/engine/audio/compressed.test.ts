import { describe, expect, test } from 'vitest';
import { lagOf, readFixture, readSpeech, references, signalToErrorDb } from './compressedFixtures.ts';
import { decodeAll } from './decodeAll.ts';

const speech = await readSpeech();

interface Expected {
  readonly container: string;
  readonly codec: string;
  readonly nSamples: number;
  /** Whether the headers tell the length before decoding. */
  readonly lengthKnown: boolean;
  readonly delay: number;
}

const lossless = (container: string, codec: string, nSamples = 12_800, lengthKnown = true): Expected => {
  return { container, codec, nSamples, lengthKnown, delay: 0 };
};

const exact: Readonly<Record<string, Expected>> = {
  'flac-s8.flac': lossless('FLAC', 'FLAC', 2000),
  'flac-s12.flac': lossless('FLAC', 'FLAC', 2000),
  'flac-s16.flac': lossless('FLAC', 'FLAC', 2000),
  'flac-s20.flac': lossless('FLAC', 'FLAC', 2000),
  'flac-s24.flac': lossless('FLAC', 'FLAC', 2000),
  'flac-s32.flac': lossless('FLAC', 'FLAC', 2000),
  'flac-8-channels.flac': lossless('FLAC', 'FLAC', 400),
  'ogg-flac.oga': lossless('Ogg', 'FLAC'),
  'm4a-alac.m4a': lossless('MP4', 'ALAC'),
  'm4a-alac-s24.m4a': lossless('MP4', 'ALAC', 2000),
  'mp4-flac.mp4': lossless('MP4', 'FLAC'),
  'mov-s16le.mov': lossless('QuickTime', 'PCM s16le', 4800),
  'mov-s24be.mov': lossless('QuickTime', 'PCM s24be', 3200),
  'mov-f32le.mov': lossless('QuickTime', 'PCM f32le', 3200),
  'mka-flac.mka': lossless('Matroska', 'FLAC', 12_800, false),
  'mka-s16le.mka': lossless('Matroska', 'PCM s16le', 4800, false),
};

const lossy: Readonly<Record<string, Expected & { tolerance: number; lag: number; snrDb: number }>> = {
  'ogg-vorbis.ogg': { ...lossless('Ogg', 'Vorbis'), tolerance: 1e-6, lag: 0, snrDb: 7 },
  'ogg-vorbis-51.ogg': { ...lossless('Ogg', 'Vorbis'), tolerance: 1e-6, lag: 0, snrDb: 7 },
  'webm-vorbis.webm': { ...lossless('WebM', 'Vorbis', 12_800, false), tolerance: 1e-6, lag: 0, snrDb: 7 },
  // libopus delays what its SILK half codes (speech at low rates) by 2/48,000 s, in every decoder
  'ogg-opus.opus': { ...lossless('Ogg', 'Opus', 38_400), delay: 312, tolerance: 5e-5, lag: -2, snrDb: 0 },
  'ogg-opus-celt.opus': { ...lossless('Ogg', 'Opus', 38_400), delay: 120, tolerance: 2e-4, lag: 0, snrDb: 15 },
  'ogg-opus-51.opus': { ...lossless('Ogg', 'Opus', 38_400), delay: 312, tolerance: 2e-4, lag: 0, snrDb: 5 },
  'mp4-opus.mp4': { ...lossless('MP4', 'Opus', 38_400), delay: 312, tolerance: 5e-5, lag: -2, snrDb: 0 },
  'webm-opus.webm': { ...lossless('WebM', 'Opus', 38_400, false), delay: 312, tolerance: 5e-5, lag: -2, snrDb: 0 },
  'mp3-cbr.mp3': { ...lossless('MPEG', 'MP3'), delay: 1105, tolerance: 5e-6, lag: 0, snrDb: 15 },
  'mp3-vbr-id3.mp3': { ...lossless('MPEG', 'MP3'), delay: 1105, tolerance: 5e-6, lag: 0, snrDb: 15 },
  'mp4-mp3.mp4': { ...lossless('MP4', 'MP3'), delay: 1105, tolerance: 5e-6, lag: 0, snrDb: 15 },
};

/** Files that do not record their delay. */
const untrimmed: Readonly<Record<string, Expected & { tolerance: number; lag: number }>> = {
  'mp3-no-tag.mp3': { ...lossless('MPEG', 'MP3', 14_400, false), tolerance: 5e-6, lag: 1105 },
  'mp2-mono.mp2': { ...lossless('MPEG', 'MPEG audio layer 2', 13_824, false), tolerance: 1e-4, lag: 481 },
  'mka-mp3.mka': { ...lossless('Matroska', 'MP3', 13_905, false), tolerance: 5e-6, lag: 1105 },
};

async function decodeFixture(name: string, expected: Expected) {
  const decoded = await decodeAll(readFixture(name));
  const reference = references.files[name]!;
  expect(decoded.info).toMatchObject({
    container: expected.container,
    codec: expected.codec,
    nSamples: expected.nSamples,
    encoderDelaySamples: expected.delay,
    sampleRateHz: reference.sampleRateHz,
    channels: reference.channels,
  });
  expect(decoded.openingInfo.nSamples).toBe(expected.lengthKnown ? expected.nSamples : null);
  expect(decoded.channels.map((channel) => channel.length)).toEqual(decoded.channels.map(() => expected.nSamples));
  return decoded;
}

/** The largest distance from the other decoder's samples. */
function distanceFromReference(name: string, channels: readonly Float32Array[]): number {
  const { probeStep, files } = references;
  let largest = 0;
  files[name]!.probes.forEach((probe, i) => {
    if (i * probeStep >= channels[0]!.length) return; // ffmpeg leaves some padding in
    probe.forEach((value, c) => {
      largest = Math.max(largest, Math.abs(value - channels[c]![i * probeStep]!));
    });
  });
  return largest;
}

describe('lossless files', () => {
  test.each(Object.entries(exact))('%s agrees with the reference decoder', async (name, expected) => {
    const { channels, info } = await decodeFixture(name, expected);
    expect(info.warnings).toEqual([]);
    const rounding = info.bitsPerSample === 32 ? 6e-8 : 1e-9; // of 32 bits to float32; of the manifest
    expect(distanceFromReference(name, channels)).toBeLessThanOrEqual(rounding);
    if (info.sampleRateHz !== 16_000 || channels.length > 1) return;
    const nSamples = channels[0]!.length;
    expect(channels[0]).toEqual(speech.subarray(0, nSamples));
  });
});

describe('lossy files', () => {
  test.each(Object.entries(lossy))('%s lies sample for sample where the speech lay', async (name, expected) => {
    const { channels, info } = await decodeFixture(name, expected);
    expect(info.warnings).toEqual([]);
    expect(distanceFromReference(name, channels)).toBeLessThanOrEqual(expected.tolerance);
    const ratio = info.sampleRateHz / 16_000;
    expect(lagOf(speech, channels[0]!, ratio)).toBe(expected.lag);
    expect(signalToErrorDb(speech, channels[0]!, ratio)).toBeGreaterThan(expected.snrDb);
  });

  test.each(Object.entries(untrimmed))('%s keeps the delay it does not record', async (name, expected) => {
    const { channels, info } = await decodeFixture(name, expected);
    expect(info.warnings.length).toBe(name === 'mp3-no-tag.mp3' ? 1 : 0);
    expect(distanceFromReference(name, channels)).toBeLessThanOrEqual(expected.tolerance);
    expect(lagOf(speech, channels[0]!, 1)).toBe(expected.lag);
  });

  test('surround channels come in WAVE order', async () => {
    const gains = [1, 0.3, 0.5, 0.1, 0.7, 0.2]; // of the fixture's pan filter: FL FR FC LFE BL BR
    for (const name of ['ogg-vorbis-51.ogg', 'ogg-opus-51.opus']) {
      const { channels } = await decodeAll(readFixture(name));
      const energy = channels.map((channel) => channel.reduce((sum, value) => sum + value * value, 0));
      gains.forEach((gain, c) => {
        if (c === 3 && name.endsWith('.opus')) return; // Opus low-passes the LFE
        expect(Math.sqrt(energy[c]! / energy[0]!), `${name} channel ${c}`).toBeCloseTo(gain, 1);
      });
    }
  });

  test('a chained Ogg file gives its first stream and says so', async () => {
    const first = await decodeAll(readFixture('ogg-vorbis.ogg'));
    const chained = await decodeAll(readFixture('ogg-chained.ogg'));
    expect(chained.channels).toEqual(first.channels);
    expect(chained.info.warnings).toEqual([
      'The file holds more than one Ogg stream: only the first audio stream is read.',
    ]);
  });

  test('free-format MPEG streams are refused by name', async () => {
    await expect(decodeAll(readFixture('mp3-free-format.mp3'))).rejects.toMatchObject({
      code: 'E_CODEC',
      message: '"test" is a free-format MPEG stream, which is not decoded',
    });
  });
});
