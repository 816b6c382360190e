/** A whole signal through an open plan, run by run; what a failed device leaves is computed by the same plan here. */
import { throwIfAborted } from '../../../engine/core/errors.ts';
import { readPadded, type Framing } from '../../../engine/dsp/frameReader.ts';
import type { SampleSource } from '../../../engine/dsp/sampleSource.ts';
import { samplesPerRun, valuesPerRun, type SpectralPlan } from '../../../engine/runtime/spectral/spectralPlan.ts';
import { runPlanOnCpu } from './planOnCpu.ts';
import type { OpenPlan } from './spectralDevices.ts';

export interface DeviceSignal {
  readonly source: SampleSource;
  readonly framing: Framing;
  readonly nFrames: number;
}

/**
 * The values of each frame in order: [2, nBins] of a complex plan, [nMels] of a mel plan. A row is good until the next.
 * @throws EngineError E_ABORTED; E_PARAM: a sample is not finite
 */
export async function* deviceRows(
  device: OpenPlan,
  plan: SpectralPlan,
  { source, framing, nFrames }: DeviceSignal,
  signal?: AbortSignal,
): AsyncGenerator<Float32Array, void, undefined> {
  const { framesPerRun, hopLength } = plan;
  const rowLength = valuesPerRun(plan) / framesPerRun;
  for (let first = 0; first < nFrames; first += framesPerRun) {
    throwIfAborted(signal);
    const samples = readPadded(source, framing, first * hopLength - framing.padSamples, samplesPerRun(plan));
    const values = (await device.run(samples, signal)) ?? runPlanOnCpu(plan, samples);
    const count = Math.min(framesPerRun, nFrames - first);
    for (let m = 0; m < count; m++) yield values.subarray(m * rowLength, (m + 1) * rowLength);
  }
}
