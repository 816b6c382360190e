import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeNpy } from '../../main/engine/core/npy.ts';
import { inProject } from '../../scripts/projectPaths.ts';
import { phonoscope, phonoscopeJson } from '../harness/phonoscope.ts';
import { speechFlac, speechWav, temporaryFolder } from './cliFolder.ts';

const at = temporaryFolder();
const grid = inProject('tests/fixtures/textgrid/long8.TextGrid');
const onTier = ['--tier', grid, '--tier-name', 'words'];

interface Frames {
  readonly frames: readonly {
    readonly timeSec: number;
    readonly hz: number[];
    readonly bandwidthHz: number[];
    db: number;
  }[];
  readonly parameters: Record<string, unknown>;
}

/** The first frame and formant of tests/golden/spectral. */
const firstF1Hz = 1028.359976;

describe('formants', () => {
  it('gives the shape that scripts rely on, with its parameters', async () => {
    const { frames, parameters } = await phonoscopeJson<Frames>(['formants', speechWav]);
    expect(frames).toHaveLength(1752);
    expect(frames[0]!.timeSec).toBeCloseTo(0.028125, 9);
    expect(frames[0]!.hz).toHaveLength(4);
    expect(frames[0]!.hz[0]).toBeCloseTo(firstF1Hz, 3);
    expect(frames[0]!.bandwidthHz).toHaveLength(4);
    expect(parameters).toEqual({
      ...{ method: 'burg', maxFormants: 5, ceilingHz: 5500, windowSec: 0.025, timeStepSec: 0.00625, preEmphasisHz: 50 },
      channels: 'mono',
    });
  });

  it('writes CSV and .npy, averages channels or keeps each', async () => {
    const [csv, npy] = [at('formants.csv'), at('formants.npy')];
    await phonoscope(['formants', speechWav, '-o', csv]);
    const made = await phonoscopeJson(['formants', speechFlac, '-o', npy, '--per-channel', '--time-step', '0.5']);
    const lines = readFileSync(csv, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(1753);
    expect(lines[0]).toBe('timeSec,f1Hz,b1Hz,f2Hz,b2Hz,f3Hz,b3Hz,f4Hz,b4Hz,f5Hz,b5Hz');
    expect(Number(lines[1]!.split(',')[1])).toBeCloseTo(firstF1Hz, 3);
    expect(lines[1]!.endsWith(',,')).toBe(true); // the first frame has four
    const { type, shape } = decodeNpy(readFileSync(npy));
    expect({ type, shape }).toEqual({ type: 'float64', shape: [2, 22, 11] });
    expect(made['rows']).toBe(44);
    expect(made['columns']).toEqual(lines[0]!.split(','));
  });

  it('the table for people names the parameters', async () => {
    const { stdout } = await phonoscope([
      'formants',
      speechWav,
      '--ceiling',
      '5000',
      '--track',
      '2',
      '--time-step',
      '1',
    ]);
    expect(stdout).toMatch(
      /^# formants: method burg, maxFormants 5, ceilingHz 5000, .*nTracks 2\ntimeSec +f1Hz +b1Hz +f2Hz +b2Hz\n/,
    );
    expect(stdout.trimEnd().split('\n')).toHaveLength(13);
  });
});

describe('intensity and ltas', () => {
  it('give their shapes', async () => {
    const [intensity, ltas] = await Promise.all([
      phonoscopeJson<Frames>(['intensity', speechWav]),
      phonoscopeJson<{ bands: { hz: number; db: number }[]; slopeDb: number; tiltDbPerHz: number }>([
        'ltas',
        speechWav,
      ]),
    ]);
    expect(intensity.frames).toHaveLength(1368);
    expect(Object.keys(intensity.frames[0]!)).toEqual(['timeSec', 'db']);
    expect(intensity.parameters).toMatchObject({ minPitchHz: 100, timeStepSec: 0.008, subtractMean: true });
    expect(ltas.bands).toHaveLength(80);
    expect(ltas.bands[0]!.hz).toBe(50);
    expect(ltas.slopeDb).toBeCloseTo(-9.2109336, 5);
    expect(ltas.tiltDbPerHz).toBeCloseTo(-0.0101822, 6);
  });
});

describe('a range', () => {
  it('has the frames of the whole sound that lie in it', async () => {
    const range = ['--start', '1', '--end', '1.05'];
    const parts = await Promise.all(
      ['formants', 'intensity', 'pitch', 'mfcc'].map(async (command) => {
        const [whole, part] = await Promise.all([
          phonoscopeJson<Frames>([command, speechWav]),
          phonoscopeJson<Frames>([command, speechWav, ...range]),
        ]);
        const inside = whole.frames.filter(({ timeSec }) => timeSec >= 1 && timeSec <= 1.05);
        expect(part.frames).toEqual(inside);
        expect(part.parameters).toMatchObject({ startSec: 1, endSec: 1.05 });
        return part.frames.length;
      }),
    );
    for (const nFrames of parts) expect(nFrames).toBeGreaterThan(0);
  });

  it('has a spectrum of its own', async () => {
    const [whole, part] = await Promise.all([
      phonoscopeJson<{ bands: { db: number }[] }>(['ltas', speechWav]),
      phonoscopeJson<{ bands: { db: number }[] }>(['ltas', speechWav, '--start', '1', '--end', '2']),
    ]);
    expect(part.bands).toHaveLength(80);
    expect(part.bands[3]!.db).not.toBeCloseTo(whole.bands[3]!.db, 1);
  });
});

describe('--resume with --tier', () => {
  it('makes a table again when its TextGrid has changed, and only then', async () => {
    const [copy, out] = [at('jfk.TextGrid'), at('resumed')];
    writeFileSync(copy, readFileSync(grid));
    const args = ['intensity', speechWav, '--tier', copy, '--tier-name', 'words', '--out-dir', out, '--resume'];
    const skipped = async () => (await phonoscopeJson(args))['skipped'] === true;
    expect(await skipped()).toBe(false);
    expect(await skipped()).toBe(true);
    writeFileSync(copy, readFileSync(grid, 'utf8').replace('And so', 'Or so'));
    expect(await skipped()).toBe(false);
    expect(readFileSync(at('resumed', 'jfk.csv'), 'utf8')).toContain('Or so');
  });
});

describe('--tier', () => {
  it('measures every labelled interval into one table', async () => {
    const out = at('words.csv');
    const run = await phonoscope([
      'formants',
      speechWav,
      ...onTier,
      '--measures',
      'formants,intensity,spectrum',
      '-o',
      out,
    ]);
    expect(run.code).toBe(0);
    const [head, ...rows] = readFileSync(out, 'utf8').trimEnd().split('\r\n');
    expect(head!.split(',').slice(0, 6)).toEqual(['tier', 'label', 'startSec', 'endSec', 'durationSec', 'f1MeanHz']);
    expect(head).toMatch(/f5MidpointHz.*intensityMeanDb.*centreOfGravityHz/);
    expect(rows).toHaveLength(2);
    expect(rows[0]!.startsWith('words,"And so ""my""",0.32,0.74,0.42,')).toBe(true);
  });

  it('as JSON, with the parameters of each measure', async () => {
    const found = await phonoscopeJson(['intensity', speechWav, ...onTier]);
    expect(found).toMatchObject({
      tier: 'words',
      intervals: [
        { label: 'And so "my"', startSec: 0.32, endSec: 0.74, intensityMeanDb: expect.closeTo(78.6627, 3) },
        { label: 'fellow äé ʃ' },
      ],
      parameters: { tierName: 'words', measures: { intensity: { minPitchHz: 100 } } },
    });
  });

  it('takes the TextGrid of each input from a folder', async () => {
    mkdirSync(at('grids'));
    writeFileSync(at('grids', 'jfk.TextGrid'), readFileSync(grid));
    const args = ['--tier', at('grids'), '--tier-name', 'phönes', '--out-dir', at('tables')];
    expect((await phonoscope(['ltas', speechWav, ...args])).code).toBe(0);
    expect(readFileSync(at('tables', 'jfk.csv'), 'utf8')).toContain('phönes,a,0,0.5,0.5,');
  });

  it('takes subtitles and other annotations, in a folder the file named after the input', async () => {
    mkdirSync(at('cues'));
    writeFileSync(at('cues', 'jfk.srt'), '1\n00:00:00,500 --> 00:00:02,000\nmy fellow Americans\n');
    const args = ['--tier', at('cues'), '--out-dir', at('cueTables')];
    expect((await phonoscope(['intensity', speechWav, ...args])).code).toBe(0);
    expect(readFileSync(at('cueTables', 'jfk.csv'), 'utf8')).toContain(',my fellow Americans,0.5,2,1.5,');
  });

  it.each([
    [
      ['--tier', grid],
      1,
      '--tier-name must say which, there are "words" (intervals), "phönes" (intervals), "bell" (points)',
    ],
    [['--tier', grid, '--tier-name', 'bell'], 1, 'tier "bell" holds points, must hold intervals'],
    [['--tier', grid, '--tier-name', 'syllables'], 1, 'has no tier "syllables", but "words"'],
    [['--tier', at('none.TextGrid')], 1, 'E_NOT_FOUND'],
    [['--tier', speechWav], 1, 'holds no annotations of a known format'],
    [['--measures', 'intensity'], 2, 'need --tier'],
    [['--measures', 'shimmy', '--tier', grid], 2, 'It must be of formants,intensity,mfcc,pitch,voice,spectrum'],
    [['-o', at('x.txt')], 2, 'must end in .csv, .json or .npy'],
  ])('refuses %j', async (args, code, message) => {
    const run = await phonoscope(['formants', speechWav, ...args]);
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(message);
  });
});

describe('mfcc', () => {
  const golden = decodeNpy(readFileSync(inProject('tests/golden/features/mfcc0.npy'))).data; // frames 0, 1, 100 …

  it('per frame as librosa, with deltas behind', async () => {
    const npy = at('mfcc.npy');
    await phonoscope(['mfcc', speechWav, '--deltas', '2', '-o', npy]);
    const { type, shape, data } = decodeNpy(readFileSync(npy));
    expect({ type, shape }).toEqual({ type: 'float64', shape: [344, 61] });
    for (let i = 0; i < 20; i++) expect(Math.abs(Number(data[61 + 1 + i]) - Number(golden[20 + i]))).toBeLessThan(2e-3);
    expect(data[61]).toBeCloseTo(512 / 16_000, 9);
    interface Cepstra {
      readonly frames: readonly { readonly timeSec: number; readonly mfcc: number[]; readonly delta: number[] }[];
    }
    const { frames } = await phonoscopeJson<Cepstra>(['mfcc', speechWav, '--preset', 'htk', '--deltas', '1']);
    expect(frames).toHaveLength(1101);
    expect([frames[3]!.mfcc.length, frames[3]!.delta.length]).toEqual([13, 13]);
  });

  it('of labelled intervals: the mean of each coefficient', async () => {
    const csv = at('mfccIntervals.csv');
    await phonoscope(['mfcc', speechWav, ...onTier, '--n-mfcc', '3', '-o', csv]);
    const [head, first] = readFileSync(csv, 'utf8').split('\r\n');
    expect(head).toBe('tier,label,startSec,endSec,durationSec,mfcc0Mean,mfcc1Mean,mfcc2Mean');
    expect(first!.split(',')).toHaveLength(8);
  });
});
