import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeNpy } from '../../main/engine/core/npy.ts';
import { bufferSource } from '../../main/engine/audio/bufferSource.ts';
import { openAudio } from '../../main/engine/audio/openAudio.ts';
import { measureNoise } from '../../main/engine/dsp/denoise/noiseProfile.ts';
import { gateNoise } from '../../main/engine/dsp/denoise/spectralGate.ts';
import { filterSections, filterZeroPhase } from '../../main/engine/dsp/filters/filterSections.ts';
import { designBandFilter, filterSignal } from '../../main/engine/dsp/filters/firFilter.ts';
import { designIir } from '../../main/engine/dsp/filters/iirFilter.ts';
import { largestError, readJfk } from '../golden/dsp/dspSignals.ts';
import { phonoscope, phonoscopeJson } from '../harness/phonoscope.ts';
import { speechFlac, speechWav, temporaryFolder } from './cliFolder.ts';

const at = temporaryFolder();
const jfk = readJfk();
const sampleRateHz = 16_000;

async function samplesOf(path: string): Promise<Float32Array> {
  const decoder = await openAudio(bufferSource(path, readFileSync(path)));
  const parts: number[] = [];
  for await (const { channels } of decoder.blocks({})) for (const value of channels[0]!) parts.push(value);
  return Float32Array.from(parts);
}

async function made(name: string, args: readonly string[]): Promise<Float32Array> {
  const path = at(name);
  const run = await phonoscope([args[0]!, speechWav, '-o', path, '--bits', '32f', ...args.slice(1)]);
  expect(run.stderr).toBe('');
  return samplesOf(path);
}

async function medianHz(path: string): Promise<number> {
  const { pitchMedianHz } = await phonoscopeJson<{ pitchMedianHz: number }>(['voice', path]);
  return pitchMedianHz;
}

