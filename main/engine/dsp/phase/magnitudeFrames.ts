import { EngineError } from '../../core/errors.ts';

/** |X[m, k]| ≥ 0, row-major [nFrames, nBins]: what is left of an STFT without its phases. */
export interface MagnitudeFrames {
  readonly values: Float32Array;
  readonly nFrames: number;
  readonly nBins: number; // fftSize/2 + 1
}

/** @throws EngineError E_SHAPE: the values do not fill the frames, or nBins does not fit fftSize; E_PARAM: one is < 0 or not finite */
export function requireMagnitudes({ values, nFrames, nBins }: MagnitudeFrames, fftSize: number): void {
  if (values.length !== nFrames * nBins || nBins !== fftSize / 2 + 1 || nFrames < 1) {
    const rule = `[nFrames ≥ 1, ${fftSize / 2 + 1}]`;
    throw new EngineError('E_SHAPE', `${values.length} magnitudes as [${nFrames}, ${nBins}] must be ${rule}`);
  }
  const i = values.findIndex((value) => !(value >= 0 && value < Infinity));
  if (i >= 0) {
    const place = `frame ${Math.floor(i / nBins)}, bin ${i % nBins}`;
    throw new EngineError('E_PARAM', `magnitude of ${place} is ${values[i]}, must be finite and ≥ 0`, {
      details: { frame: Math.floor(i / nBins), bin: i % nBins },
    });
  }
}
