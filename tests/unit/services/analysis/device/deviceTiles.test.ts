import { describe, expect, it } from 'vitest';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { SpectrogramColumns, type SpectrogramColumnParams } from '../../../../../main/engine/dsp/spectrogramColumns.ts';
import { createDeviceTiles } from '../../../../../main/services/analysis/device/deviceTiles.ts';
import { runPlanOnCpu } from '../../../../../main/services/analysis/device/planOnCpu.ts';
import { probeSignal } from '../../../../../main/services/analysis/device/probeSignal.ts';
import type { SpectralDevices } from '../../../../../main/services/analysis/device/spectralDevices.ts';

const { signal } = new AbortController();

/** Runs plans here, as a device would, for so many runs. */
function deviceOf(runsUntilFailure = Infinity) {
  const counts = { open: 0, run: 0, close: 0 };
  const devices: SpectralDevices = {
    open: ({ plan }) => {
      counts.open++;
      return Promise.resolve({
        provider: 'here',
        run: (samples) => Promise.resolve(++counts.run > runsUntilFailure ? null : runPlanOnCpu(plan, samples)),
        close: () => {
          counts.close++;
          return Promise.resolve();
        },
      });
    },
  };
  return { devices, counts };
}

const x = toSource(probeSignal(70_000));
const params = (change: Partial<SpectrogramColumnParams> = {}): SpectrogramColumnParams => ({
  window: 'hann',
  winLength: 400,
  fftSize: 512,
  hopLength: 100,
  sampleRateHz: 16_000,
  preEmphasisCoefficient: 0.9,
  ...change,
});

describe('spectrogram tiles on a device', () => {
  it.each([
    { level: 0, index: 0, change: {} },
    { level: 0, index: 10, change: {} }, // reaches past the end
    { level: 3, index: 0, change: {} },
    { level: 3, index: 1, change: { reduce: 'mean' as const } },
    { level: 3, index: 0, change: { fftSize: 16_384, winLength: 15_001 } }, // a column of several runs
    { level: 3, index: 0, change: { fftSize: 16_384, winLength: 15_001, reduce: 'mean' as const } },
  ])('are those of the processor: level $level, tile $index, $change', async ({ level, index, change }) => {
    const { devices } = deviceOf();
    const tile = await createDeviceTiles(devices, () => 'gpu').tile(
      { x, params: params(change), level, index },
      signal,
    );
    const reference = new SpectrogramColumns(params(change)).tile(x, { level, index });
    expect(tile?.nBins).toBe(reference.nBins);
    expect(tile?.values.length).toBe(reference.values.length);
    let greatest = 0;
    tile?.values.forEach((value, i) => (greatest = Math.max(greatest, Math.abs(value - reference.values[i]!))));
    expect(greatest).toBeLessThanOrEqual(1); // one step of the quantiser: means are added in another order
  });

  it('are left to the processor if that is the policy, or from where the device fails', async () => {
    const request = { x, params: params(), level: 4, index: 0 };
    const { devices, counts } = deviceOf();
    expect(await createDeviceTiles(devices, () => 'cpu').tile(request, signal)).toBeNull();
    expect(counts.open).toBe(0);
    expect(await createDeviceTiles(deviceOf(0).devices, () => 'gpu').tile(request, signal)).toBeNull();
  });

  it('let go of the device when cleared, and of all but the latest plans', async () => {
    const { devices, counts } = deviceOf();
    const tiles = createDeviceTiles(devices, () => 'auto');
    for (const hopLength of [100, 110, 120, 130, 140])
      await tiles.tile({ x, params: params({ hopLength }), level: 0, index: 0 }, signal);
    expect(counts).toMatchObject({ open: 5, close: 2 });
    tiles.clear();
    await Promise.resolve();
    await new Promise(setImmediate);
    expect(counts.close).toBe(5);
  });
});
