import type { SpectralPlan } from '../../../engine/runtime/spectral/spectralPlan.ts';

/** Greatest disagreement with the processor that a device may have. */
export const tolerance = 1e-4;

/**
 * Greatest difference: of levels in the logarithm's own unit (0.1 dB for `db`, so that all logarithms are held to the
 * same ratio), of everything else relative to the greatest magnitude.
 */
export function disagreement({ result }: SpectralPlan, values: Float32Array, reference: Float32Array): number {
  if (values.length !== reference.length) return Infinity;
  let difference = 0;
  let greatest = 0;
  for (let i = 0; i < values.length; i++) {
    difference = Math.max(difference, Math.abs(values[i]! - reference[i]!));
    greatest = Math.max(greatest, Math.abs(reference[i]!));
  }
  if (Number.isNaN(difference)) return Infinity;
  if (result.kind === 'mel' && result.log !== 'none') return result.log === 'db' ? difference / 10 : difference;
  return greatest === 0 ? difference : difference / greatest;
}
