import { describe, expect, it } from 'vitest';
import { kWeighting } from '../../../../main/engine/dsp/kWeighting.ts';
import { LoudnessMeter, type Loudness } from '../../../../main/engine/dsp/loudness.ts';
import { TruePeakMeter } from '../../../../main/engine/dsp/truePeak.ts';

interface Part {
  readonly dbfs: number | readonly number[]; // of every channel, or of each
  readonly sec: number;
}

/** A 1 kHz sine whose level changes from part to part, phase going on. */
function measure(parts: readonly Part[], { sampleRateHz = 48_000, channels = 2 } = {}): Loudness {
  const meter = new LoudnessMeter(sampleRateHz, channels);
  let at = 0;
  for (const { dbfs, sec } of parts) {
    const nSamples = Math.round(sec * sampleRateHz);
    const start = at;
    meter.add(
      Array.from({ length: channels }, (_, c) => {
        const amplitude = 10 ** ((typeof dbfs === 'number' ? dbfs : dbfs[c]!) / 20);
        return Float32Array.from(
          { length: nSamples },
          (_v, n) => amplitude * Math.sin((2000 * Math.PI * (start + n)) / sampleRateHz),
        );
      }),
    );
    at += nSamples;
  }
  return meter.finish();
}

describe('K-weighting', () => {
  it('has the coefficients that BS.1770-4 publishes for 48 kHz', () => {
    const [shelf, highPass] = kWeighting(48_000);
    const published = {
      b0: 1.53512485958697,
      b1: -2.69169618940638,
      b2: 1.19839281085285,
      a1: -1.69065929318241,
      a2: 0.73248077421585,
    };
    for (const [name, value] of Object.entries(published)) expect(shelf[name as 'b0']).toBeCloseTo(value, 10);
    expect(highPass.a1).toBeCloseTo(-1.99004745483398, 10);
    expect(highPass.a2).toBeCloseTo(0.99007225036621, 10);
  });

  it('refuses a rate the shelf does not fit into', () => {
    expect(() => kWeighting(3000)).toThrow('sampleRateHz=3000 must be > 3364');
  });
});

describe('the minimum requirements of EBU Tech 3341', () => {
  it.each<[string, readonly Part[], number]>([
    ['1: −23 dBFS', [{ dbfs: -23, sec: 20 }], -23],
    ['2: −33 dBFS', [{ dbfs: -33, sec: 20 }], -33],
    [
      '3: the relative gate',
      [
        { dbfs: -36, sec: 10 },
        { dbfs: -23, sec: 60 },
        { dbfs: -36, sec: 10 },
      ],
      -23,
    ],
    [
      '4: both gates',
      [
        { dbfs: -72, sec: 10 },
        { dbfs: -36, sec: 10 },
        { dbfs: -23, sec: 60 },
        { dbfs: -36, sec: 10 },
        { dbfs: -72, sec: 10 },
      ],
      -23,
    ],
    [
      '5: within the gate',
      [
        { dbfs: -26, sec: 20 },
        { dbfs: -20, sec: 20.1 },
        { dbfs: -26, sec: 20 },
      ],
      -23,
    ],
  ])('case %s', (_name, parts, lufs) => {
    expect(measure(parts).integratedLufs).toBeCloseTo(lufs, 1);
  });

  it('case 6: surround channels weigh 1.41', () => {
    const { integratedLufs } = measure([{ dbfs: [-28, -28, -24, -30, -30], sec: 20 }], { channels: 5 });
    expect(Math.abs(integratedLufs! + 23)).toBeLessThan(0.1);
  });

  it('does not count the LFE channel', () => {
    const parts = [{ dbfs: [-23, -23, -200, 0, -200, -200], sec: 5 }];
    expect(Math.abs(measure(parts, { channels: 6 }).integratedLufs! + 23)).toBeLessThan(0.1);
  });

  it.each([16_000, 22_050, 44_100, 96_000])('momentary and short-term at %i Hz', (sampleRateHz) => {
    const { maxMomentaryLufs, maxShortTermLufs } = measure([{ dbfs: -23, sec: 5 }], { sampleRateHz });
    expect(Math.abs(maxMomentaryLufs! + 23)).toBeLessThan(0.1);
    expect(Math.abs(maxShortTermLufs! + 23)).toBeLessThan(0.1);
  });

  it.each<[fraction: number, phaseDeg: number]>([
    [4, 0],
    [4, 45],
    [6, 60],
    [8, 67.5],
  ])('true peak of a sine of fs/%i at %d°', (fraction, phaseDeg) => {
    const meter = new TruePeakMeter(48_000);
    meter.add(
      Float32Array.from({ length: 4800 }, (_, n) => {
        const fade = Math.min(1, n / 480, (4799 - n) / 480);
        return 0.5 * fade * Math.sin((2 * Math.PI * n) / fraction + (phaseDeg * Math.PI) / 180);
      }),
    );
    meter.finish();
    const dbtp = 20 * Math.log10(meter.peak);
    expect(dbtp).toBeGreaterThan(-6.0 - 0.4);
    expect(dbtp).toBeLessThan(-6.0 + 0.2);
  });
});

describe('the minimum requirements of EBU Tech 3342', () => {
  it.each<[string, readonly number[], number]>([
    ['1', [-20, -30], 10],
    ['2', [-20, -15], 5],
    ['3', [-40, -20], 20],
    ['4', [-50, -35, -20, -35, -50], 15],
  ])('case %s', (_name, levels, lu) => {
    const { loudnessRangeLu } = measure(levels.map((dbfs) => ({ dbfs, sec: 20 })));
    expect(Math.abs(loudnessRangeLu - lu)).toBeLessThan(1);
  });
});

describe('LoudnessMeter', () => {
  it('gives the same numbers however the sound is cut', () => {
    const x = Float32Array.from({ length: 48_000 * 4 }, (_, n) => 0.3 * Math.sin(n / 7) * Math.sin(n / 30_000));
    const whole = new LoudnessMeter(48_000, 1);
    whole.add([x]);
    const cut = new LoudnessMeter(48_000, 1);
    for (let at = 0; at < x.length; at += 1733) cut.add([x.subarray(at, at + 1733)]);
    const expected = whole.finish();
    for (const [name, value] of Object.entries(cut.finish()))
      expect(value, name).toBeCloseTo(expected[name as keyof Loudness]!, 9);
  });

  it('says nothing of silence and of less than a block', () => {
    const silent = new LoudnessMeter(48_000, 1);
    silent.add([new Float32Array(48_000 * 4)]);
    expect(silent.finish()).toMatchObject({ integratedLufs: null, truePeakDbtp: null, loudnessRangeLu: 0 });
    const short = new LoudnessMeter(48_000, 1);
    short.add([new Float32Array(1000).fill(0.5)]);
    expect(short.finish()).toMatchObject({ integratedLufs: null, maxMomentaryLufs: null });
  });

  it('counts what is not finite as silence', () => {
    const meter = new LoudnessMeter(48_000, 1);
    meter.add([Float32Array.from({ length: 96_000 }, (_, n) => (n % 1000 === 0 ? NaN : 0.1 * Math.sin(n / 10)))]);
    expect(Number.isFinite(meter.finish().integratedLufs)).toBe(true);
  });

  it('refuses channels of different lengths', () => {
    expect(() => {
      new LoudnessMeter(48_000, 2).add([new Float32Array(3)]);
    }).toThrow('1 channels were given, 2 of one length');
  });
});
