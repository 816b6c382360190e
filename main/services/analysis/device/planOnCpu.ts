/**
 * A spectral plan's run on the processor: the reference that a device must agree with, and what takes over when a
 * device fails half-way. engine/runtime/spectral says what the values are.
 */
import { EngineError } from '../../../engine/core/errors.ts';
import { stft, type ComplexFrames } from '../../../engine/dsp/stft.ts';
import {
  countBins,
  samplesPerRun,
  valuesPerRun,
  type SpectralPlan,
} from '../../../engine/runtime/spectral/spectralPlan.ts';

type PowerResult = Extract<SpectralPlan['result'], { kind: 'power' }>;
type MelResult = Extract<SpectralPlan['result'], { kind: 'mel' }>;

/** @param samples [samplesPerRun(plan)] @returns [valuesPerRun(plan)] @throws EngineError E_SHAPE */
export function runPlanOnCpu(plan: SpectralPlan, samples: Float32Array): Float32Array {
  const { fftSize, hopLength, window, framesPerRun, result } = plan;
  if (samples.length !== samplesPerRun(plan))
    throw new EngineError('E_SHAPE', `${samples.length} samples were given, a run reads ${samplesPerRun(plan)}`);
  const used = samples.subarray(0, (framesPerRun - 1) * hopLength + fftSize);
  const frames = stft(used, { fftSize, hopLength, window, pad: 'none' });
  const out = new Float32Array(valuesPerRun(plan));
  if (result.kind === 'complex') {
    const nBins = countBins(plan);
    for (let m = 0; m < framesPerRun; m++) {
      out.set(frames.re.subarray(m * nBins, (m + 1) * nBins), 2 * m * nBins);
      out.set(frames.im.subarray(m * nBins, (m + 1) * nBins), (2 * m + 1) * nBins);
    }
  } else if (result.kind === 'power') reducePowers(frames, result, out);
  else melLevels(frames, result, out);
  return out;
}

function reducePowers({ re, im, nFrames, nBins }: ComplexFrames, result: PowerResult, out: Float32Array): void {
  const { framesPerColumn: span, reduce } = result;
  for (let m = 0; m < nFrames; m++) {
    const column = Math.floor(m / span) * nBins;
    for (let k = 0; k < nBins; k++) {
      const i = m * nBins + k;
      const power = re[i]! * re[i]! + im[i]! * im[i]!;
      out[column + k] = reduce === 'max' ? Math.max(out[column + k]!, power) : out[column + k]! + power / span;
    }
  }
}

function melLevels({ re, im, nFrames, nBins }: ComplexFrames, result: MelResult, out: Float32Array): void {
  const { nMels, matrix, power: exponent, powerOffset, log, floor } = result;
  const spectrum = new Float64Array(nBins);
  const scale = { none: 0, ln: 1, log10: Math.LOG10E, db: (20 / exponent) * Math.LOG10E }[log];
  for (let m = 0; m < nFrames; m++) {
    for (let k = 0; k < nBins; k++) {
      const power = re[m * nBins + k]! ** 2 + im[m * nBins + k]! ** 2 + powerOffset;
      spectrum[k] = exponent === 1 ? Math.sqrt(power) : power;
    }
    for (let i = 0; i < nMels; i++) {
      let sum = 0;
      for (let k = 0; k < nBins; k++) sum += matrix[i * nBins + k]! * spectrum[k]!;
      out[m * nMels + i] = log === 'none' ? sum : scale * Math.log(Math.max(sum, floor));
    }
  }
}
