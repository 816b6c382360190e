/** The plans that compute what engine/dsp's stft.ts and mel.ts do, frame by frame. */
import { melFloor, type MelParams } from '../../../engine/dsp/mel.ts';
import { melFilterbank } from '../../../engine/dsp/melFilterbank.ts';
import { placedWindow, type StftParams } from '../../../engine/dsp/stftParams.ts';
import type { SpectralPlan } from '../../../engine/runtime/spectral/spectralPlan.ts';

/** Frames of a run are about this many values: 4 MB, which crosses to the inference host as samples of a quarter or so. */
const valuesPerRun = 2 ** 20;

/** As many as fit into a run, a power of two. */
export function framesPerRun({ fftSize, hopLength }: Pick<StftParams, 'fftSize' | 'hopLength'>): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, valuesPerRun / (fftSize + hopLength))));
}

export function stftPlan(params: StftParams): SpectralPlan {
  return { ...framesOf(params), result: { kind: 'complex' } };
}

export function melPlan(params: MelParams): SpectralPlan {
  const { nMels, power = 2, powerOffset = 0, log = 'none' } = params;
  const matrix = melFilterbank(params);
  const result = { kind: 'mel', nMels, matrix, power, powerOffset, log, floor: melFloor(params) } as const;
  return { ...framesOf(params), result };
}

function framesOf(params: StftParams) {
  const { fftSize, hopLength } = params;
  return { fftSize, hopLength, window: placedWindow(params), framesPerRun: framesPerRun(params) };
}
