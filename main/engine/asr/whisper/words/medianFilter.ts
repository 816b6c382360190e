/**
 * Running median of odd width along a row, y[t] = median(x̃[t − w/2 … t + w/2]), x̃ reflected at both ends (the end itself
 * once). A row not longer than half the width stays as it is. Source: openai/whisper, whisper/timing.py, median_filter.
 * @param x [n]
 * @returns [n]
 */
import { EngineError } from '../../../core/errors.ts';

export function medianFilter(x: Float32Array, width: number): Float32Array {
  if (!Number.isInteger(width) || width < 1 || width % 2 === 0)
    throw new EngineError('E_PARAM', `width=${width} must be an odd integer ≥ 1`);
  const half = (width - 1) / 2;
  const n = x.length;
  if (n <= half) return x.slice();
  const around = new Float32Array(width);
  return x.map((_, t) => {
    for (let j = 0; j < width; j++) {
      const at = Math.abs(t + j - half);
      around[j] = x[at < n ? at : 2 * (n - 1) - at]!;
    }
    return around.sort()[half]!;
  });
}
