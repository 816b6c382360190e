/** One piece of spectrogram work that can cross to another thread: parameters and the samples it needs, nothing else. */
import { SpectrogramColumns } from '../../engine/dsp/spectrogramColumns.ts';
import type { SpectrogramColumnParams, SpectrogramTile } from '../../engine/dsp/spectrogramColumns.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';

export interface SamplePiece {
  readonly start: number; // may be negative: a frame reaches half a window before the signal
  readonly samples: Float32Array;
}

export interface TileTask {
  readonly params: SpectrogramColumnParams;
  readonly level: number;
  readonly index: number;
  readonly maxFramesPerColumn: number | null;
  readonly nSamples: number; // of the whole signal
  readonly pieces: readonly SamplePiece[]; // ascending, not overlapping unless one per frame
}

/** The memory of its samples. */
export function buffersOf({ pieces }: TileTask): ArrayBuffer[] {
  return [...new Set(pieces.map(({ samples }) => samples.buffer as ArrayBuffer))];
}

const calculators = new Map<string, SpectrogramColumns>(); // each keeps its window and FFT tables
const maxCalculators = 4;

export function computeTile({ params, level, index, maxFramesPerColumn, nSamples, pieces }: TileTask): SpectrogramTile {
  return calculatorOf(params).tile(piecesSource(pieces, nSamples), {
    level,
    index,
    maxFramesPerColumn: maxFramesPerColumn ?? undefined,
  });
}

function calculatorOf(params: SpectrogramColumnParams): SpectrogramColumns {
  const key = JSON.stringify(params);
  const calculator = calculators.get(key) ?? new SpectrogramColumns(params);
  calculators.delete(key);
  calculators.set(key, calculator);
  const oldest = calculators.keys().next().value;
  if (calculators.size > maxCalculators && oldest !== undefined) calculators.delete(oldest);
  return calculator;
}

/** Zeros where there is no piece: what no frame of the tile looks at. */
function piecesSource(pieces: readonly SamplePiece[], nSamples: number): SampleSource {
  const byStart = new Map(pieces.map((piece) => [piece.start, piece.samples]));
  return {
    nSamples,
    read(start, count) {
      const exact = byStart.get(start);
      if (exact && exact.length >= count) return exact.subarray(0, count);
      const out = new Float32Array(count);
      for (const piece of pieces) {
        const from = Math.max(start, piece.start);
        const to = Math.min(start + count, piece.start + piece.samples.length);
        if (to > from) out.set(piece.samples.subarray(from - piece.start, to - piece.start), from - start);
      }
      return out;
    },
  };
}
