import { defaultIntensityParams } from '../../../preload/contract/contourFormat.ts';
import type { ContourRequest } from '../../../preload/contract/contours.ts';
import type { ContourLibrary, ContourSource } from './contourLibrary.ts';
import { formantSeries, withinRange, type ContourSeries } from './contourSeries.ts';

type FormantRequest = Extract<ContourRequest, { kind: 'formants' }>;

/** Without frames more than dynamicRangeDb below the loudest, where the sound is long enough to say. */
export async function formantsInRange(
  library: ContourLibrary,
  source: ContourSource,
  { params, dynamicRangeDb }: Pick<FormantRequest, 'params' | 'dynamicRangeDb'>,
  signal: AbortSignal,
): Promise<ContourSeries> {
  const series = formantSeries(await library.analysed(source, 'formants', params, signal));
  const durationSec = source.source.nSamples / source.sampleRateHz;
  if (dynamicRangeDb === 0 || durationSec < 6.4 / defaultIntensityParams.minPitchHz) return series;
  const levels = await library.analysed(source, 'intensity', defaultIntensityParams, signal);
  return withinRange(series, levels, dynamicRangeDb);
}
