/**
 * The reassigned spectrogram as a raster: cell [c, k] holds the sum of |X_w|² of all bins whose reassigned place is
 * nearest to sample c·H and k·sampleRateHz/N. A window reaches N/2 samples to either side; what interference would move
 * further stays in its own frame's column. So columns need the frames within ⌈N/(2H)⌉ of them and no others: any run of
 * columns computed alone is the same as in the whole.
 */
import { FrameReader } from '../frameReader.ts';
import { requireInteger } from '../requireInteger.ts';
import { toSource } from '../sampleSource.ts';
import type { Signal } from '../sampleSource.ts';
import { stftFraming } from '../stftParams.ts';
import { reassignedFrames } from './reassignedFrames.ts';
import type { ReassignParams } from './reassignedFrames.ts';

export interface ColumnRange {
  readonly first: number; // column, ≥ 0
  readonly nColumns: number;
}

/**
 * @param params centred: pad is not `none`
 * @returns power, row-major [nColumns, nBins]; columns past the end are 0
 * @throws EngineError E_PARAM, E_SHAPE as `stft`
 */
export function reassignedColumns(signal: Signal, params: ReassignParams, range: ColumnRange): Float64Array {
  const { first, nColumns } = range;
  requireInteger('first', first, 0);
  requireInteger('nColumns', nColumns, 0, 2 ** 20);
  const { fftSize: N, hopLength: H, sampleRateHz } = params;
  const reader = new FrameReader(toSource(signal), stftFraming(params));
  const reach = Math.ceil(N / (2 * H));
  const nBins = N / 2 + 1;
  const power = new Float64Array(nColumns * nBins);
  const end = Math.min(first + nColumns + reach, reader.nFrames);
  const frames = reassignedFrames(signal, { ...params, fill: 'nan' }, Math.max(0, first - reach), end);
  for (const { index, hz, atSample, magnitude } of frames) {
    for (let k = 0; k < nBins; k++) {
      const moved = Math.round(atSample[k]! / H);
      const column = (Math.abs(moved - index) > reach ? index : moved) - first;
      if (!(column >= 0 && column < nColumns)) continue; // NaN too
      const cell = column * nBins + Math.round((hz[k]! * N) / sampleRateHz);
      power[cell] = power[cell]! + magnitude[k]! * magnitude[k]!;
    }
  }
  return power;
}
