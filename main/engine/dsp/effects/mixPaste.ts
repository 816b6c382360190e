import { requireInteger } from '../requireInteger.ts';
import type { SampleSource } from '../sampleSource.ts';
import { sumSource } from './sumSource.ts';

/**
 * A sound laid over another: y[n] = x[n] + gain·pasted[n − atSample], as long as it takes for both.
 * @param atSample ≥ 0
 * @throws EngineError E_PARAM
 */
export function mixPaste(
  source: SampleSource,
  pasted: SampleSource,
  { atSample, gain = 1 }: { readonly atSample: number; readonly gain?: number | undefined },
): SampleSource {
  requireInteger('atSample', atSample, 0);
  const nSamples = Math.max(source.nSamples, pasted.nSamples > 0 ? atSample + pasted.nSamples : 0);
  return sumSource([{ source }, { source: pasted, atSample, gain }], nSamples);
}
