import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureNoise } from '../../../../../main/engine/dsp/denoise/noiseProfile.ts';
import { gateNoise } from '../../../../../main/engine/dsp/denoise/spectralGate.ts';
import { cookbookBiquad } from '../../../../../main/engine/dsp/filters/cookbookBiquad.ts';
import { designBandFilter, filterSignal } from '../../../../../main/engine/dsp/filters/firFilter.ts';
import { filterSections, filterZeroPhase } from '../../../../../main/engine/dsp/filters/filterSections.ts';
import { designIir } from '../../../../../main/engine/dsp/filters/iirFilter.ts';
import { checkEffect } from '../../../../../main/engine/dsp/rendering/checkEffect.ts';
import { isSequential } from '../../../../../main/engine/dsp/rendering/effectDescription.ts';
import type { EffectDescription } from '../../../../../main/engine/dsp/rendering/effectDescription.ts';
import { renderEffect } from '../../../../../main/engine/dsp/rendering/renderEffect.ts';
import { resample } from '../../../../../main/engine/dsp/resample/resample.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import type { SampleSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { pitchShift } from '../../../../../main/engine/dsp/stretch/pitchShift.ts';
import { psola } from '../../../../../main/engine/dsp/stretch/psola.ts';
import { timeStretch } from '../../../../../main/engine/dsp/stretch/timeStretch.ts';
import { readJfk } from '../../../../golden/dsp/dspSignals.ts';
import { largestError, noise } from '../signals.ts';

const sampleRateHz = 16_000;
const left = readJfk().subarray(4000, 44_000);
const right = noise(40_000, 8).map((v, n) => 0.1 * v + 0.5 * left[39_999 - n]! + 0.01);
const channels = [toSource(left), toSource(right)];
const all = { fromSample: 0, toSample: 40_000 };
const inside = { fromSample: 9001, toSample: 30_003 };
const whole = (source: SampleSource) => source.read(0, source.nSamples);
const render = (effect: EffectDescription, range = all) => renderEffect({ channels, sampleRateHz, range }, effect);
const samples = (effect: EffectDescription, range = all) => render(effect, range).channels.map(whole);

const mask = {
  region: { kind: 'rectangle', fromSample: 15_000, toSample: 20_000, fLowHz: 500, fHighHz: 1500 },
  featherSamples: 100,
  featherHz: 50,
} as const;
const generatedKinds: EffectDescription[] = [
  { kind: 'generate', sound: { type: 'tone', nSamples: 20_000, levelDb: -6, hz: 440 } },
  {
    kind: 'generate',
    sound: { type: 'sweep', nSamples: 20_000, levelDb: -6, fromHz: 50, toHz: 5000, course: 'linear' },
  },
  { kind: 'generate', sound: { type: 'noise', nSamples: 20_000, levelDb: -20, color: 'pink', seed: 3 } },
  { kind: 'generate', sound: { type: 'dtmf', digits: '159#', levelDb: -6, toneSec: 0.1, gapSec: 0.05 } },
  { kind: 'generate', sound: { type: 'silence', nSamples: 99 } },
];
const effects: EffectDescription[] = [
  { kind: 'gain', gainDb: -3 },
  { kind: 'invert' },
  { kind: 'reverse' },
  { kind: 'silence' },
  { kind: 'fade', direction: 'out', shape: 'exponential' },
  { kind: 'removeDc' },
  { kind: 'normalizePeak', targetDb: -1, isLinked: true },
  { kind: 'normalizePeak', targetDb: -1, isLinked: false },
  { kind: 'normalizeLoudness', targetLufs: -23, maxTruePeakDbtp: -1 },
  {
    kind: 'mixChannels',
    gains: [
      [0.5, 0.5],
      [0, 1],
      [1, 0],
    ],
  },
  { kind: 'filter', phase: 'minimum', sections: [{ design: 'cookbook', kind: 'peaking', hz: 1000, q: 2, gainDb: 9 }] },
  {
    kind: 'filter',
    phase: 'zero',
    sections: [
      { design: 'iir', family: 'butterworth', order: 4, band: 'highPass', edgeHz: 100 },
      { design: 'iir', family: 'chebyshev1', rippleDb: 1, order: 3, band: 'bandPass', fLowHz: 300, fHighHz: 3000 },
      { design: 'iir', family: 'chebyshev2', attenuationDb: 60, order: 3, band: 'lowPass', edgeHz: 6000 },
    ],
  },
  { kind: 'bandFilter', fLowHz: 300, fHighHz: null, transitionHz: 50, isStop: false },
  { kind: 'bandFilter', fLowHz: 950, fHighHz: 1050, transitionHz: 50, isStop: true },
  { kind: 'timeStretch', factor: 1.3 },
  { kind: 'timeStretch', factor: 0.7, method: 'phase-vocoder' },
  { kind: 'pitchShift', semitones: 4 },
  { kind: 'reduceNoise', noise: { fromSample: 0, toSample: 3000 }, attenuationDb: 20, output: 'residue' },
  { kind: 'resample', toHz: 22_050 },
  { kind: 'mask', mask, action: { type: 'level', gainDb: 6 } },
  { kind: 'mask', mask, action: { type: 'erase' } },
  { kind: 'mask', mask, action: { type: 'heal' } },
  { kind: 'mask', mask, action: { type: 'inside' } },
  { kind: 'mask', mask, action: { type: 'outside' } },
  {
    kind: 'manipulate',
    pulsesSec: [0.5, 0.508, 0.516, 0.524, 0.532],
    pitch: { timesSec: [0.5], values: [150] },
    duration: { timesSec: [0, 1], values: [1, 1.5] },
  },
  ...generatedKinds,
];
const named = effects.map((effect) => [JSON.stringify(effect).slice(0, 80), effect] as const);

