/**
 * The first rows of the type-II discrete cosine transform of n values,
 *
 *   C[i, j] = √(2/n) · γᵢ · cos(π·i·(2j + 1)/(2n)),   γ₀ = 1/√2 for `ortho`, 1 for `htk`; γᵢ = 1 above
 *
 * `ortho` is orthonormal (scipy.fft.dct(norm='ortho'), librosa, torchaudio); `htk` scales c₀ as all others: the HTK
 * Book, eq. 5.14. Ahmed, Natarajan & Rao, IEEE Trans. Computers 23(1), 1974.
 */
import { requireInteger } from '../requireInteger.ts';
import { maxBands } from '../melFilterbank.ts';

export type DctScale = 'ortho' | 'htk';

/** @returns row-major [nRows, nValues]. @throws EngineError E_PARAM: not 1 ≤ nRows ≤ nValues */
export function dctMatrix(nRows: number, nValues: number, scale: DctScale = 'ortho'): Float64Array {
  requireInteger('nValues', nValues, 1, maxBands);
  requireInteger('nRows', nRows, 1, nValues);
  const matrix = new Float64Array(nRows * nValues);
  for (let i = 0; i < nRows; i++) {
    const gain = Math.sqrt(2 / nValues) * (i === 0 && scale === 'ortho' ? Math.SQRT1_2 : 1);
    for (let j = 0; j < nValues; j++) {
      matrix[i * nValues + j] = gain * Math.cos((Math.PI * i * (2 * j + 1)) / (2 * nValues));
    }
  }
  return matrix;
}
