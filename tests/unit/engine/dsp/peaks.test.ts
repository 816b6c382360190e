import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePeaks, encodePeaks } from '../../../../main/engine/dsp/peakFile.ts';
import { PeakPyramid } from '../../../../main/engine/dsp/peaks.ts';
import { cut, noise } from './signals.ts';

function pyramidOf(channels: Float32Array[], pieces: number[] = [1000]): PeakPyramid {
  const pyramid = new PeakPyramid(channels.length);
  const parts = channels.map((x) => cut(x, pieces));
  parts[0]!.forEach((_, i) => pyramid.add(parts.map((pieceList) => pieceList[i]!)));
  return pyramid;
}

function directly(x: Float32Array, from: number, to: number): { min: number; max: number; rms: number } {
  const part = [...x.subarray(Math.max(0, from), Math.max(0, to))];
  const finite = part.filter(Number.isFinite);
  if (finite.length === 0) return { min: 0, max: 0, rms: 0 };
  const energy = finite.reduce((sum, value) => sum + value * value, 0);
  return { min: Math.min(...finite), max: Math.max(...finite), rms: Math.sqrt(energy / part.length) };
}

describe('PeakPyramid', () => {
  it('reads the same after giving back its reserve, and grows on', () => {
    const x = noise(256 * 200 + 77);
    const trimmed = new PeakPyramid(1);
    for (const piece of cut(x, [5000])) {
      trimmed.add([piece]);
      trimmed.trim();
    }
    expect(trimmed.levels(0)).toEqual(pyramidOf([x]).levels(0));
    expect(trimmed.levels(0)[0]!.min.buffer.byteLength).toBe(4 * 200);
  });

  it('has the extremes and energy of every bin of every level', () => {
    const x = noise(256 * 150 + 77);
    const levels = pyramidOf([x], [999, 1, 4096]).levels(0);
    expect(levels.map(({ samplesPerBin, nBins }) => [samplesPerBin, nBins])).toEqual([
      [256, 150],
      [1024, 37],
      [4096, 9],
      [16_384, 2],
    ]);
    for (const { samplesPerBin, nBins, min, max, sumSquares } of levels) {
      for (let bin = 0; bin < nBins; bin++) {
        const expected = directly(x, bin * samplesPerBin, (bin + 1) * samplesPerBin);
        expect([min[bin], max[bin]]).toEqual([expected.min, expected.max]);
        expect(Math.sqrt(sumSquares[bin]! / samplesPerBin)).toBeCloseTo(expected.rms, 6);
      }
    }
  });

  it('does not depend on how the samples came', () => {
    const x = noise(30_000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 }), (pieces) => {
        expect(new Uint8Array(encodePeaks(pyramidOf([x], pieces)))).toEqual(
          new Uint8Array(encodePeaks(pyramidOf([x]))),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('answers any range from the bins it touches, the last incomplete one included', () => {
    const x = noise(256 * 300 + 131);
    const pyramid = pyramidOf([x]);
    fc.assert(
      fc.property(
        fc.double({ min: -3000, max: 80_000, noNaN: true }),
        fc.double({ min: 1, max: 9000, noNaN: true }),
        (start, width) => {
          const { min, max, rms } = pyramid.range({
            channel: 0,
            startSample: start,
            samplesPerColumn: width,
            nColumns: 5,
          });
          for (let i = 0; i < 5; i++) {
            const from = 256 * Math.floor((start + i * width) / 256);
            const to = 256 * Math.ceil((start + (i + 1) * width) / 256);
            const expected = directly(x, from, to);
            expect([min[i], max[i]]).toEqual([expected.min, expected.max]);
            expect(rms[i]).toBeCloseTo(expected.rms, 5);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('takes 16-bit integers as the samples they stand for, in any pieces', () => {
    fc.assert(
      fc.property(
        fc.int16Array({ minLength: 1, maxLength: 3000 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 }),
        (integers, pieces) => {
          const floats = Float32Array.from(integers, (k) => k / 32_768);
          const pyramid = new PeakPyramid(1);
          let at = 0;
          for (let i = 0; at < integers.length; i++) {
            const piece = integers.slice(at, at + pieces[i % pieces.length]!);
            pyramid.add([piece]);
            at += piece.length;
          }
          expect(new Uint8Array(encodePeaks(pyramid))).toEqual(new Uint8Array(encodePeaks(pyramidOf([floats]))));
        },
      ),
      { numRuns: 100, examples: [[new Int16Array(600).fill(-32_768), [256]]] },
    );
  });

  it('is readable from the first sample on', () => {
    const pyramid = new PeakPyramid(1);
    const range = { channel: 0, startSample: 0, samplesPerColumn: 512, nColumns: 1 };
    expect(pyramid.range(range).max[0]).toBe(0);
    pyramid.add([Float32Array.of(0.25)]);
    expect(pyramid.range(range)).toEqual({
      min: Float32Array.of(0.25),
      max: Float32Array.of(0.25),
      rms: Float32Array.of(0.25),
    });
    expect(pyramid.nSamples).toBe(1);
  });

  it('leaves out what is not finite, counts it, and counts clipping, from the first sample on', () => {
    const x = noise(600).map((value) => value * 0.5);
    x[10] = Number.NaN;
    x[300] = -Infinity;
    x[301] = 1;
    x[302] = -1.5;
    x[599] = 1; // in the incomplete bin
    const pyramid = pyramidOf([x, noise(600).map((value) => value * 0.9)]);
    expect(pyramid.nonFiniteCounts).toEqual([2, 0]);
    expect(pyramid.clippedCounts).toEqual([3, 0]);
    expect(pyramid.levels(0)[0]!.min[1]).toBe(-1.5);
    expect(pyramid.levels(0)[0]!.min.every(Number.isFinite)).toBe(true);
  });

  it('shows 0 for bins without one finite sample', () => {
    const pyramid = pyramidOf([new Float32Array(512).fill(Number.NaN)]);
    const { min, max, rms } = pyramid.range({ channel: 0, startSample: 0, samplesPerColumn: 512, nColumns: 1 });
    expect([min[0], max[0], rms[0]]).toEqual([0, 0, 0]);
  });

  it('keeps nonsense amplitudes finite', () => {
    const { rms, max } = pyramidOf([new Float32Array(256).fill(3e38)]).range({
      channel: 0,
      startSample: 0,
      samplesPerColumn: 256,
      nColumns: 1,
    });
    expect([rms[0], max[0]].every(Number.isFinite)).toBe(true);
  });

  it('refuses unequal channels and a channel that is not there', () => {
    const pyramid = new PeakPyramid(2);
    expect(() => pyramid.add([noise(3), noise(4)])).toThrow(expect.objectContaining({ code: 'E_SHAPE' }));
    expect(() => pyramid.levels(2)).toThrow('channel=2 must be from 0 to 1');
    expect(() => new PeakPyramid(0)).toThrow('nChannels=0 must be an integer from 1');
  });
});

describe('the stored pyramid', () => {
  const x = [noise(5000), noise(5000, 2).map((value) => value * 2)];
  x[0]![4999] = Number.NaN;
  x[1]![700] = Number.NaN;

  it('reads and grows on as the one that was stored', () => {
    const original = pyramidOf(x);
    const opened = decodePeaks(encodePeaks(original));
    const range = { channel: 1, startSample: 0, samplesPerColumn: 700, nColumns: 8 };
    for (const more of [0, 1, 3000]) {
      for (const pyramid of [original, opened]) pyramid.add([noise(more, 5), noise(more, 6)]);
      expect(opened.nSamples).toBe(original.nSamples);
      expect(opened.range(range)).toEqual(original.range(range));
      expect(opened.levels(0)).toEqual(original.levels(0));
      expect(opened.clippedCounts).toEqual(original.clippedCounts);
      expect(opened.nonFiniteCounts).toEqual(original.nonFiniteCounts);
    }
  });

  it('takes 12 bytes per 256 samples', () => {
    expect(encodePeaks(pyramidOf([noise(256 * 1000)])).byteLength).toBe(24 + 16 + 12 * 1000);
  });

  it.each([
    ['an empty file', () => new ArrayBuffer(0)],
    ['a short file', () => encodePeaks(pyramidOf(x)).slice(0, 300)],
    ['another magic', () => altered(0, 1)],
    ['another version', () => altered(4, 9)],
    ['no channels', () => altered(8, 0)],
    ['more channels than fit', () => altered(8, 3)],
  ])('refuses %s', (_, make) => {
    expect(() => decodePeaks(make())).toThrow(expect.objectContaining({ code: 'E_FORMAT' }));
  });

  function altered(at: number, value: number): ArrayBuffer {
    const buffer = encodePeaks(pyramidOf(x));
    new DataView(buffer).setUint32(at, value, true);
    return buffer;
  }
});