describe.each(named)('%s', (_, effect) => {
  it('survives JSON', () => {
    expect(checkEffect(JSON.parse(JSON.stringify(effect)))).toEqual(effect);
  });

  it('gives in any part what it gives as a whole', () => {
    const y = samples(effect, inside);
    for (const [start, count] of [
      [20_000, 500],
      [-3, 10],
      [8000, 9000],
      [100, 1],
      [30_000, 50_000],
    ] as const) {
      const parts = render(effect, inside).channels.map((channel) => channel.read(start, count));
      expect(parts).toEqual(y.map((x) => Float32Array.from({ length: count }, (_, n) => x[start + n] ?? 0)));
    }
    const again = render(effect, inside).channels;
    expect(again.map((channel) => channel.read(9000, 100))).toEqual(y.map((x) => padded(x, 9000, 100)));
    expect(again.map((channel) => channel.read(10, 100))).toEqual(y.map((x) => padded(x, 10, 100)));
  });

  it('gives finite samples of an empty range, of one sample, of all', () => {
    for (const range of [{ fromSample: 500, toSample: 500 }, { fromSample: 500, toSample: 501 }, all]) {
      const manipulated = effect.kind === 'manipulate' && range !== all ? { ...effect, pulsesSec: [] } : effect;
      for (const y of samples(manipulated, range)) expect(y.every(Number.isFinite)).toBe(true);
    }
  });

  it('names a sample that is not finite', () => {
    const broken = [toSource(left.slice().fill(Number.NaN, 16_000, 16_001)), toSource(right)];
    const run = () =>
      renderEffect({ channels: broken, sampleRateHz, range: inside }, effect).channels.map((channel) => {
        for (let n = 0; n < channel.nSamples; n += 500) channel.read(n, 500);
      });
    if (['generate', 'silence', 'reverse', 'resample'].includes(effect.kind)) return;
    expect(run).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: expect.stringMatching(/sample \d+ is NaN/) }),
    );
  });
});

function padded(x: Float32Array, start: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, n) => x[start + n] ?? 0);
}

