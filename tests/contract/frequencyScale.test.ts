import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { frequencyScales as engineScales } from '../../main/engine/dsp/frequencyScale.ts';
import { frequencyAxis } from '../../renderer/shared/frequencyScale/frequencyAxis.ts';
import {
  frequencyScale,
  frequencyScaleNames,
  logFloorHz,
} from '../../renderer/shared/frequencyScale/frequencyScale.ts';

const engineName = {
  linear: 'linear',
  log: 'log',
  mel: 'mel-slaney',
  'mel-htk': 'mel-htk',
  bark: 'bark',
  erb: 'erb',
} as const;

describe('frequency scales of the renderer', () => {
  it.each(frequencyScaleNames)('%s equals the engine at every frequency', (name) => {
    const ours = frequencyScale(name);
    const theirs = engineScales[engineName[name]];
    fc.assert(
      fc.property(fc.double({ min: 1, max: 192_000, noNaN: true }), (hz) => {
        expect(ours.toScale(hz)).toBe(theirs.fromHz(hz));
        expect(ours.toHz(ours.toScale(hz))).toBe(theirs.toHz(theirs.fromHz(hz)));
      }),
    );
  });

  it('gives the published values', () => {
    expect(frequencyScale('mel').toScale(1000)).toBeCloseTo(15, 12);
    expect(frequencyScale('mel').toScale(6400)).toBeCloseTo(42, 12); // librosa.hz_to_mel(6400) = 42
    expect(frequencyScale('mel-htk').toScale(1000)).toBeCloseTo(999.9855, 3); // HTK: 1000 Hz is 1000 mel
    expect(frequencyScale('bark').toScale(1000)).toBeCloseTo(8.527, 3); // Traunmüller
    expect(frequencyScale('erb').toScale(1000)).toBeCloseTo(15.6215, 3); // Glasberg & Moore
    expect(frequencyScale('log').toScale(440)).toBeCloseTo(Math.log2(440), 12);
  });

  it.each(frequencyScaleNames)('%s axis puts its ends at the edges and inverts exactly', (scale) => {
    const axis = frequencyAxis({ scale, fMinHz: 0, fMaxHz: 22_050 }, 400);
    expect(axis.yAt(22_050)).toBeCloseTo(0, 9);
    expect(axis.yAt(scale === 'log' ? logFloorHz : 0)).toBeCloseTo(400, 9);
    fc.assert(
      fc.property(fc.double({ min: 25, max: 22_000, noNaN: true }), (hz) => {
        expect(axis.hzAt(axis.yAt(hz))).toBeCloseTo(hz, 6);
        expect(axis.yAt(hz)).toBeGreaterThan(axis.yAt(hz + 10));
      }),
    );
  });
});