describe('filter', () => {
  const band = { band: 'bandPass', fLowHz: 300, fHighHz: 3400, sampleRateHz } as const;
  const edges = ['--low', '300', '--high', '3400'];

  it('is the engine’s, of every design', async () => {
    const [butterworth, chebyshev, zero, fir] = await Promise.all([
      made('b.wav', ['filter', '--type', 'band-pass', ...edges]),
      made('c.wav', ['filter', '--type', 'band-pass', ...edges, '--design', 'chebyshev1', '--ripple', '0.5']),
      made('z.wav', ['filter', '--type', 'band-pass', ...edges, '--order', '2', '--zero-phase']),
      made('f.wav', ['filter', '--type', 'band-stop', ...edges, '--design', 'fir', '--transition', '200']),
    ]);
    const sections = designIir({ family: 'butterworth', order: 4, ...band });
    expect(largestError(butterworth, filterSections(jfk, sections))).toBeLessThan(1e-6);
    const ripple = designIir({ family: 'chebyshev1', rippleDb: 0.5, order: 4, ...band });
    expect(largestError(chebyshev, filterSections(jfk, ripple))).toBeLessThan(1e-6);
    const second = designIir({ family: 'butterworth', order: 2, ...band });
    expect(largestError(zero, filterZeroPhase(jfk, second))).toBeLessThan(1e-6);
    const passed = filterSignal(jfk, designBandFilter({ sampleRateHz, fLowHz: 300, fHighHz: 3400, transitionHz: 200 }));
    expect(
      largestError(
        fir,
        jfk.map((value, n) => value - passed[n]!),
      ),
    ).toBeLessThan(1e-5);
  });

  it.each([
    [['--type', 'low-pass', '--hz', '9000'], '--hz 9000 must lie between 0 and 8000'],
    [['--type', 'low-shelf'], '--type low-shelf needs --hz'],
    [['--type', 'notch', '--hz', '50', '--design', 'butterworth'], '--design butterworth has no notch'],
    [['--type', 'peaking', '--hz', '50', '--gain', '900'], '--gain 900 must'],
    [['--hz', '50'], '--type'],
  ])('refuses %j as wrong usage', async (args, message) => {
    const { code, stderr } = await phonoscope(['filter', speechWav, '-o', at('no.wav'), ...args]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('stretch', () => {
  it('changes the duration and leaves the pitch, or the other way round', async () => {
    const before = await medianHz(speechWav);
    const [longer, higher, both] = await Promise.all([
      phonoscopeJson(['stretch', speechWav, '-o', at('longer.wav'), '--factor', '1.5']),
      phonoscopeJson(['stretch', speechWav, '-o', at('higher.wav'), '--semitones', '4', '--method', 'psola']),
      phonoscopeJson(['stretch', speechWav, '-o', at('both.wav'), '--semitones', '-3', '--factor', '0.5']),
    ]);
    expect([longer, higher, both].map((made) => made['nSamples'])).toEqual([264_000, 176_000, 88_000]);
    const after = await Promise.all([at('longer.wav'), at('higher.wav'), at('both.wav')].map(medianHz));
    const semitones = after.map((hz) => 12 * Math.log2(hz / before));
    expect(semitones[0]).toBeCloseTo(0, 0);
    expect(Math.abs(semitones[1]! - 4)).toBeLessThan(0.5);
    expect(Math.abs(semitones[2]! + 3)).toBeLessThan(0.7);
  });

  it('keeps the channels, and wants something to do', async () => {
    const made = await phonoscopeJson(['stretch', speechFlac, '-o', at('two.flac'), '--factor', '1.1', '--end', '1']);
    expect(made).toMatchObject({ channels: 2, sampleRateHz: 44_100, nSamples: 48_510 });
    const idle = await phonoscope(['stretch', speechWav, '-o', at('same.wav')]);
    expect(idle).toMatchObject({ code: 2, stderr: expect.stringContaining('--factor or --semitones') });
    const wild = await phonoscope(['stretch', speechWav, '-o', at('wild.wav'), '--factor', '20']);
    expect(wild).toMatchObject({ code: 2, stderr: expect.stringContaining('--factor 20 must be') });
  });
});

describe('denoise', () => {
  const noise = ['--noise-start', '0', '--noise-end', '0.3'];

  it('is the engine’s gate; what is left and what is taken away are the sound', async () => {
    const [clean, residue] = await Promise.all([
      made('clean.wav', ['denoise', ...noise]),
      made('residue.wav', ['denoise', ...noise, '--residue']),
    ]);
    const gated = gateNoise(jfk, measureNoise(jfk.subarray(0, 4800), sampleRateHz), { sampleRateHz });
    expect(largestError(clean, gated)).toBeLessThan(1e-5);
    expect(
      largestError(
        clean.map((value, n) => value + residue[n]!),
        jfk,
      ),
    ).toBeLessThan(1e-6);
  });

  it.each([
    [['--noise-start', '0', '--noise-end', '30'], '--noise-end 30 s must be within 11 s'],
    [['--noise-start', '2', '--noise-end', '1'], 'must be before'],
    [[], '--noise-start'],
  ])('refuses %j as wrong usage', async (args, message) => {
    const { code, stderr } = await phonoscope(['denoise', speechWav, '-o', at('no.wav'), ...args]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('griffin-lim', () => {
  const frames = ['--n-fft', '512', '--hop', '128'];

  it('makes sound whose magnitudes are those that were given', async () => {
    const magnitudes = at('magnitudes.npy');
    await phonoscope(['stft', speechWav, '-o', magnitudes, '--output', 'magnitude', ...frames]);
    const out = at('rebuilt.wav');
    const args = [magnitudes, '-o', out, '--rate', '16000', ...frames, '--phases', 'pghi', '--iterations', '10'];
    const made = await phonoscopeJson(['griffin-lim', ...args]);
    expect(made).toMatchObject({ sampleRateHz, channels: 1, nSamples: 176_000 });
    await phonoscope(['stft', out, '-o', at('again.npy'), '--output', 'magnitude', ...frames]);
    const [wanted, found] = [magnitudes, at('again.npy')].map(
      (path) => decodeNpy(readFileSync(path)).data as Float32Array,
    );
    let [error, power] = [0, 0];
    wanted!.forEach((value, i) => {
      error += (value - found![i]!) ** 2;
      power += value * value;
    });
    expect(10 * Math.log10(error / power)).toBeLessThan(-20);
  });

  it.each([
    [['--n-fft', '400'], 1, '[1376, 257] must be [nFrames ≥ 1, 201]'],
    [['--momentum', '1', ...frames], 2, '--momentum 1 must be'],
    [['--iterations', '1000000', ...frames], 2, '--iterations 1000000 must be'],
  ])('refuses %j', async (args, code, message) => {
    const run = await phonoscope(['griffin-lim', at('magnitudes.npy'), '-o', at('no.wav'), '--rate', '16000', ...args]);
    expect(run.stderr).toContain(message);
    expect(run.code).toBe(code);
  });
});
