import { EngineError } from '../core/errors.ts';
import { audioLimits } from './source.ts';

/** @throws EngineError E_FORMAT with the value and the rule */
export function checkAudioLimits(name: string, sampleRateHz: number, channels: number): void {
  const { minSampleRateHz, maxSampleRateHz, maxChannels } = audioLimits;
  if (!Number.isInteger(channels) || channels < 1 || channels > maxChannels) {
    throw new EngineError('E_FORMAT', `"${name}": channels=${channels} must be 1 to ${maxChannels}`, {
      details: { channels },
    });
  }
  if (!(sampleRateHz >= minSampleRateHz && sampleRateHz <= maxSampleRateHz)) {
    throw new EngineError(
      'E_FORMAT',
      `"${name}": sampleRateHz=${sampleRateHz} must be ${minSampleRateHz} to ${maxSampleRateHz}`,
      { details: { sampleRateHz } },
    );
  }
}
