import { describe, expect, it } from 'vitest';
import { checkedKernels } from '../../../main/engine/native/kernels.ts';
import { loadWasm } from '../../../main/engine/native/loadKernels.ts';
import { frameSpectra } from '../../../renderer/kernels/frameSpectra.ts';
import { slotOf } from '../../../renderer/features/live/pixelGrid.ts';
import { affordableHop, PixelSpectra } from '../../../renderer/features/live/pixelSpectra.ts';
import { SampleHistory } from '../../../renderer/features/live/sampleHistory.ts';

const sampleRateHz = 48_000;
const grid = { widthPx: 200, samplesPerPixel: 240 };
const plan = { winLength: 1024, hopLength: 256, reduce: 'max' } as const;
const params = { ...plan, window: 'hann', fftSize: 2048, preEmphasis: 0, sampleRateHz } as const;
const tone = Float32Array.from(
  { length: sampleRateHz },
  (_, n) => 0.5 * Math.sin((2 * Math.PI * 1000 * n) / sampleRateHz),
);

function spectraOf(pieces: number): PixelSpectra {
  const history = new SampleHistory(2 * sampleRateHz);
  const spectra = new PixelSpectra(grid, plan, frameSpectra(checkedKernels(loadWasm()), params));
  const size = Math.ceil(tone.length / pieces);
  for (let at = 0; at < tone.length; at += size) {
    history.append(tone.subarray(at, at + size));
    spectra.advance(history);
  }
  return spectra;
}

describe('spectra by pixel', () => {
  it('a tone of 1 kHz at half of full scale reads −6 dB in its bin, in every pixel', () => {
    const spectra = spectraOf(100);
    const { known, nBins, values } = spectra;
    expect(known).not.toBeNull();
    for (let pixel = known!.first; pixel <= known!.last; pixel++) {
      const offset = slotOf(grid, pixel) * nBins;
      const column = values.subarray(offset, offset + nBins);
      const bin = column.indexOf(Math.max(...column));
      expect(Math.abs((bin * sampleRateHz) / params.fftSize - 1000)).toBeLessThanOrEqual(sampleRateHz / params.fftSize);
      expect(-200 + 0.005 * column[bin]!).toBeCloseTo(-6.02, 0);
    }
  });

  it('is the same whether sound comes in drops or at once', () => {
    expect(spectraOf(375).values).toEqual(spectraOf(3).values);
  });

  it('a hop too short to be seen is taken as a multiple of it', () => {
    expect(affordableHop(256, 2048, sampleRateHz)).toBe(256);
    expect(affordableHop(1, 2048, sampleRateHz)).toBe(48);
  });
});
