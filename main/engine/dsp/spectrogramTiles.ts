import { EngineError } from '../core/errors.ts';
import { spectrogramTileColumns } from './spectrogramColumns.ts';
import type { SpectrogramTile } from './spectrogramColumns.ts';
import { dbToQuantised, quantisedToDb } from './spectrogramQuantiser.ts';

/**
 * The tile of the next level from its two halves, tiles 2i and 2i + 1, without another FFT. The maximum is exact; the
 * mean is within one quantisation step per level. `right` is null past the end of the signal.
 *
 * @throws EngineError E_SHAPE: the halves are not neighbours of one parent
 */
export function mergeSpectrogramTiles(
  left: SpectrogramTile,
  right: SpectrogramTile | null,
  reduce: 'max' | 'mean' = 'max',
): SpectrogramTile {
  const { level, index, nBins } = left;
  const isPair = right === null || (right.level === level && right.index === index + 1 && right.nBins === nBins);
  if (index % 2 !== 0 || !isPair) {
    const other = right ? `${right.level}/${right.index} of ${right.nBins} bins` : 'nothing';
    throw new EngineError('E_SHAPE', `tile ${level}/${index} of ${nBins} bins and ${other} have no common parent`);
  }
  const values = new Uint16Array(spectrogramTileColumns * nBins);
  const merge = reduce === 'max' ? Math.max : meanOfSteps;
  const half = spectrogramTileColumns / 2;
  [left.values, right?.values].forEach((children, side) => {
    if (!children) return;
    for (let c = 0; c < half; c++) {
      for (let k = 0; k < nBins; k++) {
        const child = 2 * c * nBins + k;
        values[(side * half + c) * nBins + k] = merge(children[child]!, children[child + nBins]!);
      }
    }
  });
  return { level: level + 1, index: index / 2, nBins, values, isExact: left.isExact && (right?.isExact ?? true) };
}

function meanOfSteps(a: number, b: number): number {
  if (a === b) return a;
  const power = (10 ** (quantisedToDb(a) / 10) + 10 ** (quantisedToDb(b) / 10)) / 2;
  return dbToQuantised(10 * Math.log10(power));
}
