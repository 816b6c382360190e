import { EngineError } from '../core/errors.ts';
import { kernels } from '../native/loadKernels.ts';

const leastForKernel = 1024;

/**
 * @param start index of x[0] in the signal, for the message
 * @throws EngineError E_PARAM: a sample is NaN or ±∞; its index in the message and in details.sample
 */
export function requireFiniteSamples(x: Float32Array | Float64Array, start = 0): void {
  // A copy into WASM would cost more than the look.
  const kernel = x instanceof Float32Array && x.length > leastForKernel ? kernels() : null;
  if (kernel?.kind === 'addon' && kernel.firstNonFinite(x as Float32Array) < 0) return;
  let sum = 0;
  for (let n = 0; n < x.length; n++) sum += x[n]! * 0; // NaN as soon as one sample is NaN or infinite
  if (sum === 0) return;
  const n = x.findIndex((value) => !Number.isFinite(value));
  throw new EngineError('E_PARAM', `sample ${start + n} is ${x[n]}, must be finite`, {
    details: { sample: start + n },
  });
}