describe('renderEffect computes what the functions of the engine compute', () => {
  it('filters, over the whole and within a range', () => {
    const biquad = cookbookBiquad({ kind: 'lowShelf', sampleRateHz, hz: 200, gainDb: 12 });
    const shelf = { design: 'cookbook', kind: 'lowShelf', hz: 200, gainDb: 12 } as const;
    const iir = designIir({
      family: 'butterworth',
      order: 6,
      band: 'bandPass',
      fLowHz: 60,
      fHighHz: 4000,
      sampleRateHz,
    });
    const band = {
      design: 'iir',
      family: 'butterworth',
      order: 6,
      band: 'bandPass',
      fLowHz: 60,
      fHighHz: 4000,
    } as const;
    const sections = [shelf, band];
    const once = filterSections(left, [biquad, ...iir]);
    const twice = filterZeroPhase(left, [biquad, ...iir]);
    for (const range of [all, inside]) {
      const cut = (x: Float32Array) => x.subarray(range.fromSample, range.toSample);
      const [a] = samples({ kind: 'filter', phase: 'minimum', sections }, range);
      const [b] = samples({ kind: 'filter', phase: 'zero', sections }, range);
      expect(largestError(a!, cut(once))).toBeLessThan(1e-7);
      expect(largestError(b!, cut(twice))).toBeLessThan(1e-7);
      const [fir] = samples({ kind: 'bandFilter', fLowHz: 300, fHighHz: 2000, transitionHz: 30, isStop: false }, range);
      const taps = designBandFilter({ sampleRateHz, fLowHz: 300, fHighHz: 2000, transitionHz: 30 });
      expect(largestError(fir!, cut(filterSignal(left, taps)))).toBeLessThan(1e-6);
    }
  });

  it('a low high pass over many blocks', () => {
    const x = noise(200_000, 2).map((v) => v * 0.3 + 0.5);
    const sections = [{ design: 'iir', family: 'butterworth', order: 4, band: 'highPass', edgeHz: 5 }] as const;
    const wanted = filterZeroPhase(
      x,
      designIir({ family: 'butterworth', order: 4, band: 'highPass', edgeHz: 5, sampleRateHz }),
    );
    const input = { channels: [toSource(x)], sampleRateHz, range: { fromSample: 0, toSample: 200_000 } };
    const y = whole(renderEffect(input, { kind: 'filter', phase: 'zero', sections }).channels[0]!);
    expect(largestError(y, wanted)).toBeLessThan(1e-6);
  });

  it('stop band and pass band add up to the sound', () => {
    const band = { kind: 'bandFilter', fLowHz: 300, fHighHz: 2000, transitionHz: 30 } as const;
    const [passed] = samples({ ...band, isStop: false });
    const [stopped] = samples({ ...band, isStop: true });
    expect(
      largestError(
        passed!.map((v, n) => v + stopped![n]!),
        left,
      ),
    ).toBeLessThan(1e-6);
  });

  it('stretch, shift, gate, PSOLA, resampling of the whole, to the bit', () => {
    for (const method of ['wsola', 'phase-vocoder'] as const) {
      expect(samples({ kind: 'timeStretch', factor: 1.3, method })).toEqual(
        timeStretch([left, right], { sampleRateHz, factor: 1.3, method }),
      );
      expect(samples({ kind: 'pitchShift', semitones: -5, method })).toEqual(
        pitchShift([left, right], { sampleRateHz, semitones: -5, method }),
      );
    }
    const profile = measureNoise(left.subarray(0, 3000), sampleRateHz);
    expect(samples({ kind: 'reduceNoise', noise: { fromSample: 0, toSample: 3000 } })[0]).toEqual(
      gateNoise(left, profile, { sampleRateHz }),
    );
    const pulses = Float64Array.from({ length: 40 }, (_, i) => 0.5 + i * 0.008);
    const duration = { timesSec: Float64Array.of(0.5, 1), values: Float64Array.of(1, 2) };
    const pitch = { timesSec: Float64Array.of(0.5, 0.8), values: Float64Array.of(150, 100) };
    const points = (curve: typeof pitch) => ({ timesSec: [...curve.timesSec], values: [...curve.values] });
    expect(
      samples({ kind: 'manipulate', pulsesSec: [...pulses], pitch: points(pitch), duration: points(duration) }),
    ).toEqual(psola([left, right], { sampleRateHz, pulses, pitch, duration }));
    const rendered = render({ kind: 'resample', toHz: 22_050 });
    expect(rendered.sampleRateHz).toBe(22_050);
    expect(whole(rendered.channels[0]!)).toEqual(resample(left, { fromHz: 16_000, toHz: 22_050 }));
  });

  it('a range is joined to what lies around it: no jump at its ends', () => {
    const smooth = Float32Array.from(
      { length: 40_000 },
      (_, n) => 0.5 * Math.sin((2 * Math.PI * 100 * n) / sampleRateHz),
    );
    const input = { channels: [toSource(smooth)], sampleRateHz, range: { fromSample: 10_037, toSample: 20_011 } };
    const kinds: EffectDescription[] = [
      { kind: 'filter', phase: 'minimum', sections: [{ design: 'cookbook', kind: 'highPass', hz: 3 }] },
      { kind: 'bandFilter', fLowHz: null, fHighHz: 1000, transitionHz: 100, isStop: false },
      { kind: 'resample', toHz: 16_000 },
      { kind: 'timeStretch', factor: 1 },
      { kind: 'reduceNoise', noise: { fromSample: 0, toSample: 2000 }, thresholdSigma: -10, attenuationDb: 40 },
    ];
    for (const effect of kinds) {
      const y = whole(renderEffect(input, effect).channels[0]!);
      expect(Math.abs(y[0]! - smooth[10_037]!)).toBeLessThan(0.03); // a filter that started here would jump by 0.1 and more
      expect(Math.abs(y.at(-1)! - smooth[20_010]!)).toBeLessThan(0.03);
    }
  });

  it('levels', () => {
    const peakOf = (x: Float32Array) => x.reduce((peak, v) => Math.max(peak, Math.abs(v)), 0);
    const linked = samples({ kind: 'normalizePeak', targetDb: 0, isLinked: true }).map(peakOf);
    expect(Math.max(...linked)).toBeCloseTo(1, 6);
    expect(linked[0]! / linked[1]!).toBeCloseTo(peakOf(left) / peakOf(right), 5);
    for (const peak of samples({ kind: 'normalizePeak', targetDb: 0, isLinked: false }).map(peakOf))
      expect(peak).toBeCloseTo(1, 6);
    for (const x of samples({ kind: 'removeDc' }))
      expect(Math.abs(x.reduce((sum, v) => sum + v, 0) / x.length)).toBeLessThan(1e-7);
    const silent = {
      channels: [toSource(new Float32Array(9000))],
      sampleRateHz,
      range: { fromSample: 0, toSample: 9000 },
    };
    for (const effect of [
      { kind: 'normalizePeak', targetDb: 0, isLinked: true },
      { kind: 'normalizeLoudness', targetLufs: -23 },
    ] as const)
      expect(whole(renderEffect(silent, effect).channels[0]!).every((v) => v === 0)).toBe(true);
  });

  it('noise differs from channel to channel', () => {
    const [a, b] = samples({ kind: 'generate', sound: { type: 'noise', nSamples: 100, levelDb: -6, color: 'white' } });
    expect(a).not.toEqual(b);
  });
});

