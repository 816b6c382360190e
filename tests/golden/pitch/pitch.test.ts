import { describe, expect, it } from 'vitest';
import { pitchHz, pitchStrength } from '../../../main/engine/dsp/pitch/pitchTrack.ts';
import { trackPitch } from '../../../main/engine/dsp/pitch/trackPitch.ts';
import { trackPyin } from '../../../main/engine/dsp/pitch/pyin/trackPyin.ts';
import { goldenRows, goldenSound, pitchManifest } from './pitchGoldens.ts';

describe('pitch agrees with Praat: 0.1 Hz and the same voicing on 99.9 % of frames', () => {
  it.each(pitchManifest.pitch)('$signal $method $given', ({ signal, method, given, stepSec, startSec, file }) => {
    const { x, sampleRateHz } = goldenSound(signal);
    const { timeStepSec, ...params } = { timeStepSec: 0, ...given };
    const track = trackPitch(x, sampleRateHz, { method, ...params, ...(timeStepSec > 0 ? { timeStepSec } : {}) });
    const rows = goldenRows(file);
    expect(track.nFrames).toBe(rows.length);
    expect(track.firstTimeSec).toBeCloseTo(startSec, 10);
    expect(track.timeStepSec).toBeCloseTo(stepSec, 12);
    let nSame = 0;
    for (const [m, [hz = 0, strength = 0, intensity = 0]] of rows.entries()) {
      expect(Math.abs(track.intensity[m]! - intensity)).toBeLessThan(1e-6);
      const ours = pitchHz(track, m);
      const isSame = ours === null ? hz === 0 : Math.abs(ours - hz) <= 0.1;
      if (isSame && Math.abs(pitchStrength(track, m) - strength) < 1e-3) nSame++;
    }
    expect(nSame / rows.length).toBeGreaterThanOrEqual(0.999);
  });
});

/** librosa's names. */
const names: Readonly<Record<string, string>> = {
  fmin: 'fMinHz',
  fmax: 'fMaxHz',
  frame_length: 'frameLength',
  hop_length: 'hopLength',
  n_thresholds: 'nThresholds',
  beta_parameters: 'betaParameters',
  max_transition_rate: 'maxTransitionRate',
  switch_prob: 'switchProbability',
  no_trough_prob: 'noTroughProbability',
  boltzmann_parameter: 'boltzmannParameter',
};

describe('pYIN agrees with librosa', () => {
  it.each(pitchManifest.pyin)('$signal $given', ({ signal, given, file }) => {
    const { x, sampleRateHz } = goldenSound(signal);
    const params = Object.fromEntries(Object.entries(given).map(([name, value]) => [names[name] ?? name, value]));
    const track = trackPyin(x, sampleRateHz, params);
    const rows = goldenRows(file);
    expect(track.nFrames).toBe(rows.length);
    const bin = 1 / Math.ceil(1 / Number(given['resolution'] ?? 0.1));
    let nSame = 0;
    for (const [m, [hz = 0, voiced = 0, probability = 0]] of rows.entries()) {
      expect(Math.abs(track.voicedProbability[m]! - probability), `frame ${m}`).toBeLessThan(1e-5);
      expect(Number.isNaN(track.hz[m]!), `frame ${m}`).toBe(voiced === 0);
      const semitones = voiced === 1 ? Math.abs(12 * Math.log2(track.hz[m]! / hz)) : 0;
      expect(semitones, `frame ${m}`).toBeLessThan(1.001 * bin);
      if (semitones < 1e-3) nSame++;
    }
    expect(nSame / rows.length).toBeGreaterThanOrEqual(0.999);
  });
});
