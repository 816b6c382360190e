import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spectrogramDbMin, spectrogramDbStep } from '../../preload/contract/analysis.ts';
import type { SpectrogramTile } from '../../preload/contract/analysis.ts';
import { SpectrogramColumns } from '../../main/engine/dsp/spectrogramColumns.ts';
import { notAborted, openAudioStudio, wavBytes } from '../harness/audioStudio.ts';
import type { AudioStudio } from '../harness/audioStudio.ts';

const jfkPath = new URL('../fixtures/jfk.wav', import.meta.url).pathname;
const params = {
  window: 'hann',
  winLength: 512,
  fftSize: 1024,
  hopLength: 128,
  preEmphasis: 0,
  reduce: 'max',
} as const;
const levelDb = (q: number) => spectrogramDbMin + q * spectrogramDbStep;

describe.each([
  ['in worker threads', true],
  ['on this thread', false],
])('spectrogram tiles %s', (_, workers) => {
  let studio: AudioStudio;
  let speech: string;
  let tone: string;

  beforeAll(async () => {
    studio = openAudioStudio({ workers });
    speech = (await studio.importFile(jfkPath)).sourceId;
    // 1 kHz lies on bin 64 of 1024 at 16 kHz.
    const sine = Float32Array.from({ length: 400_000 }, (__, n) => Math.sin((2 * Math.PI * 1000 * n) / 16_000));
    tone = (await studio.importBytes('tone.wav', wavBytes([sine], { sampleRateHz: 16_000 }))).sourceId;
  });
  afterAll(() => studio.close());

  const tile = (sourceId: string, change: object = {}, signal = notAborted.signal): Promise<SpectrogramTile> => {
    const request = { sourceId, channel: 0, params, level: 0, index: 0, quality: 'exact', ...change } as const;
    return Promise.resolve(studio.analysis.handlers['analysis.spectrogramTile'](request, { signal }));
  };

  it.each([0, 1, 2, 3, 5, 6])('a 1 kHz tone of full scale reads 0 dB on its bin at level %i', async (level) => {
    for (const quality of ['preview', 'exact']) {
      const { data, nColumns, nBins } = await tile(tone, { level, quality });
      expect(nBins).toBe(513);
      expect(nColumns).toBe(Math.min(64, Math.ceil((1 + 400_000 / 128) / 2 ** level)));
      for (let c = 2; c < nColumns - 1; c++) {
        expect(Math.abs(levelDb(data[c * nBins + 64]!))).toBeLessThan(0.1);
        expect(levelDb(data[c * nBins + 200]!)).toBeLessThan(-60);
      }
    }
  });

  it('of speech equal the engine on the whole signal, at every level, for maximum and mean', async () => {
    const { x } = { x: studio.audio.channel(studio.audio.source(speech), 0) };
    for (const reduce of ['max', 'mean'] as const) {
      const engine = new SpectrogramColumns({ ...params, reduce, sampleRateHz: 16_000 });
      for (const [level, index] of [
        [0, 3],
        [2, 5],
        [4, 1],
        [7, 0],
      ] as const) {
        const { data, nColumns, exact, complete } = await tile(speech, { params: { ...params, reduce }, level, index });
        const expected = engine.tile(x, { level, index }).values.slice(0, nColumns * 513);
        expect([exact, complete]).toEqual([true, true]);
        if (reduce === 'max') expect(data).toEqual(expected);
        else
          data.forEach(
            (q, i) => Math.abs(q - expected[i]!) > level + 1 && expect.fail(`${q} at ${i}, not ${expected[i]}`),
          );
      }
    }
  });

  it('reassigned, equal the engine on the whole signal, merged levels and previews too', async () => {
    const x = studio.audio.channel(studio.audio.source(speech), 0);
    const method = { ...params, method: 'reassigned' as const };
    const engine = new SpectrogramColumns({ ...method, sampleRateHz: 16_000 });
    for (const [level, index] of [
      [0, 3],
      [2, 1],
      [7, 0],
    ] as const) {
      const { data, nColumns, exact } = await tile(speech, { params: method, level, index });
      expect(exact).toBe(true);
      expect(data).toEqual(engine.tile(x, { level, index }).values.slice(0, nColumns * 513));
    }
    const other = { ...method, hopLength: 64 }; // nothing of it is known yet
    const preview = await tile(speech, { params: other, level: 5, index: 0, quality: 'preview' });
    expect(preview.exact).toBe(false);
    const loud = [...preview.data].filter((q) => levelDb(q) > -40).length;
    expect(loud).toBeGreaterThan(50);
  });

  it('previews show some of the frames and say so', async () => {
    const p = { ...params, hopLength: 64 };
    const engine = new SpectrogramColumns({ ...p, sampleRateHz: 16_000 });
    const x = studio.audio.channel(studio.audio.source(speech), 0);
    const { data, nColumns, exact } = await tile(speech, { params: p, level: 5, quality: 'preview' });
    const sparse = engine.tile(x, { level: 5, index: 0, maxFramesPerColumn: 4 });
    expect(exact).toBe(false);
    expect(data).toEqual(sparse.values.slice(0, nColumns * 513));
    const whole = await tile(speech, { params: p, level: 5 });
    expect(whole.exact).toBe(true);
    data.forEach((q, i) => q > whole.data[i]! && expect.fail('a preview shows what is not there'));
    const again = await tile(speech, { params: p, level: 5, quality: 'preview' });
    expect(again.exact).toBe(true); // the better one is known by now
  });

  it('apply pre-emphasis to the levels', async () => {
    const flat = await tile(tone, { level: 2 });
    const raised = await tile(tone, { level: 2, params: { ...params, preEmphasis: 0.97 } });
    const gain = 10 * Math.log10(1 + 0.97 ** 2 - 2 * 0.97 * Math.cos((2 * Math.PI * 1000) / 16_000));
    const at = 20 * 513 + 64;
    expect(levelDb(raised.data[at]!) - levelDb(flat.data[at]!)).toBeCloseTo(gain, 1);
  });

  it('end with the recording', async () => {
    const last = await tile(speech, { index: 21 }); // 1376 columns: 21 tiles and 32
    expect([last.nColumns, last.data.length, last.complete]).toEqual([32, 32 * 513, true]);
    const past = await tile(speech, { index: 22 });
    expect([past.nColumns, past.data.length, past.complete]).toEqual([0, 0, true]);
    const far = await tile(speech, { index: 1_000_000, level: 24 });
    expect(far.nColumns).toBe(0);
    expect((await tile(speech, { level: 24 })).nColumns).toBe(1);
  });

  it.each([
    [{ winLength: 1025 }, 'winLength=1025 must be ≤ fftSize=1024'],
    [{ fftSize: 1023 }, 'fftSize=1023 must be even'],
    [{ hopLength: 513 }, 'hopLength=513 must be ≤ winLength=512'],
  ])('refuse %j', async (change, message) => {
    await expect(tile(speech, { params: { ...params, ...change } })).rejects.toMatchObject({ code: 'E_PARAM' });
    await expect(tile(speech, { params: { ...params, ...change } })).rejects.toThrow(message);
  });

  it('end at once when aborted, one caller without the other', async () => {
    const p = { ...params, window: 'kaiser', hopLength: 8 };
    const aborter = new AbortController();
    const left = tile(tone, { params: p, level: 9 }, aborter.signal);
    const stays = tile(tone, { params: p, level: 9 });
    aborter.abort();
    await expect(left).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect((await stays).exact).toBe(true);
    const both = new AbortController();
    const gone = tile(tone, { params: { ...p, hopLength: 4 }, level: 12 }, both.signal);
    setTimeout(() => {
      both.abort();
    }, 20);
    await expect(gone).rejects.toMatchObject({ code: 'E_ABORTED' });
    await expect(tile(tone, {}, both.signal)).rejects.toMatchObject({ code: 'E_ABORTED' });
  });

  it('measure and average selections of speech', async () => {
    const range = { sourceId: speech, channel: 0, startSample: 1000, endSample: 170_000 };
    const x = studio.audio.readChannel(speech, 0, 1000, 169_000);
    const measured = await studio.analysis.handlers['analysis.measure'](range, notAborted);
    const rms = Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);
    expect(measured.rmsDbfs).toBeCloseTo(20 * Math.log10(rms), 6);
    expect(measured.minimum).toBe(x.reduce((a, b) => Math.min(a, b)));
    expect(measured.maximum).toBe(x.reduce((a, b) => Math.max(a, b)));
    expect(measured.dcOffset).toBeCloseTo(x.reduce((a, b) => a + b, 0) / x.length, 9);
    expect([measured.clippedSamples, measured.nonFiniteSamples]).toEqual([0, 0]);
  });

  it('give the spectrum of a tone: 0 dB on its bin, averaged or of one frame', async () => {
    const slice = { sourceId: tone, channel: 0, window: 'hann', fftSize: 1024 } as const;
    const range = { ...slice, startSample: 10_000, endSample: 390_000 };
    const averaged = await studio.analysis.handlers['analysis.spectrumSlice'](range, notAborted);
    expect(averaged.nFrames).toBe(1 + Math.floor((380_000 - 1024) / 512));
    expect(averaged.binHz).toBe(16_000 / 1024);
    expect(averaged.resolutionHz).toBeCloseTo((1.44 * 16_000) / 1024, 0);
    expect(averaged.db[64]).toBeCloseTo(0, 2);
    expect(averaged.db[300]).toBeLessThan(-90);
    const one = { ...slice, startSample: 50_000, endSample: 50_000 };
    const frame = await studio.analysis.handlers['analysis.spectrumSlice'](one, notAborted);
    expect([frame.nFrames, frame.startSample, frame.endSample]).toEqual([1, 49_488, 50_512]);
    expect(frame.db[64]).toBeCloseTo(0, 2);
    const short = { ...slice, startSample: 50_000, endSample: 50_100 };
    expect(await studio.analysis.handlers['analysis.spectrumSlice'](short, notAborted)).toMatchObject({ nFrames: 1 });
  });

  it('refuse an empty range, an odd FFT and a missing channel', () => {
    const { handlers } = studio.analysis;
    const range = { sourceId: speech, channel: 0, startSample: 5, endSample: 5 };
    expect(() => handlers['analysis.measure'](range, notAborted)).toThrow('endSample=5 must be > startSample=5');
    const odd = { ...range, window: 'hann', fftSize: 1001 } as const;
    expect(() => handlers['analysis.spectrumSlice'](odd, notAborted)).toThrow('fftSize=1001 must be even');
    expect(() => handlers['analysis.measure']({ ...range, channel: 3 }, notAborted)).toThrow(/channel=3/);
  });
});

describe('windowWidth', () => {
  it('gives the figures of Harris 1978, table I', async () => {
    const studio = openAudioStudio();
    const width = studio.analysis.handlers['analysis.windowWidth'];
    const hann = await width({ window: 'hann', winLength: 1024 }, notAborted);
    expect([hann.minus3DbBins, hann.enbwBins].map((v) => v.toFixed(2))).toEqual(['1.44', '1.50']);
    const rect = await width({ window: 'rect', winLength: 1024 }, notAborted);
    expect([rect.minus3DbBins, rect.enbwBins].map((v) => v.toFixed(2))).toEqual(['0.89', '1.00']);
    await studio.close();
  });
});