it('says which effects compute in order', () => {
  const kinds = effects.filter(isSequential).map(({ kind }) => kind);
  expect([...new Set(kinds)]).toEqual(['timeStretch', 'pitchShift', 'reduceNoise', 'manipulate']);
});

it('reads an hour in bounded memory: nothing but what is asked for', () => {
  let [most, read] = [0, 0];
  const nSamples = 3600 * sampleRateHz;
  const long: SampleSource = {
    nSamples,
    read(start, count) {
      most = Math.max(most, count);
      read += count;
      return toSource(left).read(start % 30_000, count);
    },
  };
  const input = { channels: [long], sampleRateHz, range: { fromSample: 0, toSample: nSamples } };
  for (const effect of effects.filter(({ kind }) =>
    ['gain', 'filter', 'bandFilter', 'mask', 'fade', 'resample'].includes(kind),
  )) {
    renderEffect(input, effect).channels[0]!.read(30_000_000, 4096);
    renderEffect(input, effect).channels[0]!.read(16_000, 4096);
  }
  for (const effect of effects.filter(isSequential)) renderEffect(input, effect).channels[0]!.read(0, 4096);
  expect(most).toBeLessThan(200_000);
  expect(read).toBeLessThan(5_000_000);
});

describe('refusals', () => {
  it.each<[object, string]>([
    [{ kind: 'echo' }, 'effect.kind=echo must be one of gain,'],
    [{ kind: 'gain' }, 'effect.gainDb=undefined must be a finite number ≥ -200 and ≤ 60'],
    [{ kind: 'fade', direction: 'in', shape: 'cubic' }, 'effect.shape=cubic must be one of linear'],
    [{ kind: 'normalizePeak', targetDb: 1, isLinked: true }, 'effect.targetDb=1'],
    [{ kind: 'normalizePeak', targetDb: 0, isLinked: 1 }, 'effect.isLinked=1 must be true or false'],
    [{ kind: 'mixChannels', gains: [] }, 'effect.gains=0 long must be at least 1'],
    [{ kind: 'mixChannels', gains: [[1, null]] }, 'effect.gains[0][1]=null'],
    [{ kind: 'mixChannels', gains: [[1]] }, 'row 0 has 1 gains, there are 2 channels'],
    [{ kind: 'filter', phase: 'zero', sections: [{ design: 'fir' }] }, 'effect.sections[0].design=fir'],
    [{ kind: 'filter', phase: 'zero', sections: [{ design: 'cookbook', kind: 'notch', hz: 8000 }] }, 'hz=8000'],
    [
      { kind: 'filter', phase: 'minimum', sections: [{ design: 'cookbook', kind: 'notch', hz: 1, q: 1000 }] },
      'rings for more than',
    ],
    [{ kind: 'bandFilter', fLowHz: 9000, transitionHz: 10, isStop: false }, 'must rise within 0 to 8000 Hz'],
    [{ kind: 'timeStretch', factor: 0.01 }, 'effect.factor=0.01'],
    [{ kind: 'timeStretch', factor: 1, method: 'tape' }, 'effect.method=tape'],
    [{ kind: 'pitchShift', semitones: 37 }, 'effect.semitones=37'],
    [{ kind: 'reduceNoise', noise: { fromSample: 5, toSample: 5 } }, 'effect.noise.toSample=5 must be an integer ≥ 6'],
    [{ kind: 'reduceNoise', noise: { fromSample: 0, toSample: 90_000 } }, 'toSample=90000'],
    [{ kind: 'resample', toHz: 0 }, 'effect.toHz=0'],
    [{ kind: 'generate', sound: { type: 'tone', nSamples: 1, levelDb: 0, hz: 9000 } }, 'hz=9000'],
    [
      { kind: 'generate', sound: { type: 'dtmf', digits: 7, levelDb: 0, toneSec: 1, gapSec: 1 } },
      'effect.sound.digits=7 must be a text',
    ],
    [{ kind: 'mask', mask: {}, action: { type: 'erase' } }, 'mask.region=undefined must be an object'],
    [{ kind: 'mask', mask, action: { type: 'paint' } }, 'effect.action.type=paint'],
    [{ kind: 'manipulate', pulsesSec: [1, 1], pitch: null, duration: null }, 'effect.pulsesSec[1]=1 must be after 1'],
    [
      { kind: 'manipulate', pulsesSec: [], pitch: { timesSec: [1], values: [] }, duration: null },
      'as long as timesSec',
    ],
    [
      { kind: 'manipulate', pulsesSec: [], pitch: null, duration: { timesSec: [1], values: [11] } },
      'values[0]=11 must be a finite number ≥ 0.1 and ≤ 10',
    ],
    [{ kind: 'manipulate', pulsesSec: [99], pitch: null, duration: null }, 'pulses[0]=99'],
  ])('%j', (effect, message) => {
    expect(() => samples(effect as EffectDescription)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) }),
    );
  });

  it('anything else is refused as E_PARAM or taken', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          checkEffect(value);
        } catch (error) {
          expect(error).toMatchObject({ code: 'E_PARAM' });
        }
      }),
    );
  });

  it('channels and ranges that do not fit', () => {
    const effect = { kind: 'invert' } as const;
    expect(() => renderEffect({ channels: [], sampleRateHz, range: all }, effect)).toThrow('at least one channel');
    expect(() =>
      renderEffect({ channels: [toSource(left), toSource(noise(3))], sampleRateHz, range: all }, effect),
    ).toThrow('of one length');
    expect(() => renderEffect({ channels, sampleRateHz: NaN, range: all }, effect)).toThrow('sampleRateHz=NaN');
    expect(() => render(effect, { fromSample: 5, toSample: 40_001 })).toThrow('toSample=40001');
  });
});
