import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { melFilterbank } from '../../../../../main/engine/dsp/melFilterbank.ts';
import { makeWindow } from '../../../../../main/engine/dsp/window.ts';
import { samplesPerRun, type SpectralPlan } from '../../../../../main/engine/runtime/spectral/spectralPlan.ts';
import { openSpectralRunner } from '../../../../../main/engine/runtime/spectral/spectralRunner.ts';
import { disagreement } from '../../../../../main/services/analysis/device/agreement.ts';
import { runPlanOnCpu } from '../../../../../main/services/analysis/device/planOnCpu.ts';
import { probeSignal } from '../../../../../main/services/analysis/device/probeSignal.ts';

async function disagreementOf(plan: SpectralPlan): Promise<number> {
  const samples = probeSignal(samplesPerRun(plan));
  const runner = await openSpectralRunner(plan, 'cpu');
  const values = await runner.run(samples);
  await runner.release();
  return disagreement(plan, values, runPlanOnCpu(plan, samples));
}

const planOf = (
  fftSize: number,
  hopLength: number,
  result: SpectralPlan['result'],
  framesPerRun = 8,
): SpectralPlan => ({
  fftSize,
  hopLength,
  window: makeWindow('hann', fftSize),
  framesPerRun,
  result,
});

describe('buildSpectralGraph, run by onnxruntime', () => {
  it.each([2, 4, 6, 22, 62, 400, 512, 1024, 1100, 2048, 16_384])('transforms frames of %i', async (fftSize) => {
    const hopLength = Math.max(1, Math.round(fftSize / 2.7));
    expect(await disagreementOf(planOf(fftSize, hopLength, { kind: 'complex' }))).toBeLessThan(1e-6);
  });

  it('agrees with the processor at any even size, any hop and any number of frames', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 1500 }),
        fc.integer({ min: 1, max: 9 }),
        async (half, hopLength, frames) => {
          expect(await disagreementOf(planOf(2 * half, hopLength, { kind: 'complex' }, frames))).toBeLessThan(2e-6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(['max', 'mean'] as const)('reduces the power of several frames to their %s', async (reduce) => {
    const plan = planOf(512, 128, { kind: 'power', framesPerColumn: 4, reduce }, 16);
    expect(await disagreementOf(plan)).toBeLessThan(1e-6);
    expect(await disagreementOf({ ...plan, result: { kind: 'power', framesPerColumn: 1, reduce } })).toBeLessThan(1e-6);
  });

  it.each([
    { log: 'none', power: 2 },
    { log: 'log10', power: 2 },
    { log: 'ln', power: 1 },
    { log: 'db', power: 1 },
    { log: 'db', power: 2 },
  ] as const)('makes mel levels: log $log of power $power', async ({ log, power }) => {
    const matrix = melFilterbank({ sampleRateHz: 16_000, fftSize: 400, nMels: 80 });
    const result = { kind: 'mel', nMels: 80, matrix, power, powerOffset: 1e-9, log, floor: 1e-10 } as const;
    expect(await disagreementOf(planOf(400, 160, result, 32))).toBeLessThan(1e-5);
  });

  it('says what is wrong with a plan', async () => {
    const good = planOf(512, 128, { kind: 'complex' });
    const open = (change: Partial<SpectralPlan>) => openSpectralRunner({ ...good, ...change }, 'cpu');
    await expect(open({ fftSize: 511 })).rejects.toThrow('fftSize=511 must be an even integer from 2 to 131072');
    await expect(open({ hopLength: 0 })).rejects.toThrow('hopLength=0 must be an integer from 1');
    await expect(open({ framesPerRun: 0 })).rejects.toThrow('framesPerRun=0 must be an integer ≥ 1');
    await expect(open({ window: new Float64Array(5) })).rejects.toMatchObject({ code: 'E_SHAPE' });
    await expect(open({ framesPerRun: 2 ** 20 })).rejects.toThrow('at most 67108864');
    await expect(open({ result: { kind: 'power', framesPerColumn: 3, reduce: 'max' } })).rejects.toThrow(
      'framesPerColumn=3 must divide framesPerRun=8',
    );
    const runner = await open({});
    await expect(runner.run(new Float32Array(7))).rejects.toThrow('7 samples were given, a run reads 1408');
    await expect(openSpectralRunner(good, 'coreml')).rejects.toMatchObject({ code: 'E_PROVIDER' });
  });
});
