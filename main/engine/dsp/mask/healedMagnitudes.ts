/**
 * Magnitudes across a mask from what surrounds it. Every masked cell has up to four witnesses: what lies before and after
 * the mask at its frequency, below and above it at its time, each the mean power P of the nearest cells beyond a guard.
 * With d the distance to the mask's edge in time (in seconds/0.1) or frequency (in Hz/100),
 *
 *   ln Â² = Σ d⁻²·ln P / Σ d⁻²
 *
 * so short gaps are bridged in time, long ones filled from the neighbouring frequencies. Without witnesses Â = 0.
 */
import type { MagnitudeFrames } from '../phase/magnitudeFrames.ts';
import type { MaskFraming } from './maskFraming.ts';

const timeScaleSec = 0.1;
const frequencyScaleHz = 100;
const nWitnessFrames = 4;
const nWitnessBins = 4;
const guardBins = 2; // Hann's main lobe reaches this far

/**
 * @param magnitudes |X| with nothing masked left out; it is overwritten where the mask is
 * @param isMasked [nFrames, nBins], 1 in the mask
 */
export function healMagnitudes(
  { values, nFrames, nBins }: MagnitudeFrames,
  isMasked: Uint8Array,
  { sampleRateHz, fftSize, hopLength }: MaskFraming,
): void {
  const sums = new Float64Array(values.length);
  const weights = new Float64Array(values.length);
  const look = (line: Line) => {
    for (const run of runsOf(line, isMasked)) {
      for (const side of [-1, 1] as const) {
        const logPower = Math.log(witness(line, run, side, { values, isMasked }));
        if (!Number.isFinite(logPower)) continue;
        for (let i = run.from; i < run.to; i++) {
          const distance = (side < 0 ? i - run.from + 1 : run.to - i) * line.scale;
          const at = line.start + i * line.step;
          sums[at] = sums[at]! + logPower / distance ** 2;
          weights[at] = weights[at]! + 1 / distance ** 2;
        }
      }
    }
  };
  const timeScale = hopLength / sampleRateHz / timeScaleSec;
  const guardFrames = Math.ceil(fftSize / 2 / hopLength);
  for (let k = 0; k < nBins; k++) {
    const along = { start: k, step: nBins, length: nFrames, scale: timeScale };
    look({ ...along, guard: guardFrames, nWitnesses: nWitnessFrames });
  }
  const frequencyScale = sampleRateHz / fftSize / frequencyScaleHz;
  for (let m = 0; m < nFrames; m++) {
    const along = { start: m * nBins, step: 1, length: nBins, scale: frequencyScale };
    look({ ...along, guard: guardBins, nWitnesses: nWitnessBins });
  }
  for (let i = 0; i < values.length; i++) {
    if (isMasked[i] === 1) values[i] = weights[i]! > 0 ? Math.exp(sums[i]! / weights[i]! / 2) : 0;
  }
}

/** A frame along its bins, or a bin along its frames. */
interface Line {
  readonly start: number;
  readonly step: number;
  readonly length: number;
  readonly scale: number; // distance of neighbours
  readonly guard: number;
  readonly nWitnesses: number;
}

interface Run {
  readonly from: number;
  readonly to: number;
}

function* runsOf({ start, step, length }: Line, isMasked: Uint8Array): Generator<Run> {
  for (let from = 0; from < length; from++) {
    if (isMasked[start + from * step] !== 1) continue;
    let to = from + 1;
    while (to < length && isMasked[start + to * step] === 1) to++;
    yield { from, to };
    from = to;
  }
}

/** Mean power of the cells next to a run; NaN where none is known. Nearer than the guard only if there is nothing else. */
function witness(
  { start, step, length, guard, nWitnesses }: Line,
  { from, to }: Run,
  side: -1 | 1,
  { values, isMasked }: { values: Float32Array; isMasked: Uint8Array },
): number {
  for (const skipped of [guard, 0]) {
    let power = 0;
    let count = 0;
    for (let j = 0; j < nWitnesses; j++) {
      const i = side < 0 ? from - 1 - skipped - j : to + skipped + j;
      if (i < 0 || i >= length || isMasked[start + i * step] === 1) break;
      power += values[start + i * step]! ** 2;
      count++;
    }
    if (count > 0) return Math.max(power / count, Number.MIN_VALUE);
  }
  return Number.NaN;
}
