import type { SpectrogramParams } from '../../../preload/contract/analysis.ts';
import { EngineError } from '../../engine/core/errors.ts';

/** The rules between parameters; the contract's schema has those of each alone. @throws EngineError E_PARAM */
export function checkSpectrogramParams({ winLength, fftSize, hopLength }: SpectrogramParams): void {
  if (fftSize % 2 !== 0) throw new EngineError('E_PARAM', `fftSize=${fftSize} must be even`);
  if (winLength > fftSize) throw new EngineError('E_PARAM', `winLength=${winLength} must be ≤ fftSize=${fftSize}`);
  if (hopLength > winLength) {
    throw new EngineError(
      'E_PARAM',
      `hopLength=${hopLength} must be ≤ winLength=${winLength}: sound between would be unseen`,
    );
  }
}
