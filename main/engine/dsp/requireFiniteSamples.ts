import { EngineError } from '../core/errors.ts';
import { kernels } from '../native/loadKernels.ts';

const leastForKernel = 1024;

/**
 * @param start index of x[0] in the signal, for the message
 * @throws EngineError E_PARAM: a sample is NaN or ±∞; its index in the message and in details.sample
 */
export function requireFiniteSamples(x: Float32Array | Float64Array, start = 0): void {
  const n = firstNotFinite(x);
  if (n < 0) return;
  throw new EngineError('E_PARAM', `sample ${start + n} is ${x[n]}, must be finite`, {
    details: { sample: start + n },
  });
}

/** The index of the first value that is NaN or ±∞; −1 without one. */
export function firstNotFinite(x: Float32Array | Float64Array): number {
  // A copy into WASM would cost more than the look.
  const kernel = x instanceof Float32Array && x.length > leastForKernel ? kernels() : null;
  if (kernel?.kind === 'addon') return kernel.firstNonFinite(x as Float32Array);
  let sum = 0;
  for (let n = 0; n < x.length; n++) sum += x[n]! * 0; // NaN as soon as one sample is NaN or infinite
  return sum === 0 ? -1 : x.findIndex((value) => !Number.isFinite(value));
}
