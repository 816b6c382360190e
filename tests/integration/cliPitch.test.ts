import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeNpy } from '../../main/engine/core/npy.ts';
import { goldenRows, pitchManifest } from '../golden/pitch/pitchGoldens.ts';
import { phonoscope, phonoscopeJson } from '../harness/phonoscope.ts';
import { speechFlac, speechWav, temporaryFolder } from './cliFolder.ts';

const at = temporaryFolder();

interface Frames {
  readonly frames: readonly { readonly timeSec: number; readonly hz: number | null; readonly strength: number }[];
  readonly parameters: Record<string, unknown>;
}

describe('pitch', () => {
  it('gives the shape that scripts rely on, with the values of Praat and its defaults named', async () => {
    const { frames, parameters } = await phonoscopeJson<Frames>(['pitch', speechWav]);
    const rows = goldenRows(pitchManifest.pitch[0]!.file);
    expect(frames).toHaveLength(rows.length);
    const isSame = ({ hz }: Frames['frames'][number], m: number) => Math.abs((hz ?? 0) - rows[m]![0]!) <= 0.1;
    expect(frames.filter(isSame).length / rows.length).toBeGreaterThanOrEqual(0.999);
    expect(Object.keys(frames[0]!)).toEqual(['timeSec', 'hz', 'strength']);
    expect(parameters).toEqual({
      ...{ method: 'raw-ac', floorHz: 75, ceilingHz: 600, timeStepSec: 0.01, maxCandidates: 15, veryAccurate: false },
      ...{
        periodsPerWindow: 3,
        silenceThreshold: 0.03,
        voicingThreshold: 0.45,
        octaveCost: 0.01,
        octaveJumpCost: 0.35,
      },
      ...{ voicedUnvoicedCost: 0.14, channels: 'mono' },
    });
  });

  it('takes every parameter, and writes CSV and .npy', async () => {
    const [csv, npy] = [at('pitch.csv'), at('pitch.npy')];
    const { parameters } = await phonoscopeJson<Frames>(
      ['pitch', speechWav, '-o', csv, '--method', 'filtered-ac', '--floor', '60', '--ceiling', '700']
        .concat(['--time-step', '0.02', '--max-candidates', '9', '--silence-threshold', '0.1'])
        .concat(['--voicing-threshold', '0.4', '--octave-cost', '0.02', '--octave-jump-cost', '0.3'])
        .concat(['--voiced-unvoiced-cost', '0.2', '--attenuation-at-top', '0.05', '--very-accurate']),
    );
    expect(parameters).toMatchObject({
      ...{
        method: 'filtered-ac',
        floorHz: 60,
        ceilingHz: 700,
        timeStepSec: 0.02,
        maxCandidates: 9,
        veryAccurate: true,
      },
      ...{ silenceThreshold: 0.1, voicingThreshold: 0.4, octaveCost: 0.02, octaveJumpCost: 0.3 },
      ...{ voicedUnvoicedCost: 0.2, attenuationAtTop: 0.05 },
    });
    expect(readFileSync(csv, 'utf8')).toMatch(/^timeSec,hz,strength\r\n[\d.]+,,0\r\n/);
    await phonoscope(['pitch', speechFlac, '-o', npy, '--per-channel', '--time-step', '0.1']);
    const { shape } = decodeNpy(readFileSync(npy));
    expect([shape[0], shape[2]]).toEqual([2, 3]);
  });

  it('by pYIN has other parameters, and refuses those of the other methods', async () => {
    const { frames, parameters } = await phonoscopeJson<Frames>([
      'pitch',
      speechWav,
      '--method',
      'pyin',
      '--floor',
      '65',
      '--frame-length',
      '1024',
    ]);
    expect(frames).toHaveLength(goldenRows(pitchManifest.pyin[0]!.file).length);
    expect(parameters).toMatchObject({ method: 'pyin', fMinHz: 65, fMaxHz: 600, hopLength: 256 });
    for (const [method, option] of [
      ['pyin', '--octave-cost'],
      ['raw-cc', '--hop'],
    ] as const) {
      const { code, stderr } = await phonoscope(['pitch', speechWav, '--method', method, option, '1']);
      expect(code).toBe(2);
      expect(stderr).toContain(`--method ${method} has no ${option}`);
    }
  });
});

describe('voice', () => {
  it('gives the numbers of Praat for a range, and the same for an interval of a tier', async () => {
    const { report } = pitchManifest.voice[0]!.ranges[1]!;
    const found = await phonoscopeJson(['voice', speechWav, '--start', '1', '--end', '2.5']);
    expect(found).toMatchObject({
      startSec: 1,
      endSec: 2.5,
      nPulses: report['nPulses'],
      pitchMeanHz: expect.closeTo(report['meanHz']!, 2),
      jitterLocal: expect.closeTo(report['jitterLocalPercent']! / 100, 4),
      shimmerLocal: expect.closeTo(report['shimmerLocalPercent']! / 100, 4),
      harmonicsToNoiseDb: expect.closeTo(report['harmonicsToNoiseDb']!, 2),
      parameters: { method: 'raw-cc', maxPeriodFactor: 1.3, maxAmplitudeFactor: 1.6 },
    });
    const grid = at('speech.TextGrid');
    const intervals = ['', 0, 1, 'x', 1, 2.5, '', 2.5, 11];
    const lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', '', '0', '11', '<exists>', '1'];
    lines.push('"IntervalTier"', '"parts"', '0', '11', '3');
    for (let i = 0; i < 9; i += 3) lines.push(String(intervals[i + 1]), String(intervals[i + 2]), `"${intervals[i]}"`);
    writeFileSync(grid, `${lines.join('\n')}\n`);
    const onTier = await phonoscopeJson<{ intervals: Record<string, unknown>[] }>([
      'voice',
      speechWav,
      '--tier',
      grid,
      '--measures',
      'voice,pitch',
    ]);
    const { nPulses, jitterLocal, voicedFraction } = onTier.intervals[0]!;
    expect({ nPulses, jitterLocal }).toEqual({ nPulses: found['nPulses'], jitterLocal: found['jitterLocal'] });
    const { startSec, stepSec, file } = pitchManifest.pitch[0]!;
    const inside = goldenRows(file).filter((_, m) => startSec + m * stepSec >= 1 && startSec + m * stepSec <= 2.5);
    expect(voicedFraction).toBeCloseTo(inside.filter(([hz]) => hz! > 0).length / inside.length, 9);
  });

  it('for people a value a line, with units', async () => {
    const { stdout } = await phonoscope(['voice', speechWav, '--start', '1', '--end', '2.5']);
    expect(stdout).toMatch(/^# voice: method raw-cc, /);
    expect(stdout).toMatch(/^pitch median +\d+\.\d\d Hz$/m);
    expect(stdout).toMatch(/^jitter local +\d+\.\d{3} %$/m);
    expect(stdout).toMatch(/^jitter local absolute +0\.000\d+ s$/m);
    expect(stdout).toMatch(/^harmonics to noise +\d+\.\d\d dB$/m);
    expect(stdout).toMatch(/^pulses +\d+$/m);
  });

  it('refuses ranges that are none', async () => {
    const { code, stderr } = await phonoscope(['voice', speechWav, '--start', '3', '--end', '2']);
    expect(code).toBe(2);
    expect(stderr).toContain('--start 3 must be before --end 2');
  });
});
